"""What a question says about when and who, read by rule.

Each cue is a property of the question's words, never of a topic: months, days and years,
"last month", "session 3", "since our first session", a partner's name, and whether it asks for
a time, a number or a name.
"""

import calendar
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.domain import Side

MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): i for i, name in enumerate(calendar.month_abbr) if name}
_NUMBERS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = r"(?:19|20)\d\d"
_ISO = re.compile(rf"\b({_YEAR})-(\d\d)-(\d\d)\b")
_DAY_MONTH = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_MONTH})\b\.?,?(?: ({_YEAR}))?", re.IGNORECASE
)
_MONTH_DAY = re.compile(
    rf"\b({_MONTH})\b\.? (\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d)(?:,? ({_YEAR}))?", re.IGNORECASE
)
_MONTH_ONLY = re.compile(rf"\b({_MONTH})\b\.?,?(?: (?:of )?({_YEAR}))?", re.IGNORECASE)
_YEAR_ONLY = re.compile(rf"\b({_YEAR})\b")
_SESSION = re.compile(
    rf"\b(?:session|meeting) (?:number |no\.? ?|#)?(\d{{1,3}})\b"
    rf"|\b({'|'.join(_NUMBERS)}|last|latest|previous|most recent) (?:session|meeting)\b",
    re.IGNORECASE,
)
_AGO = re.compile(r"\b(\d+|a|two|three|four|five|six) (day|week|month)s? ago\b", re.IGNORECASE)
_RELATIVE = re.compile(
    r"\b(this|last|past) (week|month|year)\b|\b(yesterday|today|recently|lately)\b", re.IGNORECASE
)
_OPEN_END = re.compile(r"\b(since|after|before|until|till)\b", re.IGNORECASE)
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
_CAPITALS = re.compile(r"(?<=[\w,;:'’] )[A-Z][a-z]{2,}\b")
_SMALL = {"a": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_WORDS_FOR_MONTHS = {"may", "march", "mar", "sep", "dec", "jan"}


_TIMES = (_ISO, _DAY_MONTH, _MONTH_DAY, _SESSION, _AGO, _RELATIVE, _MONTH_ONLY, _YEAR_ONLY)


@dataclass(frozen=True, slots=True)
class Span:
    """Days from first to last, both included; ``exact`` when one day was named."""

    first: date
    last: date
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Cues:
    """What a question asks for besides its topic.

    ``text`` is the question without the partners' names. It ``recalls`` when it asks about what
    somebody did or said, it ``advises`` when it asks what one should do; ``strangers`` are
    capitalised words in it that are not the partners' names. ``detail``: it asks which, whose,
    who, how many, or what the such-and-such is. ``first_person``: it speaks of who asks;
    ``someone``: of people, and names none of them; ``withheld``: it asks to recall what its
    reader may not read, the partner's private notes or another pair's. ``side``: which of the
    pair asks.
    """

    text: str
    names: frozenset[str] = frozenset()
    spans: tuple[Span, ...] = ()
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
            (span.first.year, span.first.month) == (day.year, day.month)
            if span.exact
            else span.first <= day <= span.last
            for span in self.spans
        )

    def names_day(self, day: date) -> bool:
        """Whether the day itself is named."""
        return any(span.exact and span.first == day for span in self.spans)


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
    spans, months = _dates(question, today)
    spans += _sessions(question, sessions)
    lower = question.lower()
    return Cues(
        text=text if text.strip(" ?.!,") else question,
        names=found,
        spans=tuple(_opened(question, spans, today)),
        months=frozenset(months),
        asks_time=bool(re.search(r"\bwhen\b|\bhow long\b|\bwhat (?:date|day|month|year)\b", lower)),
        recalls=bool(_RECALLS.search(question)),
        advises=bool(_ADVISES.search(question)),
        strangers=tuple(w for w in _CAPITALS.findall(text) if w.lower() not in MONTHS),
        detail=bool(_DETAIL.search(text)),
        first_person=bool(_FIRST_PERSON.search(text)),
        someone=not found and bool(_SOMEONE.search(text)),
        withheld=_withheld(question, partner),
    )


def _withheld(question: str, partner: str | None) -> bool:
    who = r"(?:his|her|their" + (rf"|{re.escape(partner)}['’]s" if partner else "") + ") "
    if re.search(rf"\b{who}private notes?\b", question, re.IGNORECASE):
        return True
    return bool(_OF_OTHER_PAIRS.search(question))


