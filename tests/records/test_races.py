"""Many at once: what was told to be saved is there, and everything else was told."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text

from assistant.domain import Scope, SessionStatus, Visibility
from assistant.errors import Conflict, NotFound, Refused, StoreError
from assistant.importing import parse_program
from assistant.records import Records, Usage, open_store
from assistant.records.imports import import_program
from tests.builders import one_passage, program_file
from tests.records.races import AUTHOR, DRAFT, at_once, between, race, stocked

MENTOR, MENTEE = "mentor1@a.example", "mentee1@a.example"
NOBODYS: frozenset[tuple[int, int]] = frozenset()


def test_no_acknowledged_edit_is_lost(database: str) -> None:
    """Eight writers edit the same notes and draft: saved is kept, the rest is a conflict."""
    stocked(database)
    saved, lost, conflicts = race(database, 8, 25, ThreadPoolExecutor)
    assert (saved + conflicts, lost) == (8 * 25 * 2, 0)
    assert saved > 25


@pytest.fixture
def other(database: str, records: Records) -> Iterator[Records]:
    """Another process's records over the same store."""
    opened = Records(open_store(database))
    yield opened
    opened.store.close()


@pytest.fixture
def draft(database: str, records: Records) -> str:
    return stocked(database)


only_postgresql = pytest.mark.parametrize("database", ["postgresql"], indirect=True)


@only_postgresql
def test_a_note_is_compared_in_its_update(records: Records, other: Records, draft: str) -> None:
    """An edit that comes between reading and writing is a conflict, though it was not seen."""

    def edit() -> None:
        other.change_note(AUTHOR, "shared-1", 1, "Theirs.", Visibility.PAIR, one_passage)

    # Right before the row of the pair, the first that is locked.
    with (
        between(records, "SELECT pairs", edit),
        pytest.raises(Conflict, match="reload"),
    ):
        records.change_note(AUTHOR, "shared-1", 1, "Mine.", Visibility.PAIR, one_passage)
    assert records.note("shared-1").text == "Theirs."


@only_postgresql
def test_a_draft_is_compared_in_its_update(records: Records, other: Records, draft: str) -> None:
    """The same holds for a draft: whoever comes second is told."""
    theirs, mine = replace(DRAFT, title="Theirs"), replace(DRAFT, title="Mine")
    with (
        between(records, "UPDATE drafts", lambda: other.change_draft(AUTHOR, draft, 1, theirs)),
        pytest.raises(Conflict, match="reload"),
    ):
        records.change_draft(AUTHOR, draft, 1, mine)
    assert records.draft(draft).draft.title == "Theirs"


