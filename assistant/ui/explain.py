"""Explain: a technology in business terms, or as preparation to explain it."""

import streamlit as st

from assistant.domain import Pair, Side
from assistant.drafts import Kind
from assistant.ui import editing, parts, shelf, wiring, writing
from assistant.ui.markup import label
from assistant.ui.unfinished import Wanted
from assistant.ui.wiring import Key

LEADS = {
    Side.MENTEE: "Technology in business terms: what it is, what it changes for your work, "
    "one risk, and five minutes to try it.",
    Side.MENTOR: "Prepare to explain a technology to your leader: an analogy that holds, what it "
    "changes for their work, and a question to expect.",
}


def show() -> None:
    """The page."""
    pair = wiring.pair()
    if pair is None:
        parts.head("Explain")
        parts.empty(*parts.NO_PAIR)
        return
    parts.head("Explain", LEADS[pair.side_of(wiring.reader()) or Side.MENTOR])
    main, aside = st.columns([8, 3], gap="large")
    with main:
        _ask_for(pair)
    with parts.sentences():
        records = wiring.coach().drafts(wiring.reader(), pair.id, Kind.EXPLAINER)
        with aside:
            shelf.earlier(records, "Explained before")
        with main:
            if record := shelf.chosen(records, Kind.EXPLAINER):
                editing.record(record, pair)
            else:
                parts.empty(
                    "Nothing explained yet",
                    "Pick a topic above or type one. When no guideline covers a topic, that is "
                    "said; nothing is guessed.",
                )


def _ask_for(pair: Pair) -> None:
    coach, reader = wiring.coach(), wiring.reader()
    with parts.sentences(), st.form(Key.TOPIC.at("explain", "form")):
        titles = sorted(g.title for g in coach.guidelines(reader) if g.kind == "explainer")
        picked = st.pills(
            "Pick a topic", titles, format_func=label, wrap=True, key=Key.TOPIC.at("picked")
        )
        typed = st.text_input("Or type one", key=Key.TOPIC.at("typed"))
        asked = st.form_submit_button("Explain it", type="primary")
    topic = typed.strip() or picked or ""
    if asked and not topic:
        st.error("Pick a topic or type one; then ask again.")
        return
    wanted = Wanted(Kind.EXPLAINER, pair.id, topic) if asked else None
    doing = "Putting the explainer together"
    writing.opened(Kind.EXPLAINER, wanted, wiring.names(pair), doing)


if __name__ == "__main__":
    show()
