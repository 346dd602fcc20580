"""The question box: a question is stored as soon as it is sent, and nothing typed is lost."""

from dataclasses import dataclass

import streamlit as st

from assistant.coach import question_text
from assistant.errors import Invalid, UpmentorError
from assistant.ui import asking, typed, wiring
from assistant.ui.markup import label
from assistant.ui.wiring import Key

PLACE, REFUSED_PLACE = "question", "question:refused"
REFUSED = Key.QUESTION.at("refused")


@dataclass(frozen=True, slots=True)
class Refused:
    """A question that could not be asked, why, and the how many-th in this session it is."""

    text: str = ""
    why: str = ""
    number: int = 0

    @property
    def key(self) -> str:
        """The field in which it is changed."""
        return Key.QUESTION.at("refused text", self.number)


def box() -> None:
    """The field at the foot of the page; what was typed there and not sent is put back."""
    if Key.QUESTION not in st.session_state and (text := typed.put_back(PLACE)):
        st.session_state[Key.QUESTION] = text
    st.chat_input("Ask a question", key=Key.QUESTION, submit_mode="disable", on_submit=_sent)


def foot() -> bool:
    """What was refused, to be changed, and the line on what is typed; whether anything was."""
    refused = st.session_state.get(REFUSED, Refused())
    waits = bool(refused.why) or REFUSED_PLACE in typed.waiting(REFUSED_PLACE)
    if waits:
        _change(refused)
    typed.told(Key.QUESTION, PLACE, _discard)
    return waits


def put(question: str) -> None:
    """Store a question in the open conversation, to be answered by the run that follows.

    One that cannot be asked stays in a field of its own, to be changed.
    """
    coach, reader, pair = wiring.coach(), wiring.reader(), wiring.pair()
    try:
        question_text(question)
        pair_id = pair.id if pair else None
        talk = st.session_state.get(Key.CONVERSATION)
        talk = talk or coach.start_conversation(reader, question, pair_id)
        asked = coach.put_question(reader, question, talk, pair_id)
    except UpmentorError as error:
        old = st.session_state.get(REFUSED, Refused())
        earlier = st.session_state.get(old.key, "")
        text = f"{question}\n\n{earlier}" if earlier not in ("", question) else question
        typed.keep(REFUSED_PLACE, text)
        st.session_state[REFUSED] = Refused(text, str(error), old.number + 1)
        return
    st.session_state[Key.CONVERSATION] = talk
    asking.answer(asked)


def _sent() -> None:
    put(st.session_state[Key.QUESTION] or "")
    typed.end(PLACE)


def _discard() -> None:
    typed.end(PLACE)
    st.session_state[Key.QUESTION] = ""


def _change(refused: Refused) -> None:
    why = refused.why
    with st.form(Key.QUESTION.at("refused form")):
        said = st.empty()
        text = typed.area(
            "Your question", refused.text, key=refused.key, place=REFUSED_PLACE, height=240
        )
        with st.container(horizontal=True):
            st.form_submit_button("Ask it", type="primary", on_click=_ask_changed)
            st.form_submit_button("Discard it", on_click=_end_refused)
    try:
        question_text(text)
    except Invalid as error:
        why = str(error)
    if why:
        said.error(label(why), icon=":material/error:")


def _ask_changed() -> None:
    refused = st.session_state.get(REFUSED, Refused())
    put(st.session_state[refused.key])
    if st.session_state.get(REFUSED, Refused()) == refused:
        _end_refused()


def _end_refused() -> None:
    st.session_state.pop(REFUSED, None)
    typed.end(REFUSED_PLACE)
