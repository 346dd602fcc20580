"""Example questions: an admin sees, changes and confirms them; what is proposed helps nobody."""

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from assistant.coach import Coach
from assistant.domain import Scope
from assistant.errors import Invalid, ModelError, NotFound
from assistant.records import Records
from assistant.writers.chat import ChatWriter
from assistant.writers.chatting.patience import Waits
from tests.coach.conftest import open_coach
from tests.writers.wire import Reply, Wire, failed, said

ADMIN, MENTOR = "admin@a.example", "mentor1@a.example"
SOURCE = "uploads/travel.md"
WHO, LONG, SMALL = "Travel > Who pays?", "Travel > For how long", "Travel > Notes"
TRAVEL = b"""# Travel

## Who pays?

The program pays the train and the hotel of both partners of a pair.

## For how long

The tickets are for six months of the program.

## Notes

Ask in time, and keep the bill of the hotel.
"""
FARE = "who pays for kangaroo tickets"
EVERYBODY = Scope(ADMIN, None, guidelines=True)


@pytest.fixture
def travel(coach: Coach) -> Coach:
    coach.add_guideline(ADMIN, "travel.md", TRAVEL)
    return coach


def in_force(coach: Coach) -> list[str]:
    return [p.text for p in coach._records.example_questions(EVERYBODY)]


def test_an_upload_gets_questions_from_its_headings(travel: Coach) -> None:
    """They are proposed, by nobody's model, and none for a heading that gives no question."""
    who, long, notes = travel.example_questions(ADMIN, SOURCE)
    assert (who.heading, who.proposed) == (WHO, ("Travel: who pays?",))
    assert (long.proposed, notes.proposed) == (("Travel: for how long?",), ())
    assert [s.proposed_by for s in (who, long, notes)] == ["", "", ""]
    assert not any(s.questions or s.looked_at for s in (who, long, notes))


def test_what_is_proposed_helps_no_search(travel: Coach) -> None:
    """Until they are saved they are in no index, and no suggestion."""
    assert in_force(travel) == []
    assert SOURCE in travel.without_questions(ADMIN)
    assert travel.suggestions(MENTOR, "pair-1") == ()


def test_saved_questions_are_searched_at_once(travel: Coach) -> None:
    """They are indexed with the change, and the section is no proposal any more."""
    travel.save_example_questions(ADMIN, SOURCE, {WHO: f"{FARE}\n\n {FARE} \nmy bed"})
    assert in_force(travel) == [FARE, "my bed"]
    who, *_ = travel.example_questions(ADMIN, SOURCE)
    assert (who.questions, who.proposed) == ((FARE, "my bed"), ())
    assert who.looked_at
    assert SOURCE not in travel.without_questions(ADMIN)
    found = travel.search(ADMIN, FARE).hits
    assert found[0].passage.heading == WHO
    assert travel.check().healthy


def test_a_section_that_was_emptied_is_asked_nothing_more(travel: Coach) -> None:
    """No line is an answer: its heading proposes nothing again."""
    travel.save_example_questions(ADMIN, SOURCE, {WHO: "my bed", LONG: ""})
    travel.save_example_questions(ADMIN, SOURCE, {WHO: " \n"})
    who, long, _ = travel.example_questions(ADMIN, SOURCE)
    assert [(s.questions, s.proposed, s.looked_at) for s in (who, long)] == [((), (), True)] * 2
    assert in_force(travel) == []


def test_sections_are_saved_one_by_one(travel: Coach) -> None:
    """Saving one leaves the others as they are, in their order."""
    travel.save_example_questions(ADMIN, SOURCE, {LONG: "until when\nwhen at last"})
    travel.save_example_questions(ADMIN, SOURCE, {WHO: "my bed"})
    _, long, _ = travel.example_questions(ADMIN, SOURCE)
    assert long.questions == ("until when", "when at last")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("\n".join(f"question {n}" for n in range(41)), "“Who pays?” has 41 questions; leave 40"),
        ("x" * 301, "has 301 characters; shorten it to 300 or fewer"),
    ],
)
def test_too_much_is_one_sentence(travel: Coach, text: str, told: str) -> None:
    """What is too long or too many is refused, and nothing changes."""
    with pytest.raises(Invalid, match=told.replace("?", r"\?")):
        travel.save_example_questions(ADMIN, SOURCE, {WHO: text})
    assert in_force(travel) == []


