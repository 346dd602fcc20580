"""Long sentences are cut where a reader would draw breath."""

import pytest

from assistant.language.clauses import QUOTED, parts


def cut(text: str, most: int = QUOTED) -> list[str]:
    return [text[start:end] for start, end in parts(text, 0, len(text), most)]


def test_a_sentence_that_fits_stays_whole() -> None:
    """Nothing is cut that is short enough."""
    assert cut("We met, and she asked why.") == ["We met, and she asked why."]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("we went through the stock page; it was red all over the place, again", "page;"),
        ("we went through the stock page with him and she asked about the red", "with him"),
        ("we went through the whole of the stock page, red all over the place", "stock page,"),
        ("we went through the whole of the stock page because nobody ever had", "stock page"),
        ("we went through the whole long stock page with nearly everybody there", "long"),
    ],
)
def test_the_best_joint_is_taken(text: str, first: str) -> None:
    """A semicolon before a new clause, that before a comma, that before any space."""
    assert cut(text, 60)[0].endswith(first)
    assert " ".join(cut(text, 60)) == text


@pytest.mark.parametrize(
    "text",
    [
        "I told the whole team on Monday morning that nobody, not even she, has to unless he asks",
        "I would have shown everybody in the room the entire page, but only if she had asked me to",
        "I do not believe at all, after everything that he has told us, that the list is complete",
    ],
)
def test_no_part_turns_the_meaning_of_another(text: str) -> None:
    """No part begins with a word like "but", "that" or "unless", or ends with a denial."""
    found = cut(text, 60)
    assert len(found) > 1
    assert not any(one.split()[0] in ("but", "that", "unless", "only", "not") for one in found)
    assert not any(one.endswith((" not", " do not", " nobody")) for one in found)


def test_a_word_without_end_is_cut_between_its_letters() -> None:
    """An accent or a joined emoji is never torn from its letter."""
    found = cut("e\u0301" * 300)
    assert "".join(found) == "e\u0301" * 300
    assert all(one.startswith("e") and len(one) <= QUOTED for one in found)
