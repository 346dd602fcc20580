from collections import Counter
from pathlib import Path

import pytest

from assistant import demo
from assistant.domain import Side
from assistant.drafts import Kind
from evals.drafts.cases import load
from evals.drafts.words import words
from evals.program import before
from tests.evals.samples import TODAY


def test_every_demo_pair_is_asked_for_every_kind_by_both() -> None:
    """Eight pairs, six kinds and two readers make the base of the suite."""
    pairs = {p["id"] for p in demo.load(TODAY)["pairs"]}
    asked = {(c.pair, c.kind, c.side) for c in load().cases if not c.session}
    assert {(p, k, s) for p in pairs for k in Kind for s in Side} <= asked
    assert len(pairs) == 8


def test_the_special_situations_are_there() -> None:
    """Unknown and excluded topics, harm, and the shortest and longest sessions are asked for."""
    suite = load()
    counts = Counter(c.situation for c in suite.cases)
    assert min(counts[s] for s in ("unknown", "excluded", "harm")) >= 3
    assert {15, 60} <= {c.minutes for c in suite.cases if c.kind is Kind.AGENDA}
    assert {session for _, session in suite.staged()} == {1, 3, 6}


def test_expected_words_do_not_stand_in_the_question() -> None:
    """An answer cannot earn its point by repeating the question."""
    repeated = [(c.id, word) for c in load().cases for word in c.expect if word in words(c.topic)]
    assert not repeated


def test_each_plain_question_says_what_a_good_answer_holds() -> None:
    """Every question that can be answered names expected words."""
    assert all(c.expect for c in load().cases if c.kind is Kind.ANSWER and not c.situation)


def test_an_unknown_key_is_an_error(tmp_path: Path) -> None:
    """A misspelled key in the YAML is named."""
    path = tmp_path / "cases.yaml"
    path.write_text(
        "third_parties: {}\neverywhere: {}\nalike: []\n"
        "cases: [{kind: agenda, pair: p, as: mentor, minuets: 15}]\n"
    )
    with pytest.raises(ValueError, match="minuets"):
        load(path)


def test_two_cases_may_not_share_a_name(tmp_path: Path) -> None:
    """Case ids are unique, so that a failure points to one."""
    path = tmp_path / "cases.yaml"
    case = "{kind: agenda, pair: p, as: mentor}"
    path.write_text(f"third_parties: {{}}\neverywhere: {{}}\nalike: []\ncases: [{case}, {case}]\n")
    with pytest.raises(ValueError, match="agenda p mentor"):
        load(path)


def test_a_pair_before_a_session_has_no_later_records() -> None:
    """The copy of a pair before its third session knows nothing of that session or later."""
    pair = next(p for p in demo.load(TODAY)["pairs"] if p["id"] == "pair-video")
    copy = before(pair, 3, TODAY)
    later = [s for s in copy["sessions"] if s["number"] >= 3]
    assert all(s["status"] == "planned" and not s["notes"] and not s["actions"] for s in later)
    assert min(s["held_on"] for s in later) == "2026-06-18"
    held = [s["held_on"] for s in copy["sessions"] if s["number"] < 3]
    assert max(held) < TODAY.isoformat()
    ids = [n["id"] for s in copy["sessions"] for n in s["notes"]]
    assert ids
    assert not set(ids) & {n["id"] for s in pair["sessions"] for n in s["notes"]}
    assert {g["status"] for g in copy["goals"]} == {"open"}


def test_a_few_cases_of_each_kind_can_be_taken() -> None:
    """A model that costs money is tried on some of the cases first."""
    few = load().some(2)
    assert [c.kind for c in few.cases] == [kind for kind in Kind for _ in range(2)]
