"""What a check sees: a finished draft, who asked for it, and the records it speaks of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from assistant.domain import ActionItem, Guideline, Pair, Person, Program, SessionNote
from assistant.drafts import Basis, Draft, Section, Statement
from assistant.stored import DraftRecord
from evals.drafts.cases import Case
from evals.drafts.words import plain


@dataclass(frozen=True)
class View:
    """One draft to judge; ``notes`` are those the reader may read, ``foreign`` all of others."""

    case: Case
    record: DraftRecord
    reader: Person
    pair: Pair
    program: Program
    today: date
    notes: tuple[SessionNote, ...] = ()
    foreign: tuple[str, ...] = ()
    guidelines: Mapping[str, Guideline] = field(default_factory=dict)
    third_parties: tuple[str, ...] = ()

    @property
    def draft(self) -> Draft:
        return self.record.draft

    @property
    def partner(self) -> Person:
        return self.pair.person(self.case.side.other)

    @property
    def mentor(self) -> Person:
        return self.pair.mentor

    @property
    def mentee(self) -> Person:
        return self.pair.mentee

    @property
    def text(self) -> str:
        """Title, headings and statements as one plain text."""
        lines = [self.draft.title]
        for section in self.draft.sections:
            lines += [section.heading, *(s.text for s in section.statements)]
        return "\n".join(plain(line) for line in lines)

    @property
    def statements(self) -> list[Statement]:
        return list(self.draft.statements())

    def timed(self) -> list[Section]:
        """The sections that have minutes."""
        return [s for s in self.draft.sections if s.minutes is not None]

    def under(self, *wanted: str) -> list[Section]:
        """The sections whose heading holds one of these words (lower case)."""
        return [
            s for s in self.draft.sections if any(w in plain(s.heading).lower() for w in wanted)
        ]

    def cited(self, statement: Statement) -> list[str]:
        """What the statement's sources say, with their place, as far as they resolve."""
        found = []
        for source in statement.sources:
            if citation := self.record.citation(source):
                place = f"{citation.heading} {citation.date or ''}"
                found.append(plain(f"{place} {citation.text}"))
        return found

    def cites(self, statement: Statement, kind: str) -> bool:
        """Whether one of the statement's sources is of this kind: guideline, note or record."""
        found = (self.record.citation(s) for s in statement.sources)
        return any(c is not None and c.kind == kind for c in found)

    def names(self) -> list[str]:
        """Every way the two partners are named."""
        return [n for p in (self.mentor, self.mentee) for n in (p.name, p.full, *p.names)]

    def owner(self, action: ActionItem) -> Person:
        return self.partner_of(action.owner)

    def partner_of(self, email: str) -> Person:
        """The one of the two with this address."""
        return self.mentor if email == self.mentor.email else self.mentee

    def about(self, statement: Statement, person: Person) -> bool:
        """Whether the statement names the person or is owned by them."""
        return statement.owner == person.email or person.called in plain(statement.text)


def own_words(view: View) -> Iterator[tuple[Section, Statement]]:
    """Every statement that is not a quotation, with its section."""
    for section in view.draft.sections:
        for statement in section.statements:
            if statement.basis is not Basis.QUOTED:
                yield section, statement
