import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock

from assistant.errors import StoreError
from assistant.retrieval.embedders import Vectors, unit
from assistant.retrieval.index import ChromaIndex, probe

ROOT = Path(__file__).resolve().parents[2]
WRITER = """
import sys
import numpy as np
from pathlib import Path
from assistant.retrieval.index import ChromaIndex
index = ChromaIndex(Path(sys.argv[1]), "fake-embedder")
count = int(sys.argv[2])
vectors = np.eye(8, dtype=np.float32)[np.arange(count) % 8]
metadata = {"kind": "note", "pair_id": "pair-a", "source": "n"}
index.upsert([f"n-other-{i}" for i in range(count)], vectors, [metadata] * count)
"""


def vectors(count: int, seed: int = 0) -> Vectors:
    return unit(np.random.default_rng(seed).normal(size=(count, 8)).astype(np.float32))


def metadata(pair_id: str = "", count: int = 1) -> list[dict[str, str]]:
    kind = "note" if pair_id else "guideline"
    return [{"kind": kind, "pair_id": pair_id, "source": "s"}] * count


@pytest.fixture
def index(tmp_path: Path) -> Iterator[ChromaIndex]:
    made = ChromaIndex(tmp_path / "index", "fake-embedder", wait=0.5)
    yield made
    made.close()


def test_vectors_come_back_as_they_went_in(index: ChromaIndex) -> None:
    """A pair's vectors and the guidelines' are found by their ids."""
    mine = vectors(3)
    index.upsert(["n-1", "n-2", "n-3"], mine, metadata("pair-a", 3))
    index.upsert(["g-1"], vectors(1, 1), metadata())
    ids, rows = index.vectors(["n-3", "n-1", "n-none"], "pair-a")
    held = dict(zip(ids, rows, strict=True))
    assert set(held) == {"n-1", "n-3"}
    assert np.allclose(held["n-3"], mine[2], atol=1e-6)
    assert index.vectors(["g-1"])[0] == ["g-1"]
    assert index.count() == 4


def test_writing_first_hides_nothing(index: ChromaIndex) -> None:
    """An index opened to write sees all that was there before."""
    index.upsert(["g-1"], vectors(1), metadata())
    index.close()
    index.upsert(["n-1"], vectors(1), metadata("pair-a"))
    assert index.vectors(["g-1"])[0] == ["g-1"]
    assert index.count() == 2


def test_the_same_id_is_stored_once(index: ChromaIndex) -> None:
    """A second upsert of an id takes the place of the first."""
    index.upsert(["n-1"], vectors(1, 1), metadata("pair-a"))
    index.upsert(["n-1"], vectors(1, 2), metadata("pair-a"))
    assert index.count() == 1
    assert np.allclose(index.vectors(["n-1"], "pair-a")[1], vectors(1, 2), atol=1e-6)


def test_deleting_needs_no_more_than_ids(index: ChromaIndex) -> None:
    """What is held goes, whosever it was; what is not held is no matter."""
    index.upsert(["n-1", "n-2"], vectors(2), metadata("pair-a", 2))
    index.upsert(["g-1"], vectors(1), metadata())
    index.delete(["n-2", "g-1", "n-none"])
    assert index.ids() == ["n-1"]


def test_an_empty_index_holds_nothing(index: ChromaIndex) -> None:
    """Asking before anything was written is no error."""
    assert index.vectors(["n-1"], "pair-a")[0] == []
    assert (index.ids(), index.count()) == ([], 0)


def test_another_process_may_write_meanwhile(index: ChromaIndex) -> None:
    """What another process wrote is seen, and writing goes on, without opening anew."""
    index.upsert(["n-1"], vectors(1), metadata("pair-a"))
    for count in (3, 1500):
        subprocess.run(
            [sys.executable, "-c", WRITER, str(index._folder), str(count)], check=True, cwd=ROOT
        )
        ids, _ = index.vectors([f"n-other-{i}" for i in range(count)], "pair-a")
        assert len(ids) == count
    index.upsert(["n-2"], vectors(1), metadata("pair-a"))
    assert index.count() == 1502


def test_a_held_lock_is_said(index: ChromaIndex) -> None:
    """While another process writes for too long, there is one clear sentence."""
    index.upsert(["n-1"], vectors(1), metadata("pair-a"))
    with (
        FileLock(index._folder / "index.lock", is_singleton=False),
        pytest.raises(StoreError, match="writing to the search index"),
    ):
        ChromaIndex(index._folder, "fake-embedder", wait=0.1).count()


def test_another_embedder_starts_empty(index: ChromaIndex) -> None:
    """Vectors of another embedder are not seen."""
    index.upsert(["n-1"], vectors(1), metadata("pair-a"))
    other = ChromaIndex(index._folder, "another-embedder")
    assert other.count() == 0
    other.close()


def test_a_damaged_index_is_noticed(index: ChromaIndex) -> None:
    """A broken file gives the sentence that says how to rebuild; clearing repairs it."""
    index.upsert(["n-1"], vectors(1), metadata("pair-a"))
    index.close()
    database = index._folder / "chroma.sqlite3"
    database.write_bytes(b"broken" * 1000)
    with pytest.raises(StoreError, match="upmentor reindex"):
        index.vectors(["n-1"], "pair-a")
    index.clear()
    index.upsert(["n-1"], vectors(1), metadata("pair-a"))
    assert index.count() == 1


def test_an_index_that_ended_a_process_is_tried_apart(index: ChromaIndex) -> None:
    """After a process died while opening it, the index is tried in another one first."""
    index.upsert(["n-1"], vectors(1), metadata("pair-a"))
    index.close()
    (index._folder / "opening-1").touch()
    assert index.count() == 1
    assert not list(index._folder.glob("opening-*"))
    index.close()
    assert probe(index._folder)
    (index._folder / "chroma.sqlite3").write_bytes(b"broken" * 1000)
    assert not probe(index._folder)


def test_wrong_dimensions_are_refused(index: ChromaIndex) -> None:
    """Vectors of another length cannot be mixed in."""
    index.upsert(["n-1"], vectors(1), metadata("pair-a"))
    with pytest.raises(StoreError):
        index.upsert(["n-2"], np.ones((1, 5), np.float32), metadata("pair-a"))
