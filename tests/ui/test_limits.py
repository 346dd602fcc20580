"""What is too long is refused with its length, and stays where it can be shortened."""

import ast

import pytest

from assistant.coach import Coach
from assistant.drafts import Kind
from assistant.errors import Invalid
from assistant.ui.wiring import Key
from tests.demo_store import MENTEE, MENTOR, PAIR, REVIEWER

from .conftest import APP, Visit, press

pytestmark = pytest.mark.timeout(300)  # the first one makes the demo store
PAGES = sorted((APP.parent / "assistant" / "ui").glob("*.py"))


def test_no_field_cuts_a_paste() -> None:
    """A browser drops what goes beyond max_chars without a word, so no field has that limit."""
    calls = [
        (path.name, node.func.attr, {k.arg for k in node.keywords})
        for path in PAGES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    ]
    fields = [c for c in calls if c[1] in {"text_input", "text_area", "chat_input", "area"}]
    assert len(fields) >= 10
    assert not [c for c in fields if "max_chars" in c[2]]
    assert not [c for c in calls if "accept_new_options" in c[2]], "cannot be shortened in place"


def test_a_long_goal_stays(visit: Visit) -> None:
    """Its length is told, and it stands in its field."""
    app = visit(MENTOR, "progress")
    field = next(t for t in app.text_input if "want to reach" in t.label)
    field.set_value("Reach " * 100)
    press(app, "Add the goal")
    assert "599 characters long; shorten it to 500" in app.error[0].value
    assert next(t for t in app.text_input if t.label == field.label).value == "Reach " * 100


def test_a_long_situation_stays(visit: Visit) -> None:
    """What happened is typed in a field of its own, where it is shortened and then answered."""
    app = visit(MENTOR, "prepare")
    app.segmented_control[0].set_value(Kind.POWER_DYNAMICS).run()
    app.text_area[0].set_value("He interrupted me again. " * 20)
    press(app, "Get advice")
    assert "499 characters long; shorten it to 400" in app.error[0].value
    assert app.text_area[0].value == "He interrupted me again. " * 20
    app.text_area[0].set_value("He interrupted me again.")
    assert not press(app, "Get advice").error


def test_a_long_sentence_of_a_rehearsal_stays(visit: Visit) -> None:
    """It is refused before it is said, so the rehearsal goes on with a shorter one."""
    app = visit(MENTEE, "rehearse")
    app.text_area(key=Key.REHEARSAL.at("typed")).set_value("I was interrupted. " * 30)
    press(app, "Begin")
    assert "569 characters long; shorten it to 400" in app.error[0].value
    app.text_area(key=Key.REHEARSAL.at("typed")).set_value("I was interrupted.")
    press(app, "Begin")
    app.text_area[0].set_value("Let me finish. " * 80)
    press(app, "Say it")
    assert "1,199 characters long; shorten it to 1,000" in app.error[0].value
    assert app.text_area[0].value == "Let me finish. " * 80
    app.text_area[0].set_value("Let me finish.")
    assert not press(app, "Say it").error


def test_a_long_reason_is_refused_whole(coach: Coach) -> None:
    """A reviewer's reason reaches the pair as it was written, or not at all."""
    *_, record = coach.draft(MENTOR, Kind.SUMMARY, PAIR)
    doubted = frozenset(
        (i, j)
        for i, section in enumerate(record.draft.sections)
        for j, said in enumerate(section.statements)
        if said.flag or not said.sources
    )
    for person in (MENTOR, MENTEE):
        coach.release(person, record.id, record.version, doubted)
    snapshot = next(s for s in coach.review_queue(REVIEWER) if s.draft_id == record.id)
    with pytest.raises(Invalid, match="2,001 characters"):
        coach.return_to_pair(REVIEWER, snapshot.id, snapshot.version, "a" * 2_001)
    returned = coach.return_to_pair(REVIEWER, snapshot.id, snapshot.version, "a" * 2_000)
    assert returned.status == "returned"
