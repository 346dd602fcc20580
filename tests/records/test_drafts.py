"""Drafts keep every version, and nobody overwrites what they have not seen."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.drafts import Basis, Draft, Kind, Section, Statement
from assistant.errors import Conflict, NotFound
from assistant.importing import parse_program
from assistant.records import Records
from assistant.records.imports import import_program
from assistant.stored import Citation, DraftRecord
from tests.builders import draft_record, one_passage, program_file

DRAFT = Draft(
    Kind.SUMMARY,
    "Progress",
    (
        Section(
            "Learned",
            None,
            (
                Statement("One.", ("n-1",), Basis.QUOTED, "mentor1@a.example", date(2026, 7, 1)),
                Statement("Two.", ("n-2",), Basis.GROUNDED),
            ),
        ),
    ),
)


@pytest.fixture
def stored(records: Records) -> DraftRecord:
    import_program(records.store, parse_program(program_file(1)), one_passage)
    citation = Citation("n-1", "note", "shared-1", "Session 1", 1, date(2026, 6, 1), "One.")
    fresh = draft_record(DRAFT, author="mentor1@a.example", pair_id="pair-1")
    return records.add_draft(replace(fresh, citations=(citation,)))


def test_a_draft_comes_back_as_it_was_stored(records: Records, stored: DraftRecord) -> None:
    """Text, sources, basis, owner, dates and citations survive the round trip."""
    assert records.draft(stored.id) == replace(stored, timings_ms={})


def test_every_version_is_kept(records: Records, stored: DraftRecord) -> None:
    """Saving makes version 2 and leaves version 1 readable."""
    shorter = DRAFT.strike(frozenset({(0, 1)}))
    records.change_draft("mentee1@a.example", stored.id, 1, shorter)
    assert [len(list(v.draft.statements())) for v in records.versions(stored.id)] == [2, 1]


def test_a_stale_version_is_a_conflict(records: Records, stored: DraftRecord) -> None:
    """Two people editing the same version: the second is told, and nothing is lost."""
    records.change_draft("mentor1@a.example", stored.id, 1, replace(DRAFT, title="First"))
    with pytest.raises(Conflict, match="reload"):
        records.change_draft("mentee1@a.example", stored.id, 1, replace(DRAFT, title="Second"))
    assert records.draft(stored.id).draft.title == "First"


def test_a_conversation_is_its_owners(records: Records, stored: DraftRecord) -> None:
    """Another person's conversation is not found, not even by their partner."""
    talk = records.start_conversation("mentor1@a.example", "pair-1", "How do I begin?")
    records.add_question(talk, "How do I begin?")
    assert [m.text for m in records.messages(talk)] == ["How do I begin?"]
    with pytest.raises(NotFound):
        records.conversation_of("mentee1@a.example", talk)


def test_releases_freeze_only_together(records: Records, stored: DraftRecord) -> None:
    """HR's copy needs both consents to the same version; withdrawing empties it."""
    records.set_release("mentor1@a.example", stored.id, 1, frozenset())
    with pytest.raises(Conflict):
        records.freeze(stored.id, 1, DRAFT, "offline", [])
    records.set_release("mentee1@a.example", stored.id, 1, frozenset({(0, 0)}))
    snapshot = records.freeze(stored.id, 1, DRAFT.strike(frozenset({(0, 0)})), "offline", [])
    assert [s.text for s in records.snapshot(snapshot).draft.statements()] == ["Two."]
    records.withdraw("mentee1@a.example", stored.id)
    assert records.snapshots() == []
    with pytest.raises(NotFound, match="withdrew"):
        records.snapshot(snapshot)


def test_a_review_is_decided_once(records: Records, stored: DraftRecord) -> None:
    """An approved summary cannot be returned, and a stale review is a conflict."""
    for person in ("mentor1@a.example", "mentee1@a.example"):
        records.set_release(person, stored.id, 1, frozenset())
    snapshot = records.freeze(stored.id, 1, DRAFT, "offline", [])
    edited = records.review("hr@a.example", snapshot, 1, "edit", replace(DRAFT, title="T"), "")
    with pytest.raises(Conflict, match="reload"):
        records.review("hr@a.example", snapshot, 1, "approve", DRAFT, "")
    records.review("hr@a.example", snapshot, edited.version, "approve", edited.draft, "")
    with pytest.raises(Conflict, match="already approved"):
        records.review("hr@a.example", snapshot, 3, "return", DRAFT, "No.")
    assert [s.verb for s in records.steps(snapshot)] == ["edit", "approve"]
