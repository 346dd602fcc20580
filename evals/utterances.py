"""``python -m evals.utterances``: how well it is told what somebody wants.

Several hands wrote utterances by what is wanted. Those of one are told by what was learned from
the others, so that nobody's own way of putting things helps; beside it, by the nearest of theirs.
"""

import sys
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.embedders import Vectors, built_in
from assistant.retrieval.learning import Example, examples, learn, likely
from assistant.retrieval.reading import SURE

Right = NDArray[np.bool_]


def main() -> int:
    """Print, for each hand, the share told right, and how many are told where it is sure."""
    known = examples()
    vectors = built_in().embed([one.text for one in known])
    print(f"| hand | utterances | nearest | learned | sure ({SURE}) | right where sure |")
    print("|---|---|---|---|---|---|")
    for hand in dict.fromkeys(one.hand for one in known):
        print(row(hand, known, vectors))
    return 0


def row(hand: str, known: Sequence[Example], vectors: Vectors) -> str:
    """One hand's row of the table: what the others' utterances tell of theirs."""
    own = np.array([one.hand == hand for one in known])
    others = [one for one in known if one.hand != hand]
    wants = {one.want for one in others}
    asked = [one for one in known if one.hand == hand and one.want in wants]
    rows = vectors[own & np.array([one.want in wants for one in known])]
    near = (rows @ vectors[~own].T).argmax(axis=1)
    nearest = [one.want is others[at].want for one, at in zip(asked, near, strict=True)]
    right, sure = told(asked, rows, others, vectors[~own])
    shares = (np.mean(nearest), right.mean(), sure.mean(), right[sure].mean())
    return f"| {hand} | {len(asked)} | {' | '.join(f'{share:.3f}' for share in shares)} |"


def told(
    asked: Sequence[Example], rows: Vectors, others: Sequence[Example], known: Vectors
) -> tuple[Right, Right]:
    """Whether each is told right by what was learned from the others, and whether it is sure."""
    learned = learn(others, known)
    made = np.stack([learned.row(e.text, v) for e, v in zip(asked, rows, strict=True)])
    shares = likely(made @ learned.weights.T)
    best = shares.argmax(axis=1)
    right = [learned.wants[at] is one.want for one, at in zip(asked, best, strict=True)]
    return np.array(right), shares.max(axis=1) >= SURE


if __name__ == "__main__":
    sys.exit(main())
