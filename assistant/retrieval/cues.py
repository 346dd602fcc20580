"""What a question says about when and who, read by rule.

Each cue is a property of the question's words, never of a topic: the time it asks about, as
``language.times`` reads it, a partner's name, and whether it asks for a time, a number or a name.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from assistant.domain import Session, SessionStatus, Side
from assistant.language.daywords import is_calendar_word
from assistant.language.times import Period, time_asked

_OF_READER = re.compile(r"\b(?:did|have|had|was|do|am) I\b|\bmy (?:promise|action|note)s?\b")
_OF_PARTNER = re.compile(
    r"\b(?:did|has|had|does|was|is|would|could) (?:s?he|they)\b|\b(?:his|her)\b"
)
_RECALLS = re.compile(
    r"\b(?:did|was|were|had|have|has|haven't|hasn't|didn't|still|so far|promised|agreed|said|told"
    r"|showed|explained|kept)\b(?=.*\b(?:I|we|me|us|our|my|he|she|they|him|her|his|them)\b)"
    r"|\b(?:I|we|he|she|they)\b.*\b(?:promised|agreed|said|told|showed|explained|kept|wanted|did)\b",
    re.IGNORECASE,
)
_ADVISES = re.compile(
    r"\b(?:should|may|can|could|must|ought|would)\b|\bhow (?:do|does|to|often|long|much|many)\b"
    r"|\bwhat (?:if|is|are|does|do|counts)\b|\b(?:is|are) (?:it|there|they)\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:I|me|my|we|us)\b", re.IGNORECASE)
_SOMEONE = re.compile(
    r"\b(?:he|she|they|him|her|his|hers|them|their|mentors?|mentees?|leaders?|partners?|exec|boss"
    r"|seniors?|directors?|pairs?|sessions?|somebody|someone|people)\b",
    re.IGNORECASE,
)
_DETAIL = re.compile(
    r"\b(?:which|whose|who|how (?:many|much))\b"
    r"|\bwhat(?:['’]s|\s+(?:is|are|was|were))\s+(?:the|our|my|your|his|her|their|an?)\b",
    re.IGNORECASE,
)
_OF_OTHER_PAIRS = re.compile(
    r"\b(?:did|do|does|have|has|had|was|were|are|is|will) (?:all |any |some )?(?:of )?(?:the )?"
    r"(?:other|another) (?:pair|mentor|mentee|leader)s?\b",
    re.IGNORECASE,
)
HELD, CANCELLED = SessionStatus.HELD, SessionStatus.CANCELLED
_CAPITALS = re.compile(r"(?<=[\w,;:'’] )[A-Z][a-z]{2,}\b")


@dataclass(frozen=True, slots=True)
class Cues:
    """What a question asks for besides its topic.

    ``text`` is the question without the partners' names. It ``recalls`` when it asks about what
    somebody did or said, it ``advises`` when it asks what one should do; ``strangers`` are
    capitalised words in it that are not the partners' names. ``detail``: it asks which, whose,
    who, how many, or what the such-and-such is. ``first_person``: it speaks of who asks;
    ``someone``: of people, and names none of them; ``withheld``: it asks to recall what its
    reader may not read, the partner's private notes or another pair's.  ``side``: which of the
    pair asks.
    """

    text: str
    names: frozenset[str] = frozenset()
    spans: tuple[Period, ...] = ()
    months: frozenset[int] = frozenset()
    asks_time: bool = False
    recalls: bool = False
    advises: bool = False
    strangers: tuple[str, ...] = ()
    detail: bool = False
    first_person: bool = False
    someone: bool = False
    withheld: bool = False
    side: Side | None = None

    def covers(self, day: date) -> bool:
        """Whether the day lies in a period asked about, or in the month of a day named."""
        return day.month in self.months or any(
            _month(span.first) <= _month(day) <= _month(span.last)
            if span.exact
            else span.first <= day <= span.last
            for span in self.spans
        )

    def names_day(self, day: date) -> bool:
        """Whether the day itself is named, or lies between two that are."""
        return any(span.exact and span.first <= day <= span.last for span in self.spans)


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def read_cues(
    question: str,
    names: Collection[str],
    sessions: Mapping[int, date | None],
    today: date | None = None,
    reader: str | None = None,
    partner: str | None = None,
) -> Cues:
    """The cues in a question, given the first names and the sessions' dates in scope.

    ``reader`` and ``partner`` are first names: "did I" asks about the one, "did she" about the
    other, since a pair has only two.
    """
    found = frozenset(
        n for n in names if re.search(rf"\b{re.escape(n)}\b", question, re.IGNORECASE)
    )
    if not found and reader and _OF_READER.search(question):
        found = frozenset({reader})
    elif not found and partner and _OF_PARTNER.search(question):
        found = frozenset({partner})
    text = question
    for name in found:
        text = re.sub(rf"\b{re.escape(name)}(?:['’]s)?\b", " ", text, flags=re.IGNORECASE)
    text = " ".join(text.split())
    time = time_asked(question, _dated(sessions, today), today)
    lower = question.lower()
    return Cues(
        text=text if text.strip(" ?.!,") else question,
        names=found,
        spans=time.periods,
        months=time.months,
        asks_time=bool(re.search(r"\bwhen\b|\bhow long\b|\bwhat (?:date|day|month|year)\b", lower)),
        recalls=bool(_RECALLS.search(question)),
        advises=bool(_ADVISES.search(question)),
        strangers=tuple(w for w in _CAPITALS.findall(text) if not is_calendar_word(w)),
        detail=bool(_DETAIL.search(text)),
        first_person=bool(_FIRST_PERSON.search(text)),
        someone=not found and bool(_SOMEONE.search(text)),
        withheld=_withheld(question, partner),
    )


def _dated(sessions: Mapping[int, date | None], today: date | None) -> list[Session]:
    """The sessions that notes tell of; one whose day is still to come is not the last one.

    Nor is it the next one: what is meant for next time stands in notes of what was.
    """
    return [
        Session(number, day, minutes=0, status=CANCELLED if today and day and day > today else HELD)
        for number, day in sorted(sessions.items())
    ]


def _withheld(question: str, partner: str | None) -> bool:
    who = r"(?:his|her|their" + (rf"|{re.escape(partner)}['’]s" if partner else "") + ") "
    if re.search(rf"\b{who}private notes?\b", question, re.IGNORECASE):
        return True
    return bool(_OF_OTHER_PAIRS.search(question))
