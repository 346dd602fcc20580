"""A damaged index ends nobody: questions are answered, notes are taken in, and it is mended."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import StoreError
from assistant.retrieval.embedders import tell
from assistant.retrieval.folder import DamagedIndex, IndexFolder
from tests.retrieval.damage import Running, damage, files, finds, misfile, stocked
from tests.retrieval.spaces import OLD, Desk


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stocked(tmp_path_factory.mktemp("stock"))


@pytest.fixture
def home(stock: Path, tmp_path: Path) -> Path:
    tell.cache_clear()
    shutil.copytree(stock, tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def folder(home: Path) -> Iterator[IndexFolder]:
    opened = IndexFolder(home / "index")
    yield opened
    opened.close()


def overwrite(home: Path, name: str) -> None:
    """Put nonsense into one of Chroma's files."""
    file = next(path for path in files(home / "index") if path.name == name)
    file.write_bytes(b"\x7f" * file.stat().st_size)


@pytest.mark.parametrize(
    "name", ["header.bin", "length.bin", "data_level0.bin", "index_metadata.pickle"]
)
def test_a_file_that_ends_its_reader_is_one_sentence(
    name: str, home: Path, folder: IndexFolder
) -> None:
    """Nonsense in any file that holds vectors is told; clearing the folder repairs it."""
    overwrite(home, name)
    with pytest.raises(DamagedIndex, match="upmentor reindex"):
        folder.verify()
    folder.clear()
    folder.verify()


def test_no_database_at_all_is_one_sentence(home: Path, folder: IndexFolder) -> None:
    """A file that is no database is told as well, with every call."""
    overwrite(home, "chroma.sqlite3")
    for _ in range(2):
        with pytest.raises(DamagedIndex, match="upmentor reindex"):
            folder.verify()


def test_a_process_that_was_killed_is_started_again(folder: IndexFolder) -> None:
    """When whatever reads the folder dies on its way, the next call finds everything there."""
    folder.verify()
    assert folder._chroma is not None
    folder._chroma._process.kill()
    with pytest.raises(DamagedIndex):
        folder.verify()
    folder.verify()


@pytest.mark.parametrize("name", ["header.bin", "chroma.sqlite3"])
@pytest.mark.parametrize("early", [True, False], ids=["before opening", "while running"])
def test_the_app_goes_on_and_mends_it(name: str, early: bool, home: Path) -> None:
    """Questions and notes work with a broken index, and soon it holds everything again."""
    if early:
        overwrite(home, name)
    running = Running(home)
    running.answer(7)
    if not early:
        overwrite(home, name)
        running.desk.engine._spaces.clear()
    running.answer(8)
    assert running.mended()
    running.desk.close()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_random_damage_is_survived(seed: int, home: Path) -> None:
    """Whatever is cut, flipped, overwritten or deleted, the app answers and mends itself."""
    damage(home / "index", random.Random(seed))
    running = Running(home)
    running.answer(7)
    assert running.mended()
    running.desk.close()


@pytest.mark.parametrize("entry", [0, 20], ids=["nothing new is kept", "names without vectors"])
def test_an_index_that_deceives_is_mended(entry: int, home: Path) -> None:
    """Where Chroma lists what it cannot give, or drops what it is given, and says nothing."""
    misfile(home / "index", entry)
    running = Running(home)
    running.answer(7)
    assert running.mended()
    running.desk.close()


def test_a_deleted_database_is_not_a_new_index(home: Path) -> None:
    """An index that is gone is filled again, though Chroma takes the empty folder for a new one."""
    (home / "index" / "chroma.sqlite3").unlink()
    running = Running(home)
    running.answer(7)
    assert running.mended()
    running.desk.close()


def test_vectors_of_another_length_are_told(home: Path, folder: IndexFolder) -> None:
    """A collection whose vectors are not as long as it says is damaged, and mended like one."""
    with folder.open(writes=True) as chroma:
        name = next(n for n in chroma.ask("widths")[0] if n.endswith(".guidelines"))
        chroma.ask("drop", [name])
        chroma.ask("upsert", name, ["x"], [{"kind": "guideline"}], vectors=np.eye(1, 5))
    folder.close()
    running = Running(home)
    running.answer(7)
    assert running.mended()
    running.desk.close()


def test_a_command_answers_by_words_and_says_how_to_mend(
    home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A process that does not stay leaves the index as it is, and names the command."""
    overwrite(home, "header.bin")
    desk = Desk(home, OLD)
    assert finds(desk, "Piece 7 about z7", "z7")
    assert "upmentor reindex" in caplog.text
    with pytest.raises(StoreError, match="upmentor reindex"):
        desk.engine.lag()
    desk.engine.rebuild()
    assert desk.engine.lag().agrees
    desk.close()


def test_a_folder_that_cannot_be_used_is_told(home: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Where the folder is none, search goes by words and says what is in the way."""
    shutil.rmtree(home / "index")
    (home / "index").write_text("not a folder")
    desk = Desk(home, OLD)
    with pytest.raises(StoreError, match="cannot be used"):
        desk.engine.lag()
    desk.records.store.close()
