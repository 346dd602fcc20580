"""A follow-up question, made to stand alone by the turns before it."""

import re
from collections.abc import Sequence

from assistant.stored import Message

_LEANS = re.compile(
    r"(?i)^(?:and|but|so|or|then|also|what about|how about|why|why not|really|ok|okay)\b|"
    r"\b(?:it|its|that|this|those|these|them|they|their|he|him|his|she|her|hers|there|then|"
    r"the same|one|ones|first|second|third|last one)\b"
)
SHORT = 6
"""Words; a shorter question leans on what was said before."""


def contextual(question: str, history: Sequence[Message]) -> str:
    """The question with what it leans on: the last question a person asked before it.

    A question that stands alone comes back as it is.
    """
    before = [m.text for m in history if m.role == "person"]
    if not before or not (_LEANS.search(question) or len(question.split()) < SHORT):
        return question
    return f"{before[-1]} {question}"
