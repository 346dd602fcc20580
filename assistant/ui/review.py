"""Review: what pairs released to HR, decided section by section."""

import streamlit as st

from assistant.stored import ReviewStep, Snapshot
from assistant.ui import parts, reviewing, sheet, wiring, words
from assistant.ui.markup import escape
from assistant.ui.wiring import Key

STATES = {"waiting": "Waiting", "approved": "Approved", "returned": "Returned"}


def show() -> None:
    """The page."""
    with parts.sentences():
        queue = wiring.coach().review_queue(wiring.reader())
        chosen = st.session_state.get(Key.SNAPSHOT)
        if chosen and any(s.id == chosen for s in queue):
            _one(wiring.coach().snapshot(wiring.reader(), chosen))
        else:
            _queue(queue)


def _queue(queue: list[Snapshot]) -> None:
    waiting = [s for s in queue if s.status == "waiting"]
    parts.head(
        "Review",
        "Progress summaries that both partners released. You see these texts and nothing else of a "
        "pair. This is program support, not an appraisal of anyone.",
    )
    if not queue:
        parts.empty(
            "Nothing to review",
            "A summary appears here when both partners released it. You need not do anything.",
        )
        return
    parts.section(f"{len(waiting)} waiting for a decision")
    for snapshot in queue:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            tone = "warn" if snapshot.status == "waiting" else "on"
            st.html(
                f"<strong>{escape(snapshot.pair_label)}</strong> "
                f"{sheet.tag(STATES[snapshot.status], tone)}"
                f'<p class="up-small">Released {words.moment(snapshot.released_at)}, '
                f"version {snapshot.version}</p>"
            )
            verb = "Read and decide" if snapshot.status == "waiting" else "Read"
            if st.button(verb, key=Key.SNAPSHOT.at(snapshot.id)):
                st.session_state[Key.SNAPSHOT] = snapshot.id
                st.rerun()


def _one(snapshot: Snapshot) -> None:
    if st.button("Back to the queue", icon=":material/arrow_back:", type="tertiary"):
        st.session_state.pop(Key.SNAPSHOT, None)
        st.rerun()
    steps = wiring.coach().review_versions(wiring.reader(), snapshot.id)
    parts.head(
        snapshot.pair_label,
        over=f"{_standing(snapshot, steps)}, version {snapshot.version}",
        lead="AI-drafted from the pair's records and shared notes, then released by both. "
        "The notes themselves stay with the pair.",
    )
    main, aside = st.columns([7, 4], gap="large")
    with main:
        reviewing.text(snapshot)
    with aside:
        if snapshot.status == "waiting":
            reviewing.decide(snapshot)
        reviewing.versions(snapshot)


def _standing(snapshot: Snapshot, steps: list[ReviewStep]) -> str:
    """How the summary stands now, and by which reviewer."""
    decided = next((s for s in reversed(steps) if s.verb in ("approve", "return")), None)
    if decided is None:
        return "Waiting for a reviewer"
    who = "you" if decided.reviewer == wiring.reader() else decided.reviewer
    return f"{STATES[snapshot.status]} by {who}, {words.moment(decided.at)}"


if __name__ == "__main__":
    show()