def names_session(question: str) -> bool:
    """Whether a session is named, by its number or its place."""
    return bool(_SESSION.search(question))


def without_times(question: str) -> str:
    """The question without the sessions, days, months and years it names."""
    for pattern in _TIMES:
        question = pattern.sub(_kept, question)
    return " ".join(question.split())


def _kept(match: re.Match[str]) -> str:
    """ "may" and "march" in small letters are words; all else that was matched goes."""
    text = match.group(0)
    return text if text.lower() in _WORDS_FOR_MONTHS and text.islower() else " "


def _dates(question: str, today: date | None) -> tuple[list[Span], list[int]]:
    spans: list[Span] = []
    months: list[int] = []
    rest = question
    for pattern, order in ((_ISO, "ymd"), (_DAY_MONTH, "dmy"), (_MONTH_DAY, "mdy")):
        for match in pattern.finditer(rest):
            parts = dict(zip(order, match.groups(), strict=True))
            month = MONTHS.get(parts["m"].lower()) or int(parts["m"]) if parts["m"] else 0
            year = int(parts["y"]) if parts["y"] else today.year if today else None
            day = _day(year, month, int(parts["d"]))
            if day:
                spans.append(Span(day, day, exact=True))
        rest = pattern.sub(" ", rest)
    for match in _MONTH_ONLY.finditer(rest):
        name, year_text = match.group(1), match.group(2)
        if not year_text and name.lower() in _WORDS_FOR_MONTHS and not name[0].isupper():
            continue
        number = MONTHS[name.lower()]
        if year_text:
            spans.append(_month(int(year_text), number))
        else:
            months.append(number)
    rest = _MONTH_ONLY.sub(" ", rest)
    spans += [Span(date(int(y), 1, 1), date(int(y), 12, 31)) for y in _YEAR_ONLY.findall(rest)]
    return spans + (_relative(rest, today) if today else []), months


def _relative(question: str, today: date) -> list[Span]:
    spans = []
    for match in _AGO.finditer(question):
        word, unit = match.group(1).lower(), match.group(2).lower()
        count = _SMALL[word] if word in _SMALL else min(int(word), 1000)
        days = {"day": 1, "week": 7, "month": 30}[unit]
        middle, slack = today - timedelta(days=count * days), timedelta(days=days // 2)
        spans.append(Span(middle - slack, middle + slack))
    for match in _RELATIVE.finditer(question):
        which, unit, word = (g.lower() if g else "" for g in match.groups())
        if word in ("yesterday", "today"):
            day = today - timedelta(days=1 if word == "yesterday" else 0)
            spans.append(Span(day, day, exact=True))
        elif word or (which == "past" and unit == "month"):
            spans.append(Span(today - timedelta(days=31), today))
        elif unit == "week":
            monday = today - timedelta(days=today.weekday() + (0 if which == "this" else 7))
            spans.append(Span(monday, monday + timedelta(days=6)))
        elif unit == "month":
            start = today.replace(day=1)
            start = start if which == "this" else (start - timedelta(days=1)).replace(day=1)
            spans.append(_month(start.year, start.month))
        else:
            year = today.year - (0 if which == "this" else 1)
            spans.append(Span(date(year, 1, 1), date(year, 12, 31)))
    return spans


def _sessions(question: str, sessions: Mapping[int, date | None]) -> list[Span]:
    held = sorted(sessions)
    spans = []
    for match in _SESSION.finditer(question):
        word = (match.group(2) or "").lower()
        if match.group(1):
            number = int(match.group(1))
        elif word in _NUMBERS:
            number = _NUMBERS.index(word) + 1
        else:
            number = held[-1] if held else 0
        day = sessions.get(number)
        if day:
            spans.append(Span(day, day, exact=True))
    return spans


def _opened(question: str, spans: list[Span], today: date | None) -> list[Span]:
    """Spans stretched by "since", "after", "before" or "until" when the question has one."""
    word = _OPEN_END.search(question)
    if not word or len(spans) != 1:
        return spans
    span = spans[0]
    if word.group(1).lower() in ("since", "after"):
        return [Span(span.first, max(today or date.max, span.last))]
    return [Span(date.min, span.last)]


def _month(year: int, month: int) -> Span:
    return Span(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def _day(year: int | None, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year else None
    except ValueError:
        return None
