"""A question about a discussion, asked of a long recording, is answered by a stretch of it."""

from datetime import date

import numpy as np
import pytest

from assistant.retrieval.recordings import LONG, asks_for_discussion, in_stretches
from assistant.retrieval.slices import Slice
from tests.retrieval.fakes import notes

DISCUSSED = "What did they say about the budget?"
LINES = 3 * LONG
LINE = "Mina: So we went on about line number {:03} for a while."


def recording(lines: int = LINES) -> Slice:
    text = "\n".join(LINE.format(n) for n in range(lines))
    passages = notes("pair-a", 1, date(2026, 3, 2), text)
    return Slice(passages, np.zeros((len(passages), 2), dtype=np.float32))


def scores(lines: int = LINES) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """Line 7 alone is best; from line 150 on, twenty lines are all rather good."""
    made = np.zeros(lines, dtype=np.float32)
    made[7] = 5
    made[150 % lines : 150 % lines + 20 : 2] = 3
    made[151 % lines : 151 % lines + 20 : 2] = 1
    return made


def order(question: str, lines: int = LINES) -> tuple[list[int], list[int]]:
    best = np.argsort(-scores(lines), kind="stable")[:40].tolist()
    return best, in_stretches(recording(lines), scores(lines), question, best)


def test_the_stretch_comes_whole() -> None:
    """After the two best lines the best stretch comes, its better lines first, then around it."""
    best, found = order(DISCUSSED)
    assert found[:2] == best[:2] == [7, 150]
    assert set(range(150, 170)) <= set(found[:29])
    assert found[2:11] == list(range(152, 170, 2))
    whole = 4000 // len(LINE.format(0) + "\n")
    around = sorted(found[1 : 1 + whole])
    assert around == list(range(around[0], around[-1] + 1))


def test_nothing_is_lost() -> None:
    """Every row that was found before is still there, once."""
    best, found = order(DISCUSSED)
    assert set(best) <= set(found)
    assert len(found) == len(set(found))


@pytest.mark.parametrize(
    ("question", "lines"), [("When did they go on?", LINES), (DISCUSSED, LONG - 1)]
)
def test_facts_and_short_notes_stay_as_ranked(question: str, lines: int) -> None:
    """A question for a fact, or one asked of a short note, gets the best lines as they are."""
    best, found = order(question, lines)
    assert found == best


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Summarize the discussion about hiring.", True),
        ("Why did she disagree with the plan?", True),
        ("What did Leo think of the draft?", True),
        ("When did we first meet?", False),
        ("Which book did he bring?", False),
        ("How many people came?", False),
    ],
)
def test_what_asks_for_a_discussion(question: str, asks: bool) -> None:
    """The words of a question tell whether it asks for what was said, or for a fact."""
    assert asks_for_discussion(question) is asks
