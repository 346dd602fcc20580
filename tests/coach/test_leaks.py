"""Nothing of another pair in what a reader searches, asks or drafts: canaries in every note."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.coach import Coach
from assistant.drafts import Kind
from tests.coach.conftest import make_coach

PAIRS, NOTES = 40, 25


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Coach]:
    coach = make_coach(tmp_path_factory.mktemp("crowd"), pairs=PAIRS)
    value = {"program": {"name": "Test program"}, "people": [], "pairs": []}
    coach.import_program(_crowd(value))
    coach.follow()
    yield coach
    coach.close()


def _crowd(value: dict[str, Any]) -> dict[str, Any]:
    from tests.builders import program_file

    full = program_file(PAIRS)
    for n, pair in enumerate(full["pairs"], 1):
        pair["sessions"][0]["notes"] += [
            {
                "id": f"crowd-{n}-{k}",
                "author": pair["mentor"] if k % 2 else pair["mentee"],
                "visibility": "pair" if k % 5 else "private",
                "text": f"We spoke about the budget plan. The word is canary{n}x{k}q.",
            }
            for k in range(NOTES - 2)
        ]
    return {**value, **full}


words = st.sampled_from(
    ["budget", "plan", "canary7x3q", "the word is", "dashboards", "session 1", "Leo", "pair-3", "*"]
)


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    n=st.integers(1, PAIRS),
    side=st.sampled_from(["mentor", "mentee"]),
    query=st.lists(words, min_size=1, max_size=4).map(lambda w: " ".join(["about", *w])),
)
def test_a_search_never_finds_another_pairs_note(
    crowded: Coach, n: int, side: str, query: str
) -> None:
    """Whatever is asked, each hit is a guideline or a note of the reader's own pair."""
    found = crowded.search(f"{side}{n}@a.example", query, f"pair-{n}", k=50)
    for hit in found.hits:
        assert hit.passage.pair_id in (None, f"pair-{n}")
        private = hit.passage.source.startswith("private-")
        assert not private or hit.passage.author == f"{side}{n}@a.example"


def test_a_readers_own_canaries_are_found(crowded: Coach) -> None:
    """At least 95 % of the reader's own canaries are found, or the leak test proves nothing."""
    found = 0
    asked = [(n, k) for n in range(1, PAIRS + 1, 3) for k in (1, 7, 13, 21)]
    for n, k in asked:
        hits = crowded.search(f"mentor{n}@a.example", f"canary{n}x{k}q", f"pair-{n}", k=10).hits
        found += any(f"canary{n}x{k}q" in h.passage.text for h in hits)
    assert found >= 0.95 * len(asked)


@pytest.mark.parametrize("kind", [k for k in Kind if k is not Kind.ANSWER])
def test_a_draft_holds_no_foreign_canary(crowded: Coach, kind: Kind) -> None:
    """No draft, citation or export of a pair holds a word of another pair's notes."""
    for n in (1, 17, 40):
        reader = f"mentee{n}@a.example"
        record = list(crowded.draft(reader, kind, f"pair-{n}", topic="budget plan"))[-1]
        exported = crowded.export(reader, record.id, "md").content.decode()
        for text in (str(record), exported):
            foreign = [m for m in range(1, PAIRS + 1) if m != n and f"canary{m}x" in text]
            assert foreign == []
            assert f"private-{n}" not in text or kind is not Kind.SUMMARY


def test_an_answer_holds_no_foreign_canary(crowded: Coach) -> None:
    """Asking for another pair's word by name is answered without it."""
    for target in (2, 9, 33):
        record = list(crowded.ask("mentor1@a.example", f"What is canary{target}x4q?", "pair-1"))[-1]
        cited = " ".join(c.text for c in record.citations)
        answer = " ".join(s.text for s in record.draft.statements())
        assert f"canary{target}x" not in cited
        assert f"canary{target}x" not in answer.replace(f"canary{target}x4q?", "")
