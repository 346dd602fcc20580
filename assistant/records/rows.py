"""Rows of the tables as values of the domain."""

from collections.abc import Mapping
from datetime import date

from assistant import domain
from assistant.domain import PassageKind

from .tables import (
    ActionRow,
    AgreementRow,
    CheckInRow,
    GoalRow,
    GuidelineRow,
    NoteRow,
    PairRow,
    PassageRow,
    PersonRow,
    ProgramRow,
    SessionRow,
)


def program_of(row: ProgramRow) -> domain.Program:
    """The program of its only row."""
    return domain.Program(
        name=row.name,
        objectives=tuple(row.objectives),
        cadence_days=row.cadence_days,
        session_minutes=row.session_minutes,
        sessions_planned=row.sessions_planned,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        contacts=tuple(domain.Contact(**c) for c in row.contacts),
    )


def person_of(row: PersonRow) -> domain.Person:
    """A person, roles as a set."""
    return domain.Person(
        email=row.email,
        name=row.name,
        title=row.title,
        roles=frozenset(domain.Role(r) for r in row.roles),
        offers=tuple(row.offers),
        wants=tuple(row.wants),
        disabled=row.disabled,
    )


def goal_of(row: GoalRow) -> domain.Goal:
    """A goal of a pair."""
    return domain.Goal(row.id, row.text, domain.GoalStatus(row.status), row.due_on)


def action_of(row: ActionRow) -> domain.ActionItem:
    """An action with its owner and dates."""
    return domain.ActionItem(row.id, row.text, row.owner, row.due_on, row.done_on, row.session)


def agreement_of(rows: list[AgreementRow]) -> domain.Agreement:
    """The pair's agreement; an empty one when none was written down."""
    if not rows:
        return domain.Agreement()
    row = rows[0]
    return domain.Agreement(
        row.confidentiality,
        tuple(row.excluded_topics),
        row.meeting_minutes,
        tuple(row.review_points),
    )


def session_of(row: SessionRow) -> domain.Session:
    """A session, held or not."""
    status = domain.SessionStatus(row.status)
    return domain.Session(row.number, row.held_on, row.minutes, status, row.cancelled_by)


def pair_of(
    row: PairRow,
    people: Mapping[str, domain.Person],
    *,
    goals: list[domain.Goal],
    agreement: domain.Agreement,
    sessions: list[SessionRow],
    actions: list[ActionRow],
    check_ins: list[CheckInRow],
) -> domain.Pair:
    """A pair put together from the rows of its parts."""
    return domain.Pair(
        id=row.id,
        mentor=people[row.mentor],
        mentee=people[row.mentee],
        started_on=row.started_on,
        ended_on=row.ended_on,
        end_reason=row.end_reason,
        goals=tuple(goals),
        agreement=agreement,
        sessions=tuple(session_of(s) for s in sessions),
        actions=tuple(action_of(a) for a in actions),
        check_ins=tuple(
            domain.CheckIn(c.session, c.by, c.useful, c.heard, c.comment) for c in check_ins
        ),
    )


def note_of(row: NoteRow, held_on: date | None) -> domain.SessionNote:
    """A note, with the date of its session."""
    return domain.SessionNote(
        id=row.id,
        pair_id=row.pair_id,
        session=row.session,
        author=row.author,
        visibility=domain.Visibility(row.visibility),
        text=row.text,
        held_on=held_on,
        version=row.version,
    )


def passage_of(row: PassageRow) -> domain.Passage:
    """A passage, found or cited."""
    return domain.Passage(
        id=row.id,
        kind=PassageKind(row.kind),
        source=row.source,
        heading=row.heading,
        text=row.text,
        position=row.position,
        session=row.session,
        date=row.date,
        author=row.author,
        pair_id=row.pair_id,
    )


def guideline_of(row: GuidelineRow) -> domain.Guideline:
    """A guideline in force or retired."""
    return domain.Guideline(
        source=row.source,
        title=row.title,
        text=row.text,
        kind=row.kind,
        audience=tuple(row.audience),
        stages=tuple(row.stages),
        topics=tuple(row.topics),
        sources=tuple(row.sources),
        reviewed=row.reviewed,
        content_hash=row.content_hash,
        left_out=tuple(row.left_out),
    )
