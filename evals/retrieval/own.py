"""The project's own questions over the demo program and the shipped guidelines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import yaml

from assistant import demo
from assistant.domain import Passage, PassageKind, Person, Scope, SessionNote, Visibility
from assistant.retrieval.chunks import note_passages
from assistant.retrieval.embedders import MiniLMEmbedder
from assistant.retrieval.files import GuidelineReader, guideline_bytes, guideline_files
from assistant.retrieval.followup import contextual
from assistant.retrieval.found import Found
from assistant.retrieval.search import Search
from assistant.stored import Message
from evals.retrieval.memory import MemoryStore, indexed

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "evals" / "cases"


@dataclass(frozen=True, slots=True)
class Case:
    """One question of the project's own set; ``relevant`` are (source, quoted sentence).

    ``kind`` tells of an unanswerable question what it asks for.
    """

    id: str
    type: str
    question: str
    reader: str
    pair: str | None
    relevant: tuple[tuple[str, str], ...]
    split: str
    history: tuple[str, ...]
    asked_on: date
    kind: str = ""


class OwnStore(MemoryStore):
    """A MemoryStore that keeps a private note to its author."""

    def __init__(self, passages: Sequence[Passage], private: frozenset[str]) -> None:
        super().__init__(passages)
        self._private = private

    def passages(self, scope: Scope) -> list[Passage]:
        return [
            p
            for p in super().passages(scope)
            if p.source not in self._private or (p.author == scope.reader and not scope.shared_only)
        ]


@dataclass(frozen=True, slots=True)
class World:
    """The demo program and the guidelines, ready to be searched."""

    search: Search
    store: OwnStore
    people: dict[str, tuple[Person, ...]]

    def ask(self, case: Case, k: int = 20) -> Found:
        """What the product finds for a case, follow-ups with the questions before them."""
        question, scope, people = self._asked(case)
        return self.search.find(question, scope, k, today=case.asked_on, people=people)

    def evidence(self, case: Case) -> dict[PassageKind, dict[str, float]]:
        """What speaks for an answer to a case in each kind of passages."""
        question, scope, people = self._asked(case)
        return self.search.evidence(question, scope, today=case.asked_on, people=people)

    def notes(self, case: Case) -> list[Passage]:
        """The notes that a case's reader may read, passage by passage."""
        return self.store.passages(Scope(case.reader, case.pair, guidelines=False))

    def _asked(self, case: Case) -> tuple[str, Scope, tuple[Person, ...]]:
        moment = demo_moment(case.asked_on)
        history = [Message(i, "person", text, moment) for i, text in enumerate(case.history)]
        scope = Scope(case.reader, case.pair, guidelines=True)
        return contextual(case.question, history), scope, self.people.get(case.pair or "", ())


def demo_moment(day: date) -> datetime:
    """Noon of a day, in UTC."""
    return datetime.combine(day, time(12), UTC)


def cases() -> Iterator[Case]:
    """All cases, in the files' order."""
    for path in sorted(CASES.glob("retrieval-*.yaml")):
        content = yaml.safe_load(path.read_text("utf-8"))
        for row in content["cases"]:
            yield Case(
                id=row["id"],
                type=row["type"],
                question=row["question"],
                reader=row["as"],
                pair=row.get("pair"),
                relevant=tuple((r["source"], r["quote"]) for r in row["relevant"]),
                split=row["split"],
                history=tuple(row.get("history", ())),
                asked_on=content["loaded_on"],
                kind=row.get("kind", ""),
            )


def world(embedder: MiniLMEmbedder, today: date) -> World:
    """Guidelines and demo program as they are on a day."""
    knowledge = ROOT / "knowledge"
    passages: list[Passage] = []
    with GuidelineReader() as reader:
        for path in guideline_files(knowledge):
            source = path.relative_to(knowledge).as_posix()
            passages += reader.read(source, *guideline_bytes(path))[1]
    program = demo.load(today)
    persons = {p["email"]: Person(p["email"], p["name"]) for p in program["people"]}
    private: set[str] = set()
    for pair in program["pairs"]:
        for session in pair["sessions"]:
            for note in session["notes"]:
                made = _note(note, pair["id"], session)
                passages += note_passages(made)
                private |= {made.id} if made.visibility is Visibility.PRIVATE else set()
    people: dict[str, tuple[Person, ...]] = {
        p["id"]: (persons[p["mentor"]], persons[p["mentee"]]) for p in program["pairs"]
    }
    _, index = indexed(passages, embedder)
    store = OwnStore(passages, frozenset(private))
    return World(Search(store, index, embedder), store, people)


def _note(note: dict[str, Any], pair_id: str, session: dict[str, Any]) -> SessionNote:
    held = session["held_on"]
    return SessionNote(
        id=note["id"],
        pair_id=pair_id,
        session=session["number"],
        author=note["author"],
        visibility=Visibility(note["visibility"]),
        text=note["text"],
        held_on=date.fromisoformat(held) if isinstance(held, str) else held,
    )


def place(case: Case, found: Found) -> int | None:
    """The place (from 0) of the first hit that holds a relevant sentence; None if there is none."""
    return next((n for n, hit in enumerate(found.hits) if answers(case, hit.passage)), None)


def answers(case: Case, passage: Passage) -> bool:
    """Whether a passage holds a relevant sentence, or is a part of one."""
    text = " ".join(passage.text.split())
    return any(
        passage.source == source and (" ".join(quote.split()) in text or text in quote)
        for source, quote in case.relevant
    )
