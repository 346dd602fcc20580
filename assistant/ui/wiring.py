"""What every page stands on: the Coach, who is signed in, the open pair, the session's keys."""

import os
from datetime import date
from enum import StrEnum

import streamlit as st

from assistant.bootstrap import build
from assistant.coach import Coach
from assistant.domain import Pair, Person
from assistant.settings import Settings
from assistant.ui import identity


class Key(StrEnum):
    """Every key of ``st.session_state``; ``at`` makes one for a single record."""

    READER = "reader"
    SIGN_IN = "sign-in"
    TYPED = "typed"
    PAIR = "pair"
    TOLD = "told"
    PICKED = "picked"
    CONVERSATION = "conversation"
    QUESTION = "question"
    OPENED = "opened"
    REASON = "reason"
    KIND = "kind"
    MINUTES = "minutes"
    TOPIC = "topic"
    SITUATION = "situation"
    EDITING = "editing"
    EDIT = "edit"
    NOTE = "note"
    SESSION = "session"
    OWNER = "owner"
    DUE = "due"
    STRIKE = "strike"
    SNAPSHOT = "snapshot"
    DECISION = "decision"
    UPLOAD = "upload"
    FILTER = "filter"
    UNFINISHED = "unfinished"
    SENT = "sent"
    REHEARSAL = "rehearsal"

    def at(self, *places: object) -> str:
        """The key of one record or place: ``edit:draft-1:0:2``."""
        return ":".join([self.value, *(str(p) for p in places)])


@st.cache_resource(show_spinner="Opening the program…")
def _coach(settings: Settings) -> Coach:
    return build(settings, background=True)


def coach() -> Coach:
    """The one Coach of this process; it keeps nothing of a person between calls."""
    return _coach(Settings.from_env(os.environ))


def today() -> date:
    """The day that pages count from."""
    return coach().today()


def reader() -> str:
    """The address of whoever is signed in; empty when nobody is.

    In the demo program that is the person who was picked, else the one whom the identity
    provider vouches for. What they may do is read from the records, never from here.
    """
    if coach().is_demo():
        return str(st.session_state.get(Key.READER, ""))
    return identity.vouched_for(Settings.from_env(os.environ).trust_email)


def person() -> Person | None:
    """The signed-in person as the records have them now, or None when nobody is signed in.

    Raises:
        UpmentorError: when the address is nobody's or not vouched for, their access is switched
            off, or this sign-in was ended.
    """
    if address := reader():
        identity.still_good(coach())
    return coach().person(address) if address else None


def pair() -> Pair | None:
    """The reader's open pair: the one they chose, else their first; None without a pair."""
    pairs = coach().pairs(reader())
    chosen = st.session_state.get(Key.PAIR)
    return next((p for p in pairs if p.id == chosen), pairs[0] if pairs else None)


def names(of: Pair | None) -> dict[str, str]:
    """The partners' names by address."""
    return {p.email: p.name for p in (of.mentor, of.mentee)} if of else {}


def tell(sentence: str) -> None:
    """Keep a sentence to be shown once, after the next rerun."""
    st.session_state[Key.TOLD] = sentence
