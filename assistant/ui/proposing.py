"""Actions that a note proposes."""

from datetime import timedelta

import streamlit as st

from assistant.coach import Proposal
from assistant.domain import Pair
from assistant.ui import parts, wiring
from assistant.ui.markup import escape, label
from assistant.ui.wiring import Key


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
    side = pair.side_of(reader)
    partner = pair.person(side.other).called if side else "your partner"
    shows = (
        f"<strong>This note is private.</strong> Accepting shows these words to {escape(partner)}."
        if proposal.private
        else ""
    )
    st.html(
        f'<p>{escape(proposal.text)}</p><p class="up-small">From your note on session '
        f"{proposal.session}. {shows}</p>"
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
    verb = f"Accept and show {partner}" if proposal.private else "Accept"
    with st.container(horizontal=True, gap="small"):
        accept = st.button(label(verb), type="primary", key=Key.DECISION.at(proposal.id, "yes"))
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
