"""The records of a brief as lines of text, so that a statement about them can be checked.

A record is cited as ``record:<kind>:<id>``. The line says what the record holds and nothing
else: who, what, when (the date in figures and in words), how things stand on the brief's day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from assistant.domain import (
    ActionItem,
    CheckIn,
    Goal,
    GoalStatus,
    Pair,
    Passage,
    PassageKind,
    Program,
    Session,
    SessionNote,
    SessionStatus,
    Visibility,
)
from assistant.language.daywords import day
from assistant.writers import Brief

PROGRAM = "record:program:program"
"""The id under which the program's own record is cited."""


def goal_id(goal: Goal) -> str:
    """The id under which a goal is cited."""
    return f"record:goal:{goal.id}"


def action_id(action: ActionItem) -> str:
    """The id under which an action is cited."""
    return f"record:action:{action.id}"


def session_id(pair: Pair, number: int) -> str:
    """The id under which a session of the pair is cited."""
    return f"record:session:{pair.id}-{number}"


def pair_id(pair: Pair) -> str:
    """The id under which the pair's own record is cited."""
    return f"record:pair:{pair.id}"


def agreement_id(pair: Pair) -> str:
    """The id under which the pair's agreement is cited."""
    return f"record:agreement:{pair.id}"


def check_in_id(pair: Pair, check_in: CheckIn) -> str:
    """The id under which one side's check-in after a session is cited."""
    side = pair.side_of(check_in.by)
    return f"record:check_in:{pair.id}-{check_in.session}-{side.value if side else check_in.by}"


def bare(words: str) -> str:
    """A goal's or an action's words without a full stop at their end, to go into a sentence."""
    return words.strip().rstrip(".").rstrip()


def ended(words: str) -> str:
    """A goal's or an action's words as a sentence of their own."""
    plain = bare(words)
    return plain if plain.endswith(("?", "!")) else f"{plain}."


def record_texts(brief: Brief) -> dict[str, str]:
    """Every record of the brief's program and pair, one line of text for each id."""
    found = {PROGRAM: _program(brief.program)}
    pair = brief.pair
    if pair is None:
        return found
    found[pair_id(pair)] = _pair(pair, brief)
    found[agreement_id(pair)] = _agreement(pair)
    found |= {goal_id(g): _goal(g, brief.today) for g in pair.goals}
    found |= {action_id(a): _action(a, pair, brief.today) for a in pair.actions}
    found |= {session_id(pair, s.number): _session(s, pair, brief) for s in pair.sessions}
    found |= {check_in_id(pair, c): _check_in(c, pair) for c in pair.check_ins}
    return found


def passage_texts(passages: Iterable[Passage], names: Mapping[str, str]) -> dict[str, str]:
    """Each passage's text under its id, after one line that says where it comes from.

    The line is what lets "In session 3 Priya noted" be checked: heading or session, date and,
    for a note, the author's name. ``names`` maps the two partners' e-mail addresses to their names.
    """
    found = {}
    for passage in passages:
        parts = [passage.heading] if passage.heading else []
        if passage.session is not None and f"ession {passage.session}" not in passage.heading:
            parts.append(f"Session {passage.session}")
        if passage.date is not None:
            parts.append(f"{passage.date.isoformat()}, {day(passage.date)}")
        if passage.kind is PassageKind.NOTE and passage.author:
            others = [name for email, name in names.items() if email != passage.author]
            partner = f", partner {others[0]}" if len(others) == 1 else ""
            parts.append(f"Note by {names.get(passage.author, passage.author)}{partner}")
        found[passage.id] = ". ".join(parts) + ".\n" + passage.text
    return found


def evidence(brief: Brief) -> dict[str, str]:
    """The texts of every passage in the brief, as ``passage_texts`` gives them."""
    names = {p.email: p.full for p in (brief.pair.mentor, brief.pair.mentee)} if brief.pair else {}
    passages = [hit.passage for hit in brief.hits]
    passages += [line.passage for stretch in brief.stretches for line in stretch.lines]
    found = passage_texts(passages, names)
    for guide in brief.materials:
        for pid, heading, text in guide.passages:
            found.setdefault(pid, f"{heading}.\n{text}")
    for material in brief.notes:
        note = material.note
        pieces = [
            Passage(pid, PassageKind.NOTE, note.id, f"Session {note.session}", body)
            for pid, body in material.passages
        ]
        where = [
            replace(p, session=note.session, date=note.held_on, author=note.author) for p in pieces
        ]
        found |= passage_texts(where, names)
    return found


def _spoken(value: date) -> str:
    return f"{value.isoformat()} ({day(value)})"


def _program(program: Program) -> str:
    parts = [f"Program: {program.name}."]
    parts += [f"Objective: {bare(o)}." for o in program.objectives]
    parts.append(
        f"The program plans {program.sessions_planned} sessions for each pair, one every "
        f"{program.cadence_days} days, of {program.session_minutes} minutes."
    )
    if program.starts_on:
        parts.append(f"The program starts on {_spoken(program.starts_on)}.")
    if program.ends_on:
        parts.append(f"The program ends on {_spoken(program.ends_on)}.")
    parts += [f"Contact for {c.purpose}: {c.name}, {c.email}." for c in program.contacts]
    if not program.contacts:
        parts.append("No contact is configured.")
    return " ".join(parts)


