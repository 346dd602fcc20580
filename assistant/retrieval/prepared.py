"""Vectors made beforehand for the shipped texts, so that a first start does not embed them.

They lie beside the guidelines as ``vectors.npz``: the hash of each text that was embedded and its
vector in whole numbers from -127 to 127. A text that is not in the file, or was changed by a
letter, is embedded as any other. ``make vectors`` writes the file again.
"""

import hashlib
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import numpy as np
from langchain_core.embeddings import Embeddings

from assistant.domain import Passage, PassageKind, SessionNote, Visibility
from assistant.retrieval.embedders import MiniLMEmbedder, Vectors, unit

FILE = "vectors.npz"


class PreparedEmbedder(Embeddings):
    """MiniLM that looks a text up before it computes; a damaged or missing file only costs time."""

    id = MiniLMEmbedder.id

    def __init__(self, folder: Path, embedder: MiniLMEmbedder) -> None:
        self._path = folder / FILE
        self._embedder = embedder
        self._known: dict[bytes, Vectors] | None = None

    def embed_query(self, text: str) -> list[float]:
        """The unit vector of one question."""
        return self._embedder.embed_query(text)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Unit vectors of the texts, in order."""
        known = self._load()
        keys = [_key(text) for text in texts]
        missing = [i for i, key in enumerate(keys) if key not in known]
        fresh = self._embedder.embed([texts[i] for i in missing]) if missing else ()
        made = dict(zip(missing, fresh, strict=True))
        return [(made[i] if i in made else known[key]).tolist() for i, key in enumerate(keys)]

    def _load(self) -> dict[bytes, Vectors]:
        if self._known is None:
            self._known = read(self._path)
        return self._known


def read(path: Path) -> dict[bytes, Vectors]:
    """The vectors of a file by text hash; none when it is missing, damaged or another model's."""
    try:
        with np.load(path, allow_pickle=False) as file:
            if str(file["model"]) != MiniLMEmbedder.id:
                return {}
            rows = unit(file["vectors"].astype(np.float32))
            return {bytes(key): row for key, row in zip(file["keys"], rows, strict=True)}
    except (OSError, ValueError, KeyError):
        return {}


def write(path: Path, texts: Iterable[str], embedder: MiniLMEmbedder) -> int:
    """Embed the texts and keep their vectors; how many there are."""
    wanted = sorted(set(texts))
    keys = np.array([list(_key(text)) for text in wanted], dtype=np.uint8)
    vectors = embedder.embed(wanted)
    steps = np.rint(127 * vectors / np.abs(vectors).max(axis=1, keepdims=True)).astype(np.int8)
    np.savez(path, model=np.array(MiniLMEmbedder.id), keys=keys, vectors=steps)
    return len(wanted)


def shipped_passages(knowledge: Path) -> list[Passage]:
    """Every passage and example question of the guidelines in a folder."""
    from assistant.retrieval.files import GuidelineReader, guideline_bytes, guideline_files

    passages = []
    with GuidelineReader() as reader:
        for path in guideline_files(knowledge):
            source = f"knowledge/{path.relative_to(knowledge).as_posix()}"
            passages += reader.read(source, *guideline_bytes(path))[1]
    return passages


def shipped_texts(guidelines: Sequence[Passage], notes: Iterable[str]) -> list[str]:
    """What a first start embeds: every passage and example question of the guidelines, every
    passage of the given notes, and the sentences that an answer is chosen from."""
    from assistant.retrieval.chunks import dense_text, note_passages
    from assistant.retrieval.stretches import lines

    passages = [*guidelines]
    for text in notes:
        note = SessionNote("n", "p", 1, "a@a.example", Visibility.PAIR, text, date(2026, 1, 1))
        passages += note_passages(note)
    whole = [dense_text(p.kind, p.heading, p.text) for p in passages]
    said = [line.text for p in passages if p.kind is not PassageKind.QUESTION for line in lines(p)]
    return [*whole, *said]


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:16]


def main() -> None:
    """Write the files of the guidelines in a folder, for which a demo program's notes come on
    stdin, and what is learned from their example questions and from the example utterances."""
    import json

    from assistant.retrieval import learning, likening

    knowledge = Path(sys.argv[1])
    program = json.load(sys.stdin)
    sessions = [s for pair in program["pairs"] for s in pair["sessions"]]
    notes = [note["text"] for s in sessions for note in s["notes"]]
    passages = shipped_passages(knowledge)
    count = write(knowledge / FILE, shipped_texts(passages, notes), MiniLMEmbedder())
    asked = likening.write(passages, PreparedEmbedder(knowledge, MiniLMEmbedder()))
    said = learning.write()
    told = f"{count} vectors of guidelines and notes"
    sys.stdout.write(f"{told}; learned from {asked} questions and {said} utterances.\n")


if __name__ == "__main__":
    main()
