"""The progress summary: what was planned, done, learned and promised, each with its source.

HR may read it once both partners have released it, so it names behaviour and goals only, says
nothing of moods or traits, names nobody but the two, does not tell who shared no note, and quotes
only in the section that HR never receives. Both partners are written about with the same
sentences in the same order.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from assistant.domain import (
    ActionItem,
    CheckIn,
    Goal,
    GoalStatus,
    Pair,
    Person,
    Session,
    SessionNote,
    Side,
    Visibility,
)
from assistant.drafts import PAIR_ONLY, Basis, Draft, Kind, Section, Statement
from assistant.writers import Brief
from assistant.writers import recordtext as rec
from assistant.writers.about import with_about
from assistant.writers.offline import evidence, nextsteps, text
from assistant.writers.offline.evidence import Reported

EVIDENCE_A_GOAL = 4
"""How many statements of evidence stand below one goal, at most."""
LEARNINGS_A_SIDE = 2
"""How many learnings are told of each partner, at most."""


def compose(brief: Brief) -> Draft:
    """The summary of the brief's pair from the notes both see and the records.

    Raises:
        ValueError: when the brief has no pair.
    """
    if brief.pair is None:
        raise ValueError("a summary needs a pair")
    pair = brief.pair
    found = evidence.collect(pair, brief.notes, brief.others)
    sections = (
        Section("Period and sessions", None, tuple(_period(brief, pair))),
        Section("Goals, evidence and status", None, tuple(_goals(brief, pair, found))),
        Section("What both learned", None, tuple(_learned(pair, found))),
        Section("Commitments: said and done", None, tuple(_commitments(pair))),
        Section("Next steps", None, tuple(nextsteps.statements(brief, pair))),
        Section(PAIR_ONLY, None, tuple(_for_the_two(brief, pair))),
    )
    title = f"Progress summary: {pair.mentor.full} and {pair.mentee.full}"
    return with_about(Draft(Kind.SUMMARY, title, tuple(s for s in sections if s.statements)), brief)


def _period(brief: Brief, pair: Pair) -> Iterator[Statement]:
    own = rec.pair_id(pair)
    end = min(brief.today, pair.ended_on) if pair.ended_on else brief.today
    people = " and ".join(
        f"{person.full} ({side}, {person.title})" if person.title else f"{person.full} ({side})"
        for side, person in ((Side.MENTOR, pair.mentor), (Side.MENTEE, pair.mentee))
    )
    start, source = _start(pair, end)
    if start:
        yield text.recorded(
            f"Period: {text.day(start)} to {text.day(end)}, for {people}.",
            *dict.fromkeys((own, source)),
        )
    else:
        yield text.recorded(f"The summary is about {people}.", own)
    held, planned = pair.held(), brief.program.sessions_planned
    yield text.recorded(
        f"Sessions held: {len(held) or 'none'} of {planned} planned"
        + (f" ({text.listed([_dated(s) for s in held])})." if held else "."),
        own,
        *(rec.session_id(pair, s.number) for s in held),
    )
    yield from _cancellations(pair)
    if pair.ended_on:
        yield text.recorded(f"The pair ended on {text.day(pair.ended_on)}.", own)
        for sentence in text.sentences(pair.end_reason):
            yield text.recorded(f"Recorded reason: {sentence}", own)
    noted = {note.session for note in _shared(brief)}
    for session in held:
        if session.number not in noted:
            yield text.recorded(
                f"I found no shared note on session {session.number}.",
                rec.session_id(pair, session.number),
            )


def _start(pair: Pair, end: date) -> tuple[date | None, str]:
    """When the period began, and the record that says so: the pair's, or its first session's."""
    if pair.started_on is not None and pair.started_on <= end:
        return pair.started_on, rec.pair_id(pair)
    dated = [(s.held_on, s.number) for s in (*pair.held(), *pair.cancelled()) if s.held_on]
    first, number = min(dated, default=(None, 0))
    return (first, rec.session_id(pair, number)) if first and first <= end else (None, "")


def _shared(brief: Brief) -> list[SessionNote]:
    return [m.note for m in brief.notes if m.note.visibility is Visibility.PAIR]


def _dated(session: Session) -> str:
    return f"session {session.number}" + (
        f" on {text.day(session.held_on)}" if session.held_on else ", no date"
    )


def _cancellations(pair: Pair) -> Iterator[Statement]:
    cancelled = pair.cancelled()
    if not cancelled:
        yield text.recorded("Sessions cancelled: none.", rec.pair_id(pair))
    for email in dict.fromkeys(s.cancelled_by for s in cancelled):
        group = [s for s in cancelled if s.cancelled_by == email]
        side = pair.side_of(email) if email else None
        by = f"by {pair.person(side).full}" if side else "with nobody recorded as the one who did"
        yield text.recorded(
            f"Cancelled {by}: {text.listed([_dated(s) for s in group])}.",
            *(rec.session_id(pair, s.number) for s in group),
        )


def _goals(brief: Brief, pair: Pair, found: Sequence[Reported]) -> Iterator[Statement]:
    taken: set[str] = set()
    spent: set[str] = set()
    for goal in pair.goals:
        yield text.recorded(
            f"Goal ({_standing(goal, brief.today)}): {rec.ended(goal.text)}", rec.goal_id(goal)
        )
        told = 0
        actions = evidence.actions_for(goal, pair, spent)
        for one in evidence.for_goal(
            goal, pair, found, taken, EVIDENCE_A_GOAL - min(2, len(actions))
        ):
            taken.add(one.text)
            told += 1
            yield text.grounded(
                f"Evidence: {one.text[:-1]} ({one.place}).", one.source, rec.goal_id(goal)
            )
        for action in actions[: EVIDENCE_A_GOAL - told]:
            spent.add(action.id)
            told += 1
            yield _from_action(action, goal, pair)
        if not told:
            yield text.recorded(
                "Evidence: I found no line on this goal in the shared notes and actions.",
                rec.goal_id(goal),
            )


def _standing(goal: Goal, today: date) -> str:
    due = f", due {text.day(goal.due_on)}" if goal.due_on else ", no date set"
    if goal.due_on and goal.due_on < today:
        due += ", which has passed"
    return {
        GoalStatus.OPEN: f"open, not met yet{due}",
        GoalStatus.MET: "met",
        GoalStatus.DROPPED: "dropped, not met",
    }[goal.status]


def _from_action(action: ActionItem, goal: Goal, pair: Pair) -> Statement:
    owner = text.called(pair, action.owner)
    state = f"was done on {text.day(action.done_on)}" if action.done_on else "is not done yet"
    return text.recorded(
        f"Evidence: {owner}'s action “{rec.bare(action.text)}” {state}.",
        rec.action_id(action),
        rec.goal_id(goal),
    )


def _learned(pair: Pair, found: Sequence[Reported]) -> Iterator[Statement]:
    by_side = {p.email: evidence.learnings(p, found) for p in (pair.mentor, pair.mentee)}
    least = min((len(one) for one in by_side.values() if one), default=0)
    for person in (pair.mentor, pair.mentee):
        own = by_side[person.email][: max(1, min(least, LEARNINGS_A_SIDE))]
        for one in own:
            yield text.grounded(f"{one.text[:-1]} ({one.place}).", one.source)
        if not own:
            yield text.recorded(
                f"What {person.called} learned: I found no line on this in the shared notes.",
                rec.pair_id(pair),
            )


def _commitments(pair: Pair) -> Iterator[Statement]:
    for person, part in ((pair.mentee, "leader"), (pair.mentor, "mentor")):
        own = [a for a in pair.actions if a.owner == person.email]
        done = sum(a.done_on is not None for a in own)
        if not own:
            yield text.recorded(
                f"Commitments of {person.called} ({part}): none recorded.", rec.pair_id(pair)
            )
            continue
        yield text.recorded(
            f"Commitments of {person.called} ({part}): {len(own)} said, {done or 'none'} done.",
            rec.pair_id(pair),
        )
        for action in own:
            yield _commitment(action, person)


def _commitment(action: ActionItem, person: Person) -> Statement:
    where = f" in session {action.session}" if action.session is not None else ""
    if action.done_on:
        state = f"Done on {text.day(action.done_on)}"
    elif action.due_on:
        state = f"Not done yet, due {text.day(action.due_on)}"
    else:
        state = "Not done yet, no date set"
    said = text.recorded(
        f"Said by {person.called}{where}: {rec.ended(action.text)} {state}.",
        rec.action_id(action),
    )
    return replace(said, owner=person.email)


def _for_the_two(brief: Brief, pair: Pair) -> Iterator[Statement]:
    for session in pair.held():
        for person in (pair.mentor, pair.mentee):
            own = [
                c for c in pair.check_ins if c.session == session.number and c.by == person.email
            ]
            for check_in in own:
                yield _check_in(check_in, person, pair)
            if pair.check_ins and not own:
                yield text.recorded(
                    f"No check-in by {person.called} after session {session.number}.",
                    rec.session_id(pair, session.number),
                )
    for one in evidence.words_to_keep(pair, brief.notes, brief.others):
        yield text.quoted(text.attributed(one, pair, brief.today), one.source)


def _check_in(check_in: CheckIn, person: Person, pair: Pair) -> Statement:
    head = (
        f"After session {check_in.session} {person.called} reported usefulness "
        f"{check_in.useful} "
        f"of 5 and being heard {check_in.heard} of 5"
    )
    source = rec.check_in_id(pair, check_in)
    if not check_in.comment:
        return text.recorded(f"{head}, with no comment.", source)
    return Statement(f"{head}: {text.quote(check_in.comment)}", (source,), Basis.QUOTED)
