"""Groups of passages: the notes of a session, or the passages of a guideline's section."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assistant.domain import Passage, PassageKind
from assistant.retrieval.embedders import Vectors
from assistant.retrieval.lexical import Scores
from assistant.retrieval.likeness import Likeness

TOP_OF_GROUP = 3

Rows = NDArray[np.int64]


class ByGroup:
    """Rows put in the order of their groups, groups of more than TOP_OF_GROUP rows last."""

    def __init__(self, groups: Rows) -> None:
        sizes = np.bincount(groups)
        ranked = np.argsort(sizes > TOP_OF_GROUP, kind="stable")
        place = np.empty_like(ranked)
        place[ranked] = np.arange(len(ranked))
        self._place = place[groups]
        self._order = np.argsort(self._place, kind="stable")
        self._sizes = sizes[ranked]
        self._starts = np.cumsum(self._sizes) - self._sizes
        self._large = int((sizes <= TOP_OF_GROUP).sum())

    def best(self, values: Scores) -> Scores:
        """For each row the mean of its group's three best values."""
        sorted_ = values[self._order]
        means = np.add.reduceat(sorted_, self._starts) / self._sizes
        if self._large < len(self._starts):
            first = self._starts[self._large]
            starts = self._starts[self._large :] - first
            left = sorted_[first:]
            owners = np.repeat(np.arange(len(starts)), self._sizes[self._large :])
            total = np.zeros(len(starts), dtype=np.float32)
            for _ in range(TOP_OF_GROUP):
                best = np.maximum.reduceat(left, starts)
                total += best
                # Of equal values one is taken away, so that each of them counts.
                rows = np.flatnonzero(left == best[owners])
                left[rows[np.diff(owners[rows], prepend=-1) > 0]] = -np.inf
            means[self._large :] = total / TOP_OF_GROUP
        return np.asarray(means[self._place], dtype=np.float32)


class Examples:
    """Example questions of groups, with unit vectors (a row of zeros where none is held).

    ``likeness`` compares them as it was learned; without one they are compared as they are.
    """

    def __init__(
        self, passages: Sequence[Passage], vectors: Vectors, likeness: Likeness | None = None
    ) -> None:
        self.passages = tuple(passages)
        self.vectors = vectors
        self._likeness = likeness

    @cached_property
    def held(self) -> NDArray[np.bool_]:
        """Whether the index held a vector of each question."""
        return np.asarray(np.any(self.vectors, axis=1))

    def cosines(self, vector: Vectors) -> Scores:
        """Each example's cosine with what is asked; NaN where no vector of it is held."""
        if self.vectors.shape[1] != len(vector):
            return np.full(len(self.passages), np.nan, dtype=np.float32)
        if self._likeness is None:
            made = np.vecdot(self.vectors, vector)
        else:
            made = self._likeness.cosines(self.vectors, self._lengths, vector)
        return np.where(self.held, made, np.float32(np.nan))

    @cached_property
    def _lengths(self) -> Vectors:
        moved = self._likeness.moved(self.vectors) if self._likeness else self.vectors
        lengths: Vectors = np.linalg.norm(moved, axis=1)
        return np.where(self.held, lengths, np.float32(1))

    def vectors_of(self) -> dict[str, Vectors]:
        """The vector of each question that has one, by its id."""
        return {p.id: self.vectors[i] for i, p in enumerate(self.passages) if self.held[i]}


def group_key(passage: Passage) -> str:
    """What a passage belongs to: its session, or its section of the guideline."""
    if passage.kind is PassageKind.NOTE:
        return f"{passage.pair_id}\0{passage.session}"
    return f"{passage.source}\0{passage.heading}"


def numbered(keys: Sequence[str]) -> Rows:
    """The keys as numbers from 0, in the order in which they first occur."""
    known: dict[str, int] = {}
    return np.array([known.setdefault(k, len(known)) for k in keys], dtype=np.int64)
