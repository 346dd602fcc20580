"""The vectors of the passages, by passage id; a disposable index beside the records."""

import logging
import os
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from assistant.errors import StoreError
from assistant.retrieval.embedders import Vectors

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection

Metadata = Mapping[str, str]
BATCH = 5_000
"""Records a call; Chroma takes at most 5,461."""

DAMAGED = "The search index is damaged; run: upmentor reindex"


class PassageIndex(Protocol):
    """Vectors by passage id. Metadata: ``kind``, ``pair_id`` ("" for none) and ``source``."""

    def upsert(
        self, ids: Sequence[str], vectors: Vectors, metadatas: Sequence[Metadata]
    ) -> None: ...

    def delete(self, ids: Sequence[str]) -> None: ...

    def vectors(self, ids: Sequence[str]) -> tuple[list[str], Vectors]:
        """The ids that are held, in any order, and their vectors, one a row."""
        ...

    def ids(self) -> list[str]: ...

    def count(self) -> int: ...

    def wipe(self) -> None:
        """Throw everything away and begin empty."""
        ...

    def claim(self) -> bool:
        """Become the one process that writes; False when another one is."""
        ...

    def close(self) -> None: ...


class ChromaIndex:
    """Chroma's embedded store, used as a keeper of vectors.

    Ranking happens in ``search`` over a scope's own vectors, so Chroma is asked by id only
    (``get``), which, unlike ``query``, also sees what another process has written meanwhile.
    Two processes writing to one folder would damage it: the first to write holds a file lock
    until it closes. The collection's name carries the embedder's id, for another embedder has
    other dimensions.
    """

    def __init__(self, path: Path, embedder_id: str) -> None:
        self._path = path
        self._name = collection_name(embedder_id)
        self._lock = _file_lock(path.with_suffix(".lock"))
        self._client: Any = None
        self._opening = RLock()

    def upsert(self, ids: Sequence[str], vectors: Vectors, metadatas: Sequence[Metadata]) -> None:
        """Store or replace vectors, one a row.

        Raises:
            StoreError: when another process is writing, or the index is damaged.
        """
        self._write()
        for part in _batches(len(ids)):
            with _sentences():
                self._collection().upsert(
                    ids=list(ids[part]),
                    embeddings=np.asarray(vectors[part], dtype=np.float32),
                    metadatas=[dict(m) for m in metadatas[part]],
                )

    def delete(self, ids: Sequence[str]) -> None:
        """Remove vectors; ids that are not held are passed over."""
        self._write()
        for part in _batches(len(ids)):
            with _sentences():
                self._collection().delete(ids=list(ids[part]))

    def vectors(self, ids: Sequence[str]) -> tuple[list[str], Vectors]:
        """The ids that are held and their vectors, one a row; in Chroma's order."""
        found: list[str] = []
        rows: list[Vectors] = []
        for part in _batches(len(ids)):
            with _sentences():
                got = self._collection().get(ids=list(ids[part]), include=["embeddings"])
            if got["ids"]:
                found += got["ids"]
                rows.append(np.asarray(got["embeddings"], dtype=np.float32))
        return found, np.concatenate(rows) if rows else np.zeros((0, 0), dtype=np.float32)

    def ids(self) -> list[str]:
        with _sentences():
            return list(self._collection().get(include=[])["ids"])

    def count(self) -> int:
        with _sentences():
            return int(self._collection().count())

    def claim(self) -> bool:
        """Become the one process that writes to this index; False when another one is."""
        from filelock import Timeout

        try:
            self._path.mkdir(parents=True, exist_ok=True)
            if not self._lock.is_locked:
                self._lock.acquire(timeout=0)
        except Timeout:
            return False
        except OSError as error:
            raise StoreError(
                f"Cannot write to {self._path.parent}; choose another folder with UPMENTOR_HOME."
            ) from error
        return True

    def wipe(self) -> None:
        """Throw the whole folder away and begin empty."""
        self._write()
        self._forget_client()
        shutil.rmtree(self._path, ignore_errors=True)

    def close(self) -> None:
        self._forget_client()
        if self._lock.is_locked:
            self._lock.release()

    def _write(self) -> None:
        if not self.claim():
            raise StoreError(
                "Another Upmentor process is writing the search index; close it and try again."
            )

    def _collection(self) -> "Collection":
        with self._opening:
            if self._client is None:
                self._client = _open_client(self._path)
            collection: Collection = self._client.get_or_create_collection(
                self._name,
                configuration={"hnsw": {"space": "cosine"}},
                embedding_function=None,
            )
            return collection

    def _forget_client(self) -> None:
        with self._opening:
            if self._client is not None:
                self._client.close()
                self._client = None


def collection_name(embedder_id: str) -> str:
    """A name Chroma accepts: 3 to 512 characters of letters, digits, dot, dash and underscore."""
    return "passages-" + re.sub(r"[^A-Za-z0-9_-]+", "-", embedder_id).strip("-")[:200]


def _open_client(path: Path) -> Any:
    os.environ["ANONYMIZED_TELEMETRY"] = "False"  # also read by parts that take no settings
    logging.getLogger("chromadb.telemetry").setLevel(logging.CRITICAL)
    import chromadb  # slow to import
    from chromadb.config import Settings

    path.mkdir(parents=True, exist_ok=True)
    with _sentences():
        return chromadb.PersistentClient(
            path=str(path), settings=Settings(anonymized_telemetry=False)
        )


def _file_lock(path: Path) -> Any:
    from filelock import FileLock

    return FileLock(path)


def _batches(count: int) -> Iterator[slice]:
    return (slice(start, start + BATCH) for start in range(0, count, BATCH))


class _sentences:  # noqa: N801 - reads as a word in "with _sentences():"
    """Turns whatever Chroma raises into the one sentence that helps."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: Any, _: object) -> None:
        if isinstance(error, Exception) and not isinstance(error, StoreError):
            raise StoreError(DAMAGED) from error
