"""Passages: what may be found and cited, who may read them, and the outbox to the index."""

from collections.abc import Callable, Sequence

from sqlalchemy import ColumnElement, and_, case, delete, func, insert, or_, select
from sqlalchemy.orm import Session as SqlSession

from assistant.domain import OutboxRow, Passage, PassageKind, Scope, SessionNote, Visibility

from .rows import passage_of
from .store import Store, raise_stamp
from .tables import NoteRow, PassageRow, StampRow, WaitingRow

CHUNK = 500
Cut = Callable[[SessionNote], Sequence[Passage]]


def in_scope(scope: Scope) -> ColumnElement[bool] | None:
    """The rows of ``passages`` that a scope holds; None when it holds nothing.

    Whether a note may be read is decided by the note's own row, in the same query.
    """
    parts: list[ColumnElement[bool]] = []
    if scope.guidelines:
        parts.append(PassageRow.kind == "guideline")
    if scope.pair_id:
        readable: ColumnElement[bool] = NoteRow.visibility == Visibility.PAIR
        if not scope.shared_only:
            readable = or_(readable, NoteRow.author == scope.reader)
        notes = select(NoteRow.id).where(NoteRow.pair_id == scope.pair_id, readable)
        parts.append(
            and_(
                PassageRow.kind == "note",
                PassageRow.pair_id == scope.pair_id,
                PassageRow.source.in_(notes),
            )
        )
    return or_(*parts) if parts else None


class PassageRecords:
    """The search engine's view of the records: a PassageStore and an Outbox."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def stamp(self, scope: Scope) -> str:
        """Changes whenever anything in the scope changed, in whichever process."""
        names = [f"pair:{scope.pair_id}"] if scope.pair_id else []
        names += ["guidelines"] if scope.guidelines else []
        with self._store.begin() as sql:
            query = select(StampRow.name, StampRow.value).where(StampRow.name.in_(names))
            rows = sql.execute(query)
            return ";".join(sorted(f"{name}={value}" for name, value in rows))

    def passages(self, scope: Scope) -> list[Passage]:
        """Everything in the scope, by source and position; nothing for an empty scope."""
        where = in_scope(scope)
        if where is None:
            return []
        with self._store.begin() as sql:
            order = (PassageRow.kind, PassageRow.source, PassageRow.position)
            rows = sql.scalars(select(PassageRow).where(where).order_by(*order))
            return [passage_of(r) for r in rows]

    def readable(self, ids: Sequence[str], scope: Scope) -> dict[str, Passage]:
        """Those of the passages that the scope holds at this moment."""
        where = in_scope(scope)
        found: dict[str, Passage] = {}
        if where is None:
            return found
        # As a CASE, SQLite cannot start from the OR and read every guideline for ten ids.
        within = case((where, 1), else_=0) == 1
        with self._store.begin() as sql:
            for start in range(0, len(ids), CHUNK):
                wanted = PassageRow.id.in_(list(ids[start : start + CHUNK]))
                rows = sql.scalars(select(PassageRow).where(wanted, within))
                found |= {r.id: passage_of(r) for r in rows}
        return found

    def of_sources(self, sources: Sequence[str], scope: Scope) -> dict[str, list[Passage]]:
        """The readable passages of the named guidelines or notes, by source, in order."""
        where = in_scope(scope)
        found: dict[str, list[Passage]] = {s: [] for s in sources}
        if where is None:
            return found
        with self._store.begin() as sql:
            for start in range(0, len(sources), CHUNK):
                wanted = PassageRow.source.in_(list(sources[start : start + CHUNK]))
                query = select(PassageRow).where(wanted, where).order_by(PassageRow.position)
                for row in sql.scalars(query):
                    found[row.source].append(passage_of(row))
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
        with self._store.begin() as sql:
            return sql.scalar(select(func.count()).select_from(WaitingRow)) or 0

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


def _pending(number: int, passage_id: str, row: PassageRow | None) -> OutboxRow:
    """A change as it stands now: a passage that is gone by now is to be removed."""
    if row is None:
        return OutboxRow(number, "remove", passage_id, PassageKind.GUIDELINE, None, "", "")
    kind = PassageKind(row.kind)
    return OutboxRow(number, "index", row.id, kind, row.pair_id, row.source, row.text, row.heading)


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
