import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock

from assistant.errors import StoreError
from assistant.retrieval.chroma import MANY, Collections
from assistant.retrieval.embedders import Vectors, unit
from assistant.retrieval.folder import IndexFolder
from assistant.retrieval.index import ChromaIndex

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
def folder(tmp_path: Path) -> Iterator[IndexFolder]:
    made = IndexFolder(tmp_path / "index", wait=0.5)
    yield made
    made.close()


@pytest.fixture
def index(folder: IndexFolder) -> ChromaIndex:
    return ChromaIndex(folder, "fake-embedder")


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


def test_another_process_may_write_meanwhile(folder: IndexFolder, index: ChromaIndex) -> None:
    """What another process wrote is seen, and writing goes on, without opening anew."""
    index.upsert(["n-1"], vectors(1), metadata("pair-a"))
    for count in (3, 1500):
        subprocess.run(
            [sys.executable, "-c", WRITER, str(folder.path), str(count)], check=True, cwd=ROOT
        )
        ids, _ = index.vectors([f"n-other-{i}" for i in range(count)], "pair-a")
        assert len(ids) == count
    index.upsert(["n-2"], vectors(1), metadata("pair-a"))
    assert index.count() == 1502


def test_a_held_lock_is_said(folder: IndexFolder, index: ChromaIndex) -> None:
    """While another process writes for too long, there is one clear sentence."""
    index.upsert(["n-1"], vectors(1), metadata("pair-a"))
    with (
        FileLock(folder.path / "index.lock", is_singleton=False),
        pytest.raises(StoreError, match="writing to the search index"),
    ):
        ChromaIndex(IndexFolder(folder.path, wait=0.1), "fake-embedder").count()


def test_embedders_do_not_see_each_other(folder: IndexFolder, index: ChromaIndex) -> None:
    """Vectors of another embedder are not seen, whatever their length; a deletion reaches all."""
    other = ChromaIndex(folder, "another-embedder")
    index.upsert(["n-1", "n-2"], vectors(2), metadata("pair-a", 2))
    other.upsert(["n-1"], np.eye(1, 5, dtype=np.float32), metadata("pair-a"))
    assert (index.count(), other.count()) == (2, 1)
    other.delete(["n-1"])
    assert (index.ids(), other.ids()) == (["n-2"], [])


def test_guidelines_may_have_an_embedder_of_their_own(
    folder: IndexFolder, index: ChromaIndex
) -> None:
    """An index with another embedder for guidelines shares the notes of the first."""
    both = ChromaIndex(folder, "fake-embedder", "service")
    index.upsert(["n-1"], vectors(1), metadata("pair-a"))
    both.upsert(["g-1"], np.eye(1, 5, dtype=np.float32), metadata())
    assert (sorted(both.ids()), index.ids()) == (["g-1", "n-1"], ["n-1"])
    assert (both.widths(), both.widths("pair-a")) == ({5}, {8})


def test_removed_collections_give_their_space_back(folder: IndexFolder, index: ChromaIndex) -> None:
    """Dropping an embedder's vectors shrinks the folder, and leaves the others' as they were."""
    other = ChromaIndex(folder, "another-embedder")
    index.upsert(["n-1"], vectors(1), metadata("pair-a"))
    many = [f"n-{i}" for i in range(3000)]
    other.upsert(many, vectors(3000), metadata("pair-a", 3000))
    folder.close()
    before = sum(path.stat().st_size for path in folder.path.rglob("*"))
    folder.drop(lambda name: not index.holds(name))
    folder.close()
    assert sum(path.stat().st_size for path in folder.path.rglob("*")) < before / 2
    assert (index.vectors(["n-1"], "pair-a")[0], other.ids()) == (["n-1"], [])


def test_wrong_dimensions_are_refused(index: ChromaIndex) -> None:
    """Vectors of another length cannot be mixed in, not even into another pair's collection."""
    index.upsert(["n-1"], vectors(1), metadata("pair-a"))
    for pair_id in ("pair-a", "pair-b"):
        with pytest.raises(StoreError, match="5 numbers where the index holds 8"):
            index.upsert(["n-2"], np.ones((1, 5), np.float32), metadata(pair_id))
    assert index.ids() == ["n-1"]


def test_a_large_read_is_not_kept_by_chroma(tmp_path: Path) -> None:
    """After many vectors were read Chroma lets go of them, and opens again by itself."""
    (tmp_path / "index").mkdir()
    held = Collections(tmp_path / "index")
    ids = [f"g{i}" for i in range(MANY)]
    held.upsert("guidelines", ids, metadata(count=MANY), vectors(MANY))
    assert len(held.vectors("guidelines", ids[:3])[0]) == 3
    assert held.is_open
    assert len(held.vectors("guidelines", ids)[0]) == MANY
    assert not held.is_open
    assert held.vectors("guidelines", ids[:3])[0] == ids[:3]
    held.close()
