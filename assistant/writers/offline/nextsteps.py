"""What comes next in a summary, with an owner and a date for each step."""

from collections.abc import Iterator
from dataclasses import replace

from assistant.domain import ActionItem, GoalStatus, Pair, Session
from assistant.drafts import Statement
from assistant.writers import Brief
from assistant.writers import recordtext as rec
from assistant.writers.offline import evidence, text


def statements(brief: Brief, pair: Pair) -> Iterator[Statement]:
    """The next session, every open action, and the open goals that no action serves."""
    upcoming = pair.next_session() if pair.ended_on is None else None
    if upcoming:
        session = rec.session_id(pair, upcoming.number)
        both = f"{pair.mentor.called} and {pair.mentee.called}"
        on = f"planned for {text.day(upcoming.held_on)}" if upcoming.held_on else "no date set"
        step = text.recorded(
            f"{both}: session {upcoming.number} of {brief.program.sessions_planned}, {on}.", session
        )
        yield replace(step, due=upcoming.held_on)
    elif pair.ended_on is None:
        yield text.recorded("No further session is planned and no date is set.", rec.pair_id(pair))
    for action in pair.open_actions():
        yield _step(brief, pair, action, upcoming)
    contact = brief.program.contact("program")
    if pair.ended_on is not None and pair.open_actions() and contact is not None:
        step = text.inferred(
            "The contact for the program: ask both who takes over the open actions, no date set.",
            rec.PROGRAM,
            rec.pair_id(pair),
        )
        yield replace(step, owner=contact.email)
    if not pair.open_actions():
        yield text.recorded("Open actions: none.", rec.pair_id(pair))
    if pair.ended_on is None:
        yield from _goals_without_step(pair, upcoming)


def _step(brief: Brief, pair: Pair, action: ActionItem, upcoming: Session | None) -> Statement:
    owner = text.called(pair, action.owner)
    source = rec.action_id(action)
    if pair.ended_on:
        left = text.recorded(
            f"{owner}: {rec.ended(action.text)} Open, not done when the pair ended.",
            source,
            rec.pair_id(pair),
        )
        return replace(left, owner=action.owner, due=action.due_on)
    if action.due_on is None or action.overdue(brief.today):
        when = upcoming.held_on if upcoming else None
        goal = evidence.goal_of(action, pair)
        if goal is not None and goal.status is GoalStatus.DROPPED and upcoming:
            step = text.inferred(
                f"{owner}: say in session {upcoming.number} whether "
                f"“{rec.bare(action.text)}” still stands, since its goal was dropped.",
                source,
                rec.goal_id(goal),
                rec.session_id(pair, upcoming.number),
            )
            return replace(step, owner=action.owner, due=when)
        place = f" in session {upcoming.number} ({text.day(when)})" if upcoming and when else ""
        sources = (source, rec.session_id(pair, upcoming.number)) if upcoming else (source,)
        late = "not done yet" if action.due_on is None else f"was due {text.day(action.due_on)}"
        step = text.inferred(
            f"{owner}: set a new date{place} for “{rec.bare(action.text)}”, which {late}."
            if action.due_on
            else f"{owner}: {rec.bare(action.text)}, no date set; agree on one{place}.",
            *sources,
        )
        return replace(step, owner=action.owner, due=when)
    step = text.recorded(f"{owner}: {rec.bare(action.text)}, by {text.day(action.due_on)}.", source)
    return replace(step, owner=action.owner, due=action.due_on)


def _goals_without_step(pair: Pair, upcoming: Session | None) -> Iterator[Statement]:
    if upcoming is None or upcoming.held_on is None:
        return
    served = [g for a in pair.open_actions() if (g := evidence.goal_of(a, pair)) is not None]
    for goal in pair.goals:
        if goal.status is GoalStatus.OPEN and goal not in served:
            step = text.inferred(
                f"{pair.mentor.called} and {pair.mentee.called}: agree one action for the "
                f"goal “{rec.bare(goal.text)}” in session {upcoming.number}.",
                rec.goal_id(goal),
                rec.session_id(pair, upcoming.number),
            )
            yield replace(step, due=upcoming.held_on)
