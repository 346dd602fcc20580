from datetime import date

import pytest

from evals.drafts.words import asked, dates, holds, is_open, mask, numbers


@pytest.mark.parametrize(
    "question",
    [
        "What would you change?",
        "In your own week, which tool is missing?",
        "If you could start again, how would you begin?",
        "Where did it stop?",
    ],
)
def test_open_questions(question: str) -> None:
    """A question with a question word at the head of a clause is open."""
    assert is_open(question)


@pytest.mark.parametrize(
    "question",
    [
        "Do you like it?",
        "Is the pilot running?",
        "Why didn't you write to her?",
        "What else, surely you agree?",
        "Could we finish the list?",
    ],
)
def test_closed_and_leading_questions(question: str) -> None:
    """A question that yes or no answers, or that pushes an answer, is not open."""
    assert not is_open(question)


def test_questions_are_found_behind_labels_and_quotes() -> None:
    """Only the question itself is judged, not its label or the note quoted before it."""
    assert asked("Safety question: What was hard?") == ["What was hard?"]
    assert asked("Leo wrote: “It failed.” What would help?") == ["What would help?"]
    assert asked("No question here.") == []


def test_dates_are_read_in_both_spellings() -> None:
    """24 November 2026 and 2026-11-24 are the same day; impossible days are none."""
    assert dates("on 24 November 2026 or 2026-11-24") == {date(2026, 11, 24)}
    assert dates("31 February 2026") == set()


def test_numbers_leave_dates_out() -> None:
    """Figures of a date are not numbers; thousands separators do not matter."""
    assert numbers("2,140 lines on 24 November 2026, 3 of 6") == {"2140", "3", "6"}


def test_meaning_words_are_compared_by_stem() -> None:
    """Another ending is the same word; another word is not."""
    assert holds("She promised two lists", "promises a list")
    assert not holds("She promised two lists", "the budget review")


def test_masked_texts_differ_only_in_wording() -> None:
    """Names, dates and numbers do not make two statements different."""
    one = mask("Mina opens 3 slides on 1 May 2026.", ["Mina"])
    two = mask("Kenji opens 11 slides on 2026-06-02.", ["Kenji"])
    assert one == two
