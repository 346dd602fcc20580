"""A follow-up question, made to stand alone by the turns before it.

Most questions in a conversation are new ones, and "he" in them is the partner: a question is
joined with the one before it only where it says so, or is too short to mean anything else.
"""

import re
from collections.abc import Sequence

from assistant.language.times import names_session, without_times
from assistant.language.tokens import stems
from assistant.retrieval.ranking import ASKING
from assistant.stored import Message

TURNS = 3
"""Questions that a follow-up may lean on, each on the one before it."""
BARE, SHORT, BRIEF = 3, 6, 7
"""Words: of a question that says next to nothing, and of those that lean by a pronoun."""

_OPENS = re.compile(
    r"(?i)^\W*(?:and|but|so|or|then|also|what about|how about|why not|really|ok|okay|no,|yes,"
    r"|more (?:on|about|of)|tell me more|give me|another|an? example|the ones?|even (?:for|if|when)"
    r"|(?:who|what|where) else)\b|^\W*\w+\?"
)
_POINTS = re.compile(
    r"(?i)\b(?:(?:it|that|this|those|these|them|there|then|him|her|ones?|another|example|the same)"
    r"|the (?:others?|first|second|third|fourth|last)(?: (?:one|point|part|step|reason|rule))?)\b"
    r"(?=\W*(?:$|[?.!,;]|\b(?:too|either|instead|again|please|for|from|at|in|on|to|now|then"
    r"|exactly|mean|really|matter|happen|work|apply|hold|different|done)\b))"
)
_ASKS = re.compile(r"(?i)\b(?:how|what|who|whose|which|when|where|why)\b")
_OF_PERSON = re.compile(r"(?i)\b(?:its|he|him|his|she|her|hers|they|their)\b")
_OF_THING = re.compile(r"(?i)\b(?:it|that|this|those|these|them|there|then)\b")
_WHICH = re.compile(
    r"(?i)\b(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last)\b(?! \w)"
)


def contextual(question: str, history: Sequence[Message]) -> str:
    """The question with what it leans on: the questions that a person asked before it.

    A time that the follow-up names takes the place of the earlier one: "and after the second?"
    no longer asks about the first session. A question that stands alone comes back as it is.
    """
    asked = [m.text for m in history if m.role == "person"][-TURNS:]
    if asked and leans(question):
        return _after(asked[-1], asked[:-1], question)
    return question


def leans(question: str) -> bool:
    """Whether a question can only be understood after another."""
    length = len(question.split())
    content = sum(stem not in ASKING for stem in stems(question))
    return (
        bool(_OPENS.search(question))
        or content == 0
        or ((content == 1 or length <= BARE) and bool(_ASKS.search(question)))
        or (length <= SHORT and bool(_OF_PERSON.search(question)))
        or (length <= BRIEF and bool(_OF_THING.search(question) or _POINTS.search(question)))
    )


def _after(before: str, asked: Sequence[str], question: str) -> str:
    if asked and leans(before):
        before = _after(asked[-1], asked[:-1], before)
    if names_session(before):
        question = _WHICH.sub(r"\1 session", question)
    if without_times(question) != " ".join(question.split()):
        before = without_times(before)
    return f"{before} {question}"
