"""Prepare: an agenda, conversation starters, or advice for a situation."""

import streamlit as st

from assistant.coach import Overview
from assistant.drafts import Kind
from assistant.ui import editing, parts, shelf, suggestions, wiring, words, writing
from assistant.ui.unfinished import Wanted
from assistant.ui.wiring import Key

LABELS = {
    Kind.AGENDA: "Agenda",
    Kind.STARTERS: "Conversation starters",
    Kind.POWER_DYNAMICS: "Advice for a situation",
}
ASKS = {
    Kind.AGENDA: "Draft the agenda",
    Kind.STARTERS: "Suggest starters",
    Kind.POWER_DYNAMICS: "Get advice",
}


def show() -> None:
    """The page."""
    pair = wiring.pair()
    parts.head(
        "Prepare", "A first draft in seconds, from your goals, your notes and the guidelines."
    )
    if pair is None:
        parts.empty(*parts.NO_PAIR)
        return
    main, aside = st.columns([8, 3], gap="large")
    with main:
        kind = st.segmented_control(
            "What do you need?",
            list(LABELS),
            format_func=LABELS.__getitem__,
            default=Kind.AGENDA,
            required=True,
            wrap=True,
            key=Key.KIND,
            persist_state="session",
        )
        with parts.sentences():
            _ask_for(kind, wiring.coach().overview(wiring.reader(), pair.id))
    with parts.sentences():
        records = wiring.coach().drafts(wiring.reader(), pair.id, kind)
        record = shelf.chosen(records, kind)
        with main:
            if record:
                editing.record(record, pair)
            else:
                parts.empty(
                    "Nothing drafted yet",
                    f"Use “{ASKS[kind]}” above. You can edit what comes back before you use it.",
                )
        with aside:
            if record:
                shelf.time_plan(record)
            shelf.earlier(records, "Earlier drafts")


def _ask_for(kind: Kind, now: Overview) -> None:
    with st.form(Key.TOPIC.at(kind, "form")):
        topic, minutes = "", now.pair.agreement.meeting_minutes
        if kind is Kind.AGENDA:
            minutes = st.slider("Minutes", 15, 60, min(max(minutes, 15), 60), 5, key=Key.MINUTES)
            topic = st.text_input("What must be on it? (optional)", key=Key.TOPIC.at(kind))
        elif kind is Kind.STARTERS:
            topic = st.text_input(
                "Theme (optional)",
                key=Key.TOPIC.at(kind),
                placeholder="For example: what surprised us about prompting",
            )
        else:
            picked = st.selectbox(
                "Pick a situation", suggestions.SITUATIONS, index=None, key=Key.SITUATION
            )
            typed = st.text_area("Or type what happened", key=Key.SITUATION.at("typed"))
            topic = typed.strip() or picked or ""
        asked = st.form_submit_button(ASKS[kind], type="primary")
    if now.carried and kind is Kind.AGENDA:
        unfinished = words.count_of(len(now.carried), "unfinished topic")
        with st.expander(f"{unfinished} carried forward from your latest session"):
            parts.said(now.carried, now.citations, "carried")
    if asked and kind is Kind.POWER_DYNAMICS and not topic:
        st.error("Pick a situation or type what happened; then ask for advice.")
        return
    wanted = Wanted(kind, now.pair.id, topic, minutes) if asked else None
    doing = "Writing from your notes and the guidelines"
    writing.opened(kind, wanted, wiring.names(now.pair), doing)


if __name__ == "__main__":
    show()
