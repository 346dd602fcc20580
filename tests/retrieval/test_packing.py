from datetime import date

from assistant.domain import Hit
from assistant.retrieval.packing import packed
from tests.retrieval.fakes import notes

LINES = notes("pair-a", 1, date(2026, 3, 2), "Mina: One.\nLeo: Two.\nMina: Three.\nLeo: Four.")


def test_neighbours_become_one_excerpt() -> None:
    """Hits next to each other read in their order again, under their best score."""
    hits = [Hit(LINES[1], 0.9), Hit(LINES[3], 0.5), Hit(LINES[0], 0.4)]
    made = packed(hits, 500)
    assert [e.text for e in made] == ["Mina: One.\nLeo: Two.", "Leo: Four."]
    assert made[0].passage_ids == (LINES[0].id, LINES[1].id)
    assert made[0].score == 0.9


def test_the_budget_is_kept() -> None:
    """What does not fit is left out, and smaller hits after it may still fit."""
    hits = [Hit(LINES[2], 0.9), Hit(LINES[0], 0.8), Hit(LINES[1], 0.1)]
    made = packed(hits, 24)
    assert sum(len(e.text) for e in made) <= 24
    assert packed(hits, 0) == ()
    assert packed(hits, 3, size=lambda text: 1)
