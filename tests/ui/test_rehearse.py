import re

from assistant.coach import Coach
from assistant.ui.wiring import Key
from tests.demo_store import MENTEE, MENTOR, PAIR

from .conftest import Visit, press, words


def test_the_ladder_is_climbed_step_by_step(visit: Visit, coach: Coach) -> None:
    """Without a model the page says so, gives three steps with remarks, and then ends."""
    app = visit(MENTOR, "rehearse")
    assert "No model is active" in words(app)
    app.selectbox(key=Key.REHEARSAL.at("moment")).select_index(1)
    told = words(press(app, "Begin"))
    assert "the scripted ladder from the guidelines, not a conversation" in told
    assert "Step 1: what helps" in told
    for step in ("Step 2: words to try", "Step 3: an exit line", "Where you are"):
        app.text_area[0].set_value("Let me finish the thought, please.")
        told = words(press(app, "Say it"))
        assert step in told
    assert "About what you said" in told
    assert not app.text_area
    assert not re.search(r"Written by|Draft draft-", told)


def test_a_rehearsal_is_nobody_elses(visit: Visit, coach: Coach) -> None:
    """No draft, conversation or note comes of it, and the partner's page starts empty."""
    before = (coach.drafts(MENTOR, PAIR), coach.conversations(MENTOR, PAIR))
    app = visit(MENTOR, "rehearse")
    app.selectbox(key=Key.REHEARSAL.at("moment")).select_index(1)
    press(app, "Begin")
    app.text_area[0].set_value("canarywords")
    press(app, "Say it")
    assert "canarywords" in words(app)
    assert (coach.drafts(MENTOR, PAIR), coach.conversations(MENTOR, PAIR)) == before
    assert "Begin" in [b.label for b in visit(MENTEE, "rehearse").button]
    assert "canarywords" not in words(press(app, "Start again"))


def test_an_empty_moment_is_told(visit: Visit) -> None:
    """Beginning with nothing says what to do."""
    assert "Pick a moment" in press(visit(MENTEE, "rehearse"), "Begin").error[0].value


def test_an_empty_turn_is_told(visit: Visit) -> None:
    """Saying nothing moves nobody up the ladder."""
    app = visit(MENTOR, "rehearse")
    app.selectbox(key=Key.REHEARSAL.at("moment")).select_index(0)
    press(app, "Begin")
    assert "Write a sentence first" in press(app, "Say it").error[0].value
