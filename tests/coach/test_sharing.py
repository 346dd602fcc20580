"""Nothing reaches HR that both partners did not release, and either takes it back alone."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

import pytest

from assistant.coach import Coach
from assistant.domain import Visibility
from assistant.drafts import PAIR_ONLY, Basis, Kind, Section, Statement
from assistant.errors import Conflict, Invalid, NotFound, Refused
from assistant.stored import DraftRecord

MENTOR, MENTEE, HR = "mentor1@a.example", "mentee1@a.example", "hr@a.example"


def last(values: Iterator[Any]) -> Any:
    return list(values)[-1]


@pytest.fixture
def summary(coach: Coach) -> DraftRecord:
    coach.save_note(
        MENTEE,
        "pair-1",
        1,
        "I learned that the canaryshared dashboard shows late orders first. "
        "I will open it every Monday.",
        Visibility.PAIR,
    )
    coach.save_note(MENTEE, "pair-1", 1, "I was ashamed, canaryprivate.", Visibility.PRIVATE)
    record: DraftRecord = last(coach.draft(MENTOR, Kind.SUMMARY, "pair-1"))
    return record


def both_release(coach: Coach, record: DraftRecord, **struck: Any) -> None:
    for partner in (MENTOR, MENTEE):
        coach.release(partner, record.id, record.version, struck.get(partner[:6], frozenset()))


def test_one_release_shows_hr_nothing(coach: Coach, summary: DraftRecord) -> None:
    """After one partner's release the queue is empty."""
    state = coach.release(MENTOR, summary.id, 1)
    assert state.mentor is not None
    assert state.mentee is None
    assert coach.review_queue(HR) == []


def test_two_releases_show_hr_the_snapshot(coach: Coach, summary: DraftRecord) -> None:
    """After both releases HR has one waiting copy with an evidence list and no passage text."""
    both_release(coach, summary)
    (snapshot,) = coach.review_queue(HR)
    assert snapshot.status == "waiting"
    assert snapshot.evidence
    assert not any("dashboards of" in str(asdict(e)) for e in snapshot.evidence)


def test_hrs_copy_holds_less_than_the_pairs(coach: Coach, summary: DraftRecord) -> None:
    """Quotes, the partners' own section and private notes are not in the reviewer's bytes."""
    assert "canaryshared" in str(summary.draft), "the summary must use the shared note"
    both_release(coach, summary)
    seen = str([asdict(s) for s in coach.review_queue(HR)])
    assert "canaryprivate" not in seen
    assert PAIR_ONLY not in seen
    draft = coach.review_queue(HR)[0].draft
    assert all(s.basis is not Basis.QUOTED for s in draft.statements())


def test_what_either_struck_is_not_in_the_copy(coach: Coach, summary: DraftRecord) -> None:
    """A statement that one partner strikes is missing although the other kept it."""
    struck = summary.draft.sections[0].statements[0].text
    both_release(coach, summary, mentee=frozenset({(0, 0)}))
    texts = [s.text for s in coach.review_queue(HR)[0].draft.statements()]
    assert texts
    assert struck not in texts


def test_withdrawing_empties_hrs_copy_at_once(coach: Coach, summary: DraftRecord) -> None:
    """Either partner takes the release back; the reviewer's next call finds nothing."""
    both_release(coach, summary)
    snapshot = coach.review_queue(HR)[0].id
    coach.withdraw(MENTEE, summary.id)
    assert coach.review_queue(HR) == []
    with pytest.raises(NotFound, match="withdrew"):
        coach.snapshot(HR, snapshot)


def test_withdrawing_works_after_approval(coach: Coach, summary: DraftRecord) -> None:
    """An approved summary, its versions included, goes when a partner withdraws."""
    both_release(coach, summary)
    snapshot = coach.review_queue(HR)[0]
    everything = frozenset(range(len(snapshot.draft.sections)))
    coach.approve(HR, snapshot.id, snapshot.version, everything)
    coach.withdraw(MENTOR, summary.id)
    assert coach.review_queue(HR) == []
    with pytest.raises(NotFound):
        coach.review_versions(HR, snapshot.id)


def test_an_edit_takes_both_releases_back(coach: Coach, summary: DraftRecord) -> None:
    """After an edit neither the old consent nor HR's old copy stands."""
    both_release(coach, summary)
    coach.save_draft(MENTOR, summary.id, replace(summary.draft, title="Shorter"), 1)
    state = coach.release_state(MENTEE, summary.id)
    assert (state.mentor, state.mentee, state.snapshot_status) == (None, None, None)
    assert coach.review_queue(HR) == []


