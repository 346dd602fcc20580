"""Chroma in a process of its own: a broken file can end whoever reads it.

python -m assistant.retrieval.chroma FOLDER    answers requests on stdin until it is closed

Chroma reads its files with compiled code that trusts them, so damage ends the process instead of
raising an error. ``folder.IndexFolder`` starts this one, asks, and outlives it.

Only ids are looked up. Chroma's own nearest-neighbour query is never used: search compares a
scope's vectors exactly, which is faster for one pair and cannot return a foreign passage.
"""

import os
import shutil
import sqlite3
import sys
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from assistant.retrieval.frames import Vectors, read_frame, write_frame
from assistant.retrieval.memory import give_back

BATCH = 5_000
READ = 500  # vectors at a time: of 200 to 5,000 the fastest, and the least memory
MANY = 2_000  # vectors; what Chroma keeps of so many costs more than the 50 ms to open it again
LOADED = 40_000
# Chroma's own search is never asked, and the graph it would need is most of the work of taking
# in a vector, and of opening a collection whose last thousand were not written out yet.
NO_GRAPH = {"space": "cosine", "max_neighbors": 2, "ef_construction": 2}


class Collections:
    """The collections in a folder, by name; opened when they are first needed.

    What it reads Chroma keeps in memory, so it is closed again after much was read.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._client: Any = None
        self._held: dict[str, Any] = {}
        self._loaded: dict[str, int] = {}

    @property
    def is_open(self) -> bool:
        """Whether Chroma holds anything in memory."""
        return self._client is not None

    def widths(self) -> dict[str, int]:
        """The length of the vectors in each collection, by name."""
        return {n: int((c.metadata or {}).get("dimensions", 0)) for n, c in self._opened().items()}

    def upsert(
        self,
        name: str,
        ids: Sequence[str],
        metadatas: Sequence[Mapping[str, str]],
        vectors: Vectors,
    ) -> None:
        """Store one vector a row in a collection, which is made if it is not there."""
        held = self._opened()
        if name not in held:
            held[name] = self._client.get_or_create_collection(
                name,
                configuration={"hnsw": NO_GRAPH},
                metadata={"dimensions": vectors.shape[1]},
                embedding_function=None,
            )
        for start in range(0, len(ids), BATCH):
            part = slice(start, start + BATCH)
            held[name].upsert(
                ids=list(ids[part]),
                embeddings=vectors[part],
                metadatas=[dict(m) for m in metadatas[part]],
            )

    def delete(self, ids: Sequence[str]) -> None:
        """Forget the ids in every collection."""
        for collection in self._opened().values():
            for start in range(0, len(ids), BATCH):
                part = list(ids[start : start + BATCH])
                if held := collection.get(ids=part, include=[])["ids"]:
                    collection.delete(ids=held)

    def vectors(self, name: str, ids: Sequence[str]) -> tuple[list[str], Vectors]:
        """Those of the ids that the collection holds, and their vectors, one a row.

        Raises:
            ValueError: when they are not of length 1, as they were stored.
        """
        collection: Any = self._opened().get(name)
        found: list[str] = []
        parts: list[Vectors] = [np.zeros((0, 1), dtype=np.float32)]
        for start in range(0, len(ids) if collection is not None else 0, READ):
            told = collection.get(ids=list(ids[start : start + READ]), include=["embeddings"])
            if told["ids"]:
                found += told["ids"]
                parts.append(np.asarray(told["embeddings"], dtype=np.float32))
        together = np.concatenate(parts[1:] or parts)
        if len(together) != len(found) or not np.all(
            abs(np.linalg.norm(together, axis=1) - 1) <= 0.01
        ):
            raise ValueError("vectors are not as they were stored")
        if collection is not None and name not in self._loaded:
            self._loaded[name] = collection.count()
        if len(found) >= MANY or (len(self._loaded) > 1 and sum(self._loaded.values()) > LOADED):
            self.close()
        return found, together

    def ids(self, names: Sequence[str]) -> list[str]:
        """The ids in the collections that are there."""
        held = [c for name, c in self._opened().items() if name in names]
        return [i for collection in held for i in collection.get(include=[])["ids"]]

    def count(self, names: Sequence[str]) -> int:
        """How many vectors the collections hold."""
        return sum(c.count() for name, c in self._opened().items() if name in names)

    def verify(self) -> None:
        """Read every vector that is held.

        Raises:
            ValueError: when one is not of the length that its collection is for, or of length 1.
        """
        for name, width in self.widths().items():
            ids = self.ids([name])
            found, vectors = self.vectors(name, ids)
            if len(found) < len(ids) or (found and vectors.shape[1] != width):
                raise ValueError("vectors are missing, or of another length")

    def drop(self, names: Sequence[str]) -> None:
        """Remove collections, and give their space on the disk back."""
        held = self._opened()
        for name in names:
            self._client.delete_collection(name)
            del held[name]
        self.close()
        with suppress(sqlite3.Error, OSError):  # another process may be reading
            _reclaim(self._folder)

    def close(self) -> None:
        """Let go of the folder; the next call opens it again."""
        if self._client is not None:
            self._client.close()
        self._client = None
        self._held.clear()
        self._loaded.clear()
        give_back()

    def _opened(self) -> dict[str, Any]:
        if self._client is None:
            import chromadb
            from chromadb.config import Settings

            settings = Settings(anonymized_telemetry=False, is_persistent=True)
            self._client = chromadb.PersistentClient(str(self._folder), settings=settings)
            self._held = {c.name: c for c in self._client.list_collections()}
        return self._held


def _reclaim(folder: Path) -> None:
    """Give back what Chroma keeps of removed collections: their folders, and the file's holes."""
    with closing(sqlite3.connect(folder / "chroma.sqlite3", timeout=1)) as database:
        used = {row[0] for row in database.execute("SELECT id FROM segments")}
        for path in folder.iterdir():
            if path.is_dir() and path.name not in used:
                shutil.rmtree(path)
        database.execute("VACUUM")


def _answer(collections: Collections, asked: BinaryIO, told: BinaryIO) -> None:
    """Do what is asked until there is nothing more; a fault is told, and is the last answer."""
    while (frame := read_frame(asked)) is not None:
        request, given = frame
        arguments = request["arguments"] if given is None else [*request["arguments"], given]
        try:
            answer = getattr(collections, request["verb"])(*arguments)
        except BaseException as error:  # noqa: BLE001 - a fault in compiled code is no Exception
            write_frame(told, {"fault": f"{type(error).__name__}: {error}"})
            return
        vectors = None
        if isinstance(answer, tuple):
            answer, vectors = answer
        write_frame(told, {"answer": answer}, vectors)


if __name__ == "__main__":
    # What Chroma prints must not get among the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    import chromadb  # noqa: F401 - slow, and done while the one who asks does something else

    _answer(Collections(Path(sys.argv[1])), sys.stdin.buffer, answers)
