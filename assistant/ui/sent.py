"""Under a draft that a model wrote: how it was asked, and exactly what left this machine."""

import streamlit as st

from assistant.errors import NotFound
from assistant.stored import DraftRecord
from assistant.ui import parts, wiring
from assistant.ui.markup import escape, label
from assistant.ui.wiring import Key


def under(record: DraftRecord) -> None:
    """Nothing for an offline draft; else notices, and the text that was sent for who asked."""
    if record.engine.startswith("offline"):
        return
    for notice in st.session_state.get(Key.UNFINISHED.at("notices", record.id), ()):
        st.html(f'<p class="up-small">{escape(notice)}</p>')
    if record.author != wiring.reader():
        return
    if st.button(
        "What was sent", icon=":material/upload:", type="tertiary", key=Key.SENT.at(record.id)
    ):
        _for_draft(record)


@st.dialog("What was sent", width="large")
def _for_draft(record: DraftRecord) -> None:
    with parts.sentences():
        try:
            left = wiring.coach().what_left(wiring.reader(), record.id)
        except NotFound:
            st.info("The text that was sent for this draft is not kept any more.")
            return
        cost = f", about {left.cost:.4f} by the price that is set" if left.cost is not None else ""
        st.html(
            f'<p class="up-small">To {escape(left.engine)}: {left.tokens_in:,} tokens in, '
            f"{left.tokens_out:,} out{cost}. Names, addresses and titles were replaced by "
            "stand-ins before it left.</p>"
        )
        code(left.sent)


def code(text: str) -> None:
    """The very text, letter by letter."""
    st.code(text, language=None, wrap_lines=True, height=420)


def in_rehearsal(text: str, engine: str) -> None:
    """The text that was sent for one turn; it is kept on this page only."""
    with st.expander(f"What was sent to {label(engine)}"):
        code(text)
