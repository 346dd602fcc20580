"""Reading the notes that a partner may read, and changing one's own."""

import streamlit as st

from assistant.domain import Pair, SessionNote, Visibility
from assistant.ui import consent, deleting, parts, typed, wiring, words
from assistant.ui.markup import escape, prose
from assistant.ui.sheet import tag
from assistant.ui.wiring import Key

HR_READS = (
    "HR's copy of your summary rests on this note. If you change what it says there, or keep the "
    "note private, HR loses that copy and both of you are told."
)


def who_reads(key: str, now: Visibility, place: str) -> Visibility:
    """Private or shared, with what each means in plain words."""
    titles = {Visibility.PRIVATE: "Keep it private", Visibility.PAIR: "Share it with my partner"}
    chosen = st.radio(
        "Who can read it",
        list(titles),
        typed.choice(key, place, list(titles), now),
        format_func=titles.__getitem__,
        captions=[words.VISIBLE[v] for v in titles],
        key=key,
    )
    typed.keep(place, str(chosen), str(now))
    return chosen


def read(pair: Pair, notes: list[SessionNote]) -> None:
    """The notes by session, the latest open."""
    parts.section("Notes so far")
    if not notes:
        parts.empty("Nothing written yet", "Write the first note above, right after you meet.")
        return
    latest, asked = max(n.session for n in notes), consent.asked_for()
    places = (place.split(":", 2) for place in typed.waiting("edit-note:"))
    unsaved = {note_id: int(version) for _, version, note_id in places}
    for note_id, version in unsaved.items():
        st.session_state.setdefault(Key.EDITING.at(note_id), version)
    for number in sorted({n.session for n in notes}, reverse=True):
        here = [n for n in notes if n.session == number]
        title = (
            f"Session {number}, {words.day(here[0].held_on)}: {words.count_of(len(here), 'note')}"
        )
        with st.expander(title, expanded=number == latest or any(n.id in unsaved for n in here)):
            for note in here:
                _note(note, pair, asked)


def _note(note: SessionNote, pair: Pair, asked: consent.Asked) -> None:
    mine = note.author == wiring.reader()
    editing = Key.EDITING.at(note.id)
    if mine and st.session_state.get(editing):
        _edit(note, pair, editing)
        return
    name = "You" if mine else wiring.names(pair).get(note.author, note.author)
    seen = tag("Private") if note.visibility is Visibility.PRIVATE else tag("Shared", "on")
    st.html(
        f'<div class="up-note"><p class="up-by">{escape(name)} {seen}</p>'
        f'<div class="up-text">{prose(note.text)}</div></div>'
    )
    if mine:
        consent.note(note, asked)
    if not mine:
        return
    if deleting.asked(note):
        deleting.sure(note)
        return
    with st.container(horizontal=True, gap="small"):
        if pair.ended_on is None and st.button("Edit", key=Key.EDIT.at(note.id), type="tertiary"):
            st.session_state[editing] = note.version
            st.rerun()
        deleting.ask(note)


def _edit(note: SessionNote, pair: Pair, editing: str) -> None:
    """The version read when editing began is what is saved against, so a conflict is told."""
    version = st.session_state[editing]
    place, who = f"edit-note:{version}:{note.id}", f"edit-who:{version}:{note.id}"
    with st.form(Key.EDIT.at(note.id, "form")):
        if wiring.coach().hr_reads(wiring.reader(), note.id):
            st.html(f'<p class="up-small">{HR_READS}</p>')
        key = Key.EDIT.at(note.id, "text")
        text = typed.area("Note", note.text, key=key, place=place, height=240)
        visible = who_reads(Key.EDIT.at(note.id, "visible"), note.visibility, who)
        with st.container(horizontal=True):
            save = st.form_submit_button("Save changes", type="primary")
            leave = st.form_submit_button("Cancel")
    with parts.sentences():
        if save:
            coach, reader, session = wiring.coach(), wiring.reader(), note.session
            kept = coach.save_note(reader, pair.id, session, text, visible, note.id, version)
            more = " HR's copy of your summary rested on it and is withheld." * kept.withheld
            wiring.tell(f"Note saved.{more}")
        if save or leave:
            st.session_state.pop(editing)
            typed.end(place, who)
            st.rerun()
