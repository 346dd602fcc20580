"""Passages: what may be found and cited, who may read them, and the outbox to the index."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
)
from sqlalchemy.orm import Session as SqlSession

from assistant.domain import OutboxRow, Passage, PassageKind, Scope, SessionNote, Visibility

from .rows import passage_of
from .store import LOCKED, Store, raise_stamp
from .tables import NoteRow, PairRow, PassageRow, StampRow, WaitingRow

CHUNK = 500
Cut = Callable[[SessionNote], Sequence[Passage]]


# Whether a note may be read is decided by the note's own row, in the same query. The author of
# a scope that holds only what both partners see is NULL, which no note's author equals. The kind
# is left out of what a note is: with it, SQLite would walk through the notes of every pair.
_GUIDELINES = PassageRow.kind == "guideline"
_NOTES = and_(
    PassageRow.pair_id == bindparam("pair"),
    exists().where(
        NoteRow.id == PassageRow.source,
        NoteRow.pair_id == bindparam("pair"),
        or_(NoteRow.visibility == Visibility.PAIR, NoteRow.author == bindparam("author")),
    ),
)
# The rows that a scope holds, by whether it holds guidelines and notes; none when neither.
_HELD: dict[tuple[bool, bool], ColumnElement[bool]] = {
    (True, False): _GUIDELINES,
    (False, True): _NOTES,
    (True, True): or_(_GUIDELINES, _NOTES),
}
# Every question runs these, so they are put together once.
_PASSAGES = select(PassageRow.__table__)
_EVERYTHING = {
    shape: _PASSAGES.where(held).order_by(PassageRow.kind, PassageRow.source, PassageRow.position)
    for shape, held in _HELD.items()
}
_BY_ID = {
    # As a CASE, SQLite cannot start from the OR and read every guideline for ten ids.
    shape: _PASSAGES.where(
        PassageRow.id.in_(bindparam("ids", expanding=True)), case((held, 1), else_=0) == 1
    )
    for shape, held in _HELD.items()
}
_BY_SOURCE = {
    shape: _PASSAGES.where(
        PassageRow.source.in_(bindparam("sources", expanding=True)), held
    ).order_by(PassageRow.position)
    for shape, held in _HELD.items()
}
_QUESTIONS = _PASSAGES.where(PassageRow.kind == "question").order_by(
    PassageRow.source, PassageRow.position
)
_STAMPS = select(StampRow.name, StampRow.value).where(
    StampRow.name.in_([bindparam("guidelines"), bindparam("notes")])
)
_WAITING = select(func.count()).select_from(WaitingRow)


class PassageRecords:
    """The search engine's view of the records: a PassageStore and an Outbox."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def stamps(self, scope: Scope) -> tuple[str, str]:
        """What the scope's guidelines and its notes are at this moment; "" for what it lacks.

        The second changes whenever a note of the pair changed, in whichever process. The first
        stands for the same passages whoever reads: guidelines are open to every scope that
        holds guidelines, so nothing of the reader is in it.
        """
        names = {
            "guidelines": "guidelines" if scope.guidelines else None,
            "notes": f"pair:{scope.pair_id}" if scope.pair_id else None,
        }
        with self._store.read() as sql:
            values = {row.name: row.value for row in sql.execute(_STAMPS, names)}
        guidelines, notes = (f"{n}={values.get(n, 0)}" if n else "" for n in names.values())
        return guidelines, notes

    def passages(self, scope: Scope) -> list[Passage]:
        """Everything in the scope, by source and position; nothing for an empty scope."""
        query = _EVERYTHING.get(_shape(scope))
        if query is None:
            return []
        with self._store.read() as sql:
            rows: Any = sql.execute(query, _values(scope))
            return [passage_of(r) for r in rows]

    def example_questions(self, scope: Scope) -> list[Passage]:
        """The example questions of the guidelines that the scope holds; no scope holds them."""
        if not scope.guidelines:
            return []
        with self._store.read() as sql:
            rows: Any = sql.execute(_QUESTIONS)
            return [passage_of(r) for r in rows]

    def readable(self, ids: Sequence[str], scope: Scope) -> dict[str, Passage]:
        """Those of the passages that the scope holds at this moment."""
        return {p.id: p for p in self._among("ids", ids, _BY_ID.get(_shape(scope)), scope)}

    def of_sources(self, sources: Sequence[str], scope: Scope) -> dict[str, list[Passage]]:
        """The readable passages of the named guidelines or notes, by source, in order."""
        found: dict[str, list[Passage]] = {s: [] for s in sources}
        for passage in self._among("sources", sources, _BY_SOURCE.get(_shape(scope)), scope):
            found[passage.source].append(passage)
        return found

    def _among(
        self, name: str, wanted: Sequence[str], query: Select[Any] | None, scope: Scope
    ) -> list[Passage]:
        found: list[Passage] = []
        if query is None:
            return found
        with self._store.read() as sql:
            for start in range(0, len(wanted), CHUNK):
                values = _values(scope) | {name: list(wanted[start : start + CHUNK])}
                rows: Any = sql.execute(query, values)
                found += [passage_of(r) for r in rows]
        return found

    def pending(self, limit: int) -> list[OutboxRow]:
        """The oldest changes that the index has not taken in yet."""
        with self._store.begin() as sql:
            query = (
                select(WaitingRow, PassageRow)
                .outerjoin(PassageRow, PassageRow.id == WaitingRow.passage_id)
                .order_by(WaitingRow.id)
                .limit(limit)
            )
            return [_pending(box.id, box.passage_id, row) for box, row in sql.execute(query)]

    def pending_count(self) -> int:
        with self._store.read() as sql:
            return sql.scalar(_WAITING) or 0

    def done(self, ids: Sequence[int]) -> None:
        with self._store.begin(write=True) as sql:
            for start in range(0, len(ids), CHUNK):
                sql.execute(delete(WaitingRow).where(WaitingRow.id.in_(ids[start : start + CHUNK])))

    def all_ids(self) -> list[str]:
        with self._store.begin() as sql:
            return list(sql.scalars(select(PassageRow.id).order_by(PassageRow.id)))

    def all_rows(self, limit: int, after: str = "") -> list[OutboxRow]:
        """Every passage as if it waited for the index, ``limit`` at a time, by id."""
        with self._store.begin() as sql:
            query = select(PassageRow).where(PassageRow.id > after).order_by(PassageRow.id)
            return [_pending(0, r.id, r) for r in sql.scalars(query.limit(limit))]


