"""Dates that a text spells out, what is said of them, and how the app writes them."""

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta

from assistant.language.numberwords import ORDINAL_WORDS

_QUOTES = str.maketrans({"\u00a0": " ", "\u2009": " ", "\u202f": " "})
MONTHS = (
    "January February March April May June July August September October November December"
).split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9}
"""The month in which each begins, and lasts three; a winter lies in two years."""
_ONLY_MONTHS = (
    r"(?i:Jan(?:uary)?|Feb(?:ruary)?|Apr(?:il)?|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
MONTH = rf"(?:{_ONLY_MONTHS}|Mar(?:ch)?|May)\b\.?"
"""A month; the words "may", "march" and "mar" in small letters are none by themselves."""
YEAR = r"(?:19|20)\d\d"
_ORDINAL = "|".join(sorted(ORDINAL_WORDS, key=len, reverse=True))
_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?|(?i:{_ORDINAL}))"
_SMALL = r"(?:may|march|mar)\b"
_FULL = "|".join(m for m in MONTHS if m not in ("May", "March"))
_DATE = re.compile(
    r"(?P<iso>\b\d{4}-\d{2}-\d{2}\b)"
    r"|(?P<slash>\b\d{1,2}[/.]\d{1,2}[/.]\d{4}\b)"
    rf"|\b(?<!(?i:session) )(?P<d1>{_DAY})\s+(?:of\s+)?(?P<m1>{MONTH})(?:,?\s+(?P<y1>\d{{4}})\b)?"
    rf"|\b(?P<d5>\d{{1,2}}(?:st|nd|rd|th)|(?<=on )\d{{1,2}})\s+(?:of\s+)?(?P<m5>{_SMALL})"
    r"(?:,?\s+(?P<y5>\d{4})\b)?"
    rf"|\b(?P<m2>{MONTH}|(?<=on ){_SMALL})\s+(?:the\s+)?(?P<d2>{_DAY})\b(?!\s*%)"
    r"(?:,?\s+(?P<y2>\d{4})\b)?"
    rf"|\b(?P<m3>{MONTH}|(?<=in ){_SMALL})\s+(?:of\s+)?(?P<y3>\d{{4}})\b"
    rf"|\b(?P<m4>(?i:{_FULL})|(?<=in )May)\b"
)
_DAY_LABEL = re.compile(
    r"(?i)\b(done|due|held|planned|started|starts|ended|ends|cancelled)\b[^.;()]{0,12}$"
)
_SHORT = re.compile("|".join(month[:3] for month in MONTHS))
_TIME_WORD = re.compile(
    r"(?i)\b(?:yesterday|today|tonight|tomorrow|morning|recently|last|next|ago|since|days?|weeks?"
    rf"|weekends?|months?|years?|{'|'.join((*MONTHS, *WEEKDAYS))}|{YEAR})\b"
)
_WEEKDAY = re.compile(rf"\b({'|'.join(WEEKDAYS)})s?\b")


@dataclass(frozen=True, slots=True)
class Day:
    """A date as it was spelled; a part that was not said is None."""

    year: int | None
    month: int | None
    day: int | None
    weekday: int | None = None
    spelled: str = ""
    start: int = field(default=0, compare=False)

    @property
    def end(self) -> int:
        """Where in the text its spelling ends."""
        return self.start + len(self.spelled)

    def told_by(self, other: "Day") -> bool:
        """Whether ``other``, a date of a source, says at least what this one says."""
        if self.weekday is not None:
            return self.weekday in (other.weekday, _weekday(other))
        if self.month != other.month or (self.day is not None and self.day != other.day):
            return False
        return self.year is None or other.year is None or self.year == other.year


def _weekday(day: Day) -> int | None:
    if day.year is None or day.month is None or day.day is None:
        return None
    try:
        return date(day.year, day.month, day.day).weekday()
    except ValueError:
        return None


def days(text: str) -> list[Day]:
    """Every date in the text, in whatever spelling, with what is said of it."""
    text = text.translate(_QUOTES)
    found = [_read_day(match) for match in _DATE.finditer(text)]
    found += [
        Day(None, None, None, WEEKDAYS.index(m.group(1)), m.group(0), m.start())
        for m in _WEEKDAY.finditer(text)
    ]
    return found


