"""One Draft shape for everything Upmentor writes, and the rules that each kind adds.

The smallest unit that is cited, flagged, struck or edited is the Statement. A Draft is a
frozen value: editing makes a new one, and every version is kept.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

Place = tuple[int, int]
"""Where a statement stands in a draft: its section and its place within it, both from 0."""


class Kind(StrEnum):
    ANSWER = "answer"
    AGENDA = "agenda"
    STARTERS = "starters"
    POWER_DYNAMICS = "power_dynamics"
    EXPLAINER = "explainer"
    SUMMARY = "summary"


class Basis(StrEnum):
    """Why a statement may stand.

    quoted: the words of its source; grounded: said by its sources in other words;
    inferred: a suggestion that follows from its sources or none; record: a fact from the
    program's records (dates, counts, goals, actions).
    """

    QUOTED = "quoted"
    GROUNDED = "grounded"
    INFERRED = "inferred"
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence or bullet; ``flag`` says why a check doubts it, None when none does.

    ``sources`` are passage ids, or ``record:<kind>:<id>`` for a record (``record:goal:g1``).
    ``owner`` is a person's e-mail address.
    """

    text: str
    sources: tuple[str, ...] = ()
    basis: Basis = Basis.INFERRED
    owner: str | None = None
    due: date | None = None
    flag: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    minutes: int | None = None
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """``abstained``: it says that nothing answers; ``corrected``: that what was asked was said of
    somebody else, or of another time."""

    kind: Kind
    title: str
    sections: tuple[Section, ...] = ()
    abstained: bool = False
    corrected: bool = False

    def statements(self) -> Iterator[Statement]:
        for section in self.sections:
            yield from section.statements

    def placed(self) -> Iterator[tuple[Place, Statement]]:
        """Every statement with its place."""
        for i, section in enumerate(self.sections):
            for j, statement in enumerate(section.statements):
                yield (i, j), statement

    def sources(self) -> tuple[str, ...]:
        """Every source cited, once each, in order of first use."""
        return tuple(dict.fromkeys(s for st in self.statements() for s in st.sources))

    def map(self, change: Callable[[Statement], Statement | None]) -> "Draft":
        """A draft with each statement changed, or left out where ``change`` gives None."""
        sections = []
        for section in self.sections:
            changed = (change(s) for s in section.statements)
            kept = tuple(s for s in changed if s is not None)
            sections.append(replace(section, statements=kept))
        return replace(self, sections=tuple(sections))

    def strike(self, struck: frozenset[Place]) -> "Draft":
        """Without the statements at the given places; empty sections go."""
        sections = []
        for i, section in enumerate(self.sections):
            kept = tuple(s for j, s in enumerate(section.statements) if (i, j) not in struck)
            if kept or not section.statements:
                sections.append(replace(section, statements=kept))
        return replace(self, sections=tuple(sections))


PAIR_ONLY = "For the two of you"
"""The heading of the summary's section that HR never receives."""
ONLY_TWO = "Nobody but the two partners is named."
"""Said in a summary of which it is true, and taken out where an edit makes it false."""
_EARLIER = re.compile(
    r"AI-drafted on .* as version \d+\.|Release: pending; .*|Reviewer: not assigned\.|"
    r"Only the two partners are named\.|Gap: no shared note by .*"
)
"""What summaries drafted by earlier versions say of their own status, and of who shared no note."""

WITHHELD = Statement(
    "This statement rested on a note that was deleted or is no longer shared.", (), Basis.RECORD
)
"""What stands in a draft in place of a statement whose note was taken back."""


def for_review(draft: Draft) -> Draft:
    """HR's copy of a summary: without the pair's section, quotations, gaps and old status lines."""
    kept = replace(draft, sections=tuple(s for s in draft.sections if s.heading != PAIR_ONLY))
    kept = kept.map(lambda s: s if _for_hr(s) else None)
    return replace(kept, sections=tuple(s for s in kept.sections if s.statements))


def _for_hr(statement: Statement) -> bool:
    kept_back = statement.basis is Basis.QUOTED or statement == WITHHELD
    return not kept_back and not _EARLIER.fullmatch(statement.text)


def without_claim(draft: Draft) -> Draft:
    """The draft without the sentence that only the two are named, for a wording not checked."""
    return draft.map(lambda s: None if s.text == ONLY_TWO else s)


def problems(draft: Draft, minutes: int | None = None) -> list[str]:
    """What breaks the rules of the draft's kind; an empty list when nothing does."""
    found = []
    if draft.kind is Kind.AGENDA:
        total = sum(s.minutes or 0 for s in draft.sections)
        if minutes is not None and total != minutes:
            found.append(f"The parts add up to {total} minutes, not {minutes}.")
        if total > 60:
            found.append("An agenda is at most 60 minutes long.")
    if draft.kind is Kind.SUMMARY:
        for statement in draft.statements():
            if not statement.sources:
                found.append(f"No source: {statement.text}")
    found += [f"{s.flag}: {s.text}" for s in draft.statements() if s.flag]
    return found


def to_dict(draft: Draft) -> dict[str, Any]:
    """A draft as JSON-ready values."""
    value = asdict(draft)
    for section in value["sections"]:
        for statement in section["statements"]:
            statement["due"] = statement["due"].isoformat() if statement["due"] else None
    return value


def from_dict(value: dict[str, Any]) -> Draft:
    """The draft that ``to_dict`` wrote.

    Raises:
        KeyError, ValueError: when the value has another shape.
    """
    return Draft(
        kind=Kind(value["kind"]),
        title=value["title"],
        abstained=bool(value.get("abstained", False)),
        corrected=bool(value.get("corrected", False)),
        sections=tuple(
            Section(
                heading=section["heading"],
                minutes=section.get("minutes"),
                statements=tuple(_statement(s) for s in section["statements"]),
            )
            for section in value["sections"]
        ),
    )


def _statement(value: dict[str, Any]) -> Statement:
    due = value.get("due")
    return Statement(
        text=value["text"],
        sources=tuple(value.get("sources", ())),
        basis=Basis(value.get("basis", Basis.INFERRED)),
        owner=value.get("owner"),
        due=date.fromisoformat(due) if due else None,
        flag=value.get("flag"),
    )
