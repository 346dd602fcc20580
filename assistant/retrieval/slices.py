"""A slice: one kind of passages of one scope, held in memory as the arrays that ranking needs.

A pair's notes and the guidelines are two slices. A slice is built from the records' passages
and the index's vectors, and is good for as long as the records' stamp stays the same. What only
one kind of ranking needs is built when it is first asked for.
"""

import re
from collections.abc import Sequence
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assistant.domain import Passage, PassageKind
from assistant.retrieval.chunks import speaker, spoken
from assistant.retrieval.embedders import Vectors, unit
from assistant.retrieval.lexical import BM25, Scores, Terms, Vocabulary

NEAR = 1
AROUND = 3

Rows = NDArray[np.int64]

_TIME = re.compile(
    r"\b(?:yesterday|today|tonight|tomorrow|morning|recently|last|next|ago|since|days?|weeks?"
    r"|weekends?|months?|years?|january|february|march|april|may|june|july|august|september"
    r"|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|once|twice|couple|several|dozen)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+")


class Slice:
    """Passages in reading order, with their unit vectors (a row of zeros where none is held).

    ``groups`` numbers what belongs together: the notes of a session, or the passages of a
    guideline's section. Neighbours are passages next to each other in the same source.
    """

    def __init__(self, passages: Sequence[Passage], vectors: Vectors) -> None:
        self.passages = tuple(passages)
        self.vectors = vectors
        self.kind = self.passages[0].kind if self.passages else PassageKind.GUIDELINE
        self.vocabulary = Vocabulary()
        self._terms = [self.vocabulary.terms(lexical_text(p)) for p in self.passages]
        self.sources = _numbered([p.source for p in self.passages])
        self.groups = _numbered([group_key(p) for p in self.passages])

    def __len__(self) -> int:
        return len(self.passages)

    @cached_property
    def lines(self) -> BM25:
        """BM25 over the passages."""
        return BM25(self._terms, len(self.vocabulary))

    @cached_property
    def windows(self) -> BM25:
        """BM25 over each passage with the three before and after it."""
        texts = [np.concatenate(self._terms[low:high]) for low, high in self._reach(AROUND)]
        return BM25(texts, len(self.vocabulary))

    @cached_property
    def grouped(self) -> BM25:
        """BM25 over whole groups."""
        parts: dict[int, list[Terms]] = {}
        for terms, group in zip(self._terms, self.groups.tolist(), strict=True):
            parts.setdefault(group, []).append(terms)
        return BM25([np.concatenate(parts[g]) for g in sorted(parts)], len(self.vocabulary))

    @cached_property
    def near(self) -> Vectors:
        """The mean vector of each passage and its two neighbours, at unit length."""
        return self._mean_vectors(self._reach(NEAR))

    @cached_property
    def around(self) -> Vectors:
        """The mean vector of each passage and the three before and after it, at unit length."""
        return self._mean_vectors(self._reach(AROUND))

    @cached_property
    def group_vectors(self) -> Vectors:
        """The mean vector of each group, at unit length."""
        sums = np.zeros((int(self.groups.max(initial=-1)) + 1, self.vectors.shape[1]), np.float32)
        np.add.at(sums, self.groups, self.vectors)
        return unit(sums)

    @cached_property
    def speakers(self) -> list[str]:
        """Who says each passage: the name before the colon, else its author's e-mail address."""
        return [(speaker(p.text) or p.author or "").lower() for p in self.passages]

    @cached_property
    def follows(self) -> NDArray[np.bool_]:
        """Whether the passage before, in the same source, holds a question."""
        asks = np.array(["?" in p.text for p in self.passages], dtype=bool)
        same = np.diff(self.sources, prepend=-1) == 0
        result: NDArray[np.bool_] = np.concatenate([[False], asks[:-1]]) & same
        return result

    @cached_property
    def asks(self) -> Scores:
        """1 where a passage ends as a question."""
        return self._flag([p.text.rstrip().endswith("?") for p in self.passages])

    @cached_property
    def times(self) -> Scores:
        """1 where a passage names a time."""
        return self._flag([bool(_TIME.search(p.text)) for p in self.passages])

    @cached_property
    def numbers(self) -> Scores:
        """1 where a passage names a number."""
        return self._flag([bool(_NUMBER.search(p.text)) for p in self.passages])

    @cached_property
    def names(self) -> Scores:
        """1 where a passage has a capital letter inside a sentence, as names have."""
        return self._flag([bool(_NAME.search(spoken(p.text))) for p in self.passages])

    @cached_property
    def lengths(self) -> Scores:
        """The passages' lengths in characters."""
        return np.array([max(len(p.text), 1) for p in self.passages], dtype=np.float32)

    @cached_property
    def sessions(self) -> dict[int, date | None]:
        """The dates of the sessions that the slice holds notes of, by number."""
        return {p.session: p.date for p in self.passages if p.session is not None}

    def _flag(self, values: Sequence[bool]) -> Scores:
        return np.array(values, dtype=np.float32)

    def _reach(self, width: int) -> list[tuple[int, int]]:
        """For each row the rows (first, past the last) at most ``width`` away in its source."""
        starts = np.flatnonzero(np.diff(self.sources, prepend=-1))
        ends = np.append(starts[1:], len(self))
        sizes = ends - starts
        rows = np.arange(len(self))
        low = np.maximum(rows - width, np.repeat(starts, sizes))
        high = np.minimum(rows + width + 1, np.repeat(ends, sizes))
        return list(zip(low.tolist(), high.tolist(), strict=True))

    def _mean_vectors(self, reach: Sequence[tuple[int, int]]) -> Vectors:
        sums = np.zeros_like(self.vectors)
        for row, (low, high) in enumerate(reach):
            sums[row] = self.vectors[low:high].sum(axis=0)
        return unit(sums)


def group_key(passage: Passage) -> str:
    """What a passage belongs to: its session, or its section of the guideline."""
    if passage.kind is PassageKind.NOTE:
        return f"{passage.pair_id}\0{passage.session}"
    return f"{passage.source}\0{passage.heading}"


def lexical_text(passage: Passage) -> str:
    """The words that are matched: a guideline's with its headings, a note's without speaker."""
    if passage.kind is PassageKind.GUIDELINE:
        return f"{passage.heading}\n{passage.text}"
    return spoken(passage.text)


def _numbered(keys: Sequence[str]) -> Rows:
    known: dict[str, int] = {}
    return np.array([known.setdefault(k, len(known)) for k in keys], dtype=np.int64)
