"""Passages and vectors in memory, so that what is measured is the product's own Search."""

import hashlib
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant.domain import Passage, PassageKind, Scope
from assistant.retrieval.chunks import dense_text
from assistant.retrieval.embedders import MiniLMEmbedder, Vectors
from assistant.retrieval.index import Metadata

READER = "reader@example.org"
GUIDELINES = Scope(READER, None, guidelines=True)


class MemoryStore:
    """A PassageStore that holds all it was given; a pair's notes are open to every reader."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = {p.id: p for p in passages}

    def stamps(self, scope: Scope) -> tuple[str, str]:
        stamp = str(len(self._passages))
        return stamp if scope.guidelines else "", stamp if scope.pair_id else ""

    def passages(self, scope: Scope) -> list[Passage]:
        return [p for p in self._passages.values() if _holds(scope, p)]

    def example_questions(self, scope: Scope) -> list[Passage]:
        kept = self._passages.values() if scope.guidelines else ()
        return [p for p in kept if p.kind is PassageKind.QUESTION]

    def readable(self, ids: Sequence[str], scope: Scope) -> dict[str, Passage]:
        return {i: self._passages[i] for i in ids if _holds(scope, self._passages[i])}


def _holds(scope: Scope, passage: Passage) -> bool:
    if passage.kind is PassageKind.GUIDELINE:
        return scope.guidelines
    return scope.pair_id is not None and passage.pair_id == scope.pair_id


class MemoryIndex:
    """A PassageIndex in a dictionary."""

    def __init__(self) -> None:
        self._vectors: dict[str, Vectors] = {}

    def upsert(self, ids: Sequence[str], vectors: Vectors, metadatas: Sequence[Metadata]) -> None:
        self._vectors.update(zip(ids, vectors, strict=True))

    def delete(self, ids: Sequence[str]) -> None:
        for passage_id in ids:
            self._vectors.pop(passage_id, None)

    def vectors(self, ids: Sequence[str], pair_id: str | None = None) -> tuple[list[str], Vectors]:
        held = [i for i in ids if i in self._vectors]
        if not held:
            return [], np.zeros((0, 1), dtype=np.float32)
        return held, np.stack([self._vectors[i] for i in held])

    def ids(self) -> list[str]:
        return list(self._vectors)

    def count(self) -> int:
        return len(self._vectors)

    def clear(self) -> None:
        self._vectors.clear()

    def close(self) -> None:
        self._vectors.clear()


class RememberingEmbedder(MiniLMEmbedder):
    """The built-in embedder, with every vector kept in a file between runs."""

    def __init__(self, cache: Path) -> None:
        super().__init__()
        self._kept = sqlite3.connect(cache, timeout=60)
        self._kept.execute("create table if not exists e (k text primary key, v blob)")

    def embed(self, texts: Sequence[str]) -> Vectors:
        keys = [hashlib.sha256(t.encode("utf-8", "replace")).hexdigest() for t in texts]
        known = {k: v for key in dict.fromkeys(keys) for k, v in self._read(key)}
        missing = list(dict.fromkeys(i for i, k in enumerate(keys) if k not in known))
        for start in range(0, len(missing), 256):
            rows = missing[start : start + 256]
            made = super().embed([texts[i] for i in rows])
            known |= {keys[i]: v for i, v in zip(rows, made, strict=True)}
            self._kept.executemany(
                "insert or replace into e values (?, ?)",
                [(keys[i], v.tobytes()) for i, v in zip(rows, made, strict=True)],
            )
            self._kept.commit()
        return np.stack([known[k] for k in keys])

    def _read(self, key: str) -> list[tuple[str, Vectors]]:
        rows = self._kept.execute("select k, v from e where k = ?", (key,)).fetchall()
        return [(k, np.frombuffer(v, dtype=np.float32)) for k, v in rows]


def indexed(
    passages: Sequence[Passage], embedder: MiniLMEmbedder
) -> tuple[MemoryStore, MemoryIndex]:
    """A store and an index that hold the passages, embedded as ingest embeds them."""
    index = MemoryIndex()
    if passages:
        texts = [dense_text(p.kind, p.heading, p.text) for p in passages]
        index.upsert([p.id for p in passages], embedder.embed(texts), [{} for _ in passages])
    return MemoryStore(passages), index
