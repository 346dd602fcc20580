"""Changing a draft in place: one text field a section, one statement a line."""

from zlib import crc32

import streamlit as st

from assistant.domain import Pair
from assistant.stored import DraftRecord
from assistant.ui import draft_parts, parts, typed, wiring
from assistant.ui.markup import escape
from assistant.ui.rewording import edited, one_line
from assistant.ui.wiring import Key


def record(shown: DraftRecord, pair: Pair, *lines: str) -> None:
    """A stored draft with the ways to edit it, take it along and say whether it was useful."""
    key = Key.EDITING.at(shown.id)
    for place in typed.waiting(f"draft:{shown.id}:"):
        st.session_state.setdefault(key, int(place.split(":")[-2]))
    if version := st.session_state.get(key):
        _form(wiring.coach().get_draft(wiring.reader(), shown.id, version), key)
        return
    with st.container(horizontal=True, gap="small", key=f"up-tools-{shown.id}"):
        if st.button("Edit", icon=":material/edit:", key=Key.EDIT.at(shown.id)):
            st.session_state[key] = shown.version
            st.rerun()
        draft_parts.take_along(shown, pair)
    draft_parts.show(shown, wiring.names(pair), *lines)
    draft_parts.thumbs(shown)


def _form(shown: DraftRecord, key: str) -> None:
    """The version at which editing began is what is saved against, so a conflict is told."""
    texts: dict[int, str] = {}
    minutes: dict[int, int] = {}
    start, places = f"draft:{shown.id}:{shown.version}", list[str]()
    with st.form(Key.EDIT.at(shown.id, "form")):
        st.html(
            '<p class="up-small">One statement a line. Delete a line to remove it. '
            "A line that you add has no source.</p>"
        )
        for i, section in enumerate(shown.draft.sections):
            at = (shown.id, shown.version, i)
            st.html(f'<h3 class="up-h3">{escape(section.heading)}</h3>')
            if section.minutes is not None:
                places.append(f"{start}:{i} minutes")
                minutes[i] = typed.number(
                    *("Minutes", 0, 60, section.minutes),
                    key=Key.EDIT.at(*at, "minutes"),
                    place=places[-1],
                    width=150,
                )
            lines = "\n".join(one_line(s.text) for s in section.statements)
            # What a note took back since is in other lines than those typed over, and stays away.
            places.append(f"{start}:{i}-{crc32(lines.encode())}")
            texts[i] = typed.area(
                "Statements, one a line",
                lines,
                key=Key.EDIT.at(*at, "lines"),
                place=places[-1],
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
        typed.end(*places, *typed.waiting(f"{start}:"))
        st.rerun()
