"""A finished draft on a page: shown with its sources, taken along, judged."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from assistant.domain import Pair
from assistant.drafts import Kind, problems
from assistant.stored import Citation, DraftRecord
from assistant.ui import citations, sent, sheet, wiring
from assistant.ui.markup import escape, label
from assistant.ui.parts import sentences, text
from assistant.ui.sheet import Names
from assistant.ui.wiring import Key

FORMATS = {
    "docx": "Word document",
    "pdf": "PDF",
    "md": "Markdown",
    "ics": "Calendar entry",
}


def show(record: DraftRecord, names: Names, *lines: str, title: bool = True) -> None:
    """A finished draft, and under it the sources to read in full."""
    html = sheet.sheet(
        record.draft,
        record.citations,
        names,
        uid=record.id,
        head=_head(record),
        foot=sheet.foot(record, *lines),
        title=title,
    )
    st.html(html)
    sent.under(record)
    unflagged = record.draft.map(lambda s: replace(s, flag=None))
    for problem in problems(unflagged, record.minutes) if record.minutes else []:
        st.warning(label(problem))
    cited = [c for c in record.citations if c.kind != "record"]
    if cited:
        many = f"{len(cited)} sources" if len(cited) > 1 else "source"
        with st.expander(f"Read the {many} in full"):
            for citation in cited:
                _source(citation, record)


def _head(record: DraftRecord) -> str:
    """What a summary is and how it stands with HR as it is shown; drafts of other kinds stay."""
    if record.draft.kind is not Kind.SUMMARY or not record.complete:
        return ""
    standing = wiring.coach().standing(wiring.reader(), record.id)
    return f"AI-drafted, version {record.version}. {standing}"


def _source(citation: Citation, record: DraftRecord) -> None:
    number = record.citations.index(citation) + 1
    name = label(f"{number}. {citations.place(citation)}")
    if st.button(name, key=Key.OPENED.at(record.id, number), type="tertiary", wrap=True):
        _in_full(citation, record.pair_id)


@st.dialog("The source in full", width="large")
def _in_full(citation: Citation, pair_id: str | None) -> None:
    st.html(
        f'<p class="up-h3">{escape(citations.place(citation))}</p>'
        f'<p class="up-small">{escape(citations.origin(citation))}</p>'
    )
    with sentences():
        text(wiring.coach().passage_context(wiring.reader(), citation.passage_id, pair_id))


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
        reason = st.text_input(asked, key=Key.REASON.at(record.id, "text"))
        if st.form_submit_button("Send feedback"):
            with sentences():
                wiring.coach().feedback(wiring.reader(), record.id, bool(useful), reason)
                st.success("Thank you. Your feedback is kept with this draft.")
