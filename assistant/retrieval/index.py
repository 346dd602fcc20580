"""The vectors of the passages, by passage id; a disposable index beside the records.

Guidelines have one collection, notes are spread over sixteen by pair, since reading one vector
loads its whole collection into memory. The names of the collections carry the embedder's id, so
that the vectors of several embedders can lie in one folder without being mixed up.
"""

import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

from assistant.errors import StoreError
from assistant.retrieval.folder import LACKING, Chroma, DamagedIndex, IndexFolder, LackingIndex
from assistant.retrieval.frames import Vectors

Metadata = Mapping[str, str]

SHARDS = 16


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
    """A PassageIndex of one embedder's vectors in an IndexFolder (or the path of one).

    Where guidelines have another embedder than notes, ``guidelines_id`` is its id.

    Raises:
        StoreError: from every method, as IndexFolder.
    """

    def __init__(
        self, folder: IndexFolder | Path, embedder_id: str, guidelines_id: str | None = None
    ) -> None:
        self._folder = folder if isinstance(folder, IndexFolder) else IndexFolder(folder)
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
        with self._folder.open(writes=True) as chroma:
            known = _widths(chroma)
            for name, rows in by_name.items():
                self._check_width(known, name, vectors.shape[1])
                part = [ids[i] for i in rows], [dict(metadatas[i]) for i in rows]
                chroma.ask("upsert", name, *part, vectors=vectors[rows])

    def delete(self, ids: Sequence[str]) -> None:
        """Forgets the ids, of every embedder; those that are not held are no matter."""
        with self._folder.open(writes=True) as chroma:
            chroma.ask("delete", list(ids))

    def vectors(self, ids: Sequence[str], pair_id: str | None = None) -> tuple[list[str], Vectors]:
        """Those of the ids that are held, and their unit vectors, one a row."""
        with self._folder.open() as chroma:
            found, vectors = chroma.ask("vectors", self._name(pair_id), list(ids))
        return found, np.zeros((0, 1), dtype=np.float32) if vectors is None else vectors

    def ids(self) -> list[str]:
        """The ids of all passages that have a vector."""
        with self._folder.open() as chroma:
            held: list[str] = chroma.ask("ids", self._own(chroma))[0]
        return held

    def count(self) -> int:
        """How many passages have a vector."""
        with self._folder.open() as chroma:
            return int(chroma.ask("count", self._own(chroma))[0])

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
        with self._folder.open() as chroma:
            return self._alike(_widths(chroma), self._name(pair_id))

    def _own(self, chroma: Chroma) -> list[str]:
        return [name for name in _widths(chroma) if self.holds(name)]

    def _name(self, pair_id: str | None) -> str:
        if pair_id is None:
            return self._guidelines
        return f"{self._notes}{zlib.crc32(pair_id.encode()) % SHARDS:02d}"

    def _alike(self, known: Mapping[str, int], name: str) -> set[int]:
        """The lengths that what is kept under the name, or beside it, has."""
        kin = name if name == self._guidelines else self._notes
        return {width for held, width in known.items() if held.startswith(kin) and width}

    def _check_width(self, known: Mapping[str, int], name: str, width: int) -> None:
        if others := self._alike(known, name) - {width}:
            raise DamagedIndex(
                f"The embeddings give vectors of {width} numbers where the index holds "
                f"{others.pop()}; run `upmentor reindex` if the model behind the name has changed."
            )


class LenientIndex(ChromaIndex):
    """A ChromaIndex for search, which goes by words where this one cannot be read.

    ``failed`` is told then, and also when not all is there that was asked for.
    """

    def __init__(
        self, folder: IndexFolder, ids: tuple[str, str], failed: Callable[[StoreError], None]
    ) -> None:
        super().__init__(folder, *ids)
        self._failed = failed

    def vectors(self, ids: Sequence[str], pair_id: str | None = None) -> tuple[list[str], Vectors]:
        """Those of the ids that are held and can be read, and their vectors."""
        found: list[str] = []
        held: Vectors = np.zeros((0, 1), dtype=np.float32)
        try:
            found, held = super().vectors(ids, pair_id)
            if len(found) < len(ids):
                raise LackingIndex(LACKING)
        except StoreError as error:
            self._failed(error)
        return found, held


def _widths(chroma: Chroma) -> dict[str, int]:
    known: dict[str, int] = chroma.ask("widths")[0]
    return known
