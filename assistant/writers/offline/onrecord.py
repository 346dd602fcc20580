"""What the records say, as the statements of an answer: the answer itself first.

Every function takes the brief and the question, whose words may narrow the answer ("overdue",
"session 3", a partner's name). A function about the pair needs a brief with a pair.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.domain import ActionItem, Goal, GoalStatus, Pair, Person, SessionStatus
from assistant.drafts import Statement
from assistant.language.daywords import days
from assistant.language.tokens import stems
from assistant.writers import Brief
from assistant.writers import recordtext as rec
from assistant.writers.offline import text
from assistant.writers.offline.text import recorded

MOST = 5
"""How many statements an answer from records has, at most."""

_SAID = re.compile(r"(?i)\b(?:promise|commit|agree|offer|sign up)\w*\b")
"""A question about what was promised, whether it is done or not."""


def next_session(brief: Brief, question: str) -> Sequence[Statement]:
    """When the next session is, or that none is planned."""
    pair = _pair(brief)
    upcoming = pair.next_session()
    if pair.ended_on:
        return [recorded(f"The pair ended on {text.day(pair.ended_on)}.", rec.pair_id(pair))]
    if upcoming is None:
        return [recorded("No further session is planned, and no date is set.", rec.pair_id(pair))]
    of = f"session {upcoming.number} of {brief.program.sessions_planned}"
    source = rec.session_id(pair, upcoming.number)
    if upcoming.held_on is None:
        return [recorded(f"The next session is {of}, and no date is set.", source)]
    return [
        recorded(
            f"Your next session is {of}, planned for {text.day(upcoming.held_on)}, "
            f"{text.counted(upcoming.minutes, 'minute')}.",
            source,
        )
    ]


def one_session(brief: Brief, number: int) -> Sequence[Statement]:
    """When one session took place, or was to."""
    pair = _pair(brief)
    session = next((s for s in pair.sessions if s.number == number), None)
    if session is None:
        return [recorded(f"No session {number} is recorded.", rec.pair_id(pair))]
    source = rec.session_id(pair, session.number)
    when = text.day(session.held_on) if session.held_on else "no date"
    verb = {
        SessionStatus.HELD: "was held on",
        SessionStatus.PLANNED: "is planned for",
        SessionStatus.CANCELLED: "was planned for",
    }[session.status]
    line = f"Session {session.number} {verb} {when}"
    if session.status is SessionStatus.CANCELLED:
        line += f" and cancelled{_by(pair, session.cancelled_by)}"
    return [recorded(f"{line}.", source)]


def held(brief: Brief, question: str) -> Sequence[Statement]:
    """How many sessions were held and cancelled, and what comes next."""
    pair, planned = _pair(brief), brief.program.sessions_planned
    held, cancelled = pair.held(), pair.cancelled()
    first = recorded(
        f"{len(held) or 'None'} of {planned} planned sessions "
        f"{'has' if len(held) == 1 else 'have'} been held"
        + (f", and {len(cancelled)} cancelled." if cancelled else "."),
        rec.pair_id(pair),
    )
    return [first, *next_session(brief, question)]


def cancelled(brief: Brief, question: str) -> Sequence[Statement]:
    """Which sessions were cancelled, and by whom."""
    pair = _pair(brief)
    if not pair.cancelled():
        return [recorded("Sessions cancelled: none.", rec.pair_id(pair))]
    return [
        recorded(
            f"Session {s.number}"
            + (f", planned for {text.day(s.held_on)}," if s.held_on else "")
            + f" was cancelled{_by(pair, s.cancelled_by)}.",
            rec.session_id(pair, s.number),
        )
        for s in pair.cancelled()
    ]


def _by(pair: Pair, email: str | None) -> str:
    """Which of the two it was; "" when neither is recorded."""
    return f" by {text.called(pair, email)}" if email and pair.side_of(email) else ""


def actions(brief: Brief, question: str) -> Sequence[Statement]:
    """Somebody's open, overdue or done actions, by date."""
    pair = _pair(brief)
    owner = _whom(brief, question)
    own = [a for a in pair.actions if owner is None or a.owner == owner.email]
    who = _name(brief, owner) if owner else "You both"
    overdue = bool(re.search(r"(?i)\b(?:overdue|late)\b", question))
    if re.search(r"(?i)\b(?:done|finished|completed|kept)\b(?! by)", question):
        shown = [a for a in own if a.done_on]
        state = "done"
    else:
        shown = [a for a in own if a.done_on is None and (not overdue or a.overdue(brief.today))]
        state = "overdue" if overdue else "open"
    whose = f"{who} {'has' if owner and owner != brief.reader else 'have'}"
    if not shown:
        none = f"{whose} no {state} action in the records."
        done = sorted((a for a in own if a.done_on), key=lambda a: a.id)
        told = done[: MOST - 1] if _SAID.search(question) and state == "open" else []
        return [
            recorded(none, rec.pair_id(pair), *_ids(own)),
            *(one_action(brief, a, named=owner is None) for a in told),
        ]
    asked = set(stems(question)) - text.name_stems(pair)
    dated = {(d.month, d.day) for d in days(question)}

    def first(action: ActionItem) -> tuple[bool, int, bool, date | None, str]:
        """What is due on a day of the question, or shares words with it, comes first."""
        shared = len(asked & set(stems(action.text)))
        due = action.due_on
        return (
            due is None or (due.month, due.day) not in dated,
            -shared,
            due is None,
            due,
            action.id,
        )

    shown.sort(key=first)
    kept = [a for a in own if a.done_on] if _SAID.search(question) and state == "open" else []
    kept.sort(key=lambda a: (a.done_on, a.id), reverse=True)
    lead, *rest = (one_action(brief, a, named=owner is None) for a in [*shown, *kept][:MOST])
    count = f"{whose} {text.counted(len(shown), f'{state} action')}"
    lead = replace(lead, text=f"{count}: {lead.text}")
    return [replace(lead, sources=(rec.pair_id(pair), *_ids(shown))), *rest]


