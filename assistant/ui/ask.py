"""Ask: a conversation with cited answers."""

import streamlit as st

from assistant.domain import Pair, Role
from assistant.drafts import Kind
from assistant.stored import Conversation, Message
from assistant.ui import draft_parts, parts, suggestions, wiring, words, writing
from assistant.ui.markup import escape, label
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
    asked = st.chat_input("Ask a question", key=Key.QUESTION, max_chars=4000)
    asked = st.session_state.pop(Key.PICKED.at("question"), None) or asked
    with aside, parts.sentences():
        _earlier(wiring.coach().conversations(wiring.reader(), pair.id if pair else None))
    with main:
        if open_one := st.session_state.get(Key.CONVERSATION):
            with parts.sentences():
                _turns(wiring.coach().messages(wiring.reader(), open_one), pair)
        if failed := st.session_state.get(Key.QUESTION.at("failed")):
            _again(failed)
        if asked:
            _answer(asked, pair)
        elif failed and writing.unfinished(Kind.ANSWER, wiring.names(pair)):
            _answered()
        elif not open_one:
            _suggest(pair)


def _turns(messages: list[Message], pair: Pair | None) -> None:
    for message in messages:
        if message.role == "person":
            _question(message.text)
        elif message.draft_id:
            record = wiring.coach().get_draft(wiring.reader(), message.draft_id)
            draft_parts.show(record, wiring.names(pair), title=False)
            draft_parts.thumbs(record)


def _question(text: str) -> None:
    st.html(f'<div class="up-asked">{escape(text)}</div>')


def _answer(question: str, pair: Pair | None) -> None:
    """Ask, drawing the answer as it is written; a question that fails is kept to try again."""
    coach, reader, pair_id = wiring.coach(), wiring.reader(), pair.id if pair else None
    st.session_state[Key.QUESTION.at("failed")] = question
    _question(question)
    with parts.sentences():
        talk = st.session_state.get(Key.CONVERSATION)
        if talk is None:
            talk = coach.start_conversation(reader, question, pair_id)
            st.session_state[Key.CONVERSATION] = talk
        wanted = writing.Wanted(Kind.ANSWER, pair_id, question, talk=talk)
        if writing.write(wanted, wiring.names(pair), "Looking in guidelines and notes"):
            _answered()


def _answered() -> None:
    st.session_state.pop(Key.QUESTION.at("failed"), None)
    st.rerun()


def _again(question: str) -> None:
    with st.form(Key.QUESTION.at("again")):
        text = st.text_area(
            "Your last question got no answer. Change it or ask it again.", question
        )
        if st.form_submit_button("Ask again", type="primary"):
            st.session_state[Key.PICKED.at("question")] = text
            st.rerun()


def _suggest(pair: Pair | None) -> None:
    person = wiring.coach().person(wiring.reader())
    side = pair.side_of(person.email) if pair else None
    role = Role(side.value) if side else next(r for r in Role if r in person.roles)
    parts.section("To start with")
    for question in suggestions.QUESTIONS[role]:
        if st.button(
            question, key=Key.PICKED.at(question), icon=":material/arrow_forward:", wrap=True
        ):
            st.session_state[Key.PICKED.at("question")] = question
            st.rerun()


def _earlier(conversations: list[Conversation]) -> None:
    others = [t for t in conversations if t.id != st.session_state.get(Key.CONVERSATION)]
    if st.button("Start a new conversation", icon=":material/add:"):
        st.session_state.pop(Key.CONVERSATION, None)
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
        st.session_state.pop(Key.QUESTION.at("failed"), None)
        st.rerun()


if __name__ == "__main__":
    show()
