"""``python -m evals.likeness``: how well an example question finds the section it was written for.

One example question in five of each shipped section is taken away, and what makes questions alike
is learned from the others. Those taken away are then asked: which section has the nearest example,
by the embedder's own cosine, and by what was learned.
"""

import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval import likening
from assistant.retrieval.embedders import MiniLMEmbedder, Vectors, unit
from assistant.retrieval.likeness import Likeness
from assistant.retrieval.prepared import PreparedEmbedder, shipped_passages

KNOWLEDGE = Path(__file__).resolve().parents[1] / "knowledge"
EVERY = 5
FIVE = 5

Sections = NDArray[np.int64]


def main() -> int:
    """Print both shares, of the first section and among the first five."""
    embedder = PreparedEmbedder(KNOWLEDGE, MiniLMEmbedder())
    sections, vectors, asked = likening.rows(shipped_passages(KNOWLEDGE), embedder)
    places = np.arange(len(vectors))
    away = (places < asked) & (places % EVERY == 0)
    kept = (places < asked) & ~away
    left = likening.Rows(sections[~away], vectors[~away], int(kept.sum()))
    learned = Likeness(likening.learn(left))
    print("| examples compared | questions | section first | among five |\n|---|---|---|---|")
    for name, rows in (("as embedded", vectors), ("as learned", unit(learned.moved(vectors)))):
        behind = places_of(rows[away] @ rows[kept].T, sections[away], sections[kept])
        first, five = (behind < 1).mean(), (behind < FIVE).mean()
        print(f"| {name} | {len(behind)} | {first:.3f} | {five:.3f} |")
    return 0


def places_of(cosines: Vectors, wanted: Sections, sections: Sections) -> Sections:
    """The place, from 0, of each question's own section among all, by its best example."""
    order = np.argsort(sections, kind="stable")
    starts = np.flatnonzero(np.diff(sections[order], prepend=-1))
    best = np.maximum.reduceat(cosines[:, order], starts, axis=1)
    own = np.searchsorted(sections[order][starts], wanted)
    places: Sections = (best > best[np.arange(len(best)), own][:, None]).sum(axis=1)
    return places


if __name__ == "__main__":
    sys.exit(main())
