"""Ask: a conversation with cited answers."""

import streamlit as st

from assistant.domain import Pair
from assistant.drafts import Kind
from assistant.stored import Conversation
from assistant.ui import (
    asking,
    draft_parts,
    parts,
    question_box,
    suggestions,
    wiring,
    words,
    writing,
)
from assistant.ui.markup import escape, label
from assistant.ui.unfinished import Wanted
from assistant.ui.wiring import Key


def show() -> None:
    """The page."""
    pair = wiring.pair()
    lead = (
        "Answers come from the program's guidelines and the notes that you can read, "
        "each with the passage behind it."
        if pair
        else "Answers come from the program's guidelines, each with the passage behind it."
    )
    parts.head("Ask", lead)
    main, aside = st.columns([7, 3], gap="large")
    question_box.box()
    talks = wiring.coach().conversations(wiring.reader(), pair.id if pair else None)
    open_one = asking.open_conversation(talks)
    with aside:
        _earlier(talks)
    with main:
        if open_one:
            with parts.sentences():
                _turns(open_one, pair)
        refused = question_box.foot()
        if not open_one and not refused:
            _suggest(pair)


def _turns(talk: str, pair: Pair | None) -> None:
    """Every question with its answer; those that are due are answered in their places."""
    messages = wiring.coach().messages(wiring.reader(), talk)
    answers = {m.answers: m.draft_id for m in messages if m.draft_id}
    asked = [m for m in messages if m.role == "person"]
    due, slots = asking.due(), {}
    for message in asked:
        wanted = Wanted(
            Kind.ANSWER, pair.id if pair else None, message.text, talk=talk, asked=message.id
        )
        st.html(f'<div class="up-asked">{escape(message.text)}</div>')
        if draft_id := answers.get(message.id):
            record = wiring.coach().get_draft(wiring.reader(), draft_id)
            draft_parts.show(record, wiring.names(pair), title=False)
            draft_parts.thumbs(record)
        elif message.id in due:
            slots[message.id] = (st.container(), wanted)
        else:
            asking.unanswered(message, wanted, pair)
    for number, (slot, wanted) in slots.items():
        with slot:
            doing, offline = "Looking in guidelines and notes", due[number]
            writing.write(wanted, wiring.names(pair), doing, offline=offline)
            asking.done(number)
    if slots:
        st.rerun()


def _suggest(pair: Pair | None) -> None:
    with parts.sentences():
        found = suggestions.questions(pair)
        parts.section("To start with")
        for question in found:
            key, look = Key.PICKED.at(question), ":material/arrow_forward:"
            st.button(
                question, key=key, icon=look, wrap=True, on_click=question_box.put, args=(question,)
            )


def _earlier(conversations: list[Conversation]) -> None:
    others = [t for t in conversations if t.id != st.session_state.get(Key.CONVERSATION)]
    if Key.CONVERSATION in st.session_state and st.button(
        "Start a new conversation", icon=":material/add:"
    ):
        del st.session_state[Key.CONVERSATION]
        st.rerun()
    if others:
        st.html('<h2 class="up-h3">Previous conversations</h2>')
    with st.container(gap="xxsmall"):
        for talk in others[:12]:
            _open(talk)


def _open(talk: Conversation) -> None:
    title, key = label(words.short(talk.title)), Key.CONVERSATION.at(talk.id)
    if st.button(title, key=key, type="tertiary", help=words.moment(talk.started_at), wrap=True):
        st.session_state[Key.CONVERSATION] = talk.id
        st.rerun()


if __name__ == "__main__":
    show()
