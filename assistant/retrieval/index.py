"""The vectors of the passages, by passage id; a disposable index beside the records.

ChromaIndex keeps them in an embedded Chroma, which is not made for two processes on one folder:
a process does not see the vectors another one wrote after it had opened the folder, and asking
for them fails. Three rules make sharing safe:

- Every access holds the file lock ``index.lock``, for milliseconds (embedding happens outside).
- Every change raises the number in the file ``generation``. A process that finds a number that
  it has not seen closes its client and opens the folder afresh before it goes on.
- Only ids are looked up. Chroma's own nearest-neighbour query is never used: search compares a
  scope's vectors exactly, which is faster for one pair and cannot return a foreign passage.

Guidelines have one collection, notes are spread over sixteen by pair, since reading one vector
loads its whole collection into memory; when much has been loaded, the client is opened afresh.
The names of the collections carry the embedder's id: another embedder starts empty ones.
"""

import os
import shutil
import subprocess
import sys
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any, Protocol

import numpy as np
from filelock import FileLock, Timeout

from assistant.errors import StoreError
from assistant.retrieval.embedders import Vectors

Metadata = Mapping[str, str]

BATCH = 5_000
SHARDS = 16
VECTORS_LOADED = 120_000
WAIT_SECONDS = 20.0
PROBE_SECONDS = 60.0

DAMAGED = "The search index is damaged; run `upmentor reindex` to rebuild it from the records."
BUSY = "Another process is writing to the search index; try again when it has finished."


class PassageIndex(Protocol):
    """Vectors by passage id. Metadata: ``kind``, ``pair_id`` ("" for none) and ``source``."""

    def upsert(self, ids: Sequence[str], vectors: Vectors, metadatas: Sequence[Metadata]) -> None:
        """Stores one vector a row, instead of an earlier one of the same id."""
        ...

    def delete(self, ids: Sequence[str]) -> None:
        """Forgets the ids; those that are not held are no matter."""
        ...

    def vectors(self, ids: Sequence[str], pair_id: str | None = None) -> tuple[list[str], Vectors]:
        """Those of the ids (of one pair's notes, or of guidelines) that are held, and their
        vectors, one a row."""
        ...

    def ids(self) -> list[str]: ...

    def count(self) -> int: ...

    def clear(self) -> None:
        """Forgets everything."""
        ...

    def close(self) -> None: ...


