"""A question as it was read, once, and the stretches of text that were found for it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from assistant.domain import Passage, PassageKind


class Want(StrEnum):
    """What somebody wants who types into Ask; the example utterances of each are data."""

    RECALL = "recall"
    RECALL_TIME = "recall_time"
    BOTH_SIDES = "both_sides"
    ACTIONS = "actions"
    ACTION_STATE = "action_state"
    NEXT_SESSION = "next_session"
    SESSIONS_HELD = "sessions_held"
    GOALS = "goals"
    AGREEMENT = "agreement"
    CONTACT = "contact"
    PARTNER = "partner"
    PROGRAM = "program"
    RULES = "rules"
    ADVICE = "advice"
    WORDS = "words"
    EXPLAIN = "explain"
    STARTERS = "starters"
    AGENDA = "agenda"
    SUMMARY = "summary"
    REHEARSE = "rehearse"
    MESSAGE = "message"
    SHORTER = "shorter"
    LONGER = "longer"
    FRIENDLIER = "friendlier"
    FORMAL = "formal"
    TO_AGENDA = "to_agenda"
    TO_ACTION = "to_action"
    WHY = "why"
    CORRECT = "correct"
    FOLLOW_UP = "follow_up"
    GREETING = "greeting"
    THANKS = "thanks"
    ABOUT_YOU = "about_you"
    PRIVATE = "private"
    OUT_OF_SCOPE = "out_of_scope"


TALK = frozenset({Want.GREETING, Want.THANKS, Want.ABOUT_YOU, Want.REHEARSE, Want.TO_ACTION})
CHANGES = frozenset({Want.SHORTER, Want.LONGER, Want.FRIENDLIER, Want.FORMAL})
REQUESTS = CHANGES | {
    Want.MESSAGE,
    Want.STARTERS,
    Want.AGENDA,
    Want.TO_AGENDA,
    Want.TO_ACTION,
    Want.REHEARSE,
}
"""What is to be done or written, and not asked."""
ADVISED = frozenset({Want.ADVICE, Want.WORDS, Want.RULES, Want.EXPLAIN})
"""What guidelines answer, and notes seldom."""
RECALLED = frozenset({Want.RECALL, Want.RECALL_TIME, Want.BOTH_SIDES, Want.ACTION_STATE})
"""What notes answer, and guidelines seldom."""
LEANING = frozenset({Want.WHY, Want.CORRECT, Want.FOLLOW_UP})
"""What says nothing by itself: it wants what was wanted before."""
UNSEARCHED = TALK | {Want.MESSAGE, Want.SUMMARY}
"""What needs no search: it is small talk, or answered from whole notes."""


@dataclass(frozen=True, slots=True)
class Question:
    """What was typed; made once, and read by nobody again.

    ``in_context`` is the question with what a follow-up leans on, "" when it stands alone.
    ``want`` is None where the example utterances do not tell; ``recalls`` are the log odds that it
    asks what was, and not what to do; ``style`` is how the last answer is wanted again, ``topic``
    what another kind of draft is to be about, and ``typed`` what was typed where the question is
    an earlier one.
    """

    text: str
    in_context: str = ""
    want: Want | None = None
    recalls: float = 0.0
    style: Want | None = None
    topic: str = ""
    typed: str = ""

    @property
    def whole(self) -> str:
        return self.in_context or self.text


class Line(NamedTuple):
    """A sentence as it stands in a passage; a ``part`` is cut from a longer one."""

    text: str
    passage: Passage
    speaker: str = ""
    part: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring lines of a note or a guideline that are quoted together, in reading order.

    ``score`` adds up what speaks for them; it compares stretches of one kind and question.
    ``best`` is the place of the line that they were taken for.
    """

    lines: tuple[Line, ...]
    score: float
    best: int = 0

    @property
    def passage(self) -> Passage:
        return self.lines[0].passage

    @property
    def of_note(self) -> bool:
        return self.passage.kind is PassageKind.NOTE

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)
