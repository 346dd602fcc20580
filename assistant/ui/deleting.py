"""Deleting one's own note: what follows is said before it is done."""

import streamlit as st

from assistant.domain import SessionNote, Visibility
from assistant.ui import parts, wiring
from assistant.ui.wiring import Key

FOLLOWS = (
    "It leaves the search at once, and drafts that cite it keep a gap in its place.",
    "Actions that were accepted from it stay with the two of you.",
    "This cannot be undone.",
)
HR_READS = (
    "HR's copy of your summary rests on this note: HR loses it now, and both of you are told."
)
SHARED = "Your partner cannot read it any more either."


def ask(of: SessionNote) -> None:
    """The button that asks whether to delete the note."""
    if st.button("Delete", key=Key.DECISION.at(of.id, "ask"), type="tertiary"):
        st.session_state[_asked(of)] = True
        st.rerun()


def asked(of: SessionNote) -> bool:
    """Whether the question stands."""
    return bool(st.session_state.get(_asked(of)))


def _asked(of: SessionNote) -> str:
    return Key.DECISION.at(of.id, "asked")


def sure(of: SessionNote) -> None:
    """What follows from deleting, and the last question."""
    with st.container(border=True), parts.sentences():
        _decide(of)


def _decide(of: SessionNote) -> None:
    coach, reader = wiring.coach(), wiring.reader()
    lines = list(FOLLOWS)
    if of.visibility is Visibility.PAIR:
        lines.insert(1, SHARED)
    if coach.hr_reads(reader, of.id):
        lines.insert(0, HR_READS)
    st.html('<h3 class="up-h3">Delete this note?</h3>')
    parts.plain_list(lines)
    with st.container(horizontal=True):
        gone = st.button("Delete the note", type="primary", key=Key.DECISION.at(of.id, "yes"))
        keep = st.button("Keep it", key=Key.DECISION.at(of.id, "keep"))
    if gone:
        withheld = coach.delete_note(reader, of.id, of.version)
        wiring.tell("Deleted. HR's copy is withheld." if withheld else "Deleted.")
    if gone or keep:
        st.session_state.pop(_asked(of), None)
        st.rerun()
