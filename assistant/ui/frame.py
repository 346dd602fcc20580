"""What surrounds every page: the style sheet, the sidebar, and sentences shown once."""

import logging
import traceback
from pathlib import Path

import streamlit as st

from assistant.domain import Person, Role
from assistant.errors import NotFound, Refused
from assistant.ui import staying, wiring, words
from assistant.ui.identity import SignedOut
from assistant.ui.markup import escape, label
from assistant.ui.wiring import Key

ICON = str(Path(__file__).with_name("icon.png"))
"""The tab's picture; a Material icon here would be fetched from the internet."""

_LOG = logging.getLogger("upmentor.pages")
_STYLE = Path(__file__).with_name("style.css")
_SCRIPT = Path(__file__).with_name("beside.js")


def style() -> None:
    """Bring in the one style sheet."""
    st.html(_STYLE)


def script(person: Person | None) -> None:
    """Bring in the page's script, and tell it whose page this is."""
    data = " ".join(f'data-{n}="{escape(v)}"' for n, v in staying.told(person).items())
    st.html(f'<div class="up-beside" {data}></div>')
    st.html(f"<script>{_SCRIPT.read_text()}</script>", unsafe_allow_javascript=True)


def told() -> None:
    """Show what the last action has to say, once."""
    if sentence := st.session_state.pop(Key.TOLD, ""):
        st.toast(label(sentence))


def refused(error: Exception) -> None:
    """A whole page for somebody who cannot come in, with the reason and the way back."""
    title, way_out = "Upmentor cannot open", "Go back to sign-in"
    if isinstance(error, SignedOut):
        title, way_out = "You are signed out", "Sign in again"
    elif isinstance(error, (Refused, NotFound)):
        title = "Upmentor cannot let you in"
        way_out = "Sign out" if st.user.get("is_logged_in") else way_out
    st.html(f'<div class="up-head"><p class="up-brand">Upmentor</p><h1>{title}</h1></div>')
    st.error(label(str(error)))
    st.button(way_out, on_click=staying.sign_out, type="primary")


def unexpected(error: Exception) -> None:
    """One sentence for a failure nobody foresaw; the log gets its kind and place, no content."""
    where = traceback.extract_tb(error.__traceback__)[-1]
    file = Path(where.filename).name
    _LOG.error("page failed: %s in %s, line %s", type(error).__name__, file, where.lineno)
    st.error(
        "Something unexpected went wrong here. What was saved is safe; reload the page, and tell "
        "your program's contact if it happens again.",
        icon=":material/error:",
    )


def sidebar(person: Person) -> None:
    """Who is signed in, which pair is open, and the way out."""
    with st.sidebar:
        _pair(person)
        titles = words.names([words.ROLES[r] for r in Role if r in person.roles])
        demo = "<br>Demo mode, fictional people" if wiring.coach().is_demo() else ""
        st.html(
            f'<div class="up-me"><strong>{escape(person.name)}</strong>'
            f'<span class="up-small">{escape(titles)}{demo}</span></div>'
        )
        st.button("Sign out", on_click=staying.sign_out, width="stretch")


def _pair(person: Person) -> None:
    pairs = {p.id: p for p in wiring.coach().pairs(person.email)}
    if len(pairs) < 2:
        return

    def partner(pair_id: str) -> str:
        pair = pairs[pair_id]
        side = pair.side_of(person.email)
        return pair.person(side.other).name if side else pair_id

    st.selectbox("Pair: you and", list(pairs), format_func=partner, key=Key.PAIR)
