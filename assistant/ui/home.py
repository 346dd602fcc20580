"""Home: the next session, what is open, what to prepare, and where both sides stand."""

import streamlit as st

from assistant.coach import Overview
from assistant.domain import SessionStatus, Side
from assistant.ui import home_parts, parts, sheet, wiring, words
from assistant.ui.markup import escape


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
    partner = now.pair.person(now.side.other)
    relation = "You teach" if now.side is Side.MENTOR else "You learn from"
    parts.head(_title(now), over=f"{relation} {sheet.person_line(partner)}")
    main, aside = st.columns([7, 4], gap="large")
    with main:
        _session(now)
        if now.withheld:
            parts.nudge(*parts.WITHHELD)
            parts.go("progress", "Read the summary")
        if now.nudge:
            parts.nudge("Keep it moving", now.nudge.text)
        if now.prepare and now.upcoming:
            parts.section("Your 15 minutes of preparation")
            parts.said(now.prepare, now.citations, "prepare")
        if now.carried:
            parts.section("Carried forward", "Left unfinished in your latest session.")
            parts.said(now.carried, now.citations, "carried")
    with aside:
        home_parts.actions(now)
        home_parts.goals(now)
    home_parts.sides(now)


def _title(now: Overview) -> str:
    partner = now.pair.person(now.side.other).called
    if now.pair.ended_on:
        return f"Your sessions with {partner} have ended"
    if now.upcoming is None or now.upcoming.held_on is None:
        return f"No next session with {partner} is planned"
    away = words.when(now.upcoming.held_on, wiring.today())
    if now.upcoming.held_on < wiring.today():
        return f"Your session with {partner} was planned for {away}"
    return f"Your next session with {partner} is {away}"


def _session(now: Overview) -> None:
    upcoming, planned = now.upcoming, now.program.sessions_planned
    held = f"{len(now.pair.held())} of {words.count_of(planned, 'session')} held"
    if now.pair.ended_on:
        over, title = held, f"Closed on {words.day(now.pair.ended_on)}"
        line = now.pair.end_reason or "Its records stay readable for the two of you."
    elif upcoming is None:
        over, title = held, "Agree on a date this week"
        line = "Then log it under Notes, so that both of you see it here."
    else:
        over = f"Session {upcoming.number} of {planned}"
        title = f"{words.day(upcoming.held_on)}, {upcoming.minutes} minutes"
        line = f"{words.STAGES[now.stage]}. {held}."
    steps = "".join(
        f'<li class="up-{state}" title="Session {n}: {state}"></li>' for n, state in _steps(now)
    )
    st.html(
        f'<div class="up-panel"><p class="up-over">{escape(over)}</p><h2>{escape(title)}</h2>'
        f'<p>{escape(line)}</p><ol class="up-steps" aria-label="{held}">{steps}</ol></div>'
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


if __name__ == "__main__":
    show()
