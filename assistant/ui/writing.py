"""Drafts while they are written, and the ways on from one that was not finished."""

from dataclasses import replace

import streamlit as st

from assistant.drafts import Kind
from assistant.errors import ModelError, Refused, UpmentorError
from assistant.stored import DraftRecord
from assistant.ui import growing, wiring
from assistant.ui.parts import sentences
from assistant.ui.sheet import Names
from assistant.ui.unfinished import Unfinished, Wanted, left_of, part, why
from assistant.ui.wiring import Key


def opened(kind: Kind, wanted: Wanted | None, names: Names, doing: str) -> None:
    """Write what is wanted, or show what was not finished; a draft that is done is opened."""
    done = write(wanted, names, doing) if wanted else unfinished(kind, names)
    if done:
        st.session_state[Key.OPENED.at(kind)] = done.id
    if done or (wanted and left_of(wanted)):
        st.rerun()


def write(wanted: Wanted, names: Names, doing: str, *, offline: bool = False) -> DraftRecord | None:
    """Draw a draft while it is written; returns the finished one, or None after a refusal.

    What has arrived is kept at each step, so that stopping, leaving and failing lose nothing.
    """
    key = wanted.key
    asks_model = not offline and wiring.coach().model_status(wiring.reader()).active
    st.session_state[key] = Unfinished(wanted)

    def keep(part: DraftRecord) -> None:
        st.session_state[key] = Unfinished(wanted, part)

    with sentences(), st.spinner(doing, show_time=asks_model):
        if asks_model:
            st.button("Stop", icon=":material/stop_circle:", key=Key.UNFINISHED.at("stop"))
        try:
            last = growing.draw(wanted.stream(offline=offline), names, "new", keep)
        except UpmentorError as error:
            goes_on = asks_model and isinstance(error, ModelError | Refused)
            if not goes_on and not wanted.asked:
                st.session_state.pop(key, None)
                raise
            notices = getattr(error, "notices", ())
            left = replace(st.session_state[key], sentence=str(error), notices=notices)
            st.session_state[key] = left
            return None
        st.session_state.pop(key, None)
        return last
    return None


def unfinished(kind: Kind, names: Names) -> DraftRecord | None:
    """What is kept of a draft that did not come to its end, with a way to have it offline.

    Returns the offline draft when it was asked for and written.
    """
    key = Key.UNFINISHED.at(kind)
    left = st.session_state.get(key)
    if not isinstance(left, Unfinished):
        return None
    why(left)
    with st.container(horizontal=True):
        again = st.button("Draft offline instead", type="primary", key=Key.UNFINISHED.at("offline"))
        if st.button("Dismiss", key=Key.UNFINISHED.at("dismiss")):
            del st.session_state[key]
            st.rerun()
    if again:
        return write(left.wanted, names, "Drafting without the model", offline=True)
    part(left, names, f"left-{kind.value}")
    return None
