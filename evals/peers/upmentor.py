"""Upmentor's own search, as the other systems are measured.

Sets are searched by the product's Search over passages in memory; an index in a folder is a
store as ``upmentor`` makes it, and is asked through the Coach.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

from assistant.bootstrap import build
from assistant.coach import Coach
from assistant.domain import Guideline, Passage, Person, Scope, SessionNote, Visibility
from assistant.importing import parse_program
from assistant.records import Records, open_store
from assistant.records.imports import import_program
from assistant.retrieval.chunks import guideline_passages, note_passages
from assistant.retrieval.embedders import MiniLMEmbedder, Vectors
from assistant.retrieval.engine import Engine
from assistant.retrieval.found import Found as Hits
from assistant.retrieval.index import ChromaIndex
from assistant.retrieval.search import Search
from assistant.settings import Settings
from evals.peers.worker import Found, serve
from evals.retrieval.memory import RememberingEmbedder, indexed

READER = "reader@example.org"
SECTIONS = 100
PROGRAM = {
    "program": {"name": "Measured"},
    "people": [{"email": READER, "name": "Reader", "roles": ["admin"]}],
    "pairs": [],
}


class _Timed:
    seconds = 0.0

    def embed(self, texts: Sequence[str]) -> Vectors:
        start = perf_counter()
        made: Vectors = super().embed(texts)  # type: ignore[misc]
        self.seconds += perf_counter() - start
        return made


class Fresh(_Timed, MiniLMEmbedder):
    """The built-in embedder."""


class Remembering(_Timed, RememberingEmbedder):
    """The same, with the vectors of a file."""


class Upmentor:
    """``search`` is the only way of retrieving."""

    def __init__(self, vectors: Path | None) -> None:
        self.embedder = Remembering(vectors) if vectors else Fresh()
        self._coach: Coach | None = None

    def index(self, documents: list[dict[str, Any]], message: dict[str, Any]) -> int:
        if message["folder"]:
            return self._stored(documents, Path(message["folder"]))
        world = message["world"]
        passages = [p for row in documents for p in _cut(row, world["pair"])]
        store, index = indexed(passages, self.embedder)
        self._search = Search(store, index, self.embedder)
        guidelines = any(row["kind"] == "guideline" for row in documents)
        self._scope = Scope(world["reader"], world["pair"], guidelines)
        self._today = date.fromisoformat(world["today"])
        self._people = [Person(email, name) for email, name in world["people"]]
        return len(passages)

    def open(self, folder: Path, retriever: str) -> None:
        self._coach = build(Settings.from_env({"UPMENTOR_HOME": str(folder)}))

    def query(self, retriever: str, text: str, k: int) -> list[Found]:
        if self._coach:
            hits = self._coach.search(READER, text, k=k)
            self.embedder.seconds += hits.timings_ms["embed"] / 1000
        else:
            hits = self._found(text, k)
        return [Found(h.passage.source, h.passage.text) for h in hits.hits]

    def _found(self, text: str, k: int) -> Hits:
        return self._search.find(text, self._scope, k, today=self._today, people=self._people)

    def _stored(self, documents: list[dict[str, Any]], folder: Path) -> int:
        """A store whose guidelines have a section a document, a hundred sections each."""
        settings = Settings.from_env({"UPMENTOR_HOME": str(folder)})
        records = Records(open_store(settings.database_url, create=True))
        import_program(records.store, parse_program(PROGRAM), note_passages)
        for start in range(0, len(documents), SECTIONS):
            source = f"measured/{start}"
            made = [
                p
                for row in documents[start : start + SECTIONS]
                for p in guideline_passages(Guideline(source, row["title"], row["text"]))
            ]
            passages = [replace(p, position=i) for i, p in enumerate(made)]
            whole = Guideline(source, source, "", content_hash=source)
            records.save_guideline("operator", whole, passages)
        identity = self.embedder.id
        index = ChromaIndex(settings.index_path, identity)
        search = Search(records, index, self.embedder)
        count = Engine(records, index, self.embedder, search, identity).follow()
        index.close()
        records.store.close()
        return count


def note_of(row: dict[str, Any], pair: str | None) -> SessionNote:
    """A document that is a note, as a shared note of the pair."""
    return SessionNote(
        id=row["id"],
        pair_id=pair or "",
        session=row["session"],
        author=row["author"],
        visibility=Visibility.PAIR,
        text=row["text"],
        held_on=date.fromisoformat(row["date"]) if row["date"] else None,
    )


def _cut(row: dict[str, Any], pair: str | None) -> list[Passage]:
    if row["kind"] == "guideline":
        return guideline_passages(Guideline(row["id"], row["title"], row["text"]))
    return note_passages(note_of(row, pair))


if __name__ == "__main__":
    serve(Upmentor)
