"""The drafts of a kind: which one is open, the earlier ones, and an agenda at a glance."""

import streamlit as st

from assistant.drafts import Kind
from assistant.stored import DraftRecord
from assistant.ui import words
from assistant.ui.markup import escape, label
from assistant.ui.wiring import Key


def earlier(records: list[DraftRecord], title: str) -> None:
    """Earlier drafts of a kind, to open again."""
    if len(records) < 2 and all(r.complete for r in records):
        return
    st.html(f'<h2 class="up-h3">{escape(title)}</h2>')
    with st.container(gap="xxsmall"):
        for record in records[:12]:
            name = record.topic or record.draft.title
            short = words.short(name) if record.complete else f"{words.short(name)} (incomplete)"
            at = f"{record.created_at.day} {record.created_at:%b, %H:%M}"
            key = Key.OPENED.at(record.id)
            if st.button(label(f"{short}, {at}"), key=key, type="tertiary", wrap=True):
                st.session_state[Key.OPENED.at(record.draft.kind)] = record.id
                st.rerun()


def chosen(records: list[DraftRecord], kind: Kind) -> DraftRecord | None:
    """The draft of a kind that is open: the one that was picked, else the newest whole one."""
    picked = st.session_state.get(Key.OPENED.at(kind))
    newest = next((r for r in records if r.complete), None)
    return next((r for r in records if r.id == picked), newest)


def time_plan(record: DraftRecord) -> None:
    """An agenda at a glance: its parts with their minutes, to scale."""
    timed = [(s.heading, s.minutes) for s in record.draft.sections if s.minutes]
    if not timed:
        return
    most = max(minutes for _, minutes in timed)
    lines = "".join(
        f'<li><span>{escape(heading)}</span><span class="up-min">{minutes} min</span>'
        f'<i style="width:{100 * minutes // most}%"></i></li>'
        for heading, minutes in timed
    )
    total = sum(minutes for _, minutes in timed)
    st.html(
        f'<div class="up-plan"><h2 class="up-h3">{total} minutes at a glance</h2>'
        f"<ul>{lines}</ul></div>"
    )
