"""Releasing a summary to HR: who released it, what is struck, what HR would read."""

import streamlit as st

from assistant.domain import Pair
from assistant.drafts import Basis, for_review
from assistant.stored import DraftRecord, PartnerRelease, ReleaseState
from assistant.ui import editing, parts, sheet, wiring, words
from assistant.ui.markup import escape, label
from assistant.ui.wiring import Key

OUTCOMES = {
    "waiting": "HR has it and has not decided yet.",
    "approved": "HR approved it.",
    "returned": "HR returned it to you.",
}
Places = frozenset[tuple[int, int]]


def summary(record: DraftRecord, pair: Pair) -> None:
    """One summary with its release."""
    state = wiring.coach().release_state(wiring.reader(), record.id)
    _state(state, pair)
    editing.record(record, pair, "AI-drafted program support, not an appraisal")
    if not st.session_state.get(Key.EDITING.at(record.id)):
        _decide(record, pair, state)


def _mine(state: ReleaseState, pair: Pair) -> PartnerRelease | None:
    return state.mentor if pair.mentor.email == wiring.reader() else state.mentee


def _state(state: ReleaseState, pair: Pair) -> None:
    lines = []
    for person, given in ((pair.mentor, state.mentor), (pair.mentee, state.mentee)):
        done = sheet.tag("Released", "on") if given else sheet.tag("Not released")
        struck = ""
        if given:
            many = words.count_of(len(given.struck), "statement")
            struck = f", {many} struck" if given.struck else ", nothing struck"
            struck = f"{words.moment(given.released_at)}, version {given.version}{struck}"
        lines.append(f'{escape(person.name)} {done}<span class="up-meta">{struck}</span>')
    if state.snapshot_status:
        lines.append(escape(OUTCOMES.get(state.snapshot_status, state.snapshot_status)))
    st.html(sheet.listing(lines))
    if state.return_reason:
        parts.nudge("HR asks for a change", state.return_reason)


def _decide(record: DraftRecord, pair: Pair, state: ReleaseState) -> None:
    coach, reader = wiring.coach(), wiring.reader()
    parts.section("Your release")
    if _mine(state, pair):
        st.html(
            '<p class="up-small">You released this version. HR loses it at once if you '
            "withdraw.</p>"
        )
        if st.button("Withdraw my release", key=Key.DECISION.at(record.id, "withdraw")):
            with parts.sentences():
                coach.withdraw(reader, record.id)
                wiring.tell("Withdrawn. HR cannot see this summary any more.")
                st.rerun()
        return
    struck = _strike(record)
    with st.expander("What HR would read"):
        st.html(sheet.sheet(for_review(record.draft.strike(struck)), uid="hr", title=False))
    if st.button("Release to HR", type="primary", key=Key.DECISION.at(record.id, "release")):
        with parts.sentences():
            now = coach.release(reader, record.id, record.version, struck)
            wiring.tell("HR has it now." if now.both else "Released by you; your partner is next.")
            st.rerun()


def _strike(record: DraftRecord) -> Places:
    struck = set()
    shared = for_review(record.draft)
    headings = {s.heading for s in shared.sections}
    with st.expander("Strike statements before you release"):
        st.html(
            '<p class="up-small">Untick what HR should not read. Quoted words and the part '
            "for the two of you stay with you in any case.</p>"
        )
        for i, section in enumerate(record.draft.sections):
            if section.heading not in headings:
                continue
            st.html(f'<h3 class="up-h3">{escape(section.heading)}</h3>')
            for j, said in enumerate(section.statements):
                key = Key.STRIKE.at(record.id, record.version, i, j)
                if said.basis is not Basis.QUOTED and not st.checkbox(
                    label(said.text), True, key=key
                ):
                    struck.add((i, j))
    return frozenset(struck)
