"""Who may call what: every use case of the Coach against every kind of reader.

A use case that is not in the table below fails the test, so that a new one cannot be added
without a decision about who may use it.
"""

import inspect
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from assistant.coach import Coach
from assistant.domain import GoalStatus, SessionStatus, Visibility
from assistant.drafts import Kind
from assistant.errors import Invalid, NotFound, Refused
from tests.builders import TODAY
from tests.coach.conftest import make_coach, open_coach

MENTOR, MENTEE = "mentor1@a.example", "mentee1@a.example"
READERS = {
    "anonymous": "nobody@a.example",
    "mentor": MENTOR,
    "mentee": MENTEE,
    "other pair": "mentor2@a.example",
    "former partner": "former@a.example",
    "disabled": "disabled@a.example",
    "reviewer": "hr@a.example",
    "admin": "admin@a.example",
}
PARTNERS = {"mentor", "mentee"}
PEOPLE = {"mentor", "mentee", "other pair", "former partner", "reviewer", "admin"}

SECTION = "Keeping sessions short > How long a session lasts"

Call = Callable[[Coach, str, dict[str, Any]], Any]


def last(values: Iterator[Any]) -> Any:
    return list(values)[-1]


def _proposed(coach: Coach, reader: str) -> None:
    with suppress(Invalid):  # there is no model to ask
        coach.propose_example_questions(reader, "uploads/short.md")