def _read_day(match: re.Match[str]) -> Day:
    part = match.groupdict()
    if part["iso"]:
        year, month, day = (int(p) for p in part["iso"].split("-"))
        return _spelled(match, year, month, day)
    if part["slash"]:
        first, second, year = (int(p) for p in re.split(r"[/.]", part["slash"]))
        return _spelled(match, year, second, first)
    which = next(n for n in "12345" if part[f"m{n}"])
    number, said = part.get(f"d{which}"), part.get(f"y{which}")
    month = month_number(part[f"m{which}"])
    return _spelled(match, int(said) if said else None, month, _ordinal(number))


def _spelled(match: re.Match[str], year: int | None, month: int, day: int | None) -> Day:
    return Day(year, month, day, spelled=match.group(), start=match.start())


def month_number(word: str) -> int:
    """The number of the month that a word names, whole or shortened."""
    return next(n for n, month in enumerate(MONTHS, 1) if month[:3] == word[:3].capitalize())


def _ordinal(word: str | None) -> int | None:
    if not word:
        return None
    digits = re.match(r"\d+", word)
    return int(digits.group()) if digits else ORDINAL_WORDS[word.lower()]


def whole_days(text: str) -> list[date]:
    """The dates in the text of which day, month and year are said."""
    said = [(d.year, d.month, d.day) for d in days(text)]
    return [found for y, m, d in said if y and m and d and (found := day_or_none(y, m, d))]


def labelled_days(text: str) -> list[tuple[str, Day]]:
    """Dates right after a word that says what they are: "done on 3 May" gives ("done", ...)."""
    text = text.translate(_QUOTES)
    found = []
    for match in _DATE.finditer(text):
        label = _DAY_LABEL.search(text[max(0, match.start() - 24) : match.start()])
        if label:
            found.append((label.group(1).lower(), _read_day(match)))
    return found


def is_calendar_word(word: str) -> bool:
    """Whether a word names a month, whole or shortened, or a day of the week."""
    name = word.rstrip(".").capitalize()
    return name in MONTHS or name in WEEKDAYS or bool(_SHORT.fullmatch(name))


def names_time(text: str) -> bool:
    """Whether some word of a text tells a time."""
    return _TIME_WORD.search(text) is not None


def without_days(text: str) -> str:
    """The text without its dates, so that a day of the month is not taken for a count."""
    return _DATE.sub(" ", text.translate(_QUOTES))


def day(value: date) -> str:
    """A date as the app writes it: "3 March 2026"."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


@dataclass(frozen=True, slots=True)
class Period:
    """Days from first to last, both included; ``exact`` when these days were named."""

    first: date
    last: date
    exact: bool = False

    def __str__(self) -> str:
        """As the app writes it: a day, a weekend, a week, a month, a season or a year."""
        first, last = self.first, self.last
        name = MONTHS[first.month - 1]
        if first == last:
            return day(first)
        if (first.day, first.month, last) == (1, 1, date(first.year, 12, 31)):
            return str(first.year)
        if self == month_of(first):
            return f"{name} {first.year}"
        if first == last - timedelta(days=6) and first.weekday() == 0:
            return f"the week of {day(first)}"
        for season in SEASONS:
            if self == season_of(season, first.year):
                return f"{season} {first.year}"
        if first.month == last.month and first.year == last.year:
            return f"{first.day}–{day(last)}"
        return f"{day(first)} – {day(last)}"


def the_day(value: date) -> Period:
    """The period of one day that was named."""
    return Period(value, value, exact=True)


def week_of(value: date) -> Period:
    """The week, from Monday, that holds a day."""
    monday = value - timedelta(days=value.weekday())
    return Period(monday, monday + timedelta(days=6))


def month_of(value: date) -> Period:
    """The month that holds a day."""
    return Period(value.replace(day=1), value.replace(day=monthrange(value.year, value.month)[1]))


def year_of(year: int) -> Period:
    """A whole year."""
    return Period(date(year, 1, 1), date(year, 12, 31))


def season_of(season: str, year: int) -> Period:
    """A season of a year, as the north of the world counts them."""
    begins = SEASONS[season]
    return Period(date(year, begins, 1), month_of(date(year, begins + 2, 1)).last)


def day_or_none(year: int, month: int, number: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def days_before(value: date, number: int) -> date:
    """The day so many days before, or the first of the calendar."""
    return date.fromordinal(max(1, value.toordinal() - number))
