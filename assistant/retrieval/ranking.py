"""Ranking: what each passage has going for it, as features, and their weighted sum.

Lexical and dense scores are scaled by min-max within the slice, which keeps the distances that
rank fusion throws away. A passage is scored together with its neighbours and its whole group
(session or section), because the words of a question are often spread over a few lines.

The features of both kinds:
    dense, line       the passage's own cosine, and its BM25
    near, around      the cosine with a mean of three, and of seven, neighbouring passages
    group_dense       the mean of the three best cosines in the session or section
    group             BM25 over the whole session or section
    coverage          the share of the question's rare words that the passage holds
Of guidelines alone:
    source            BM25 over the whole file
Of notes alone:
    window            BM25 over seven neighbouring lines
    answer            the cosine of the line before, where that one asks a question
    person            the partner asked about speaks or, in prose, is spoken of
    period, day       the date lies in the period asked about; is the day named
    time, number, name  the question asks for such a thing, and the passage has one
    question          the passage only asks; it seldom answers
    length            of two equal passages the shorter leaves more room for others

NOTE_WEIGHTS come from evals/retrieval/fit.py: fitted on LoCoMo's conversations, each judged by
weights that had not seen it (its ``--ablate`` shows what each feature gains). GUIDELINE_WEIGHTS
are rounded from fits on half of the handbooks' questions, the development half of the project's
own questions and SciFact's training claims, which agree in order and size.
"""

from collections.abc import Mapping
from datetime import date

import numpy as np

from assistant.domain import PassageKind
from assistant.retrieval.cues import Cues
from assistant.retrieval.embedders import Vectors
from assistant.retrieval.lexical import Scores, Terms, scaled, stems
from assistant.retrieval.slices import Slice

Features = dict[str, Scores]

TYPICAL_CHARS = 120
TOP_OF_GROUP = 3
NONE = np.float32(-9)  # below every cosine
COSINES = 0.3  # the least range of cosines, and of BM25 scores, that is scaled to 0..1
MATCHES = 2.0

NOTE_WEIGHTS: Mapping[str, float] = {
    "dense": 1.9,
    "near": 1.65,
    "around": 0.95,
    "group_dense": 0.6,
    "line": 0.9,
    "window": 2.35,
    "group": 1.35,
    "coverage": 1.0,
    "answer": 1.1,
    "person": 2.55,
    "period": 2.85,
    "day": 3.25,
    "question": -0.65,
    "time": 2.0,
    "number": 0.65,
    "name": 0.7,
    "length": -0.7,
}
GUIDELINE_WEIGHTS: Mapping[str, float] = {
    "dense": 3.8,
    "near": 1.6,
    "group_dense": 3.3,
    "line": 1.0,
    "group": 1.0,
    "source": 1.9,
    "coverage": 1.8,
}


def features(part: Slice, cues: Cues, vector: Vectors, voices: Mapping[str, str]) -> Features:
    """What each passage of a slice has going for it, one array a feature.

    ``vector`` is the question's unit vector; ``voices`` gives the first name (in lower case) of
    each e-mail address and of each name that speaks in a transcript.
    """
    words = stems(cues.text)
    terms = part.vocabulary.known(words)
    unknown = len(set(words)) - len(terms)
    made = _common(part, terms, unknown, vector)
    if part.kind is PassageKind.NOTE:
        made |= _of_notes(part, cues, made["cosine"], terms, voices)
    else:
        made["source"] = scaled(part.whole.scores(terms), MATCHES)[part.sources]
    return made


def fused(part: Slice, made: Features) -> Scores:
    """The weighted sum of a slice's features; higher is better."""
    weights = NOTE_WEIGHTS if part.kind is PassageKind.NOTE else GUIDELINE_WEIGHTS
    total = np.zeros(len(part), dtype=np.float32)
    for name, weight in weights.items():
        total += np.float32(weight) * made[name]
    return total


def _common(part: Slice, terms: Terms, unknown: int, vector: Vectors) -> Features:
    cosine = _cosines(part, vector)
    return {
        "cosine": cosine,
        "dense": scaled(cosine, COSINES),
        "near": scaled(part.near(cosine), COSINES),
        "line": scaled(part.lines.scores(terms), MATCHES),
        "coverage": part.lines.coverage(terms, unknown),
        "group": scaled(part.grouped.scores(terms), MATCHES)[part.groups],
        "group_dense": scaled(_best_of_groups(cosine, part), COSINES)[part.groups],
    }


def _cosines(part: Slice, vector: Vectors) -> Scores:
    """Each passage's cosine with the question; 0 while the index holds no vector at all."""
    if part.vectors.shape[1] != len(vector):
        return np.zeros(len(part), dtype=np.float32)
    return np.asarray(part.vectors @ vector, dtype=np.float32)


def _of_notes(
    part: Slice, cues: Cues, cosine: Scores, terms: Terms, voices: Mapping[str, str]
) -> Features:
    before = np.concatenate([[0], scaled(cosine, COSINES)[:-1]]).astype(np.float32)
    period, day = _dated(part, cues)
    return {
        "around": scaled(part.around(cosine), COSINES),
        "window": scaled(part.windows.scores(terms), MATCHES),
        "answer": before * part.follows,
        "person": _of_person(part, cues, voices),
        "period": period,
        "day": day,
        "question": part.asks,
        "time": part.times * np.float32(cues.asks_time),
        "number": part.numbers * np.float32(cues.asks_number),
        "name": part.names * np.float32(cues.asks_name),
        "length": np.log(part.lengths / TYPICAL_CHARS),
    }


def _of_person(part: Slice, cues: Cues, voices: Mapping[str, str]) -> Scores:
    """1 where the one person asked about speaks or, in prose, is spoken of.

    A question that names both partners tells nothing about who spoke.
    """
    result = np.zeros(len(part), dtype=np.float32)
    if len(cues.names) == 1:
        (name,) = cues.names
        for row, (who, passage) in enumerate(zip(part.speakers, part.passages, strict=True)):
            mentioned = who == passage.author and name in passage.text.lower()
            result[row] = voices.get(who, who) == name or mentioned
    return result


def _dated(part: Slice, cues: Cues) -> tuple[Scores, Scores]:
    """1 where a passage's date lies in the period asked about; 1 where it is the day named."""
    period = np.zeros(len(part), dtype=np.float32)
    day = np.zeros_like(period)
    if cues.spans or cues.months:
        judged: dict[date | None, tuple[bool, bool]] = {None: (False, False)}
        for row, passage in enumerate(part.passages):
            when = passage.date
            if when not in judged:
                judged[when] = (cues.covers(when), cues.names_day(when)) if when else (False, False)
            period[row], day[row] = judged[when]
    return period, day


def _best_of_groups(values: Scores, part: Slice) -> Scores:
    """The mean of each group's three best values: one good line does not make a session."""
    order, starts = part.group_order
    left = values[order]
    numbers = part.groups[order]
    sums = np.zeros(len(starts), dtype=np.float32)
    counts = np.zeros(len(starts), dtype=np.float32)
    for _ in range(TOP_OF_GROUP):
        best = np.maximum.reduceat(left, starts)
        there = best > NONE
        sums += np.where(there, best, 0)
        counts += there
        left = np.where(left == best[numbers], NONE, left)
    return np.asarray(sums / np.maximum(counts, 1), dtype=np.float32)
