"""``python -m evals.likeness``: how well an example question finds the section it was written for.

One example question in five of each shipped section is taken away, and what makes questions alike
is learned from the others. Those taken away are then asked: which section has the nearest example,
by the embedder's own cosine, and by what was learned.
"""

import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.domain import PassageKind
from assistant.retrieval import likening
from assistant.retrieval.chunks import dense_text
from assistant.retrieval.embedders import MiniLMEmbedder, Vectors, embed_texts, unit
from assistant.retrieval.groups import group_key, numbered
from assistant.retrieval.prepared import PreparedEmbedder, shipped_passages

KNOWLEDGE = Path(__file__).resolve().parents[1] / "knowledge"
EVERY = 5
FIVE = 5

Sections = NDArray[np.int64]


def main() -> int:
    """Print both shares, of the first section and among the first five."""
    passages = sorted(shipped_passages(KNOWLEDGE), key=lambda p: p.kind is not PassageKind.QUESTION)
    questions = np.array([p.kind is PassageKind.QUESTION for p in passages])
    sections = numbered([group_key(p) for p in passages])
    embedder = PreparedEmbedder(KNOWLEDGE, MiniLMEmbedder())
    vectors = embed_texts(embedder, [dense_text(p.kind, p.heading, p.text) for p in passages])
    away = questions & (np.arange(len(passages)) % EVERY == 0)
    left, kept = ~away, questions & ~away
    matrix = likening.learn(sections[left], vectors[left], int(kept.sum()))
    print("| examples compared | questions | section first | among five |\n|---|---|---|---|")
    for name, rows in (
        ("as embedded", vectors),
        ("as learned", unit(vectors + vectors @ matrix)),
    ):
        places = places_of(rows[away] @ rows[kept].T, sections[away], sections[kept])
        first, five = (places < 1).mean(), (places < FIVE).mean()
        print(f"| {name} | {len(places)} | {first:.3f} | {five:.3f} |")
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
