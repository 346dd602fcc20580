"""Releasing a summary to HR: who released it, what is struck, what HR would read."""

import streamlit as st

from assistant.coach import HrCopy
from assistant.domain import Pair
from assistant.drafts import WITHHELD, Basis, Place, for_review
from assistant.stored import DraftRecord, PartnerRelease, ReleaseState
from assistant.ui import editing, parts, sheet, wiring, words
from assistant.ui.markup import escape, label
from assistant.ui.wiring import Key

OUTCOMES = {
    "waiting": "HR has it and has not decided yet.",
    "approved": "HR approved it.",
    "returned": "HR returned it to you.",
}
Places = frozenset[Place]


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
    if outcome := OUTCOMES.get(state.snapshot_status or ""):
        lines.append(escape(outcome))
    st.html(sheet.listing(lines))
    if state.return_reason:
        parts.nudge("HR asks for a change", state.return_reason)
    if state.snapshot_status == "withheld":
        parts.nudge(*parts.WITHHELD)
        if st.button("Leave it withheld", key=Key.DECISION.at(state.draft_id, "leave")):
            with parts.sentences():
                wiring.coach().withdraw(wiring.reader(), state.draft_id)
                wiring.tell("Nothing of this summary is with HR.")
                st.rerun()


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
    struck = _struck(record)
    copy = coach.hr_copy(reader, record.id, struck)
    with st.expander("Strike statements before you release"):
        _strike(record, copy)
    with st.expander("What HR would read"):
        st.html(sheet.sheet(copy.draft, uid="hr", title=False))
    if st.button("Release to HR", type="primary", key=Key.DECISION.at(record.id, "release")):
        with parts.sentences():
            now = coach.release(reader, record.id, record.version, struck)
            wiring.tell("HR has it now." if now.both else "Released by you; your partner is next.")
            st.rerun()


def _struck(record: DraftRecord) -> Places:
    """What the reader has unticked so far."""
    places = (place for place, _ in record.draft.placed())
    return frozenset(p for p in places if not st.session_state.get(_key(record, p), True))


def _key(record: DraftRecord, place: Place) -> str:
    return Key.STRIKE.at(record.id, record.version, *place)


def _strike(record: DraftRecord, copy: HrCopy) -> None:
    """Every statement that can go to HR, with a tick; what leaves along says so in its place."""
    headings = {s.heading for s in for_review(record.draft).sections}
    st.html(
        '<p class="up-small">Untick what HR should not read. Whatever else tells the same leaves '
        "with it. Quoted words and the part for the two of you stay with you in any case.</p>"
    )
    if copy.along:
        many = words.count_of(len(copy.along), "more line")
        verb = "tells" if len(copy.along) == 1 else "tell"
        st.html(
            f'<p class="up-small" role="status"><b>{many} {verb} the same and leave too.</b></p>'
        )
    for i, section in enumerate(record.draft.sections):
        if section.heading not in headings:
            continue
        st.html(f'<h3 class="up-h3">{escape(section.heading)}</h3>')
        for j, said in enumerate(section.statements):
            if said.basis is Basis.QUOTED or said == WITHHELD:
                continue
            if (i, j) in copy.along:
                st.html(
                    f'<p class="up-along"><s>{escape(said.text)}</s> {sheet.tag("Leaves too")}</p>'
                )
            else:
                st.checkbox(label(said.text), True, key=_key(record, (i, j)))
