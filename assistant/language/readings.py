"""What a time told from a day means: one function for each way of telling it.

Read strictly, as of somebody's words, a time that can mean two things means nothing; read
loosely, as of a question, it means the likelier one.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.language.daywords import (
    WEEKDAYS,
    Period,
    month_number,
    month_of,
    season_of,
    the_day,
    week_of,
    year_of,
)
from assistant.language.numberwords import NUMBER_WORDS
from assistant.language.tense import Tense, tense

SATURDAY, SUNDAY = 5, 6
_MOST = {"day": 14, "week": 8, "weekend": 4, "month": 11, "year": 9}
"""Beyond these a number is a round one: "a hundred days ago", "twenty years ago"."""
_LATELY = timedelta(days=31)
_DETERMINED = re.compile(
    r"(?i)\b(?:the|my|our|your|his|her|their|its|an?|every|each|any|one|these|those|very|second)\s+$"
)
_LIKE = re.compile(r"(?i)\b(?:like|as if)\s+(?:it was\s+)?(?:just\s+|only\s+)?$")
_CONTRACTED = re.compile(r"(?i) (?:gonna|going|the|an?|not|my|our|your|his|her|been)\b")
_VAGUE = re.compile(
    r"(?i)(?:\b(?:or|to|and|about|around|roughly|approximately|almost|nearly|over|under|than"
    r"|least|most|half|some|another|within|every|once|twice|times)|[-–—~/])\s*$"
)
_ANY = re.compile(r"(?i)\b(?:an?|any|each|every|some)\s+$")
_COUNTED = re.compile(r"(?i)\b(?:weeks?|fortnight|ago|yesterday|tomorrow|today|month|year)\s+$")
_ALTERNATIVE = re.compile(rf"(?i)\s*(?:,|and|or|/|to|-|–)\s*(?:on )?(?:{'|'.join(WEEKDAYS)})")
_HABIT = re.compile(r"(?i) (?:mornings|lunchtimes|afternoons|evenings|nights|week)\b|'s\b")


@dataclass(frozen=True, slots=True)
class Said:
    """What a rule reads: the match, the text around it, the day, and how strictly."""

    match: re.Match[str]
    text: str
    on: date
    strict: bool

    def group(self, name: str) -> str:
        return (self.match[name] or "").lower()

    @property
    def before(self) -> str:
        return self.text[max(0, self.match.start() - 24) : self.match.start()]

    @property
    def after(self) -> str:
        return self.text[self.match.end() : self.match.end() + 24]

    @property
    def is_contracted(self) -> bool:
        """Whether "tomorrow's" stands for "tomorrow is"."""
        return self.match.group().endswith("'s") and bool(_CONTRACTED.match(self.after))

    @property
    def tense(self) -> Tense:
        told = tense(self.text, *self.match.span())
        return Tense.PAST if told is Tense.UNCLEAR and not self.strict else told


def near(said: Said) -> Period | None:
    """Yesterday, today, tonight, tomorrow and their neighbours."""
    word, on = said.match.group().lower(), said.on
    if said.strict and (word == "today's" or _LIKE.search(said.before) or said.is_contracted):
        return None
    if said.strict and word == "today" and said.tense is Tense.UNCLEAR:
        return None  # "nobody checks them today"
    if word.startswith("the day"):
        return the_day(on + timedelta(days=2 if "after" in word else -2))
    if word.startswith(("yesterday", "last night")):
        return the_day(on - timedelta(days=1))
    return the_day(on + timedelta(days=1 if word.startswith("tomorrow") else 0))


def calendar(said: Said) -> Period | None:
    """Last, this or next week, weekend, month or year."""
    which, unit = said.group("which"), said.group("unit")
    if said.after.startswith(" of "):
        return None
    if _DETERMINED.search(said.before):
        rolls = not said.strict and which == "last" and unit != "weekend"
        return _window(said.on, 1, unit) if rolls else None
    if said.strict and (said.is_contracted or not _clear(which, unit, said)):
        return None
    return _moved(said.on, {"this": 0, "next": 1}.get(which, -1), unit)


def _clear(which: str, unit: str, said: Said) -> bool:
    """A week begins on a Sunday for some; "next weekend" may be this one or the one after."""
    ending = said.on.weekday() >= SATURDAY
    if unit == "week":
        return said.on.weekday() != SUNDAY
    if unit == "weekend" and which == "this":
        return ending or said.tense is not Tense.PAST
    return unit != "weekend" or which in ("last", "past") or ending


def twice_removed(said: Said) -> Period | None:
    """The week before last, the month after next."""
    steps = -2 if "before" in said.match.group().lower() else 2
    unit = said.group("unit")
    if said.strict and (unit == "weekend" or not _clear("last", unit, said)):
        return None
    return _moved(said.on, steps, unit)


def _moved(on: date, steps: int, unit: str) -> Period:
    if unit == "week":
        return week_of(on + timedelta(weeks=steps))
    if unit == "weekend":
        sunday = week_of(on + timedelta(weeks=steps)).last
        return Period(sunday - timedelta(days=1), sunday)
    if unit == "month":
        months = 12 * on.year + on.month - 1 + steps
        return month_of(date(months // 12, months % 12 + 1, 1))
    return year_of(on.year + steps)


def _window(on: date, count: int, unit: str) -> Period:
    """The days up to this one that a number of units makes."""
    length = {"day": 1, "week": 7, "fortnight": 14, "weekend": 7, "month": 31, "year": 366}[unit]
    return Period(on - timedelta(days=min(count, 99) * length), on)


def past_units(said: Said) -> Period | None:
    """The past three weeks, of a question only."""
    word = said.group("count").removesuffix(" of")
    counted = {"": 1, "few": 3, "couple": 2}.get(word) or _number(word)
    return None if said.strict else _window(said.on, counted, said.group("unit"))


def lately(said: Said) -> Period | None:
    """Recently, of a question only."""
    return None if said.strict else Period(said.on - _LATELY, said.on)


def ago(said: Said) -> Period | None:
    """Two weeks ago: a day, a week, a month or a year, as its unit tells; vague ones are none."""
    unit, count = said.group("unit"), _number(said.group("count"))
    if unit == "fortnight":
        unit, count = "week", 2 * count
    if not said.strict:
        return _around(said.on, count, unit)
    if _VAGUE.search(said.before) or _ALTERNATIVE.match(f",{said.after}") or count > _MOST[unit]:
        return None
    return the_day(said.on - timedelta(days=count)) if unit == "day" else _at(said, -count, unit)


def _around(on: date, count: int, unit: str) -> Period:
    """The days around the one so long ago, as many as the unit leaves open."""
    if unit == "year":
        return year_of(max(1, on.year - min(count, 200)))
    length = {"day": 1, "week": 7, "weekend": 7, "month": 30}[unit]
    middle, slack = on - timedelta(days=count * length), timedelta(days=length // 2)
    return the_day(middle) if unit == "day" else Period(middle - slack, middle + slack)


def _at(said: Said, steps: int, unit: str) -> Period | None:
    first_unclear = {"weekend": SATURDAY, "week": SUNDAY}.get(unit, 7)
    return None if said.on.weekday() >= first_unclear else _moved(said.on, steps, unit)


def ahead(said: Said) -> Period | None:
    """ "in two weeks", where it tells when and not how long."""
    unit, count = said.group("unit"), _number(said.group("count"))
    if unit == "fortnight":
        unit, count = "week", 2 * count
    sure = "from" in said.match.group() or "time" in said.match.group()
    if count > _MOST[unit] or unit == "weekend" or _VAGUE.search(said.before):
        return None
    if not sure and tense(said.text, *said.match.span()) is not Tense.FUTURE:
        return None
    return the_day(said.on + timedelta(days=count)) if unit == "day" else _at(said, count, unit)


def season(said: Said) -> Period | None:
    """Last, this or next summer; a winter lies in two years."""
    which, season, on = said.group("which"), said.group("season"), said.on
    if season == "winter" or (which and _DETERMINED.search(said.before)):
        return None
    now = season_of(season, on.year)
    early, late = now.first.month - 3 <= on.month, on.month <= now.last.month + 1
    if not said.strict:
        over = on > now.last if which == "last" else on >= now.first
        year = on.year if over else on.year - 1
        ahead = which == "next" or (which != "last" and said.tense is Tense.FUTURE)
        return season_of(season, on.year + (on > now.last) if ahead else year)
    if which == "this":
        return now if early and late else None
    if which == "last":
        return season_of(season, on.year - 1) if on <= now.last else None
    return season_of(season, on.year + 1) if on > now.last else None


def season_of_year(said: Said) -> Period | None:
    """Summer 2026: no time told from a day, and read in a question only."""
    return season_of(said.group("season"), int(said.group("year")))


def month(said: Said) -> Period | None:
    """Last, this or next May; since March."""
    which, number, on = said.group("which"), month_number(said.match["month"]), said.on
    if which != "since" and _DETERMINED.search(said.before):
        return None
    step = {"last": -1, "since": 0, "this": 0, "next": 1}[which]
    if which == "since":
        step = -1 if number > on.month else 0
        clear = number != on.month
    else:
        clear = which == "this" or (number >= on.month if step < 0 else number <= on.month)
    if said.strict and not clear:
        return None
    if not said.strict and step:
        step = 0 if (number < on.month if step < 0 else number > on.month) else step
    return month_of(date(on.year + step, number, 1))


def weekday(said: Said) -> Period | None:
    """The last one is the one before, the next one that of next week; "on" asks the tense."""
    which, on = said.group("which"), said.on
    number = next(n for n, d in enumerate(WEEKDAYS) if d[:3].lower() == said.group("weekday")[:3])
    back = (on.weekday() - number - 1) % 7 + 1
    ahead = (number - on.weekday() - 1) % 7 + 1
    unclear = said.strict and (
        _DETERMINED.search(said.before)
        or _COUNTED.search(said.before)
        or _ALTERNATIVE.match(said.after)
        or _HABIT.match(said.after)
    )
    if unclear or _ANY.search(said.before) or (said.strict and not which):
        return None
    same_week = back <= on.weekday(), on.weekday() + ahead <= 6
    if which == "last":
        return None if said.strict and same_week[0] and back == 1 else _from(on, -back)
    if which == "next":
        return None if said.strict and same_week[1] else _from(on, ahead)
    if which in ("this", "coming"):
        return None if said.strict and not same_week[1] else _from(on, ahead)
    told = said.tense
    if told is Tense.UNCLEAR or (said.strict and which != "on" and told is not Tense.FUTURE):
        return None
    if said.strict and number == on.weekday():
        return None
    return _from(on, ahead if told is Tense.FUTURE else -back)


def weekend(said: Said) -> Period | None:
    """ "Over the weekend", early or late in a week."""
    told = said.tense
    if told is Tense.UNCLEAR or re.match(r" (?:of|before|after|in)\b", said.after):
        return None
    ending = said.on.weekday() >= SATURDAY
    if ending and said.strict:
        return None
    return _moved(said.on, 0 if told is Tense.FUTURE or ending else -1, "weekend")


def _from(on: date, step: int) -> Period:
    return the_day(on + timedelta(days=step))


def _number(word: str) -> int:
    return int(word) if word.isdigit() else NUMBER_WORDS.get(word, 1)
