"""A reviewer's work on one released summary."""

from datetime import datetime

import streamlit as st

from assistant.stored import Citation, Snapshot
from assistant.ui import citations, diff, parts, sheet, wiring, words
from assistant.ui.markup import escape, label
from assistant.ui.wiring import Key

NO_TEXT = "The source itself stays with the pair; this is its place and date."
VERBS = {"edit": "corrected it", "approve": "approved it", "return": "returned it"}


def text(snapshot: Snapshot) -> None:
    """The summary with its evidence, or its statements to correct."""
    editing = Key.EDITING.at(snapshot.id)
    if st.session_state.get(editing):
        _correct(snapshot, editing)
        return
    evidence = [
        Citation(e.source, e.kind, "", e.place, None, e.date, NO_TEXT) for e in snapshot.evidence
    ]
    st.html(sheet.sheet(snapshot.draft, evidence, uid=snapshot.id, title=False))
    if snapshot.status == "waiting" and st.button("Correct statements", icon=":material/edit:"):
        st.session_state[editing] = True
        st.rerun()
    parts.section("Evidence", "Where the statements come from. No note text reaches HR.")
    st.html(
        sheet.listing(
            f"{n}. {escape(c.heading)}<span class='up-meta'>{escape(citations.origin(c))}</span>"
            for n, c in enumerate(evidence, 1)
        )
    )


def _correct(snapshot: Snapshot, editing: str) -> None:
    texts = {}
    with st.form(Key.EDIT.at(snapshot.id)):
        st.html('<p class="up-small">Correct wording, or empty a statement to remove it.</p>')
        for i, section in enumerate(snapshot.draft.sections):
            parts.section(section.heading)
            for j, said in enumerate(section.statements):
                key = Key.EDIT.at(snapshot.id, snapshot.version, i, j)
                texts[i, j] = st.text_area(
                    f"Statement {j + 1}",
                    said.text,
                    key=key,
                    height="content",
                    label_visibility="collapsed",
                )
        with st.container(horizontal=True):
            save = st.form_submit_button("Save corrections", type="primary")
            leave = st.form_submit_button("Cancel")
    with parts.sentences():
        if save:
            wiring.coach().revise(wiring.reader(), snapshot.id, snapshot.version, texts)
            wiring.tell("Corrections saved as a new version.")
        if save or leave:
            st.session_state.pop(editing, None)
            st.rerun()


def decide(snapshot: Snapshot) -> None:
    """Each section is read and ticked; then the whole is approved, or returned with a reason."""
    coach, reader = wiring.coach(), wiring.reader()
    parts.section("Your decision", "Tick each section once you have read it and its evidence.")
    decided = frozenset(
        i
        for i, section in enumerate(snapshot.draft.sections)
        if st.checkbox(
            label(section.heading), key=Key.DECISION.at(snapshot.id, snapshot.version, i)
        )
    )
    if st.button("Approve the summary", type="primary", width="stretch"):
        with parts.sentences():
            coach.approve(reader, snapshot.id, snapshot.version, decided)
            wiring.tell("Approved. The pair can see it.")
            st.rerun()
    with st.form(Key.DECISION.at(snapshot.id, "return")):
        reason = st.text_area(
            "Reason for returning it",
            key=Key.REASON.at(snapshot.id),
            help="Both partners read this.",
        )
        if st.form_submit_button("Return to the pair", width="stretch"):
            with parts.sentences():
                coach.return_to_pair(reader, snapshot.id, snapshot.version, reason)
                wiring.tell("Returned to the pair with your reason.")
                st.rerun()


def versions(snapshot: Snapshot) -> None:
    """Who did what, and what changed in the wording."""
    steps = wiring.coach().review_versions(wiring.reader(), snapshot.id)
    parts.section("Versions")
    _version(1, "as both partners released it", snapshot.released_at, "")
    before = snapshot.released or snapshot.draft
    for step in steps:
        who = "You" if step.reviewer == wiring.reader() else step.reviewer
        _version(step.version, f"{who} {VERBS.get(step.verb, step.verb)}", step.at, step.reason)
        if before != step.draft:
            with st.expander(f"What version {step.version} changed"):
                st.html(diff.html(before, step.draft))
        before = step.draft


def _version(number: int, what: str, at: datetime, reason: str) -> None:
    why = f"<p>“{escape(reason)}”</p>" if reason else ""
    st.html(
        f'<div><strong>Version {number}</strong> <span class="up-small">{escape(what)}, '
        f"{words.moment(at)}</span>{why}</div>"
    )
