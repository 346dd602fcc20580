"""Search: the passages that answer a question, best first, within a Scope.

Scope comes first: only what the store says the scope holds is ever scored, and every hit is read
again from the store, under the same scope, before it is given out. What is held in memory is
held by Scope, so that it is never shared between people, and is checked against the store's
stamp with every question.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from threading import Lock
from time import perf_counter
from typing import Protocol

import numpy as np
from langchain_core.embeddings import Embeddings

from assistant.domain import Hit, Passage, Person, Scope
from assistant.retrieval.calibration import FLOOR, relevance
from assistant.retrieval.cues import Cues, read_cues
from assistant.retrieval.embedders import Vectors, embed_question
from assistant.retrieval.index import PassageIndex
from assistant.retrieval.lexical import Scores
from assistant.retrieval.ranking import features, fused
from assistant.retrieval.slices import Slice

SLICES_HELD = 48
DUPLICATES = 10
ALIKE = 0.98
MAX_QUERY_CHARS = 2000


class PassageStore(Protocol):
    """The passages a reader may read; the truth of what is in a scope."""

    def stamp(self, scope: Scope) -> str:
        """Changes whenever what the scope holds changed, in any process; cheap."""
        ...

    def passages(self, scope: Scope) -> list[Passage]:
        """Everything in scope, by source and position."""
        ...

    def readable(self, ids: Sequence[str], scope: Scope) -> dict[str, Passage]:
        """Those of the passages that are in scope now, read afresh."""
        ...


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: hits best first, and how sure it is that they answer, 0 to 1.

    ``confidence`` below ``FLOOR`` means that nothing in scope answers the question.
    """

    query: str
    hits: tuple[Hit, ...] = ()
    timings_ms: dict[str, float] = field(default_factory=dict)
    confidence: float = 0.0

    @property
    def answerable(self) -> bool:
        """Whether anything in scope answers the question."""
        return bool(self.hits) and self.confidence >= FLOOR


class Search:
    """Ranks the passages of a scope for a question."""

    def __init__(self, store: PassageStore, index: PassageIndex, embedder: Embeddings) -> None:
        self._store = store
        self._index = index
        self._embedder = embedder
        self._held: OrderedDict[Scope, tuple[str, Slice]] = OrderedDict()
        self._guidelines: Slice | None = None
        self._lock = Lock()
        self._building = Lock()

    def find(
        self,
        query: str,
        scope: Scope,
        k: int = 10,
        *,
        today: date | None = None,
        people: Sequence[Person] = (),
    ) -> Found:
        """The ``k`` best passages in scope, with calibrated scores.

        ``today`` gives "last month" a meaning; ``people`` are the pair's two, so that names and
        "did she" in a question do. A scope that holds nothing, or an empty question, finds nothing.
        """
        start = perf_counter()
        parts = self._slices(scope)
        question = query.strip()[:MAX_QUERY_CHARS]
        if not parts or not question or k < 1:
            return Found(query, (), _timings(start, start, start))
        voices = _voices(parts, people)
        cues = _read(question, parts, scope, people, voices, today)
        asked = perf_counter()
        vector = embed_question(self._embedder, cues.text)
        embedded = perf_counter()
        ranked = self._ranked(parts, cues, vector, voices, k)
        readable = self._store.readable([p.id for p, _ in ranked], scope)
        hits = tuple(Hit(readable[p.id], score) for p, score in ranked if p.id in readable)
        confidence = hits[0].score if hits else 0.0
        return Found(query, hits, _timings(start, asked, embedded), confidence)

    def _ranked(
        self, parts: Sequence[Slice], cues: Cues, vector: Vectors, voices: dict[str, str], k: int
    ) -> list[tuple[Passage, float]]:
        ranked: list[tuple[Passage, float]] = []
        for part in parts:
            made = features(part, cues, vector, voices)
            scores = relevance(part, made, fused(part, made), cues)
            best = _distinct(part, _best(scores, k + DUPLICATES))[:k]
            ranked += [(part.passages[row], float(scores[row])) for row in best]
        ranked.sort(key=lambda hit: -hit[1])
        return ranked[:k]

    def _slices(self, scope: Scope) -> list[Slice]:
        """The scope's guidelines and its notes, as far as there are any."""
        parts = []
        if scope.guidelines:
            parts.append(self._slice(replace(scope, pair_id=None)))
        if scope.pair_id is not None:
            parts.append(self._slice(replace(scope, guidelines=False)))
        return [part for part in parts if len(part)]

    def _slice(self, scope: Scope) -> Slice:
        stamp = self._store.stamp(scope)
        with self._lock:
            held = self._held.get(scope)
        if held is None or held[0] != stamp or not held[1].held.all():
            held = (stamp, self._build(scope, held[1] if held else None))
        with self._lock:
            self._held[scope] = held
            self._held.move_to_end(scope)
            while len(self._held) > SLICES_HELD:
                self._held.popitem(last=False)
        return held[1]

    def _build(self, scope: Scope, earlier: Slice | None) -> Slice:
        """The scope's slice; what an earlier one holds of it is not read or computed again.

        Readers whose guidelines are the same passages share one slice of them: passages' ids
        follow from their text, and nothing of a person is in a guideline.
        """
        with self._building:
            passages = self._store.passages(scope)
            shared = self._guidelines if scope.pair_id is None else None
            if shared is not None:
                earlier = shared
            if earlier and earlier.held.all() and _same(earlier, passages):
                return earlier
            known = earlier.vectors_of() if earlier else {}
            missing = [p.id for p in passages if p.id not in known]
            if missing:
                ids, vectors = self._index.vectors(missing, scope.pair_id)
                known |= dict(zip(ids, vectors, strict=True))
            width = len(next(iter(known.values()))) if known else 1
            rows = np.zeros((len(passages), width), dtype=np.float32)
            for row, passage in enumerate(passages):
                if passage.id in known:
                    rows[row] = known[passage.id]
            made = Slice(passages, rows, earlier)
            if scope.pair_id is None:
                self._guidelines = made
            return made


