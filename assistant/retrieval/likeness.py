"""How alike two questions are, as learned from the example questions.

The embedder was taught what texts are about. That two questions are answered by one section is
another thing, and was learned from the example questions of many hands (likening.py): a matrix that
is added to what the built-in embedder gives. Another embedder's vectors are compared as they are.
"""

from functools import cache, cached_property
from pathlib import Path

import numpy as np

from assistant.domain import PassageKind
from assistant.retrieval.embedders import Embedder, MiniLMEmbedder, Vectors, embedder_of, unit

FILE = Path(__file__).with_name("likeness.npz")


class Likeness:
    """A square matrix M; x and y are as alike as the directions of x + xM and y + yM."""

    def __init__(self, path: Path = FILE) -> None:
        self._path = path

    def lengths(self, vectors: Vectors) -> Vectors:
        """How long each row is once it is moved; the smallest number there is for a row of none."""
        least = np.finfo(np.float32).tiny
        lengths: Vectors = np.linalg.norm(self._moved(vectors), axis=1)
        return np.maximum(lengths, least)

    def towards(self, vector: Vectors) -> Vectors:
        """What a row is multiplied with, and divided by its length, to be compared with this."""
        moved = unit(self._moved(vector[None])[0])
        against: Vectors = moved + np.vecdot(self._matrix, moved)
        return against

    def _moved(self, vectors: Vectors) -> Vectors:
        return vectors + vectors @ self._matrix

    @cached_property
    def _matrix(self) -> Vectors:
        with np.load(self._path, allow_pickle=False) as file:
            matrix: Vectors = file["matrix"].astype(np.float32)
        return matrix


def likeness(embedder: Embedder) -> Likeness | None:
    """The one that is shipped, for guidelines embedded by the built-in model; else none."""
    own = getattr(embedder_of(embedder, PassageKind.GUIDELINE), "id", None) == MiniLMEmbedder.id
    return _shipped() if own else None


@cache
def _shipped() -> Likeness:
    return Likeness()
