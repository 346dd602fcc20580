"""The program's guidelines."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session as SqlSession

from assistant.domain import Guideline, Passage, PassageKind
from assistant.errors import NotFound

from .passages import replace_passages
from .questions import kept_questions
from .rows import guideline_of
from .store import LOCKED, Store, audit, now
from .tables import GuidelineRow


@dataclass(frozen=True, slots=True)
class GuidelineChange:
    """What taking in a guideline changed; ``status``: added, changed, unchanged or removed.

    ``left_out`` is what of its file could not be read.
    """

    source: str
    title: str
    status: str
    passages_added: int = 0
    passages_removed: int = 0
    left_out: tuple[str, ...] = ()


def unchanged(guideline: Guideline) -> GuidelineChange:
    """Nothing changed: the same file is in force."""
    return GuidelineChange(
        guideline.source, guideline.title, "unchanged", left_out=guideline.left_out
    )


class GuidelineRecords:
    """Storage of guidelines and their passages."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def guidelines(self, kinds: Sequence[str] = ()) -> list[Guideline]:
        """The guidelines in force, by source; of the given kinds only, when any are given."""
        with self._store.begin() as sql:
            query = select(GuidelineRow).where(GuidelineRow.retired.is_(False))
            if kinds:
                query = query.where(GuidelineRow.kind.in_(kinds))
            return [guideline_of(r) for r in sql.scalars(query.order_by(GuidelineRow.source))]

    def save_guideline(
        self, person: str, guideline: Guideline, passages: Sequence[Passage]
    ) -> GuidelineChange:
        """Store a guideline, its passages and example questions; what is gone from them leaves
        with the change, which counts the passages alone.

        Questions that an admin saved stay, in place of those given, as long as their section does.
        """
        with self._store.begin(write=True) as sql:
            row = sql.get(GuidelineRow, guideline.source, with_for_update=LOCKED)
            in_force = row is not None and not row.retired
            if row is not None and in_force and row.content_hash == guideline.content_hash:
                return unchanged(guideline)
            if row is None:
                row = GuidelineRow(source=guideline.source)
                sql.add(row)
            row.title, row.kind, row.text = guideline.title, guideline.kind, guideline.text
            row.audience, row.stages = list(guideline.audience), list(guideline.stages)
            row.topics, row.sources = list(guideline.topics), list(guideline.sources)
            row.reviewed, row.content_hash = guideline.reviewed, guideline.content_hash
            row.left_out = list(guideline.left_out)
            row.retired, row.saved_at = False, now()
            sql.flush()
            came, went = _replaced(sql, row.source, passages)
            audit(sql, person, "save_guideline", row.source)
            status = "changed" if in_force else "added"
            return GuidelineChange(row.source, row.title, status, came, went, guideline.left_out)

    def retire_guideline(self, person: str, source: str) -> GuidelineChange:
        """Take a guideline out of force: nothing finds or cites it any more.

        Raises:
            NotFound: when there is none in force.
        """
        with self._store.begin(write=True) as sql:
            row = sql.get(GuidelineRow, source, with_for_update=LOCKED)
            if row is None or row.retired:
                raise NotFound("There is no such guideline.")
            row.retired = True
            _, went = _replaced(sql, source, [])
            audit(sql, person, "retire_guideline", source)
            return GuidelineChange(source, row.title, "removed", 0, went)


def _replaced(sql: SqlSession, source: str, passages: Sequence[Passage]) -> tuple[int, int]:
    """How many of a guideline's passages came and how many went, its questions not counted."""
    counts = {}
    passages = kept_questions(sql, source, passages)
    for kind in (PassageKind.GUIDELINE, PassageKind.QUESTION):
        kept = [p for p in passages if p.kind is kind]
        counts[kind] = replace_passages(sql, kind.value, source, kept, "guidelines")
    return counts[PassageKind.GUIDELINE]
