"""Times that are told from a day: "last Friday", "two weeks ago", "next month".

A general parser of dates takes "We", "sat" and "May I" for days, so these are rules of our own.
``mentions`` finds them and reads each from the day on which it was said. Read strictly, as of
somebody's words, a time that can mean two things has no period; read loosely, as of a question,
it has the likelier one.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from assistant.language import readings
from assistant.language.daywords import MONTH, SEASONS, WEEKDAYS, YEAR, Period, days
from assistant.language.readings import Said

_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "\u00a0": " ", "\u202f": " "})
_NUMBER = r"\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_UNIT = r"(?P<unit>day|week|fortnight|weekend|month|year)s?"
_SHORT = r"(?-i:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?(?! ?[A-Z])"
_WEEKDAY = rf"(?P<weekday>{'|'.join(WEEKDAYS)}|{_SHORT})"
_MONTH = "(?-i:" + MONTH.removesuffix(r"\.?") + ")"
_PART = r"(?: (?:morning|lunchtime|afternoon|evening|night)\b)?"
_OWN = r"(?:'s\b)?"
_WHICH = r"(?P<which>last|this|next)"
_CALENDAR = re.compile(rf"(?:{MONTH}|{'|'.join(WEEKDAYS)}|{_SHORT})")
_OPENS = re.compile(r"(?:[.!?:;…\n\r]|[\"“„(\[*>•–—-])\s*$")


@dataclass(frozen=True, slots=True)
class Mention:
    """A time told from a day, with its place; ``period`` is None where it is not clear.

    ``kind`` is the name of the rule that found it; ``named`` is its month, where one was named.
    """

    start: int
    end: int
    kind: str
    period: Period | None
    named: bool = False


_Rule = tuple[str, re.Pattern[str], Callable[[Said], Period | None]]


def _rules(*rules: tuple[str, str, Callable[[Said], Period | None]]) -> tuple[_Rule, ...]:
    return tuple(
        (kind, re.compile(rf"(?i)(?<![\w/.@#&-]){pattern}(?![\w@/]|-\w)"), read)
        for kind, pattern, read in rules
    )


_RULES = _rules(
    (
        "day",
        r"(?:the day (?:before yesterday|after tomorrow)|last night"
        rf"|(?:yesterday|tomorrow){_PART}|today|tonight|this (?:morning|afternoon|evening))" + _OWN,
        readings.near,
    ),
    (
        "unit",
        r"the (?P<unit>week|weekend|month|year) (?:before last|after next)",
        readings.twice_removed,
    ),
    ("unit", r"(?:this )?(?P<which>past) (?P<unit>weekend)", readings.calendar),
    ("unit", rf"{_WHICH} (?P<unit>week|weekend|month|year){_OWN}", readings.calendar),
    (
        "window",
        rf"(?:last|past) (?:(?P<count>{_NUMBER}|few|couple of|couple) )?{_UNIT}",
        readings.past_units,
    ),
    ("window", r"(?:recently|lately)", readings.lately),
    ("ago", rf"(?P<count>{_NUMBER}) {_UNIT} ago", readings.ago),
    (
        "ahead",
        rf"(?:in (?P<count>{_NUMBER}) {_UNIT}(?:'s?)?(?: time)?)",
        readings.ahead,
    ),
    ("ahead", rf"(?P<count>{_NUMBER}) {_UNIT} from (?:now|today)", readings.ahead),
    ("season", rf"{_WHICH} (?P<season>{'|'.join(SEASONS)}|winter){_OWN}", readings.season),
    (
        "month",
        rf"{_WHICH} (?P<month>{_MONTH})(?!,? \d)",
        readings.month,
    ),
    (
        "weekday",
        rf"(?P<which>last|this|next|coming|on) {_WEEKDAY}{_PART}{_OWN}",
        readings.weekday,
    ),
    ("weekend", r"(?:over|at|on|during) the weekend", readings.weekend),
)
_STRICT = _rules(
    ("month", rf"(?P<which>since) (?P<month>{_MONTH})(?!,? \d)", readings.month),
    ("weekday", rf"(?P<which>by|until|till|before) {_WEEKDAY}{_PART}", readings.weekday),
)
"""In a question "since" and "before" stretch the time behind them, and are read with it."""
_LOOSE = _rules(
    (
        "season",
        rf"(?P<season>{'|'.join(SEASONS)}),? (?:of )?(?P<year>{YEAR})",
        readings.season_of_year,
    ),
    (
        "season",
        r"(?:(?<=\bin )|(?<=over )|(?<=during )|(?<=before )|(?<=after )|(?<=since )|(?<=until ))"
        r"(?P<which>)(?:the |our )?(?P<season>spring|summer|autumn)",
        readings.season,
    ),
    ("weekday", rf"(?P<which>)(?P<weekday>{'|'.join(WEEKDAYS)}){_OWN}", readings.weekday),
)
"""What only a question is read for; in somebody's words it may be anything."""


def mentions(text: str, on: date, *, strict: bool) -> list[Mention]:
    """The times in the text that are told from the day ``on``, in order, none in another."""
    plain = text.translate(_STRAIGHT)
    taken = bytearray(len(plain))
    found = []
    spelled = {day.start for day in days(plain) if day.weekday is None}
    for kind, pattern, read in (*_RULES, *(_STRICT if strict else _LOOSE)):
        for match in pattern.finditer(plain):
            start, end = match.span()
            if any(taken[start:end]):
                continue
            taken[start:end] = b"1" * (end - start)
            said = Said(match, plain, on, strict)
            known = _dated(plain, end, spelled) or (strict and _titled(said))
            period = None if known else _read(said, read)
            found.append(Mention(start, end, kind, period, "month" in match.groupdict()))
    return sorted(found, key=lambda m: m.start)


def _read(said: Said, read: Callable[[Said], Period | None]) -> Period | None:
    try:
        return read(said)
    except (OverflowError, ValueError):  # before the first year of the calendar, or after the last
        return None


def _titled(said: Said) -> bool:
    """Whether capital letters make it a name or a title: "USA Today", "Last Week in AI"."""
    words = said.match.group().split()
    if any(w[0].isupper() and not _CALENDAR.match(w) for w in words[1:]):
        return True
    start = said.match.start()
    opens = start == 0 or _OPENS.search(said.text[max(0, start - 12) : start])
    return words[0][0].isupper() and not opens


def _dated(text: str, end: int, spelled: set[int]) -> bool:
    """Whether the writer gives the date himself: "last Friday, 12 May"."""
    near = (start for start in range(end, end + 7) if start in spelled)
    return any(not re.search(r"[^\s,(–—-]", _bare(text[end:start])) for start in near)


def _bare(between: str) -> str:
    return re.sub(r"\bthe\b", "", between)


def places(text: str) -> Iterator[tuple[int, int]]:
    """Where a time told from a day stands, whether or not it is clear."""
    for mention in mentions(text, date(2000, 1, 1), strict=True):
        yield mention.start, mention.end
