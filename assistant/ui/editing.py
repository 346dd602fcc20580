"""Changing a draft in place."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from assistant.domain import Pair
from assistant.drafts import Basis, Draft, Section, Statement
from assistant.stored import DraftRecord
from assistant.ui import parts, wiring
from assistant.ui.markup import label
from assistant.ui.wiring import Key

Place = tuple[int, int]


def edited(
    draft: Draft,
    texts: Mapping[Place, str],
    added: Mapping[int, str],
    minutes: Mapping[int, int],
) -> Draft:
    """The draft with other wordings by (section, statement) place, and lines added by section.

    An emptied statement is left out. A reworded one keeps its sources but is no quotation and no
    record any more, so that it is checked again as what its sources are said to say.
    """

    def section(i: int, old: Section) -> Section:
        kept = [_reworded(s, texts.get((i, j), s.text)) for j, s in enumerate(old.statements)]
        new = [Statement(line.strip()) for line in added.get(i, "").splitlines() if line.strip()]
        said = (*(s for s in kept if s.text), *new)
        return replace(old, minutes=minutes.get(i, old.minutes), statements=said)

    sections = tuple(section(i, s) for i, s in enumerate(draft.sections))
    return replace(draft, sections=tuple(s for s in sections if s.statements))


def _reworded(statement: Statement, text: str) -> Statement:
    text = " ".join(text.split())
    if text == " ".join(statement.text.split()):
        return statement
    basis = Basis.GROUNDED if statement.sources else Basis.INFERRED
    return replace(statement, text=text, basis=basis, flag=None)


def record(shown: DraftRecord, pair: Pair, *lines: str) -> None:
    """A stored draft with the ways to edit it, take it along and say whether it was useful."""
    key = Key.EDITING.at(shown.id)
    if st.session_state.get(key):
        _form(shown, key)
        return
    parts.show(shown, wiring.names(pair), *lines)
    with st.container(horizontal=True, gap="small"):
        if st.button("Edit", icon=":material/edit:", key=Key.EDIT.at(shown.id)):
            st.session_state[key] = True
            st.rerun()
    parts.take_along(shown)
    parts.thumbs(shown)


def _form(shown: DraftRecord, key: str) -> None:
    texts: dict[Place, str] = {}
    added: dict[int, str] = {}
    minutes: dict[int, int] = {}
    with st.form(Key.EDIT.at(shown.id, "form")):
        st.html('<p class="up-small">Empty a line to remove it. New lines carry no source.</p>')
        for i, section in enumerate(shown.draft.sections):
            at = (shown.id, shown.version, i)
            parts.section(section.heading)
            if section.minutes is not None:
                minutes[i] = st.number_input(
                    "Minutes", 0, 60, section.minutes, key=Key.EDIT.at(*at, "minutes"), width=140
                )
            for j, said in enumerate(section.statements):
                texts[i, j] = st.text_area(
                    f"Line {j + 1}",
                    said.text,
                    key=Key.EDIT.at(*at, j),
                    height="content",
                    label_visibility="collapsed",
                )
            added[i] = st.text_area(
                label(f"Add to “{section.heading}”, one line each"),
                key=Key.EDIT.at(*at, "added"),
                height=68,
            )
        with st.container(horizontal=True):
            save = st.form_submit_button("Save changes", type="primary")
            leave = st.form_submit_button("Cancel")
    if save:
        with parts.sentences():
            new = edited(shown.draft, texts, added, minutes)
            wiring.coach().save_draft(wiring.reader(), shown.id, new, shown.version)
            wiring.tell("Saved as a new version.")
            leave = True
    if leave:
        st.session_state.pop(key, None)
        st.rerun()
