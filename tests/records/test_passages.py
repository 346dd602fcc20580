"""What a scope holds, decided in SQL, and the outbox beside it."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event

from assistant.domain import Guideline, PassageKind, Scope, Visibility
from assistant.importing import parse_program
from assistant.records import Records
from assistant.records.imports import import_program
from assistant.retrieval.chunks import guideline_passages, question_passages
from tests.builders import one_passage, program_file

PAIRS = 4


@pytest.fixture
def filled(records: Records) -> Records:
    import_program(records.store, parse_program(program_file(PAIRS)), one_passage)
    return records


hostile = st.one_of(
    st.just(""),
    st.sampled_from([f"pair-{n}" for n in range(1, PAIRS + 1)]),
    st.sampled_from(["PAIR-1", "pair-1 ", "pair-%", "' OR 1=1 --", "pair-1\x00", "ｐair-1", "*"]),
    st.text(max_size=12),
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pair_id=st.one_of(st.none(), hostile), reader=hostile, shared=st.booleans())
def test_a_scope_holds_only_its_own_pair(
    filled: Records, pair_id: str | None, reader: str, shared: bool
) -> None:
    """Whatever ids a scope names, it never holds a note of a pair it does not name."""
    found = filled.passages(Scope(reader, pair_id, guidelines=False, shared_only=shared))
    assert {p.pair_id for p in found} <= {pair_id}
    assert not any(p.source.startswith("private") for p in found)


def test_an_empty_scope_holds_nothing(filled: Records) -> None:
    """Without a pair and without guidelines nothing is in scope, and nothing is readable."""
    empty = Scope("mentor1@a.example", None, guidelines=False)
    assert filled.passages(empty) == []
    everything = filled.all_ids()
    assert len(everything) == 2 * PAIRS
    assert filled.readable(everything, empty) == {}
    assert filled.stamps(empty) == ("", "")


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(readers=st.tuples(hostile, hostile), guidelines=st.booleans(), shared=st.booleans())
def test_one_stamp_of_guidelines_stands_for_the_same_guidelines(
    filled: Records, readers: tuple[str, str], guidelines: bool, shared: bool
) -> None:
    """Scopes with the same stamp hold the same guidelines, so what is held of them is shared."""
    scopes = [Scope(r, None, guidelines, s) for r in readers for s in (False, shared)]
    held = {filled.stamps(s)[0]: {p.id for p in filled.passages(s)} for s in scopes}
    assert all(held[filled.stamps(s)[0]] == {p.id for p in filled.passages(s)} for s in scopes)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_pairs_passages_are_found_by_their_pair(filled: Records) -> None:
    """Reading one pair's passages does not walk through the notes of all pairs."""
    ran: list[tuple[str, Any]] = []

    def keep(_: Any, __: Any, statement: str, values: Any, *___: Any) -> None:
        ran.append((statement, values))

    event.listen(Engine, "before_cursor_execute", keep)
    try:
        assert filled.passages(Scope("mentor1@a.example", "pair-1", guidelines=False))
    finally:
        event.remove(Engine, "before_cursor_execute", keep)
    (statement, values) = next(r for r in ran if "FROM passages" in r[0])
    with filled.store.read() as sql:
        plan = sql.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
    steps = [row[3] for row in plan if "passages" in row[3]]
    assert steps == ["SEARCH passages USING INDEX ix_passages_pair_id (pair_id=?)"]


def test_a_private_note_is_in_its_authors_scope_only(filled: Records) -> None:
    """The author's scope holds the private note; the partner's and a summary's do not."""

    def sources(scope: Scope) -> set[str]:
        return {p.source for p in filled.passages(scope)}

    assert sources(Scope("mentor1@a.example", "pair-1", False)) == {"shared-1", "private-1"}
    assert sources(Scope("mentee1@a.example", "pair-1", False)) == {"shared-1"}
    assert sources(Scope("mentor1@a.example", "pair-1", False, shared_only=True)) == {"shared-1"}


def test_a_note_made_private_leaves_the_partners_scope_at_once(filled: Records) -> None:
    """Re-authorisation reads the note's own row, not what was true when it was indexed."""
    partner = Scope("mentee1@a.example", "pair-1", False)
    ids = [p.id for p in filled.passages(partner)]
    before = filled.stamps(partner)
    text = filled.note("shared-1").text
    filled.change_note("mentor1@a.example", "shared-1", 1, text, Visibility.PRIVATE, one_passage)
    assert filled.readable(ids, partner) == {}
    assert filled.stamps(partner) != before


def test_a_note_and_its_outbox_row_are_one_change(records: Records) -> None:
    """When cutting a note fails, neither the note nor an outbox row is kept."""
    import_program(records.store, parse_program(program_file(1)), one_passage)
    waiting, notes = records.pending_count(), len(records.notes("pair-1"))

    def broken(_: object) -> list[object]:
        raise RuntimeError("no passages today")

    with pytest.raises(RuntimeError):
        records.add_note("mentor1@a.example", "pair-1", 1, "New.", Visibility.PAIR, broken)  # type: ignore[arg-type]
    assert (records.pending_count(), len(records.notes("pair-1"))) == (waiting, notes)


def test_outbox_rows_tell_what_holds_now(filled: Records) -> None:
    """A passage replaced before it was indexed is taken out of the index, not put in."""
    filled.change_note("mentor1@a.example", "shared-1", 1, "Other.", Visibility.PAIR, one_passage)
    verbs = [r.verb for r in filled.pending(100) if r.source == "shared-1" or r.verb == "remove"]
    assert sorted(verbs) == ["index", "remove", "remove"]
    filled.done([r.id for r in filled.pending(100)])
    assert filled.pending_count() == 0


@pytest.mark.parametrize("pair_id", [None, "pair-1"])
def test_example_questions_are_in_no_scope(filled: Records, pair_id: str | None) -> None:
    """They are stored, indexed and replaced with their guideline, and read as examples alone."""
    guideline = Guideline("fees.md", "Fees", "## Who pays\n\nWe do.\n", content_hash="1")
    asked = question_passages("fees.md", {"Fees > Who pays": ["my train", "my hotel"]})
    own = guideline_passages(guideline)
    change = filled.save_guideline("operator", guideline, [*own, *asked])
    assert (change.passages_added, change.passages_removed) == (1, 0)
    scope = Scope("mentor1@a.example", pair_id, guidelines=True)
    ids = [p.id for p in asked]
    assert filled.example_questions(scope) == asked
    assert set(ids) <= set(filled.all_ids())
    assert not {p.id for p in filled.passages(scope)} & set(ids)
    assert filled.readable(ids, scope) == {}
    assert filled.of_sources(["fees.md"], scope) == {"fees.md": own}
    assert filled.example_questions(replace(scope, guidelines=False)) == []
    waiting = {r.passage_id: r for r in filled.pending(100)}
    assert {waiting[i].kind for i in ids} == {PassageKind.QUESTION}

    before = filled.stamps(scope)
    fewer = replace(guideline, content_hash="2")
    change = filled.save_guideline("operator", fewer, [*own, *asked[1:]])
    assert (change.status, change.passages_added, change.passages_removed) == ("changed", 0, 0)
    assert [p.text for p in filled.example_questions(scope)] == ["my hotel"]
    assert filled.stamps(scope) != before
    filled.retire_guideline("operator", "fees.md")
    assert filled.example_questions(scope) == []
    assert not set(filled.all_ids()) & set(ids)
