"""The words of a reverse-mentoring program, as frozen values.

Nothing here is stored, searched or shown. A person is known by their e-mail address in lower case.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Literal

from assistant import naming


class Role(StrEnum):
    MENTOR = "mentor"
    MENTEE = "mentee"
    REVIEWER = "reviewer"
    ADMIN = "admin"


class Side(StrEnum):
    """Which of the two partners a person is within one pair."""

    MENTOR = "mentor"
    MENTEE = "mentee"

    @property
    def other(self) -> "Side":
        return Side.MENTEE if self is Side.MENTOR else Side.MENTOR


class Visibility(StrEnum):
    PRIVATE = "private"
    PAIR = "pair"


class SessionStatus(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class GoalStatus(StrEnum):
    OPEN = "open"
    MET = "met"
    DROPPED = "dropped"


class Stage(StrEnum):
    """Where a pair stands; decides the shape of its next session."""

    NEW = "new"
    EARLY = "early"
    MIDPOINT = "midpoint"
    LATE = "late"
    CLOSING = "closing"
    STALLED = "stalled"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to turn to, as the program configured it; never made up."""

    purpose: str
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Program:
    name: str
    objectives: tuple[str, ...] = ()
    cadence_days: int = 28
    session_minutes: int = 45
    sessions_planned: int = 6
    starts_on: date | None = None
    ends_on: date | None = None
    contacts: tuple[Contact, ...] = ()

    def contact(self, purpose: str) -> Contact | None:
        """The configured contact for ``program`` or ``safeguarding``, if any."""
        return next((c for c in self.contacts if c.purpose == purpose), None)


@dataclass(frozen=True, slots=True)
class Person(naming.Named):
    email: str
    name: str
    title: str = ""
    roles: frozenset[Role] = frozenset()
    offers: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    disabled: bool = False
    apart: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Goal:
    id: str
    text: str
    status: GoalStatus = GoalStatus.OPEN
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """The pair's ground rules."""

    confidentiality: str = ""
    excluded_topics: tuple[str, ...] = ()
    meeting_minutes: int = 45
    review_points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionItem:
    id: str
    text: str
    owner: str
    due_on: date | None = None
    done_on: date | None = None
    session: int | None = None

    def overdue(self, today: date) -> bool:
        return self.done_on is None and self.due_on is not None and self.due_on < today


@dataclass(frozen=True, slots=True)
class SessionNote:
    id: str
    pair_id: str
    session: int
    author: str
    visibility: Visibility
    text: str
    held_on: date | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class CheckIn:
    """A pulse from one side after a session: usefulness and freedom to speak, 1 to 5."""

    session: int
    by: str
    useful: int
    heard: int
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """One meeting of a pair; ``held_on`` is the planned date until it was held."""

    number: int
    held_on: date | None
    minutes: int
    status: SessionStatus
    cancelled_by: str | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    id: str
    mentor: Person
    mentee: Person
    started_on: date | None = None
    ended_on: date | None = None
    end_reason: str = ""
    goals: tuple[Goal, ...] = ()
    agreement: Agreement = field(default_factory=Agreement)
    sessions: tuple[Session, ...] = ()
    actions: tuple[ActionItem, ...] = ()
    check_ins: tuple[CheckIn, ...] = ()

    def __post_init__(self) -> None:  # two partners of one first name are told apart
        one, other = naming.apart(self.mentor.name, self.mentee.name)
        object.__setattr__(self, "mentor", replace(self.mentor, apart=one))
        object.__setattr__(self, "mentee", replace(self.mentee, apart=other))

    def side_of(self, email: str) -> Side | None:
        if email == self.mentor.email:
            return Side.MENTOR
        return Side.MENTEE if email == self.mentee.email else None

    def person(self, side: Side) -> Person:
        return self.mentor if side is Side.MENTOR else self.mentee

    def held(self) -> tuple[Session, ...]:
        return tuple(s for s in self.sessions if s.status is SessionStatus.HELD)

    def cancelled(self) -> tuple[Session, ...]:
        return tuple(s for s in self.sessions if s.status is SessionStatus.CANCELLED)

    def next_session(self) -> Session | None:
        """The first planned session after everything that was held or cancelled."""
        return next((s for s in self.sessions if s.status is SessionStatus.PLANNED), None)

    def open_actions(self) -> tuple[ActionItem, ...]:
        return tuple(a for a in self.actions if a.done_on is None)

    def stage(self, program: Program) -> Stage:
        """Where the pair stands, from its sessions; the midpoint of N is ``ceil(N / 2)``."""
        if self.ended_on is not None:
            return Stage.ENDED
        past = [s for s in self.sessions if s.status is not SessionStatus.PLANNED]
        if len(past) >= 2 and all(s.status is SessionStatus.CANCELLED for s in past[-2:]):
            return Stage.STALLED
        if not self.held():
            return Stage.NEW
        upcoming = self.next_session()
        number = upcoming.number if upcoming else past[-1].number + 1
        midpoint = (program.sessions_planned + 1) // 2
        if number >= program.sessions_planned:
            return Stage.CLOSING
        if number == midpoint:
            return Stage.MIDPOINT
        return Stage.EARLY if number < midpoint else Stage.LATE


Day = date  # Passage has a field of the name ``date``


class PassageKind(StrEnum):
    GUIDELINE = "guideline"
    NOTE = "note"
    QUESTION = "question"  # an example of what people type for a section; never found itself


@dataclass(frozen=True, slots=True)
class Passage:
    """A stored piece of a guideline or a note: the unit that is found and cited.

    ``source``: path or note id; ``heading``: "Title > Section", "Session 3"; ``text``: unchanged.
    """

    id: str
    kind: PassageKind
    source: str
    heading: str
    text: str
    position: int = 0
    session: int | None = None
    date: Day | None = None
    author: str | None = None
    pair_id: str | None = None


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One change that the index has yet to follow; ``text`` and ``heading`` as in the passage."""

    id: int
    verb: Literal["index", "remove"]
    passage_id: str
    kind: PassageKind
    pair_id: str | None
    source: str
    text: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a query, with a calibrated score between 0 and 1."""

    passage: Passage
    score: float


@dataclass(frozen=True, slots=True)
class Guideline:
    """One knowledge file, as it was read."""

    source: str
    title: str
    text: str
    kind: str = "program"
    audience: tuple[str, ...] = ("mentor", "mentee")
    stages: tuple[str, ...] = ("any",)
    topics: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    reviewed: str = ""
    content_hash: str = ""
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """What one reader may search. There is no default: nothing is searched without one.

    ``pair_id`` None means no notes at all. With a pair, its shared notes are in scope, and the
    reader's own private notes of that pair unless ``shared_only`` (as for a summary).
    """

    reader: str
    pair_id: str | None
    guidelines: bool
    shared_only: bool = False
