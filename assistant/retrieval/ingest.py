"""From the records' outbox into the index: embed, store, delete, mark done."""

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np

from assistant.domain import OutboxRow, PassageKind
from assistant.retrieval.chunks import dense_text
from assistant.retrieval.embedders import Embedder, embed_texts, embedder_of
from assistant.retrieval.index import PassageIndex

BATCH = 64
"""Rows that go to the index at once where the work may be broken off, and done again."""
TAKEN = 512
"""The same where nobody waits: each time costs as much as some thirty rows."""
ASKED = 64
"""Texts that go to an embedder at once; servers take so many."""
Progress = Callable[[int, int], None]


class Outbox(Protocol):
    """What the records have changed and the index has not followed yet."""

    def pending(self, limit: int) -> list[OutboxRow]:
        """The oldest open rows, in the order they were written."""
        ...

    def pending_count(self) -> int: ...

    def done(self, ids: Sequence[int]) -> None: ...

    def all_ids(self) -> list[str]:
        """The ids of all passages in the records."""
        ...

    def all_rows(self, limit: int, after: str = "") -> list[OutboxRow]:
        """All passages as rows to index, by id, from the first id greater than ``after``."""
        ...


def drain(
    outbox: Outbox,
    index: PassageIndex,
    embedder: Embedder,
    progress: Progress | None = None,
    at_most: int | None = None,
    current: Callable[[], bool] = lambda: True,
) -> int:
    """Brings the index up to date with the records; the number of rows that were done.

    Rows are marked done only after the index holds them, so an interrupted run is continued by
    the next one, and doing a row twice changes nothing. ``at_most`` rows (rounded up to whole
    batches) are done when it is given. When the index is not the ``current`` one any more, what
    it was just given is not marked, so that the one in its place takes it in.
    """
    total, count = outbox.pending_count(), 0
    while (at_most is None or count < at_most) and (
        rows := outbox.pending(TAKEN if at_most is None else BATCH)
    ):
        _apply(rows, index, embedder)
        if not current():
            break
        outbox.done([row.id for row in rows])
        count += len(rows)
        if progress:
            progress(count, max(total, count))
    return count


def fill(
    outbox: Outbox,
    index: PassageIndex,
    embedder: Embedder,
    progress: Progress | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> int:
    """Indexes every passage of the records that the index does not hold; the number of passages.

    An interrupted run is continued by the next one: what is held is not embedded again.
    """
    held = set(index.ids())
    total, count, after = len(outbox.all_ids()), 0, ""
    while not stopped() and (rows := outbox.all_rows(BATCH, after)):
        _apply([row for row in rows if row.passage_id not in held], index, embedder)
        count, after = count + len(rows), rows[-1].passage_id
        if progress:
            progress(count, max(total, count))
    return count


def _apply(rows: Sequence[OutboxRow], index: PassageIndex, embedder: Embedder) -> None:
    last = {row.passage_id: row for row in rows}
    gone = [row.passage_id for row in last.values() if row.verb == "remove"]
    if gone:
        index.delete(gone)
    for kind in PassageKind:
        kept = [row for row in last.values() if row.verb == "index" and row.kind is kind]
        if kept:
            texts = [dense_text(row.kind, row.heading, row.text) for row in kept]
            metadatas = [
                {"kind": row.kind.value, "pair_id": row.pair_id or "", "source": row.source}
                for row in kept
            ]
            used = embedder_of(embedder, kind)
            parts = (texts[at : at + ASKED] for at in range(0, len(texts), ASKED))
            vectors = np.concatenate([embed_texts(used, part) for part in parts])
            index.upsert([row.passage_id for row in kept], vectors, metadatas)
