"""Program: how far each pair is, in counts, and who has access; no goal and no note."""

import streamlit as st

from assistant.coach import PairStatus
from assistant.domain import Stage
from assistant.ui import parts, roster, sheet, wiring, words
from assistant.ui.markup import escape

ATTENTION = (Stage.STALLED,)


def show() -> None:
    """The page."""
    parts.head(
        "Program",
        "How far each pair is. What they talk about stays with them: no notes and no goals here.",
    )
    with parts.sentences():
        pairs = wiring.coach().program_status(wiring.reader())
        if not pairs:
            parts.empty(
                "No pair yet", "Import the program's people and pairs, then open this page."
            )
        else:
            _counts(pairs)
            st.html(_table(pairs))
        roster.show()


def _counts(pairs: list[PairStatus]) -> None:
    held = sum(p.held for p in pairs)
    stalled = [p for p in pairs if p.stage in ATTENTION]
    active = sum(p.stage is not Stage.ENDED for p in pairs)
    st.html(
        f'<div class="up-panel"><p class="up-over">{words.count_of(len(pairs), "pair")}</p>'
        f"<h2>{active} active, {words.count_of(held, 'session')} held</h2>"
        f"<p>{sum(p.cancelled for p in pairs)} cancelled so far.</p></div>"
    )
    for pair in stalled:
        parts.nudge(
            f"{pair.mentor} and {pair.mentee} are stalled",
            "Two cancellations in a row. Ask both, separately, what would make the next date hold.",
        )


def _table(pairs: list[PairStatus]) -> str:
    rows = "".join(
        f"<tr><th scope='row'>{escape(p.mentor)} and {escape(p.mentee)}</th>"
        f"<td>{_stage(p.stage)}</td><td>{p.held} of {p.planned}</td><td>{p.cancelled}</td></tr>"
        for p in pairs
    )
    return (
        '<div class="up-table"><table><thead><tr><th scope="col">Pair (mentor and mentee)</th>'
        '<th scope="col">Stage</th><th scope="col">Held</th><th scope="col">Cancelled</th></tr>'
        f"</thead><tbody>{rows}</tbody></table></div>"
    )


def _stage(stage: Stage) -> str:
    tone = {Stage.STALLED: "warn", Stage.ENDED: ""}.get(stage, "on")
    return sheet.tag(words.STAGES[stage].split(":")[0], tone)


if __name__ == "__main__":
    show()
