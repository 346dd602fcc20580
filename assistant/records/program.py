"""The program, its people and pairs, read back as domain values."""

from collections import defaultdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session as SqlSession

from assistant import domain
from assistant.errors import NotFound

from .rows import agreement_of, goal_of, pair_of, person_of, program_of
from .store import Store, audit
from .tables import (
    ActionRow,
    AgreementRow,
    Base,
    CheckInRow,
    GoalRow,
    PairRow,
    PersonRow,
    ProgramRow,
    SessionRow,
)

CHUNK = 300


class ProgramRecords:
    """Queries over the program itself."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def program(self) -> domain.Program:
        """The one program of this store.

        Raises:
            NotFound: when none was imported yet.
        """
        with self._store.begin() as sql:
            row = sql.get(ProgramRow, 1)
            if row is None:
                raise NotFound("There is no program yet; run: upmentor import PROGRAM.json")
            return program_of(row)

    def is_demo(self) -> bool:
        with self._store.begin() as sql:
            row = sql.get(ProgramRow, 1)
            return row is not None and row.demo

    def person(self, email: str) -> domain.Person:
        """The person with this address (any case).

        Raises:
            NotFound: when nobody has it.
        """
        with self._store.begin() as sql:
            row = sql.get(PersonRow, email.strip().lower())
            if row is None:
                raise NotFound("Nobody in this program has that e-mail address.")
            return person_of(row)

    def people(self) -> list[domain.Person]:
        with self._store.begin() as sql:
            return [person_of(r) for r in sql.scalars(select(PersonRow).order_by(PersonRow.email))]

    def disable(self, email: str, disabled: bool = True) -> None:
        """Shut a person out (or let them in again) from the next call on."""
        with self._store.begin(write=True) as sql:
            row = sql.get(PersonRow, email.strip().lower())
            if row is None:
                raise NotFound("Nobody in this program has that e-mail address.")
            row.disabled = disabled
            audit(sql, "operator", "disable" if disabled else "enable", row.email)

    def pair(self, pair_id: str) -> domain.Pair:
        """One pair with everything but its notes.

        Raises:
            NotFound: when there is no such pair.
        """
        found = self._pairs(PairRow.id == pair_id)
        if not found:
            raise NotFound("There is no such pair, or it is not yours.")
        return found[0]

    def pairs_of(self, email: str) -> list[domain.Pair]:
        return self._pairs((PairRow.mentor == email) | (PairRow.mentee == email))

    def pairs(self) -> list[domain.Pair]:
        return self._pairs(True)

    def _pairs(self, where: Any) -> list[domain.Pair]:
        with self._store.begin() as sql:
            query = select(PairRow).order_by(PairRow.id)
            rows = list(sql.scalars(query if where is True else query.where(where)))
            return _load_pairs(sql, rows)


def _load_pairs(sql: SqlSession, rows: list[PairRow]) -> list[domain.Pair]:
    ids = [r.id for r in rows]
    emails = {e for r in rows for e in (r.mentor, r.mentee)}
    people: dict[str, domain.Person] = {}
    parts: dict[type[Base], dict[str, list[Any]]] = {}
    for start in range(0, len(ids), CHUNK):
        chunk = list(ids[start : start + CHUNK])
        for table, order in (
            (GoalRow, GoalRow.position),
            (SessionRow, SessionRow.number),
            (ActionRow, ActionRow.session),
            (CheckInRow, CheckInRow.session),
            (AgreementRow, AgreementRow.pair_id),
        ):
            by_pair = parts.setdefault(table, defaultdict(list))
            of_pair = table.__table__.c["pair_id"].in_(chunk)
            for row in sql.scalars(select(table).where(of_pair).order_by(order)):
                by_pair[row.__dict__["pair_id"]].append(row)
    listed = sorted(emails)
    for start in range(0, len(listed), CHUNK):
        query_people = select(PersonRow).where(PersonRow.email.in_(listed[start : start + CHUNK]))
        people |= {r.email: person_of(r) for r in sql.scalars(query_people)}
    return [
        pair_of(
            row,
            people,
            goals=[goal_of(g) for g in parts[GoalRow][row.id]],
            agreement=agreement_of(parts[AgreementRow][row.id]),
            sessions=parts[SessionRow][row.id],
            actions=parts[ActionRow][row.id],
            check_ins=parts[CheckInRow][row.id],
        )
        for row in rows
    ]
