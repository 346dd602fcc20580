"""Whether a clause speaks of what was or of what will be, as far as its words tell."""

import re
from enum import Enum

_FUTURE = re.compile(
    r"(?i)\b(?:will|won't|shall|going to|gonna|let's|let us|see you|due|look(?:ing)? forward"
    r"|(?:plan|plans|planning|hope|hopes|hoping|has|have|need|needs|want|wants) to|can we"
    r"|(?:am|is|are) (?:\w+ )?\w+ing|upcoming|is planned|are planned)\b"
    r"|'(?:ll\b|(?:m|re|s) (?:\w+ )?\w+ing\b)"
)
_PAST = re.compile(
    r"(?i)\b(?:was|were|wasn't|weren't|did|didn't|had|hadn't|been|became|began|bought|broke|brought"
    r"|built|called|came|chose|did|drew|drove|ate|felt|found|flew|forgot|gave|got|grew|heard|held"
    r"|kept|knew|learnt|left|lost|made|meant|met|paid|ran|rode|said|sang|sat|saw|sent|showed|slept"
    r"|sold|spent|spoke|stood|swam|taught|thought|threw|told|took|understood|went|woke|won|wore"
    r"|wrote|(?!need|feed|speed|indeed|exceed|proceed|succeed|embed|seed|shed|wed|red|bed)\w{2,}ed)\b"
)
_REPORTED = re.compile(
    r"(?i)\b(?:said|told (?:me|us|him|her|them)|mentioned|confirmed|wrote|noted|added|explained"
    r"|announced)\b"
)
_OTHER = re.compile(
    r"(?i)\b(?:would|could|should|might|may|used to|if|unless|usually|always|never)\b"
)
_REACH = 200
"""Characters of a sentence on either side that are read."""
_JOINT = re.compile(
    r"(?i)[,;:.!?\n–—]+\s|\b(?:and|but|so|because|then|which|that|while|when|after|before)\b"
)
_END = re.compile(r"[.!?](?=\s)|\n")
_SUBJECT = re.compile(r"(?i)\b(?:I|we|he|she|they|you|it|there|who)\b|'[a-z]")


class Tense(Enum):
    """What a clause speaks of."""

    PAST = "past"
    FUTURE = "future"
    UNCLEAR = "unclear"


def tense(text: str, start: int, end: int) -> Tense:
    """The tense of the clause around a place; of its sentence where the clause has no subject."""
    first, last = max(0, start - _REACH), min(len(text), end + _REACH)
    first = max((m.end() for m in _END.finditer(text, first, start)), default=first)
    after = _END.search(text, end, last)
    last = after.start() if after else last
    before = [m.end() for m in _JOINT.finditer(text, first, start)]
    behind = _JOINT.search(text, end, last)
    low, high = before[-1] if before else first, behind.start() if behind else last
    clause = f"{text[low:start]} {text[end:high]}"
    told = _told(clause)
    if told is None and not _SUBJECT.search(clause):
        told = _told(f"{text[first:start]} {text[end:last]}")
    return told or Tense.UNCLEAR


def _told(words: str) -> Tense | None:
    """None where the words tell nothing."""
    if _OTHER.search(words):
        return Tense.UNCLEAR
    future = _FUTURE.search(words)
    past = [m for m in _PAST.finditer(words) if not (future and _REPORTED.match(words, m.start()))]
    if past and future:
        return Tense.UNCLEAR
    if future:
        return Tense.FUTURE
    return Tense.PAST if past else None


def speaks_of_past(words: str) -> bool:
    """Whether a verb of the past stands in the words."""
    return _PAST.search(words) is not None


def speaks_of_future(words: str) -> bool:
    """Whether the words speak of what will be."""
    return _FUTURE.search(words) is not None
