"""What was wanted, and what is left of a draft that was not finished."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import streamlit as st

from assistant.drafts import Kind
from assistant.stored import DraftRecord
from assistant.ui import sheet, wiring
from assistant.ui.markup import escape, label
from assistant.ui.sheet import Names
from assistant.ui.wiring import Key

STOPPED = "This draft was not finished: you stopped it, or left the page."
INCOMPLETE = '<div class="up-foot"><strong>Incomplete.</strong> This is what had arrived.</div>'


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for, so that it can be asked for again; ``text`` is a question or topic.

    ``talk`` and ``asked`` name the conversation and the message of a stored question.
    """

    kind: Kind
    pair_id: str | None
    text: str = ""
    minutes: int = 45
    talk: str = ""
    asked: int = 0

    @property
    def key(self) -> str:
        """Where what is left of it is kept in the session."""
        return Key.UNFINISHED.at(self.kind, *([self.asked] if self.asked else []))

    def stream(self, *, offline: bool) -> Iterator[DraftRecord]:
        """The draft as it is written, by the model that is chosen or offline."""
        coach, reader = wiring.coach(), wiring.reader()
        if self.kind is Kind.ANSWER:
            return coach.answer(reader, self.talk, self.asked, self.pair_id, offline=offline)
        pair = self.pair_id or ""
        return coach.draft(reader, self.kind, pair, self.minutes, self.text, offline=offline)


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A draft that was begun: what had arrived, and why it ended (empty: it was stopped)."""

    wanted: Wanted
    record: DraftRecord | None = None
    sentence: str = ""
    notices: tuple[str, ...] = ()


def left_of(wanted: Wanted) -> Unfinished | None:
    """What is left of a draft that was begun and is not whole."""
    left = st.session_state.get(wanted.key)
    return left if isinstance(left, Unfinished) else None


def why(left: Unfinished) -> None:
    """Why it is not whole, and how a model had been asked."""
    if left.sentence:
        st.error(label(left.sentence), icon=":material/error:")
    else:
        st.warning(STOPPED)
    for notice in left.notices:
        st.html(f'<p class="up-small">{escape(notice)}</p>')


def part(left: Unfinished, names: Names, uid: str) -> None:
    """What had arrived."""
    if left.record is not None:
        shown = replace(left.record, complete=False)
        st.html(sheet.sheet(shown.draft, shown.citations, names, uid=uid, foot=INCOMPLETE))
