"""Whether a model may read one's own private note: a tick for each note, never a rule."""

import streamlit as st

from assistant.domain import SessionNote, Visibility
from assistant.ui import parts, wiring
from assistant.ui.wiring import Key

MEANING = (
    "With the tick, passages of this note may be sent to {host} for your own answers, starters, "
    "advice and explainers; names are replaced before. Agendas and summaries never use it. "
    "Without it, no word of this note leaves this machine."
)


Asked = tuple[str, frozenset[str]] | None


def asked_for() -> Asked:
    """The model's host and the notes that were allowed; None while no model is active."""
    coach, reader = wiring.coach(), wiring.reader()
    now = coach.model_status(reader)
    return (now.host, coach.allowed_notes(reader)) if now.active else None


def note(shown: SessionNote, asked: Asked) -> None:
    """The tick under a private note of the reader's own."""
    if asked is None or shown.visibility is not Visibility.PRIVATE:
        return
    host, allowed = asked
    was = shown.id in allowed
    may = st.checkbox(
        "A model may read this note", was, key=Key.NOTE.at("model", shown.id),
        help=MEANING.format(host=host),
    )  # fmt: skip
    if may != was:
        with parts.sentences():
            wiring.coach().allow_note(wiring.reader(), shown.id, may)
            wiring.tell("A model may read it." if may else "It stays on this machine.")
            st.rerun()
