"""How alike two questions are, as learned from the example questions.

The embedder was taught what texts are about. That two questions are answered by one section is
another thing, and was learned from the example questions of many hands (likening.py): a matrix that
is added to what the built-in embedder gives. Another embedder's vectors are compared as they are.
"""

from functools import cache
from pathlib import Path

import numpy as np

from assistant.domain import PassageKind
from assistant.retrieval.embedders import Embedder, MiniLMEmbedder, Vectors, embedder_of, unit

FILE = Path(__file__).with_name("likeness.npz")


class Likeness:
    """A square matrix M; x and y are as alike as the directions of x + xM and y + yM."""

    def __init__(self, matrix: Vectors) -> None:
        self._matrix = matrix

    def moved(self, vectors: Vectors) -> Vectors:
        """Each row x as x + xM, of whatever length."""
        return vectors + vectors @ self._matrix

    def cosines(self, rows: Vectors, lengths: Vectors, vector: Vectors) -> Vectors:
        """How alike each row is to a vector, given how long the rows are once they are moved.

        The vector alone is moved here, there and back, so that no second copy of the rows is held.
        """
        moved = unit(self.moved(vector[None])[0])
        # Not ``@``: its threads spin on and slow what follows.
        against = moved + np.vecdot(self._matrix, moved)
        likely: Vectors = np.vecdot(rows, against) / lengths
        return likely


def likeness(embedder: Embedder) -> Likeness | None:
    """The one that is shipped, for guidelines embedded by the built-in model; else none."""
    own = getattr(embedder_of(embedder, PassageKind.GUIDELINE), "id", None) == MiniLMEmbedder.id
    return _shipped() if own else None


@cache
def _shipped() -> Likeness:
    with np.load(FILE, allow_pickle=False) as file:
        return Likeness(file["matrix"].astype(np.float32))
