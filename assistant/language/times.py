"""What time a question asks about, and what day a time in somebody's words was.

``time_asked`` reads a question with the pair's sessions; ``resolved`` puts the date behind each
time in a quotation that is told from the day on which it was said.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.language import relative, sessionwords
from assistant.language.daywords import (
    MONTH,
    MONTHS,
    SEASONS,
    WEEKDAYS,
    YEAR,
    Day,
    Period,
    days,
    days_before,
    month_number,
    year_of,
)
from assistant.language.numberwords import NUMBER_WORDS
from assistant.language.sessiondays import SessionDays
from assistant.language.sessionwords import Session, names_session
from assistant.language.tense import speaks_of_future, speaks_of_past

__all__ = [
    "Missing",
    "Period",
    "TimeAsked",
    "bracketed",
    "brackets",
    "names_session",
    "resolved",
    "time_asked",
    "without_brackets",
    "without_times",
]

_BEFORE_MONTH = r"\b(?:in|since|before|until|till|during|between|early|late|mid)[ -]"
_MONTH_ALONE = re.compile(
    rf"(?i)(?:{_BEFORE_MONTH}|\b(?-i:and|to|from|after|by) )(?-i:(?P<month>{MONTH}))(?! \d)"
    rf"|{_BEFORE_MONTH}(?P<small>may|march|mar)\b(?! \d| (?:I|we|he|she|they|you|it|be)\b)"
    r"|(?-i:(?<=[a-z,] )(?P<bare>May|March)\b)(?! \d| (?:I|we|he|she|they|you|it)\b)"
)
_YEAR_ALONE = re.compile(rf"(?<![\d€$£.,-]){YEAR}\b(?![.,]\d| ?[%€])")
_OPEN = re.compile(
    r"(?i)\b(since|after|before|prior to|until|till|up to)\s+"
    r"(?:(?:the|our|my|that|this|his|her|their)\s+)?"
    r"(?:(?:[a-z]+\s+){0,3}(?:on|of|from|in|at)\s+)?(?:the\s+)?$"
)
"""Right before a time, or before what happened then: "since the move in March"."""
_UNITS_BEFORE = re.compile(
    r"(?i)\b(?:the|a|one|(?P<count>two|three|four|five|six|\d))\s+(?:(?P<unit>day|week|weekend|month)s?"
    rf"|{'|'.join(WEEKDAYS)})\s+$"
)
_PAIRED = re.compile(r"(?i)\b(?:between|from)\s+(?:(?:the|our)\s+)?$")
_AND = re.compile(r"(?i)\s*(?:and|to|until|till|-|–)\s+(?:(?:the|our)\s+)?")
_SPELLED = re.compile(rf"(?i)\d|{YEAR}|{MONTH}|(?:{'|'.join(WEEKDAYS)})\b")
_DAY = rf"\d{{1,2}} (?:{'|'.join(MONTHS)}) \d{{1,4}}"
_BRACKET = re.compile(
    rf" \[(?:(?:the week of )?{_DAY}|\d{{1,2}}–{_DAY}|{_DAY} – {_DAY}"
    rf"|(?:(?:{'|'.join((*MONTHS, *SEASONS))}) )?\d{{1,4}})\]"
)
_LEAD = re.compile(r"(?i)\b(?:on|in|at|during|over|by)\s+(?:the\s+)?$")


@dataclass(frozen=True, slots=True)
class Missing:
    """A time in a question at which there is no session: its words, and a sentence that says so."""

    words: str
    sentence: str


@dataclass(frozen=True, slots=True)
class TimeAsked:
    """The time that a question asks about.

    ``sessions`` are the numbers of those meant, cancelled ones only where they are told by
    number or no other is meant. ``periods`` hold the days meant, those of the sessions too;
    ``months`` are those named without a year, whose likeliest one is in ``periods``.
    """

    sessions: tuple[int, ...] = ()
    periods: tuple[Period, ...] = ()
    months: frozenset[int] = frozenset()
    missing: tuple[Missing, ...] = ()


@dataclass(frozen=True, slots=True)
class _Time:
    """One time in a question: its place, its period, and the sessions where it tells any.

    ``ended`` is the period of the sessions where it leaves out the last day of the other.
    """

    start: int
    end: int
    period: Period | None = None
    numbers: tuple[int, ...] = ()
    month: int = 0
    lack: str = ""
    ended: Period | None = None


def time_asked(question: str, sessions: Sequence[Session], today: date | None = None) -> TimeAsked:
    """The sessions, days and periods that the question means; nothing where it names none.

    Without ``today`` only sessions and dates that are spelled out are known.
    """
    ahead = speaks_of_future(question) and not speaks_of_past(question)
    calendar = SessionDays(sessions, today, ahead=ahead)
    times = [_opened(question, t, calendar) for t in _paired(question, calendar)]
    times = [t for t in times if not any(o.start <= t.start < o.end for o in times if o is not t)]
    numbers: list[int] = []
    missing: list[Missing] = []
    for time in times:
        meant = time.numbers or calendar.within(time.ended or time.period)
        numbers += [n for n in meant if n not in numbers]
        sentence = time.lack or ("" if meant else _none(question, time, today))
        if sentence:
            missing.append(Missing(_words(question, time), sentence))
    periods = [period for time in times for period in _days(time, calendar)]
    months = frozenset(time.month for time in times if time.month)
    return TimeAsked(tuple(numbers), tuple(dict.fromkeys(periods)), months, tuple(missing))


def _times(question: str, calendar: SessionDays) -> Iterator[_Time]:
    """The times in a question, in order, each word of one only."""
    found: list[_Time] = []
    rest = question
    for one in sessionwords.told(question, calendar.sessions):
        found.append(_Time(one.start, one.end, numbers=one.numbers, lack=one.lack))
        rest = _blank(rest, one.start, one.end)
    whole = any(d.year and d.day for d in days(rest))
    if calendar.today and not whole:  # else "the Friday before" is told from that day
        for said in relative.mentions(rest, calendar.today, strict=False):
            period = said.period
            if period and said.kind == "weekday":
                period = calendar.weekday(period)
            found.append(_Time(said.start, said.end, period))
            rest = _blank(rest, said.start, said.end)
    for day in days(rest):
        if day.weekday is None and (day.month or day.year):
            month = 0 if day.year or day.day else day.month or 0
            found.append(_Time(day.start, day.end, calendar.dated(day), month=month))
            rest = _blank(rest, day.start, day.end)
    for match in _MONTH_ALONE.finditer(rest):
        group = next(g for g in ("month", "small", "bare") if match[g])
        number = month_number(match[group])
        period = calendar.dated(Day(None, number, None))
        found.append(_Time(*match.span(group), period, month=number))
        rest = _blank(rest, *match.span(group))
    for match in _YEAR_ALONE.finditer(rest):
        found.append(_Time(*match.span(), year_of(int(match.group()))))
    yield from sorted(found, key=lambda time: time.start)


def _days(time: _Time, calendar: SessionDays) -> list[Period]:
    """The days that a time means: its own period, or each day of its sessions."""
    return [time.period] if time.period else calendar.of(time.numbers)


def _reach(time: _Time, calendar: SessionDays) -> Period | None:
    """From the first to the last day that a time means."""
    means = _days(time, calendar)
    exact = all(p.exact for p in means)
    return Period(means[0].first, max(p.last for p in means), exact) if means else None


def _paired(question: str, calendar: SessionDays) -> Iterator[_Time]:
    """The times in a question; "between March and May" is one."""
    times = list(_times(question, calendar))
    while times:
        one, *rest = times
        lead = _before(_PAIRED, question, one.start)
        joined = lead and rest and _AND.fullmatch(question, one.end, rest[0].start)
        first = _reach(one, calendar) if joined else None
        last = _reach(rest[0], calendar) if joined else None
        if lead and first and last:
            exact = first.exact and last.exact
            period = Period(first.first, max(first.last, last.last), exact)
            yield _Time(lead.start(), rest[0].end, period)
            times = rest[1:]
        else:
            yield one
            times = rest


def _opened(question: str, time: _Time, calendar: SessionDays) -> _Time:
    """The time, stretched by a "since", "after", "before" or "until" right before it.

    What follows from a day is often told on it, and so is what came before: both take it in.
    """
    word = _before(_OPEN, question, time.start)
    reach = _reach(time, calendar)
    if not word or not reach:
        return time
    numbers = time.numbers
    held = [s.number for s in calendar.sessions if s.status == "held"]
    if word[1].lower() in ("since", "after"):
        period = Period(reach.first, max(calendar.today or date.max, reach.last))
        numbers = tuple(n for n in held if n >= min(numbers)) if numbers else ()
    elif word[1].lower() == "before" and (units := _before(_UNITS_BEFORE, question, word.start())):
        long = {"day": 1, "month": 31}.get((units["unit"] or "").lower(), 7)
        count = (units["count"] or "one").lower()
        long *= int(count) if count.isdigit() else NUMBER_WORDS[count]
        return _Time(units.start(), time.end, Period(days_before(reach.first, long), reach.last))
    elif word[1].lower() in ("before", "prior to"):
        ended = Period(date.min, days_before(reach.first, 1))
        period = Period(date.min, reach.last) if reach.exact else ended
        numbers = tuple(n for n in held if n < min(numbers)) if numbers else ()
        return _Time(word.start(), time.end, period, numbers, ended=ended)
    else:
        period = Period(date.min, reach.last)
        numbers = tuple(n for n in held if n <= max(numbers)) if numbers else ()
    return _Time(word.start(), time.end, period, numbers)


def _before(pattern: re.Pattern[str], question: str, at: int) -> re.Match[str] | None:
    """What stands right before a place, at most a few words."""
    return pattern.search(question, max(0, at - 80), at)


def _words(question: str, time: _Time) -> str:
    """The time as the question words it, with the word that leads to it."""
    lead = _before(_LEAD, question, time.start) if time.period else None
    return question[lead.start() if lead else time.start : time.end]


def _none(question: str, time: _Time, today: date | None) -> str:
    """Says that there is no session at a time; nothing where the time itself is not known."""
    if time.period is None or today is None:
        return ""
    words = _words(question, time)
    if _SPELLED.match(words):
        words = f"{'on' if time.period.exact else 'in'} {words}"
    else:
        words = words[0].lower() + words[1:]
    return f"No session {'is planned' if time.period.first > today else 'was held'} {words}."


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]


def without_times(question: str) -> str:
    """The question without the sessions, days, months and years that it names."""
    rest = question
    for start, end in sessionwords.places(question):
        rest = _blank(rest, start, end)
    for time in _times(rest, SessionDays((), date(2000, 1, 1))):
        rest = _blank(rest, time.start, time.end)
    return " ".join(rest.split())


def resolved(text: str, said_on: date) -> str:
    """The text with the date in brackets after each time that is told from the day it was said.

    "We met last Friday" becomes "We met last Friday [12 May 2023]". Where it is not clear what
    day, week or month is meant, or the text says so itself, nothing is added.
    """
    parts, at = [], 0
    for said in relative.mentions(text, said_on, strict=True):
        if said.period is None or text.startswith((" [", " ("), said.end):
            continue
        when = str(said.period.first.year if said.named else said.period)
        parts += [text[at : said.end], f" [{when}]"]
        at = said.end
    return "".join([*parts, text[at:]])


def brackets(text: str) -> list[tuple[int, int]]:
    """Where ``resolved`` put its brackets, each from the space before it to its end."""
    return [(start, end) for _, start, end in _brackets(text)]


def bracketed(text: str) -> list[str]:
    """Each time that ``resolved`` put a date to, with it: "last Friday [12 May 2023]"."""
    return [text[first:end] for first, _, end in _brackets(text)]


def _brackets(text: str) -> list[tuple[int, int, int]]:
    """Where the time, the bracket behind it and its end are."""
    found = {m.start(): m.end() for m in _BRACKET.finditer(text)}
    places = relative.places(text) if found else ()
    return [(start, end, found[end]) for start, end in places if end in found]


def without_brackets(text: str) -> str:
    """The text as it was before it was ``resolved``."""
    for start, end in reversed(brackets(text)):
        text = text[:start] + text[end:]
    return text
