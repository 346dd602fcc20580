"""PROGRAM.json, read strictly: the first mistake is named with its key and its place."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from assistant.domain import Role
from assistant.errors import Invalid

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Email = Annotated[
    str,
    StringConstraints(strip_whitespace=True, to_lower=True, pattern=r"^[^@\s]+@[^@\s]+$"),
]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ContactEntry(_Entry):
    purpose: Literal["program", "safeguarding"]
    name: Text
    email: Email


class ProgramEntry(_Entry):
    name: Text
    objectives: list[Text] = []
    cadence_days: int = Field(28, ge=1, le=366)
    session_minutes: int = Field(45, ge=15, le=60)
    sessions_planned: int = Field(6, ge=1, le=100)
    starts_on: date | None = None
    ends_on: date | None = None
    contacts: list[ContactEntry] = []


class PersonEntry(_Entry):
    email: Email
    name: Text
    title: str = ""
    roles: list[Role] = Field(min_length=1)
    offers: list[Text] = []
    wants: list[Text] = []


class GoalEntry(_Entry):
    id: Text
    text: Text
    status: Literal["open", "met", "dropped"] = "open"
    due_on: date | None = None


class AgreementEntry(_Entry):
    confidentiality: str = ""
    excluded_topics: list[Text] = []
    meeting_minutes: int = Field(45, ge=15, le=60)
    review_points: list[Text] = []


class NoteEntry(_Entry):
    id: Text
    author: Email
    visibility: Literal["private", "pair"] = "private"
    text: Text


class ActionEntry(_Entry):
    id: Text
    text: Text
    owner: Email
    due_on: date | None = None
    done_on: date | None = None


class CheckInEntry(_Entry):
    by: Email
    useful: int = Field(ge=1, le=5)
    heard: int = Field(ge=1, le=5)
    comment: str = ""


class SessionEntry(_Entry):
    number: int = Field(ge=1)
    held_on: date | None = None
    minutes: int = Field(45, ge=0, le=480)
    status: Literal["held", "planned", "cancelled"]
    cancelled_by: Email | None = None
    notes: list[NoteEntry] = []
    actions: list[ActionEntry] = []
    check_ins: list[CheckInEntry] = []


class PairEntry(_Entry):
    id: Text
    mentor: Email
    mentee: Email
    started_on: date | None = None
    ended_on: date | None = None
    end_reason: str = ""
    goals: list[GoalEntry] = []
    agreement: AgreementEntry = AgreementEntry()
    sessions: list[SessionEntry] = []


class ProgramFile(_Entry):
    """The whole file, as it was read."""

    program: ProgramEntry
    people: list[PersonEntry] = []
    pairs: list[PairEntry] = []


def parse_program(value: Any) -> ProgramFile:
    """The checked content of PROGRAM.json.

    Raises:
        Invalid: naming the first mistake: an unknown key, a missing or malformed value, a person
            who is not among the people, or an id used twice.
    """
    if not isinstance(value, dict):
        raise Invalid('The program file must be a JSON object with "program", "people", "pairs".')
    try:
        file = ProgramFile.model_validate(value)
    except ValidationError as error:
        raise Invalid(_first_mistake(error)) from error
    _cross_check(file)
    return file


def _first_mistake(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    place = ""
    for part in first["loc"]:
        place += f"[{part}]" if isinstance(part, int) else f".{part}" if place else str(part)
    if first["type"] == "extra_forbidden":
        key = first["loc"][-1]
        where = place.rpartition(".")[0] or "the top level"
        return f'Unknown key "{key}" in {where}; remove it or correct its spelling.'
    if first["type"] == "missing":
        return f"{place} is missing."
    return f"{place}: {first['msg']}."


def _cross_check(file: ProgramFile) -> None:
    people = {p.email: set(p.roles) for p in file.people}
    _unique("people", "email", [p.email for p in file.people])
    _unique("pairs", "id", [p.id for p in file.pairs])
    _unique("goals", "id", [g.id for p in file.pairs for g in p.goals])
    sessions = [s for p in file.pairs for s in p.sessions]
    _unique("notes", "id", [n.id for s in sessions for n in s.notes])
    _unique("actions", "id", [a.id for s in sessions for a in s.actions])
    for i, pair in enumerate(file.pairs):
        place = f"pairs[{i}]"
        for role in (Role.MENTOR, Role.MENTEE):
            email = pair.mentor if role is Role.MENTOR else pair.mentee
            if role not in people.get(email, set()):
                raise Invalid(f"{place}.{role}: {email} is not among the people as a {role}.")
        if pair.mentor == pair.mentee:
            raise Invalid(f"{place}: mentor and mentee are the same person.")
        _unique(f"{place}.sessions", "number", [s.number for s in pair.sessions])
        for j, session in enumerate(pair.sessions):
            _check_partners(pair, session, f"{place}.sessions[{j}]")


def _check_partners(pair: PairEntry, session: SessionEntry, place: str) -> None:
    partners = (pair.mentor, pair.mentee)
    named = [(f"notes[{k}].author", n.author) for k, n in enumerate(session.notes)]
    named += [(f"actions[{k}].owner", a.owner) for k, a in enumerate(session.actions)]
    named += [(f"check_ins[{k}].by", c.by) for k, c in enumerate(session.check_ins)]
    if session.cancelled_by is not None:
        named.append(("cancelled_by", session.cancelled_by))
    for key, email in named:
        if email not in partners:
            raise Invalid(f"{place}.{key}: {email} is not a partner of pair {pair.id}.")
    if session.status == "held" and session.held_on is None:
        raise Invalid(f"{place}.held_on is missing for a session that was held.")
    _unique(f"{place}.check_ins", "by", [c.by for c in session.check_ins])


def _unique(place: str, key: str, values: list[Any]) -> None:
    seen = set()
    for value in values:
        if value in seen:
            raise Invalid(f'{place}: {key} "{value}" is used twice.')
        seen.add(value)