def test_a_changed_version_must_be_read_again(coach: Coach, summary: DraftRecord) -> None:
    """A release names the version that was read; a newer one is a conflict."""
    coach.save_draft(MENTEE, summary.id, replace(summary.draft, title="Shorter"), 1)
    with pytest.raises(Conflict, match="read it again"):
        coach.release(MENTOR, summary.id, 1)


def test_an_unsupported_statement_blocks_the_release(coach: Coach, summary: DraftRecord) -> None:
    """A summary with a made-up number cannot be released until the statement is struck."""
    false = Statement("Leo opened 97 dashboards in March.", summary.draft.sources()[:1])
    edited = replace(
        summary.draft, sections=(*summary.draft.sections, Section("More", None, (false,)))
    )
    saved = coach.save_draft(MENTOR, summary.id, edited, 1)
    assert saved.draft.sections[-1].statements[0].flag
    with pytest.raises(Refused, match="marked statements"):
        coach.release(MENTOR, summary.id, 2)
    place = frozenset({(len(edited.sections) - 1, 0)})
    assert coach.release(MENTOR, summary.id, 2, place).mentor is not None


def test_a_statement_without_a_source_blocks_the_release(
    coach: Coach, summary: DraftRecord
) -> None:
    """A statement typed in by hand has no source and cannot go to HR."""
    typed = Section("More", None, (Statement("Everything is going well."),))
    edited = replace(summary.draft, sections=(*summary.draft.sections, typed))
    coach.save_draft(MENTOR, summary.id, edited, 1)
    with pytest.raises(Refused):
        coach.release(MENTOR, summary.id, 2)


def test_a_note_made_private_leaves_the_summary(coach: Coach, summary: DraftRecord) -> None:
    """What rests on a note that its author took back is withheld from the pair's copy too."""
    note = next(n for n in coach.notes(MENTEE, "pair-1") if "canaryshared" in n.text)
    coach.save_note(
        MENTEE, "pair-1", 1, note.text, Visibility.PRIVATE, note_id=note.id, version=note.version
    )
    assert "canaryshared" not in str(coach.get_draft(MENTOR, summary.id))


def test_approval_needs_every_section(coach: Coach, summary: DraftRecord) -> None:
    """Approving with a section unread is refused, and names the section."""
    both_release(coach, summary)
    snapshot = coach.review_queue(HR)[0]
    with pytest.raises(Refused, match=snapshot.draft.sections[0].heading):
        coach.approve(HR, snapshot.id, snapshot.version, frozenset({1}))


def test_a_return_needs_a_reason_that_the_pair_reads(coach: Coach, summary: DraftRecord) -> None:
    """Without a reason nothing is returned; with one both partners read it."""
    both_release(coach, summary)
    snapshot = coach.review_queue(HR)[0]
    with pytest.raises(Invalid, match="why"):
        coach.return_to_pair(HR, snapshot.id, snapshot.version, "  ")
    coach.return_to_pair(HR, snapshot.id, snapshot.version, "Please name the next date.")
    assert coach.release_state(MENTEE, summary.id).return_reason == "Please name the next date."


def test_a_revision_keeps_the_difference(coach: Coach, summary: DraftRecord) -> None:
    """A reviewer's edit is a step of its own, with the text after it."""
    both_release(coach, summary)
    snapshot = coach.review_queue(HR)[0]
    coach.revise(HR, snapshot.id, snapshot.version, {(0, 0): "A clearer sentence."})
    (step,) = coach.review_versions(HR, snapshot.id)
    assert (step.verb, step.draft.sections[0].statements[0].text) == ("edit", "A clearer sentence.")
    assert "A clearer sentence." not in str(coach.get_draft(MENTOR, summary.id).draft)


def test_a_note_made_private_leaves_the_partners_conversations(coach: Coach) -> None:
    """An answer that quoted it keeps no copy of its words in the conversation."""
    text = "The canaryzebra dashboard shows late orders first."
    note = coach.save_note(MENTEE, "pair-1", 1, text, Visibility.PAIR).note
    talk = coach.start_conversation(MENTOR, "Late orders", "pair-1")
    question = "What does the canaryzebra dashboard show?"
    record = last(coach.ask(MENTOR, question, "pair-1", talk))
    assert "late orders" in str(record), "the answer must use the shared note"
    coach.save_note(
        MENTEE, "pair-1", 1, text, Visibility.PRIVATE, note_id=note.id, version=note.version
    )
    assert "late orders" not in str(coach.messages(MENTOR, talk))
    assert "late orders" not in str(coach.get_draft(MENTOR, record.id))
