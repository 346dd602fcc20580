"""Import of a program: all or nothing, and the same file twice changes nothing."""

import copy
from typing import Any

import pytest

from assistant.domain import Stage, Visibility
from assistant.errors import Invalid, NotFound
from assistant.importing import parse_program
from assistant.records import Records
from assistant.records.imports import Imported, import_program
from tests.builders import one_passage, program_file


def run(records: Records, value: dict[str, Any]) -> Imported:
    return import_program(records.store, parse_program(value), one_passage)


def test_an_import_is_read_back_whole(records: Records) -> None:
    """Pairs come back with their partners, goals, sessions, actions and stage."""
    run(records, program_file())
    pair = records.pair("pair-1")
    assert (pair.mentor.email, pair.mentee.email) == ("mentor1@a.example", "mentee1@a.example")
    assert [g.id for g in pair.goals] == ["goal-1"]
    assert [s.number for s in pair.sessions] == [1, 2]
    assert pair.actions[0].owner == "mentor1@a.example"
    assert pair.stage(records.program()) is Stage.EARLY


def test_the_same_file_twice_changes_nothing(records: Records) -> None:
    """A second import of the same file adds and changes nothing, and indexes nothing again."""
    run(records, program_file())
    waiting = records.pending_count()
    again = run(records, program_file())
    assert sum(again.added.values()) == sum(again.changed.values()) == 0
    assert records.pending_count() == waiting


def test_a_changed_note_replaces_its_passages(records: Records) -> None:
    """A note's new text is found, its old text is not."""
    run(records, program_file())
    value = program_file()
    value["pairs"][0]["sessions"][0]["notes"][0]["text"] = "Something else."
    assert run(records, value).changed["notes"] == 1
    texts = [p.text for p in records.of_sources(["shared-1"], scope("mentor1"))["shared-1"]]
    assert texts == ["Something else."]


def test_a_note_edited_in_the_app_keeps_its_text(records: Records) -> None:
    """Importing again does not overwrite what its author changed since, and says so."""
    run(records, program_file())
    records.change_note("mentor1@a.example", "shared-1", 1, "Mine.", Visibility.PAIR, one_passage)
    assert run(records, program_file()).kept_notes == ("shared-1",)
    assert records.note("shared-1").text == "Mine."


def test_a_failed_import_leaves_nothing(records: Records) -> None:
    """An id that belongs to another pair undoes the whole import."""
    run(records, program_file(1))
    value = program_file(2)
    value["pairs"][1]["goals"][0]["id"] = "goal-1"
    value["pairs"] = value["pairs"][1:]
    with pytest.raises(Invalid, match="already belongs to another pair"):
        run(records, value)
    with pytest.raises(NotFound):
        records.pair("pair-2")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda v: v["program"].pop("name"), "program.name is missing"),
        (lambda v: v.update(extra=1), 'Unknown key "extra" in the top level'),
        (
            lambda v: v["pairs"][0]["sessions"][0]["notes"][1].update(txet="x"),
            'Unknown key "txet" in pairs[0].sessions[0].notes[1]',
        ),
        (lambda v: v["pairs"][1].update(mentor="ghost@a.example"), "pairs[1].mentor: ghost@a.exa"),
        (
            lambda v: v["pairs"][0]["sessions"][0]["actions"][0].update(owner="hr@a.example"),
            "pairs[0].sessions[0].actions[0].owner: hr@a.example is not a partner",
        ),
        (lambda v: v["pairs"][1].update(id="pair-1"), 'pairs: id "pair-1" is used twice'),
        (lambda v: v["pairs"][0]["sessions"][0].pop("held_on"), "held_on is missing"),
        (lambda v: v["pairs"][0]["sessions"][0].update(held_on="soon"), "pairs[0].sessions[0].hel"),
    ],
)
def test_the_first_mistake_is_named_with_its_place(change: Any, sentence: str) -> None:
    """An unusable program file is refused in one sentence that says where."""
    value = copy.deepcopy(program_file())
    change(value)
    with pytest.raises(Invalid) as caught:
        parse_program(value)
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


def scope(name: str) -> Any:
    from assistant.domain import Scope

    return Scope(f"{name}@a.example", f"pair-{name[-1]}", False)
