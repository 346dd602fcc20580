"""Engines over a small store, with embedders that remember, fail and die; a process of its own too.

python -m tests.retrieval.spaces HOME CHOSEN die N    rebuild, and be killed after N texts
python -m tests.retrieval.spaces HOME CHOSEN answer   a line of JSON for each question on stdin
"""

import json
import os
import signal
import sys
import zlib
from pathlib import Path

import numpy as np
from langchain_core.embeddings import Embeddings

from assistant.domain import Guideline, Scope
from assistant.importing import parse_program
from assistant.records import Records, open_store
from assistant.records.imports import import_program
from assistant.retrieval.choosing import Choice
from assistant.retrieval.chunks import guideline_passages, note_passages
from assistant.retrieval.embedders import ByKind, Embedder, EmbeddingsFault
from assistant.retrieval.folder import IndexFolder
from assistant.retrieval.switching import SwitchingEngine
from tests.builders import TODAY, program_file

MENTOR = Scope("mentor1@a.example", "pair-1", guidelines=True)
OLD, NEW = Choice("huggingface:old"), Choice("huggingface:new")
SERVICE = Choice("openai:service")
SECTIONS = 150


class Spoken(Embeddings):
    """Counts words into ``size`` places; remembers texts and questions."""

    def __init__(self, size: int, dies_after: int = 10**9) -> None:
        self.size = size
        self.dies_after = dies_after
        self.fault: str | None = None
        self.texts: list[str] = []
        self.questions: list[str] = []

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        if self.fault:
            raise EmbeddingsFault(self.fault)
        self.texts += texts
        if len(self.texts) > self.dies_after:
            os.kill(os.getpid(), signal.SIGKILL)
        return [self._vector(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        if self.fault:
            raise EmbeddingsFault(self.fault)
        self.questions.append(text)
        return self._vector(text)

    def _vector(self, text: str) -> list[float]:
        vector = np.full(self.size, 0.01)
        for word in text.lower().split():
            vector[zlib.crc32(word.strip(".,!?").encode()) % self.size] += 1
        return [float(v) for v in vector]


class Desk:
    """A store in a folder, and an engine over it for whichever embedder is chosen."""

    def __init__(self, home: Path, chosen: Choice, dies_after: int = 10**9) -> None:
        self.old, self.new = Spoken(8), Spoken(12, dies_after)
        self.service, self.own = Spoken(16), Spoken(8)
        self.home = home
        self.records = Records(open_store(f"sqlite:///{home / 'upmentor.db'}", create=True))
        self.folder = IndexFolder(home / "index")
        self.engine = SwitchingEngine(self.records, self.folder, chosen, self._open)

    def _open(self, choice: Choice) -> Embedder:
        both = ByKind(guidelines=self.service, notes=self.own)
        known = {OLD: self.old, NEW: self.new, SERVICE: both, Choice(): self.own}
        return known[choice]

    def stock(self) -> "Desk":
        """Take in a program and a guideline of many sections."""
        import_program(self.records.store, parse_program(program_file(3)), note_passages)
        text = "\n\n".join(f"## Part {n}\n\nRule {n} is about w{n}." for n in range(SECTIONS))
        rules = Guideline("rules.md", "Rules", text, content_hash="1")
        self.records.save_guideline("operator", rules, guideline_passages(rules))
        self.engine.follow()
        return self

    def fill_a_part(self) -> None:
        """One batch of the chosen embedder's index, as if the process was stopped then."""
        looks = iter([False, False])
        self.engine._complete(stopped=lambda: next(looks, True))

    def first(self, question: str) -> str:
        """The text of the best hit of a mentor."""
        hits = self.engine.find(question, MENTOR, 3, today=TODAY).hits
        return hits[0].passage.text if hits else ""

    def serving(self) -> str | None:
        """The setting that the state file names."""
        told = json.loads((self.folder.path / "serving.json").read_text())
        setting: str | None = told["serving"]["setting"]
        return setting

    def close(self) -> None:
        self.engine.close()
        self.records.store.close()


def main() -> None:
    """Do what the command line says."""
    home, setting, what, *rest = sys.argv[1:]
    desk = Desk(Path(home), Choice(setting), int(rest[0]) if rest else 10**9)
    if what == "die":
        desk.engine.rebuild()
    for line in sys.stdin:
        found = desk.first(line.strip())
        told = {"first": found, "old": len(desk.old.questions), "new": len(desk.new.questions)}
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
