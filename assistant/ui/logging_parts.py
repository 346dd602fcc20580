"""What goes on record beside a note: sessions, check-ins, and actions that a note proposes."""

from datetime import timedelta

import streamlit as st

from assistant.coach import Proposal
from assistant.domain import Pair, SessionStatus
from assistant.ui import parts, sheet, wiring, words
from assistant.ui.markup import escape
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
                max_chars=1000,
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


def proposals(pair: Pair) -> None:
    """Actions read out of the reader's own notes: nobody's task until accepted."""
    waiting = wiring.coach().proposals(wiring.reader(), pair.id)
    if not waiting:
        return
    parts.section("Proposed actions", "Read out of your notes. Nobody's task until you accept it.")
    for proposal in waiting:
        with st.container(border=True):
            _proposal(proposal, pair)


def _proposal(proposal: Proposal, pair: Pair) -> None:
    coach, reader, names = wiring.coach(), wiring.reader(), wiring.names(pair)
    st.html(
        f'<p>{escape(proposal.text)}</p><p class="up-small">From your note on session '
        f"{proposal.session}</p>"
    )
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        owner = st.selectbox(
            "Owner",
            list(names),
            index=list(names).index(proposal.owner),
            format_func=names.__getitem__,
            key=Key.OWNER.at(proposal.id),
            width=190,
        )
        due = st.date_input(
            "Due",
            wiring.today() + timedelta(days=14),
            key=Key.DUE.at(proposal.id),
            format="YYYY-MM-DD",
            width=150,
        )
        accept = st.button("Accept", type="primary", key=Key.DECISION.at(proposal.id, "yes"))
        dismiss = st.button("Dismiss", key=Key.DECISION.at(proposal.id, "no"))
    with parts.sentences():
        if accept:
            coach.accept_action(reader, proposal.id, owner, due)
            wiring.tell("Accepted. It is now an open action of your pair.")
        if dismiss:
            coach.dismiss_action(reader, proposal.id)
            wiring.tell("Dismissed.")
        if accept or dismiss:
            st.rerun()
