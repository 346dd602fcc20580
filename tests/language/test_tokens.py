"""Words and their stems."""

import pytest

from assistant.language import tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("marked", "marks"),
        ("wrote", "writing"),
        ("People", "person"),
        ("relocating", "relocation"),
        ("Résumé", "resume"),
        ("cafe\u0301", "café"),
        ("Lea’s", "lea"),
        ("organised", "organises"),
    ],
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    """Endings, irregular forms, accents and apostrophes make no other word."""
    assert tokens.stem(one) == tokens.stem(other)


@pytest.mark.parametrize(("one", "other"), [("better", "bet"), ("organisation", "organ")])
def test_other_words_have_other_stems(one: str, other: str) -> None:
    """Words that only begin alike are kept apart."""
    assert tokens.stem(one) != tokens.stem(other)


def test_letters_of_other_scripts_keep_their_marks() -> None:
    """Only accents on Latin letters are taken off: a mark elsewhere makes another letter."""
    assert tokens.stem("が") != tokens.stem("か")
    assert tokens.stem("мой") != tokens.stem("мои")


def test_common_words_carry_no_meaning() -> None:
    """Stop words are left out, however they are written; a compound gives its parts."""
    assert tokens.stems("It’s The low-code tools that don't") == ("low", "code", "tool")


def test_texts_share_what_carries_meaning() -> None:
    """Shared stems are counted once each, and weighed against the shorter text."""
    assert tokens.shared("The list of lists", "She wrote a list") == 1
    assert tokens.overlap("a list", "She wrote the lists") == 1.0
    assert tokens.overlap("of the", "a list") == 0.0
