"""From ranks to relevance: how likely it is, 0 to 1, that a passage answers the question.

A slice's best passage gets the slice's confidence, a logistic function of what can be compared
between questions: cosines, how much of the question's rare words a passage holds, whether the
question recalls what the pair did or asks for advice, names a partner or a date, speaks of the
reader or of somebody, asks for a thing whose name none of the best passages holds, and how many
capitalised words in it nobody in scope ever used. Every other passage follows by its distance in
rank score, so that notes and guidelines are ranked together on merit and the order within each
is kept.

The weights are fitted by evals/retrieval/calibrate.py, which says on what. FLOOR balances two
mistakes: below it an answer is refused. On the half of the project's own questions that no
weight has seen it refuses 6 % of what can be answered and 77 % of what cannot, on all of them
8 % and 81 %; most that is missed lies within the pair's own topics (a detail that was never
noted), while questions about something else are refused.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from assistant.domain import PassageKind
from assistant.retrieval.cues import Cues
from assistant.retrieval.lexical import Scores
from assistant.retrieval.ranking import Features
from assistant.retrieval.slices import Slice

FLOOR = 0.27
TOP = 10
DECAY = 1.2
CONFIDENCE: Mapping[PassageKind, Mapping[str, float]] = {
    PassageKind.NOTE: {
        "bias": -5.13,
        "cosine": 5.14,
        "best_cosine": 3.27,
        "coverage": 1.74,
        "best_coverage": 2.03,
        "dated": 0.91,
        "recalls": 0.98,
        "advises": -0.25,
        "strangers": -1.15,
        "first_person": 1.72,
        "someone": -0.95,
        "thing": -0.19,
        "unheard": -0.47,
    },
    PassageKind.GUIDELINE: {
        "bias": -5.44,
        "cosine": 8.35,
        "best_cosine": 1.42,
        "best_coverage": 2.47,
        "named": -1.27,
        "dated": -0.16,
        "recalls": -2.81,
        "advises": 0.25,
        "strangers": -1.83,
        "first_person": 0.48,
        "someone": 0.45,
        "thing": -0.7,
        "unheard": -0.42,
    },
}


def evidence(part: Slice, made: Features, scores: Scores, cues: Cues) -> dict[str, float]:
    """What speaks for the slice holding an answer at all."""
    best = int(scores.argmax())
    return {
        "bias": 1.0,
        "cosine": float(made["cosine"].max()),
        "best_cosine": float(made["cosine"][best]),
        "coverage": float(made["coverage"].max()),
        "best_coverage": float(made["coverage"][best]),
        "named": float(bool(cues.names)),
        "dated": float(bool(cues.spans or cues.months)),
        "recalls": float(cues.recalls),
        "advises": float(cues.advises),
        "first_person": float(cues.first_person),
        "someone": float(cues.someone),
        "thing": float(bool(cues.focus)),
        "unheard": float(_unheard(part, scores, cues)),
        "strangers": float(sum(not part.vocabulary.holds(w) for w in cues.strangers)),
    }


def _unheard(part: Slice, scores: Scores, cues: Cues) -> bool:
    """Whether a thing is asked for that none of the best passages has a word of."""
    if not cues.focus:
        return False
    top = np.argpartition(-scores, min(TOP, len(scores) - 1))[:TOP]
    return not part.hold(cues.focus, top.tolist())


def relevance(
    part: Slice, made: Features, scores: Scores, cues: Cues, rows: Sequence[int]
) -> Scores:
    """The calibrated scores of some rows, best first, given all rows' rank scores."""
    found = evidence(part, made, scores, cues)
    logit = sum(weight * found[name] for name, weight in CONFIDENCE[part.kind].items())
    behind = np.sort(scores.max() - scores[list(rows)])
    logits = logit - DECAY * behind
    result: Scores = (1 / (1 + np.exp(-np.clip(logits, -30, 30)))).astype(np.float32)
    return result
