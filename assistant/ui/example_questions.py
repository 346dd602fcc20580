"""The example questions of one guideline, section by section, on the page Guidelines."""

from zlib import crc32

import streamlit as st

from assistant.stored import SectionQuestions
from assistant.ui import parts, typed, wiring, words
from assistant.ui.markup import escape, label
from assistant.ui.sheet import tag
from assistant.ui.wiring import Key

LEAD = (
    "What people type when a section is their answer. Search finds the section by them, and Ask "
    "suggests some."
)


def show(source: str) -> None:
    """A section to pick, its questions to change, and a model's proposals where one is in use."""
    sections = wiring.coach().example_questions(wiring.reader(), source)
    st.html(f'<h3 class="up-h3">Example questions</h3><p class="up-small">{escape(LEAD)}</p>')
    waiting = [s for s in sections if s.proposed]
    if waiting:
        st.html(
            f'<p class="up-small">{tag("Not looked at yet")} Questions are proposed for '
            f"{words.count_of(len(waiting), 'section')}. They help no search until you save "
            "them.</p>"
        )
    by_heading = {s.heading: s for s in sections}
    picked = st.selectbox(
        "Section",
        list(by_heading),
        index=sections.index(waiting[0]) if waiting else 0,
        format_func=lambda heading: _named(by_heading[heading]),
        key=Key.OPENED.at("section", source),
        width=736,
    )
    if picked in by_heading:
        _form(source, by_heading[picked])
    if any(not s.questions and not s.looked_at for s in sections):
        _by_model(source)


def _named(section: SectionQuestions) -> str:
    name = " › ".join(section.heading.split(" > ")[1:]) or section.heading
    if section.proposed:
        return f"{name}: {len(section.proposed)} proposed"
    return f"{name}: {len(section.questions) or 'none'}"


def _form(source: str, section: SectionQuestions) -> None:
    lines = "\n".join(section.questions or section.proposed)
    place = f"questions:{crc32(f'{source}{section.heading}'.encode())}:{crc32(lines.encode())}"
    with st.form(Key.EDIT.at(place, "form"), width=736):
        if section.proposed:
            who = label(section.proposed_by) if section.proposed_by else "the heading"
            st.html(
                f'<p class="up-small">{tag("Not looked at yet")} Proposed from '
                f"{escape(who)}. Change or delete lines, then save.</p>"
            )
        text = typed.area(
            "Questions, one a line",
            lines,
            key=Key.EDIT.at(place),
            place=place,
            height=220,
        )
        saved = st.form_submit_button("Save the questions", type="primary")
    if saved:
        with parts.sentences():
            wiring.coach().save_example_questions(wiring.reader(), source, {section.heading: text})
            typed.end(place)
            wiring.tell("Saved. Search uses these questions from the next one on.")
            st.rerun()


def _by_model(source: str) -> None:
    now = wiring.coach().model_status(wiring.reader())
    if not now.active:
        return
    st.html(
        '<p class="up-small">A model can propose questions for the sections that have none. The '
        f"text of those sections is sent to {escape(now.host)}, and nothing else.</p>"
    )
    name = label(f"Propose example questions with {now.engine}")
    if st.button(name, key=Key.DECISION.at("propose", source)):
        with parts.sentences():
            with st.spinner(f"Asking {label(now.engine)}"):
                count = wiring.coach().propose_example_questions(wiring.reader(), source)
            wiring.tell(f"Proposed for {words.count_of(count, 'section')}; look at them and save.")
            st.rerun()
