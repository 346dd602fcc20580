"""Stand-ins with a memory: a store of passages, and an outbox beside it."""

from collections.abc import Sequence
from datetime import date

from assistant.domain import OutboxRow, Passage, PassageKind, Scope, SessionNote, Visibility
from assistant.retrieval.chunks import note_passages

READER = "mina@a.example"
PAIR_A = Scope(READER, "pair-a", guidelines=True)


class Shelf:
    """A PassageStore over a list; a change raises the stamp. ``closed`` ids are unreadable."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.held = list(passages)
        self.closed: set[str] = set()
        self.changes = 0
        self.reads = 0

    def add(self, passages: Sequence[Passage]) -> None:
        self.held += passages
        self.changes += 1

    def stamps(self, scope: Scope) -> tuple[str, str]:
        stamp = str(self.changes)
        return stamp if scope.guidelines else "", stamp if scope.pair_id else ""

    def passages(self, scope: Scope) -> list[Passage]:
        self.reads += 1
        return [p for p in self.held if self._holds(scope, p)]

    def example_questions(self, scope: Scope) -> list[Passage]:
        held = self.held if scope.guidelines else []
        return [p for p in held if p.kind is PassageKind.QUESTION]

    def readable(self, ids: Sequence[str], scope: Scope) -> dict[str, Passage]:
        known = {p.id: p for p in self.held if self._holds(scope, p)}
        return {i: known[i] for i in ids if i in known and i not in self.closed}

    def _holds(self, scope: Scope, passage: Passage) -> bool:
        if passage.kind is PassageKind.GUIDELINE:
            return scope.guidelines
        return scope.pair_id is not None and passage.pair_id == scope.pair_id


class Tray:
    """An Outbox in a list, that remembers what was done."""

    def __init__(self, rows: Sequence[OutboxRow]) -> None:
        self.rows = list(rows)

    def pending(self, limit: int) -> list[OutboxRow]:
        return self.rows[:limit]

    def pending_count(self) -> int:
        return len(self.rows)

    def done(self, ids: Sequence[int]) -> None:
        self.rows = [r for r in self.rows if r.id not in set(ids)]

    def all_ids(self) -> list[str]:
        return sorted(r.passage_id for r in self.rows)

    def all_rows(self, limit: int, after: str = "") -> list[OutboxRow]:
        later = [r for r in self.rows if r.passage_id > after]
        return sorted(later, key=lambda r: r.passage_id)[:limit]


def rows_of(passages: Sequence[Passage], first: int = 1) -> list[OutboxRow]:
    """The passages as changes that wait for the index."""
    return [
        OutboxRow(n, "index", p.id, p.kind, p.pair_id, p.source, p.text, p.heading)
        for n, p in enumerate(passages, first)
    ]


def notes(pair_id: str, session: int, day: date, text: str, author: str = READER) -> list[Passage]:
    """The passages of a note."""
    note_id = f"{pair_id}-{session}-{author[:4]}"
    return note_passages(SessionNote(note_id, pair_id, session, author, Visibility.PAIR, text, day))
