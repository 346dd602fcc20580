"""The example questions of guidelines: those in force are passages, those proposed are not."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session as SqlSession

from assistant.domain import Passage, PassageKind
from assistant.errors import NotFound
from assistant.stored import SectionQuestions

from .passages import replace_passages
from .rows import passage_of
from .store import LOCKED, Store, audit
from .tables import GuidelineRow, PassageRow, SectionRow

NO_SECTION = "The guideline has changed and lacks this section now; open it again."


class QuestionRecords:
    """Storage of example questions by section."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def section_questions(self, source: str) -> dict[str, SectionQuestions]:
        """What is stored of a guideline's sections, by heading; nothing of most sections."""
        with self._store.begin() as sql:
            asked: dict[str, list[str]] = {}
            for passage in _in_force(sql, source):
                asked.setdefault(passage.heading, []).append(passage.text)
            rows = {r.heading: r for r in _rows(sql, source)}
        found = {}
        for heading in asked.keys() | rows.keys():
            row, questions = rows.get(heading), tuple(asked.get(heading, ()))
            found[heading] = (
                SectionQuestions(heading, questions, tuple(row.proposed), row.proposed_by,
                                 row.looked_at)
                if row
                else SectionQuestions(heading, questions)
            )  # fmt: skip
        return found

    def sources_with_questions(self) -> frozenset[str]:
        """The guidelines that have example questions in force."""
        kind = PassageRow.kind == PassageKind.QUESTION.value
        with self._store.begin() as sql:
            return frozenset(sql.scalars(select(PassageRow.source).where(kind).distinct()))

    def save_questions(
        self, person: str, source: str, headings: Collection[str], questions: Sequence[Passage]
    ) -> None:
        """Make ``questions`` the example questions of these sections, as an admin has said.

        Raises:
            NotFound: when the guideline, or one of the sections, is not there.
        """
        with self._store.begin(write=True) as sql:
            _sections(sql, source, headings)
            others = [p for p in _in_force(sql, source) if p.heading not in headings]
            kind = PassageKind.QUESTION.value
            replace_passages(sql, kind, source, [*others, *questions], "guidelines")
            for heading in headings:
                row = SectionRow(
                    source=source, heading=heading, looked_at=True, proposed=[], proposed_by=""
                )
                sql.merge(row)
            audit(sql, person, "save_questions", source)

    def propose_questions(
        self, person: str, source: str, model: str, asked: Mapping[str, Sequence[str]]
    ) -> None:
        """Keep what a model proposes for sections that have no questions, until an admin looks.

        Raises:
            NotFound: when the guideline, or one of the sections, is not there.
        """
        with self._store.begin(write=True) as sql:
            _sections(sql, source, asked)
            known = {r.heading for r in _rows(sql, source) if r.looked_at}
            known |= {p.heading for p in _in_force(sql, source)}
            for heading, questions in asked.items():
                if heading not in known:
                    row = SectionRow(
                        source=source, heading=heading, looked_at=False,
                        proposed=list(questions), proposed_by=model,
                    )  # fmt: skip
                    sql.merge(row)
            audit(sql, person, "propose_questions", source)


def kept_questions(sql: SqlSession, source: str, passages: Sequence[Passage]) -> list[Passage]:
    """A guideline's new passages with the questions that an admin saved in place of the file's.

    What was saved or proposed for a section that is gone is forgotten, and so is what was
    proposed for one that the file now has questions for.
    """
    sections = {p.heading for p in passages if p.kind is PassageKind.GUIDELINE}
    given = {p.heading for p in passages if p.kind is PassageKind.QUESTION}
    saved = set()
    for row in _rows(sql, source):
        if row.heading not in sections or (row.heading in given and not row.looked_at):
            sql.delete(row)
        elif row.looked_at:
            saved.add(row.heading)
    if not saved:
        return list(passages)
    kept = [p for p in _in_force(sql, source) if p.heading in saved]
    fresh = [p for p in passages if p.kind is PassageKind.GUIDELINE or p.heading not in saved]
    return [*fresh, *kept]


def _sections(sql: SqlSession, source: str, wanted: Collection[str]) -> None:
    """Hold the guideline in force until the transaction ends, with the wanted sections in it."""
    row = sql.get(GuidelineRow, source, with_for_update=LOCKED)
    if row is None or row.retired:
        raise NotFound("There is no such guideline.")
    query = select(PassageRow.heading).where(
        PassageRow.kind == PassageKind.GUIDELINE.value, PassageRow.source == source
    )
    if not set(wanted) <= set(sql.scalars(query)):
        raise NotFound(NO_SECTION)


def _in_force(sql: SqlSession, source: str) -> list[Passage]:
    query = select(PassageRow).where(
        PassageRow.kind == PassageKind.QUESTION.value, PassageRow.source == source
    )
    return [passage_of(row) for row in sql.scalars(query.order_by(PassageRow.position))]


def _rows(sql: SqlSession, source: str) -> list[SectionRow]:
    return list(sql.scalars(select(SectionRow).where(SectionRow.source == source)))
