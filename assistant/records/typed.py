"""Queries on text that is not saved yet, and on the sign-ins of the demo program."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import uuid4

from sqlalchemy import delete, select

from assistant.stored import TypedText

from .store import Store, audit, now
from .typed_tables import SignInRow, TypedRow

LATE = timedelta(days=1)
"""How long an ended form is remembered, so that a post that comes late revives nothing."""


class TypedRecords:
    """Storage of what a browser page would lose; who may see it is decided by the caller."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def keep_typed(self, person: str, place: str, form: str, text: str) -> bool:
        """Keep what stands in a field now; False when its form was ended already."""
        with self._store.begin(write=True) as sql:
            row = sql.get(TypedRow, (person, place, form))
            if row is not None and row.ended:
                return False
            if row is None:
                row = TypedRow(person=person, place=place, form=form, ended=False)
                sql.add(row)
            row.text, row.saved_at = text, now()
            return True

    def typed(self, person: str, place: str) -> TypedText | None:
        """What stood in a field last."""
        with self._store.begin() as sql:
            query = select(TypedRow).where(
                TypedRow.person == person, TypedRow.place == place, ~TypedRow.ended
            )
            row = sql.scalars(query.order_by(TypedRow.saved_at.desc()).limit(1)).first()
            return TypedText(row.place, row.form, row.text, row.saved_at) if row else None

    def typed_places(self, person: str) -> list[str]:
        """The fields in which something of this person is not saved yet."""
        with self._store.begin() as sql:
            query = select(TypedRow.place).where(TypedRow.person == person, ~TypedRow.ended)
            return list(sql.scalars(query.distinct()))

    def end_typed(self, person: str, forms: Mapping[str, str]) -> None:
        """Forget the texts of forms, by place, that were saved or given up."""
        with self._store.begin(write=True) as sql:
            old = (TypedRow.person == person, TypedRow.ended, TypedRow.saved_at < now() - LATE)
            sql.execute(delete(TypedRow).where(*old))
            for place, form in forms.items():
                row = sql.get(TypedRow, (person, place, form))
                if row is None:
                    row = TypedRow(person=person, place=place, form=form)
                    sql.add(row)
                row.text, row.ended, row.saved_at = "", True, now()

    def start_sign_in(self, person: str) -> str:
        """Note that a person signed in; returns the sign-in's id."""
        with self._store.begin(write=True) as sql:
            row = SignInRow(id=uuid4().hex, person=person, at=now(), handed=False, ended=False)
            sql.add(row)
            audit(sql, person, "sign_in", row.id)
            return row.id

    def signed_in(self, sign_in: str, longest: timedelta) -> str | None:
        """Whose sign-in this is, unless it was ended or is older than ``longest``."""
        with self._store.begin() as sql:
            row = sql.get(SignInRow, sign_in)
            valid = row is not None and not row.ended and row.at > now() - longest
            return row.person if row is not None and valid else None

    def hand_sign_in(self, sign_in: str) -> bool:
        """Whether it may be put into a cookie: once."""
        with self._store.begin(write=True) as sql:
            row = sql.get(SignInRow, sign_in)
            if row is None or row.handed or row.ended:
                return False
            row.handed = True
            return True

    def end_sign_in(self, sign_in: str) -> None:
        """From now on a cookie with this sign-in is nobody's."""
        with self._store.begin(write=True) as sql:
            row = sql.get(SignInRow, sign_in)
            if row is not None and not row.ended:
                row.ended = True
                audit(sql, row.person, "sign_out", row.id)
