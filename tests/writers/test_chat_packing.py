import pytest

from assistant import tokens
from assistant.drafts import Kind
from assistant.writers.chatting.asking import Room, known_people, request
from assistant.writers.chatting.consent import shareable
from assistant.writers.chatting.packing import BUDGETS, NOTES, RECORDS, Piece, pack, pieces
from assistant.writers.recordtext import evidence, record_texts
from tests.writers import demo


def piece(source: str, words: int, value: float) -> Piece:
    return Piece(source, NOTES, "word " * words, value)


def test_the_most_valuable_goes_in_first() -> None:
    """What is worth 1 comes before everything, then what is worth most for its length."""
    found = [piece("long", 200, 0.9), piece("short", 20, 0.5), piece("needed", 100, 1.0)]
    assert [p.source for p in pack(found, 180)] == ["short", "needed"]


def test_a_budget_is_kept_and_nothing_is_cut() -> None:
    """Whatever the budget, whole pieces fit in it, in their order."""
    found = pieces(demo.brief(Kind.AGENDA))
    for budget in (0, 50, 400, 2_000, 100_000):
        taken = pack(found, budget)
        assert sum(tokens.count(p.text) for p in taken) <= budget
        assert [p for p in found if p in taken] == taken


def test_no_budget_below_nothing() -> None:
    """A negative budget is an error."""
    with pytest.raises(ValueError, match="negative"):
        pack([], -1)


def test_pieces_are_whole_passages_and_records() -> None:
    """Each piece is a passage or a record as the checks know it."""
    brief = demo.brief(Kind.STARTERS, question="trust")
    known = {**evidence(brief), **record_texts(brief)}
    for found in pieces(brief):
        assert found.text == known[found.source]


def test_a_summary_carries_every_record_and_note() -> None:
    """Nothing of what both can see is missing in what a summary is written from."""
    brief = demo.brief(Kind.SUMMARY)
    taken = {p.source for p in pack(pieces(brief), BUDGETS[Kind.SUMMARY])}
    assert set(record_texts(brief)) <= taken
    assert {pid for held in brief.notes for pid, _ in held.passages} <= taken


def test_what_was_found_for_the_question_is_there() -> None:
    """The passages found first are sent with an answer."""
    brief = demo.brief(Kind.ANSWER, question="What did we agree about dashboards?")
    taken = {p.source for p in pack(pieces(brief), BUDGETS[Kind.ANSWER])}
    assert {h.passage.id for h in brief.hits[:4]} <= taken


@pytest.mark.parametrize("kind", Kind)
def test_the_parts_add_up(kind: Kind) -> None:
    """The counts by part add up to the total of what is sent, which is what a server counts."""
    brief = shareable(demo.brief(kind, question="being interrupted"))
    asked = request(brief, known_people(brief), Room(BUDGETS[kind]))
    parts = {name: count for name, count in asked.counts.items() if name != "total"}
    assert sum(parts.values()) == asked.counts["total"]
    assert min(parts.values()) >= 0
    sent = sum(map(tokens.count, asked.messages))
    assert 0 <= asked.counts["total"] - sent <= 15
    assert sum(parts[p] for p in ("records", "notes", "guidelines")) <= BUDGETS[kind] * 1.1
    assert parts[RECORDS] > 0
