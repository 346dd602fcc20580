"""Search: the passages that answer a question, best first, within a Scope.

Scope comes first: only what the store says the scope holds is ever scored, and every hit is read
again from the store, under the same scope, before it is given out. What is held in memory is
checked against the store's stamps with every question. Notes are held by Scope, so that they are
never shared between people; guidelines are held once, for all readers to whom the store gives the
same stamp of them.
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from threading import Lock
from time import perf_counter
from typing import Protocol

import numpy as np

from assistant.domain import Hit, Passage, PassageKind, Person, Scope, Side
from assistant.language.tokens import stems
from assistant.questions import Stretch
from assistant.retrieval.calibration import evidence, relevance
from assistant.retrieval.cues import Cues, read_cues
from assistant.retrieval.embedders import (
    Embedder,
    MiniLMEmbedder,
    Vectors,
    built_in,
    embed_question,
    embed_texts,
    embedder_of,
)
from assistant.retrieval.found import Found
from assistant.retrieval.groups import Examples
from assistant.retrieval.index import PassageIndex
from assistant.retrieval.lexical import Scores
from assistant.retrieval.likeness import likeness
from assistant.retrieval.memory import give_back
from assistant.retrieval.ranking import ASKING, Features, best, distinct, features, fused
from assistant.retrieval.reader import READ, Reader
from assistant.retrieval.recordings import in_stretches
from assistant.retrieval.slices import Slice
from assistant.retrieval.spelling import mend, mended
from assistant.retrieval.stretches import stretches

Ranked = tuple[Features, Scores]
"""What each passage of a slice has going for it, and what that comes to."""

SLICES_HELD = 48
LARGE = 2_000
DUPLICATES = 10
MAX_QUERY_CHARS = 2000


class PassageStore(Protocol):
    """The passages a reader may read; the truth of what is in a scope."""

    def stamps(self, scope: Scope) -> tuple[str, str]:
        """What the scope's guidelines and its notes are now, "" for none; cheap.

        The first is the same only for scopes that hold the same guidelines, whoever reads. The
        second changes whenever the notes of the scope changed. Both in any process.
        """
        ...

    def passages(self, scope: Scope) -> list[Passage]:
        """Everything in scope, by source and position."""
        ...

    def example_questions(self, scope: Scope) -> list[Passage]:
        """The example questions of the scope's guidelines; they are not in scope themselves."""
        ...

    def readable(self, ids: Sequence[str], scope: Scope) -> dict[str, Passage]:
        """Those of the passages that are in scope now, read afresh."""
        ...


