"""What the store is and holds, compared with what its home last knew of it.

An emptied database is as healthy as a new one to whoever looks at the database alone. The home
keeps the store's name, its last deed and its counts; what is gone without a deed is told.
"""

from collections.abc import Mapping
from datetime import UTC

from sqlalchemy import func, select, text

from assistant.home import Inventory, Loss

from .store import Store
from .tables import (
    AuditRow,
    DraftRow,
    GuidelineRow,
    IdentityRow,
    NoteRow,
    PairRow,
    PassageRow,
    PersonRow,
    ProgramRow,
)

_COUNTED = {
    "program": ProgramRow,
    "people": PersonRow,
    "pairs": PairRow,
    "guidelines": GuidelineRow,
    "notes": NoteRow,
    "drafts": DraftRow,
}
_STAYS = ("program", "people", "pairs", "guidelines")  # no deed takes the last one of these away
_ORPHANS = (
    select(func.count())
    .select_from(PassageRow)
    .where(PassageRow.kind == "note", PassageRow.source.not_in(select(NoteRow.id)))
)


class InventoryRecords:
    """The store looked at as a whole."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def inventory(self) -> Inventory:
        """The store's name, its last deed, and how many records of each kind it holds."""
        counts = [select(func.count()).select_from(t).scalar_subquery() for t in _COUNTED.values()]
        with self._store.read(snapshot=True) as sql:
            name = sql.scalar(select(IdentityRow.store)) or ""
            deed = sql.execute(
                select(AuditRow.id, AuditRow.at).order_by(AuditRow.id.desc()).limit(1)
            ).one_or_none()
            held = dict(zip(_COUNTED, sql.execute(select(*counts)).one(), strict=True))
        number, at = (deed.id, deed.at.isoformat()) if deed else (0, "")
        return Inventory(name, number, at, held)

    def loss(self, was: Inventory | None) -> Loss | None:
        """What is missing of what the home knew, the gravest first; None when nothing is."""
        if was is None:
            return None
        held = self.inventory()
        if gone := _gone(was, held):
            return Loss("emptied", f"it has lost {_listed(gone)}")
        if was.store and held.store != was.store:
            return Loss("other", "it is another store than the one this home belongs to")
        if was.deed and not self._has_deed(was):
            return Loss(
                "older", f"it is an older copy: its last change of {was.at[:16]} is missing"
            )
        return None

    def _has_deed(self, was: Inventory) -> bool:
        """Whether the deed that was known is still there, or was removed as the oldest are."""
        with self._store.read() as sql:
            at = sql.scalar(select(AuditRow.at).where(AuditRow.id == was.deed))
            first = sql.scalar(select(func.min(AuditRow.id))) or 0
        return at.astimezone(UTC).isoformat() == was.at if at else first > was.deed

    def faults(self) -> list[str]:
        """What is broken inside the database, as sentences; takes a look at all of it."""
        found = []
        with self._store.read() as sql:
            if self._store.on_sqlite:
                if (said := sql.scalar(text("PRAGMA quick_check(1)"))) != "ok":
                    found.append(f"the database is damaged ({said}); restore a backup of it")
                elif broken := len(sql.execute(text("PRAGMA foreign_key_check")).all()):
                    found.append(
                        f"{broken} records refer to records that are gone; restore a backup"
                    )
            if orphans := sql.scalar(_ORPHANS):
                found.append(f"{orphans} passages belong to notes that are gone; restore a backup")
        return found


def _gone(was: Inventory, held: Inventory) -> Mapping[str, int]:
    """How many of each kind are gone: all of what always stays, or fewer without any deed."""
    idle = was.deed and (held.deed, held.at) == (was.deed, was.at)
    return {
        kind: count - held.held[kind]
        for kind, count in was.held.items()
        if kind in held.held
        and (not held.held[kind] if kind in _STAYS and count else idle and held.held[kind] < count)
    }


def _listed(gone: Mapping[str, int]) -> str:
    told = ["its program" if kind == "program" else f"{n} {kind}" for kind, n in gone.items()]
    return " and ".join(filter(None, [", ".join(told[:-1]), told[-1]]))