CASES: dict[str, tuple[set[str], Call]] = {
    "person": (PEOPLE, lambda c, r, i: c.person(r)),
    "pairs": (PEOPLE, lambda c, r, i: c.pairs(r)),
    "overview": (PARTNERS, lambda c, r, i: c.overview(r, "pair-1")),
    "search": (PARTNERS, lambda c, r, i: c.search(r, "dashboards", "pair-1")),
    "retriever": (PARTNERS, lambda c, r, i: c.retriever(r, "pair-1").invoke("dashboards")),
    "ask": (PARTNERS, lambda c, r, i: last(c.ask(r, "What about dashboards?", "pair-1"))),
    "draft": (PARTNERS, lambda c, r, i: last(c.draft(r, Kind.STARTERS, "pair-1"))),
    "drafts": (PARTNERS, lambda c, r, i: c.drafts(r, "pair-1")),
    "get_draft": ({"mentor"}, lambda c, r, i: c.get_draft(r, i["own"].id)),
    "save_draft": (
        {"mentor"},
        lambda c, r, i: c.save_draft(r, i["own"].id, i["own"].draft, 1),
    ),
    "feedback": ({"mentor"}, lambda c, r, i: c.feedback(r, i["own"].id, True)),
    "standing": (PARTNERS, lambda c, r, i: c.standing(r, i["summary"].id)),
    "export": ({"mentor"}, lambda c, r, i: c.export(r, i["own"].id, "md")),
    "start_conversation": (
        PARTNERS,
        lambda c, r, i: c.start_conversation(r, "A talk", "pair-1"),
    ),
    "named_conversation": (
        {"mentor"},
        lambda c, r, i: c.named_conversation(r, i["talk"], "A talk", "pair-1"),
    ),
    "put_question": (
        {"mentor"},
        lambda c, r, i: c.put_question(r, "And then?", i["talk"], "pair-1"),
    ),
    "answer": ({"mentor"}, lambda c, r, i: last(c.answer(r, i["talk"], i["asked"], "pair-1"))),
    "conversations": (PARTNERS, lambda c, r, i: c.conversations(r, "pair-1")),
    "messages": ({"mentor"}, lambda c, r, i: c.messages(r, i["talk"])),
    "passage": (PARTNERS, lambda c, r, i: c.passage(r, i["shared"], "pair-1")),
    "passage_context": (PARTNERS, lambda c, r, i: c.passage_context(r, i["shared"], "pair-1")),
    "notes": (PARTNERS, lambda c, r, i: c.notes(r, "pair-1")),
    "save_note": (PARTNERS, lambda c, r, i: c.save_note(r, "pair-1", 1, "A note of today.")),
    "delete_note": ({"mentor"}, lambda c, r, i: c.delete_note(r, i["note"], 1)),
    "hr_reads": ({"mentor"}, lambda c, r, i: c.hr_reads(r, i["note"])),
    "proposals": (PARTNERS, lambda c, r, i: c.proposals(r, "pair-1")),
    "accept_action": ({"mentor"}, lambda c, r, i: c.accept_action(r, i["proposal"], MENTOR)),
    "dismiss_action": ({"mentor"}, lambda c, r, i: c.dismiss_action(r, i["proposal"])),
    "add_action": (PARTNERS, lambda c, r, i: c.add_action(r, "pair-1", 1, "Do it.", MENTOR, None)),
    "finish_action": (PARTNERS, lambda c, r, i: c.finish_action(r, "pair-1", "action-1")),
    "reopen_action": (PARTNERS, lambda c, r, i: c.reopen_action(r, "pair-1", "action-1")),
    "add_goal": (PARTNERS, lambda c, r, i: c.add_goal(r, "pair-1", "Learn more.")),
    "set_goal": (PARTNERS, lambda c, r, i: c.set_goal(r, "pair-1", "goal-1", GoalStatus.MET)),
    "log_session": (
        PARTNERS,
        lambda c, r, i: c.log_session(r, "pair-1", 2, SessionStatus.HELD, TODAY),
    ),
    "check_in": (PARTNERS, lambda c, r, i: c.check_in(r, "pair-1", 1, 4, 4)),
    "release": (PARTNERS, lambda c, r, i: c.release(r, i["summary"].id, 1)),
    "hr_copy": (PARTNERS, lambda c, r, i: c.hr_copy(r, i["summary"].id)),
    "release_state": (PARTNERS, lambda c, r, i: c.release_state(r, i["summary"].id)),
    "withdraw": (PARTNERS, lambda c, r, i: c.withdraw(r, i["released"].id)),
    "review_queue": ({"reviewer"}, lambda c, r, i: c.review_queue(r)),
    "snapshot": ({"reviewer"}, lambda c, r, i: c.snapshot(r, i["snapshot"])),
    "review_versions": ({"reviewer"}, lambda c, r, i: c.review_versions(r, i["snapshot"])),
    "revise": (
        {"reviewer"},
        lambda c, r, i: c.revise(r, i["snapshot"], 1, {(0, 0): "Shorter."}),
    ),
    "approve": (
        {"reviewer"},
        lambda c, r, i: c.approve(r, i["snapshot"], 1, frozenset(range(99))),
    ),
    "return_to_pair": (
        {"reviewer"},
        lambda c, r, i: c.return_to_pair(r, i["snapshot"], 1, "Please shorten it."),
    ),
    "guidelines": (PEOPLE, lambda c, r, i: c.guidelines(r)),
    "add_guideline": ({"admin"}, lambda c, r, i: c.add_guideline(r, "a.md", b"# A\n\nText here.")),
    "retire_guideline": ({"admin"}, lambda c, r, i: c.retire_guideline(r, "uploads/short.md")),
    "example_questions": ({"admin"}, lambda c, r, i: c.example_questions(r, "uploads/short.md")),
    "without_questions": ({"admin"}, lambda c, r, i: c.without_questions(r)),
    "save_example_questions": (
        {"admin"},
        lambda c, r, i: c.save_example_questions(r, "uploads/short.md", {SECTION: "how long"}),
    ),
    "save_question_file": (
        {"admin"},
        lambda c, r, i: c.save_question_file(
            r, "uploads/short.md", "short.questions.yaml", b"How long a session lasts: [how long]"
        ),
    ),
    "propose_example_questions": ({"admin"}, lambda c, r, i: _proposed(c, r)),
    "suggestions": (PARTNERS, lambda c, r, i: c.suggestions(r, "pair-1")),
    "model_status": (PEOPLE, lambda c, r, i: c.model_status(r)),
    "search_sends": (PEOPLE, lambda c, r, i: c.search_sends(r)),
    "switch_model": ({"admin"}, lambda c, r, i: c.switch_model(r, True)),
    "allow_note": ({"mentor"}, lambda c, r, i: c.allow_note(r, i["note"], True)),
    "allowed_notes": (PEOPLE, lambda c, r, i: c.allowed_notes(r)),
    "what_left": (set(), lambda c, r, i: c.what_left(r, i["own"].id)),
    "rehearse": (PARTNERS, lambda c, r, i: last(c.rehearse(r, "pair-1", "I was interrupted"))),
    "roster": ({"admin"}, lambda c, r, i: c.roster(r)),
    "switch_access": ({"admin"}, lambda c, r, i: c.switch_access(r, "former@a.example", True)),
    "keep_typed": (PEOPLE, lambda c, r, i: c.keep_typed(r, "note:pair-1", "form-1", "Half a")),
    "typed": (PEOPLE, lambda c, r, i: c.typed(r, "note:pair-1")),
    "typed_places": (PEOPLE, lambda c, r, i: c.typed_places(r)),
    "end_typed": (PEOPLE, lambda c, r, i: c.end_typed(r, {"note:pair-1": "form-1"})),
    "start_sign_in": (set(), lambda c, r, i: c.start_sign_in(r)),
    "program_status": ({"admin"}, lambda c, r, i: c.program_status(r)),
}

