"""What was typed and not saved is there again: each visit is another browser page."""

import pytest
from streamlit.testing.v1 import AppTest

from assistant.coach import Coach
from assistant.domain import Visibility
from assistant.drafts import Kind
from assistant.ui import note_parts
from assistant.ui.wiring import Key
from tests.demo_store import MENTEE, MENTOR, PAIR

from .conftest import Visit, press, words

pytestmark = pytest.mark.timeout(300)  # the first one makes the demo store
KENJI = "kenji.mori@lanternfield.example"


def note(app: AppTest) -> str:
    return str(next(a for a in app.text_area if a.label.startswith("What happened")).value)


def test_a_half_written_note_is_put_back(visit: Visit, coach: Coach) -> None:
    """Its text, its session and who may read it; not in the partner's page."""
    app = visit(MENTOR, "notes")
    app.text_area[0].set_value("Half a note")
    app.selectbox[0].set_value(1)
    app.radio[0].set_value(Visibility.PAIR).run()
    again = visit(MENTOR, "notes")
    assert note(again) == "Half a note"
    assert "Put back what you had typed" in words(again)
    assert (again.selectbox[0].value, again.radio[0].value) == (1, Visibility.PAIR)
    assert note(visit(MENTEE, "notes")) == ""

    press(again, "Discard it")
    assert note(again) == ""
    fresh = visit(MENTOR, "notes")
    assert note(fresh) == ""
    assert (fresh.selectbox[0].value, fresh.radio[0].value) == (3, Visibility.PRIVATE)


def test_a_saved_note_is_not_put_back(visit: Visit, coach: Coach) -> None:
    """Saving ends it, and a post of its last keystrokes that comes late revives nothing."""
    app = visit(KENJI, "notes")
    app.text_area[0].set_value("We met for a walk.").run()
    pair = coach.pairs(KENJI)[0].id
    typed = coach.typed(KENJI, f"note:{pair}")
    assert typed is not None
    press(app, "Save the note")
    assert not coach.keep_typed(KENJI, typed.place, typed.form, typed.text)
    assert note(visit(KENJI, "notes")) == ""
    assert coach.notes(KENJI, pair)[-1].text == "We met for a walk."


def test_a_note_being_changed_is_opened_again(visit: Visit, coach: Coach) -> None:
    """The form stands open with the changed text; Cancel gives it up."""
    mine = next(n for n in coach.notes(MENTOR, PAIR) if n.author == MENTOR)
    place = f"edit-note:{mine.version}:{mine.id}"
    coach.keep_typed(MENTOR, place, "form-1", "In other words")
    app = visit(MENTOR, "notes")
    assert app.text_area(key=Key.EDIT.at(mine.id, "text")).value == "In other words"
    press(app, "Cancel")
    assert coach.typed_places(MENTOR) == []
    assert Key.EDIT.at(mine.id, "text") not in [a.key for a in visit(MENTOR, "notes").text_area]


def test_a_draft_being_edited_is_opened_again(visit: Visit, coach: Coach) -> None:
    """The edited lines and minutes are there; saving them makes the next version."""
    *_, record = coach.draft(MENTOR, Kind.AGENDA, PAIR)
    app = press(visit(MENTOR, "prepare"), "Edit")
    field = next(a for a in app.text_area if "lines" in (a.key or ""))
    place, form = place_of(app, field.key or "")
    coach.keep_typed(MENTOR, place, form, "Our own words.")

    again = visit(MENTOR, "prepare")
    assert again.text_area(key=field.key).value == "Our own words."
    press(again, "Save changes")
    saved = coach.get_draft(MENTOR, record.id)
    assert saved.version == 2
    assert saved.draft.sections[0].statements[0].text == "Our own words."
    assert coach.typed_places(MENTOR) == []
    assert "Edit" in [b.label for b in visit(MENTOR, "prepare").button]


def test_an_edit_of_an_older_version_is_told_and_kept(visit: Visit, coach: Coach) -> None:
    """Who saves second is told; their lines stay in the form, and on the next page too."""
    *_, record = coach.draft(MENTEE, Kind.STARTERS, PAIR)
    app = visit(MENTEE, "prepare")
    app.segmented_control[0].set_value(Kind.STARTERS).run()
    press(app, "Edit")
    app.text_area[-1].set_value("My own line.")
    coach.save_draft(MENTEE, record.id, record.draft, 1)
    press(app, "Save changes")
    assert "changed elsewhere" in app.error[0].value
    assert app.text_area[-1].value == "My own line."
    again = visit(MENTEE, "prepare")
    again.segmented_control[0].set_value(Kind.STARTERS).run()
    assert again.text_area[-1].value == "My own line."
    press(again, "Cancel")


def test_lines_that_a_note_took_back_are_not_put_back(visit: Visit, coach: Coach) -> None:
    """What stood in the form is another text now, so what was typed over it stays away."""
    *_, record = coach.draft(MENTOR, Kind.AGENDA, PAIR)
    coach.keep_typed(MENTOR, f"draft:{record.id}:1:0-12345", "form-1", "Quoted from a note.")
    app = visit(MENTOR, "prepare")
    assert "Quoted from a note." not in [a.value for a in app.text_area]
    press(app, "Cancel")
    assert coach.typed_places(MENTOR) == []


@pytest.mark.parametrize("role", list(Visibility))
def test_every_choice_has_a_name_of_its_own(role: Visibility) -> None:
    """A choice is kept by its name, so no two may share one."""
    assert str(role) == role.value
    assert note_parts.words.VISIBLE[role]


def place_of(app: AppTest, key: str) -> tuple[str, str]:
    """The place and the form that the page's script would post a field's text with."""
    import re

    css = "st-key-" + re.sub(r"[^\w-]", "-", key)
    line = next(e.proto.body for e in app.main.get("html") if f'data-field="{css}"' in e.proto.body)
    found = dict(re.findall(r'data-(place|form)="([^"]*)"', line))
    return found["place"], found["form"]
