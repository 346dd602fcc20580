"""What follows when a note is taken back: HR's copies are emptied, deleted words are forgotten."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session as SqlSession

from assistant.drafts import WITHHELD as GAP
from assistant.drafts import from_dict, to_dict
from assistant.errors import Conflict, NotFound

from .passages import lock_pair, not_shared, replace_passages
from .reviews import OPEN, WITHHELD, empty, lock_draft
from .store import Store, audit
from .tables import (
    DraftRow,
    DraftVersionRow,
    NoteRow,
    PairRow,
    ProposalRow,
    ReleaseRow,
    SnapshotRow,
)
from .typed_tables import TypedRow
from .usage_tables import NoteConsentRow, UsageRow

NOT_KEPT = "What was sent is not kept any more: a note that may be in it was deleted."


class Withholding:
    """Deleting notes, and what HR loses with them. Permission was decided by the caller."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def rests_on(self, note_id: str) -> bool:
        """Whether a copy that HR can read now cites this note."""
        with self._store.begin() as sql:
            note = sql.get(NoteRow, note_id)
            if note is None:
                return False
            return any(note_id in _notes_of(sql, row) for row in _at_hr(sql, note.pair_id))

    def delete_note(self, author: str, note_id: str, version: int) -> bool:
        """Delete a note and every stored copy of its words; True when HR's copy was withheld.

        Drafts keep a gap where they cited it. Actions accepted from it are the pair's and stay.

        Raises:
            NotFound: when there is no such note.
            Conflict: when it was changed since the given version was read.
        """
        with self._store.begin(write=True) as sql:
            row = sql.get(NoteRow, note_id)
            if row is None:
                raise NotFound("There is no such note, or it is not yours.")
            lock_pair(sql, row.pair_id)
            if row.version != version:
                raise Conflict("This note was changed elsewhere; reload it before you delete it.")
            replace_passages(sql, "note", note_id, [], f"pair:{row.pair_id}")
            withheld = withhold(sql, author, row.pair_id)
            _forget(sql, row)
            for table in (ProposalRow, NoteConsentRow):
                for other in sql.scalars(select(table).where(table.note_id == note_id)):
                    sql.delete(other)
            sql.flush()
            sql.delete(row)
            audit(sql, author, "delete_note", note_id)
            return withheld


def withhold(sql: SqlSession, person: str, pair_id: str) -> bool:
    """Empty those of the pair's copies at HR that rest on a note that is not shared any more.

    Both partners' consent to that text ends with it. True when there was such a copy.
    """
    sql.flush()
    found = False
    for row in _at_hr(sql, pair_id):
        cited = [e["source"] for e in row.evidence if e["kind"] == "note"]
        if not not_shared(sql, cited):
            continue
        found = True
        lock_draft(sql, row.draft_id)
        empty(sql, row, WITHHELD)
        for given in sql.scalars(select(ReleaseRow).where(ReleaseRow.draft_id == row.draft_id)):
            sql.delete(given)
        audit(sql, person, "withhold", row.id)
    return found


def _at_hr(sql: SqlSession, pair_id: str) -> Sequence[SnapshotRow]:
    query = select(SnapshotRow).where(SnapshotRow.pair_id == pair_id, SnapshotRow.status.in_(OPEN))
    return sql.scalars(query.order_by(SnapshotRow.id)).all()


def _notes_of(sql: SqlSession, row: SnapshotRow) -> set[str]:
    cited = {e["source"] for e in row.evidence if e["kind"] == "note"}
    body = sql.get_one(DraftVersionRow, (row.draft_id, row.draft_version))
    return {c["source"] for c in body.citations if c["passage_id"] in cited}


def _forget(sql: SqlSession, note: NoteRow) -> None:
    """Take the note's words out of drafts in all versions, what was sent, and what was typed."""
    edited = TypedRow.place.endswith(f":{note.id}", autoescape=True)
    sql.execute(delete(TypedRow).where(TypedRow.place.startswith("edit-note:"), edited))
    drafts = select(DraftRow.id).where(DraftRow.pair_id == note.pair_id)
    for version in sql.scalars(select(DraftVersionRow).where(DraftVersionRow.draft_id.in_(drafts))):
        _cut_out(version, note.id)
    pair = sql.get_one(PairRow, note.pair_id)
    unplaced = UsageRow.draft_id.is_(None) & UsageRow.person.in_((pair.mentor, pair.mentee))
    for call in sql.scalars(select(UsageRow).where(or_(UsageRow.draft_id.in_(drafts), unplaced))):
        call.sent = NOT_KEPT if call.sent else ""


def _cut_out(version: DraftVersionRow, note_id: str) -> None:
    citations: list[Any] = [c for c in version.citations if c["source"] != note_id]
    if len(citations) == len(version.citations):
        return
    gone = {c["passage_id"] for c in version.citations if c["source"] == note_id}
    draft = from_dict(version.body).map(lambda s: s if gone.isdisjoint(s.sources) else GAP)
    version.body, version.citations = to_dict(draft), citations
