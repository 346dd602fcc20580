"""Staying signed in: what a browser holds between two pages, and what a page may post as whom."""

import os
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import streamlit as st

from assistant.coach import STAYS_SIGNED_IN
from assistant.domain import Person
from assistant.settings import Settings
from assistant.signing import Signer
from assistant.ui import identity, wiring
from assistant.ui.wiring import Key

TICKET = timedelta(minutes=2)
POSTS = timedelta(hours=12)


@cache
def _signer_in(home: Path) -> Signer:
    return Signer(home / "signing.key")


def _signer() -> Signer:
    return _signer_in(Settings.from_env(os.environ).home)


def cookie_name() -> str:
    """A name of this store's own: cookies do not tell one port of a machine from another."""
    return f"upmentor-{_signer().digest('cookie-name', '')[:8]}"


def sign_in_of(cookie: str) -> str:
    """The sign-in in a cookie, if it is still somebody's; else empty."""
    found = _signer().read("cookie", cookie, _now())
    return found if found and wiring.coach().signed_in(found) else ""


def cookie_for(ticket: str) -> str:
    """What to put into the cookie of whoever holds this ticket; empty when it was used before."""
    found = _signer().read("ticket", ticket, _now())
    if not found or not wiring.coach().hand_sign_in(found):
        return ""
    return _signer().sign("cookie", found, _now() + STAYS_SIGNED_IN)


def reader_of(token: str) -> str:
    """Whose page may post with this token; empty when it is too old or its sign-in is over."""
    address, _, sign_in = (_signer().read("typed", token, _now()) or "").partition("\n")
    return address if not sign_in or wiring.coach().signed_in(sign_in) == address else ""


def resume() -> None:
    """Bring in whom the browser's cookie names, and put out whom no sign-in holds any more.

    A page that is open keeps its person: another sign-in in this browser is for new pages.
    """
    if not wiring.coach().is_demo():
        return
    state = st.session_state
    if known := state.get(Key.SIGN_IN):
        if wiring.coach().signed_in(known) != state.get(Key.READER):
            state.clear()
    elif not state.get(Key.READER) and (found := sign_in_of(_cookie())):
        state[Key.READER], state[Key.SIGN_IN] = wiring.coach().signed_in(found), found


def sign_in(address: str) -> None:
    """Become another person of the demo program; nothing of the last one is kept."""
    found = wiring.coach().start_sign_in(address)
    st.session_state.clear()
    st.session_state[Key.READER], st.session_state[Key.SIGN_IN] = address, found
    ticket = _signer().sign("ticket", found, _now() + TICKET)
    st.session_state[Key.SIGN_IN.at("ticket")] = ticket


def sign_out() -> None:
    """Forget the person and everything they opened, in every page of this sign-in."""
    if known := st.session_state.get(Key.SIGN_IN):
        wiring.coach().end_sign_in(known)
    st.session_state.clear()
    identity.sign_out(wiring.coach())


def told(person: Person | None) -> dict[str, str]:
    """What a page's script is told: whose page this is, and what it may post as whom."""
    found = {"base": st.get_option("server.baseUrlPath").strip("/")}
    sign_in = st.session_state.get(Key.SIGN_IN, "")
    if person is not None:
        until = _now().replace(minute=0, second=0, microsecond=0) + POSTS
        found |= {
            "person": _signer().digest("person", person.email)[:16],
            "name": person.name,
            "token": _signer().sign("typed", f"{person.email}\n{sign_in}", until),
        }
        if ticket := st.session_state.get(Key.SIGN_IN.at("ticket")):
            found["ticket"] = ticket
    elif _cookie():
        found["leave"] = "yes"
    return found


def _cookie() -> str:
    found = st.context.cookies.get(cookie_name())
    return found if isinstance(found, str) else ""  # a page that is tested has no browser


def _now() -> datetime:
    return datetime.now(UTC)
