"""Guidelines: what the program says, and changing it."""

import streamlit as st

from assistant.coach import GuidelineChange
from assistant.domain import Guideline
from assistant.ui import parts, wiring, words
from assistant.ui.markup import escape, label
from assistant.ui.sheet import tag
from assistant.ui.wiring import Key

TYPES = ["md", "txt", "pdf", "docx"]
KINDS = {
    "program": "Program rules",
    "challenge": "Challenges",
    "situation": "Situations",
    "starters": "Starters",
    "agenda": "Agendas",
    "explainer": "Explainers",
}


def show() -> None:
    """The page."""
    parts.head(
        "Guidelines",
        "Everything the assistant may quote beside a pair's own notes. What you change here holds "
        "from the next question on.",
    )
    main, aside = st.columns([7, 4], gap="large")
    with aside:
        _upload()
    with main, parts.sentences():
        _list(wiring.coach().guidelines(wiring.reader()))


def _upload() -> None:
    parts.section("Add or replace", "Markdown, text, PDF or Word, 10 MB at most.")
    with st.form(Key.UPLOAD.at("form")):
        files = st.file_uploader(
            "Files", TYPES, accept_multiple_files=True, key=Key.UPLOAD, label_visibility="collapsed"
        )
        if not st.form_submit_button("Add to the guidelines", type="primary", width="stretch"):
            return
    if not files:
        st.error("Choose a file first.")
    for file in files:
        with parts.sentences(), st.spinner(f"Reading {label(file.name)}"):
            _told(wiring.coach().add_guideline(wiring.reader(), file.name, file.getvalue()))


def _told(change: GuidelineChange) -> None:
    if change.status == "unchanged":
        st.info(label(f"{change.title}: unchanged; the same text is in force already."))
        return
    added = words.count_of(change.passages_added, "passage")
    gone = words.count_of(change.passages_removed, "passage")
    st.success(label(f"{change.title}: {change.status}. {added} added, {gone} removed."))


def _list(found: list[Guideline]) -> None:
    kinds = [k for k in KINDS if any(g.kind == k for g in found)]
    parts.section(f"{words.count_of(len(found), 'guideline')} in force")
    if not found:
        parts.empty(
            "No guideline yet", "Upload the program's rules; Ask and Prepare build on them."
        )
        return
    chosen = st.pills("Kind", kinds, format_func=KINDS.__getitem__, key=Key.FILTER.at("kind"))
    wanted = st.text_input("Find by title or topic", key=Key.FILTER).strip().lower()
    shown = [
        g
        for g in found
        if (not chosen or g.kind == chosen)
        and (not wanted or wanted in f"{g.title} {' '.join(g.topics)}".lower())
    ]
    if not shown:
        st.html('<p class="up-small">No guideline fits. Clear the filter to see all.</p>')
    for guideline in shown:
        _one(guideline)


def _one(guideline: Guideline) -> None:
    with st.expander(label(guideline.title)):
        facts = [KINDS.get(guideline.kind, guideline.kind), guideline.source]
        if guideline.reviewed:
            facts.append(f"reviewed {guideline.reviewed}")
        st.html(
            f'<p class="up-small">{tag("In force", "on")} {escape(", ".join(facts))}</p>'
            + (f'<p class="up-small">Topics: {escape(", ".join(guideline.topics))}</p>')
        )
        parts.text(guideline.text)
        sure = st.checkbox(
            "Retire it: nothing will find or cite it", key=Key.DECISION.at(guideline.source)
        )
        if st.button("Retire", key=Key.DECISION.at(guideline.source, "go"), disabled=not sure):
            with parts.sentences():
                wiring.coach().retire_guideline(wiring.reader(), guideline.source)
                wiring.tell(f"{guideline.title} is retired.")
                st.rerun()


if __name__ == "__main__":
    show()