@only_postgresql
def test_an_import_does_not_overwrite_an_edit(
    records: Records, other: Records, draft: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An edit waits for a whole import, and an import for an edit; neither is lost."""
    monkeypatch.setattr("assistant.records.database.BUSY_TIMEOUT_MS", 50)
    hurried = Records(open_store(records.store.engine.url.render_as_string(hide_password=False)))
    refused: list[str] = []

    def edit() -> None:
        try:
            hurried.change_note(AUTHOR, "shared-1", 1, "Mine.", Visibility.PAIR, one_passage)
        except StoreError as error:
            refused.append(str(error))

    value = program_file(1)
    value["pairs"][0]["sessions"][0]["notes"][0]["text"] = "Imported."
    with between(records, "UPDATE notes", edit):
        import_program(records.store, parse_program(value), one_passage)
    assert len(refused) == 1
    assert records.note("shared-1").text == "Imported."
    hurried.store.close()


def released(records: Records, draft: str) -> None:
    for person in (MENTOR, MENTEE):
        records.set_release(person, draft, 1, NOBODYS)


@pytest.mark.parametrize("turn", range(4))
def test_a_withdrawal_always_reaches_hr(
    turn: int, database: str, records: Records, draft: str
) -> None:
    """While the copy is frozen, or reviewed, a partner takes it back: HR holds nothing after it."""
    released(records, draft)
    if turn % 2:
        snapshot = records.freeze(draft, 1, DRAFT, "offline", [])

        def hr(theirs: Records) -> None:
            theirs.review("hr@a.example", snapshot, 1, "edit", replace(DRAFT, title="T"), "")
    else:

        def hr(theirs: Records) -> None:
            theirs.freeze(draft, 1, DRAFT, "offline", [])

    told = at_once(database, hr, lambda r: r.withdraw(MENTEE, draft))
    assert set(told) <= {"Conflict", "NotFound"}
    assert records.snapshots() == []
    assert set(records.releases(draft)) == {MENTOR}
    with records.store.begin() as sql:
        bodies = sql.execute(text("SELECT body FROM snapshots UNION ALL SELECT body FROM reviews"))
        assert {str(body) for (body,) in bodies if "One" in str(body)} == set()


@only_postgresql
def test_a_review_does_not_bring_back_what_was_withdrawn(
    records: Records, other: Records, draft: str
) -> None:
    """A review that was begun before a withdrawal finds the summary gone."""
    released(records, draft)
    snapshot = records.freeze(draft, 1, DRAFT, "offline", [])
    with (
        between(records, "SELECT snapshots", lambda: other.withdraw(MENTEE, draft)),
        pytest.raises(NotFound, match="withdrew"),
    ):
        records.review("hr@a.example", snapshot, 1, "approve", DRAFT, "")
    assert records.snapshots() == []


@only_postgresql
def test_a_review_under_way_does_not_undo_a_withdrawal(
    records: Records, draft: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A withdrawal waits for the review that is being written, or the review is too late."""
    monkeypatch.setattr("assistant.records.database.BUSY_TIMEOUT_MS", 50)
    hurried = Records(open_store(records.store.engine.url.render_as_string(hide_password=False)))
    released(records, draft)
    snapshot = records.freeze(draft, 1, DRAFT, "offline", [])
    waited: list[str] = []

    def take_back() -> None:
        try:
            hurried.withdraw(MENTEE, draft)
        except StoreError as error:
            waited.append(str(error))

    try:
        with between(records, "UPDATE snapshots", take_back):
            records.review("hr@a.example", snapshot, 1, "approve", DRAFT, "")
    except Conflict:
        assert not waited
    if waited:
        hurried.withdraw(MENTEE, draft)
    assert records.snapshots() == []
    hurried.store.close()


@only_postgresql
def test_a_release_sees_the_edit_before_it(records: Records, other: Records, draft: str) -> None:
    """Consent to a version that was replaced at the same moment is a conflict."""
    changed = replace(DRAFT, title="Other")
    with (
        between(records, "SELECT drafts", lambda: other.change_draft(AUTHOR, draft, 1, changed)),
        pytest.raises(Conflict, match="changed meanwhile"),
    ):
        records.set_release(MENTOR, draft, 1, NOBODYS)
    assert records.releases(draft) == {}


def test_an_old_version_is_not_frozen(records: Records, draft: str) -> None:
    """Both released version 1, and it was edited before HR's copy was made: none is made."""
    released(records, draft)
    records.change_draft(AUTHOR, draft, 1, replace(DRAFT, title="Other"))
    with pytest.raises(Conflict, match="changed meanwhile"):
        records.freeze(draft, 1, DRAFT, "offline", [])
    assert records.snapshots() == []


def test_two_reviewers_decide_once(database: str, records: Records, draft: str) -> None:
    """Of two decisions at once one is kept and the other told."""
    released(records, draft)
    snapshot = records.freeze(draft, 1, DRAFT, "offline", [])

    def decide(verb: str) -> Callable[[Records], object]:
        return lambda r: r.review("hr@a.example", snapshot, 1, verb, DRAFT, "Because.")

    assert at_once(database, decide("approve"), decide("return")) == ["Conflict"]
    assert len(records.steps(snapshot)) == 1


def test_a_proposal_is_decided_once(database: str, records: Records, draft: str) -> None:
    """Clicked twice at once, a proposal becomes one action."""
    note = records.note("shared-1")
    (proposal,) = records.propose(note, [("Send the figures.", MENTOR)])
    deeds = [lambda r: r.decide_proposal(MENTOR, proposal.id, True)] * 4
    assert at_once(database, *deeds) == ["NotFound"] * 3
    assert sum(a.text == "Send the figures." for a in records.pair("pair-1").actions) == 1


def test_every_change_is_counted(database: str, records: Records, draft: str) -> None:
    """Changes at once raise the stamp of what they changed once each, and wait once each."""
    scope = Scope(MENTOR, "pair-1", guidelines=False)
    before, waiting = records.stamps(scope)[1], records.pending_count()

    def add(theirs: Records) -> None:
        for n in range(5):
            theirs.add_note(MENTOR, "pair-1", 1, f"Note {n}.", Visibility.PAIR, one_passage)

    assert at_once(database, *[add] * 4) == []
    counts = [int(stamp.partition("=")[2]) for stamp in (before, records.stamps(scope)[1])]
    assert counts[1] - counts[0] == records.pending_count() - waiting == 20


def test_a_note_follows_its_sessions_date(database: str, records: Records, draft: str) -> None:
    """A note written while the session's date changes has the new date's passages."""

    def move(theirs: Records) -> None:
        held = date(2026, 6, 3)
        theirs.log_session(MENTOR, "pair-1", 1, SessionStatus.HELD, held, 45, one_passage)

    def add(theirs: Records) -> None:
        theirs.add_note(MENTOR, "pair-1", 1, "Late words.", Visibility.PAIR, one_passage)

    assert at_once(database, move, add) == []
    found = records.passages(Scope(MENTOR, "pair-1", guidelines=False))
    assert {p.date for p in found} == {date(2026, 6, 3)}
    assert "Late words." in {p.text for p in found}


def test_allowances_hold_for_calls_at_once(database: str, records: Records, draft: str) -> None:
    """Ten calls that ask at once are given no more than the day's allowance."""
    usage = Usage(MENTOR, "model", 30, 0, None, {}, "")
    refused = []

    def reserve(theirs: Records) -> None:
        try:
            theirs.reserve(usage, 100, 1_000)
        except Refused:
            refused.append(1)

    assert at_once(database, *[reserve] * 10) == []
    assert (len(refused), records.spent_today()) == (7, 90)


def test_the_same_thing_made_twice_is_a_conflict(
    database: str, records: Records, draft: str
) -> None:
    """A row that another one makes at the same moment is told like any change in between."""

    def judge(theirs: Records) -> None:
        theirs.set_feedback(draft, MENTOR, True, "Useful.")

    assert set(at_once(database, *[judge] * 6)) <= {"Conflict"}
    with records.store.begin() as sql:
        assert sql.scalar(text("SELECT count(*) FROM feedback")) == 1
