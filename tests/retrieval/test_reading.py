"""What is wanted is told by what was learned, and by nothing where that is not sure."""

from datetime import UTC, datetime

import pytest

from assistant.coach.asking import for_model, read_question
from assistant.questions import Want
from assistant.retrieval.reading import reading
from assistant.stored import Message

AT = datetime(2026, 6, 1, tzinfo=UTC)


def before(*questions: str) -> list[Message]:
    return [Message(n, "person", text, AT) for n, text in enumerate(questions, 1)]


@pytest.mark.parametrize(
    ("typed", "want"),
    [
        ("hello there!", Want.GREETING),
        ("thanks a lot", Want.THANKS),
        ("who are you?", Want.ABOUT_YOU),
        ("summarise our last session", Want.SUMMARY),
        ("write an email to move our session", Want.MESSAGE),
        ("draft a mail to Leo: we start on Monday", Want.MESSAGE),
        ("when is our next session?", Want.NEXT_SESSION),
        ("give me some icebreakers", Want.STARTERS),
        ("what is the weather tomorrow", Want.OUT_OF_SCOPE),
        ("did Leo ever send the slides?", Want.ACTION_STATE),
        ("what do I still owe her?", Want.ACTIONS),
        ("what did Leo say about the budget", Want.RECALL),
        ("write me a script that renames files", Want.OUT_OF_SCOPE),
        ("zxqv blorp", None),
        ("Wie viele Leute kamen zur Vorführung?", None),
        ("Within how many working days must a cancelled session be rescheduled?", Want.RULES),
    ],
)
def test_everyday_wishes_are_understood(typed: str, want: Want | None) -> None:
    """Greetings, requests and questions for the records are told; nonsense is not."""
    assert reading().read(typed).want is want


def test_what_was_is_told_from_what_to_do() -> None:
    """A question may ask what was said or what one should do, also where no wish is sure."""
    was, to_do, unknown = (
        reading().read(typed).recalls
        for typed in ("what did Leo say about the budget", "how do I say no to her", "zxqv blorp")
    )
    assert was > 1 > -1 > to_do
    assert unknown == 0


def test_a_wish_about_the_last_answer_asks_its_question_again() -> None:
    """ "Shorter" is the question before with a style; a model gets it as it was typed."""
    again = read_question("shorter please", before("What did Leo say about the pack?"))
    assert (again.text, again.style) == ("What did Leo say about the pack?", Want.SHORTER)
    assert for_model(again).text == "shorter please"
    assert "pack" in for_model(again).whole


def test_what_points_back_wants_what_was_wanted() -> None:
    """ "No, I meant the one before" after a recap is a recap; without one before it is nothing."""
    asked = read_question("No, I meant the one before.", before("Summarise our last session."))
    assert asked.want is Want.SUMMARY


def test_a_wish_with_nothing_before_it_stands_alone() -> None:
    """The first words of a conversation lean on nothing."""
    assert read_question("shorter please").text == "shorter please"


def test_a_long_conversation_is_read_in_short() -> None:
    """However often the same wish is repeated, only the last few questions are read again."""
    asked = before("What did Leo say about the pack?", *["shorter"] * 3_000)
    assert read_question("shorter", asked).style is Want.SHORTER
