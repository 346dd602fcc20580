"""Notes: log a session, write a note, decide what it proposes, check in."""

import streamlit as st

from assistant.domain import Pair, SessionNote, Visibility
from assistant.ui import logging_parts, parts, wiring, words
from assistant.ui.markup import escape, prose
from assistant.ui.sheet import tag
from assistant.ui.wiring import Key


def show() -> None:
    """The page."""
    pair = wiring.pair()
    parts.head(
        "Notes",
        "A note is private until you share it with your partner. HR and the admin never see notes.",
    )
    if pair is None:
        parts.empty(*parts.NO_PAIR)
        return
    main, aside = st.columns([7, 4], gap="large")
    with aside:
        logging_parts.session(pair)
        logging_parts.check_in(pair)
    with main, parts.sentences():
        if pair.ended_on is None:
            _write(pair)
            logging_parts.proposals(pair)
        _read(pair, wiring.coach().notes(wiring.reader(), pair.id))


def _write(pair: Pair) -> None:
    parts.section("Write a note")
    if not pair.sessions:
        parts.empty("No session yet", "Log or plan a session first; a note belongs to one.")
        return
    numbers = [s.number for s in reversed(pair.sessions)]
    held = max((s.number for s in pair.held()), default=numbers[-1])
    dates = {s.number: s for s in pair.sessions}
    saved = st.session_state.setdefault(Key.NOTE.at("saved"), 0)  # a new form after each save
    with st.container(border=True):  # no form: what is typed outlives a change of page
        session = st.selectbox(
            "Session",
            numbers,
            index=numbers.index(held),
            format_func=lambda n: f"Session {n}, {words.day(dates[n].held_on)}",
            key=Key.NOTE.at("session"),
        )
        text = st.text_area(
            "What happened, what you learned, what each of you will do",
            key=Key.NOTE.at("text", saved),
            height=200,
            persist_state="session",
            placeholder="For example: We tried three prompts. I will send the template by Friday.",
        )
        visible = _who_reads(Key.NOTE.at("visible", saved), Visibility.PRIVATE)
        if not st.button("Save the note", type="primary"):
            return
    with parts.sentences(), st.spinner("Saving the note and making it searchable"):
        kept = wiring.coach().save_note(wiring.reader(), pair.id, session, text, visible)
        st.session_state[Key.NOTE.at("saved")] = saved + 1
        found = len(kept.proposals)
        more = f" It proposes {words.count_of(found, 'action')}; decide below." if found else ""
        wiring.tell(f"Note saved.{more}")
        st.rerun()


def _who_reads(key: str, now: Visibility) -> Visibility:
    titles = {Visibility.PRIVATE: "Keep it private", Visibility.PAIR: "Share it with my partner"}
    return st.radio(
        "Who can read it",
        list(titles),
        index=list(titles).index(now),
        format_func=titles.__getitem__,
        captions=[words.VISIBLE[v] for v in titles],
        key=key,
    )


def _read(pair: Pair, notes: list[SessionNote]) -> None:
    parts.section("Notes so far")
    if not notes:
        parts.empty("Nothing written yet", "Write the first note above, right after you meet.")
        return
    latest = max(n.session for n in notes)
    for number in sorted({n.session for n in notes}, reverse=True):
        here = [n for n in notes if n.session == number]
        title = (
            f"Session {number}, {words.day(here[0].held_on)}: {words.count_of(len(here), 'note')}"
        )
        with st.expander(title, expanded=number == latest):
            for note in here:
                _note(note, pair)


def _note(note: SessionNote, pair: Pair) -> None:
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
    if (
        mine
        and pair.ended_on is None
        and st.button("Edit this note", key=Key.EDIT.at(note.id), type="tertiary")
    ):
        st.session_state[editing] = note.version
        st.rerun()


def _edit(note: SessionNote, pair: Pair, editing: str) -> None:
    """The version read when editing began is what is saved against, so a conflict is told."""
    with st.form(Key.EDIT.at(note.id, "form")):
        text = st.text_area("Note", note.text, key=Key.EDIT.at(note.id, "text"), height=240)
        visible = _who_reads(Key.EDIT.at(note.id, "visible"), note.visibility)
        with st.container(horizontal=True):
            save = st.form_submit_button("Save changes", type="primary")
            leave = st.form_submit_button("Cancel")
    with parts.sentences():
        if save:
            coach, version = wiring.coach(), st.session_state[editing]
            reader, session = wiring.reader(), note.session
            coach.save_note(reader, pair.id, session, text, visible, note.id, version)
            wiring.tell("Note saved.")
        if save or leave:
            st.session_state.pop(editing)
            st.rerun()


if __name__ == "__main__":
    show()