OPERATORS_OWN = {
    "import_program",
    "people",
    "program",
    "today",
    "all_pairs",
    "disable",
    "revoke_sign_in",
    "sign_in_revoked",
    "is_demo",
    "sign_in_choices",
    "signed_in",
    "hand_sign_in",
    "end_sign_in",
    "reindex",
    "check",
    "problems",
    "probe_model",
    "ingest",
    "follow",
    "close",
}
"""Without a reader: for the command line and the wiring, not for pages to hand on."""


def test_every_use_case_has_a_decision() -> None:
    """Each public function of the Coach is in the table or is the operator's."""
    public = {n for n, _ in inspect.getmembers(Coach, inspect.isfunction) if not n.startswith("_")}
    assert public == CASES.keys() | OPERATORS_OWN


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """A store with something of everything in pair 1, made once, and the ids in it."""
    home = tmp_path_factory.mktemp("matrix")
    coach, ids = _fill(home)
    coach.close()
    return home, ids


@pytest.fixture
def prepared(filled: tuple[Path, dict[str, Any]], tmp_path: Path) -> Iterator[tuple[Coach, Any]]:
    shutil.copytree(filled[0], tmp_path, dirs_exist_ok=True)
    coach = open_coach(tmp_path)
    coach.reindex()
    yield coach, filled[1]
    coach.close()


def _fill(home: Path) -> tuple[Coach, dict[str, Any]]:
    coach = make_coach(home, pairs=2)
    coach.import_program(_with_outsiders())
    coach.disable("disabled@a.example")
    ids: dict[str, Any] = {}
    ids["own"] = last(coach.draft(MENTOR, Kind.STARTERS, "pair-1"))
    ids["talk"] = coach.start_conversation(MENTOR, "First talk", "pair-1")
    ids["asked"] = coach.put_question(MENTOR, "What about dashboards?", ids["talk"], "pair-1")
    saved = coach.save_note(
        MENTOR, "pair-1", 1, "I will send the reading list.", Visibility.PRIVATE
    )
    ids["proposal"], ids["note"] = saved.proposals[0].id, saved.note.id
    found = coach.search(MENTEE, "canary1shared", "pair-1").hits
    ids["shared"] = next(h.passage.id for h in found if h.passage.source == "shared-1")
    ids["summary"] = last(coach.draft(MENTOR, Kind.SUMMARY, "pair-1"))
    ids["released"] = last(coach.draft(MENTEE, Kind.SUMMARY, "pair-1"))
    for partner in (MENTOR, MENTEE):
        coach.release(partner, ids["released"].id, 1)
    ids["snapshot"] = coach.review_queue("hr@a.example")[0].id
    return coach, ids


def _with_outsiders() -> dict[str, Any]:
    return {
        "program": {"name": "Test program"},
        "people": [
            {"email": "disabled@a.example", "name": "Dis Abled", "roles": ["mentor", "admin"]},
            {"email": "former@a.example", "name": "For Mer", "roles": ["mentee"]},
        ],
    }


@pytest.mark.parametrize("name", CASES)
def test_only_the_named_readers_may(name: str, prepared: tuple[Coach, Any]) -> None:
    """Everybody outside the list is told nothing is there, or that it is not for them."""
    allowed, call = CASES[name]
    coach, ids = prepared
    for label, reader in READERS.items():
        if label not in allowed:
            with pytest.raises((NotFound, Refused)):
                call(coach, reader, ids)
    for label in sorted(allowed):
        if name in {"approve", "return_to_pair", "revise", "accept_action", "dismiss_action"}:
            assert len(allowed) == 1
        call(coach, READERS[label], ids)


@pytest.mark.parametrize("hostile", ["", "pair-2", "PAIR-1", "*", "pair-1' OR 1=1", "pair-1\x00"])
def test_a_foreign_or_odd_pair_id_is_not_found(hostile: str, prepared: tuple[Coach, Any]) -> None:
    """An id that is not exactly one's own pair's is not there, in whatever spelling."""
    coach, _ = prepared
    for call in (coach.overview, coach.notes, coach.drafts, coach.proposals):
        with pytest.raises(NotFound):
            call(MENTOR, hostile)
    with pytest.raises(NotFound):
        coach.search(MENTOR, "dashboards", hostile)
    with pytest.raises(NotFound):
        coach.retriever(MENTOR, hostile)
