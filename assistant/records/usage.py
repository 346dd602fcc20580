"""What was sent to a model, by whom, and how much of the day's allowance is left."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlalchemy import func, select
from sqlalchemy.orm import Session as SqlSession

from assistant.errors import NotFound, Refused

from .store import LOCKED, Store, audit, now
from .tables import ProgramRow
from .usage_tables import ModelChoiceRow, NoteConsentRow, UsageRow


@dataclass(frozen=True, slots=True)
class Usage:
    """One call to a model; ``sent`` holds the very text that left, ``cost`` is an estimate.

    ``person`` is None for the operator's own test call.
    """

    person: str | None
    engine: str
    tokens_in: int
    tokens_out: int
    cost: float | None
    parts: Mapping[str, int]
    sent: str
    draft_id: str | None = None
    at: datetime | None = None


class UsageRecords:
    """The ledger of model calls, the program's switch, and consents to send private notes."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def reserve(self, usage: Usage, by_person: int, by_program: int) -> int:
        """Set aside the most a call may take, if the day's allowances still hold it; its id.

        Calls made at once cannot overspend together: they take turns at the program's row.

        Raises:
            Refused: when a person's or the program's allowance of tokens for the day is spent.
        """
        wanted, today = usage.tokens_in + usage.tokens_out, now().date()
        with self._store.begin(write=True) as sql:
            sql.get(ProgramRow, 1, with_for_update=LOCKED)
            if usage.person and _spent(sql, today, usage.person) + wanted > by_person:
                raise Refused(
                    "Your allowance for the model is used up for today; draft offline, or "
                    "try again tomorrow."
                )
            if _spent(sql, today, None) + wanted > by_program:
                raise Refused(
                    "The program's allowance for the model is used up for today; draft offline, "
                    "or try again tomorrow."
                )
            row = UsageRow(
                at=now(),
                person=usage.person,
                draft_id=None,
                engine=usage.engine,
                tokens_in=usage.tokens_in,
                tokens_out=usage.tokens_out,
                cost=None,
                parts=dict(usage.parts),
                sent="",
            )
            sql.add(row)
            sql.flush()
            return row.id

    def settle(self, reserved: int, usage: Usage) -> None:
        """Put what a call really took in the place of what was set aside for it."""
        with self._store.begin(write=True) as sql:
            row = sql.get_one(UsageRow, reserved)
            row.cost, row.sent = usage.cost, usage.sent
            row.tokens_in, row.tokens_out = usage.tokens_in, usage.tokens_out
            row.parts = dict(usage.parts)

    def spent_today(self, person: str | None = None) -> int:
        """Tokens in and out today (UTC), by one person or by the whole program."""
        with self._store.begin() as sql:
            return _spent(sql, now().date(), person)

    def sent_for(self, draft_id: str, person: str) -> Usage:
        """What left this machine for a draft, for the person who asked for it.

        Raises:
            NotFound: when nothing left for it, or somebody else asked.
        """
        with self._store.begin() as sql:
            query = select(UsageRow).where(UsageRow.draft_id == draft_id, UsageRow.person == person)
            row = sql.scalars(query).first()
            if row is None:
                raise NotFound("Nothing left this machine for that draft.")
            return Usage(
                row.person,
                row.engine,
                row.tokens_in,
                row.tokens_out,
                row.cost,
                {k: int(v) for k, v in row.parts.items()},
                row.sent,
                row.draft_id,
                row.at,
            )

    def model_off(self) -> bool:
        """Whether an admin switched the model off for everybody."""
        with self._store.begin() as sql:
            row = sql.get(ModelChoiceRow, 1)
            return row is not None and row.off

    def switch_model(self, person: str, off: bool) -> None:
        with self._store.begin(write=True) as sql:
            row = sql.get(ModelChoiceRow, 1)
            if row is None:
                row = ModelChoiceRow(id=1)
                sql.add(row)
            row.off, row.by, row.at = off, person, now()
            audit(sql, person, "model_off" if off else "model_on", "program")

    def allow_note(self, person: str, note_id: str, allowed: bool) -> None:
        """Keep or take back its author's consent to send one private note to a model."""
        with self._store.begin(write=True) as sql:
            row = sql.get(NoteConsentRow, note_id)
            if allowed and row is None:
                sql.add(NoteConsentRow(note_id=note_id, person=person, at=now()))
            elif not allowed and row is not None:
                sql.delete(row)
            audit(sql, person, "allow_note" if allowed else "disallow_note", note_id)

    def allowed_notes(self, person: str) -> frozenset[str]:
        """The private notes that this person allows a model to be sent."""
        with self._store.begin() as sql:
            query = select(NoteConsentRow.note_id).where(NoteConsentRow.person == person)
            return frozenset(sql.scalars(query))


def _spent(sql: SqlSession, day: date, person: str | None) -> int:
    start, end = datetime.combine(day, time.min, UTC), datetime.combine(day, time.max, UTC)
    query = select(func.sum(UsageRow.tokens_in + UsageRow.tokens_out)).where(
        UsageRow.at.between(start, end)
    )
    if person is not None:
        query = query.where(UsageRow.person == person)
    return sql.scalar(query) or 0
