"""A question about a discussion, asked of a long recording, is answered by a stretch of talk.

In a transcript of an hour, half of all turns hold fewer than ten words, and what was said about
a subject runs over dozens of them: "Yes." and "How much?" belong to the answer, though no word
of theirs is asked for. So the two best passages come first, wherever they are; then the stretch
of STRETCHES[0] characters whose rank scores add up to most; then the stretch of STRETCHES[1]
characters around it; then everything else. Within each, the better passage comes first.

Only a question whose words ask for what was discussed is answered so. A fact ("When did we
...?") stands in one line, and a short note has no stretches.

Measured on QMSum's development meetings: 0.33 to 0.44 of the relevant turns in 2,000
characters, 0.44 to 0.57 in 4,000. LoCoMo's sessions are too short to be touched; put together
into one recording each, they lose 0.01.
"""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.domain import PassageKind
from assistant.retrieval.lexical import Scores
from assistant.retrieval.slices import Slice

LONG = 100
"""Passages; a source with fewer is no long recording."""
STRETCHES = (1500, 4000)
FIRST = 2

_DISCUSSION = re.compile(
    r"\b(?:summar\w+|sum up|recap\w*|overview|outline|describ\w+|descript\w+|discuss\w*|talk\w*"
    r"|debat\w*|conversation|comment\w*|mention\w*|sa(?:y|id)|opinions?|perspectives?|views?"
    r"|attitudes?|th(?:ink|ought)|argu\w+|(?:dis)?agree\w*|conclu\w+|deci(?:d|s)\w+|propos\w+"
    r"|suggest\w*|recommend\w*|present(?:s|ed|ation\w*)?|introduc\w+|respon(?:d|s)\w*|react\w*"
    r"|explain\w*|explanation|concern\w*|objec(?:t|ted|tions?)|controvers\w+|critici\w+"
    r"|question(?:ed|ing)|answer(?:s|ed)?|why)\b",
    re.IGNORECASE,
)

Rows = NDArray[np.int64]


def asks_for_discussion(question: str) -> bool:
    """Whether the question's words ask for what was said about something, and why."""
    return bool(_DISCUSSION.search(question))


def in_stretches(part: Slice, scores: Scores, question: str, best: Sequence[int]) -> list[int]:
    """The rows in the order to give them out.

    ``scores`` are the rank scores of the slice's passages, ``best`` its best rows, best first.
    They come back as they are unless the question asks for a discussion and the best passage
    lies in a long recording.
    """
    if not best or part.kind is not PassageKind.NOTE or not asks_for_discussion(question):
        return list(best)
    (rows,) = np.nonzero(part.sources == part.sources[best[0]])
    if len(rows) < LONG:
        return list(best)
    own = scores[rows]
    inner, outer = _stretches(own - own.mean(), part.lengths[rows])
    order = [*best[:FIRST], *_ranked(rows, own, inner), *_ranked(rows, own, outer), *best]
    return list(dict.fromkeys(order))


def _ranked(rows: Rows, scores: Scores, stretch: slice) -> list[int]:
    order = np.argsort(-scores[stretch], kind="stable")
    result: list[int] = rows[stretch][order].tolist()
    return result


def _stretches(worth: Scores, lengths: Scores) -> tuple[slice, slice]:
    """The stretch that is worth most, and the longer one worth most among those around it."""
    inner_ends, inner_sums = _sums(worth, lengths, STRETCHES[0])
    start = int(inner_sums.argmax())
    end = int(inner_ends[start])
    ends, sums = _sums(worth, lengths, STRETCHES[1])
    around = (np.arange(len(worth)) <= start) & (ends >= end)
    first = int(np.where(around, sums, -np.inf).argmax())
    return slice(start, end), slice(first, int(ends[first]))


def _sums(worth: Scores, lengths: Scores, room: int) -> tuple[Rows, NDArray[np.float64]]:
    """For each place, where the stretch from there that fits the room ends, and its worth.

    A stretch holds at least one passage.
    """
    chars = np.concatenate([[0.0], np.cumsum(lengths + 1, dtype=np.float64)])
    total = np.concatenate([[0.0], np.cumsum(worth, dtype=np.float64)])
    places = np.arange(len(worth))
    ends = np.maximum(np.searchsorted(chars, chars[:-1] + room, side="right") - 1, places + 1)
    return ends, total[ends] - total[:-1]
