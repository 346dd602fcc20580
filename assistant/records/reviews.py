"""Releases by the two partners, HR's frozen snapshots, and what reviewers did with them."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session as SqlSession

from assistant.drafts import Draft, Place, for_review, from_dict, to_dict
from assistant.errors import Conflict, NotFound
from assistant.stored import Evidence, PartnerRelease, ReviewStep, Snapshot

from .passages import lock_pair, not_shared
from .store import LOCKED, Store, audit, changed, now
from .tables import DraftRow, PairRow, PersonRow, ReleaseRow, ReviewRow, SnapshotRow

WAITING, APPROVED, RETURNED = "waiting", "approved", "returned"
OPEN = (WAITING, APPROVED, RETURNED)
"""What HR can read."""
WITHDRAWN, WITHHELD = "withdrawn", "withheld"
"""What HR had: a partner took it back, or a note it rests on was taken back."""
REVIEWED = "Another reviewer changed this summary; reload it first."
RELEASED = "release"  # the step that keeps the text as the pair released it


class ReviewRecords:
    """Storage of releases and reviews; who may do what is decided by the caller."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def set_release(
        self, person: str, draft_id: str, version: int, struck: frozenset[Place]
    ) -> None:
        """Keep one partner's consent to a version.

        Raises:
            Conflict: when the draft has a newer version, which the person has not seen.
        """
        with self._store.begin(write=True) as sql:
            draft = lock_draft(sql, draft_id)
            if draft is None or draft.version != version:
                raise Conflict("This summary was changed meanwhile; read it again, then release.")
            row = sql.get(ReleaseRow, (draft_id, person))
            if row is None:
                row = ReleaseRow(draft_id=draft_id, person=person)
                sql.add(row)
            row.version, row.released_at = version, now()
            row.struck = [list(place) for place in sorted(struck)]
            audit(sql, person, "release", draft_id)

    def withdraw(self, person: str, draft_id: str) -> None:
        """Take back one partner's consent; HR's copy is gone with the same transaction.

        Raises:
            NotFound: when the person gave none and no withheld copy waits for a decision.
        """
        with self._store.begin(write=True) as sql:
            lock_draft(sql, draft_id)
            row = sql.get(ReleaseRow, (draft_id, person))
            if row is not None:
                sql.delete(row)
            elif not any(s.status == WITHHELD for s in _snapshots_of(sql, draft_id)):
                raise NotFound("You have not released this summary.")
            _drop_snapshots(sql, draft_id)
            audit(sql, person, "withdraw", draft_id)

    def drop_releases(self, person: str, draft_id: str) -> None:
        """Forget all consent to a draft, because its text changed."""
        with self._store.begin(write=True) as sql:
            lock_draft(sql, draft_id)
            for row in sql.scalars(select(ReleaseRow).where(ReleaseRow.draft_id == draft_id)):
                sql.delete(row)
            _drop_snapshots(sql, draft_id)
            audit(sql, person, "drop_releases", draft_id)

    def releases(self, draft_id: str) -> dict[str, PartnerRelease]:
        """The consent given so far, by person."""
        with self._store.begin() as sql:
            rows = sql.scalars(select(ReleaseRow).where(ReleaseRow.draft_id == draft_id))
            return {
                r.person: PartnerRelease(
                    r.person,
                    r.version,
                    frozenset((int(i), int(j)) for i, j in r.struck),
                    r.released_at,
                )
                for r in rows
            }

    def freeze(
        self, draft_id: str, version: int, body: Draft, engine: str, evidence: Sequence[Evidence]
    ) -> str:
        """Make HR's copy, if both consents to this version still stand; returns its id.

        Raises:
            Conflict: when one of the two, or a note it rests on, was taken back meanwhile.
        """
        with self._store.begin(write=True) as sql:
            query = select(ReleaseRow).where(
                ReleaseRow.draft_id == draft_id, ReleaseRow.version == version
            )
            known = sql.get(DraftRow, draft_id)
            if known is None or known.pair_id is None:
                raise Conflict("This summary is gone; nothing was sent.")
            lock_pair(sql, known.pair_id)
            draft = lock_draft(sql, draft_id)
            if draft is None or draft.pair_id is None or len(list(sql.scalars(query))) < 2:
                raise Conflict("One of you took the release back; nothing was sent.")
            if draft.version != version:
                raise Conflict("This summary was changed meanwhile; read it again, then release.")
            if not_shared(sql, [e.source for e in evidence if e.kind == "note"]):
                raise Conflict(
                    "A note that this summary rests on was taken back; read it again, then release."
                )
            _drop_snapshots(sql, draft_id)
            row = SnapshotRow(
                id=f"snapshot-{uuid4().hex[:12]}",
                draft_id=draft_id,
                pair_id=draft.pair_id,
                status=WAITING,
                version=1,
                draft_version=version,
                engine=engine,
                body=to_dict(body),
                evidence=[_evidence_dict(e) for e in evidence],
                released_at=now(),
            )
            sql.add(row)
            sql.flush()
            pair = sql.get_one(PairRow, draft.pair_id)
            sql.add(
                ReviewRow(
                    snapshot_id=row.id,
                    reviewer=pair.mentor,
                    verb=RELEASED,
                    version=1,
                    body=row.body,
                    reason="",
                    at=row.released_at,
                )
            )
            audit(sql, "both partners", "freeze", row.id)
            return row.id

    def snapshots(self) -> list[Snapshot]:
        """Every snapshot that HR can read, waiting ones first, oldest first."""
        with self._store.begin() as sql:
            query = select(SnapshotRow).where(SnapshotRow.status.in_(OPEN))
            rows = list(sql.scalars(query.order_by(SnapshotRow.released_at)))
            rows.sort(key=lambda r: r.status != WAITING)
            return [_snapshot(sql, r) for r in rows]

    def snapshot(self, snapshot_id: str) -> Snapshot:
        """One snapshot.

        Raises:
            NotFound: when there is none, or the pair took it back.
        """
        with self._store.begin() as sql:
            return _snapshot(sql, _open(sql, snapshot_id))

    def withheld(self, pair_id: str) -> list[str]:
        """The pair's summaries whose copy at HR was withheld and waits for their decision."""
        with self._store.begin() as sql:
            query = select(SnapshotRow.draft_id).where(
                SnapshotRow.pair_id == pair_id, SnapshotRow.status == WITHHELD
            )
            return list(sql.scalars(query.order_by(SnapshotRow.released_at)))

    def snapshot_status(self, draft_id: str) -> tuple[str, str] | None:
        """(status, reason of the last return) of a draft's snapshot; None when HR has none."""
        with self._store.begin() as sql:
            query = select(SnapshotRow).where(
                SnapshotRow.draft_id == draft_id, SnapshotRow.status != WITHDRAWN
            )
            row = sql.scalars(query).first()
            if row is None:
                return None
            steps = select(ReviewRow).where(
                ReviewRow.snapshot_id == row.id, ReviewRow.verb == "return"
            )
            last = sql.scalars(steps.order_by(ReviewRow.id.desc())).first()
            return row.status, last.reason if last and row.status == RETURNED else ""

    def review(
        self, reviewer: str, snapshot_id: str, version: int, verb: str, body: Draft, reason: str
    ) -> Snapshot:
        """Keep one step of a review: ``edit``, ``approve`` or ``return``.

        Raises:
            NotFound: when a partner withdrew it meanwhile.
            Conflict: when another reviewer changed it, or it is decided already.
        """
        with self._store.begin(write=True) as sql:
            row = _open(sql, snapshot_id, lock=True)
            if row.version != version:
                raise Conflict(REVIEWED)
            if row.status != WAITING:
                raise Conflict(f"This summary is already {row.status}.")
            row.version = version + 1
            row.body = to_dict(body)
            row.status = {"approve": APPROVED, "return": RETURNED}.get(verb, WAITING)
            changed(sql, REVIEWED)
            sql.add(
                ReviewRow(
                    snapshot_id=snapshot_id,
                    reviewer=reviewer,
                    verb=verb,
                    version=row.version,
                    body=row.body,
                    reason=reason,
                    at=now(),
                )
            )
            audit(sql, reviewer, f"review_{verb}", snapshot_id)
            sql.flush()
            return _snapshot(sql, row)

    def steps(self, snapshot_id: str) -> list[ReviewStep]:
        """What reviewers did with a snapshot, oldest first."""
        with self._store.begin() as sql:
            _open(sql, snapshot_id)
            query = select(ReviewRow).where(
                ReviewRow.snapshot_id == snapshot_id, ReviewRow.verb != RELEASED
            )
            return [
                ReviewStep(
                    r.reviewer, r.verb, r.version, for_review(from_dict(r.body)), r.reason, r.at
                )
                for r in sql.scalars(query.order_by(ReviewRow.id))
            ]


