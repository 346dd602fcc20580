"""Ranking: what each passage has going for it, as features, and their weighted sum.

Lexical and dense scores are scaled by min-max within the slice, which keeps the distances that
rank fusion throws away. A passage is scored together with its neighbours and its whole group
(session or section), because the words of a question are often spread over a few lines.

The features of both kinds:
    dense             the passage's own cosine
    group_dense       the mean of the three best cosines in the session or section
    coverage          the share of the question's rare words that the passage holds
Of guidelines alone:
    source            BM25 over the whole file, by letter n-grams: words meet that share a root
    asked             how alike the question is to the nearest example question of the section
    side              the passage addresses the side of the pair that asks, or the other one
Of notes alone:
    near              the cosine with a mean of three neighbouring passages
    line              BM25 over the passage
    person            the partner asked about speaks or, in prose, is spoken of
    period, day       the date lies in the period asked about; is the day named
    length            in prose a longer passage holds more; of two spoken lines that are equal
                      the shorter leaves more room for others
Of transcripts alone, where a line says little without the lines around it:
    group             BM25 over the whole session
    window            BM25 over seven neighbouring lines, by letter n-grams
    answer            the cosine of the line before, where that one asks a question
    time              the question asks when, and the passage names a time
    question          the passage only asks; it seldom answers

NOTE_WEIGHTS and TRANSCRIPT_WEIGHTS come from evals/retrieval/fit.py: those of written notes are
fitted on the development half of the project's own questions (which seldom name a day: that
weight is the transcripts'), those of transcripts on LoCoMo's conversations, each judged by
weights that had not seen it. GUIDELINE_WEIGHTS are rounded from one fit on the handbooks'
questions, the development half of the project's own questions and SciFact's training claims,
but for asked: its weight beside the others comes from questions of two hands that no example
question was written by (docs/decisions/0019).
What each feature gains is in evals/README.md, by evals/retrieval/ablation.py.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from assistant.domain import PassageKind, Side
from assistant.language.tokens import stems
from assistant.retrieval.cues import Cues
from assistant.retrieval.embedders import Vectors
from assistant.retrieval.lexical import Scores, scaled
from assistant.retrieval.slices import Slice

Features = dict[str, Scores]

TYPICAL_CHARS = 120
NEARLY_WHOLE = 0.9
COSINES = 0.3  # the least range of cosines, and of BM25 scores, that is scaled to 0..1
MATCHES = 2.0
ALIKE = 0.98
# What a section with few example questions counts as asked, at least, from its best cosine: raised
# until such a section is found about as often as if none had any (docs/decisions/0019).
UNASKED = (0.28, 0.5)

READS: Mapping[Side | None, int] = {Side.MENTOR: 1, Side.MENTEE: -1, None: 0}

# Stems of the words that ask, and name no topic that an answer would have to hold.
ASKING = frozenset(
    stems(
        "summarize summarise summary describe discuss discussed discussion talk mention mentioned"
        " think thought opinion say said"
    )
)

NOTE_WEIGHTS: Mapping[str, float] = {
    "dense": 3.65,
    "near": 2.3,
    "group_dense": 0.9,
    "line": 1.35,
    "coverage": 3.2,
    "person": 0.9,
    "period": 3.0,
    "day": 3.2,
    "length": 0.75,
}
TRANSCRIPT_WEIGHTS: Mapping[str, float] = {
    "dense": 1.9,
    "near": 2.05,
    "group_dense": 0.9,
    "line": 0.95,
    "window": 2.5,
    "group": 1.4,
    "coverage": 0.9,
    "answer": 1.0,
    "person": 2.5,
    "period": 2.85,
    "day": 3.2,
    "question": -0.65,
    "time": 2.0,
    "length": -0.6,
}
GUIDELINE_WEIGHTS: Mapping[str, float] = {
    "dense": 2.7,
    "group_dense": 1.9,
    "asked": 20.0,
    "source": 1.7,
    "coverage": 1.5,
    "side": 0.4,
}


def features(part: Slice, cues: Cues, vector: Vectors, voices: Mapping[str, str]) -> Features:
    """What each passage of a slice has going for it, one array a feature.

    ``vector`` is the question's unit vector; ``voices`` gives the first name (in lower case) of
    each e-mail address and of each name that speaks in a transcript.
    """
    words = stems(cues.text)
    made = _common(part, [w for w in words if w not in ASKING], vector)
    if part.kind is PassageKind.NOTE:
        return made | _of_notes(part, cues, made["cosine"], words, voices)
    return made | _of_guidelines(part, cues, made["cosine"], words, vector)


def fused(part: Slice, made: Features) -> Scores:
    """The weighted sum of each passage's features; higher is better."""
    if part.kind is PassageKind.GUIDELINE:
        return _summed(made, GUIDELINE_WEIGHTS)
    if not part.spoken.any():
        return _summed(made, NOTE_WEIGHTS)
    written = _summed(made, NOTE_WEIGHTS)
    return np.where(part.spoken, _summed(made, TRANSCRIPT_WEIGHTS), written)


