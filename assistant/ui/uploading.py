"""The form that takes in guideline files, and what it says of each."""

import streamlit as st

from assistant.coach import GuidelineChange, read_except
from assistant.ui import parts, wiring, words
from assistant.ui.markup import label
from assistant.ui.wiring import Key

TYPES = ["md", "txt", "pdf", "docx"]


def show() -> None:
    """The form; it is empty again once its files were taken, so that each is taken once."""
    parts.section("Add or replace", "Markdown, text, PDF or Word, 10 MB at most.")
    with st.form(Key.UPLOAD.at("form"), clear_on_submit=True, width=736):
        files = st.file_uploader(
            "Files", TYPES, accept_multiple_files=True, key=Key.UPLOAD, label_visibility="collapsed"
        )
        if not st.form_submit_button("Add to the guidelines", type="primary"):
            return
    if not files:
        st.error("Choose a file first.")
    for file in files:
        with parts.sentences(), st.spinner(f"Reading {label(file.name)}"):
            _told(wiring.coach().add_guideline(wiring.reader(), file.name, file.getvalue()))


def _told(change: GuidelineChange) -> None:
    added = words.count_of(change.passages_added, "passage")
    gone = words.count_of(change.passages_removed, "passage")
    told, show = f"{change.status}. {added} added, {gone} removed.", st.success
    if change.status == "unchanged":
        told, show = "unchanged; the same text is in force already.", st.info
    if change.left_out:
        told, show = f"{told} It was {read_except(change.left_out)}.", st.warning
    show(label(f"{change.title}: {told}"))
