"""Which of the questions that people type may be shown to others, and how they are written then."""

import re
from collections.abc import Set

FEWEST, MOST = 7, 14
"""Words of a question that is short and still says what it is about."""
SHARED = 4
"""Letters of a word that the question and its guideline have in common, so that it has a matter."""

_ASKS = re.compile(
    r"(?i)(?:how|what|when|where|why|who|which|can|could|should|do|does|is|are|may|must)\b"
    r"(?!(?: (?:far|long|many|much|often|soon))? to\b)"
)
_LEANS = re.compile(
    r"(?i)\b(?:he|she|him|her|hers?|his|they|them|their|it|its|that|this|these|those|then|also|too"
    r"|ones?|there)\b|['’]s\b|[.?!;:,](?=.)|['‘“\"](?!\w+t\b)"
)
_RUDE = frozenset("boss bosses kid kids guy guys stuff thing".split())
_PRIVATE = frozenset(
    "age background cry crying divorce family health ill illness pay pregnant religion salary "
    "sick".split()
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+")


def words_of(text: str) -> frozenset[str]:
    """The words and numbers of a text, in lower case."""
    return frozenset(word.lower() for word in _WORD.findall(text))


def plain_question(typed: str, known: Set[str], own: Set[str]) -> str:
    """The question as it is shown on a page; empty when it is not fit for that.

    Fit is one short question that stands alone, with no word but those ``known`` from the
    guidelines, so that no name of a person can be in it, none of a private matter, and some that
    its ``own`` guideline has.
    """
    words = _WORD.findall(typed)
    if not FEWEST <= len(words) <= MOST or not _ASKS.match(typed) or _LEANS.search(typed):
        return ""
    said = words_of(typed)
    if not said <= known or said & (_RUDE | _PRIVATE):
        return ""
    if not any(len(word) >= SHARED for word in said & own):
        return ""
    text = re.sub(r"\bi\b", "I", typed.rstrip("? "))
    return f"{text[:1].upper()}{text[1:]}?"
