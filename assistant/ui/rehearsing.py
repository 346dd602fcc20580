"""One rehearsal as it goes on; it lives in the session of the page and nowhere else."""

from dataclasses import dataclass, field

import streamlit as st

from assistant.coach import Rehearsed, Turn
from assistant.errors import ModelError, Refused
from assistant.ui import growing, sent, sheet, wiring
from assistant.ui.markup import escape, label
from assistant.ui.sheet import Names
from assistant.ui.wiring import Key

STOPPED = "You stopped the answer before it was whole; what you said is still here."


@dataclass
class Talk:
    """A rehearsal: its moment, what was typed, and the answers (one more than was typed).

    ``offline`` once the reader chose the ladder; ``problem`` is why the last answer is missing.
    """

    pair_id: str
    moment: str
    typed: list[str] = field(default_factory=list)
    answers: list[Rehearsed] = field(default_factory=list)
    offline: bool = False
    problem: str = ""

    def turns(self) -> list[Turn]:
        """What both sides said so far."""
        found = []
        for n, text in enumerate(self.typed):
            if n < len(self.answers) and self.answers[n].spoken:
                found.append(Turn(False, self.answers[n].spoken))
            found.append(Turn(True, text))
        return found


def current(pair_id: str) -> Talk | None:
    """The rehearsal that goes on in this pair, if any."""
    talk = st.session_state.get(Key.REHEARSAL)
    return talk if isinstance(talk, Talk) and talk.pair_id == pair_id else None


def begin(pair_id: str, moment: str) -> None:
    """Start one, and forget any other."""
    st.session_state[Key.REHEARSAL] = Talk(pair_id, moment)


def go_on(talk: Talk, names: Names) -> None:
    """Everything said so far, the answer that is due, and the field for the next words."""
    st.html(f'<p class="up-h3">The moment: {escape(talk.moment)}</p>')
    for n, answer in enumerate(talk.answers):
        _answer(answer, names, n)
        if n < len(talk.typed):
            st.html(f'<div class="up-asked">{escape(talk.typed[n])}</div>')
    if talk.problem:
        _stuck(talk)
    elif len(talk.answers) <= len(talk.typed):
        _due(talk, names)
    elif not talk.answers[-1].over:
        _field(talk)
    if st.button("Start again", icon=":material/restart_alt:", key=Key.REHEARSAL.at("again")):
        st.session_state.pop(Key.REHEARSAL, None)
        st.rerun()


def _answer(answer: Rehearsed, names: Names, place: int) -> None:
    by = "The scripted ladder, without a model" if answer.scripted else f"By {answer.engine}"
    notes = "".join(f"<br>{escape(n)}" for n in answer.notices)
    foot, uid = f'<div class="up-foot">{escape(by)}. Not stored.{notes}</div>', f"turn-{place}"
    if answer.spoken:
        st.html(f'<div class="up-heard"><p>The other side</p>{escape(answer.spoken)}</div>')
    st.html(sheet.sheet(answer.remarks, answer.citations, names, uid=uid, foot=foot))
    if answer.sent:
        sent.in_rehearsal(answer.sent, answer.engine)


def _due(talk: Talk, names: Names) -> None:
    said = (wiring.reader(), talk.pair_id, talk.moment, talk.turns())
    stream, last = wiring.coach().rehearse(*said, offline=talk.offline), None
    with st.spinner("Thinking of an answer", show_time=not talk.offline):
        if not talk.offline and wiring.coach().model_status(wiring.reader()).active:
            st.button("Stop", icon=":material/stop_circle:", key=Key.REHEARSAL.at("stop"))
        talk.problem = STOPPED  # what stands there when Stop ends this run
        try:
            last = growing.draw(stream, names, "due")
            talk.problem = ""
        except (ModelError, Refused) as error:
            talk.problem = str(error)
    if last is not None and last.complete:
        talk.answers.append(last)
    st.rerun()


def _stuck(talk: Talk) -> None:
    st.error(label(talk.problem), icon=":material/error:")
    with st.container(horizontal=True):
        again = st.button("Try again", key=Key.REHEARSAL.at("retry"))
        if st.button("Go on with the scripted ladder", type="primary"):
            talk.offline = True
            again = True
    if again:
        talk.problem = ""
        st.rerun()


def _field(talk: Talk) -> None:
    with st.form(Key.REHEARSAL.at("turn", len(talk.typed)), width=736):
        words = st.text_area("What do you say?", key=Key.REHEARSAL.at("words", len(talk.typed)))
        said = st.form_submit_button("Say it", type="primary")
    if said and (words := words.strip()):
        turns = [*talk.turns(), Turn(True, words)]  # refused here when too long, and still typed
        wiring.coach().rehearse(wiring.reader(), talk.pair_id, talk.moment, turns)
        talk.typed.append(words)
        st.rerun()
    elif said:
        st.error("Write a sentence first.")
