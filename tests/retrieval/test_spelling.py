"""Misspelt words of a question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.retrieval.slices import Slice
from assistant.retrieval.spelling import mend, mended
from tests.retrieval.test_ranking import sliced

SCOPE = "We record the meeting, and the sessions are written up. Karen agreed to change the report."


@pytest.fixture(scope="module")
def words() -> Slice:
    return sliced(SCOPE)


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("may we recrod our meeting", "may we record our meeting"),
        ("Sesions: how many?", "Sessions: how many?"),
        ("who will chnage the reprot", "who will change the report"),
        ("isnt it written up", "isn't it written up"),
        ("how do i quitt", "how do i quit"),
    ],
)
def test_one_wrong_letter_is_mended(words: Slice, asked: str, read: str) -> None:
    """A missing, doubled or exchanged letter is mended, a capital and all else kept."""
    assert mend(asked, mended(asked, [words])) == read


@pytest.mark.parametrize(
    "asked",
    [
        "What did Karel agree to?",  # a name: the nearest may be somebody else's
        "the wifi password",  # nothing in scope is near
        "a short meal with strong reports",  # English words, whether in scope or not
        "who'd record it",
        "see recrod@example.com and /recrod/x",
        "SESIONS",
        "we retord the meathong",  # another consonant; two letters
        "",
    ],
)
def test_other_words_are_left_alone(words: Slice, asked: str) -> None:
    """Names, words of the language, contractions and addresses stay as they are."""
    assert mended(asked, [words]) == {}


def test_words_of_any_language_are_mended() -> None:
    """A word in scope is known, whatever its language."""
    part = sliced("Die Besprechung über Verträge.")
    assert mended("besprechnug der vertrage", [part]) == {
        "besprechnug": "besprechung",
        "vertrage": "verträge",
    }


@given(st.text(max_size=80))
def test_any_text_can_be_mended(text: str) -> None:
    """Nothing is an error, and what is known already is never changed."""
    part = sliced(f"Note: {text}")
    assert mend(text, mended(text, [part])) == text


@pytest.mark.timeout(5)
def test_the_longest_question_is_read_at_once(words: Slice) -> None:
    """Two thousand letters of words that nobody knows take no time worth telling."""
    mended("qzxvk " * 333, [words])
    mended("q" * 2000, [words])
