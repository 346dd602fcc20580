import pytest

from assistant.domain import OutboxRow, PassageKind
from assistant.retrieval.embedders import Vectors
from assistant.retrieval.ingest import BATCH, TAKEN, drain, fill
from tests.fakes import MemoryIndex, WordEmbedder
from tests.retrieval.fakes import Tray


def rows(count: int) -> list[OutboxRow]:
    return [
        OutboxRow(
            n, "index", f"n-{n:04d}", PassageKind.NOTE, "pair-a", "s", f"text {n}", "Session 1"
        )
        for n in range(1, count + 1)
    ]


def test_everything_that_waits_is_taken_in() -> None:
    """Each passage has a vector afterwards, nothing waits, and progress ends at its total."""
    tray, index, told = Tray(rows(2 * TAKEN + 1)), MemoryIndex(), []
    done = drain(tray, index, WordEmbedder(), lambda n, total: told.append((n, total)))
    assert done == index.count() == 2 * TAKEN + 1
    assert tray.pending_count() == 0
    assert told[-1] == (done, done)


def test_what_went_is_removed() -> None:
    """The last change of a passage within a batch decides."""
    gone = OutboxRow(9, "remove", "n-0001", PassageKind.NOTE, None, "", "")
    index = MemoryIndex()
    drain(Tray([*rows(2), gone]), index, WordEmbedder())
    assert index.ids() == ["n-0002"]


def test_an_interrupted_run_is_continued() -> None:
    """What failed waits still, and the next run does the rest."""

    class Tearing(MemoryIndex):
        torn = True

        def upsert(self, ids, vectors: Vectors, metadatas) -> None:  # type: ignore[no-untyped-def]
            if self.count() and self.torn:
                self.torn = False
                raise KeyboardInterrupt
            super().upsert(ids, vectors, metadatas)

    tray, index = Tray(rows(2 * TAKEN)), Tearing()
    with pytest.raises(KeyboardInterrupt):
        drain(tray, index, WordEmbedder())
    assert tray.pending_count() == TAKEN
    drain(tray, index, WordEmbedder())
    assert index.count() == 2 * TAKEN


def test_a_part_can_be_taken_in() -> None:
    """With a limit, a long backlog is left for later."""
    tray = Tray(rows(3 * BATCH))
    assert drain(tray, MemoryIndex(), WordEmbedder(), at_most=1) == BATCH
    assert tray.pending_count() == 2 * BATCH


def test_an_index_is_filled_from_all_passages() -> None:
    """Filling takes every passage of the records, batch by batch."""
    tray, index = Tray(rows(BATCH + 5)), MemoryIndex()
    assert fill(tray, index, WordEmbedder()) == index.count() == BATCH + 5


def test_filling_goes_on_where_it_stopped() -> None:
    """What the index holds already is not embedded again."""

    class Counting(WordEmbedder):
        texts = 0

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            self.texts += len(texts)
            return super().embed_documents(texts)

    tray, index, embedder = Tray(rows(3 * BATCH)), MemoryIndex(), Counting()
    looked = iter([False, True])
    fill(tray, index, embedder, stopped=lambda: next(looked))
    assert index.count() == BATCH
    assert fill(tray, index, embedder) == index.count() == embedder.texts == 3 * BATCH


def test_an_index_that_lost_its_place_marks_nothing_done() -> None:
    """When another index serves by the time a batch is stored, the batch goes on waiting."""
    tray = Tray(rows(BATCH))
    assert drain(tray, MemoryIndex(), WordEmbedder(), current=lambda: False) == 0
    assert tray.pending_count() == BATCH
