import pytest

from assistant.coach import Coach
from assistant.domain import Visibility
from assistant.drafts import Kind
from tests.demo_store import MENTEE, MENTOR, PAIR, REVIEWER

from .conftest import Visit, press, words

pytestmark = pytest.mark.timeout(300)  # the first one makes the demo store


def _released(coach: Coach) -> str:
    """Release a new summary by both; a note of the mentor's that HR's copy rests on."""
    record = list(coach.draft(MENTOR, Kind.SUMMARY, PAIR))[-1]
    for partner in (MENTOR, MENTEE):
        coach.release(partner, record.id, record.version)
    snapshot = next(s for s in coach.review_queue(REVIEWER) if s.draft_id == record.id)
    at_hr = {e.source for e in snapshot.evidence}
    cited = {c.source for c in record.citations if c.passage_id in at_hr}
    return next(n.id for n in coach.notes(MENTOR, PAIR) if n.id in cited and n.author == MENTOR)


def test_deleting_a_note_says_what_follows_and_tells_both(visit: Visit, coach: Coach) -> None:
    """The author reads what HR loses, deletes, and both partners find it on their home."""
    note_id = _released(coach)
    app = visit(MENTOR, "notes")
    app.button(key=f"decision:{note_id}:ask").click().run()
    said = words(app)
    assert "HR loses it now, and both of you are told" in said
    assert "This cannot be undone" in said
    app.button(key=f"decision:{note_id}:yes").click().run()
    assert note_id not in [n.id for n in coach.notes(MENTOR, PAIR)]
    assert coach.review_queue(REVIEWER) == []
    for partner in (MENTOR, MENTEE):
        assert "HR's copy of your summary is withheld" in words(visit(partner))
    told = visit(MENTEE, "progress")
    assert "HR's copy of your summary is withheld" in words(told)
    press(told, "Leave it withheld")
    assert "HR's copy of your summary is withheld" not in words(visit(MENTOR))


def test_a_note_can_be_kept_after_all(visit: Visit, coach: Coach) -> None:
    """The question before deleting can be answered with no."""
    saved = coach.save_note(MENTOR, PAIR, 3, "A note to keep.", Visibility.PRIVATE)
    app = visit(MENTOR, "notes")
    app.button(key=f"decision:{saved.note.id}:ask").click().run()
    assert "HR loses it" not in words(app)
    app.button(key=f"decision:{saved.note.id}:keep").click().run()
    assert saved.note.id in [n.id for n in coach.notes(MENTOR, PAIR)]


def test_editing_a_note_in_hrs_copy_says_so(visit: Visit, coach: Coach) -> None:
    """Whoever is about to change such a note reads that HR loses its copy, and that it did."""
    note_id = _released(coach)
    app = visit(MENTOR, "notes")
    app.button(key=f"edit:{note_id}").click().run()
    assert "HR loses that copy and both of you are told" in words(app)
    app.text_area(key=f"edit:{note_id}:text").set_value("Another thought.")
    press(app, "Save changes")
    assert coach.review_queue(REVIEWER) == []


def test_striking_names_the_lines_that_leave_too(visit: Visit, coach: Coach) -> None:
    """Unticking one line of an action shows where else it was told, and the preview lacks both."""
    record = list(coach.draft(MENTOR, Kind.SUMMARY, PAIR))[-1]
    place, said = next(
        (p, s) for p, s in record.draft.placed() if s.text.startswith("Said by") and s.owner
    )
    app = visit(MENTOR, "progress")
    box = app.checkbox(key=f"strike:{record.id}:1:{place[0]}:{place[1]}")
    box.uncheck().run()
    assert "the same and leave too" in words(app)
    press(app, "Release to HR")
    press(visit(MENTEE, "progress"), "Release to HR")
    (snapshot,) = coach.review_queue(REVIEWER)
    cited = {source for s in snapshot.draft.statements() for source in s.sources}
    assert said.sources[0] not in cited
