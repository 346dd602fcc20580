"""Rehearse: say a hard thing in private first; nothing of it is stored."""

import streamlit as st

from assistant.domain import Pair
from assistant.ui import parts, rehearsing, suggestions, wiring
from assistant.ui.markup import escape
from assistant.ui.wiring import Key

MODEL_STEPS = (
    "The other side opens the moment.",
    "You answer in your own words. There is no wrong answer here.",
    "You read what worked and what to try, and go on or start again.",
)
LADDER_STEPS = (
    "What helps: the behaviors that make such a moment easier.",
    "Words to try: sentences you can say as they stand.",
    "An exit line: how to end the subject without damage.",
)


def show() -> None:
    """The page."""
    parts.head(
        "Rehearse",
        "Say a hard thing here before you say it in the session. Nobody else sees it and nothing "
        "is stored; it is gone when you sign out or start again.",
    )
    pair = wiring.pair()
    if pair is None:
        parts.empty(*parts.NO_PAIR)
        return
    with parts.sentences():
        now = wiring.coach().model_status(wiring.reader())
        talk = rehearsing.current(pair.id)
        if talk is None:
            _begin(pair, now.engine if now.active else "", now.host)
            return
        rehearsing.go_on(talk, wiring.names(pair))


def _begin(pair: Pair, engine: str, host: str) -> None:
    if engine:
        how = (
            f"The model {engine} plays the other side, and says what your words did. It knows the "
            f"moment you name and the guideline for it, not your notes. What you type goes to "
            f"{host}, with names replaced."
        )
        steps = MODEL_STEPS
    else:
        how = (
            "Three steps from the guidelines, at your own pace. No model is active, so nobody "
            "answers back; you get a remark on what you typed."
        )
        steps = LADDER_STEPS
    lines = "".join(f"<li>{escape(step)}</li>" for step in steps)
    st.html(f'<div class="up-text"><p>{escape(how)}</p><ol>{lines}</ol></div>')
    with st.form(Key.REHEARSAL.at("begin"), width=736):
        key = Key.REHEARSAL.at("moment")
        picked = st.selectbox("Pick a moment", suggestions.SITUATIONS, index=None, key=key)
        typed = st.text_area("Or type what is hard to say", key=Key.REHEARSAL.at("typed"))
        begun = st.form_submit_button("Begin", type="primary")
    moment = typed.strip() or picked or ""
    if begun and not moment:
        st.error("Pick a moment or type one; then begin.")
    elif begun:
        wiring.coach().rehearse(wiring.reader(), pair.id, moment)  # refuses what is too long
        rehearsing.begin(pair.id, moment)
        st.rerun()


if __name__ == "__main__":
    show()
