"""Whatever a program holds, the offline writer's own lines raise no doubt."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.coach.briefs import discreet
from assistant.domain import (
    ActionItem,
    Agreement,
    CheckIn,
    Contact,
    Goal,
    GoalStatus,
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
from assistant.drafts import Kind
from assistant.retrieval.chunks import note_passages
from assistant.writers import Brief
from assistant.writers.offline import OfflineWriter
from assistant.writers.third_parties import marked
from tests.writers import demo

TODAY = date(2026, 11, 22)
NAMES = (
    "Dr. Ute Brandl",
    "Prof. Dr.-Ing. Karl von Rhein",
    "Brandl, Ute (IT/4)",
    "de la Torre, Inés-María",
    "Mrs Olu Adeyemi",
    "Frau Krause",
    "Sir Tom Hale",
    "J. Whitfield",
    "D. J. van der Meer, MBA",
    "Siân O’Dowd-Müller",
    "Łukasz Żak",
    "Øyvind Ås",
    "Wulan",
    "田中 花子",
    "김민준",
    "Мария Орлова",
    "Will Read",
    "May Park",
    "Mark Quist",
    "Ute Vogel",
    "Karl Vogel",
    "Sunday Okoro",
)
TITLES = ("", "Analyst", "Head of Plant (North)", "VP, R&D", "Leiterin Einkauf", "CFO")
TEXTS = (
    "Read the weekly report without help.",
    "Done is better than perfect",
    "Not done yet: the 12 slides for 3 May 2026",
    "Met the 5 % target",
    "Never cancel a session again",
    "Das Lagebild ohne Hilfe lesen",
    "Ask Zelda for the list",
    "Ask Dr. Brandl for two figures by Friday",
    "Said and done: the goal is met",
    "Show “the filter” to Zelda and Karl",
    "Owner: nobody",
    "No date set",
    "Ship it 🚀",
    "Öffnen, prüfen, schließen",
    "Decide which 28 slides leave the pack",
    "I will write it down.",
    "Open the dashboard every Monday",
    "data quality",
    "Will the leader read it?",
)
TOPICS = ("data quality", "Excel", "board papers", "no-code tools", "Öffentliche Rede", "AI & law")
SENTENCES = (
    "We opened the plant dashboard together.",
    "I learned that the average hides the bad days.",
    "Zelda, the controller, showed us the cost table.",
    "I will send the link to the board by 15 September.",
    "He promised to mark twelve slides by Friday.",
    "I did not finish the list, and I was ashamed.",
    "Dr. Brandl will ask the controller for the scrap figures.",
    "Ute learned how a filter hides rows in the report.",
    "What should we do about data quality?",
    "Karl noted: “the chart has 40 columns”.",
    "Ich habe den Export zum ersten Mal selbst gemacht.",
    "I built a chart of the night shift and I wrote one line under it.",
    "We did not get to the cost table.",
    "I told Zelda that the report is late.",
)
QUESTIONS = (
    "When is our next session?",
    "Which actions are open?",
    "What are our goals?",
    "What did we do in session 1?",
    "How often do we meet?",
    "What did I promise?",
    "Who is my partner?",
    "Which sessions were cancelled?",
    "Whom can I turn to?",
    "How do I disagree with my leader?",
    "What does the moon weigh?",
)
DAYS = st.none() | st.integers(-200, 90).map(lambda n: TODAY + timedelta(n))


@st.composite
def briefs(draw: st.DrawFn, kind: Kind) -> Brief:
    """A brief about a pair of which anything may be missing or odd."""
    odd = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=4, unique=True))
    people = [
        Person(
            f"p{n}@a.example",
            name,
            draw(st.sampled_from(TITLES)),
            offers=tuple(draw(st.lists(st.sampled_from(TOPICS), max_size=2, unique=True))),
            wants=tuple(draw(st.lists(st.sampled_from(TOPICS), max_size=2, unique=True))),
        )
        for n, name in enumerate(odd)
    ]
    partners = [people[0].email, people[1].email]
    sessions = tuple(
        Session(n, draw(DAYS), 45, draw(st.sampled_from(SessionStatus)), draw(_canceller(partners)))
        for n in range(1, draw(st.integers(0, 4)) + 1)
    )
    numbers = [s.number for s in sessions]
    pair = Pair(
        "pair-x",
        people[0],
        people[1],
        draw(DAYS),
        ended_on=draw(st.none() | st.just(TODAY - timedelta(9))),
        end_reason=draw(st.sampled_from(("", "Ute moved to Zelda's team. Both agreed.", *TEXTS))),
        goals=tuple(
            Goal(f"g{n}", text, draw(st.sampled_from(GoalStatus)), draw(DAYS))
            for n, text in enumerate(draw(st.lists(st.sampled_from(TEXTS), max_size=3)))
        ),
        agreement=draw(
            st.sampled_from(
                (
                    Agreement(),
                    Agreement("What is said stays here.", ("the merger",), 30, ("Too fast?",)),
                )
            )
        ),
        sessions=sessions,
        actions=tuple(
            ActionItem(
                f"a{n}",
                text,
                draw(st.sampled_from(partners)),
                draw(DAYS),
                draw(st.none() | st.just(TODAY - timedelta(3))),
                draw(st.none() | st.sampled_from(numbers)) if numbers else None,
            )
            for n, text in enumerate(draw(st.lists(st.sampled_from(TEXTS), max_size=4)))
        ),
        check_ins=tuple(
            CheckIn(n, email, draw(st.integers(1, 5)), 3, draw(st.sampled_from(("", *SENTENCES))))
            for n in numbers
            for email in partners
            if draw(st.booleans())
        ),
    )
    notes = tuple(
        demo.note_material(note)
        for n in numbers
        for note in draw(_notes(n, pair))
        if kind is not Kind.SUMMARY or note.visibility is Visibility.PAIR
    )
    side = draw(st.sampled_from(Side))
    contacts = (Contact("program", "Prof. Ada Lind", "ada@a.example"),)
    program = Program(
        "Bridge",
        starts_on=draw(DAYS),
        ends_on=draw(DAYS),
        contacts=draw(st.sampled_from(((), contacts))),
    )
    question = draw(st.sampled_from(QUESTIONS)) if kind is Kind.ANSWER else ""
    if kind not in (Kind.ANSWER, Kind.SUMMARY):
        question = draw(st.sampled_from(("", "dashboards", "being interrupted", "beekeeping")))
    found = tuple(p for m in notes for p in note_passages(m.note)) + demo.guideline_pieces()
    brief = Brief(
        kind,
        pair.person(side),
        TODAY,
        program,
        Role(side.value),
        pair,
        side,
        pair.stage(program),
        question,
        hits=demo.hits(question, found) if question else (),
        notes=notes,
        materials=draw(st.sampled_from(((), demo.materials()))),
    )
    return discreet(brief, [p.name for p in people]) if kind is Kind.SUMMARY else brief


def _canceller(partners: list[str]) -> st.SearchStrategy[str | None]:
    return st.sampled_from((None, *partners, "gone@a.example"))


@st.composite
def _notes(draw: st.DrawFn, session: int, pair: Pair) -> list[SessionNote]:
    """The notes of a session, in prose or as a transcript."""
    found = []
    for person in (pair.mentor, pair.mentee):
        for n in range(draw(st.integers(0, 2))):
            lines = draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5))
            if draw(st.booleans()):
                text = " ".join(lines)
            else:
                odd = pair.mentor.name if "(" in pair.mentor.name else pair.mentor.full
                both = (odd, f"Dr. {pair.mentee.full}")
                text = "\n".join(f"{both[i % 2]}: {line}" for i, line in enumerate(lines))
            held = next(s.held_on for s in pair.sessions if s.number == session)
            kind = draw(st.sampled_from(Visibility))
            note = f"n{session}{person.email[1]}{n}"
            found.append(SessionNote(note, pair.id, session, person.email, kind, text, held))
    return found


@pytest.mark.parametrize("kind", Kind)
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_line_of_an_offline_draft_is_doubted(kind: Kind, data: st.DataObject) -> None:
    """Missing dates, odd names, no goals, odd words: every statement stands as it was drafted."""
    brief = data.draw(briefs(kind))
    *_, draft = OfflineWriter().write(brief)
    checked = marked(demo.checked(brief, draft), brief.others)
    assert demo.flags(checked) == []
    if kind is Kind.SUMMARY:
        assert all(s.sources for s in checked.statements())