def _pair(pair: Pair, brief: Brief) -> str:
    held, cancelled = pair.held(), pair.cancelled()
    done = sum(a.done_on is not None for a in pair.actions)
    parts = [
        f"Pair of {pair.mentor.full}, mentor, {pair.mentor.title or 'no title'}, "
        f"and {pair.mentee.full}, mentee, {pair.mentee.title or 'no title'}.",
        *(
            f"{p.called} offers {_list(p.offers)}. {p.called} wants to learn {_list(p.wants)}."
            for p in (pair.mentor, pair.mentee)
        ),
        f"{pair.mentee.full} (leader) learns from {pair.mentor.full} (mentor).",
        f"Sessions held: {len(held) or 'none'} of {brief.program.sessions_planned} planned; "
        f"cancelled: {len(cancelled) or 'none'}.",
    ]
    for person in (pair.mentor, pair.mentee):
        own = [a for a in pair.actions if a.owner == person.email]
        parts.append(
            f"Actions of {person.full}: {len(own)} agreed, "
            f"{sum(a.done_on is not None for a in own) or 'none'} done, "
            f"{sum(a.done_on is None for a in own) or 'none'} open, "
            f"{sum(a.overdue(brief.today) for a in own) or 'none'} overdue."
        )
    parts.append(
        f"{len(pair.goals)} goals, {len(pair.actions)} actions, {done} of them done, "
        f"{len(pair.actions) - done} open or not done, "
        f"{sum(a.overdue(brief.today) for a in pair.actions)} overdue, {len(pair.sessions)} "
        f"sessions, "
        f"{len(pair.check_ins)} check-ins, {len(_shared(brief))} shared notes."
    )
    if not pair.goals:
        parts.append("There is no goal.")
    if not pair.open_actions():
        parts.append("No action is open.")
    if pair.started_on:
        parts.append(f"Started on {_spoken(pair.started_on)}.")
    if pair.ended_on:
        parts.append(f"Ended on {_spoken(pair.ended_on)}. {pair.end_reason}")
    if pair.next_session() is None:
        parts.append("No further session is planned; no date is set.")
    parts.append(f"Read on {_spoken(brief.today)}.")
    return " ".join(parts)


def _shared(brief: Brief) -> list[SessionNote]:
    return [m.note for m in brief.notes if m.note.visibility is Visibility.PAIR]


def _list(items: Iterable[str]) -> str:
    return ", ".join(items) or "nothing named"


def _agreement(pair: Pair) -> str:
    agreement = pair.agreement
    parts = [f"Agreement of the pair: sessions of {agreement.meeting_minutes} minutes."]
    parts.append(f"Confidentiality: {bare(agreement.confidentiality) or 'not written down'}.")
    parts.append(f"Excluded topics: {_list(agreement.excluded_topics)}.")
    parts.append(f"Review points: {_list(agreement.review_points)}.")
    return " ".join(parts)


def _goal(goal: Goal, today: date) -> str:
    status = {
        GoalStatus.OPEN: "open, not met yet, unmet",
        GoalStatus.MET: "met",
        GoalStatus.DROPPED: "dropped, not met, unmet",
    }[goal.status]
    due = f"Due on {_spoken(goal.due_on)}." if goal.due_on else "No date is set."
    if goal.due_on and goal.status is GoalStatus.OPEN and goal.due_on < today:
        due += " Its date has passed."
    return f"Goal: {bare(goal.text)}. Status: {status}. {due}"


def _action(action: ActionItem, pair: Pair, today: date) -> str:
    owner = pair.person(side) if (side := pair.side_of(action.owner)) else None
    name = f"{owner.full} " if owner else ""
    parts = [f"Action: {bare(action.text)}.", f"Owner: {name}<{action.owner}>."]
    if action.session is not None:
        parts.append(f"Agreed in session {action.session}.")
    parts.append(f"Due on {_spoken(action.due_on)}." if action.due_on else "No date is set.")
    if action.done_on:
        parts.append(f"Done on {_spoken(action.done_on)}.")
        if action.due_on and action.done_on > action.due_on:
            parts.append(f"Done {_days(action.done_on, action.due_on)} late.")
    else:
        parts.append("Open, not done yet.")
        if action.due_on and action.due_on < today:
            parts.append(f"Overdue by {_days(today, action.due_on)}.")
    return " ".join(parts)


def _days(later: date, earlier: date) -> str:
    count = (later - earlier).days
    return f"{count} day{'' if count == 1 else 's'}"


def _session(session: Session, pair: Pair, brief: Brief) -> str:
    parts = [
        f"Session {session.number} of {brief.program.sessions_planned}, {pair.mentor.full} "
        f"and {pair.mentee.full}: {session.status.value}."
    ]
    if session.held_on:
        verb = {
            SessionStatus.HELD: "Held",
            SessionStatus.PLANNED: "Planned for, the next date",
            SessionStatus.CANCELLED: "Cancelled, planned for, not held",
        }[session.status]
        parts.append(f"{verb}: {_spoken(session.held_on)}, {session.minutes} minutes.")
        for days in (brief.program.cadence_days, 21):
            parts.append(f"{days} days later: {_spoken(session.held_on + timedelta(days))}.")
    else:
        parts.append("No date is set.")
    if session.cancelled_by:
        side = pair.side_of(session.cancelled_by)
        parts.append(f"Cancelled by {pair.person(side).full if side else session.cancelled_by}.")
    if not any(n.session == session.number for n in _shared(brief)):
        parts.append("No note was shared on it.")
    for person in (pair.mentor, pair.mentee):
        if not any(c.session == session.number and c.by == person.email for c in pair.check_ins):
            parts.append(f"No check-in by {person.full} after session {session.number}.")
    return " ".join(parts)


def _check_in(check_in: CheckIn, pair: Pair) -> str:
    side = pair.side_of(check_in.by)
    name = pair.person(side).full if side else check_in.by
    comment = f' Comment: "{check_in.comment}"' if check_in.comment else " No comment was written."
    return (
        f"Check-in of {name} after session {check_in.session}: useful {check_in.useful} of 5, "
        f"heard {check_in.heard} of 5.{comment}"
    )
