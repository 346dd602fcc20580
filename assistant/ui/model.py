"""Model: which one writes, what leaves this machine, what it may cost, and the off switch."""

import streamlit as st

from assistant.coach import ModelStatus
from assistant.ui import parts, sheet, wiring
from assistant.ui.markup import escape, label
from assistant.ui.wiring import Key

LEAVES = (
    "the question or topic that somebody typed, and their earlier questions in a conversation",
    "passages of guidelines and of notes that both partners can read, as far as they fit",
    "the pair's goals, actions, dates and agreement",
    "a private note, if its author ticked “A model may read this note”, and never for an agenda "
    "or a summary",
    "of a guideline for which an admin asks for example questions: the text of its sections",
    "of a rehearsal: the moment, what was typed, one guideline and the agreement; no note",
    "names of people outside the program, where a note mentions them: nobody here knows them",
)
NEVER = (
    "names, e-mail addresses and titles of the program's people: they get stand-ins",
    "card, account and phone numbers, and network addresses",
    "private notes without that tick, and notes of other pairs",
    "anything at all while no model is chosen: a key in the environment is not consent",
)


TOKENS = (
    "Tokens in and out since midnight UTC, by the service's figures. A token is about three "
    "quarters of a word; a draft takes a few thousand."
)


def show() -> None:
    """The page."""
    parts.head("Model", "Whether a language model writes drafts here, and what it is sent.")
    with parts.sentences():
        now = wiring.coach().model_status(wiring.reader())
        st.html(_active(now))
        sends = wiring.coach().search_sends(wiring.reader())
        st.html(f'<p class="up-small">Search: {escape(sends)}.</p>')
        if now.problem:
            st.error(label(now.problem))
        if not now.engine:
            _how()
            return
        _switch(now)
        parts.section("Today", TOKENS)
        st.html(_spent(now))
        parts.section("What leaves this machine", f"To {now.host} and nowhere else.")
        st.html(sheet.listing(escape(line) for line in LEAVES))
        parts.section("What never leaves")
        st.html(sheet.listing(escape(line) for line in NEVER))


def _active(now: ModelStatus) -> str:
    if not now.engine:
        title, line = "No model is chosen", "Drafts are written on this machine."
    elif now.off:
        title, line = "Switched off", f"{now.engine} is chosen and is not asked."
    elif now.problem:
        title, line = "Not ready", f"{now.engine} is chosen and cannot be asked yet."
    else:
        title, line = now.engine, f"Drafts are written by this model at {now.host}."
    return (
        f'<div class="up-panel"><p class="up-over">Who writes</p><h2>{escape(title)}</h2>'
        f"<p>{escape(line)}</p></div>"
    )


def _how() -> None:
    parts.section("To choose one")
    st.html(
        '<p class="up-text">Whoever runs Upmentor sets <code>UPMENTOR_MODEL</code>, and for a '
        "model of your own <code>UPMENTOR_MODEL_URL</code>, then starts it again. "
        "<code>upmentor check --model</code> tells whether it works.</p>"
    )


def _switch(now: ModelStatus) -> None:
    verb = "Switch the model on again" if now.off else "Switch the model off for everybody"
    st.html(
        '<p class="up-small">Switched off, nothing is sent from the next draft on, and drafts are '
        "written offline and say so.</p>"
    )
    if st.button(verb, type="primary", key=Key.DECISION.at("model")):
        wiring.coach().switch_model(wiring.reader(), not now.off)
        wiring.tell("The model is switched off." if not now.off else "The model is on again.")
        st.rerun()


def _spent(now: ModelStatus) -> str:
    rows = "".join(
        f"<tr><th scope='row'>{escape(who)}</th><td>{used:,}</td><td>{most:,}</td></tr>"
        for who, used, most in (
            ("The whole program", now.spent_by_program, now.allowed_by_program),
            ("You; everybody has this allowance", now.spent_by_reader, now.allowed_by_person),
        )
    )
    return (
        '<div class="up-table"><table><thead><tr><th scope="col">Who</th>'
        '<th scope="col">Tokens used</th><th scope="col">Allowed in a day</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


if __name__ == "__main__":
    show()
