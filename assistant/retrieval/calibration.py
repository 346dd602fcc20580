"""From ranks to relevance: how likely it is, 0 to 1, that a passage answers the question.

A slice's best passage gets the slice's confidence, a logistic function of what can be compared
between questions: cosines, how much of the question's rare words a passage holds, how near an
example question is, whether the question recalls what the pair did or asks for advice, names a
partner, speaks of the reader or of somebody, asks for a time or a detail, how long it is, and how
many capitalised words in it nobody in scope ever used. Every other passage follows by its distance
in rank score, so that notes and guidelines are ranked together on merit and the order within each
is kept.

The weights are fitted by evals/retrieval/calibrate.py, which says on what; that of the example
questions, which only shipped guidelines have, on the development half of the project's own
questions with the others held. FLOOR balances two mistakes: below it an answer is refused; between
DOUBT and it the passages are shown as the nearest. On the half of the project's own questions that
no weight has seen it refuses 7 % of what can be answered and 66 % of what cannot; most that is
missed lies within the pair's own topics (a detail that was never noted), while most questions
about something else are refused.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from assistant.domain import PassageKind
from assistant.retrieval.cues import Cues
from assistant.retrieval.lexical import Scores
from assistant.retrieval.ranking import Features, without_examples
from assistant.retrieval.slices import Slice

FLOOR = 0.26
SPOKEN_FLOOR = 0.05
"""The same for a transcript, whose single lines hold less of a question's words."""
DOUBT = 0.1
FIRST = 5
WORDS = 16
DECAY = 1.2
# How near the nearest example question is where it tells nothing, from the best cosine.
TYPICAL = (0.33, 0.53)
WITHHELD = -8.0
"""Set, not fitted: notes that may be read do not tell what others hold."""
CONFIDENCE: Mapping[PassageKind, Mapping[str, float]] = {
    PassageKind.NOTE: {
        "bias": -4.44,
        "best_cosine": 6.43,
        "coverage": 2.85,
        "best_coverage": 0.55,
        "named": 0.34,
        "recalls": 1.14,
        "advises": -0.41,
        "strangers": -1.5,
        "first_person": 0.63,
        "withheld": WITHHELD,
    },
    PassageKind.GUIDELINE: {
        "bias": -7.92,
        "cosine": 8.72,
        "coverage": 3.14,
        "margin": 0.74,
        "asked": 9.0,
        "words": 0.19,
        "named": -0.85,
        "asks_time": -1.13,
        "recalls": -2.19,
        "strangers": -2.1,
        "first_person": 0.36,
        "someone": 0.57,
        "detail": -1.25,
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
        "margin": _margin(without_examples(part, made)),
        "asked": _asked(made),
        "words": float(min(len(cues.text.split()), WORDS)),
        "named": float(bool(cues.names)),
        "asks_time": float(cues.asks_time),
        "recalls": float(cues.recalls),
        "advises": float(cues.advises),
        "first_person": float(cues.first_person),
        "someone": float(cues.someone),
        "detail": float(cues.detail),
        "withheld": float(cues.withheld),
        "strangers": float(sum(not part.vocabulary.holds(w) for w in cues.strangers)),
    }


def _asked(made: Features) -> float:
    """How much nearer the question is to an example question than its best cosine tells.

    0 where no section has example questions.
    """
    asked = made.get("asked")
    if asked is None or not asked.any():
        return 0.0
    least, share = TYPICAL
    return float(asked.max()) - least - share * float(made["cosine"].max())


def _margin(scores: Scores) -> float:
    """How far the best score lies before the fifth, or the last."""
    last = max(len(scores) - FIRST, 0)
    return float(scores.max() - np.partition(scores, last)[last])


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
