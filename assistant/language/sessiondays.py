"""Days that are told in part, read with the days of a pair's sessions."""

from collections.abc import Sequence
from datetime import date, timedelta

from assistant.language.daywords import Day, Period, day_or_none, month_of, the_day
from assistant.language.sessionwords import Session


class SessionDays:
    """A pair's sessions, and the day on which somebody asks of what was, or what is ``ahead``."""

    def __init__(
        self, sessions: Sequence[Session], today: date | None = None, *, ahead: bool = False
    ) -> None:
        self.sessions = sessions
        self.today = today
        self.ahead = ahead

    def within(self, period: Period | None) -> tuple[int, ...]:
        """The sessions of a period, cancelled ones only where there is no other."""
        if period is None:
            return ()
        inside = [
            s for s in self.sessions if s.held_on and period.first <= s.held_on <= period.last
        ]
        real = [s for s in inside if s.status != "cancelled"]
        return tuple(s.number for s in real or inside)

    def of(self, numbers: Sequence[int]) -> list[Period]:
        """The day of each of the sessions, as far as it is known."""
        return [the_day(s.held_on) for s in self.sessions if s.number in numbers and s.held_on]

    def dated(self, day: Day) -> Period | None:
        """The period of a date that was spelled; a year that was not said is the likeliest."""
        if day.month is None:
            return None
        if day.year is None:
            return self._likely(day.month, day.day)
        return _period(day.year, day.month, day.day)

    def _likely(self, month: int, number: int | None) -> Period | None:
        """In a year with a session then, else the last one before today, or the next one."""
        years = {s.held_on.year for s in self.sessions if s.held_on}
        found = [p for y in sorted(years) if (p := _period(y, month, number)) and self.within(p)]
        if not self.today:
            return found[-1] if found else None
        around = (self.today.year + n for n in (-1, 0, 1))
        found = found or [p for y in around if (p := _period(y, month, number))]
        past = [p for p in found if p.first <= self.today]
        coming = [p for p in found if p.last >= self.today]
        if self.ahead and coming:
            return coming[0]
        return past[-1] if past else next(iter(coming), None)

    def weekday(self, period: Period) -> Period:
        """That day, or the one a week further, where only that one has a session."""
        ahead = self.today is not None and period.first > self.today
        other = the_day(period.first + timedelta(days=7 if ahead else -7))
        real = {s.number for s in self.sessions if s.status != "cancelled"}
        there = real.intersection(self.within(other)) and not self.within(period)
        return other if there else period


def _period(year: int, month: int, number: int | None) -> Period | None:
    first = day_or_none(year, month, number or 1)
    if first is None:
        return None
    return the_day(first) if number else month_of(first)
