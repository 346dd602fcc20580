"""A rehearsal is private: no table holds a word of it, with a model or without."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.coach import Coach, Turn
from assistant.errors import Invalid, ModelError, NotFound
from assistant.records import Records
from assistant.writers.chat import ChatWriter
from assistant.writers.chatting.patience import Waits
from tests.coach.conftest import open_coach
from tests.demo_store import KNOWLEDGE
from tests.writers.test_chat_rehearsal import ANSWER
from tests.writers.wire import Wire, failed, said, wire

MENTOR, MENTEE, ADMIN = "mentor1@a.example", "mentee1@a.example", "admin@a.example"
MOMENT = "My leader keeps interrupting me canarymoment"
TURN = Turn(True, "Let me finish the thought canaryturn.")


def opened(home: Path, server: Wire | None = None) -> Coach:
    if server is None:
        return open_coach(home)
    url, waits = server.url, Waits(patience=5, connect=1, pause=0.01)

    def model(records: Records) -> ChatWriter:
        return ChatWriter("openai:scripted", url, people=records.people, waits=waits)

    return open_coach(home, model, 90_000, 90_000)


@pytest.fixture
def home(template: Path, tmp_path: Path) -> Path:
    shutil.copytree(template, tmp_path, dirs_exist_ok=True)
    coach = opened(tmp_path)
    text = (KNOWLEDGE / "power/being-interrupted.md").read_bytes()
    coach.add_guideline(ADMIN, "being-interrupted.md", text)
    coach.close()
    return tmp_path


@pytest.fixture
def coach(home: Path) -> Iterator[Coach]:
    made = opened(home)
    yield made
    made.close()


def dumped(home: Path) -> str:
    with sqlite3.connect(home / "upmentor.db") as sql:
        return "\n".join(sql.iterdump())


def test_without_a_model_the_ladder_comes_and_nothing_is_stored(coach: Coach, home: Path) -> None:
    """The step is cited and labelled; the store is, byte for byte, what it was."""
    before = dumped(home)
    *_, last = coach.rehearse(MENTOR, "pair-1", MOMENT, [TURN])
    assert (last.scripted, last.complete, last.sent, last.spoken) == (True, True, "", "")
    assert last.draft.title == "Being interrupted: step 2 of 3"
    assert {c.kind for c in last.citations} == {"guideline"}
    assert dumped(home) == before


def test_with_a_model_only_the_count_of_tokens_stays(home: Path) -> None:
    """The ledger has the call's tokens; none of its words is in the store."""
    with wire(said(ANSWER)) as server:
        coach = opened(home, server)
        *parts, last = coach.rehearse(MENTOR, "pair-1", MOMENT, [TURN])
        status = coach.model_status(MENTOR)
        coach.close()
    assert (last.engine, last.complete) == ("openai:scripted", True)
    assert last.sent.encode() == server.requests[0].body
    assert last.spoken == "I only wanted to help, Tariq."
    assert parts
    assert status.spent_by_reader == 1020
    kept = dumped(home)
    assert "canarymoment" not in kept
    assert "canaryturn" not in kept
    assert "only wanted to help" not in kept


def test_the_ladder_and_the_model_use_one_guideline(home: Path) -> None:
    """A model is sent the guideline that the ladder climbs for the moment, and no other."""
    with wire(said(ANSWER)) as server:
        coach = opened(home, server)
        text = (KNOWLEDGE / "power/leader-cancels.md").read_bytes()
        coach.add_guideline(ADMIN, "other.md", text)
        list(coach.rehearse(MENTOR, "pair-1", MOMENT, [TURN]))
        *_, step = coach.rehearse(MENTOR, "pair-1", MOMENT, [TURN], offline=True)
        coach.close()
    body = server.requests[0].body.decode()
    assert step.draft.title.startswith("Being interrupted")
    assert "Put your main point in the first sentence" in body
    assert "stops preparing with the same care" not in body


def test_harm_is_not_sent_to_a_model(home: Path) -> None:
    """Whoever reports harassment in a rehearsal gets the contact, and nothing leaves."""
    with wire(said(ANSWER)) as server:
        coach = opened(home, server)
        *_, last = coach.rehearse(MENTOR, "pair-1", "He keeps touching me, I feel harassed")
        coach.close()
        assert not server.requests
    assert last.draft.title.startswith("This leaves the pair")


def test_a_failed_turn_says_so_and_the_ladder_is_there(home: Path) -> None:
    """The model's failure is told, what it took stays in the ledger, the ladder is offered."""
    with wire(failed(401)) as server:
        coach = opened(home, server)
        with pytest.raises(ModelError, match="refused the key"):
            list(coach.rehearse(MENTOR, "pair-1", MOMENT, [TURN]))
        *_, last = coach.rehearse(MENTOR, "pair-1", MOMENT, [TURN], offline=True)
        coach.close()
    assert last.scripted
    assert "canary" not in dumped(home).replace("canary1", "").replace("canary2", "").replace(
        "canary3", ""
    )


def test_the_partner_sees_nothing(coach: Coach) -> None:
    """After a rehearsal the partner's drafts, notes and conversations are what they were."""
    list(coach.rehearse(MENTOR, "pair-1", MOMENT, [TURN]))
    assert coach.drafts(MENTEE, "pair-1") == []
    assert coach.drafts(MENTOR, "pair-1") == []
    assert coach.conversations(MENTOR, "pair-1") == []


def test_what_cannot_be_rehearsed_is_refused(coach: Coach) -> None:
    """An empty moment, a turn of a page and a foreign pair are told apart."""
    with pytest.raises(Invalid, match="empty"):
        coach.rehearse(MENTOR, "pair-1", " ")
    with pytest.raises(Invalid, match="turn is 2,000 characters"):
        coach.rehearse(MENTOR, "pair-1", MOMENT, [Turn(True, "x" * 2_000)])
    with pytest.raises(Invalid, match="start a new one"):
        coach.rehearse(MENTOR, "pair-1", MOMENT, [TURN] * 41)
    with pytest.raises(NotFound):
        coach.rehearse("mentor2@a.example", "pair-1", MOMENT)
