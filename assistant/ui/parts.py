"""What pages are put together from."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import streamlit as st

from assistant.domain import Goal, GoalStatus
from assistant.drafts import Statement
from assistant.errors import UpmentorError
from assistant.stored import Citation
from assistant.ui import sheet, words
from assistant.ui.citations import Marks
from assistant.ui.markup import escape, label, prose
from assistant.ui.wiring import Key


def head(title: str, lead: str = "", over: str = "") -> None:
    """A page's title, with a line over it and a lead under it."""
    above = f'<p class="up-over">{escape(over)}</p>' if over else ""
    below = f'<p class="up-lead">{escape(lead)}</p>' if lead else ""
    st.html(f'<div class="up-head">{above}<h1>{escape(title)}</h1>{below}</div>')


def section(title: str, note: str = "") -> None:
    """The title of a part of a page."""
    below = f'<p class="up-small">{escape(note)}</p>' if note else ""
    st.html(f'<h2 class="up-h2">{escape(title)}</h2>{below}')


def empty(title: str, text: str) -> None:
    """What to say where nothing is yet: why, and what to do next."""
    st.html(f'<div class="up-empty"><h2>{escape(title)}</h2><p>{escape(text)}</p></div>')


def plain_list(lines: Iterable[str]) -> None:
    """A few sentences below each other."""
    st.html(f'<div class="up-text">{sheet.listing(escape(line) for line in lines)}</div>')


def nudge(title: str, text: str) -> None:
    """Something that wants attention."""
    st.html(f'<div class="up-nudge"><h2>{escape(title)}</h2><p>{escape(text)}</p></div>')


def text(body: str) -> None:
    """A longer untrusted text, with its paragraphs and emphasis."""
    st.html(f'<div class="up-text">{prose(body)}</div>')


@contextmanager
def sentences() -> Iterator[None]:
    """Shows a failure as its sentence; what was typed stays where it is."""
    try:
        yield
    except UpmentorError as error:
        st.error(label(str(error)), icon=":material/error:")


def said(statements: tuple[Statement, ...], citations: tuple[Citation, ...], uid: str) -> None:
    """A few cited statements outside a draft, their sources numbered from 1."""
    used = {source for s in statements for source in s.sources}
    marks = Marks(uid, [c for c in citations if c.passage_id in used])
    lines = sheet.listing(f"{escape(s.text)} {marks.of(s)}" for s in statements)
    st.html(f'<div class="up-text">{lines}</div>{marks.cards()}')


NOTHING_FOUND = "I found no line on this in the notes that you can read."
NO_PAIR = (
    "You are not in a pair yet",
    "Your program admin matches pairs. Until then, Ask answers from the program's guidelines.",
)


WITHHELD = (
    "HR's copy of your summary is withheld",
    "It rests on a note that was deleted, changed or is no longer shared, so HR cannot read it any "
    "more. The two of you decide: read the summary and release what is left, or leave it withheld.",
)


def go(file: str, name: str, *, primary: bool = False) -> None:
    """A button that leads to another page."""
    tone: Literal["primary", "secondary"] = "primary" if primary else "secondary"
    if st.button(name, key=Key.OPENED.at("go", file, name), type=tone):
        st.switch_page(Path(__file__).with_name(f"{file}.py"))


def goal_line(goal: Goal, *, status: bool = True) -> str:
    """A goal with its status and date, as HTML."""
    tone = "on" if goal.status is GoalStatus.MET else ""
    said = sheet.tag(words.GOALS[goal.status], tone) if status else ""
    due = f" By {words.day(goal.due_on)}" if goal.due_on and goal.status is GoalStatus.OPEN else ""
    return f'{escape(goal.text)}<span class="up-meta">{said}{due}</span>'
