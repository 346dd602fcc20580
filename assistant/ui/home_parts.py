"""What stands beside the next session: open actions, goals, and what both sides said."""

import streamlit as st

from assistant.coach import Overview
from assistant.domain import ActionItem
from assistant.ui import parts, sheet, wiring, words
from assistant.ui.markup import escape
from assistant.ui.wiring import Key


def sides(now: Overview) -> None:
    """What each partner said and did, side by side."""
    parts.section("What each of you said and did", "From the notes that you can read.")
    for column, side in zip(st.columns(2, gap="large"), (now.side, now.side.other), strict=True):
        name = now.pair.person(side).called
        with column:
            st.html(f'<h3 class="up-h3">{escape(name)}{" (you)" if side is now.side else ""}</h3>')
            if now.learned.get(side):
                parts.said(now.learned[side], now.citations, f"side-{side}")
            else:
                st.html(f'<p class="up-small">{parts.NOTHING_FOUND}</p>')


def actions(now: Overview) -> None:
    """What is open, overdue first marked, each with a way to close it."""
    parts.section("Open actions")
    if not now.open_actions:
        st.html('<p class="up-small">Nothing is open. Agree on one next step in each session.</p>')
    for action in now.open_actions:
        with st.container(gap=None, key=f"up-action-{action.id}"):
            _action(action, now)


def _action(action: ActionItem, now: Overview) -> None:
    late = action in now.overdue
    due = f"due {words.day(action.due_on)}" if action.due_on else "no date"
    names = wiring.names(now.pair)
    owner = "You" if action.owner == wiring.reader() else names.get(action.owner, action.owner)
    tone = ' class="up-late"' if late else ""
    st.html(
        f'<div class="up-text">{escape(action.text)}<span class="up-meta">{escape(owner)}, '
        f"<span{tone}>{'overdue, ' if late else ''}{due}</span></span></div>"
    )
    if not now.pair.ended_on and st.button("Mark done", key=Key.DUE.at(action.id), type="tertiary"):
        with parts.sentences():
            wiring.coach().finish_action(wiring.reader(), now.pair.id, action.id)
            wiring.tell("Marked done.")
            st.rerun()


def goals(now: Overview) -> None:
    """The goals with their status."""
    parts.section("Goals")
    if not now.pair.goals:
        st.html('<p class="up-small">No goal yet. Add the first one under Progress.</p>')
        return
    met = sum(g.status.value == "met" for g in now.pair.goals)
    st.html(
        f'<p class="up-small">{met} of {len(now.pair.goals)} met</p>'
        + sheet.listing(parts.goal_line(g) for g in now.pair.goals)
    )
