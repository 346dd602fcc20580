"""Who is in the program and who has access, with the switch for each person."""

import streamlit as st

from assistant.domain import Person, Role
from assistant.ui import parts, sheet, wiring, words
from assistant.ui.markup import escape, label
from assistant.ui.wiring import Key

SHOWN = 50
OFF = (
    "{name} sees nothing from their next click on, in every open window. Nothing of theirs is "
    "deleted, and a partner keeps the notes and drafts of the pair."
)
ON = "{name} comes in as before, with everything that was theirs."


def show() -> None:
    """The section of the Program page."""
    people = wiring.coach().roster(wiring.reader())
    off = sum(p.disabled for p in people)
    parts.section("People", f"{len(people)} in the program, {off or 'none'} without access.")
    found = people
    if len(people) > SHOWN:
        wanted = st.text_input("Find a person by name or address", key=Key.FILTER.at("people"))
        found = [p for p in people if wanted.strip().lower() in f"{p.name} {p.email}".lower()]
    with st.container(border=True, key="up-roster", gap=None):
        for person in found[:SHOWN]:
            _row(person)
    if len(found) > SHOWN:
        st.caption(f"The first {SHOWN} of {len(found)}; type a part of the name to find others.")


def _row(person: Person) -> None:
    asked = Key.DECISION.at("access", person.email)
    place = f"up-person-{person.email}"
    with st.container(horizontal=True, vertical_alignment="center", key=place):
        st.html(_line(person), width="stretch")
        verb = "Switch on" if person.disabled else "Switch off"
        if person.email == wiring.reader():
            st.html('<span class="up-small">You</span>', width="content")
        elif not st.session_state.get(asked) and st.button(
            verb, key=f"{asked}:ask", type="tertiary"
        ):
            st.session_state[asked] = True
            st.rerun()
    if st.session_state.get(asked):
        with st.container(key=f"up-sure-{person.email}", gap="small"):
            _confirm(person, asked)


def _line(person: Person) -> str:
    roles = words.names([words.ROLES[r] for r in Role if r in person.roles]) or "No role"
    state = sheet.tag("No access", "warn") if person.disabled else sheet.tag("Access", "on")
    return (
        f'<strong>{escape(person.name)}</strong> {state}<span class="up-meta">'
        f"{escape(person.email)}, {escape(roles)}</span>"
    )


def _confirm(person: Person, asked: str) -> None:
    follows = (ON if person.disabled else OFF).format(name=person.name)
    st.html(f'<p class="up-small">{escape(follows)}</p>')
    verb = "Switch on" if person.disabled else "Switch off"
    with st.container(horizontal=True):
        sure = st.button(label(f"{verb} {person.name}"), type="primary", key=f"{asked}:yes")
        leave = st.button("Leave it as it is", key=f"{asked}:no")
    with parts.sentences():
        if sure:
            wiring.coach().switch_access(wiring.reader(), person.email, not person.disabled)
            said = "has access again" if person.disabled else "has no access from now on"
            wiring.tell(f"{person.name} {said}.")
        if sure or leave:
            st.session_state.pop(asked)
            st.rerun()
