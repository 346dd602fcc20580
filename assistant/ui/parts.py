"""What pages are put together from."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Literal

import streamlit as st

from assistant.domain import Goal, GoalStatus, Pair
from assistant.drafts import Kind, Statement, problems
from assistant.errors import UpmentorError
from assistant.stored import Citation, DraftRecord
from assistant.ui import sheet, wiring, words
from assistant.ui.markup import escape, label, prose
from assistant.ui.sheet import Names
from assistant.ui.wiring import Key

FORMATS = {
    "docx": "Word document",
    "pdf": "PDF",
    "md": "Markdown",
    "ics": "Calendar entry",
}


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


def write(stream: Iterator[DraftRecord], names: Names, doing: str) -> DraftRecord | None:
    """Draw a draft while it is written; returns the finished one, or None after a failure."""
    last = None
    slot = st.empty()
    with sentences(), st.spinner(doing):
        for last in stream:
            slot.html(sheet.sheet(last.draft, last.citations, names, uid="new", writing=True))
    slot.empty()
    return last if last and last.complete else None


def show(record: DraftRecord, names: Names, *lines: str, title: bool = True) -> None:
    """A finished draft, and under it the sources to read in full."""
    html = sheet.sheet(
        record.draft,
        record.citations,
        names,
        uid=record.id,
        foot=sheet.foot(record, *lines),
        title=title,
    )
    st.html(html)
    unflagged = record.draft.map(lambda s: replace(s, flag=None))
    for problem in problems(unflagged, record.minutes) if record.minutes else []:
        st.warning(label(problem))
    cited = [c for c in record.citations if c.kind != "record"]
    if cited:
        many = f"{len(cited)} sources" if len(cited) > 1 else "source"
        with st.expander(f"Read the {many} in full"):
            for citation in cited:
                _source(citation, record)


def _source(citation: Citation, record: DraftRecord) -> None:
    number = record.citations.index(citation) + 1
    name = label(f"{number}. {sheet.place(citation)}")
    if st.button(name, key=Key.OPENED.at(record.id, number), type="tertiary", wrap=True):
        _in_full(citation, record.pair_id)


@st.dialog("The source in full", width="large")
def _in_full(citation: Citation, pair_id: str | None) -> None:
    st.html(
        f'<p class="up-h3">{escape(sheet.place(citation))}</p>'
        f'<p class="up-small">{escape(sheet.origin(citation))}</p>'
    )
    with sentences():
        text(wiring.coach().passage_context(wiring.reader(), citation.passage_id, pair_id))


def said(statements: tuple[Statement, ...], citations: tuple[Citation, ...], uid: str) -> None:
    """A few cited statements outside a draft, their sources numbered from 1."""
    used = {source for s in statements for source in s.sources}
    marks = sheet.Marks(uid, [c for c in citations if c.passage_id in used])
    lines = sheet.listing(f"{escape(s.text)} {marks.of(s)}" for s in statements)
    st.html(f'<div class="up-text">{lines}</div>{marks.cards()}')


def take_along(record: DraftRecord, pair: Pair) -> None:
    """Copy a draft, or download it; a file is made when it is asked for."""
    dated = record.draft.kind is Kind.AGENDA and not pair.ended_on and pair.next_session()
    with st.popover("Copy", icon=":material/content_copy:"), sentences():
        copied = wiring.coach().export(wiring.reader(), record.id, "md").content.decode()
        st.code(copied, language=None, wrap_lines=True, height=320)
    with st.popover("Download", icon=":material/download:"):
        for form, name in FORMATS.items():
            if form == "ics" and not dated:
                continue
            st.download_button(
                name,
                data=_file(record.id, form),
                file_name=f"{record.draft.kind.value.replace('_', '-')}-{record.id[-6:]}.{form}",
                key=Key.OPENED.at(record.id, form),
                on_click="ignore",
                width="stretch",
            )


def _file(draft_id: str, form: str) -> Callable[[], bytes]:
    # Called later, outside of the session: who asks is settled now, what they may see then.
    coach, reader = wiring.coach(), wiring.reader()
    return lambda: coach.export(reader, draft_id, form).content


def thumbs(record: DraftRecord) -> None:
    """Was it useful, and why; kept for whoever improves the guidelines."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.html('<span class="up-small">Was this useful?</span>', width="content")
        useful = st.feedback("thumbs", key=Key.REASON.at(record.id, "thumb"))
    if useful is None:
        return
    with st.form(Key.REASON.at(record.id, "form"), border=False):
        asked = "What helped?" if useful else "What was missing or wrong?"
        reason = st.text_input(asked, key=Key.REASON.at(record.id, "text"), max_chars=2000)
        if st.form_submit_button("Send feedback"):
            with sentences():
                wiring.coach().feedback(wiring.reader(), record.id, bool(useful), reason)
                st.success("Thank you. Your feedback is kept with this draft.")


NO_PAIR = (
    "You are not in a pair yet",
    "Your program admin matches pairs. Until then, Ask answers from the program's guidelines.",
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


def earlier(records: list[DraftRecord], title: str) -> None:
    """Earlier drafts of a kind, to open again."""
    if len(records) < 2:
        return
    st.html(f'<h2 class="up-h3">{escape(title)}</h2>')
    with st.container(gap="xxsmall"):
        for record in records[:12]:
            name = record.topic or record.draft.title
            short = name if len(name) < 60 else f"{name[:57]}…"
            at = f"{record.created_at.day} {record.created_at:%b, %H:%M}"
            key = Key.OPENED.at(record.id)
            if st.button(label(f"{short}, {at}"), key=key, type="tertiary", wrap=True):
                st.session_state[Key.OPENED.at(record.draft.kind)] = record.id
                st.rerun()


def chosen(records: list[DraftRecord], kind: Kind) -> DraftRecord | None:
    """The draft of a kind that is open: the one that was picked, else the newest."""
    picked = st.session_state.get(Key.OPENED.at(kind))
    return next((r for r in records if r.id == picked), records[0] if records else None)


def time_plan(record: DraftRecord) -> None:
    """An agenda at a glance: its parts with their minutes, to scale."""
    timed = [(s.heading, s.minutes) for s in record.draft.sections if s.minutes]
    if not timed:
        return
    most = max(minutes for _, minutes in timed)
    lines = "".join(
        f'<li><span>{escape(heading)}</span><span class="up-min">{minutes} min</span>'
        f'<i style="width:{100 * minutes // most}%"></i></li>'
        for heading, minutes in timed
    )
    total = sum(minutes for _, minutes in timed)
    st.html(
        f'<div class="up-plan"><h2 class="up-h3">{total} minutes at a glance</h2>'
        f"<ul>{lines}</ul></div>"
    )
