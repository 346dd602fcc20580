"""Changing a draft in place: one text field a section, one statement a line."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from difflib import SequenceMatcher

import streamlit as st

from assistant.domain import Pair
from assistant.drafts import Basis, Draft, Section, Statement
from assistant.stored import DraftRecord
from assistant.ui import draft_parts, parts, wiring
from assistant.ui.markup import escape
from assistant.ui.wiring import Key

LIKE = 0.5
"""From how much of its words a reworded line still counts as the statement it was."""


def edited(draft: Draft, texts: Mapping[int, str], minutes: Mapping[int, int]) -> Draft:
    """The draft with other lines and minutes by section.

    A line left as it was stays the statement it was. A reworded one keeps its sources but is no
    quotation and no record any more, so that it is checked again. A line that is new, or has
    little left of the old one, is the writer's own and has no source.
    """
    sections = (
        replace(
            section,
            minutes=minutes.get(i, section.minutes),
            statements=tuple(_lines(section, texts[i])) if i in texts else section.statements,
        )
        for i, section in enumerate(draft.sections)
    )
    return replace(draft, sections=tuple(s for s in sections if s.statements))


def _lines(section: Section, text: str) -> Iterator[Statement]:
    old = [_one_line(s.text) for s in section.statements]
    new = [line for raw in text.splitlines() if (line := _one_line(raw))]
    for verb, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if verb == "equal":
            yield from section.statements[a:b]
            continue
        for place, line in zip(range(a, a + d - c), new[c:d], strict=True):
            yield _reworded(section.statements[place], line) if place < b else Statement(line)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _reworded(statement: Statement, line: str) -> Statement:
    if SequenceMatcher(None, statement.text.split(), line.split()).ratio() < LIKE:
        return Statement(line)
    basis = Basis.GROUNDED if statement.sources else Basis.INFERRED
    return replace(statement, text=line, basis=basis, flag=None)


def record(shown: DraftRecord, pair: Pair, *lines: str) -> None:
    """A stored draft with the ways to edit it, take it along and say whether it was useful."""
    key = Key.EDITING.at(shown.id)
    if st.session_state.get(key):
        _form(shown, key)
        return
    with st.container(horizontal=True, gap="small", key=f"up-tools-{shown.id}"):
        if st.button("Edit", icon=":material/edit:", key=Key.EDIT.at(shown.id)):
            st.session_state[key] = True
            st.rerun()
        draft_parts.take_along(shown, pair)
    draft_parts.show(shown, wiring.names(pair), *lines)
    draft_parts.thumbs(shown)


def _form(shown: DraftRecord, key: str) -> None:
    texts: dict[int, str] = {}
    minutes: dict[int, int] = {}
    with st.form(Key.EDIT.at(shown.id, "form")):
        st.html(
            '<p class="up-small">One statement a line. Delete a line to remove it. '
            "A line that you add has no source.</p>"
        )
        for i, section in enumerate(shown.draft.sections):
            at = (shown.id, shown.version, i)
            st.html(f'<h3 class="up-h3">{escape(section.heading)}</h3>')
            if section.minutes is not None:
                minutes[i] = st.number_input(
                    "Minutes", 0, 60, section.minutes, key=Key.EDIT.at(*at, "minutes"), width=150
                )
            texts[i] = st.text_area(
                "Statements, one a line",
                "\n".join(_one_line(s.text) for s in section.statements),
                key=Key.EDIT.at(*at, "lines"),
                height="content",
                label_visibility="collapsed",
            )
        with st.container(horizontal=True):
            save = st.form_submit_button("Save changes", type="primary")
            leave = st.form_submit_button("Cancel")
    if save:
        with parts.sentences():
            new = edited(shown.draft, texts, minutes)
            wiring.coach().save_draft(wiring.reader(), shown.id, new, shown.version)
            wiring.tell("Saved as a new version.")
            leave = True
    if leave:
        st.session_state.pop(key, None)
        st.rerun()