def _ids(actions: Sequence[ActionItem]) -> tuple[str, ...]:
    return tuple(rec.action_id(a) for a in actions)


def one_action(brief: Brief, action: ActionItem, *, named: bool = True) -> Statement:
    """An action and how it stands, led by its owner's name if that is to be ``named``."""
    own = action.owner == brief.reader.email
    owner = f"{'Yours' if own else text.called(_pair(brief), action.owner)}: " if named else ""
    if action.done_on:
        state = f"done on {text.day(action.done_on)}"
    elif action.due_on is None:
        state = "no date set"
    else:
        state = f"due {text.day(action.due_on)}"
        if action.overdue(brief.today):
            state += f", overdue by {text.counted((brief.today - action.due_on).days, 'day')}"
    line = recorded(f"{owner}{rec.bare(action.text)}, {state}.", rec.action_id(action))
    return replace(line, owner=action.owner, due=action.due_on)


def goals(brief: Brief, question: str) -> Sequence[Statement]:
    """The pair's goals and how each stands."""
    pair = _pair(brief)
    if not pair.goals:
        return [recorded("The records hold no goals of yours.", rec.pair_id(pair))]
    goals: Sequence[Goal] = pair.goals
    if re.search(r"(?i)\b(?:unmet|open|left|missing|not met|not (?:yet )?reached)\b", question):
        goals = [g for g in goals if g.status is GoalStatus.OPEN]
    elif re.search(r"(?i)\b(?:met|reached|achieved)\b", question):
        goals = [g for g in goals if g.status is GoalStatus.MET]
    if not goals:
        line = "None of your goals, as the records stand."
        return [recorded(line, *map(rec.goal_id, pair.goals))]
    return [
        recorded(
            f"{rec.bare(g.text)}: {g.status.value}"
            + (f", due {text.day(g.due_on)}" if g.due_on and g.status is GoalStatus.OPEN else "")
            + ".",
            rec.goal_id(g),
        )
        for g in goals
    ]


