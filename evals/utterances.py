"""``python -m evals.utterances``: how well the nearest example tells what somebody wants.

Two hands wrote utterances by what is wanted. Those of one are told by the nearest of the other's,
so that nobody's own way of putting things helps.
"""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from assistant.retrieval.embedders import MiniLMEmbedder
from assistant.retrieval.reading import FOLDER

SURE = (0.0, 0.5, 0.55, 0.6, 0.7)
"""From which cosine with the nearest example it is believed."""

Utterances = Mapping[str, Sequence[str]]
Vectors = NDArray[np.float32]


def main() -> int:
    """Print, for each bar, which share of utterances clears it and which of these are right."""
    hands = [read(path) for path in sorted(FOLDER.glob("*.yaml"))]
    embedder = MiniLMEmbedder()
    made = [(labels_of(hand), embedder.embed(texts_of(hand))) for hand in hands]
    print("| told by | cosine at least | told | right |\n|---|---|---|---|")
    for n, (labels, vectors) in enumerate(made):
        others, known = made[1 - n]
        right, nearest = told(labels, vectors, others, known)
        for bar in SURE:
            sure = nearest >= bar
            print(f"| hand {2 - n} | {bar} | {sure.mean():.3f} | {right[sure].mean():.3f} |")
    return 0


def read(path: Path) -> Utterances:
    """The utterances of one hand, by what is wanted."""
    found: Utterances = yaml.safe_load(path.read_text("utf-8"))
    return found


def labels_of(hand: Utterances) -> list[str]:
    """What each utterance wants, in the order of ``texts_of``."""
    return [label for label, texts in hand.items() for _ in texts]


def texts_of(hand: Utterances) -> list[str]:
    """All utterances."""
    return [text for texts in hand.values() for text in texts]


def told(
    labels: Sequence[str], vectors: Vectors, others: Sequence[str], known: Vectors
) -> tuple[NDArray[np.bool_], Vectors]:
    """Whether the nearest of the known utterances wants the same, and how near it is."""
    cosines = vectors @ known.T
    best = cosines.argmax(axis=1)
    right = np.array([labels[i] == others[at] for i, at in enumerate(best)])
    return right, cosines.max(axis=1)


if __name__ == "__main__":
    sys.exit(main())
