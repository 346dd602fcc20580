"""A note that is made private, changed or deleted leaves drafts and HR's copy at once."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.coach import Coach
from assistant.domain import SessionNote, Visibility
from assistant.drafts import WITHHELD, Kind
from assistant.errors import Conflict, NotFound, Refused
from assistant.stored import DraftRecord
from tests.builders import program_file

MENTOR, MENTEE, HR = "mentor1@a.example", "mentee1@a.example", "hr@a.example"
TEXT = "I learned that the canaryquilt dashboard shows late orders first. I opened it on Monday."
TakeBack = Callable[[Coach, SessionNote], object]


def last(values: Iterator[Any]) -> Any:
    return list(values)[-1]


def unshare(coach: Coach, note: SessionNote) -> object:
    return coach.save_note(
        MENTEE, "pair-1", 1, note.text, Visibility.PRIVATE, note.id, note.version
    ).withheld


def change(coach: Coach, note: SessionNote) -> object:
    text = "I learned something about another matter."
    return coach.save_note(
        MENTEE, "pair-1", 1, text, Visibility.PAIR, note.id, note.version
    ).withheld


def delete(coach: Coach, note: SessionNote) -> object:
    return coach.delete_note(MENTEE, note.id, note.version)


WAYS: dict[str, TakeBack] = {"unshared": unshare, "changed": change, "deleted": delete}


@pytest.fixture
def note(coach: Coach) -> SessionNote:
    return coach.save_note(MENTEE, "pair-1", 1, TEXT, Visibility.PAIR).note


@pytest.fixture
def summary(coach: Coach, note: SessionNote) -> DraftRecord:
    record: DraftRecord = last(coach.draft(MENTOR, Kind.SUMMARY, "pair-1"))
    assert "canaryquilt" in str(record.draft), "the summary must use the note"
    for partner in (MENTOR, MENTEE):
        coach.release(partner, record.id, record.version)
    assert "canaryquilt" in str(coach.review_queue(HR))
    return record


@pytest.mark.parametrize("way", WAYS)
def test_hrs_copy_is_withheld_at_once(
    way: str, coach: Coach, note: SessionNote, summary: DraftRecord
) -> None:
    """HR's very next call finds neither the summary nor its versions."""
    snapshot = coach.review_queue(HR)[0].id
    assert WAYS[way](coach, note) is True
    assert coach.review_queue(HR) == []
    for call in (coach.snapshot, coach.review_versions):
        with pytest.raises(NotFound):
            call(HR, snapshot)


@pytest.mark.parametrize("way", WAYS)
def test_an_approved_copy_is_withheld_too(
    way: str, coach: Coach, note: SessionNote, summary: DraftRecord
) -> None:
    """A review that was made does not keep the words of a note that was taken back."""
    snapshot = coach.review_queue(HR)[0]
    coach.revise(HR, snapshot.id, 1, {(0, 0): "A clearer period."})
    coach.approve(HR, snapshot.id, 2, frozenset(range(len(snapshot.draft.sections))))
    WAYS[way](coach, note)
    assert coach.review_queue(HR) == []


@pytest.mark.parametrize("way", WAYS)
def test_both_partners_are_told_and_decide(
    way: str, coach: Coach, note: SessionNote, summary: DraftRecord
) -> None:
    """Both see that HR's copy is withheld; releasing anew sends the rest, without the note."""
    WAYS[way](coach, note)
    for partner in (MENTOR, MENTEE):
        assert coach.overview(partner, "pair-1").withheld == (summary.id,)
        state = coach.release_state(partner, summary.id)
        assert (state.snapshot_status, state.mentor, state.mentee) == ("withheld", None, None)
    for partner in (MENTOR, MENTEE):
        coach.release(partner, summary.id, summary.version)
    copy = coach.review_queue(HR)[0].draft
    assert "canaryquilt" not in str(copy)
    assert WITHHELD not in list(copy.statements())
    assert coach.overview(MENTOR, "pair-1").withheld == ()


def test_a_withheld_copy_can_be_left_so(
    coach: Coach, note: SessionNote, summary: DraftRecord
) -> None:
    """Either partner may decide that HR gets nothing; then nothing waits any more."""
    unshare(coach, note)
    coach.withdraw(MENTOR, summary.id)
    assert coach.overview(MENTEE, "pair-1").withheld == ()
    assert coach.release_state(MENTEE, summary.id).snapshot_status is None
    with pytest.raises(NotFound, match="not released"):
        coach.withdraw(MENTOR, summary.id)


