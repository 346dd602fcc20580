"""Token counts and budgets, with the network closed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import tokens


def test_counts_are_those_of_the_published_vocabulary() -> None:
    """Texts whose cl100k_base counts are known are counted so, with no network."""
    assert tokens.count("tiktoken is great!") == 6
    assert tokens.count("antidisestablishmentarianism") == 6
    assert tokens.count("お誕生日おめでとう") == 9
    assert tokens.count("") == 0


def test_a_control_token_in_a_note_is_only_text() -> None:
    """A note that quotes a control token is counted and never obeyed or refused."""
    assert tokens.count("<|endoftext|>") > 1


def test_a_known_model_is_counted_plainly_with_or_without_its_provider() -> None:
    """The provider in front of a model's name changes nothing."""
    text = "The mentor teaches; the mentee asks."
    assert tokens.count(text, "openai:gpt-5") == tokens.count(text, "gpt-4") == tokens.count(text)


def test_an_unknown_vocabulary_gets_a_margin() -> None:
    """A model whose vocabulary is not public is counted a quarter higher, rounded up."""
    text = "The mentor teaches; the mentee asks."
    assert tokens.count(text, "ollama:something") == -(-tokens.count(text) * 5 // 4)


def test_a_long_unbroken_text_is_counted_quickly() -> None:
    """A megabyte without a single space is counted within the test's time limit."""
    assert tokens.count("a" * 1_000_000) > 1000


def test_fit_takes_whole_texts_in_order_until_one_is_too_much() -> None:
    """The first text that does not fit ends the list, even if a later one would."""
    texts = ["one", "two three four five", "six"]
    assert tokens.fit(texts, 3) == ["one"]
    assert tokens.fit(texts, 0) == []
    assert tokens.fit(texts, 100) == texts


def test_a_negative_budget_is_a_mistake_of_the_caller() -> None:
    """A negative budget is refused at once."""
    with pytest.raises(ValueError, match="negative"):
        tokens.fit(["a"], -1)


@given(st.lists(st.text(max_size=30), max_size=8), st.integers(0, 40))
def test_what_fits_costs_no_more_than_the_budget(texts: list[str], budget: int) -> None:
    """Whatever the texts and the budget, the first ones are taken and the budget is kept."""
    taken = tokens.fit(texts, budget)
    assert taken == texts[: len(taken)]
    assert sum(map(tokens.count, taken)) <= budget
