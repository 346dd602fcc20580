"""The search engine as one thing: embedder, index and search over the records' passages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock

from langchain_core.embeddings import Embeddings

from assistant.domain import Person, Scope
from assistant.retrieval.index import PassageIndex
from assistant.retrieval.ingest import BATCH, Outbox, Progress, drain, fill
from assistant.retrieval.search import Found, Search


@dataclass(frozen=True, slots=True)
class Lag:
    """How far records and index agree: passages stored, vectors held, changes waiting."""

    passages: int
    vectors: int
    missing: int
    foreign: int
    waiting: int

    @property
    def agrees(self) -> bool:
        return not (self.missing or self.foreign or self.waiting)


class Engine:
    """Keeps the index up with the records, and finds."""

    def __init__(
        self,
        outbox: Outbox,
        index: PassageIndex,
        embedder: Embeddings,
        search: Search,
        embedder_id: str,
    ) -> None:
        self._outbox = outbox
        self._index = index
        self._embedder = embedder
        self._search = search
        self.embedder_id = embedder_id
        self._draining = Lock()

    def follow(self, progress: Progress | None = None) -> int:
        """Take in what the records have changed; the number of changes."""
        if not self._outbox.pending_count():
            return 0
        with self._draining:
            return drain(self._outbox, self._index, self._embedder, progress)

    def rebuild(self, progress: Progress | None = None) -> int:
        """Throw the index away and fill it from the records; the number of passages.

        Raises:
            StoreError: when another process holds the index for too long.
        """
        with self._draining:
            self._index.clear()
            return fill(self._outbox, self._index, self._embedder, progress)

    def find(
        self, query: str, scope: Scope, k: int, *, today: date, people: Sequence[Person] = ()
    ) -> Found:
        """The best passages in scope, after taking in what is waiting.

        Of a long backlog (a bulk import that is under way, or was interrupted) only one batch
        is taken in: what has no vector yet is found by its words.
        """
        if self._outbox.pending_count() <= BATCH:
            self.follow()
        elif self._draining.acquire(blocking=False):
            try:
                drain(self._outbox, self._index, self._embedder, at_most=BATCH)
            finally:
                self._draining.release()
        return self._search.find(query, scope, k, today=today, people=people)

    def lag(self) -> Lag:
        stored, held = set(self._outbox.all_ids()), set(self._index.ids())
        return Lag(
            passages=len(stored),
            vectors=len(held),
            missing=len(stored - held),
            foreign=len(held - stored),
            waiting=self._outbox.pending_count(),
        )

    def close(self) -> None:
        self._index.close()