def _shape(scope: Scope) -> tuple[bool, bool]:
    return scope.guidelines, bool(scope.pair_id)


def _values(scope: Scope) -> dict[str, Any]:
    return {"pair": scope.pair_id, "author": None if scope.shared_only else scope.reader}


def _pending(number: int, passage_id: str, row: PassageRow | None) -> OutboxRow:
    """A change as it stands now: a passage that is gone by now is to be removed."""
    if row is None:
        return OutboxRow(number, "remove", passage_id, PassageKind.GUIDELINE, None, "", "")
    kind = PassageKind(row.kind)
    return OutboxRow(number, "index", row.id, kind, row.pair_id, row.source, row.text, row.heading)


def lock_pair(sql: SqlSession, pair_id: str) -> None:
    """Keep others from taking back the pair's notes, or copying from them, until this ends."""
    sql.get(PairRow, pair_id, with_for_update=LOCKED)


def not_shared(sql: SqlSession, passages: Sequence[str]) -> set[str]:
    """Those of a pair's note passages that are gone, or that only their author can read."""
    shared = (
        select(PassageRow.id)
        .join(NoteRow, NoteRow.id == PassageRow.source)
        .where(PassageRow.id.in_(passages), NoteRow.visibility == Visibility.PAIR)
    )
    return set(passages) - set(sql.scalars(shared))


def replace_passages(
    sql: SqlSession, kind: str, source: str, passages: Sequence[Passage], stamp: str
) -> tuple[int, int]:
    """Make ``passages`` all that is stored of a source; the outbox row is part of the change.

    Returns:
        How many passages came and how many went; those with the same text keep their id.
    """
    query = select(PassageRow).where(PassageRow.kind == kind, PassageRow.source == source)
    old = {row.id: row for row in sql.scalars(query)}
    new = {p.id: p for p in passages}
    gone = [i for i in old if i not in new]
    fresh = [p for p in new.values() if p.id not in old]
    for start in range(0, len(gone), CHUNK):
        sql.execute(delete(PassageRow).where(PassageRow.id.in_(gone[start : start + CHUNK])))
    for passage_id in new.keys() & old.keys():
        old[passage_id].position = new[passage_id].position
        old[passage_id].date = new[passage_id].date
    if fresh:
        sql.execute(insert(PassageRow), [_columns(p) for p in fresh])
    changes = [{"verb": "remove", "passage_id": i} for i in gone]
    changes += [{"verb": "index", "passage_id": p.id} for p in fresh]
    if changes:
        sql.execute(insert(WaitingRow), changes)
    raise_stamp(sql, stamp)
    return len(fresh), len(gone)


def _columns(passage: Passage) -> dict[str, object]:
    names = ("id", "source", "heading", "text", "position", "session", "date", "author", "pair_id")
    return {"kind": str(passage.kind), **{name: getattr(passage, name) for name in names}}
