"""The folder of everything stored is its owner's alone, and notices what became of the store."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.home import Home, Inventory

ROOT = Path(__file__).resolve().parent.parent
POSIX = pytest.mark.skipif(os.name != "posix", reason="this system has no modes")
HELD = Inventory("abc", 7, "2026-06-15T09:00:00+00:00", {"people": 4})

# What a command does, in a process of its own with the usual umask of a shared machine.
USE = """
import os, sys
os.umask(0o022)
from pathlib import Path
from assistant.bootstrap import build
from assistant.settings import Settings
from tests.builders import program_file
home, knowledge = map(Path, sys.argv[1:])
settings = Settings.from_env({"UPMENTOR_HOME": str(home), "UPMENTOR_KNOWLEDGE": str(knowledge)})
coach = build(settings, create=True)
coach.import_program(program_file(1))
coach.ingest([knowledge])
coach.follow()
told = {p.relative_to(home.parent): oct(p.stat().st_mode & 0o777)
        for p in [home, *home.rglob("*")]}
coach.close()
for path, mode in told.items():
    print(path, mode)
"""


def modes(home: Path) -> dict[str, int]:
    return {
        path.relative_to(home.parent).as_posix(): stat.S_IMODE(path.lstat().st_mode)
        for path in [home, *home.rglob("*")]
    }


@POSIX
def test_everything_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    """With a umask of 022 the folders have 700 and the files 600, while open and afterwards."""
    knowledge = tmp_path / "knowledge"
    knowledge.mkdir()
    (knowledge / "lift.md").write_text("# Lift\n\nThe lift opens at seven.\n")
    home = tmp_path / "deep" / "home"
    done = subprocess.run(
        [sys.executable, "-c", USE, str(home), str(knowledge)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    while_open = dict(line.rsplit(" ", 1) for line in done.stdout.splitlines())
    assert {"home/upmentor.db", "home/upmentor.db-wal", "home/index/chroma.sqlite3"} <= set(
        while_open
    )
    assert set(while_open.values()) == {"0o700", "0o600"}
    assert {m for path, m in modes(home).items()} == {0o700, 0o600}
    assert modes(home)["home"] == modes(home)["home/index"] == 0o700


@POSIX
def test_what_was_open_to_others_is_closed(tmp_path: Path) -> None:
    """Wider modes of an earlier version are tightened; what is not ours stays as it is."""
    umask = os.umask(0o022)
    try:
        home = Home(tmp_path / "home", tmp_path / "elsewhere.db")
        (tmp_path / "home" / "index" / "part").mkdir(parents=True)
        (tmp_path / "outside").write_text("mine")
        for name in ("home/index/part/data.bin", "home/known.json", "home/my.txt", "elsewhere.db"):
            (tmp_path / name).write_text("{}")
        (tmp_path / "home" / "index" / "link").symlink_to(tmp_path / "outside")
        assert "others on this machine may read" in home.problems()[0]
        home.make_private()
        assert home.problems() == []
    finally:
        os.umask(umask)
    found = modes(tmp_path)
    name = tmp_path.name
    assert found[f"{name}/home"] == found[f"{name}/home/index/part"] == 0o700
    assert found[f"{name}/home/index/part/data.bin"] == found[f"{name}/elsewhere.db"] == 0o600
    assert found[f"{name}/home/my.txt"] == found[f"{name}/outside"] == 0o644


@POSIX
@pytest.mark.skipif(os.name == "posix" and os.geteuid() != 0, reason="only root gives files away")
def test_a_folder_of_another_user_is_told(tmp_path: Path) -> None:
    """A folder that is not ours is left alone, and named as a problem."""
    (tmp_path / "home").mkdir()
    (tmp_path / "home").chmod(0o755)
    os.chown(tmp_path / "home", 65534, 65534)
    home = Home(tmp_path / "home")
    home.make_private()
    foreign, wide = home.problems()
    assert foreign.startswith(f"{tmp_path}/home belongs to another user")
    assert "may read" in wide


def test_a_new_folder_knows_nothing(tmp_path: Path) -> None:
    """Before a store was made nothing is known, and nothing is made by asking."""
    home = Home(tmp_path / "home")
    assert home.known() is None
    assert home.problems() == []
    assert not (tmp_path / "home").exists()


def test_what_is_known_comes_back(tmp_path: Path) -> None:
    """The inventory survives, until it is forgotten."""
    home = Home(tmp_path / "home")
    home.remember(HELD)
    assert Home(tmp_path / "home").known() == HELD
    home.mark(["guidelines"])
    home.forget()
    assert home.known() is None


@pytest.mark.parametrize(
    ("done", "held"),
    [
        ("guidelines", {"guidelines"}),
        ("demo\nguidelines", {"guidelines", "program", "people", "pairs"}),
    ],
)
def test_a_home_of_an_earlier_version_knows_what_it_took_in(
    done: str, held: set[str], tmp_path: Path
) -> None:
    """Without an inventory, what init had finished must be there."""
    (tmp_path / "initialised").write_text(f"{done}\n")
    known = Home(tmp_path).known()
    assert known
    assert set(known.held) == held


def test_a_folder_that_cannot_be_written_remembers_nothing(tmp_path: Path) -> None:
    """Where nothing can be written, remembering is no error."""
    (tmp_path / "file").touch()
    home = Home(tmp_path / "file" / "home")
    home.remember(HELD)
    assert home.known() is None
