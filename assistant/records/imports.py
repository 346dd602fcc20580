"""Bulk import of a program file: all of it or nothing, and the same file twice changes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select, tuple_
from sqlalchemy.orm import Session as SqlSession

from assistant.errors import Invalid
from assistant.importing import PairEntry, ProgramFile, SessionEntry

from .passages import Cut, replace_passages
from .rows import note_of
from .store import Store, audit, now
from .tables import (
    ActionRow,
    AgreementRow,
    Base,
    CheckInRow,
    GoalRow,
    NoteRow,
    PairRow,
    PersonRow,
    ProgramRow,
    SessionRow,
)
from .withholding import withhold

CHUNK = 300


@dataclass(frozen=True, slots=True)
class Imported:
    """How many records of each kind an import added, changed and left as they were."""

    added: dict[str, int]
    changed: dict[str, int]
    unchanged: dict[str, int]
    kept_notes: tuple[str, ...] = ()


def import_program(store: Store, file: ProgramFile, cut: Cut, *, demo: bool = False) -> Imported:
    """Take in a whole program file, or nothing of it.

    Records that the file does not name stay. A note that was edited in the app since it was
    imported keeps the edited text and is named in ``kept_notes``.

    Raises:
        Invalid: when an id of the file already belongs to another pair.
    """
    with store.begin(write=True) as sql:
        counts = _Counts()
        counts.sync(sql, ProgramRow, [_program_row(file, demo)], "program")
        counts.sync(sql, PersonRow, _people_rows(file), "people")
        counts.sync(sql, PairRow, [_pair_row(p) for p in file.pairs], "pairs")
        counts.sync(sql, AgreementRow, [_agreement_row(p) for p in file.pairs], "agreements")
        counts.sync(sql, GoalRow, _goal_rows(file), "goals")
        moved = set(counts.sync(sql, SessionRow, _session_rows(file), "sessions"))
        notes, kept = _without_edited(sql, _note_rows(file))
        fresh = {key[0] for key in counts.sync(sql, NoteRow, notes, "notes", ignore={"saved_at"})}
        counts.sync(sql, ActionRow, _action_rows(file), "actions")
        counts.sync(sql, CheckInRow, _check_in_rows(file), "check_ins")
        sql.flush()
        held = {(p.id, s.number): s.held_on for p, s in _sessions(file)}
        of_pairs = NoteRow.pair_id.in_([p.id for p in file.pairs])
        for note in sql.scalars(select(NoteRow).where(of_pairs)):
            place = (note.pair_id, note.session)
            if note.id in fresh or place in moved:
                value = note_of(note, held.get(place))
                replace_passages(sql, "note", note.id, cut(value), f"pair:{note.pair_id}")
        for pair in file.pairs:
            withhold(sql, "operator", pair.id)
        audit(sql, "operator", "import", file.program.name)
    return Imported(counts.added, counts.changed, counts.unchanged, tuple(kept))


class _Counts:
    def __init__(self) -> None:
        self.added: dict[str, int] = {}
        self.changed: dict[str, int] = {}
        self.unchanged: dict[str, int] = {}

    def sync(
        self,
        sql: SqlSession,
        table: type[Base],
        rows: list[dict[str, Any]],
        name: str,
        ignore: Iterable[str] = (),
    ) -> list[tuple[Any, ...]]:
        """Insert the new rows, update the changed; returns the keys of both."""
        keys = [c.name for c in table.__table__.primary_key.columns]  # type: ignore[attr-defined]
        known = _known(sql, table, keys, rows)
        fresh, touched = [], []
        for row in rows:
            key = tuple(row[k] for k in keys)
            old = known.get(key)
            if old is None:
                fresh.append(row)
                touched.append(key)
                continue
            if "pair_id" in row and old.pair_id != row["pair_id"]:
                raise Invalid(f'{name}: id "{key[0]}" already belongs to another pair.')
            new = {k: v for k, v in row.items() if k not in ignore and getattr(old, k) != v}
            for column, value in new.items():
                setattr(old, column, value)
            if new:
                touched.append(key)
        if fresh:
            sql.execute(insert(table), fresh)
        self.added[name] = len(fresh)
        self.changed[name] = len(touched) - len(fresh)
        self.unchanged[name] = len(rows) - len(touched)
        return touched


def _known(
    sql: SqlSession, table: type[Base], keys: list[str], rows: list[dict[str, Any]]
) -> dict[tuple[Any, ...], Any]:
    columns = [getattr(table, k) for k in keys]
    found = {}
    for start in range(0, len(rows), CHUNK):
        wanted = [tuple(r[k] for k in keys) for r in rows[start : start + CHUNK]]
        query = select(table).where(tuple_(*columns).in_(wanted)).order_by(*columns)
        for row in sql.scalars(query.with_for_update(key_share=True)):
            found[tuple(getattr(row, k) for k in keys)] = row
    return found


def _without_edited(
    sql: SqlSession, rows: list[dict[str, Any]]
) -> tuple[list[dict[str, Any]], list[str]]:
    known = _known(sql, NoteRow, ["id"], rows)
    edited = {i for (i,), row in known.items() if row.version > 1}
    return [r for r in rows if r["id"] not in edited], sorted(edited)


def _program_row(file: ProgramFile, demo: bool) -> dict[str, Any]:
    values = file.program.model_dump()
    return {"id": 1, "demo": demo, **values}


def _people_rows(file: ProgramFile) -> list[dict[str, Any]]:
    return [
        {**p.model_dump(exclude={"roles"}), "roles": sorted(str(r) for r in p.roles)}
        for p in file.people
    ]


def _pair_row(pair: PairEntry) -> dict[str, Any]:
    return pair.model_dump(exclude={"goals", "agreement", "sessions"})


def _agreement_row(pair: PairEntry) -> dict[str, Any]:
    return {"pair_id": pair.id, **pair.agreement.model_dump()}


def _goal_rows(file: ProgramFile) -> list[dict[str, Any]]:
    return [
        {"pair_id": p.id, "position": i, **g.model_dump()}
        for p in file.pairs
        for i, g in enumerate(p.goals)
    ]


def _sessions(file: ProgramFile) -> Iterable[tuple[PairEntry, SessionEntry]]:
    return ((p, s) for p in file.pairs for s in p.sessions)


def _session_rows(file: ProgramFile) -> list[dict[str, Any]]:
    parts = {"notes", "actions", "check_ins"}
    return [{"pair_id": p.id, **s.model_dump(exclude=parts)} for p, s in _sessions(file)]


def _note_rows(file: ProgramFile) -> list[dict[str, Any]]:
    saved_at = now()
    return [
        {"pair_id": p.id, "session": s.number, "saved_at": saved_at, **n.model_dump()}
        for p, s in _sessions(file)
        for n in s.notes
    ]


def _action_rows(file: ProgramFile) -> list[dict[str, Any]]:
    return [
        {"pair_id": p.id, "session": s.number, **a.model_dump()}
        for p, s in _sessions(file)
        for a in s.actions
    ]


def _check_in_rows(file: ProgramFile) -> list[dict[str, Any]]:
    return [
        {"pair_id": p.id, "session": s.number, **c.model_dump()}
        for p, s in _sessions(file)
        for c in s.check_ins
    ]
