from dataclasses import replace

from assistant.domain import Side
from assistant.drafts import Kind
from evals.drafts.across import MOST_SHARED, compare, shared
from evals.drafts.view import View
from tests.evals.samples import PAIR, saying, view


def grouped(kind: Kind, group: str, pair: str = "pair-a", side: Side = Side.MENTOR) -> View:
    """The sample draft, as one of a group of cases."""
    shown = view(kind, side)
    return replace(shown, case=replace(shown.case, pair=pair, group=group))


def test_the_same_draft_for_two_pairs_is_noticed() -> None:
    """Two pairs with the same wording fail, whatever their names are."""
    one = grouped(Kind.AGENDA, "pair-a agenda")
    two = grouped(Kind.AGENDA, "pair-b agenda", "pair-b")
    found = {c.name: c for c in compare([one, two])}["agenda: two pairs"]
    assert found.worst == 100.0
    assert not found.passed


def test_drafts_in_other_words_pass() -> None:
    """Two pairs with drafts of their own pass."""
    one = grouped(Kind.AGENDA, "pair-a agenda")
    two = saying("Something else.", only=True)(grouped(Kind.AGENDA, "pair-b agenda", "pair-b"))
    found = {c.name: c for c in compare([one, two])}["agenda: two pairs"]
    assert found.worst == 0.0
    assert found.passed


def test_both_sides_of_a_pair_are_compared() -> None:
    """Mentor and mentee who read the same advice fail."""
    views = [grouped(Kind.STARTERS, "pair-a starters", side=side) for side in Side]
    found = {c.name: c for c in compare(views)}["starters: mentor and mentee of one pair"]
    assert found.pairs == 1
    assert found.worst > MOST_SHARED


def test_stages_of_one_pair_are_compared() -> None:
    """An agenda that is the same at every stage fails."""
    views = [grouped(Kind.AGENDA, "stages agenda") for _ in range(3)]
    found = {c.name: c for c in compare(views)}
    assert not found["agenda: session 1, midpoint and last of one pair"].passed


def test_a_comparison_without_cases_fails() -> None:
    """What was not compared has not passed."""
    assert not any(c.passed for c in compare([]))


def test_statements_on_the_program_alone_do_not_count() -> None:
    """A contact or cadence that all pairs share makes no two drafts alike."""
    one = saying("Six sessions. | record | record:program:p", "Mine. | record | n-mina", only=True)
    two = saying("Six sessions. | record | record:program:p", "Other. | record | n-leo", only=True)
    assert PAIR.id == "pair-a"
    assert shared(one(view(Kind.AGENDA)), two(view(Kind.AGENDA))) == 0.0
