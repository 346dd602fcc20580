"""A follow-up question, made to stand alone by the turns before it."""

import re
from collections.abc import Sequence

from assistant.retrieval.cues import names_session, without_times
from assistant.stored import Message

SHORT = 6
"""Words; a shorter question leans on what was said before."""
TURNS = 3
"""Questions that a follow-up may lean on, each on the one before it."""

_LEANS = re.compile(
    r"(?i)^(?:and|but|so|or|then|also|what about|how about|why|why not|really|ok|okay)\b|"
    r"\b(?:it|its|that|this|those|these|them|they|their|he|him|his|she|her|hers|there|then|"
    r"the same|one|ones|first|second|third|last one)\b"
)
_WHICH = re.compile(
    r"(?i)\b(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last)\b(?! \w)"
)


def contextual(question: str, history: Sequence[Message]) -> str:
    """The question with what it leans on: the questions that a person asked before it.

    A time that the follow-up names takes the place of the earlier one: "and after the second?"
    no longer asks about the first session. A question that stands alone comes back as it is.
    """
    asked = [m.text for m in history if m.role == "person"][-TURNS:]
    if asked and (_LEANS.search(question) or len(question.split()) < SHORT):
        return _after(asked[-1], asked[:-1], question)
    return question


def _after(before: str, asked: Sequence[str], question: str) -> str:
    if asked and _LEANS.search(before):
        before = _after(asked[-1], asked[:-1], before)
    if names_session(before):
        question = _WHICH.sub(r"\1 session", question)
    if without_times(question) != " ".join(question.split()):
        before = without_times(before)
    return f"{before} {question}"
