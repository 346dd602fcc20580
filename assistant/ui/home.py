"""Home: the next session, what is open, what to prepare, and where both sides stand."""

import streamlit as st

from assistant.coach import Overview
from assistant.domain import ActionItem, SessionStatus, Side
from assistant.ui import parts, sheet, wiring, words
from assistant.ui.markup import escape
from assistant.ui.wiring import Key


def show() -> None:
    """The page."""
    pair = wiring.pair()
    if pair is None:
        parts.head("Home")
        parts.empty(*parts.NO_PAIR)
        return
    with parts.sentences():
        _page(wiring.coach().overview(wiring.reader(), pair.id))


def _page(now: Overview) -> None:
    me, partner = now.pair.person(now.side), now.pair.person(now.side.other)
    teaching = "You teach" if now.side is Side.MENTOR else "You learn from"
    parts.head(f"Good to see you, {me.first_name}", over=f"{teaching} {sheet.person_line(partner)}")
    main, aside = st.columns([7, 4], gap="large")
    with main:
        _next(now)
        if now.nudge:
            parts.nudge("Momentum needs you", now.nudge.text)
        if now.prepare and now.upcoming:
            parts.section("Your 15 minutes of preparation")
            parts.said(now.prepare, now.citations, "prepare")
        if now.carried:
            parts.section("Carried forward", "Left unfinished in your latest session.")
            parts.said(now.carried, now.citations, "carried")
        _sides(now)
    with aside:
        _actions(now)
        _goals(now)


def _next(now: Overview) -> None:
    upcoming, planned = now.upcoming, now.program.sessions_planned
    steps = "".join(
        f'<li class="up-{state}" title="Session {n}: {state}"></li>' for n, state in _steps(now)
    )
    held = words.count_of(len(now.pair.held()), "session")
    if now.pair.ended_on:
        over, title = "Closed", f"This pair ended on {words.day(now.pair.ended_on)}"
        line = now.pair.end_reason or "Its records stay readable for the two of you."
    elif upcoming is None:
        over, title = words.STAGES[now.stage], "No next session is planned"
        line = "Agree on a date with your partner, then log it under Notes."
    else:
        over = f"Session {upcoming.number} of {planned}"
        title = f"{words.when(upcoming.held_on, wiring.today()).capitalize()}"
        line = (
            f"{words.day(upcoming.held_on)}, {upcoming.minutes} minutes. {words.STAGES[now.stage]}."
        )
    st.html(
        f'<div class="up-panel"><p class="up-over">{escape(over)}</p><h2>{escape(title)}</h2>'
        f'<p>{escape(line)}</p><ol class="up-steps" aria-label="{held} held of {planned}">{steps}</ol>'
        f'<p class="up-small">{held} held of {planned} planned</p></div>'
    )
    if not now.pair.ended_on:
        with st.container(horizontal=True):
            parts.go("prepare", "Prepare the session", primary=True)
            parts.go("notes", "Write a note")


def _steps(now: Overview) -> list[tuple[int, str]]:
    states = {s.number: s.status.value for s in now.pair.sessions}
    if now.upcoming:
        states[now.upcoming.number] = "next"
    most = max(now.program.sessions_planned, *states, 1)
    return [(n, states.get(n, SessionStatus.PLANNED.value)) for n in range(1, most + 1)]


def _sides(now: Overview) -> None:
    parts.section("What each of you said and did", "From the notes that you can read.")
    for side in (now.side, now.side.other):
        name = now.pair.person(side).first_name
        st.html(f'<h3 class="up-h3">{escape(name)}{" (you)" if side is now.side else ""}</h3>')
        if now.learned.get(side):
            parts.said(now.learned[side], now.citations, f"side-{side}")
        else:
            st.html(f'<p class="up-small">No shared note by {escape(name)} says it yet.</p>')


def _actions(now: Overview) -> None:
    parts.section("Open actions")
    if not now.open_actions:
        st.html('<p class="up-small">Nothing is open. Agree on one next step in each session.</p>')
    for action in now.open_actions:
        _action(action, now)


def _action(action: ActionItem, now: Overview) -> None:
    late = action in now.overdue
    due = f"due {words.day(action.due_on)}" if action.due_on else "no date"
    owner = "You" if action.owner == wiring.reader() else wiring.names(now.pair)[action.owner]
    tone = ' class="up-late"' if late else ""
    st.html(
        sheet.listing(
            [
                f'{escape(action.text)}<span class="up-meta">{escape(owner)}, '
                f"<span{tone}>{'overdue, ' if late else ''}{due}</span></span>"
            ]
        )
    )
    if not now.pair.ended_on and st.button("Mark done", key=Key.DUE.at(action.id), type="tertiary"):
        with parts.sentences():
            wiring.coach().finish_action(wiring.reader(), now.pair.id, action.id)
            wiring.tell("Marked done.")
            st.rerun()


def _goals(now: Overview) -> None:
    parts.section("Goals")
    if not now.pair.goals:
        st.html('<p class="up-small">No goal yet. Add the first one under Progress.</p>')
        return
    met = sum(g.status.value == "met" for g in now.pair.goals)
    st.html(
        f'<p class="up-small">{met} of {len(now.pair.goals)} met</p>'
        + sheet.listing(parts.goal_line(g) for g in now.pair.goals)
    )


if __name__ == "__main__":
    show()
