"""The search engine as one thing: embedder, index and search over the records' passages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from threading import Lock

from assistant.domain import Person, Scope
from assistant.errors import StoreError
from assistant.retrieval.embedders import Embedder, EmbeddingsFault, tell
from assistant.retrieval.folder import DamagedIndex
from assistant.retrieval.found import Found
from assistant.retrieval.index import PassageIndex
from assistant.retrieval.ingest import BATCH, Outbox, Progress, drain, fill
from assistant.retrieval.search import Search


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


@dataclass(frozen=True, slots=True)
class Space:
    """An embedder, the index of its vectors, and the search over them."""

    name: str
    index: PassageIndex
    embedder: Embedder
    search: Search


class Engine:
    """Keeps the index up with the records, and finds.

    ``sends`` says what leaves the machine for the embeddings that are chosen.
    """

    sends = "nothing leaves this machine"

    def __init__(
        self,
        outbox: Outbox,
        index: PassageIndex,
        embedder: Embedder,
        search: Search,
        embedder_id: str,
    ) -> None:
        self._outbox = outbox
        self._space = Space(embedder_id, index, embedder, search)
        self._draining = Lock()

    def follow(self, progress: Progress | None = None) -> int:
        """Take in what the records have changed; the number of changes.

        What the embedder fails at goes on waiting, and is found by its words.
        """
        if not self._outbox.pending_count():
            return 0
        with self._draining:
            return self._drain(progress)

    def rebuild(self, progress: Progress | None = None) -> int:
        """Throw the index away and fill it from the records; the number of passages.

        Raises:
            StoreError: when another process holds the index for too long.
        """
        with self._draining:
            space, waiting = self._serving(), self._outbox.pending(10**9)
            space.index.clear()
            count = fill(self._outbox, space.index, space.embedder, progress)
            self._outbox.done([row.id for row in waiting])
            return count

    def find(
        self,
        query: str,
        scope: Scope,
        k: int,
        *,
        today: date,
        people: Sequence[Person] = (),
        quoting: bool = False,
    ) -> Found:
        """The best passages in scope, after taking in what is waiting; as ``Search.find``.

        Of a long backlog (a bulk import that is under way, or was interrupted) only one batch
        is taken in: what has no vector yet is found by its words.
        """
        waiting = self._outbox.pending_count()
        if 0 < waiting <= BATCH:
            self.follow()
        elif waiting and self._draining.acquire(blocking=False):
            try:
                self._drain(at_most=BATCH)
            finally:
                self._draining.release()
        search = self._serving().search
        return search.find(query, scope, k, today=today, people=people, quoting=quoting)

    def lag(self) -> Lag:
        """Compare records and index; DamagedIndex when not all of it can be read."""
        stored, held = set(self._outbox.all_ids()), set(self._serving().index.ids())
        return Lag(
            passages=len(stored),
            vectors=len(held),
            missing=len(stored - held),
            foreign=len(held - stored),
            waiting=self._outbox.pending_count(),
        )

    def standing(self) -> list[tuple[str, str]]:
        """Which embeddings are in use, as lines a person can read; a "problem" is one."""
        return [("embeddings", self._serving().name)]

    def close(self) -> None:
        self._serving().index.close()

    def _serving(self) -> Space:
        """The space that answers now."""
        return self._space

    def _drain(self, progress: Progress | None = None, at_most: int | None = None) -> int:
        while True:
            space = self._serving()
            try:
                count = drain(
                    self._outbox,
                    space.index,
                    space.embedder,
                    progress,
                    at_most,
                    partial(self._answers, space),
                )
            except EmbeddingsFault as error:
                tell(f"{error} What it has not embedded is found by its words.")
                return 0
            except DamagedIndex as error:
                self._index_failed(error)
                return 0
            if self._answers(space):
                return count

    def _index_failed(self, error: StoreError) -> None:
        """Tell that the index cannot be used now; what waits for it goes on waiting."""
        tell(f"{error} Search goes by words meanwhile.")

    def _answers(self, space: Space) -> bool:
        return self._serving() is space
