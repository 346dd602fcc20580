"""A pair with records and notes, a good draft of each kind about it, and ways to spoil one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

from assistant.domain import (
    ActionItem,
    Agreement,
    CheckIn,
    Contact,
    Goal,
    GoalStatus,
    Guideline,
    Pair,
    Person,
    Program,
    Role,
    Session,
    SessionNote,
    SessionStatus,
    Side,
    Visibility,
)
from assistant.drafts import Basis, Draft, Kind, Section, Statement
from assistant.stored import Citation, DraftRecord
from evals.drafts.cases import Case
from evals.drafts.view import View
from tests.evals import good

TODAY = date(2026, 6, 15)
MENTOR = Person(
    "mina@a.example", "Mina Ortiz", "Analyst", frozenset({Role.MENTOR}), wants=("board papers",)
)
MENTEE = Person("leo@a.example", "Leo Strand", "Chief Financial Officer", frozenset({Role.MENTEE}))
PROGRAM = Program(
    "Test program",
    contacts=(
        Contact("program", "Ada Kim", "ada@a.example"),
        Contact("safeguarding", "Ruth Vane", "ruth@a.example"),
    ),
)
PAIR = Pair(
    "pair-a",
    MENTOR,
    MENTEE,
    date(2026, 4, 1),
    goals=(
        Goal("goal-1", "Leo reads the weekly dashboard without help"),
        Goal("goal-2", "Mina presents one page to the board", GoalStatus.DROPPED),
    ),
    agreement=Agreement("What is said stays here.", ("the merger",)),
    sessions=(
        Session(1, date(2026, 4, 20), 45, SessionStatus.HELD),
        Session(2, date(2026, 5, 18), 45, SessionStatus.CANCELLED, MENTEE.email),
        Session(3, date(2026, 6, 20), 45, SessionStatus.PLANNED),
        Session(4, date(2026, 7, 18), 45, SessionStatus.PLANNED),
    ),
    actions=(
        ActionItem("act-1", "Send the measures of the weekly report", MENTOR.email, None, None, 1),
        ActionItem("act-2", "Choose one region for the filter", MENTEE.email, None, None, 1),
        ActionItem(
            "act-3", "Open access to the cost table", MENTEE.email, None, date(2026, 5, 2), 1
        ),
    ),
    check_ins=(CheckIn(1, MENTOR.email, 4, 3, "We began well."),),
)
NEW_PAIR = replace(
    PAIR, sessions=tuple(replace(s, status=SessionStatus.PLANNED) for s in PAIR.sessions)
)
ENDED_PAIR = replace(PAIR, ended_on=date(2026, 6, 1))
NOTES = (
    SessionNote(
        "n-mina",
        "pair-a",
        1,
        MENTOR.email,
        Visibility.PAIR,
        "Leo used the filter on his own. I learned how the board reads a table.",
    ),
    SessionNote(
        "n-leo",
        "pair-a",
        1,
        MENTEE.email,
        Visibility.PAIR,
        "Mina showed the filter. I learned that a chart needs a purpose. Desmond joined us.",
    ),
)
GUIDELINES = {
    "midpoint.md": Guideline("midpoint.md", "Midpoint", "", "starters", stages=("midpoint",)),
    "closing.md": Guideline("closing.md", "Closing", "", "starters", stages=("closing",)),
    "any.md": Guideline("any.md", "Dashboards", "", "explainer", stages=("any",)),
}
DRAFTS = {
    Kind.AGENDA: good.AGENDA,
    Kind.SUMMARY: good.SUMMARY,
    Kind.STARTERS: good.STARTERS,
    Kind.POWER_DYNAMICS: good.POWER_DYNAMICS,
    Kind.EXPLAINER: good.EXPLAINER,
    Kind.ANSWER: good.ANSWER,
}
TOPICS = {
    Kind.EXPLAINER: "dashboards",
    Kind.ANSWER: "How often do we meet?",
    Kind.POWER_DYNAMICS: "silence",
}


def view(kind: Kind, side: Side = Side.MENTOR, situation: str = "") -> View:
    """A draft of the kind that deserves every point."""
    case = Case(
        f"{kind.value} sample",
        kind,
        PAIR.id,
        side,
        minutes=30,
        topic=TOPICS.get(kind, ""),
        expect=("weeks",),
        situation=situation,
    )
    return View(
        case=case,
        record=record(parsed(kind, DRAFTS[kind])),
        reader=PAIR.person(side),
        pair=PAIR,
        program=PROGRAM,
        today=TODAY,
        notes=NOTES,
        foreign=("The other pair talked about a harbour crane that nobody here has ever seen.",),
        guidelines=GUIDELINES,
        third_parties=("Desmond",),
    )


def parsed(kind: Kind, text: str) -> Draft:
    """A draft from lines: ``# title``, ``## heading | minutes``, ``text | basis | sources``."""
    title, sections = "", []
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith("## "):
            heading, _, minutes = line[3:].partition(" | ")
            sections.append(Section(heading, int(minutes) if minutes else None))
        elif line.startswith("# "):
            title = line[2:]
        else:
            last = sections[-1]
            sections[-1] = replace(last, statements=(*last.statements, statement(line)))
    return Draft(kind, title, tuple(sections))


