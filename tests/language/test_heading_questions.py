"""Questions of headings: natural ones, or none."""

import pytest

from assistant.language.heading_questions import MOST, heading_questions

ENGLISH = "The program pays for the train, and a partner of the pair asks for it in time."
TITLE = "Travel of pairs"


@pytest.mark.parametrize(
    ("heading", "asked"),
    [
        ("Who pays for the hotel?", ["Who pays for the hotel?"]),
        ("Who pays?", ["Travel of pairs: who pays?"]),
        ("3.2 For how long", ["Travel of pairs: for how long?"]),
        ("How to book a room", ["How do I book a room?"]),
        ("When to tell your line manager", ["When should I tell my line manager?"]),
        ("Step 4: Agree on the dates of trips", ["How do I agree on the dates of trips?"]),
        ("What the program expects from you", []),
        ("What the finance team expects", ["Can you tell me what the finance team expects?"]),
        ("When a train is late or cancelled", ["What do I do when a train is late or cancelled?"]),
        ("For the mentor: how to claim the fare", ["As a mentor, how do I claim the fare?"]),
        ("For the mentee: your own budget", ["What does the program say to a mentee about my own "
                                             "budget?"]),
        ("Travel costs", ["What does the program say about travel costs?"]),
        ("GDPR and consent", ["What does the program say about GDPR and consent?"]),
        ("What it is", ["What is travel of pairs?"]),
    ],
)  # fmt: skip
def test_a_heading_becomes_what_a_person_would_ask(heading: str, asked: list[str]) -> None:
    """Its words stay as they are, in a sentence that somebody would type."""
    found = list(heading_questions(heading, TITLE, ENGLISH))
    assert found[: len(asked)] == asked
    assert bool(found) == bool(asked)


def test_a_short_question_is_asked_with_its_matter_too() -> None:
    """There are two at most, the second with the heading above it."""
    asked = heading_questions("What happens next?", TITLE, ENGLISH)
    assert asked == ("What happens next?", "Travel of pairs: what happens next?")
    assert len(asked) == MOST


@pytest.mark.parametrize(
    "heading",
    [
        "Introduction", "2. Purpose and scope", "Appendix B", "2026", "§ 4", "References",
        "Why these work", "In one sentence", "A business analogy", "Never travel alone",
        "Template: who sees what", "Leaders are often late",
        "All that is said about trips in the course of a whole program is written down here",
    ],
)  # fmt: skip
def test_a_heading_without_a_matter_gives_nothing(heading: str) -> None:
    """No question is forced out of a heading that names none."""
    assert heading_questions(heading, TITLE, ENGLISH) == ()


def test_another_language_is_left_alone() -> None:
    """A German heading is not put into an English sentence; a question stays one."""
    german = "Das Programm zahlt die Bahn, und die beiden melden sich vorher an."
    assert heading_questions("Reisekosten", "Reisen", german) == ()
    asked = "Wer zahlt uns allen das Hotel?"
    assert heading_questions(asked, "Reisen", german) == (asked,)