class ChromaIndex:
    """A PassageIndex in a folder, by embedded Chroma.

    Raises:
        StoreError: from every method, when another process holds the index for too long, or
            when it is damaged; the sentence says what to do.
    """

    def __init__(self, folder: Path, embedder_id: str, wait: float = WAIT_SECONDS) -> None:
        self._folder = folder
        self._embedder_id = embedder_id[:40].strip("-")
        self._wait = wait
        self._guard = RLock()
        self._client: Any = None
        self._collections: dict[str, Any] = {}
        self._generation = -1
        self._loaded: dict[str, int] = {}

    def upsert(self, ids: Sequence[str], vectors: Vectors, metadatas: Sequence[Metadata]) -> None:
        """Stores one vector a row, instead of an earlier one of the same id."""
        by_name: dict[str, list[int]] = {}
        for row, metadata in enumerate(metadatas):
            by_name.setdefault(self._name(metadata["pair_id"] or None), []).append(row)
        with self._open(writes=True):
            for name, rows in by_name.items():
                collection = self._collection(name)
                for start in range(0, len(rows), BATCH):
                    part = rows[start : start + BATCH]
                    collection.upsert(
                        ids=[ids[i] for i in part],
                        embeddings=vectors[part],
                        metadatas=[dict(metadatas[i]) for i in part],
                    )

    def delete(self, ids: Sequence[str]) -> None:
        """Forgets the ids; those that are not held are no matter."""
        with self._open(writes=True):
            for collection in self._collections.values():
                for start in range(0, len(ids), BATCH):
                    part = list(ids[start : start + BATCH])
                    held = collection.get(ids=part, include=[])["ids"]
                    if held:
                        collection.delete(ids=held)

    def vectors(self, ids: Sequence[str], pair_id: str | None = None) -> tuple[list[str], Vectors]:
        """Those of the ids that are held, and their unit vectors, one a row."""
        name = self._name(pair_id)
        found: list[str] = []
        parts: list[Vectors] = []
        with self._open():
            collection: Any = self._collections.get(name)
            for start in range(0, len(ids) if collection else 0, BATCH):
                result = collection.get(
                    ids=list(ids[start : start + BATCH]), include=["embeddings"]
                )
                if result["ids"]:
                    found += result["ids"]
                    parts.append(np.asarray(result["embeddings"], dtype=np.float32))
            if collection and name not in self._loaded:
                self._loaded[name] = collection.count()
        if not found:
            return [], np.zeros((0, 1), dtype=np.float32)
        together = np.concatenate(parts)
        if len(together) != len(found) or abs(np.linalg.norm(together, axis=1) - 1).max() > 0.01:
            raise StoreError(DAMAGED)
        return found, together

    def ids(self) -> list[str]:
        """The ids of all passages that have a vector."""
        with self._open():
            held = [c.get(include=[])["ids"] for c in self._collections.values()]
        return [passage_id for ids in held for passage_id in ids]

    def count(self) -> int:
        """How many passages have a vector."""
        with self._open():
            return sum(c.count() for c in self._collections.values())

    def clear(self) -> None:
        """Removes the whole index, of every embedder, damaged or not."""
        with self._locked():
            self._forget()
            for path in self._folder.iterdir():
                if path.name in ("index.lock", "generation"):
                    continue
                shutil.rmtree(path) if path.is_dir() else path.unlink()
            self._raise_generation()

    def close(self) -> None:
        """Lets go of the folder; the next call opens it again."""
        with self._guard:
            self._shut()

    def _name(self, pair_id: str | None) -> str:
        part = (
            "guidelines"
            if pair_id is None
            else f"notes-{zlib.crc32(pair_id.encode()) % SHARDS:02d}"
        )
        return f"{self._embedder_id}.{part}"

    def _collection(self, name: str) -> Any:
        if name not in self._collections:
            self._collections[name] = self._client.get_or_create_collection(
                name, configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
            )
        return self._collections[name]

    @contextmanager
    def _open(self, writes: bool = False) -> Iterator[None]:
        """Holds the lock with a client that sees everything; turns its faults into ours."""
        with self._locked():
            if self._client is not None and (
                self._generation != self._read_generation()
                or sum(self._loaded.values()) > VECTORS_LOADED
            ):
                self._shut()
            marker = self._folder / f"opening-{os.getpid()}"
            try:
                if self._client is None:
                    self._check_markers()
                    marker.touch()
                    self._client = _client(self._folder)
                    self._collections = {
                        c.name: c
                        for c in self._client.list_collections()
                        if c.name.startswith(f"{self._embedder_id}.")
                    }
                    self._generation = self._read_generation()
                elif not self._loaded:
                    marker.touch()
                yield
                if writes:
                    self._raise_generation()
            except (StoreError, KeyboardInterrupt, SystemExit):
                raise
            except BaseException as error:  # a fault in Chroma's compiled part is no Exception
                self._forget()
                raise StoreError(DAMAGED) from error
            finally:
                marker.unlink(missing_ok=True)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with self._guard:
            try:
                self._folder.mkdir(parents=True, exist_ok=True)
                with FileLock(self._folder / "index.lock", timeout=self._wait):
                    yield
            except Timeout as error:
                raise StoreError(BUSY) from error
            except OSError as error:
                sentence = f"The search index in {self._folder} cannot be used: {error}"
                raise StoreError(sentence) from error

    def _check_markers(self) -> None:
        """Tries the index in a process of its own when an earlier one died while opening it."""
        left = list(self._folder.glob("opening-*"))
        if left and not probe(self._folder):
            raise StoreError(DAMAGED)
        for path in left:
            path.unlink(missing_ok=True)

    def _read_generation(self) -> int:
        try:
            return int((self._folder / "generation").read_text("ascii"))
        except (OSError, ValueError):
            return 0

    def _raise_generation(self) -> None:
        self._generation = self._read_generation() + 1
        fresh = self._folder / "generation.new"
        fresh.write_text(str(self._generation), "ascii")
        fresh.replace(self._folder / "generation")

    def _forget(self) -> None:
        """Drops the client without asking it anything, and what Chroma remembers of the folder."""
        from chromadb.api.shared_system_client import SharedSystemClient

        self._client = None
        self._shut()
        SharedSystemClient.clear_system_cache()

    def _shut(self) -> None:
        if self._client is not None:
            self._client.close()
        self._client = None
        self._collections.clear()
        self._loaded.clear()


def probe(folder: Path) -> bool:
    """Whether everything in the index can be read; tried in a process of its own, since a broken
    file can end the process that reads it. The caller holds the lock."""
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", "assistant.retrieval.index", str(folder)],
            capture_output=True,
            timeout=PROBE_SECONDS,
            check=False,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])},
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def _client(folder: Path) -> Any:
    import chromadb
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False, is_persistent=True)
    return chromadb.PersistentClient(str(folder), settings=settings)


def _read_everything(folder: Path) -> None:
    for collection in _client(folder).list_collections():
        ids = collection.get(include=[])["ids"]
        for start in range(0, len(ids), BATCH):
            held = collection.get(ids=ids[start : start + BATCH], include=["embeddings"])
            if abs(np.linalg.norm(held["embeddings"], axis=1) - 1).max() > 0.01:
                raise StoreError(DAMAGED)


if __name__ == "__main__":
    _read_everything(Path(sys.argv[1]))
