"""The program, its people and pairs, read back as domain values."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select
from sqlalchemy.orm import Session as SqlSession

from assistant import domain
from assistant.errors import NotFound, Refused

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

# Every request reads a person and a pair, so these statements are put together once.
_PERSON = select(PersonRow.__table__).where(PersonRow.email == bindparam("email"))
_PARTNERS = select(PersonRow.__table__).where(
    PersonRow.email.in_(bindparam("emails", expanding=True))
)
_PAIRS = select(PairRow.__table__).order_by(PairRow.id)
_PAIR = _PAIRS.where(PairRow.id == bindparam("pair"))
_PAIRS_OF = _PAIRS.where(
    (PairRow.mentor == bindparam("person")) | (PairRow.mentee == bindparam("person"))
)
_PARTS: dict[type[Base], Select[Any]] = {
    table: select(table.__table__)
    .where(table.__table__.c["pair_id"].in_(bindparam("pairs", expanding=True)))
    .order_by(order)
    for table, order in (
        (GoalRow, GoalRow.position),
        (SessionRow, SessionRow.number),
        (ActionRow, ActionRow.session),
        (CheckInRow, CheckInRow.session),
        (AgreementRow, AgreementRow.pair_id),
    )
}


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
        with self._store.read() as sql:
            row: Any = sql.execute(_PERSON, {"email": email.strip().lower()}).one_or_none()
        if row is None:
            raise NotFound("Nobody in this program has that e-mail address.")
        return person_of(row)

    def people(self) -> list[domain.Person]:
        with self._store.begin() as sql:
            return [person_of(r) for r in sql.scalars(select(PersonRow).order_by(PersonRow.email))]

    def disable(
        self, email: str, disabled: bool = True, by: str = "operator", *, keep_admin: bool = False
    ) -> domain.Person:
        """Shut a person out (or let them in again) from the next call on.

        Raises:
            NotFound: when nobody has this address.
            Refused: when ``keep_admin`` and no admin with access would be left.
        """
        with self._store.begin(write=True) as sql:
            row = sql.get(PersonRow, email.strip().lower())
            if row is None:
                raise NotFound("Nobody in this program has that e-mail address.")
            row.disabled = disabled
            sql.flush()
            if keep_admin and disabled and not _admins(sql):
                raise Refused(
                    "No admin with access would be left; give another admin access first."
                )
            audit(sql, by, "disable" if disabled else "enable", row.email)
            return person_of(row)

    def pair(self, pair_id: str) -> domain.Pair:
        """One pair with everything but its notes.

        Raises:
            NotFound: when there is no such pair.
        """
        found = self._pairs(_PAIR, pair=pair_id)
        if not found:
            raise NotFound("There is no such pair, or it is not yours.")
        return found[0]

    def pairs_of(self, email: str) -> list[domain.Pair]:
        return self._pairs(_PAIRS_OF, person=email)

    def pairs(self) -> list[domain.Pair]:
        return self._pairs(_PAIRS)

    def _pairs(self, query: Select[Any], **values: str) -> list[domain.Pair]:
        with self._store.read(snapshot=True) as sql:
            return _load_pairs(sql, sql.execute(query, values).all())


def _admins(sql: SqlSession) -> list[str]:
    """The addresses of the admins who have access."""
    people = sql.scalars(select(PersonRow).where(PersonRow.disabled.is_(False)))
    return [p.email for p in people if domain.Role.ADMIN.value in p.roles]


def _load_pairs(sql: Connection, rows: Sequence[Any]) -> list[domain.Pair]:
    ids = [r.id for r in rows]
    parts: dict[type[Base], dict[str, list[Any]]] = {t: defaultdict(list) for t in _PARTS}
    for start in range(0, len(ids), CHUNK):
        for table, query in _PARTS.items():
            for row in sql.execute(query, {"pairs": ids[start : start + CHUNK]}):
                parts[table][row.pair_id].append(row)
    emails = sorted({e for r in rows for e in (r.mentor, r.mentee)})
    people: dict[str, domain.Person] = {}
    for start in range(0, len(emails), CHUNK):
        found: Any = sql.execute(_PARTNERS, {"emails": emails[start : start + CHUNK]})
        people |= {r.email: person_of(r) for r in found}
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
