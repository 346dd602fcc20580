"""Small real stand-ins: an embedder of words and an index in memory."""

import zlib
from collections.abc import Mapping, Sequence

import numpy as np
from langchain_core.embeddings import Embeddings

from assistant.retrieval.embedders import Vectors


class WordEmbedder(Embeddings):
    """Counts words into 256 places; texts that share words are near each other."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.embed_query(t) for t in texts]

    def embed_query(self, text: str) -> list[float]:
        vector = np.zeros(256)
        for word in text.lower().split():
            vector[zlib.crc32(word.strip(".,!?").encode()) % 256] += 1
        length = float(np.linalg.norm(vector))
        return [float(v) for v in (vector / length if length else vector)]


class MemoryIndex:
    """A PassageIndex that is gone with the test."""

    def __init__(self) -> None:
        self.held: dict[str, Vectors] = {}

    def upsert(
        self, ids: Sequence[str], vectors: Vectors, metadatas: Sequence[Mapping[str, str]]
    ) -> None:
        self.held.update(zip(ids, vectors, strict=True))

    def delete(self, ids: Sequence[str]) -> None:
        for passage_id in ids:
            self.held.pop(passage_id, None)

    def vectors(self, ids: Sequence[str], pair_id: str | None = None) -> tuple[list[str], Vectors]:
        known = [i for i in ids if i in self.held]
        rows = [self.held[i] for i in known]
        return known, np.array(rows, dtype=np.float32).reshape(len(rows), -1 if rows else 1)

    def ids(self) -> list[str]:
        return list(self.held)

    def count(self) -> int:
        return len(self.held)

    def clear(self) -> None:
        self.held.clear()

    def close(self) -> None:
        pass