def _same(earlier: Slice, passages: Sequence[Passage]) -> bool:
    return len(earlier) == len(passages) and all(
        a == b for a, b in zip(earlier.passages, passages, strict=True)
    )


def _best(scores: Scores, k: int) -> list[int]:
    """The places of the ``k`` highest scores, best first, ties in reading order."""
    if k < len(scores):
        kept = np.argpartition(-scores, k - 1)[:k]
        kept = np.sort(kept)
    else:
        kept = np.arange(len(scores))
    order: list[int] = kept[np.argsort(-scores[kept], kind="stable")].tolist()
    return order


def _distinct(part: Slice, rows: Sequence[int]) -> list[int]:
    """The rows, best first, without those that say almost the same as a better one."""
    vectors = part.vectors[list(rows)]
    alike = np.triu(vectors @ vectors.T > ALIKE, 1)
    return [row for place, row in enumerate(rows) if not alike[:, place].any()]


def _voices(parts: Sequence[Slice], people: Sequence[Person]) -> dict[str, str]:
    """The first name, in lower case, of everybody who speaks in the notes or was handed in."""
    voices = {p.email: p.first_name.lower() for p in people}
    for part in parts:
        voices |= {who: name for who, name in part.voices.items() if who not in voices}
    return voices


def _read(
    question: str,
    parts: Sequence[Slice],
    scope: Scope,
    people: Sequence[Person],
    voices: dict[str, str],
    today: date | None,
) -> Cues:
    sessions = {n: day for part in parts for n, day in part.sessions.items()}
    others = [p for p in people if p.email != scope.reader]
    partner = voices[others[0].email] if len(others) == 1 else None
    names = set(voices.values())
    return read_cues(question, names, sessions, today, voices.get(scope.reader), partner)


def _timings(start: float, asked: float, embedded: float) -> dict[str, float]:
    end = perf_counter()
    embed = 1000 * (embedded - asked)
    total = 1000 * (end - start)
    return {"embed": round(embed, 2), "search": round(total - embed, 2), "total": round(total, 2)}
