from pathlib import Path

import pytest

from assistant.coach import TYPED_LIMIT, Coach
from assistant.errors import Invalid, Refused
from tests import demo_store
from tests.coach.conftest import open_coach

MENTOR, MENTEE = "mentor1@a.example", "mentee1@a.example"
PLACE = "note:pair-1"


def test_what_was_typed_is_its_persons_alone(coach: Coach) -> None:
    """Neither the partner nor HR nor the admin is given it, nor told that it exists."""
    coach.keep_typed(MENTOR, PLACE, "form-1", "canarytyped, half a")
    for other in (MENTEE, "mentor2@a.example", "hr@a.example", "admin@a.example"):
        assert coach.typed(other, PLACE) is None
        assert coach.typed_places(other) == []
    found = coach.typed(MENTOR, PLACE)
    assert found is not None
    assert found.text == "canarytyped, half a"


def test_what_was_typed_outlives_the_process(template: Path, tmp_path: Path, coach: Coach) -> None:
    """A Coach that is opened later over the same store has the newest text."""
    coach.keep_typed(MENTOR, PLACE, "form-1", "Half")
    coach.keep_typed(MENTOR, PLACE, "form-1", "Half a note")
    coach.close()
    again = open_coach(tmp_path)
    found = again.typed(MENTOR, PLACE)
    again.close()
    assert found is not None
    assert found.text == "Half a note"


def test_a_post_that_comes_late_revives_nothing(coach: Coach) -> None:
    """Once a form is ended, its last keystrokes are refused; the next form is another one."""
    coach.end_typed(MENTOR, {PLACE: "form-1"})
    assert not coach.keep_typed(MENTOR, PLACE, "form-1", "Saved already")
    assert coach.typed(MENTOR, PLACE) is None
    assert coach.keep_typed(MENTOR, PLACE, "form-2", "The next note")
    coach.end_typed(MENTOR, {PLACE: "form-1"})
    assert coach.typed_places(MENTOR) == [PLACE]


def test_text_that_is_too_long_to_save_is_kept_up_to_a_limit(coach: Coach) -> None:
    """What no field takes is refused with its length; what a field refuses is kept."""
    assert coach.keep_typed(MENTOR, PLACE, "form-1", "a" * TYPED_LIMIT)
    with pytest.raises(Invalid, match="200,001 characters"):
        coach.keep_typed(MENTOR, PLACE, "form-1", "a" * (TYPED_LIMIT + 1))
    with pytest.raises(Invalid):
        coach.keep_typed(MENTOR, "p" * 201, "form-1", "a")


def test_who_is_switched_off_keeps_nothing(coach: Coach) -> None:
    """A page that was left open posts in vain."""
    coach.disable(MENTOR)
    with pytest.raises(Refused):
        coach.keep_typed(MENTOR, PLACE, "form-1", "Half a note")


def test_a_real_program_keeps_no_sign_in(coach: Coach) -> None:
    """Picking a person is for the demo: elsewhere nobody is signed in that way."""
    with pytest.raises(Refused, match="identity provider"):
        coach.start_sign_in(MENTOR)


@pytest.fixture
def demo(tmp_path: Path, coach: Coach) -> Coach:
    """The same store, as a demo program's."""
    from assistant import demo as shipped

    coach.close()
    (tmp_path / "demo").mkdir()
    made = open_coach(tmp_path / "demo")
    made.import_program(shipped.load(made.today()), demo=True)
    return made


def test_a_sign_in_is_somebodys_until_it_is_ended(demo: Coach) -> None:
    """It is handed to one cookie, and after signing out it is nobody's, for good."""
    sign_in = demo.start_sign_in(demo_store.MENTOR)
    assert demo.signed_in(sign_in) == demo_store.MENTOR
    assert [demo.hand_sign_in(sign_in) for _ in range(2)] == [True, False]
    other = demo.start_sign_in(demo_store.MENTOR)
    demo.end_sign_in(sign_in)
    assert demo.signed_in(sign_in) == ""
    assert demo.signed_in(other) == demo_store.MENTOR
    assert demo.signed_in("guessed") == ""
    assert not demo.hand_sign_in("guessed")
