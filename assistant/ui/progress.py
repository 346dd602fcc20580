"""Progress: goals, what both learned, the history, and the summary that HR may see."""

import streamlit as st

from assistant.coach import Overview
from assistant.domain import Goal, GoalStatus, Pair
from assistant.drafts import Kind
from assistant.ui import chart, draft_parts, parts, releasing, shelf, wiring, words, writing
from assistant.ui.markup import escape
from assistant.ui.unfinished import Wanted
from assistant.ui.wiring import Key

STATUSES = (GoalStatus.OPEN, GoalStatus.MET, GoalStatus.DROPPED)


def show() -> None:
    """The page."""
    pair = wiring.pair()
    parts.head("Progress", "What you set out to do, what each of you learned, and what HR may see.")
    if pair is None:
        parts.empty(*parts.NO_PAIR)
        return
    with parts.sentences():
        now = wiring.coach().overview(wiring.reader(), pair.id)
        goals, history, summary = st.tabs(
            ["Goals and learning", "History", "Summary for HR"], key=Key.OPENED.at("progress")
        )
        with goals:
            _goals(now.pair)
            _learned(now)
        with history:
            chart.history(now.pair)
        with summary:
            _summary(now.pair)


def _goals(pair: Pair) -> None:
    parts.section("Goals")
    if not pair.goals:
        parts.empty(
            "No goal yet", "Agree on one to three goals in the first session; add them here."
        )
    for goal in pair.goals:
        _goal(goal, pair)
    if pair.ended_on is None:
        with st.expander("Add a goal"), st.form(Key.EDIT.at("goal"), border=False):
            text = st.text_input("What the two of you want to reach")
            due = st.date_input("By when (optional)", None, format="YYYY-MM-DD")
            if st.form_submit_button("Add the goal", type="primary"):
                with parts.sentences():
                    wiring.coach().add_goal(wiring.reader(), pair.id, text, due)
                    wiring.tell("Goal added.")
                    st.rerun()


def _goal(goal: Goal, pair: Pair) -> None:
    left, right = st.columns([4, 1], vertical_alignment="center")
    left.html(
        f'<div class="up-text">{parts.goal_line(goal, status=pair.ended_on is not None)}</div>'
    )
    if pair.ended_on is not None:
        return
    status = right.selectbox(
        "Status",
        STATUSES,
        index=STATUSES.index(goal.status),
        format_func=words.GOALS.__getitem__,
        key=Key.EDIT.at(goal.id, goal.status),
        label_visibility="collapsed",
    )
    if status is not goal.status:
        with parts.sentences():
            wiring.coach().set_goal(wiring.reader(), pair.id, goal.id, status)
            st.rerun()


def _learned(now: Overview) -> None:
    parts.section("What each of you learned", "From the notes that you can read.")
    for column, side in zip(st.columns(2, gap="large"), (now.side, now.side.other), strict=True):
        name = now.pair.person(side).called
        with column:
            st.html(f'<h3 class="up-h3">{escape(name)}</h3>')
            if now.learned.get(side):
                parts.said(now.learned[side], now.citations, f"learned-{side}")
            else:
                st.html(f'<p class="up-small">{parts.NOTHING_FOUND}</p>')


def _summary(pair: Pair) -> None:
    coach, reader, names = wiring.coach(), wiring.reader(), wiring.names(pair)
    parts.section(
        "Progress summary",
        "Drafted from your records and the notes you both can read. HR sees it only after both of "
        "you release it, and either of you can take it back.",
    )
    records = coach.drafts(reader, pair.id, Kind.SUMMARY)
    asked = st.button("Draft a new summary" if records else "Draft a summary", type="primary")
    wanted = Wanted(Kind.SUMMARY, pair.id) if asked else None
    writing.opened(Kind.SUMMARY, wanted, names, "Reading your records and notes")
    if not records:
        parts.empty(
            "No summary yet", "Draft one at the midpoint and at the end. You read it first."
        )
        return
    main, aside = st.columns([8, 3], gap="large")
    with main:
        record = shelf.chosen(records, Kind.SUMMARY)
        if record and record.complete:
            releasing.summary(record, pair)
        elif record:
            draft_parts.show(record, names)
    with aside:
        shelf.earlier(records, "Summaries")


if __name__ == "__main__":
    show()
