"""A question is in its conversation before it is answered."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.coach import Coach
from assistant.drafts import Draft
from assistant.errors import Invalid, NotFound
from assistant.records import open_store
from assistant.records.database import HEAD
from assistant.writers import Brief
from assistant.writers.offline import OfflineWriter
from tests.coach.conftest import open_coach

MENTOR = "mentor1@a.example"
LONG = "How long does a session last?"


@pytest.fixture
def talk(coach: Coach) -> str:
    return coach.start_conversation(MENTOR, LONG, "pair-1")


def turns(coach: Coach, talk: str) -> list[tuple[str, str]]:
    return [(m.role, m.text) for m in coach.messages(MENTOR, talk)]


def test_a_question_is_stored_before_it_is_answered(coach: Coach, talk: str) -> None:
    """Whoever asks and leaves before a word is written finds the question."""
    writing = coach.ask(MENTOR, LONG, "pair-1", talk)
    assert turns(coach, talk) == [("person", LONG)]
    writing.close()  # type: ignore[attr-defined]
    assert turns(coach, talk) == [("person", LONG)]


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "a" * 101])
def test_a_conversation_needs_a_short_printable_name(coach: Coach, name: str) -> None:
    """A name that nobody could read in a list starts no conversation."""
    with pytest.raises(Invalid, match="name"):
        coach.named_conversation(MENTOR, name, LONG, "pair-1")
    assert coach.conversations(MENTOR, "pair-1") == []


def test_a_question_that_cannot_be_asked_is_not_stored(coach: Coach, talk: str) -> None:
    """What is refused leaves no turn behind."""
    with pytest.raises(Invalid, match="4,001 characters"):
        coach.put_question(MENTOR, "a" * 4_001, talk, "pair-1")
    assert turns(coach, talk) == []


def test_an_interrupted_question_is_answered_later(coach: Coach, talk: str) -> None:
    """Two questions sent one after the other are both answered, each by its own answer."""
    first = coach.put_question(MENTOR, LONG, talk, "pair-1")
    second = coach.put_question(MENTOR, "What did we note on dashboards?", talk, "pair-1")
    for asked in (second, first):
        *_, record = coach.answer(MENTOR, talk, asked, "pair-1")
        assert record.complete
    answers = {m.answers: m.draft_id for m in coach.messages(MENTOR, talk) if m.draft_id}
    assert answers.keys() == {first, second}
    for asked, words in ((first, "forty-five minutes"), (second, "canary1shared")):
        told = coach.get_draft(MENTOR, answers[asked] or "").draft.statements()
        assert words in " ".join(s.text for s in told)


class Noted(OfflineWriter):
    """Writes offline, and remembers what it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.briefs: list[Brief] = []

    def write(self, brief: Brief) -> Iterator[Draft]:
        self.briefs.append(brief)
        yield from super().write(brief)


def test_a_waiting_question_leans_on_what_stood_before_it(template: Path, tmp_path: Path) -> None:
    """Asked again, a follow-up leans neither on itself nor on what was asked or answered since."""
    writer = Noted()
    shutil.copytree(template, tmp_path, dirs_exist_ok=True)
    coach = open_coach(tmp_path, writer=writer)
    talk = coach.start_conversation(MENTOR, LONG, "pair-1")
    first, waits, later = (
        coach.put_question(MENTOR, q, talk, "pair-1") for q in (LONG, "And why?", "Who else?")
    )
    for asked in (later, waits, waits, first):
        list(coach.answer(MENTOR, talk, asked, "pair-1"))
    coach.close()
    contexts = [brief.in_context for brief in writer.briefs]
    assert contexts == [f"{LONG} And why? Who else?", f"{LONG} And why?", f"{LONG} And why?", ""]
    asked = [[m.text for m in b.history if m.role == "person"] for b in writer.briefs]
    assert asked == [[LONG, "And why?"], [LONG], [LONG], []]


def test_an_answer_is_no_question_to_be_answered(coach: Coach, talk: str) -> None:
    """Only a person's turn of this very conversation is answered."""
    asked = coach.put_question(MENTOR, LONG, talk, "pair-1")
    list(coach.answer(MENTOR, talk, asked, "pair-1"))
    other = coach.start_conversation(MENTOR, LONG, "pair-1")
    for place, number in ((talk, asked + 1), (other, asked), (talk, 0)):
        with pytest.raises(NotFound):
            coach.answer(MENTOR, place, number, "pair-1")


def test_the_answers_of_an_older_store_find_their_questions(tmp_path: Path) -> None:
    """A store from before knows after its migration which question each answer belongs to."""
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine

    import assistant.records

    path = tmp_path / "upmentor.db"
    config = Config()
    folder = Path(assistant.records.__file__).with_name("migrations")
    config.set_main_option("script_location", str(folder))
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    engine.dispose()
    with sqlite3.connect(path) as sql:
        rows = [("t", "person"), ("t", "assistant"), ("u", "person"), ("t", "person")]
        rows += [("u", "assistant"), ("t", "assistant")]
        sql.executemany(
            "INSERT INTO messages (conversation_id, role, text, at)"
            " VALUES (?, ?, '', '2026-01-01 10:00:00.000000')",
            rows,
        )
    open_store(f"sqlite:///{path}").close()
    with sqlite3.connect(path) as sql:
        assert sql.execute("SELECT version_num FROM alembic_version").fetchone() == (HEAD,)
        found = sql.execute("SELECT id, answers FROM messages ORDER BY id").fetchall()
    assert found == [(1, None), (2, 1), (3, None), (4, None), (5, 3), (6, 4)]
