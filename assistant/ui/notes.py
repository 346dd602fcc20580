"""Notes: log a session, write a note, decide what it proposes, check in."""

import streamlit as st

from assistant.domain import Pair, Visibility
from assistant.ui import logging_parts, note_parts, parts, proposing, typed, wiring, words
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
            proposing.proposals(pair)
        note_parts.read(pair, wiring.coach().notes(wiring.reader(), pair.id))


def _write(pair: Pair) -> None:
    parts.section("Write a note")
    if not pair.sessions:
        parts.empty("No session yet", "Log or plan a session first; a note belongs to one.")
        return
    numbers = [s.number for s in reversed(pair.sessions)]
    held = max((s.number for s in pair.held()), default=numbers[-1])
    dates = {s.number: s for s in pair.sessions}
    saved = st.session_state.setdefault(Key.NOTE.at("saved"), 0)  # new fields after each save
    places = text_place, *_ = tuple(f"note:{pair.id}{part}" for part in ("", ":session", ":who"))

    def key(part: str) -> str:
        return Key.NOTE.at(part, pair.id, saved)

    with st.container(border=True):
        session = st.selectbox(
            "Session",
            numbers,
            typed.choice(key("session"), places[1], numbers, held),
            format_func=lambda n: f"Session {n}, {words.day(dates[n].held_on)}",
            key=key("session"),
        )
        typed.keep(places[1], str(session), str(held))
        text = typed.area(
            "What happened, what you learned, what each of you will do",
            key=key("text"),
            place=text_place,
            discard=lambda: _begin_anew(saved, places),
            height=200,
            placeholder="For example: We tried three prompts. I will send the template by Friday.",
        )
        visible = note_parts.who_reads(key("visible"), Visibility.PRIVATE, places[2])
        if not st.button("Save the note", type="primary"):
            return
    with parts.sentences(), st.spinner("Saving the note and making it searchable"):
        kept = wiring.coach().save_note(wiring.reader(), pair.id, session, text, visible)
        found = len(kept.proposals)
        more = f" It proposes {words.count_of(found, 'action')}; decide below." if found else ""
        wiring.tell(f"Note saved.{more}")
        _begin_anew(saved, places)
        st.rerun()


def _begin_anew(saved: int, places: tuple[str, ...]) -> None:
    typed.end(*places)
    st.session_state[Key.NOTE.at("saved")] = saved + 1


if __name__ == "__main__":
    show()
