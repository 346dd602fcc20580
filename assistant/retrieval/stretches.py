"""What is quoted of the passages that were found: neighbouring sentences of a note or a guideline.

A passage is good to be found by; an answer is shorter. Sentences are compared with the question
one by one, each beside the one before it, since what "it" means stands there. The weights of
notes were set on two programs of other hands, those of guidelines on the development half of the
project's own questions; the results hardly depend on them.
"""

from collections.abc import Sequence

import numpy as np

from assistant.domain import Passage, PassageKind
from assistant.language.sentences import quotable
from assistant.language.tokens import stems
from assistant.questions import Line, Stretch
from assistant.retrieval.embedders import Vectors
from assistant.retrieval.lexical import Scores
from assistant.retrieval.slices import Embed, Slice
from assistant.transcripts import speaks

LONGEST = 3
"""Sentences of a stretch."""
ROOM = 50
"""Words that a stretch has at most, unless its one sentence is longer."""
READ = 12
"""Passages whose sentences are compared."""
GIVEN = 20
"""Stretches that are given out."""
WEIGHTS = {PassageKind.NOTE: (0.4, 2.0, 0.5, 2.0), PassageKind.GUIDELINE: (0.8, 2.5, 0.5, 1.5)}
"""What the passage's rank, the sentence, the one before it and the question's words count for."""


def stretches(
    part: Slice, rank: Scores, vector: Vectors, words: Sequence[str], embed: Embed
) -> list[Stretch]:
    """Stretches around the best sentences, best first, none of which overlaps a better one.

    ``rank`` are the passages' rank scores, ``vector`` the question's unit vector and ``words``
    its stems; ``embed`` gives the unit vectors of sentences, in the same space.
    """
    best = np.argsort(-rank, kind="stable")[:READ].tolist()
    read = sorted({near for row in best for near in _beside(part, row)})
    held = [line for row in read for line in lines(part.passages[row], bool(part.spoken[row]))]
    if not held:
        return []
    behind = {part.passages[row].id: float(rank[row] - rank[best[0]]) for row in best}
    cosines = (embed([line.text for line in held]) @ vector).tolist()
    of_passage, of_line, of_before, of_words = WEIGHTS[part.kind]
    made = []
    for at, line in enumerate(held):
        if line.passage.id in behind:
            reach = _reach(held, at)
            score = (
                of_passage * behind[line.passage.id]
                + of_line * cosines[at]
                + of_before * (cosines[at - 1] if reach.start < at else 0.0)
                + of_words * _share(part, words, [held[i].text for i in reach])
            )
            made.append((score, reach, at - reach.start))
    taken: set[int] = set()
    found: list[Stretch] = []
    for score, reach, best_line in sorted(made, key=lambda m: (-m[0], m[1].start)):
        if len(found) < GIVEN and taken.isdisjoint(reach):
            taken.update(reach)
            found.append(Stretch(tuple(held[i] for i in reach), score, best_line))
    return found


def lines(passage: Passage, spoken: bool = False) -> list[Line]:
    """The sentences of a passage; one ``spoken`` in a transcript names its speaker first."""
    text, speaker = passage.text, ""
    if spoken and (name := speaks(text)):
        speaker, text = name.group(1), text[name.end() :]
    return [Line(sentence, passage, speaker, part) for sentence, part in quotable(text)]


def _beside(part: Slice, row: int) -> list[int]:
    """The row with its neighbours in the same source."""
    near = range(max(row - 1, 0), min(row + 2, len(part)))
    return [n for n in near if part.sources[n] == part.sources[row]]


def _reach(held: Sequence[Line], at: int) -> range:
    """The stretch around a sentence: what follows first, then the one before."""
    first, last = at, at + 1
    words = len(held[at].text.split())
    for near in (at + 1, at - 1, at + 2):
        touches = near in (first - 1, last) and 0 <= near < len(held)
        if last - first == LONGEST or not touches or not _joined(held[near], held[at]):
            continue
        words += len(held[near].text.split())
        if words > ROOM:
            break
        first, last = min(first, near), max(last, near + 1)
    return range(first, last)


def _joined(one: Line, other: Line) -> bool:
    """Whether two neighbours may be quoted together: of a guideline, those of one passage."""
    if one.passage.kind is PassageKind.GUIDELINE:
        return one.passage.id == other.passage.id
    return one.passage.source == other.passage.source


def _share(part: Slice, words: Sequence[str], texts: Sequence[str]) -> float:
    """The share of the question's words that the texts hold, by their rarity in the slice."""
    said = {stem for text in texts for stem in stems(text)}
    weight = {word: part.rarity(word) for word in set(words)}
    return sum(w for word, w in weight.items() if word in said) / (sum(weight.values()) or 1.0)
