"""Follow-ups: what a question takes over from the ones before it."""

from datetime import UTC, date, datetime

import pytest

from assistant.retrieval.cues import read_cues
from assistant.retrieval.followup import contextual
from assistant.stored import Message

MOMENT = datetime(2026, 3, 1, 12, tzinfo=UTC)
SESSIONS = {1: date(2026, 1, 5), 2: date(2026, 2, 2)}


def asked(*questions: str) -> list[Message]:
    return [Message(n, "person", text, MOMENT) for n, text in enumerate(questions)]


@pytest.mark.parametrize(
    "question",
    [
        "And why?",
        "What did she promise?",
        "the one about water",
        "more on the second point please",
        "Does that hold for the mentee too?",
        "How many seconds?",
        "reason?",
        "who else should I tell?",
    ],
)
def test_a_follow_up_carries_the_question_before_it(question: str) -> None:
    """A question that leans on the one before it is searched together with it."""
    joined = contextual(question, asked("What does Martin say about slides?"))
    assert joined == f"What does Martin say about slides? {question}"


@pytest.mark.parametrize("history", [[], asked("What is a passkey, in plain words?")])
@pytest.mark.parametrize(
    "question",
    [
        "How many sessions should a pair plan before the end?",
        "He goes silent when I ask a question. What do I do?",
        "Which heading for my business case did she take in the end?",
        "Is it normal that she cancels two sessions in a row?",
        "zero trust hotel card",
        "midpoint review",
        "passkeys",
        "what share of people live with a disability",
    ],
)
def test_a_question_that_stands_alone_is_left_alone(question: str, history: list[Message]) -> None:
    """A full question takes nothing over, also when it speaks of "him" or begins with "is it"."""
    assert contextual(question, history) == question


def test_another_session_takes_the_place_of_the_first() -> None:
    """A follow-up about the second session no longer asks about the first."""
    joined = contextual("and after the second?", asked("What did he say after our first session?"))
    cues = read_cues(joined, set(), SESSIONS, date(2026, 3, 1))
    assert "first" not in joined
    assert [span.first for span in cues.spans] == [SESSIONS[2]]


def test_another_month_takes_the_place_of_the_first() -> None:
    """A follow-up about March no longer asks about February."""
    joined = contextual("And in March?", asked("What did we agree in February 2026?"))
    assert read_cues(joined, set(), SESSIONS, date(2026, 3, 1)).months == {3}
    assert "2026" not in joined


def test_a_chain_of_follow_ups_keeps_its_first_question() -> None:
    """A follow-up of a follow-up still carries what both lean on."""
    history = asked("Why did Yusuf refuse to copy the flow?", "And Patrick?")
    assert contextual("Why?", history) == (
        "Why did Yusuf refuse to copy the flow? And Patrick? Why?"
    )


def test_may_and_march_as_words_stay() -> None:
    """A small "may" in the earlier question is no month and is kept."""
    joined = contextual("And in June?", asked("What may I tell her in April?"))
    assert joined.startswith("What may I tell her in")


def test_answers_are_not_searched_for() -> None:
    """Only what a person asked is taken over, never the assistant's own words."""
    history = [*asked("What is a passkey?"), Message(9, "assistant", "A sign-in method.", MOMENT)]
    assert contextual("And why?", history) == "What is a passkey? And why?"
