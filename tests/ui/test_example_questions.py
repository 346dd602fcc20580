"""Example questions on the page Guidelines, and what Ask suggests of them."""

import pytest
from streamlit.testing.v1 import AppTest

from assistant.coach import Coach
from assistant.ui.wiring import Key
from tests.demo_store import ADMIN, MENTEE, MENTOR, PAIR

from .conftest import Visit, press, words

pytestmark = pytest.mark.timeout(300)  # the first one makes the demo store
PURPOSE, TYPED = "Purpose", "what must happen when we meet the very first time"


def opened(visit: Visit, source: str) -> AppTest:
    app = visit(ADMIN, "guidelines")
    app.selectbox(key=Key.OPENED.at("guideline")).set_value(source).run()
    assert not app.exception
    return app


def upload(app: AppTest, name: str, text: bytes) -> None:
    app.file_uploader[0].set_value((name, text, "text/markdown"))
    press(app, "Add to the guidelines")


def test_an_admin_changes_a_shipped_guidelines_questions(visit: Visit, coach: Coach) -> None:
    """The section's questions stand in a field, one a line; saved they are searched from then."""
    source = "knowledge/agendas/first-session.md"
    app = opened(visit, source)
    sections = app.selectbox(key=Key.OPENED.at("section", source))
    assert any(f"{PURPOSE}: " in option for option in sections.options)
    (field,) = app.text_area
    assert TYPED in field.value.splitlines()
    field.set_value("is every blue moon enough\nwhat is it for?")
    press(app, "Save the questions")
    section = next(s for s in coach.example_questions(ADMIN, source) if s.heading.endswith(PURPOSE))
    assert section.questions == ("is every blue moon enough", "what is it for?")
    assert coach.search(ADMIN, "is every blue moon enough").hits[0].passage.source == source
    assert "Saved" in words(app) or any("Saved" in t.value for t in app.toast)


def test_too_long_a_question_stays_in_its_field(visit: Visit, coach: Coach) -> None:
    """It is refused in one sentence, and can be shortened where it stands."""
    source = "knowledge/agendas/first-session.md"
    app = opened(visit, source)
    app.text_area[0].set_value("why " * 100)
    press(app, "Save the questions")
    assert "has 399 characters; shorten it to 300 or fewer" in app.error[0].value
    assert app.text_area[0].value == "why " * 100


def test_an_uploads_proposed_questions_wait_to_be_looked_at(visit: Visit, coach: Coach) -> None:
    """They are marked until they are saved; the table says which guideline has none."""
    app = visit(ADMIN, "guidelines")
    upload(app, "parking.md", b"# Parking\n\n## Who pays?\n\nThe firm pays it.\n")
    assert "No example questions yet" in words(app)
    app = opened(visit, "uploads/parking.md")
    assert "Not looked at yet Proposed from the heading" in words(app)
    assert app.text_area[0].value == "Parking: who pays?"
    assert not any(b.label.startswith("Propose example questions") for b in app.button)
    press(app, "Save the questions")
    assert "Not looked at yet" not in words(opened(visit, "uploads/parking.md"))
    (section,) = coach.example_questions(ADMIN, "uploads/parking.md")
    assert section.questions == ("Parking: who pays?",)


def test_suggestions_fit_the_side_and_stay(visit: Visit, coach: Coach) -> None:
    """Three and more of them are example questions; a rerun changes none."""
    for person, own in (
        (MENTOR, "What did we leave unfinished last time?"),
        (MENTEE, "What did I promise to do before the next session?"),
    ):
        app = visit(person, "ask")
        shown = [b.label for b in app.button if b.key and b.key.startswith(f"{Key.PICKED}:")]
        assert shown[:3] == list(coach.suggestions(person, PAIR))[:3]
        assert shown[3:] == [own]
        app.run()
        again = [b.label for b in app.button if b.key and b.key.startswith(f"{Key.PICKED}:")]
        assert again == shown
