"""Fields whose text outlives a refresh, a change of page and a restart: the page's script posts it.

A place names what the text belongs to, a form one filling-in of it.
"""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any
from uuid import uuid4

import streamlit as st

from assistant.errors import UpmentorError
from assistant.ui import wiring, words
from assistant.ui.markup import escape
from assistant.ui.wiring import Key

Discard = Callable[[], None] | None


def area(
    label: str, value: str = "", *, key: str, place: str, discard: Discard = None, **look: Any
) -> str:
    """A text area that begins with what was typed at its place before, else with ``value``.

    ``discard`` is called by a button that is there when something was put back.
    """
    begins = _begins(key, place, value)
    # Nothing is run when the field is left: that would swallow the click that leaves it.
    text = st.text_area(label, begins, key=key, on_change="ignore", **look) or ""
    keep(place, text, value)
    told(key, place, discard)
    return text


def number(label: str, low: int, high: int, value: int, *, key: str, place: str, width: int) -> int:
    """A whole number, likewise."""
    begins = _begins(key, place, str(value))
    begin = min(max(int(begins), low), high) if begins.isdecimal() else value
    chosen = int(st.number_input(label, low, high, begin, key=key, width=width))
    keep(place, str(chosen), str(value))
    told(key, place)
    return chosen


def choice(key: str, place: str, options: Sequence[object], usual: object) -> int:
    """Which of a few options a choice begins with, likewise."""
    names, begins = [str(o) for o in options], _begins(key, place, str(usual))
    return names.index(begins if begins in names else str(usual))


def _begins(key: str, place: str, value: str) -> str:
    """What a field that is new on this page holds; the same at every run while it stays there."""
    begins = Key.TYPED.at("begins", key)
    if key not in st.session_state or begins not in st.session_state:
        found = put_back(place, value)
        st.session_state[begins] = value if found is None else found
    return str(st.session_state[begins])


def put_back(place: str, value: str = "") -> str | None:
    """What was typed at a place and is not saved, if it is not simply ``value``."""
    kept = wiring.coach().typed(wiring.reader(), place)
    if kept is None or kept.text == value:
        return None
    st.session_state[Key.TYPED.at("form", place)] = kept.form  # two pages share one filling-in
    st.session_state[Key.TYPED.at("text", place)] = kept.text
    st.session_state[Key.TYPED.at("back", place)] = words.moment(kept.saved_at)
    return kept.text


def keep(place: str, text: str, value: str = "") -> None:
    """Keep what a field holds now, if that is news."""
    known = Key.TYPED.at("text", place)
    if text == st.session_state.get(known, value):
        return
    with suppress(UpmentorError):  # it still stands in its field
        wiring.coach().keep_typed(wiring.reader(), place, _form(place), text)
        st.session_state[known] = text


def told(key: str, place: str, discard: Discard = None) -> None:
    """The line under a field: what was put back; the page's script writes there too."""
    at = st.session_state.get(Key.TYPED.at("back", place))
    said = f"Put back what you had typed on {at}." if at else ""
    css = re.sub(r"[^a-zA-Z0-9_-]", "-", key)
    line = (
        f'<p class="up-kept" data-field="st-key-{escape(css)}" data-place="{escape(place)}" '
        f'data-form="{_form(place)}">{escape(said)}</p>'
    )
    if not at or discard is None:
        st.html(line)
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.html(line, width="content")
        key = Key.TYPED.at("discard", place)
        st.button("Discard it", type="tertiary", key=key, on_click=discard)


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
    key = Key.TYPED.at("form", place)
    if key not in st.session_state:
        kept = wiring.coach().typed(wiring.reader(), place)
        st.session_state[key] = kept.form if kept else uuid4().hex
    return str(st.session_state[key])
