"""Changing the embedder while the old one serves.

The vectors of two embedders lie side by side in one folder. The file ``serving.json`` in it names
the one that answers; every process reads it with each question. When another one is chosen, its
collections are filled (by ``upmentor reindex``, or in the background of the app) while the old one
goes on answering and following the records. Once they hold every passage, the file is replaced in
one step and the old collections are removed.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from threading import Event, RLock, Thread
from typing import Protocol

from filelock import FileLock, Timeout

from assistant.domain import PassageKind
from assistant.errors import StoreError, UpmentorError
from assistant.home import replace_file
from assistant.retrieval.choosing import Choice
from assistant.retrieval.embedders import Embedder, embed_texts, embedder_of, tell
from assistant.retrieval.engine import Engine, Lag, Space
from assistant.retrieval.folder import DAMAGED, DamagedIndex, IndexFolder, LackingIndex
from assistant.retrieval.index import ChromaIndex, LenientIndex
from assistant.retrieval.ingest import Outbox, Progress, fill
from assistant.retrieval.reader import Reader
from assistant.retrieval.search import PassageStore, Search

RETRY_SECONDS, PROBE = 60.0, "one word"
MENDING = (
    "The search index is damaged; it is being built anew from the records. Search goes by words "
    "meanwhile."
)


class Records(Outbox, PassageStore, Protocol):
    """The passages, and what of them changed."""


@dataclass(frozen=True, slots=True)
class State:
    """What serving.json says: who answers, and whether its index is being built anew."""

    serving: Choice
    rebuilding: bool = False


class SwitchingEngine(Engine):
    """An engine whose embedder can be changed; ``opener`` gives the embedder of a choice.

    Nothing is embedded, and no embedder opened, before it is needed.
    """

    def __init__(
        self,
        records: Records,
        folder: IndexFolder,
        chosen: Choice,
        opener: Callable[[Choice], Embedder],
        reader: Reader | None = None,
    ) -> None:
        self._records, self._folder, self._opener, self._reader = records, folder, opener, reader
        self._chosen, self.sends = chosen, chosen.sends
        self._path = folder.path / "serving.json"
        self._seen: tuple[str, State] | None = None
        self._spaces: dict[tuple[str, str], Space] = {}
        self._looking = RLock()
        self._stopping = Event()
        self._mends = False
        self._suspect = Event()
        self._thread: Thread | None = None
        space = self._of(chosen)
        super().__init__(records, space.index, space.embedder, space.search, space.name)

    def rebuild(self, progress: Progress | None = None) -> int:
        """Fill the chosen embedder's index from the records and let it answer; the passages.

        While another embedder answers, or after an interruption, what is held already is not
        embedded again. Otherwise the index is thrown away first, once the embedder has shown
        that it works.

        Raises:
            StoreError: when the embedder fails (whatever answered before goes on), or another
                process holds the index or is filling it.
        """
        widths = _probe(self._of(self._chosen).embedder)
        with self._draining, self._filling():
            state = self._state()
            try:
                fits = self._fits(widths)
                if self._is_chosen(state.serving):
                    if not (state.rebuilding and fits):
                        self._restart()
                elif not fits:
                    kept = self._index(state.serving)
                    self._folder.drop(lambda name: not kept.holds(name))
                return self._complete(progress)
            except DamagedIndex:
                self._restart()
                return self._complete(progress)

    def fill_in_background(self) -> None:
        """Fill the chosen embedder's index beside what the process does, and switch to it.

        From then on an index that is found damaged is built anew in the same way.
        """
        self._mends = True
        with self._looking:
            idle = self._thread is None or not self._thread.is_alive()
            if idle and (self._suspect.is_set() or self._unfinished()):
                self._thread = Thread(target=self._keep_filling, name="filling", daemon=True)
                self._thread.start()

    def lag(self) -> Lag:
        self._folder.verify()
        return super().lag()

    def _index_failed(self, error: StoreError) -> None:
        if isinstance(error, LackingIndex) and not self._lacks():
            return
        if self._mends and isinstance(error, DamagedIndex):
            tell(MENDING)
            self._suspect.set()
            self.fill_in_background()
        else:
            super()._index_failed(error)

    def _lacks(self) -> bool:
        """Whether vectors are missing although nothing waits to be indexed or is being filled."""
        if self._records.pending_count() or self._unfinished():
            return False
        with suppress(StoreError):
            return bool(self.lag().missing)
        return True

    def standing(self) -> list[tuple[str, str]]:
        """Who answers, who is being filled and how far, and what leaves this machine."""
        state = self._state()
        lines = [("embeddings", f"{self._serving().name} ({self._current(state).sends})")]
        if self._unfinished():
            stored = set(self._records.all_ids())
            held = len(stored & set(self._index(self._chosen).ids()))
            told = f"{self._chosen.label} ({self._chosen.sends})"
            far = f"{held} of {len(stored)} passages; `upmentor reindex` completes it"
            lines.append(("next embeddings", f"{told}, {far}"))
        spaces = {self._current(state): self._serving(), self._chosen: self._of(self._chosen)}
        for space in spaces.values():
            try:
                _probe(space.embedder)
            except UpmentorError as error:
                lines.append(("problem", str(error)))
        return lines + (self._reader.standing() if self._reader else [])

    def close(self) -> None:
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()
        self._folder.close()

    def _serving(self) -> Space:
        return self._of(self._current(self._state()))

    def _current(self, state: State) -> Choice:
        """Who answers; the chosen one's own address and key are used when it is the same model."""
        return self._chosen if self._is_chosen(state.serving) else state.serving

    def _is_chosen(self, choice: Choice) -> bool:
        return choice.ids == self._chosen.ids

    def _unfinished(self) -> bool:
        state = self._state()
        return state.rebuilding or not self._is_chosen(state.serving)

    def _of(self, choice: Choice) -> Space:
        with self._looking:
            if choice.ids not in self._spaces:
                index, embedder = self._index(choice), self._opener(choice)
                read = LenientIndex(self._folder, choice.ids, self._index_failed)
                search = Search(self._records, read, embedder, self._reader)
                self._spaces[choice.ids] = Space(choice.label, index, embedder, search)
            return self._spaces[choice.ids]

    def _index(self, choice: Choice) -> ChromaIndex:
        return ChromaIndex(self._folder, *choice.ids)

    def _state(self) -> State:
        """What serving.json says now. Without one, what was indexed before there was such a file
        is the built-in embedder's; an empty folder belongs to whoever is chosen."""
        with self._looking:
            try:
                text = self._path.read_text("utf-8")
                if self._seen is None or self._seen[0] != text:
                    told = json.loads(text)
                    state = State(Choice(**told["serving"]), bool(told["rebuilding"]))
                    self._seen = (text, state)
                    wanted = {state.serving.ids, self._chosen.ids}
                    self._spaces = {k: v for k, v in self._spaces.items() if k in wanted}
                return self._seen[1]
            except (OSError, ValueError, KeyError, TypeError):
                old = (self._folder.path / "chroma.sqlite3").exists()
                return self._write(State(Choice() if old else self._chosen))

    def _write(self, state: State) -> State:
        with self._folder.locked():
            replace_file(self._path, json.dumps(asdict(state)))
        return state

    def _restart(self) -> None:
        """Throw everything away: the chosen embedder answers, as far as it is filled."""
        self._write(State(self._chosen, rebuilding=True))
        self._folder.clear()

    def _complete(
        self, progress: Progress | None = None, stopped: Callable[[], bool] = lambda: False
    ) -> int:
        """Fill the chosen index until it holds every passage; then, in one step, let it answer."""
        space, waiting = self._of(self._chosen), self._records.pending(10**9)
        while not stopped():
            before = set(self._records.all_ids())
            fill(self._records, space.index, space.embedder, progress, stopped)
            # Nobody can change any index between this look and the switch.
            with self._folder.locked():
                stored, held = set(self._records.all_ids()), set(space.index.ids())
                if stored <= held:
                    if gone := held - stored:
                        space.index.delete(sorted(gone))
                    self._write(State(self._chosen))
                    break
                if (stored - held) & before and not stopped():
                    raise DamagedIndex(DAMAGED)  # what it was given, it does not keep
        else:
            return 0
        self._records.done([row.id for row in waiting])
        own = self._index(self._chosen)
        self._folder.drop(lambda name: not own.holds(name))
        return len(stored)

    def _fits(self, widths: dict[PassageKind, int]) -> bool:
        """Whether what an earlier run filled has vectors of the length that is given now."""
        index = self._index(self._chosen)
        held = {
            PassageKind.GUIDELINE: index.widths(),
            PassageKind.NOTE: index.widths(pair_id="any"),
        }
        return all(held[kind] <= {width} for kind, width in widths.items())

    @contextmanager
    def _filling(self) -> Iterator[None]:
        """Let one process at a time fill, so that nothing is embedded (and paid) twice."""
        self._folder.path.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self._folder.path / "filling.lock", timeout=0):
                yield
        except Timeout as error:
            raise StoreError(
                "Another process is filling the search index; `upmentor check` tells how far it is."
            ) from error

    def _keep_filling(self) -> None:
        while not self._stopping.is_set():
            try:
                widths = _probe(self._of(self._chosen).embedder)
                with self._filling():
                    self._mend(widths)
                    if self._unfinished():
                        self._complete(stopped=self._stopping.is_set)
                if not self._suspect.is_set():
                    return
            except DamagedIndex:
                with suppress(UpmentorError):
                    self._restart()
                self._stopping.wait(1.0)
            except UpmentorError as error:
                tell(f"{error} Until it is put right, search goes on as before.")
                self._stopping.wait(RETRY_SECONDS)

    def _mend(self, widths: dict[PassageKind, int]) -> None:
        """Throw the index away if it is damaged; another process may have done so already."""
        if self._suspect.is_set():
            self._suspect.clear()
            try:
                self._folder.verify()
                if not self._fits(widths):
                    self._restart()
                elif self._lacks():
                    self._write(State(self._chosen, rebuilding=True))
            except DamagedIndex:
                self._restart()


def _probe(embedder: Embedder) -> dict[PassageKind, int]:
    """The length of the vectors of each kind, from embedding one word.

    Raises:
        StoreError: when the embedder fails.
    """
    kinds = (PassageKind.GUIDELINE, PassageKind.NOTE)  # questions lie among the guidelines
    return {kind: embed_texts(embedder_of(embedder, kind), [PROBE]).shape[1] for kind in kinds}
