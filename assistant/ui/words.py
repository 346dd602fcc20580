"""Dates, counts and labels in the words a person reads."""

from datetime import date, datetime

from assistant.domain import GoalStatus, Role, SessionStatus, Stage, Visibility
from assistant.drafts import Basis, Kind

STAGES = {
    Stage.NEW: "New: no session held yet",
    Stage.EARLY: "Early sessions",
    Stage.MIDPOINT: "Midpoint",
    Stage.LATE: "Past the midpoint",
    Stage.CLOSING: "Closing: the next session is the last",
    Stage.STALLED: "Stalled: two cancellations in a row",
    Stage.ENDED: "Closed",
}
ROLES = {
    Role.MENTOR: "Mentor",
    Role.MENTEE: "Mentee",
    Role.REVIEWER: "HR reviewer",
    Role.ADMIN: "Program admin",
}
KINDS = {
    Kind.ANSWER: "Answer",
    Kind.AGENDA: "Agenda",
    Kind.STARTERS: "Conversation starters",
    Kind.POWER_DYNAMICS: "Advice for a situation",
    Kind.EXPLAINER: "Explainer",
    Kind.SUMMARY: "Progress summary",
}
BASES = {
    Basis.QUOTED: ("Quoted", "The words of the source, unchanged."),
    Basis.GROUNDED: ("From a source", "Said by the source, in other words."),
    Basis.INFERRED: ("Suggestion", "Upmentor's suggestion; no source says it in these words."),
    Basis.RECORD: ("Record", "A fact from the program's records: a date, a count, a goal."),
}
GOALS = {GoalStatus.OPEN: "Open", GoalStatus.MET: "Met", GoalStatus.DROPPED: "Dropped"}
SESSIONS = {
    SessionStatus.PLANNED: "Planned",
    SessionStatus.HELD: "Held",
    SessionStatus.CANCELLED: "Cancelled",
}
VISIBLE = {
    Visibility.PRIVATE: "Private: only you can read it. No draft for your partner uses it.",
    Visibility.PAIR: "Shared: you and your partner can read it. HR and the admin cannot.",
}


def day(on: date | None) -> str:
    """``Tue 24 Nov 2026``; ``no date yet`` for None."""
    return f"{on:%a} {on.day} {on:%b %Y}" if on else "no date yet"


def when(on: date | None, today: date) -> str:
    """A date as seen from today: ``tomorrow``, ``in 5 days``, ``3 weeks ago``."""
    if on is None:
        return "no date yet"
    days = (on - today).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    if days in near:
        return near[days]
    count, unit = (abs(days), "day") if abs(days) < 21 else (round(abs(days) / 7), "week")
    return f"in {count_of(count, unit)}" if days > 0 else f"{count_of(count, unit)} ago"


def moment(at: datetime) -> str:
    """``24 Nov 2026, 14:05 UTC``."""
    return f"{at.day} {at:%b %Y, %H:%M} UTC"


def count_of(number: int, noun: str) -> str:
    """``1 day``, ``3 days``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def short(title: str) -> str:
    """A title of at most 59 characters, for a list."""
    return title if len(title) < 60 else f"{title[:57]}…"


def names(people: list[str]) -> str:
    """``A``, ``A and B``, ``A, B and C``."""
    return (
        " and ".join([", ".join(people[:-1]), people[-1]]) if len(people) > 1 else "".join(people)
    )
