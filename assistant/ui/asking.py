"""The questions of a conversation that have no answer yet."""

from datetime import UTC, datetime, timedelta

import streamlit as st

from assistant.domain import Pair
from assistant.drafts import Kind
from assistant.stored import Conversation, Message
from assistant.ui import unfinished, wiring
from assistant.ui.wiring import Key

DUE, GO_ON = Key.QUESTION.at("due"), Key.QUESTION.at("go on")
JUST_BEFORE = timedelta(hours=1)


def open_conversation(talks: list[Conversation]) -> str | None:
    """The conversation that is open, if any; one of another pair is left.

    A page that is new opens the newest one where its last question was cut off just before.
    """
    state = st.session_state
    if talks and Key.QUESTION.at("looked") not in state and Key.CONVERSATION not in state:
        turns = wiring.coach().messages(wiring.reader(), talks[0].id)
        since = datetime.now(UTC) - JUST_BEFORE
        if turns and turns[-1].role == "person" and turns[-1].at > since:
            state[Key.CONVERSATION] = talks[0].id
    state[Key.QUESTION.at("looked")] = True
    if state.get(Key.CONVERSATION) not in {talk.id for talk in talks}:
        state.pop(Key.CONVERSATION, None)
    return state.get(Key.CONVERSATION)


def answer(asked: int, offline: bool = False) -> None:
    """Have a stored question answered by the run that follows, after those that wait already."""
    st.session_state[DUE] = {**st.session_state.get(DUE, {}), asked: offline}
    st.session_state[GO_ON] = True


def due() -> dict[int, bool]:
    """The questions to answer now, and which of them offline.

    Another question lets those before it go on. Whatever else ended their run, Stop or a change
    of page, has ended them too.
    """
    if not st.session_state.pop(GO_ON, False):
        st.session_state.pop(DUE, None)
    return dict(st.session_state.get(DUE, {}))


def done(asked: int) -> None:
    """A question needs no further run: it was answered, or cannot be."""
    st.session_state.get(DUE, {}).pop(asked, None)


def unanswered(message: Message, wanted: unfinished.Wanted, pair: Pair | None) -> None:
    """Why a question has no answer, what had arrived of it, and the ways to get one."""
    left = unfinished.left_of(wanted)
    if left is not None and left.sentence:
        unfinished.why(left)
    else:
        st.html('<p class="up-small">This question got no answer yet.</p>')
    with st.container(horizontal=True):
        key = Key.QUESTION.at(message.id, "again")
        st.button("Ask it again", key=key, on_click=answer, args=(message.id,))
        if wiring.coach().model_status(wiring.reader()).active:
            key, how = Key.QUESTION.at(message.id, "offline"), (message.id, True)
            st.button("Answer it offline", key=key, on_click=answer, args=how)
        key = Key.QUESTION.at(message.id, "change")
        st.button("Change it", key=key, type="tertiary", on_click=_change, args=(message.text,))
    if left is not None:
        unfinished.part(left, wiring.names(pair), f"left-{Kind.ANSWER}-{message.id}")


def _change(text: str) -> None:
    st.session_state[Key.QUESTION] = text
