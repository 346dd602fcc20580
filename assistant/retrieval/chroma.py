"""The folder of an embedded Chroma, shared by every process that uses one store.

Chroma is not made for two processes on one folder: a process does not see the vectors another one
wrote after it had opened the folder, and asking for them fails. Three rules make sharing safe:

- Every access holds the file lock ``index.lock``, for milliseconds (embedding happens outside).
- Every change raises the number in the file ``generation``. A process that finds a number that
  it has not seen closes its client and opens the folder afresh before it goes on.
- Only ids are looked up. Chroma's own nearest-neighbour query is never used: search compares a
  scope's vectors exactly, which is faster for one pair and cannot return a foreign passage.

A process has one ChromaFolder for a folder, whatever it keeps in it.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import Any

import numpy as np
from filelock import FileLock, Timeout

from assistant.errors import StoreError
from assistant.retrieval.memory import give_back

BATCH = 5_000
VECTORS_LOADED = 40_000
# Chroma's own search is never asked, and the graph it would need is most of the work of taking
# in a vector, and of opening a collection whose last thousand were not written out yet.
NO_GRAPH = {"space": "cosine", "max_neighbors": 2, "ef_construction": 2}
WAIT_SECONDS = 20.0
PROBE_SECONDS = 60.0
STAYS = ("index.lock", "generation", "filling.lock", "serving.json")

DAMAGED = "The search index is damaged; run `upmentor reindex` to rebuild it from the records."
BUSY = "Another process is writing to the search index; try again when it has finished."


class DamagedIndex(StoreError):
    """What lies in the folder cannot be read."""


class ChromaFolder:
    """The collections in a folder, by name.

    Raises:
        StoreError: from every method, when another process holds the index for too long, or
            when it is damaged; the sentence says what to do.
    """

    def __init__(self, path: Path, wait: float = WAIT_SECONDS) -> None:
        self.path = path
        self.collections: dict[str, Any] = {}
        self._guard = RLock()
        self._lock = FileLock(path / "index.lock", timeout=wait, thread_local=False)
        self._client: Any = None
        self._generation = -1
        self._loaded: dict[str, int] = {}

    def collection(self, name: str, dimensions: int) -> Any:
        """The collection of that name, made if it is not there; within ``open``."""
        if name not in self.collections:
            self.collections[name] = self._client.get_or_create_collection(
                name,
                configuration={"hnsw": NO_GRAPH},
                metadata={"dimensions": dimensions},
                embedding_function=None,
            )
        return self.collections[name]

    def loaded(self, name: str) -> None:
        """Count a collection that was read: Chroma keeps it in memory until the client closes."""
        if name not in self._loaded:
            self._loaded[name] = self.collections[name].count()

    def drop(self, unwanted: Callable[[str], bool]) -> None:
        """Remove collections by name, and give their space on the disk back."""
        with self.locked():
            with self.open(writes=True):
                names = [name for name in self.collections if unwanted(name)]
                for name in names:
                    self._client.delete_collection(name)
                    del self.collections[name]
            if names:
                self._shut()
                with suppress(sqlite3.Error, OSError):  # another process may be reading
                    _reclaim(self.path)

    def clear(self) -> None:
        """Removes every collection, damaged or not."""
        with self.locked():
            self._forget()
            for path in self.path.iterdir():
                if path.name not in STAYS:
                    shutil.rmtree(path) if path.is_dir() else path.unlink()
            self._raise_generation()

    def close(self) -> None:
        """Lets go of the folder; the next call opens it again."""
        with self._guard:
            self._shut()

    @contextmanager
    def open(self, writes: bool = False) -> Iterator[None]:
        """Holds the lock with a client that sees everything; turns its faults into ours."""
        with self.locked():
            if self._client is not None and (
                self._generation != self._read_generation()
                or (len(self._loaded) > 1 and sum(self._loaded.values()) > VECTORS_LOADED)
            ):
                self._shut()
            marker = self.path / f"opening-{os.getpid()}"
            try:
                if self._client is None:
                    self._check_markers()
                    marker.touch()
                    self._client = _client(self.path)
                    self.collections = {c.name: c for c in self._client.list_collections()}
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
                raise DamagedIndex(DAMAGED) from error
            finally:
                marker.unlink(missing_ok=True)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Holds the lock alone: nobody else reads or writes meanwhile."""
        with self._guard:
            try:
                self.path.mkdir(parents=True, exist_ok=True)
                with self._lock:
                    yield
            except Timeout as error:
                raise StoreError(BUSY) from error
            except OSError as error:
                sentence = f"The search index in {self.path} cannot be used: {error}"
                raise StoreError(sentence) from error

    def _check_markers(self) -> None:
        """Tries the index in a process of its own when an earlier one died while opening it."""
        left = list(self.path.glob("opening-*"))
        if left and not probe(self.path):
            raise DamagedIndex(DAMAGED)
        for path in left:
            path.unlink(missing_ok=True)

    def _read_generation(self) -> int:
        try:
            return int((self.path / "generation").read_text("ascii"))
        except (OSError, ValueError):
            return 0

    def _raise_generation(self) -> None:
        self._generation = self._read_generation() + 1
        replace_file(self.path / "generation", str(self._generation))

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
        self.collections.clear()
        self._loaded.clear()
        give_back()


def replace_file(path: Path, text: str) -> None:
    """Write a small file so that a reader sees the old text or the new one, whole."""
    fresh = path.with_name(f"{path.name}.new")
    with fresh.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def probe(folder: Path) -> bool:
    """Whether everything in the index can be read; tried in a process of its own, since a broken
    file can end the process that reads it. The caller holds the lock."""
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", "assistant.retrieval.chroma", str(folder)],
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


def _reclaim(folder: Path) -> None:
    """Give back what Chroma keeps of removed collections: their folders, and the file's holes."""
    with closing(sqlite3.connect(folder / "chroma.sqlite3", timeout=1)) as database:
        used = {row[0] for row in database.execute("SELECT id FROM segments")}
        for path in folder.iterdir():
            if path.is_dir() and path.name not in used:
                shutil.rmtree(path)
        database.execute("VACUUM")


def _read_everything(folder: Path) -> None:
    for collection in _client(folder).list_collections():
        ids = collection.get(include=[])["ids"]
        for start in range(0, len(ids), BATCH):
            held = collection.get(ids=ids[start : start + BATCH], include=["embeddings"])
            if abs(np.linalg.norm(held["embeddings"], axis=1) - 1).max() > 0.01:
                raise DamagedIndex(DAMAGED)


if __name__ == "__main__":
    _read_everything(Path(sys.argv[1]))