def statement(line: str) -> Statement:
    """One statement from ``text | basis | source, source``."""
    text, basis, sources = (*line.split(" | "), "", "")[:3]
    named = tuple(filter(None, (s.strip() for s in sources.split(","))))
    return Statement(text, named, Basis(basis or "inferred"))


def record(draft: Draft) -> DraftRecord:
    """The draft as stored, every source resolving to a text that says what the draft says."""
    said: dict[str, list[str]] = {}
    for each in draft.statements():
        for source in each.sources:
            said.setdefault(source, []).append(each.text)
    citations = tuple(citation(source, " ".join(texts)) for source, texts in said.items())
    at = datetime(2026, 6, 15, 9, tzinfo=UTC)
    return DraftRecord(
        "d1", PAIR.id, MENTOR.email, draft, 1, "offline", "offline-0", at, citations, {"write": 5.0}
    )


def citation(source: str, text: str) -> Citation:
    """A resolved source; its kind is told by its name."""
    kinds = {"n-": "note", "re": "record"}
    kind = kinds.get(source[:2], "guideline")
    return Citation(source, kind, source, "Dashboards", 1, date(2026, 4, 20), text)


def redrawn(shown: View, draft: Draft) -> View:
    """The view with another draft, whose sources all resolve."""
    return replace(shown, record=record(draft))


def without(*headings: str) -> Callable[[View], View]:
    """Drops the sections whose heading holds one of the words."""

    def spoiled(shown: View) -> View:
        kept = [s for s in shown.draft.sections if not any(h in s.heading for h in headings)]
        return redrawn(shown, replace(shown.draft, sections=tuple(kept)))

    return spoiled


def saying(*lines: str, only: bool = False, heading: str = "More") -> Callable[[View], View]:
    """Adds statements in a section of their own, or puts them in place of everything."""

    def spoiled(shown: View) -> View:
        added = Section(heading, None, tuple(map(statement, lines)))
        sections = (added,) if only else (*shown.draft.sections, added)
        return redrawn(shown, replace(shown.draft, sections=sections))

    return spoiled


def rewording(old: str, new: str) -> Callable[[View], View]:
    """Changes a wording everywhere: title, headings, statements."""

    def spoiled(shown: View) -> View:
        sections = tuple(
            replace(
                s,
                heading=s.heading.replace(old, new),
                statements=tuple(replace(t, text=t.text.replace(old, new)) for t in s.statements),
            )
            for s in shown.draft.sections
        )
        title = shown.draft.title.replace(old, new)
        return redrawn(shown, replace(shown.draft, title=title, sections=sections))

    return spoiled


def unsourced(shown: View) -> View:
    """The same words without a single source."""
    return redrawn(shown, shown.draft.map(lambda s: replace(s, sources=())))


def abstaining(shown: View) -> View:
    """The same draft, saying that it knows nothing."""
    return redrawn(shown, replace(shown.draft, abstained=True))
