"""What Ask suggests: questions for this side and stage, the same ones at every look."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from assistant.coach import Coach
from assistant.domain import SessionStatus, Stage
from assistant.errors import NotFound
from tests.demo_store import KNOWLEDGE

MENTOR, MENTEE, ADMIN = "mentor1@a.example", "mentee1@a.example", "admin@a.example"
Ingest = Callable[..., None]

HALF = "What do we check at half time?"
FIRST = "How long do we spend on the rules?"
BOTH = "Can we meet more often than planned?"
MENTORS = "Can we shorten the lesson for a busy reader?"
MENTEES = "How do I thank my mentor at half time?"
ADMINS = "How do I compare the numbers of two programs?"


@pytest.fixture
def ingest(coach: Coach, tmp_path: Path) -> Ingest:
    """Takes in a guideline whose text has the words of its questions."""

    def taken_in(
        name: str, questions: str, stage: str = "any", topics: str = "pairs",
        audience: str = "mentor, mentee",
    ) -> None:  # fmt: skip
        head = f"title: {name}\nstage: [{stage}]\ntopics: [{topics}]\naudience: [{audience}]"
        words = (
            f"{HALF} {FIRST} {BOTH} {MENTORS} {MENTEES} {ADMINS} On harassment call the contact."
        )
        sections = f"## Parts\n{words}\n\n## For the mentor: words\n{words}\n"
        (tmp_path / f"{name}.md").write_text(f"---\n{head}\n---\n{sections}")
        (tmp_path / f"{name}.questions.yaml").write_text(questions)
        coach.ingest([tmp_path / f"{name}.md"])

    return taken_in


def test_the_stage_and_the_side_decide(coach: Coach, ingest: Ingest) -> None:
    """A pair at its start is offered the start's questions first, each side its own."""
    ingest("middle", f"Parts: ['{HALF}']", "midpoint")
    ingest("start", f"Parts: ['{FIRST}']", "early")
    ingest("rhythm", f"Parts: ['{BOTH}']\n'For the mentor: words': ['{MENTORS}']")
    ingest("thanks", f"Parts: ['{MENTEES}']")
    ingest("numbers", f"Parts: ['{ADMINS}']", audience="admin")
    first, *others = coach.suggestions(MENTOR, "pair-1")
    assert first == FIRST
    assert others in ([BOTH], [MENTORS])
    first, *others = coach.suggestions(MENTEE, "pair-1")
    assert (first, set(others)) == (FIRST, {BOTH, MENTEES})
    assert coach.suggestions(ADMIN) == (ADMINS,)


def test_they_change_with_the_stage_alone(coach: Coach, ingest: Ingest) -> None:
    """Asked again they are the same; a session later, at the midpoint, they are others."""
    ingest("middle", f"Parts: ['{HALF}']", "midpoint")
    ingest("start", f"Parts: ['{FIRST}']", "early")
    assert [coach.suggestions(MENTOR, "pair-1") for _ in range(3)] == [(FIRST,)] * 3
    coach.log_session(MENTOR, "pair-1", 2, SessionStatus.HELD, date(2026, 6, 12))
    assert coach.suggestions(MENTOR, "pair-1") == (HALF,)


def test_a_saved_question_is_suggested_from_then_on(coach: Coach, ingest: Ingest) -> None:
    """What an admin changes is what the next look shows."""
    ingest("rhythm", f"Parts: ['{BOTH}']")
    assert coach.suggestions(MENTEE, "pair-1") == (BOTH,)
    coach.save_example_questions(ADMIN, "rhythm.md", {"rhythm > Parts": FIRST})
    assert coach.suggestions(MENTEE, "pair-1") == (FIRST,)


def test_a_report_of_harm_is_no_suggestion(coach: Coach, ingest: Ingest) -> None:
    """Questions of the escalation guideline are suggested to nobody."""
    ingest("harm", "Parts: ['Can the contact call me about harassment?']", topics="escalation")
    assert coach.suggestions(MENTOR, "pair-1") == ()


def test_a_name_is_no_suggestion(coach: Coach, ingest: Ingest) -> None:
    """A question with a word that no guideline has, such as somebody's name, stays unseen."""
    ingest("rhythm", "Parts: ['Can we meet Priscilla more often than planned?']")
    assert coach.suggestions(MENTOR, "pair-1") == ()


def test_the_shipped_guidelines_give_three_at_each_stage(coach: Coach) -> None:
    """From the second session to the last, both sides get three or more, others at each stage."""
    coach.ingest([KNOWLEDGE])
    for reader in (ADMIN, "hr@a.example"):
        assert len(coach.suggestions(reader)) >= 3
    by_stage: dict[tuple[str, Stage], tuple[str, ...]] = {}
    for number in range(1, 6):
        if number > 1:
            coach.log_session(MENTOR, "pair-1", number, SessionStatus.HELD, date(2026, 6, number))
        for reader in (MENTOR, MENTEE):
            asked = coach.suggestions(reader, "pair-1")
            assert len(asked) >= 3
            assert all(q[0].isupper() and q.endswith("?") for q in asked)
            stage = coach.pairs(reader)[0].stage(coach.program())
            assert by_stage.setdefault((reader, stage), asked) == asked
    assert len(set(by_stage.values())) == len(by_stage) == 2 * 4


def test_another_pair_gives_none(coach: Coach) -> None:
    """Suggestions for a pair are its partners'."""
    with pytest.raises(NotFound):
        coach.suggestions(MENTOR, "pair-2")
