"""Notes: log a session, write a note, decide what it proposes, check in."""

import streamlit as st

from assistant.domain import Pair, SessionNote, Visibility
from assistant.ui import logging_parts, parts, wiring, words
from assistant.ui.markup import escape, label, prose
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
    with st.form(Key.NOTE.at("form")):
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
        if not st.form_submit_button("Save the note", type="primary"):
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
    for note in reversed(notes):
        with st.container(border=True):
            _note(note, pair)


def _note(note: SessionNote, pair: Pair) -> None:
    mine = note.author == wiring.reader()
    name = "You" if mine else wiring.names(pair).get(note.author, note.author)
    seen = tag("Private") if note.visibility is Visibility.PRIVATE else tag("Shared", "on")
    st.html(
        f'<div class="up-note"><p class="up-by">{escape(name)} {seen}</p>'
        f'<p class="up-small">Session {note.session}, {words.day(note.held_on)}</p>'
        f'<div class="up-text">{prose(note.text)}</div></div>'
    )
    if not mine or pair.ended_on is not None:
        return
    with st.expander("Edit this note", key=Key.EDIT.at("open", note.id)):
        with st.form(Key.EDIT.at(note.id, note.version), border=False):
            text = st.text_area("Text", note.text, key=Key.EDIT.at(note.id, "text"), height=220)
            visible = _who_reads(Key.EDIT.at(note.id, "visible"), note.visibility)
            save = st.form_submit_button("Save changes", type="primary")
        version = st.session_state.setdefault(Key.EDIT.at(note.id, "version"), note.version)
        if save:
            with parts.sentences():
                wiring.coach().save_note(
                    wiring.reader(), pair.id, note.session, text, visible, note.id, version
                )
                st.session_state.pop(Key.EDIT.at(note.id, "version"))
                wiring.tell(label("Note saved."))
                st.rerun()


if __name__ == "__main__":
    show()