def test_a_section_that_is_gone_is_told(travel: Coach) -> None:
    """Somebody may have replaced the guideline meanwhile; nothing of the save is kept."""
    with pytest.raises(NotFound, match="lacks this section now"):
        travel.save_example_questions(ADMIN, SOURCE, {"Travel > Gone": "where", WHO: "my bed"})
    with pytest.raises(NotFound, match="no such guideline"):
        travel.save_example_questions(ADMIN, "uploads/none.md", {WHO: "my bed"})
    assert in_force(travel) == []


def test_a_save_and_its_outbox_are_one(travel: Coach, tmp_path: Path) -> None:
    """When the index cannot be told, the questions are not saved either."""
    with sqlite3.connect(tmp_path / "upmentor.db") as sql:
        sql.execute(
            "CREATE TRIGGER full BEFORE INSERT ON outbox BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
    with suppress(Exception):
        travel.save_example_questions(ADMIN, SOURCE, {WHO: "my bed"})
    with sqlite3.connect(tmp_path / "upmentor.db") as sql:
        sql.execute("DROP TRIGGER full")
    assert in_force(travel) == []
    assert not travel.example_questions(ADMIN, SOURCE)[0].looked_at


def test_saved_questions_outlive_a_new_file(coach: Coach, tmp_path: Path) -> None:
    """A changed file brings its questions, except for the sections that an admin saved."""
    file, beside = tmp_path / "travel.md", tmp_path / "travel.questions.yaml"
    file.write_bytes(TRAVEL)
    beside.write_text("Who pays?: [of the file]\nFor how long: [of the file too]")
    coach.ingest([file])
    coach.save_example_questions(ADMIN, "travel.md", {WHO: "of the admin"})
    beside.write_text("Who pays?: [a later one]\nFor how long: [a later one too]")
    coach.ingest([file])
    assert sorted(in_force(coach)) == ["a later one too", "of the admin"]
    file.write_bytes(TRAVEL.replace(b"Who pays?", b"Who pays what?"))
    beside.unlink()
    coach.ingest([file])
    assert in_force(coach) == []
    coach.follow()
    assert coach.check().healthy


def test_a_retired_guideline_is_forgotten(travel: Coach) -> None:
    """Uploaded again it starts anew, with what its headings propose."""
    travel.save_example_questions(ADMIN, SOURCE, {WHO: "my bed", LONG: ""})
    travel.retire_guideline(ADMIN, SOURCE)
    assert in_force(travel) == []
    with pytest.raises(NotFound):
        travel.example_questions(ADMIN, SOURCE)
    travel.add_guideline(ADMIN, "travel.md", TRAVEL)
    assert [bool(s.proposed) for s in travel.example_questions(ADMIN, SOURCE)] == [
        True,
        True,
        False,
    ]


def test_a_file_of_questions_is_saved_as_an_admins(travel: Coach) -> None:
    """It names some sections, and replaces those alone."""
    travel.save_example_questions(ADMIN, SOURCE, {LONG: "until when"})
    content = b"Who pays?: [my bed, my train]"
    assert travel.save_question_file(ADMIN, SOURCE, "a.questions.yaml", content) == 1
    assert sorted(in_force(travel)) == ["my bed", "my train", "until when"]
    with pytest.raises(Invalid, match="line 1: the guideline has no section “Who”"):
        travel.save_question_file(ADMIN, SOURCE, "a.questions.yaml", b"Who: [my bed]")


def answer(*asked: tuple[str, str]) -> Reply:
    statements = [{"text": text, "sources": [source]} for text, source in asked]
    sections = [{"heading": "Any", "minutes": None, "statements": statements}]
    return said(json.dumps({"title": "Q", "abstained": False, "sections": sections}))


Opened = Callable[..., tuple[Coach, Wire]]


@pytest.fixture
def opened(template: Path, tmp_path: Path) -> Iterator[Opened]:
    """Opens a Coach whose model answers as told, over a store with the travel guideline."""
    open_ones: list[tuple[Coach, Wire]] = []

    def make(reply: Reply, allowance: int = 90_000) -> tuple[Coach, Wire]:
        shutil.copytree(template, tmp_path, dirs_exist_ok=True)
        server = Wire([reply])
        waits = Waits(patience=5, connect=1, pause=0.01)

        def model(records: Records) -> ChatWriter:
            return ChatWriter("openai:scripted", server.url, people=records.people, waits=waits)

        coach = open_coach(tmp_path, model, allowance, allowance)
        coach.add_guideline(ADMIN, "travel.md", TRAVEL)
        open_ones.append((coach, server))
        return open_ones[-1]

    yield make
    for coach, server in open_ones:
        coach.close()
        server.close()


def test_a_model_proposes_when_it_is_asked(opened: Opened) -> None:
    """Its questions wait, under its name, in place of the headings'; search knows none of them."""
    coach, server = opened(answer(("who buys my ticket", "G1"), ("see www.x.example/a", "G1")))
    assert server.requests == []
    assert coach.propose_example_questions(ADMIN, SOURCE) == 1
    who, long, _ = coach.example_questions(ADMIN, SOURCE)
    assert (who.proposed, who.proposed_by) == (("who buys my ticket",), "openai:scripted")
    assert (long.proposed, long.proposed_by) == (("Travel: for how long?",), "")
    assert in_force(coach) == []
    coach.save_example_questions(ADMIN, SOURCE, {WHO: "\n".join(who.proposed)})
    assert in_force(coach) == ["who buys my ticket"]


def test_a_model_is_sent_the_bare_sections_alone(opened: Opened) -> None:
    """No note, no name, no other guideline and no section that has questions leaves."""
    coach, server = opened(answer(("until when", "G1")))
    coach.save_example_questions(ADMIN, SOURCE, {WHO: "my bed"})
    coach.propose_example_questions(ADMIN, SOURCE)
    (request,) = server.requests
    sent = request.body.decode()
    assert "tickets are for six months" in sent
    for kept in ("train and the hotel", "canary", "Ada Kim", "Ortiz", "forty-five", "Test program"):
        assert kept not in sent
    assert coach.model_status(ADMIN).spent_by_reader > 0


def test_a_model_that_fails_or_is_off_proposes_nothing(opened: Opened, coach: Coach) -> None:
    """The reason is told, and what the headings propose stays."""
    failing, _ = opened(failed(500))
    with pytest.raises(ModelError):
        failing.propose_example_questions(ADMIN, SOURCE)
    failing.switch_model(ADMIN, True)
    with pytest.raises(Invalid, match="No model is in use"):
        failing.propose_example_questions(ADMIN, SOURCE)
    assert failing.example_questions(ADMIN, SOURCE)[0].proposed_by == ""


def test_a_model_that_names_no_section_is_told(opened: Opened) -> None:
    """Questions without a section of the guideline are not kept."""
    coach, _ = opened(answer(("who am i", "G77")))
    with pytest.raises(Invalid, match="proposed no question"):
        coach.propose_example_questions(ADMIN, SOURCE)


def test_a_model_is_not_asked_for_what_is_there(opened: Opened) -> None:
    """When every section was looked at, nothing is sent."""
    coach, server = opened(answer())
    coach.save_example_questions(ADMIN, SOURCE, {WHO: "my bed", LONG: "", SMALL: ""})
    with pytest.raises(Invalid, match="Every section"):
        coach.propose_example_questions(ADMIN, SOURCE)
    assert server.requests == []


def test_a_proposal_gives_way_to_the_file(opened: Opened, tmp_path: Path) -> None:
    """Once the guideline's own file has questions for the section, the model's are forgotten."""
    coach, _ = opened(answer(("who buys my ticket", "G1")))
    file = tmp_path / "travel.md"
    file.write_bytes(TRAVEL)
    coach.ingest([file])
    coach.propose_example_questions(ADMIN, "travel.md")
    (tmp_path / "travel.questions.yaml").write_text("Who pays?: [of the file]")
    coach.ingest([file])
    who, *_ = coach.example_questions(ADMIN, "travel.md")
    assert (who.questions, who.proposed, who.proposed_by) == (("of the file",), (), "")