def lock_draft(sql: SqlSession, draft_id: str) -> DraftRow | None:
    """A summary, held until the transaction ends: everybody who releases it comes by here first."""
    return sql.get(DraftRow, draft_id, with_for_update=LOCKED)


def _open(sql: SqlSession, snapshot_id: str, *, lock: bool = False) -> SnapshotRow:
    row = sql.get(SnapshotRow, snapshot_id, with_for_update=LOCKED if lock else None)
    if row is None or row.status not in OPEN:
        raise NotFound("There is no such summary, or the pair withdrew it.")
    return row


def _snapshots_of(sql: SqlSession, draft_id: str) -> list[SnapshotRow]:
    query = select(SnapshotRow).where(SnapshotRow.draft_id == draft_id).order_by(SnapshotRow.id)
    return list(sql.scalars(query.with_for_update(key_share=True)))


def _drop_snapshots(sql: SqlSession, draft_id: str) -> None:
    for row in _snapshots_of(sql, draft_id):
        empty(sql, row, WITHDRAWN)


def empty(sql: SqlSession, row: SnapshotRow, status: str) -> None:
    """Take every word out of HR's copy and the steps of its review."""
    row.status, row.body, row.evidence = status, {}, []
    row.version += 1  # a review that was begun before it comes too late
    for step in sql.scalars(select(ReviewRow).where(ReviewRow.snapshot_id == row.id)):
        step.body = {}


def _snapshot(sql: SqlSession, row: SnapshotRow) -> Snapshot:
    pair = sql.get_one(PairRow, row.pair_id)
    names = [sql.get_one(PersonRow, e).name for e in (pair.mentor, pair.mentee)]
    query = select(ReviewRow.body).where(
        ReviewRow.snapshot_id == row.id, ReviewRow.verb == RELEASED
    )
    released = sql.scalars(query).first()
    return Snapshot(
        id=row.id,
        draft_id=row.draft_id,
        pair_label=" and ".join(names),
        draft=for_review(from_dict(row.body)),
        version=row.version,
        engine=row.engine,
        status=row.status,
        evidence=tuple(_evidence(e) for e in row.evidence),
        released_at=row.released_at,
        released=for_review(from_dict(released)) if released else None,
    )


def _evidence_dict(evidence: Evidence) -> dict[str, Any]:
    on = evidence.date.isoformat() if evidence.date else None
    return {"source": evidence.source, "kind": evidence.kind, "place": evidence.place, "date": on}


def _evidence(value: dict[str, Any]) -> Evidence:
    on = value["date"]
    when = date.fromisoformat(on) if on else None
    return Evidence(value["source"], value["kind"], value["place"], when)
