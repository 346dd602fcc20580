"""From ranks to relevance: how likely it is, 0 to 1, that a passage answers the question.

A slice's best passage gets the slice's confidence, a logistic function of what can be compared
between questions: cosines, how much of the question's rare words a passage holds, whether the
question recalls what the pair did or asks for advice, names a partner or a date, and how many
capitalised words in it nobody in scope ever used. Every other passage follows by its distance in
rank score, so that notes and guidelines are ranked together on merit and the order within each
is kept.

The weights are fitted on the development half of the project's own questions, on LoCoMo's
questions asked of their own conversation and of another one, and on LoCoMo's questions with the
names of the demo program's people put in. FLOOR balances two mistakes: below it an answer is
refused. On the other half of the project's own questions it refuses 7 % of what can be answered
and 58 % of what cannot; nearly all that is missed lies within the pair's own topics (a detail
that was never noted), while questions about something else are refused.
"""

from collections.abc import Mapping

import numpy as np

from assistant.domain import PassageKind
from assistant.retrieval.cues import Cues
from assistant.retrieval.lexical import Scores
from assistant.retrieval.ranking import Features
from assistant.retrieval.slices import Slice

FLOOR = 0.27
DECAY = {PassageKind.NOTE: 0.65, PassageKind.GUIDELINE: 0.8}
CONFIDENCE: Mapping[PassageKind, Mapping[str, float]] = {
    PassageKind.NOTE: {
        "bias": -5.25,
        "cosine": 4.2,
        "best_cosine": 5.05,
        "coverage": 2.5,
        "best_coverage": 1.7,
        "dated": 1.0,
        "recalls": 1.6,
        "advises": -0.2,
        "strangers": -0.7,
    },
    PassageKind.GUIDELINE: {
        "bias": -4.7,
        "cosine": 6.2,
        "best_cosine": 2.5,
        "best_coverage": 2.0,
        "named": -1.6,
        "dated": -0.7,
        "recalls": -1.8,
        "advises": 0.5,
        "strangers": -2.0,
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
        "strangers": float(sum(not part.vocabulary.holds(w) for w in cues.strangers)),
    }


def relevance(part: Slice, made: Features, scores: Scores, cues: Cues) -> Scores:
    """Each passage's calibrated score, in the order of its rank score."""
    found = evidence(part, made, scores, cues)
    logit = sum(weight * found[name] for name, weight in CONFIDENCE[part.kind].items())
    logits = logit + DECAY[part.kind] * (scores - scores.max())
    result: Scores = (1 / (1 + np.exp(-np.clip(logits, -30, 30)))).astype(np.float32)
    return result
