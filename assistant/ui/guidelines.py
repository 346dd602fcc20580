"""Guidelines: what the program says, and changing it."""

import streamlit as st

from assistant.coach import read_except
from assistant.domain import Guideline
from assistant.ui import example_questions, parts, uploading, wiring, words
from assistant.ui.markup import escape
from assistant.ui.sheet import tag
from assistant.ui.wiring import Key

KINDS = {
    "program": "Program rules",
    "challenge": "Challenges",
    "situation": "Situations",
    "starters": "Starters",
    "agenda": "Agendas",
    "explainer": "Explainers",
}
NO_QUESTIONS = "<span class='up-meta'>No example questions yet; open it to look at some</span>"


def show() -> None:
    """The page."""
    parts.head(
        "Guidelines",
        "Everything the assistant may quote beside a pair's own notes. What you change here holds "
        "from the next question on.",
    )
    uploading.show()
    with parts.sentences():
        _list(wiring.coach().guidelines(wiring.reader()))


def _not_read(guideline: Guideline) -> str:
    told = read_except(guideline.left_out)
    return f"<span class='up-meta'>{escape(told[:1].upper() + told[1:])}</span>" if told else ""


def _list(found: list[Guideline]) -> None:
    parts.section(f"{words.count_of(len(found), 'guideline')} in force")
    if not found:
        parts.empty("No guideline yet", "Upload the program's rules; drafts and answers use them.")
        return
    by_source = {g.source: g for g in found}
    opened = st.selectbox(
        "Open a guideline",
        list(by_source),
        index=None,
        format_func=lambda s: by_source[s].title,
        placeholder="Type a part of its title",
        key=Key.OPENED.at("guideline"),
        width=736,
    )
    if opened in by_source:
        _one(by_source[opened])
    kinds = [k for k in KINDS if any(g.kind == k for g in found)]
    chosen = st.pills(
        "Show", kinds, format_func=KINDS.__getitem__, wrap=True, key=Key.FILTER.at("kind")
    )
    bare = wiring.coach().without_questions(wiring.reader())
    st.html(_table([g for g in found if not chosen or g.kind == chosen], bare))


def _table(shown: list[Guideline], bare: frozenset[str]) -> str:
    rows = "".join(
        f"<tr><th scope='row'>{escape(g.title)}<span class='up-meta'>"
        f"{escape(', '.join(g.topics))}</span>{_not_read(g)}"
        f"{NO_QUESTIONS if g.source in bare else ''}</th>"
        f"<td>{escape(KINDS.get(g.kind, g.kind))}</td><td>{escape(g.reviewed or '–')}</td>"
        f"<td>{tag('In force', 'on')}</td></tr>"
        for g in shown
    )
    return (
        '<div class="up-table"><table><thead><tr><th scope="col">Title and topics</th>'
        '<th scope="col">Kind</th><th scope="col">Reviewed</th><th scope="col">Status</th>'
        f"</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _one(guideline: Guideline) -> None:
    with st.container(border=True):
        st.html(
            f'<h3 class="up-h2" style="margin-top:0">{escape(guideline.title)}</h3>'
            f'<p class="up-small">{escape(guideline.source)}, for '
            f"{escape(words.names(list(guideline.audience)))}</p>{_not_read(guideline)}"
        )
        with st.container(height=360, border=False):
            parts.text(guideline.text)
        with parts.sentences():
            example_questions.show(guideline.source)
        key = Key.DECISION.at(guideline.source)
        sure = st.checkbox("Retire it: nothing will find or cite it any more", key=key)
        if st.button("Retire this guideline", key=f"{key}:go", disabled=not sure):
            with parts.sentences():
                wiring.coach().retire_guideline(wiring.reader(), guideline.source)
                wiring.tell(f"{guideline.title} is retired.")
                st.rerun()


if __name__ == "__main__":
    show()