def without_examples(part: Slice, made: Features) -> Scores:
    """The same sum as if no section had example questions."""
    return fused(part, made | {"asked": np.zeros(len(part), dtype=np.float32)})


def _summed(made: Features, weights: Mapping[str, float]) -> Scores:
    total = np.zeros(len(made["cosine"]), dtype=np.float32)
    for name, weight in weights.items():
        total += np.float32(weight) * made[name]
    return total


def _common(part: Slice, topic: Sequence[str], vector: Vectors) -> Features:
    terms = part.vocabulary.known(topic)
    coverage = part.lines.coverage(terms, len(set(topic)) - len(terms))
    cosine = _cosines(part, vector, coverage)
    return {
        "cosine": cosine,
        "dense": scaled(cosine, COSINES),
        "coverage": coverage,
        "group_dense": scaled(part.by_group.best(cosine), COSINES),
    }


def _cosines(part: Slice, vector: Vectors, coverage: Scores) -> Scores:
    """Each passage's cosine with the question; 0 while the index is not nearly whole.

    A half-filled index would rank whatever it holds above what it does not hold yet. A passage
    that a nearly whole one lacks stands among the others by the words of the question it holds.
    """
    if part.vectors.shape[1] != len(vector) or part.held.mean() < NEARLY_WHOLE:
        return np.zeros(len(part), dtype=np.float32)
    # Not ``@``: its threads spin on after they are done and double the next question's embedding.
    cosine = np.asarray(np.vecdot(part.vectors, vector), dtype=np.float32)
    if not part.held.all():
        least, most = cosine[part.held].min(), cosine[part.held].max()
        cosine = np.where(part.held, cosine, least + coverage * (most - least))
    return cosine


def _of_guidelines(
    part: Slice, cues: Cues, cosine: Scores, words: Sequence[str], vector: Vectors
) -> Features:
    grams = part.vocabulary.known_grams(words)
    return {
        "asked": _asked(part, cosine, vector),
        "side": part.addressed * np.float32(READS[cues.side]),
        "source": scaled(part.whole_grams.scores(grams), MATCHES)[part.sources],
    }


def _asked(part: Slice, cosine: Scores, vector: Vectors) -> Scores:
    """How alike the question is to the nearest example question of each passage's section.

    A section with few of them counts at least as one of its cosine usually does. 0 where no section
    has any, and while the index is not nearly whole.
    """
    asked = part.asked(vector)
    if np.isnan(asked).all() or not cosine.any() or part.examples.held.mean() < NEARLY_WHOLE:
        return np.zeros(len(part), dtype=np.float32)
    seldom = part.seldom_asked | np.isnan(asked)
    if seldom.any():
        best = np.full(len(part), -1, dtype=np.float32)
        np.maximum.at(best, part.groups, cosine)
        least, share = UNASKED
        asked = np.where(seldom, np.fmax(asked, least + share * best[part.groups]), asked)
    return asked


def _of_notes(
    part: Slice,
    cues: Cues,
    cosine: Scores,
    words: Sequence[str],
    voices: Mapping[str, str],
) -> Features:
    terms = part.vocabulary.known(words)
    period, day = _dated(part, cues)
    made = {
        "near": scaled(part.near(cosine), COSINES),
        "line": scaled(part.lines.scores(terms), MATCHES),
        "person": _of_person(part, cues, voices),
        "period": period,
        "day": day,
        "length": np.log(part.lengths / TYPICAL_CHARS),
    }
    if part.spoken.any():
        before = np.concatenate([[0], scaled(cosine, COSINES)[:-1]]).astype(np.float32)
        grams = part.vocabulary.known_grams(words)
        made |= {
            "group": scaled(part.grouped.scores(terms), MATCHES)[part.groups],
            "window": scaled(part.windows.scores(grams), MATCHES),
            "answer": before * part.follows,
            "question": part.asks,
            "time": part.times * np.float32(cues.asks_time),
        }
    return made


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


def best(scores: Scores, k: int) -> list[int]:
    """The places of the ``k`` highest scores, best first, ties in reading order."""
    if k < len(scores):
        kept = np.argpartition(-scores, k - 1)[:k]
        kept = np.sort(kept)
    else:
        kept = np.arange(len(scores))
    order: list[int] = kept[np.argsort(-scores[kept], kind="stable")].tolist()
    return order


def distinct(part: Slice, rows: Sequence[int]) -> list[int]:
    """The rows, best first, without those that say almost the same as a better one."""
    vectors = part.vectors[list(rows)]
    repeats = np.logical_or.reduce(np.triu(vectors @ vectors.T > ALIKE, 1)).tolist()
    return [row for row, repeated in zip(rows, repeats, strict=True) if not repeated]
