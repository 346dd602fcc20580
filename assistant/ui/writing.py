"""Drafts while they are written, and what is left of one that was not finished."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import streamlit as st

from assistant.drafts import Kind
from assistant.errors import ModelError, Refused, UpmentorError
from assistant.stored import DraftRecord
from assistant.ui import growing, sheet, wiring
from assistant.ui.markup import escape, label
from assistant.ui.parts import sentences
from assistant.ui.sheet import Names
from assistant.ui.wiring import Key

STOPPED = "This draft was not finished: you stopped it, or left the page."
INCOMPLETE = '<div class="up-foot"><strong>Incomplete.</strong> This is what had arrived.</div>'


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for, so that it can be asked for again; ``text`` is a question or topic."""

    kind: Kind
    pair_id: str | None
    text: str = ""
    minutes: int = 45
    talk: str | None = None

    def stream(self, *, offline: bool) -> Iterator[DraftRecord]:
        """The draft as it is written, by the model that is chosen or offline."""
        coach, reader = wiring.coach(), wiring.reader()
        if self.kind is Kind.ANSWER:
            return coach.ask(reader, self.text, self.pair_id, self.talk, offline=offline)
        pair = self.pair_id or ""
        return coach.draft(reader, self.kind, pair, self.minutes, self.text, offline=offline)


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A draft that was begun: what had arrived, and why it ended (empty: it was stopped)."""

    wanted: Wanted
    record: DraftRecord | None = None
    sentence: str = ""
    notices: tuple[str, ...] = ()


def opened(kind: Kind, wanted: Wanted | None, names: Names, doing: str) -> None:
    """Write what is wanted, or show what was not finished; a draft that is done is opened."""
    done = write(wanted, names, doing) if wanted else unfinished(kind, names)
    if done:
        st.session_state[Key.OPENED.at(kind)] = done.id
        st.rerun()


def write(wanted: Wanted, names: Names, doing: str, *, offline: bool = False) -> DraftRecord | None:
    """Draw a draft while it is written; returns the finished one, or None after a refusal.

    What has arrived is kept at each step, so that stopping, leaving and failing lose nothing.
    """
    key = Key.UNFINISHED.at(wanted.kind)
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
            if not asks_model or not isinstance(error, ModelError | Refused):
                st.session_state.pop(key, None)
                raise
            notices = getattr(error, "notices", ())
            left = replace(st.session_state[key], sentence=str(error), notices=notices)
            st.session_state[key] = left
            st.rerun()
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
    if left.sentence:
        st.error(label(left.sentence), icon=":material/error:")
    else:
        st.warning(STOPPED)
    for notice in left.notices:
        st.html(f'<p class="up-small">{escape(notice)}</p>')
    with st.container(horizontal=True):
        again = st.button("Draft offline instead", type="primary", key=Key.UNFINISHED.at("offline"))
        if st.button("Dismiss", key=Key.UNFINISHED.at("dismiss")):
            del st.session_state[key]
            st.rerun()
    if again:
        return write(left.wanted, names, "Drafting without the model", offline=True)
    if left.record is not None:
        shown = replace(left.record, complete=False)
        uid = f"left-{kind.value}"
        st.html(sheet.sheet(shown.draft, shown.citations, names, uid=uid, foot=INCOMPLETE))
    return None
