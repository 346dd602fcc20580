"""The vectors of the passages, by passage id; a disposable index beside the records.

Guidelines have one collection, notes are spread over sixteen by pair, since reading one vector
loads its whole collection into memory. The names of the collections carry the embedder's id, so
that the vectors of several embedders can lie in one folder without being mixed up.
"""

import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from assistant.errors import StoreError
from assistant.retrieval.chroma import BATCH, DAMAGED, ChromaFolder, DamagedIndex
from assistant.retrieval.embedders import Vectors

Metadata = Mapping[str, str]

SHARDS = 16
READ = 500  # vectors at a time: of 200 to 5,000 the fastest, and the least memory
MANY = 2_000  # vectors; what Chroma keeps of so many costs more than the 50 ms to open it again


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
    """A PassageIndex of one embedder's vectors in a ChromaFolder (or the path of one).

    Where guidelines have another embedder than notes, ``guidelines_id`` is its id.

    Raises:
        StoreError: from every method, as ChromaFolder.
    """

    def __init__(
        self, folder: ChromaFolder | Path, embedder_id: str, guidelines_id: str | None = None
    ) -> None:
        self._folder = folder if isinstance(folder, ChromaFolder) else ChromaFolder(folder)
        self._notes = f"{embedder_id}.notes-"
        self._guidelines = f"{guidelines_id or embedder_id}.guidelines"

    def upsert(self, ids: Sequence[str], vectors: Vectors, metadatas: Sequence[Metadata]) -> None:
        """Stores one vector a row, instead of an earlier one of the same id.

        Raises:
            StoreError: when the vectors are of another length than those that are held.
        """
        by_name: dict[str, list[int]] = {}
        for row, metadata in enumerate(metadatas):
            by_name.setdefault(self._name(metadata["pair_id"] or None), []).append(row)
        with self._folder.open(writes=True):
            for name, rows in by_name.items():
                self._check_width(name, vectors.shape[1])
                collection = self._folder.collection(name, vectors.shape[1])
                for start in range(0, len(rows), BATCH):
                    part = rows[start : start + BATCH]
                    collection.upsert(
                        ids=[ids[i] for i in part],
                        embeddings=vectors[part],
                        metadatas=[dict(metadatas[i]) for i in part],
                    )

    def delete(self, ids: Sequence[str]) -> None:
        """Forgets the ids, of every embedder; those that are not held are no matter."""
        with self._folder.open(writes=True):
            for collection in self._folder.collections.values():
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
        with self._folder.open():
            collection: Any = self._folder.collections.get(name)
            for start in range(0, len(ids) if collection else 0, READ):
                result = collection.get(ids=list(ids[start : start + READ]), include=["embeddings"])
                if result["ids"]:
                    found += result["ids"]
                    parts.append(np.asarray(result["embeddings"], dtype=np.float32))
            if collection:
                self._folder.loaded(name)
        if len(found) >= MANY:
            self._folder.close()
        if not found:
            return [], np.zeros((0, 1), dtype=np.float32)
        together = np.concatenate(parts)
        if len(together) != len(found) or abs(np.linalg.norm(together, axis=1) - 1).max() > 0.01:
            raise DamagedIndex(DAMAGED)
        return found, together

    def ids(self) -> list[str]:
        """The ids of all passages that have a vector."""
        with self._folder.open():
            held = [c.get(include=[])["ids"] for c in self._own()]
        return [passage_id for ids in held for passage_id in ids]

    def count(self) -> int:
        """How many passages have a vector."""
        with self._folder.open():
            return sum(c.count() for c in self._own())

    def clear(self) -> None:
        """Removes the whole index, of every embedder, damaged or not."""
        self._folder.clear()

    def close(self) -> None:
        """Lets go of the folder; the next call opens it again."""
        self._folder.close()

    def holds(self, name: str) -> bool:
        """Whether the collection of that name is one of this index."""
        return name == self._guidelines or name.startswith(self._notes)

    def widths(self, pair_id: str | None = None) -> set[int]:
        """The lengths of the vectors held of notes, or (without a pair) of guidelines."""
        with self._folder.open():
            return self._widths(self._name(pair_id))

    def _own(self) -> list[Any]:
        return [c for name, c in self._folder.collections.items() if self.holds(name)]

    def _name(self, pair_id: str | None) -> str:
        if pair_id is None:
            return self._guidelines
        return f"{self._notes}{zlib.crc32(pair_id.encode()) % SHARDS:02d}"

    def _widths(self, name: str) -> set[int]:
        kin = name if name == self._guidelines else self._notes
        known = [
            (c.metadata or {}).get("dimensions")
            for held, c in self._folder.collections.items()
            if held.startswith(kin)
        ]
        return {int(width) for width in known if width}

    def _check_width(self, name: str, width: int) -> None:
        if others := self._widths(name) - {width}:
            raise StoreError(
                f"The embeddings give vectors of {width} numbers where the index holds "
                f"{others.pop()}; run `upmentor reindex` if the model behind the name has changed."
            )
