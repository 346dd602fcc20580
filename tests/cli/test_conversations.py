"""Asking within a conversation that is named on the command line or in a batch."""

import json
from typing import Any

import pytest

from assistant.bootstrap import build
from assistant.settings import Settings
from assistant.stored import Message
from tests.builders import program_file
from tests.cli.conftest import Ended, Run, records_hash

MENTOR, MENTEE, OTHER, HR = (
    "mentor1@a.example",
    "mentee1@a.example",
    "mentor2@a.example",
    "hr@a.example",
)
FIRST, FOLLOWS = "What did we compare in session 1?", "and why?"


def ask(run: Run, question: str, reader: str, name: str, *more: str) -> Ended:
    return run("ask", question, "--as", reader, "--conversation", name, *more)


def turns(home: Any, reader: str, name: str) -> list[Message]:
    coach = build(Settings.from_env({"UPMENTOR_HOME": str(home)}))
    try:
        return coach.messages(reader, name)
    finally:
        coach.close()


def said(answer: dict[str, Any]) -> str:
    return " ".join(s["text"] for section in answer["sections"] for s in section["statements"])


def test_a_follow_up_leans_on_the_turn_before_it(home: Any, run: Run) -> None:
    """Under one name the second question is understood from the first, and all turns are kept."""
    alone = json.loads(run("ask", FOLLOWS, "--as", MENTOR, "--json").out)
    first = json.loads(ask(run, FIRST, MENTOR, "compared", "--json").out)
    second = json.loads(ask(run, FOLLOWS, MENTOR, "compared", "--json").out)
    assert "canary1shared" in said(first)
    assert "canary1shared" in said(second)
    assert "canary1shared" not in said(alone)
    kept = turns(home, MENTOR, "compared")
    assert [(m.role, m.text) for m in kept if m.role == "person"] == [
        ("person", FIRST),
        ("person", FOLLOWS),
    ]
    assert [m.draft_id for m in kept if m.role == "assistant"] == [first["id"], second["id"]]


@pytest.mark.parametrize("reader", [MENTEE, OTHER, HR])
def test_nobody_else_asks_in_a_conversation(reader: str, home: Any, run: Run) -> None:
    """A conversation of somebody else is not found, in one sentence, and nothing is stored."""
    ask(run, FIRST, MENTOR, "mine")
    before = records_hash(home)
    ended = ask(run, FOLLOWS, reader, "mine")
    assert (ended.code, ended.out) == (1, "")
    assert ended.err == "upmentor: There is no such conversation, or it is not yours.\n"
    assert records_hash(home) == before


@pytest.mark.parametrize(
    ("question", "name", "pair"),
    [("?", "new", "pair-1"), (FIRST, " ", "pair-1"), (FIRST, "new", "pair-2")],
)
def test_what_is_refused_starts_no_conversation(
    question: str, name: str, pair: str, home: Any, run: Run
) -> None:
    """An empty question, an empty name or a foreign pair leave nothing behind."""
    before = records_hash(home)
    ended = ask(run, question, MENTOR, name, "--pair", pair)
    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert records_hash(home) == before


def test_a_conversation_stays_with_its_pair(home: Any, run: Run) -> None:
    """Of two pairs, the one that a conversation was started for holds for its follow-ups."""
    program = program_file()
    both = {**program["pairs"][0], "id": "pair-9", "mentee": "mentee2@a.example"}
    more = {"program": program["program"], "people": program["people"], "pairs": [_bare(both)]}
    assert run("import", "-", stdin=json.dumps(more)).code == 0
    ask(run, FIRST, MENTOR, "compared", "--pair", "pair-1")
    second = ask(run, FOLLOWS, MENTOR, "compared", "--json")
    assert json.loads(second.out)["pair_id"] == "pair-1"
    assert ask(run, FOLLOWS, MENTOR, "compared", "--pair", "pair-9").code == 1


def _bare(pair: dict[str, Any]) -> dict[str, Any]:
    return {key: pair[key] for key in ("id", "mentor", "mentee", "started_on")}


def test_a_batch_holds_conversations(home: Any, run: Run) -> None:
    """Lines of one conversation follow each other; another reader's line is not found."""
    lines: list[dict[str, Any]] = [
        {"id": 1, "query": FIRST, "as": MENTOR, "conversation": "a"},
        {"id": 2, "query": FOLLOWS, "as": MENTOR, "conversation": "b"},
        {"id": 3, "query": FOLLOWS, "as": MENTOR, "conversation": "a"},
        {"id": 4, "query": FOLLOWS, "as": MENTEE, "conversation": "a"},
        {"id": 5, "query": FOLLOWS, "as": MENTOR, "conversation": 7},
    ]
    ended = run("ask", "--batch", stdin="\n".join(json.dumps(line) for line in lines))
    results = [json.loads(line) for line in ended.out.splitlines()]
    assert [r["id"] for r in results] == [1, 2, 3, 4, 5]
    assert ["canary1shared" in said(r) for r in results[:3]] == [True, False, True]
    assert "no such conversation" in results[3]["error"]
    assert results[4]["error"] == '"conversation" is not a text.'


def test_a_search_is_in_no_conversation(home: Any, run: Run) -> None:
    """A line of a search that names a conversation is told that it cannot."""
    line = json.dumps({"query": FIRST, "as": MENTOR, "conversation": "a"})
    result = json.loads(run("search", "--batch", stdin=line).out)
    assert result["error"].startswith('Unknown key "conversation"')
