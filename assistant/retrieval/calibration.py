"""From ranks to relevance: how likely it is, 0 to 1, that a passage answers the question.

A slice's best passage gets the slice's confidence, a logistic function of what does not depend
on the other questions: the best cosine, and how much of the question's rare words the best
passage and the best window hold. Every other passage follows by its distance in rank score, so
that notes and guidelines can be ranked together on merit and the order within each is kept.
"""

from collections.abc import Mapping

import numpy as np

from assistant.domain import PassageKind
from assistant.retrieval.lexical import Scores
from assistant.retrieval.ranking import Features
from assistant.retrieval.slices import Slice

FLOOR = 0.5
DECAY = {PassageKind.NOTE: 0.5, PassageKind.GUIDELINE: 0.5}
CONFIDENCE: Mapping[str, float] = {"bias": -6.0, "cosine": 10.0, "coverage": 3.0}


def evidence(made: Features) -> dict[str, float]:
    """What speaks for the slice holding an answer at all."""
    return {
        "bias": 1.0,
        "cosine": float(made["cosine"].max(initial=0.0)),
        "coverage": float(made["coverage"].max(initial=0.0)),
    }


def relevance(part: Slice, made: Features, scores: Scores) -> Scores:
    """Each passage's calibrated score, in the order of its rank score."""
    if not len(part):
        return scores
    logit = sum(CONFIDENCE[name] * value for name, value in evidence(made).items())
    logits = logit + DECAY[part.kind] * (scores - scores.max())
    result: Scores = (1 / (1 + np.exp(-np.clip(logits, -30, 30)))).astype(np.float32)
    return result