def test_an_import_that_unshares_a_note_withholds_too(coach: Coach) -> None:
    """Whichever way a note becomes private, HR's copy goes with it."""
    value = program_file(1)
    note = value["pairs"][0]["sessions"][0]["notes"][0]
    note["text"] = TEXT
    coach.import_program(value)
    record = last(coach.draft(MENTOR, Kind.SUMMARY, "pair-1"))
    for partner in (MENTOR, MENTEE):
        coach.release(partner, record.id, 1)
    cited = {e.kind for e in coach.review_queue(HR)[0].evidence}
    assert "note" in cited, "the copy must rest on an imported note"
    note["visibility"] = "private"
    coach.import_program(value)
    assert coach.review_queue(HR) == []


def test_a_note_that_is_not_in_hrs_copy_withholds_nothing(
    coach: Coach, note: SessionNote, summary: DraftRecord
) -> None:
    """Taking back another note, or one whose words were struck, leaves HR's copy alone."""
    other = coach.save_note(MENTEE, "pair-1", 1, "We had coffee.", Visibility.PAIR).note
    assert delete(coach, other) is False
    coach.withdraw(MENTEE, summary.id)
    struck = {p for p, s in summary.draft.placed() if "canaryquilt" in s.text or "Monday" in s.text}
    coach.release(MENTEE, summary.id, 1, frozenset(struck))
    assert coach.hr_reads(MENTEE, note.id) is False
    assert delete(coach, note) is False
    assert len(coach.review_queue(HR)) == 1


def test_the_author_can_ask_whether_hr_reads_it(
    coach: Coach, note: SessionNote, summary: DraftRecord
) -> None:
    """Before they decide, the author of a note learns that HR's copy rests on it."""
    assert coach.hr_reads(MENTEE, note.id) is True
    with pytest.raises(Refused):
        coach.hr_reads(MENTOR, note.id)


def test_a_deleted_note_is_nowhere(
    coach: Coach, note: SessionNote, summary: DraftRecord, tmp_path: Path
) -> None:
    """After deleting, no table of the store holds a word of the note; search finds nothing."""
    answer = last(coach.ask(MENTOR, "What does the canaryquilt dashboard show?", "pair-1"))
    assert "late orders" in str(answer), "the answer must quote the note"
    coach.keep_typed(MENTEE, f"edit-note:1:{note.id}", "form-1", f"{TEXT} And more.")
    delete(coach, note)
    assert all(n.id != note.id for n in coach.notes(MENTEE, "pair-1"))
    hits = coach.search(MENTEE, "canaryquilt late orders", "pair-1").hits
    assert all("canaryquilt" not in h.passage.text for h in hits)
    for person, draft in ((MENTOR, answer.id), (MENTEE, summary.id)):
        shown = coach.get_draft(person, draft)
        assert WITHHELD in list(shown.draft.statements())
        assert "late orders" not in str(shown)
    with sqlite3.connect(tmp_path / "upmentor.db") as sql:
        held = "\n".join(sql.iterdump())
    assert "shows late orders first" not in held
    assert coach.check().healthy


def test_only_its_author_deletes_a_note(coach: Coach, note: SessionNote) -> None:
    """The partner is refused; a version that was not read is a conflict, and nothing goes."""
    with pytest.raises(Refused):
        coach.delete_note(MENTOR, note.id, 1)
    with pytest.raises(Conflict):
        coach.delete_note(MENTEE, note.id, 2)
    assert any(n.id == note.id for n in coach.notes(MENTEE, "pair-1"))


def test_what_was_accepted_from_a_deleted_note_stays(coach: Coach) -> None:
    """An action is the pair's; an open proposal goes with the note it came from."""
    text = "I will send the reading list. I will book the small room."
    saved = coach.save_note(MENTEE, "pair-1", 1, text, Visibility.PRIVATE)
    assert len(saved.proposals) == 2
    coach.accept_action(MENTEE, saved.proposals[0].id, MENTEE)
    coach.delete_note(MENTEE, saved.note.id, 1)
    assert coach.proposals(MENTEE, "pair-1") == []
    actions = coach.overview(MENTEE, "pair-1").open_actions
    assert any(a.text == saved.proposals[0].text for a in actions)


def test_a_note_of_an_ended_pair_can_be_deleted(coach: Coach, note: SessionNote) -> None:
    """The promise to delete one's own notes holds after the pair has ended."""
    value = program_file(1)
    value["pairs"][0] |= {"ended_on": "2026-06-10", "end_reason": "Done."}
    coach.import_program(value)
    assert delete(coach, note) is False
    assert all(n.id != note.id for n in coach.notes(MENTEE, "pair-1"))
