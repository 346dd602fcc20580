"""What Upmentor's offline writer cites when it is asked about a meeting.

The meeting is the shared note of a pair's session, and one of the two asks; the brief is made as
Coach makes it. The hits are the passages that the answer's statements cite, in its order.
"""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from assistant.coach.drafting import FOUND_FOR_A_DRAFT
from assistant.domain import Pair, Person, Program, Scope, Session, SessionStatus, Side
from assistant.drafts import Kind
from assistant.retrieval.chunks import note_passages
from assistant.retrieval.search import Search
from assistant.writers import Brief, NoteMaterial
from assistant.writers.offline import OfflineWriter
from evals.peers.upmentor import Fresh, Remembering, note_of
from evals.peers.worker import Found, serve
from evals.retrieval.memory import indexed

MINUTES = 60


class Answers:
    """``answer`` is the only way of retrieving."""

    def __init__(self, vectors: Path | None) -> None:
        self.embedder = Remembering(vectors) if vectors else Fresh()
        self._writer = OfflineWriter()

    def index(self, documents: list[dict[str, Any]], message: dict[str, Any]) -> int:
        world = message["world"]
        self._today = date.fromisoformat(world["today"])
        self._reader = Person(world["reader"], "Reader")
        notes = [note_of(row, world["pair"]) for row in documents]
        self._passages = {p.id: p for note in notes for p in note_passages(note)}
        self._materials = tuple(
            NoteMaterial(
                n, tuple((p.id, p.text) for p in self._passages.values() if p.source == n.id)
            )
            for n in notes
        )
        held = self._today - timedelta(days=1)
        sessions = tuple(Session(n.session, held, MINUTES, SessionStatus.HELD) for n in notes)
        partner = Person("partner@example.org", "Partner")
        self._pair = Pair(world["pair"], self._reader, partner, sessions=sessions)
        store, index = indexed(tuple(self._passages.values()), self.embedder)
        self._search = Search(store, index, self.embedder)
        return len(self._passages)

    def open(self, folder: Path, retriever: str) -> None:
        raise NotImplementedError("Answers are measured on sets alone.")

    def query(self, retriever: str, text: str, k: int) -> list[Found]:
        scope = Scope(self._reader.email, self._pair.id, guidelines=False)
        people = (self._pair.mentor, self._pair.mentee)
        found = self._search.find(
            text, scope, FOUND_FOR_A_DRAFT, today=self._today, people=people, quoting=True
        )
        brief = Brief(
            Kind.ANSWER,
            self._reader,
            self._today,
            Program("Measured"),
            pair=self._pair,
            side=Side.MENTOR,
            question=text,
            hits=found.hits if found.answerable else (),
            stretches=found.stretches,
            notes=self._materials,
        )
        *_, draft = self._writer.write(brief)
        cited = [self._passages[s] for s in draft.sources() if s in self._passages]
        return [Found(p.source, p.text) for p in cited][:k]


if __name__ == "__main__":
    serve(Answers)
