import pytest

from assistant.coach import Coach
from assistant.domain import Visibility
from assistant.drafts import Kind
from tests.demo_store import MENTEE, MENTOR, PAIR, REVIEWER

from .conftest import Visit, press, words

pytestmark = pytest.mark.timeout(300)


def test_the_head_of_a_summary_tells_how_it_stands_now(visit: Visit, coach: Coach) -> None:
    """Drafted, released by one, by both, approved: the pair's page and HR's say each as it is."""
    said = words(press(visit(MENTOR, "progress"), "Draft a summary"))
    assert "AI-drafted, version 1. Not released; no reviewer sees it." in said
    (record,) = coach.drafts(MENTOR, PAIR, Kind.SUMMARY)
    coach.release(MENTOR, record.id, 1)
    assert "Released by Priya Raman only; no reviewer sees it yet." in words(
        visit(MENTEE, "progress")
    )
    coach.release(MENTEE, record.id, 1)
    assert "waiting for a reviewer." in words(visit(MENTEE, "progress"))

    review = words(press(visit(REVIEWER), "Read and decide"))
    assert "Waiting for a reviewer, version 1" in review
    assert "Not released" not in review
    snapshot = coach.review_queue(REVIEWER)[0]
    everything = frozenset(range(len(snapshot.draft.sections)))
    coach.approve(REVIEWER, snapshot.id, snapshot.version, everything)
    assert "approved by reviewer Dorothy Quill on " in words(visit(MENTOR, "progress"))
    assert "Approved by you, " in words(press(visit(REVIEWER), "Read"))


def test_what_a_partner_learned_is_told_as_not_found(visit: Visit, coach: Coach) -> None:
    """Where no line was found the page says that, and not that there is none."""
    linh, martin = (f"{name}@lanternfield.example" for name in ("linh.tran", "martin.ashgrove"))
    for note in coach.notes(linh, "pair-accessibility"):
        if note.author == linh:
            coach.save_note(
                linh, note.pair_id, note.session, note.text, Visibility.PRIVATE,
                note_id=note.id, version=note.version,
            )  # fmt: skip
    assert "I found no line on this in the notes that you can read." in words(
        visit(martin, "progress")
    )
