"""What a reviewer decided about a released summary."""

from sqlalchemy import select

from assistant.drafts import from_dict
from assistant.stored import ReviewStep

from .reviews import OPEN
from .store import Store
from .tables import ReviewRow, SnapshotRow


class DecisionRecords:
    """Looks decisions up; ``ReviewRecords`` keeps them."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def decision(self, draft_id: str) -> ReviewStep | None:
        """The last approval or return of a draft's copy at HR; None when there is none."""
        query = (
            select(ReviewRow)
            .join(SnapshotRow, SnapshotRow.id == ReviewRow.snapshot_id)
            .where(
                SnapshotRow.draft_id == draft_id,
                SnapshotRow.status.in_(OPEN),
                ReviewRow.verb.in_(("approve", "return")),
            )
            .order_by(ReviewRow.id.desc())
        )
        with self._store.begin() as sql:
            row = sql.scalars(query).first()
            if row is None:
                return None
            draft = from_dict(row.body)
            return ReviewStep(row.reviewer, row.verb, row.version, draft, row.reason, row.at)
