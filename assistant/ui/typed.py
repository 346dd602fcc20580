"""Fields whose text outlives a refresh, a change of page and a restart.

The page's script posts what is typed while it is typed; what a field holds at a rerun is kept
here too. A place names what the text belongs to, a form one filling-in of it.
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, TypeVar
from uuid import uuid4

import streamlit as st

from assistant.errors import UpmentorError
from assistant.ui import wiring, words
from assistant.ui.markup import escape
from assistant.ui.wiring import Key

Value = TypeVar("Value", bound=object)


def area(label: str, value: str = "", *, key: str, place: str, **look: Any) -> str:
    """A text area that begins with what was typed at its place before, else with ``value``."""
    if key not in st.session_state:
        found = put_back(place, value)
        st.session_state[key] = value if found is None else found
    text = st.text_area(label, key=key, **look) or ""
    keep(place, text, value)
    told(key, place)
    return text


def number(
    label: str, low: int, high: int, value: int, *, key: str, place: str, **look: Any
) -> int:
    """A whole number, likewise."""
    if key not in st.session_state:
        found = put_back(place, str(value)) or ""
        st.session_state[key] = min(max(int(found), low), high) if found.isdecimal() else value
    chosen = int(st.number_input(label, low, high, key=key, **look))
    keep(place, str(chosen), str(value))
    told(key, place)
    return chosen


def put_back(place: str, value: str = "") -> str | None:
    """What was typed at a place and is not saved, if it is not simply ``value``."""
    kept = wiring.coach().typed(wiring.reader(), place)
    if kept is None or kept.text == value:
        return None
    st.session_state[Key.TYPED.at("form", place)] = kept.form
    st.session_state[Key.TYPED.at("text", place)] = kept.text
    st.session_state[Key.TYPED.at("back", place)] = words.moment(kept.saved_at)
    return kept.text


def choice(key: str, place: str, options: Sequence[Value], usual: Value) -> None:
    """Begin a choice among few options with what was chosen at its place before."""
    if key not in st.session_state:
        kept = put_back(place, str(usual))
        found = next((o for o in options if str(o) == kept), usual)
        st.session_state[key] = found


def keep(place: str, text: str, value: str = "") -> None:
    """Keep what a field holds now, if that is news."""
    known = Key.TYPED.at("text", place)
    if text != st.session_state.get(known, value):
        with suppress(UpmentorError):  # it still stands in its field
            wiring.coach().keep_typed(wiring.reader(), place, _form(place), text)
            st.session_state[known] = text


def told(key: str, place: str) -> None:
    """The line under a field: what was put back; the page's script writes there too."""
    at = st.session_state.get(Key.TYPED.at("back", place))
    said = f"Put back what you had typed on {at}." if at else ""
    css = re.sub(r"[^a-zA-Z0-9_-]", "-", key)
    st.html(
        f'<p class="up-kept" data-field="st-key-{escape(css)}" data-place="{escape(place)}" '
        f'data-form="{_form(place)}">{escape(said)}</p>'
    )


def was_put_back(place: str) -> bool:
    """Whether a field was filled with what had been typed before."""
    return Key.TYPED.at("back", place) in st.session_state


def waiting(start: str) -> list[str]:
    """The places that begin so, and hold something that is not saved."""
    return [p for p in wiring.coach().typed_places(wiring.reader()) if p.startswith(start)]


def end(*places: str) -> None:
    """Forget what was typed at these places: it was saved, or given up."""
    with suppress(UpmentorError):  # what was saved is saved
        wiring.coach().end_typed(wiring.reader(), {place: _form(place) for place in places})
    for place in places:
        for what in ("form", "text", "back"):
            st.session_state.pop(Key.TYPED.at(what, place), None)


def _form(place: str) -> str:
    return str(st.session_state.setdefault(Key.TYPED.at("form", place), uuid4().hex))