class Search:
    """Ranks the passages of a scope for a question; a reader, if there is one, decides."""

    def __init__(
        self,
        store: PassageStore,
        index: PassageIndex,
        embedder: Embedder,
        reader: Reader | None = None,
    ) -> None:
        self._store = store
        self._index = index
        self._embedder = embedder
        self._reader = reader
        self._held: OrderedDict[Scope | None, tuple[str, Slice]] = OrderedDict()
        self._lock = Lock()
        self._building = Lock()
        self._grown = False

    def find(
        self,
        query: str,
        scope: Scope,
        k: int = 10,
        *,
        today: date | None = None,
        people: Sequence[Person] = (),
        quoting: bool = False,
    ) -> Found:
        """The ``k`` best passages in scope, with calibrated scores; with ``quoting``, stretches.

        ``today`` gives "last month" a meaning; ``people`` are the pair's mentor and mentee, so
        that names and "did she" in a question do. A scope that holds nothing, or an empty
        question, finds nothing.
        """
        start = perf_counter()
        parts = self._slices(scope)
        question = query.strip()[:MAX_QUERY_CHARS]
        if not parts or not question or k < 1:
            return Found(query, (), _timings(start, start, start))
        misspelt = mended(question, parts)
        question = mend(question, misspelt)
        voices = _voices(parts, people)
        cues = _read(question, parts, scope, people, voices, today)
        asked = perf_counter()
        vectors = embed_question(self._embedder, cues.text, [part.kind for part in parts])
        embedded = perf_counter()
        ranks = [self._features(*one, cues, voices) for one in zip(parts, vectors, strict=True)]
        ranked = _best_of_all(parts, ranks, cues, READ if self._reader else k)
        if self._reader:
            ranked = self._reader.reread(cues.text, ranked)
        ranked = sorted(ranked, key=lambda hit: -hit[1])[:k]
        near = self._stretches(parts, ranks, cues, vectors) if quoting else []
        if self._grown:  # the first ranking built what a large slice needs, and freed as much
            self._grown = False
            give_back()
        wanted = [p.id for p, _ in ranked] + [line.passage.id for s in near for line in s.lines]
        readable = self._store.readable(list(dict.fromkeys(wanted)), scope)
        hits = tuple(Hit(readable[p.id], score) for p, score in ranked if p.id in readable)
        return Found(
            query,
            hits,
            _timings(start, asked, embedded),
            hits[0].score if hits else 0.0,
            misspelt,
            tuple(s for s in near if all(line.passage.id in readable for line in s.lines)),
        )

    def _stretches(
        self,
        parts: Sequence[Slice],
        ranks: Sequence[Ranked],
        cues: Cues,
        vectors: Sequence[Vectors],
    ) -> list[Stretch]:
        """Of each part; sentences are compared by the built-in embedder, whoever finds passages."""
        words = [stem for stem in stems(cues.text) if stem not in ASKING]
        own: Vectors | None = None
        found = []
        for part, (_, rank), vector in zip(parts, ranks, vectors, strict=True):
            embedder = embedder_of(self._embedder, part.kind)
            if getattr(embedder, "id", None) != MiniLMEmbedder.id:
                embedder = built_in()
                own = embed_texts(embedder, [cues.text])[0] if own is None else own
                vector = own
            embed = partial(part.embedded, partial(embed_texts, embedder))
            found += stretches(part, rank, vector, words, embed)
        return found

    def evidence(
        self, query: str, scope: Scope, *, today: date | None = None, people: Sequence[Person] = ()
    ) -> dict[PassageKind, dict[str, float]]:
        """What speaks for an answer among the notes, and among the guidelines; for calibration."""
        parts = self._slices(scope)
        question = mend(query, mended(query, parts))
        voices = _voices(parts, people)
        cues = _read(question, parts, scope, people, voices, today)
        vectors = embed_question(self._embedder, cues.text, [part.kind for part in parts])
        found = {}
        for part, vector in zip(parts, vectors, strict=True):
            made = features(part, cues, vector, voices)
            found[part.kind] = evidence(part, made, fused(part, made), cues)
        return found

    @staticmethod
    def _features(part: Slice, vector: Vectors, cues: Cues, voices: dict[str, str]) -> Ranked:
        made = features(part, cues, vector, voices)
        return made, fused(part, made)

    def _slices(self, scope: Scope) -> list[Slice]:
        """The scope's guidelines and its notes, as far as there are any.

        Guidelines are held under None, a reader's notes under their scope.
        """
        guidelines, notes = self._store.stamps(scope)
        parts = []
        if guidelines:
            parts.append(self._slice(None, replace(scope, pair_id=None), guidelines))
        if notes:
            scope = replace(scope, guidelines=False)
            parts.append(self._slice(scope, scope, notes))
        return [part for part in parts if len(part)]

    def _slice(self, key: Scope | None, scope: Scope, stamp: str) -> Slice:
        """What is held under the key if it is of this stamp and complete, else built."""
        part = self._known(key, stamp)
        if part is None:
            with self._building:
                # Another question may have waited for the same, and have built it.
                part = self._known(key, stamp)
                if part is None:
                    part = self._built(key, scope, stamp)
        return part

    def _known(self, key: Scope | None, stamp: str) -> Slice | None:
        with self._lock:
            known, part = self._held.get(key, ("", None))
            if part is None or known != stamp or not part.complete:
                return None
            self._held.move_to_end(key)
            return part

    def _built(self, key: Scope | None, scope: Scope, stamp: str) -> Slice:
        """The slice; what an earlier one holds of it is not read or computed again."""
        known, earlier = self._held.get(key, ("", None))
        same = earlier if known == stamp else None
        passages = self._store.passages(scope) if same is None else same.passages
        asked = self._store.example_questions(scope) if same is None else same.examples.passages
        vectors = earlier.vectors_of() if earlier else {}
        missing = [p.id for p in (*passages, *asked) if p.id not in vectors]
        held = self._index.vectors(missing, scope.pair_id) if missing else ((), ())
        fresh = dict(zip(*held, strict=True))
        vectors |= fresh
        rows, alike = _rows(passages, vectors), likeness(self._embedder)
        examples = Examples(asked, _rows(asked, vectors), alike)
        if same is None:
            part = Slice(passages, rows, earlier, examples)
        else:
            part = same.filled(rows, examples) if fresh else same
        with self._lock:
            self._held[key] = stamp, part
            self._held.move_to_end(key)
            while len(self._held) > SLICES_HELD:
                self._held.popitem(last=False)
            self._grown = self._grown or len(part) >= LARGE
        return part


def _best_of_all(
    parts: Sequence[Slice], ranks: Sequence[Ranked], cues: Cues, k: int
) -> list[tuple[Passage, float]]:
    ranked: list[tuple[Passage, float]] = []
    for part, (made, rank) in zip(parts, ranks, strict=True):
        chosen = distinct(part, best(rank, k + DUPLICATES))
        chosen = in_stretches(part, rank, cues.text, chosen)[:k]
        scores = relevance(part, made, rank, cues, chosen).tolist()
        ranked += [(part.passages[row], s) for row, s in zip(chosen, scores, strict=True)]
    return ranked


def _rows(passages: Sequence[Passage], vectors: Mapping[str, Vectors]) -> Vectors:
    """The passages' vectors, one a row, zeros where there is none yet."""
    width = len(next(iter(vectors.values()))) if vectors else 1
    rows = np.zeros((len(passages), width), dtype=np.float32)
    for row, passage in enumerate(passages):
        if passage.id in vectors and len(vectors[passage.id]) == width:
            rows[row] = vectors[passage.id]
    return rows


def _voices(parts: Sequence[Slice], people: Sequence[Person]) -> dict[str, str]:
    """The first name, in lower case, of everybody who speaks in the notes or was handed in."""
    voices = {p.email: p.called.lower() for p in people}
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
    cues = read_cues(question, names, sessions, today, voices.get(scope.reader), partner)
    sides = [side for side, who in zip(Side, people, strict=False) if who.email == scope.reader]
    return replace(cues, side=sides[0] if sides else None)


def _timings(start: float, asked: float, embedded: float) -> dict[str, float]:
    end = perf_counter()
    embed = 1000 * (embedded - asked)
    total = 1000 * (end - start)
    return {"embed": round(embed, 2), "search": round(total - embed, 2), "total": round(total, 2)}
