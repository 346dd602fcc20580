"""Ask keeps every question: sent, refused, waiting, or only typed."""

import pytest
from streamlit.testing.v1 import AppTest

from assistant.coach import Coach
from assistant.ui import asking
from assistant.ui.wiring import Key
from tests.demo_store import MENTEE, MENTOR, PAIR

from .conftest import Visit, press, words

pytestmark = pytest.mark.timeout(300)  # the first one makes the demo store
NO_ANSWER = "This question got no answer yet."
FIRST, SECOND = "How often should we meet?", "What is a forecast range?"


def asked(app: AppTest) -> list[str]:
    bodies = (e.proto.body for e in app.main.get("html"))
    return [b.split(">")[1].split("<")[0] for b in bodies if b.startswith('<div class="up-asked"')]


def times(app: AppTest, text: str) -> int:
    return sum(text in e.proto.body for e in app.main.get("html"))


def waiting(coach: Coach, person: str, *questions: str) -> str:
    talk = coach.start_conversation(person, questions[0], PAIR)
    for question in questions:
        coach.put_question(person, question, talk, PAIR)
    return talk


def opened(visit: Visit, person: str, talk: str) -> AppTest:
    app = visit(person, "ask")
    assert app.session_state[Key.CONVERSATION] == talk, "what was cut off is open on a new page"
    return app


def test_a_question_without_an_answer_is_there_and_is_asked_again(
    visit: Visit, coach: Coach
) -> None:
    """It says that it got no answer; asked again, it is answered in its place, once."""
    talk = waiting(coach, MENTOR, FIRST, SECOND)
    app = opened(visit, MENTOR, talk)
    assert asked(app) == [FIRST, SECOND]
    assert times(app, NO_ANSWER) == 2
    press(app, "Ask it again")
    told = words(app)
    assert asked(app) == [FIRST, SECOND]
    assert times(app, NO_ANSWER) == 1
    assert told.index("Was this useful?") < told.index(SECOND)
    assert len(coach.messages(MENTOR, talk)) == 3


def test_a_second_question_lets_the_first_be_answered_too(visit: Visit, coach: Coach) -> None:
    """One that is sent while another is being written interrupts it; then both are answered."""
    talk = waiting(coach, MENTOR, FIRST)
    number = coach.messages(MENTOR, talk)[0].id
    app = opened(visit, MENTOR, talk)
    app.session_state[asking.DUE] = {number: False}  # its run was interrupted by the next one
    app.chat_input[0].set_value(SECOND).run()
    assert asked(app) == [FIRST, SECOND]
    assert times(app, "Was this useful?") == 2
    assert NO_ANSWER not in words(app)


def test_what_ends_a_run_otherwise_does_not_start_it_again(visit: Visit, coach: Coach) -> None:
    """After Stop, or a change of page, a question waits for the person."""
    talk = waiting(coach, MENTEE, FIRST)
    number = coach.messages(MENTEE, talk)[0].id
    app = opened(visit, MENTEE, talk)
    app.session_state[asking.DUE] = {number: False}
    app.run()
    assert NO_ANSWER in words(app)
    app.chat_input[0].set_value(SECOND).run()
    assert times(app, NO_ANSWER) == 1
    assert asked(app) == [FIRST, SECOND]


def test_only_what_was_cut_off_just_before_is_opened(visit: Visit, coach: Coach) -> None:
    """A conversation whose last question was answered, or that was left, stays closed."""
    talk = waiting(coach, MENTOR, FIRST)
    app = press(opened(visit, MENTOR, talk), "Start a new conversation")
    app.run()
    assert asked(app) == []
    press(opened(visit, MENTOR, talk), "Ask it again")
    assert asked(visit(MENTOR, "ask")) == []


def test_a_question_is_changed_in_the_box(visit: Visit, coach: Coach) -> None:
    """ "Change it" puts a question that got no answer back into the box."""
    app = opened(visit, MENTEE, waiting(coach, MENTEE, SECOND))
    press(app, "Change it")
    assert app.chat_input[0].proto.value == SECOND
    press(app, "Ask it again")


def test_a_long_paste_stays_to_be_shortened(visit: Visit, coach: Coach) -> None:
    """Its length and the limit are told; it is there after a refresh, and asked once it fits."""
    long = "Why do leaders cancel? " * 450
    app = visit(MENTEE, "ask")
    app.chat_input[0].set_value(long).run()
    for page in (app, visit(MENTEE, "ask")):
        assert "10,349 characters long; shorten it to 4,000" in page.error[0].value
        assert page.text_area[0].value == long
        assert asked(page) == []
    page.text_area[0].set_value(FIRST)
    press(page, "Ask it")
    assert asked(page) == [FIRST]
    assert not page.text_area
    assert not page.error
    assert not visit(MENTEE, "ask").text_area


def test_a_second_refused_question_joins_the_first(visit: Visit) -> None:
    """Neither of two long pastes is lost; discarding is the person's own deed."""
    app = visit(MENTEE, "ask")
    app.chat_input[0].set_value("a" * 5_000).run()
    app.chat_input[0].set_value("b" * 5_000).run()
    assert app.text_area[0].value == "b" * 5_000 + "\n\n" + "a" * 5_000
    press(app, "Discard it")
    assert not app.text_area
    assert not visit(MENTEE, "ask").text_area


def test_a_question_that_was_typed_and_not_sent_is_put_back(visit: Visit, coach: Coach) -> None:
    """It stands in the box of the next page until it is sent or discarded."""
    coach.keep_typed(MENTEE, "question", "form-1", "How do I")
    app = visit(MENTEE, "ask")
    assert app.chat_input[0].proto.value == "How do I"
    assert "Put back what you had typed" in words(app)
    app.chat_input[0].set_value(FIRST).run()
    assert coach.typed_places(MENTEE) == []
    coach.keep_typed(MENTEE, "question", "form-2", "How do I")
    press(visit(MENTEE, "ask"), "Discard it")
    assert visit(MENTEE, "ask").chat_input[0].proto.value == ""


def test_a_new_conversation_is_offered_only_beside_an_open_one(visit: Visit) -> None:
    """Where none is open there is nothing to leave."""
    app = visit(MENTOR, "ask")
    assert "Start a new conversation" not in [b.label for b in app.button]
    app.chat_input[0].set_value(FIRST).run()
    assert "Start a new conversation" in [b.label for b in app.button]
