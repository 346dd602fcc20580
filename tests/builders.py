"""Small real values for tests: two partners, their pair, a note, a draft, a program file."""

from datetime import UTC, date, datetime
from typing import Any

from assistant.domain import (
    Pair,
    Passage,
    PassageKind,
    Person,
    Role,
    Session,
    SessionNote,
    SessionStatus,
    Visibility,
)
from assistant.drafts import Draft
from assistant.stored import DraftRecord

TODAY = date(2026, 6, 15)
MENTOR = Person("mentor@a.example", "Mina Ortiz", "Analyst", frozenset({Role.MENTOR}))
MENTEE = Person("mentee@a.example", "Leo Strand", "Director", frozenset({Role.MENTEE}))
STRANGER = Person("stranger@a.example", "Sam Vale", "Analyst", frozenset({Role.MENTOR}))


def pair(**changes: Any) -> Pair:
    """A pair with one session held and one planned."""
    values: dict[str, Any] = {
        "sessions": (
            Session(1, date(2026, 6, 1), 45, SessionStatus.HELD),
            Session(2, date(2026, 6, 29), 45, SessionStatus.PLANNED),
        ),
        **changes,
    }
    return Pair("pair-a", MENTOR, MENTEE, date(2026, 5, 1), **values)


def note(
    note_id: str = "n1",
    author: str = MENTOR.email,
    visibility: Visibility = Visibility.PAIR,
    text: str = "We compared two dashboards.",
) -> SessionNote:
    """A note on the pair's first session."""
    return SessionNote(note_id, "pair-a", 1, author, visibility, text, date(2026, 6, 1))


def one_passage(value: SessionNote) -> list[Passage]:
    """The whole note as its only passage; its id changes with its text."""
    return [
        Passage(
            id=f"n-{value.id}-{abs(hash(value.text)) % 10**8}",
            kind=PassageKind.NOTE,
            source=value.id,
            heading=f"Session {value.session}",
            text=value.text,
            session=value.session,
            date=value.held_on,
            author=value.author,
            pair_id=value.pair_id,
        )
    ]


def draft_record(
    draft: Draft, author: str = MENTOR.email, pair_id: str | None = "pair-a"
) -> DraftRecord:
    """A draft that was not stored yet."""
    at = datetime(2026, 6, 15, 9, tzinfo=UTC)
    return DraftRecord("", pair_id, author, draft, 0, "offline", "offline-0", at)


MENTORS = ("Mina", "Tariq", "Yuki", "Olga")
MENTEES = ("Leo", "Greta", "Pavel", "Ines")


def program_file(pairs: int = 2) -> dict[str, Any]:
    """A program of ``pairs`` pairs, each with a shared and a private note and one action."""
    people: list[dict[str, Any]] = [
        {"email": "hr@a.example", "name": "Hana Reyes", "roles": ["reviewer"]},
        {"email": "admin@a.example", "name": "Ada Kim", "roles": ["admin"]},
    ]
    built = []
    for n in range(1, pairs + 1):
        mentor, mentee = f"mentor{n}@a.example", f"mentee{n}@a.example"
        people += [
            {
                "email": mentor,
                "name": f"{MENTORS[n % 4]} Ortiz",
                "title": "Analyst",
                "roles": ["mentor"],
            },
            {
                "email": mentee,
                "name": f"{MENTEES[n % 4]} Strand",
                "title": "Director",
                "roles": ["mentee"],
            },
        ]
        built.append(_pair_entry(n, mentor, mentee))
    program = {"name": "Test program", "sessions_planned": 6, "objectives": ["Learn upward."]}
    return {"program": program, "people": people, "pairs": built}


def _pair_entry(n: int, mentor: str, mentee: str) -> dict[str, Any]:
    return {
        "id": f"pair-{n}",
        "mentor": mentor,
        "mentee": mentee,
        "started_on": "2026-05-01",
        "goals": [{"id": f"goal-{n}", "text": "Read the weekly dashboard without help."}],
        "agreement": {"confidentiality": "What is said stays between us.", "excluded_topics": []},
        "sessions": [
            {
                "number": 1,
                "held_on": "2026-06-01",
                "minutes": 45,
                "status": "held",
                "notes": [
                    {
                        "id": f"shared-{n}",
                        "author": mentor,
                        "visibility": "pair",
                        "text": f"We compared the dashboards of canary{n}shared. I learned a lot.",
                    },
                    {
                        "id": f"private-{n}",
                        "author": mentor,
                        "visibility": "private",
                        "text": f"I held back my view on canary{n}private today.",
                    },
                ],
                "actions": [
                    {"id": f"action-{n}", "text": "Send the link.", "owner": mentor},
                ],
            },
            {"number": 2, "held_on": "2026-06-29", "minutes": 45, "status": "planned"},
        ],
    }
