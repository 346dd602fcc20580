"""Dates in a text, in whatever spelling, and what is said of them."""

import re
from dataclasses import dataclass
from datetime import date

from assistant.writers.numberwords import ORDINAL_WORDS

_QUOTES = str.maketrans({"\u00a0": " ", "\u2009": " ", "\u202f": " "})
_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_ORDINAL = "|".join(sorted(ORDINAL_WORDS, key=len, reverse=True))
_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?|(?i:{_ORDINAL}))"
_DATE = re.compile(
    rf"(?P<iso>\b\d{{4}}-\d{{2}}-\d{{2}}\b)"
    rf"|(?P<slash>\b\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}}\b)"
    rf"|\b(?<![Ss]ession )(?P<d1>{_DAY})\s+(?:of\s+)?(?P<m1>{_MONTH})(?:,?\s+(?P<y1>\d{{4}})\b)?"
    rf"|\b(?P<m2>{_MONTH})\s+(?:the\s+)?(?P<d2>{_DAY})\b(?!\s*%)(?:,?\s+(?P<y2>\d{{4}})\b)?"
    rf"|\b(?P<m3>{_MONTH})\s+(?P<y3>\d{{4}})\b"
    rf"|\b(?P<m4>{'|'.join(m for m in _MONTHS if m not in ('May', 'March'))}|(?<=in )May)\b"
)
_DAY_LABEL = re.compile(
    r"(?i)\b(done|due|held|planned|started|starts|ended|ends|cancelled)\b[^.;()]{0,12}$"
)
_WEEKDAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)})s?\b")


@dataclass(frozen=True, slots=True)
class Day:
    """A date as it was spelled; a part that was not said is None."""

    year: int | None
    month: int | None
    day: int | None
    weekday: int | None = None
    spelled: str = ""

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
    found = [day for match in _DATE.finditer(text) for day in _read_day(match)]
    found += [
        Day(None, None, None, _WEEKDAYS.index(m.group(1)), m.group(0))
        for m in _WEEKDAY.finditer(text)
    ]
    return found


def _read_day(match: re.Match[str]) -> list[Day]:
    spelled, part = match.group(0), match.groupdict()
    if part["iso"]:
        year, month, day = (int(p) for p in part["iso"].split("-"))
        return [Day(year, month, day, spelled=spelled)]
    if part["slash"]:
        first, second, year = (int(p) for p in re.split(r"[/.]", part["slash"]))
        return [Day(year, second, first, spelled=spelled)]
    for d, m, y in (("d1", "m1", "y1"), ("d2", "m2", "y2"), (None, "m3", "y3"), (None, "m4", None)):
        if part[m]:
            return [
                Day(
                    int(part[y]) if y and part[y] else None,
                    _month(part[m]),
                    _ordinal(part[d]) if d else None,
                    spelled=spelled,
                )
            ]
    return []


def _month(word: str) -> int | None:
    return next((n for n, m in enumerate(_MONTHS, 1) if m.startswith(word.rstrip(".")[:3])), None)


def _ordinal(word: str) -> int:
    digits = re.match(r"\d+", word)
    return int(digits.group()) if digits else ORDINAL_WORDS[word.lower()]


def labelled_days(text: str) -> list[tuple[str, Day]]:
    """Dates right after a word that says what they are: "done on 3 May" gives ("done", ...)."""
    text = text.translate(_QUOTES)
    found = []
    for match in _DATE.finditer(text):
        label = _DAY_LABEL.search(text[max(0, match.start() - 24) : match.start()])
        if label:
            found += [(label.group(1).lower(), day) for day in _read_day(match)]
    return found


def without_days(text: str) -> str:
    """The text without its dates, so that a day of the month is not taken for a count."""
    return _DATE.sub(" ", text.translate(_QUOTES))