def excluded(brief: Brief, question: str) -> Sequence[Statement]:
    """The topics the agreement leaves out."""
    pair = _pair(brief)
    topics = pair.agreement.excluded_topics
    if not topics:
        line = "Your agreement excludes no topic. Excluded topics: nothing named."
        return [recorded(line, rec.agreement_id(pair))]
    return [recorded(f"Your agreement excludes {text.listed(topics)}.", rec.agreement_id(pair))]


def confidentiality(brief: Brief, question: str) -> Sequence[Statement]:
    """What the agreement says of confidentiality."""
    pair = _pair(brief)
    if not (said := pair.agreement.confidentiality):
        return []
    return [recorded(f"Your agreement says: “{text.plain(said)}”", rec.agreement_id(pair))]


def review_points(brief: Brief, question: str) -> Sequence[Statement]:
    """The review points of the agreement."""
    pair = _pair(brief)
    points = pair.agreement.review_points
    line = f"Your agreement names {text.listed(points)}."
    return [recorded(line, rec.agreement_id(pair))] if points else []


def partner(brief: Brief, question: str) -> Sequence[Statement]:
    """Who the reader's partner is."""
    pair = _pair(brief)
    if brief.side is None:
        return []
    other = pair.person(brief.side.other)
    title = f", {other.title}" if other.title else ""
    line = f"Your {brief.side.other.value} is {other.full}{title}."
    return [recorded(line, rec.pair_id(pair))]


def contact(brief: Brief, question: str) -> Sequence[Statement]:
    """The configured contacts."""
    contacts = brief.program.contacts
    if not contacts:
        return [
            recorded("No contact is configured for the program; an admin can add one.", rec.PROGRAM)
        ]
    purpose = {"program": "the program", "safeguarding": "safety and confidential matters"}
    return [
        recorded(
            f"Your contact for {purpose.get(c.purpose, c.purpose)} is {c.name}, {c.email}.",
            rec.PROGRAM,
        )
        for c in contacts
    ]


def rhythm(brief: Brief, question: str) -> Sequence[Statement]:
    """How many sessions the program plans, how often and how long."""
    program = brief.program
    return [
        recorded(
            f"Your program plans {program.sessions_planned} sessions for each pair, one every "
            f"{program.cadence_days} days, of {program.session_minutes} minutes.",
            rec.PROGRAM,
        )
    ]


def program_dates(brief: Brief, question: str) -> Sequence[Statement]:
    """When the program starts and ends."""
    program = brief.program
    if not (program.ends_on or program.starts_on):
        return []
    starts = f"starts on {text.day(program.starts_on)}" if program.starts_on else ""
    ends = f"ends on {text.day(program.ends_on)}" if program.ends_on else ""
    both = " and ".join(part for part in (starts, ends) if part)
    return [recorded(f"The program {both}.", rec.PROGRAM)]


def _pair(brief: Brief) -> Pair:
    if brief.pair is None:
        raise ValueError("this question needs a pair")
    return brief.pair


def _whom(brief: Brief, question: str) -> Person | None:
    """Whose actions are asked for: a partner, the reader, or None for both."""
    pair = _pair(brief)
    mine = re.search(r"(?i)\b(?:did|do|have|had|what) I\b", question)
    before = question[: mine.start()] if mine else ""
    called = [person.called.lower() for person in (pair.mentor, pair.mentee)]
    whose = [name for name in called if f"{name}'s" in question.lower()]
    if mine and not whose and not any(name in before.lower() for name in called):
        return brief.reader
    if re.search(r"(?i)\b(?:we|us|our|both|each|everyone|who)\b", question):
        return None
    for person in (pair.mentor, pair.mentee):
        if re.search(rf"(?i)\b{re.escape(person.called)}\b", question):
            return person
        if person != brief.reader and re.search(rf"\b{person.called[:1]}\.", question):
            return person
    if re.search(
        r"(?i)\b(?:my (?:mentor|mentee|partner|leader)|the (?:mentor|mentee|leader)|he|she|they)\b",
        question,
    ):
        return pair.person(brief.side.other) if brief.side else None
    return brief.reader if re.search(r"(?i)\b(?:I|my|me|mine)\b", question) else None


def _name(brief: Brief, person: Person) -> str:
    return "You" if person == brief.reader else person.called
