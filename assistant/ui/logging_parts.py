"""What goes on record beside a note: sessions and check-ins."""

import streamlit as st

from assistant.domain import Pair, SessionStatus
from assistant.ui import parts, sheet, wiring, words
from assistant.ui.wiring import Key

STATUSES = (SessionStatus.HELD, SessionStatus.PLANNED, SessionStatus.CANCELLED)
SCALE = {1: "1, not at all", 2: "2", 3: "3", 4: "4", 5: "5, very much"}


def session(pair: Pair) -> None:
    """Plan a session, or say that it was held or cancelled."""
    parts.section("Sessions")
    lines = [
        f'Session {s.number}<span class="up-meta">{words.SESSIONS[s.status]}, '
        f"{words.day(s.held_on)}, {s.minutes} minutes</span>"
        for s in pair.sessions
    ]
    st.html(sheet.listing(lines))
    if pair.ended_on is not None:
        return
    last = max((s.number for s in pair.sessions), default=0)
    upcoming = pair.next_session()
    numbers = [*(s.number for s in pair.sessions), last + 1]
    with st.expander("Log or plan a session"), st.form(Key.SESSION.at("form"), border=False):
        number = st.selectbox(
            "Session",
            numbers,
            index=numbers.index(upcoming.number if upcoming else last + 1),
            format_func=lambda n: f"Session {n}" if n <= last else f"Session {n} (new)",
            key=Key.SESSION.at("number"),
        )
        status = st.radio(
            "What about it?",
            STATUSES,
            format_func=words.SESSIONS.__getitem__,
            horizontal=True,
            key=Key.SESSION.at("status"),
        )
        on = st.date_input("Date", wiring.today(), key=Key.SESSION.at("date"), format="YYYY-MM-DD")
        minutes = st.number_input("Minutes", 15, 480, 45, 5, key=Key.SESSION.at("minutes"))
        if st.form_submit_button("Save the session", type="primary"):
            with parts.sentences():
                reader, known = wiring.reader(), int(minutes)
                wiring.coach().log_session(reader, pair.id, number, status, on, known)
                wiring.tell(f"Session {number} is logged as {words.SESSIONS[status].lower()}.")
                st.rerun()


def check_in(pair: Pair) -> None:
    """Two questions after a session."""
    held = [s.number for s in reversed(pair.held())]
    if not held or pair.ended_on is not None:
        return
    mine = {c.session: c for c in pair.check_ins if c.by == wiring.reader()}
    parts.section("Check-in", "Two questions after each session, one minute.")
    with st.expander("Answer the two questions", expanded=held[0] not in mine):
        number = st.selectbox(
            "After session", held, format_func=lambda n: f"Session {n}", key=Key.SESSION.at("after")
        )
        old = mine.get(number)
        with st.form(Key.SESSION.at("pulse", number), border=False):
            useful = st.radio(
                "How useful was it to you?",
                list(SCALE),
                format_func=SCALE.__getitem__,
                horizontal=True,
                index=old.useful - 1 if old else None,
                key=Key.SESSION.at("useful", number),
            )
            heard = st.radio(
                "How free were you to say what you think?",
                list(SCALE),
                format_func=SCALE.__getitem__,
                horizontal=True,
                index=old.heard - 1 if old else None,
                key=Key.SESSION.at("heard", number),
            )
            comment = st.text_input(
                "Anything to add? (optional)",
                old.comment if old else "",
                key=Key.SESSION.at("comment", number),
            )
            st.html(
                '<p class="up-small">Your partner can read your answers. HR never gets them.</p>'
            )
            if st.form_submit_button("Send the check-in", type="primary"):
                with parts.sentences():
                    wiring.coach().check_in(
                        wiring.reader(), pair.id, number, useful or 0, heard or 0, comment
                    )
                    wiring.tell("Thank you. Your check-in is kept.")
                    st.rerun()
