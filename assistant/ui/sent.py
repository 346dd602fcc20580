"""Under a draft: how it was asked, and of a model's exactly what left this machine."""

import json

import streamlit as st

from assistant.errors import NotFound
from assistant.stored import DraftRecord, Spent
from assistant.ui import parts, wiring
from assistant.ui.markup import escape, label
from assistant.ui.wiring import Key


def under(record: DraftRecord) -> None:
    """Notices; of a model's draft what it took and the text that was sent, for who asked alone."""
    for notice in record.notices:
        st.html(f'<p class="up-small">{escape(notice)}</p>')
    if record.engine.startswith("offline") or record.author != wiring.reader():
        return
    if record.spent is not None:
        st.html(f'<p class="up-small">{escape(took(record.spent))}</p>')
    if st.button(
        "What was sent", icon=":material/upload:", type="tertiary", key=Key.SENT.at(record.id)
    ):
        _for_draft(record)


def took(spent: Spent) -> str:
    """What a draft took: tokens in and out, and the cost by the price that is set."""
    by = "counted here" if spent.counted else "by the service's figures"
    cost = f"; about {spent.cost:.4f} by the price that is set" if spent.cost is not None else ""
    return f"{spent.tokens_in:,} tokens read and {spent.tokens_out:,} written, {by}{cost}."


@st.dialog("What was sent", width="large")
def _for_draft(record: DraftRecord) -> None:
    with parts.sentences():
        try:
            left = wiring.coach().what_left(wiring.reader(), record.id)
        except NotFound:
            st.info("The text that was sent for this draft is not kept any more.")
            return
        parts_of_it = ", ".join(
            f"{name} {count:,}" for name, count in left.parts.items() if name != "total" and count
        )
        st.html(
            f'<p class="up-small">To {escape(left.engine)}. The brief has '
            f"{left.parts.get('total', 0):,} tokens: {escape(parts_of_it)}. Names, addresses and "
            "titles were replaced by stand-ins before it left.</p>"
        )
        told(left.sent)


def told(sent: str) -> None:
    """What left: to read first, and then letter by letter."""
    if not (text := readable(sent)):
        code(sent)
        return
    easy, exact = st.tabs(["To read", "Exactly as it left"])
    with easy:
        code(text)
    with exact:
        code(sent)


def readable(sent: str) -> str:
    """The messages of the last request in what was sent; empty when they cannot be told apart."""
    found, at, decoder = "", 0, json.JSONDecoder()
    try:
        while at < len(sent):
            body, at = decoder.raw_decode(sent, at)
            found = "\n\n".join(str(m["content"]) for m in body["messages"])
            at += len(sent[at:]) - len(sent[at:].lstrip())
    except (ValueError, LookupError, TypeError):
        return ""
    return found


def code(text: str) -> None:
    """A text in letters of one width, to scroll through."""
    st.code(text, language=None, wrap_lines=True, height=420)


def in_rehearsal(text: str, engine: str) -> None:
    """The text that was sent for one turn; it is kept on this page only."""
    with st.expander(f"What was sent to {label(engine)}", width=736):
        told(text)
