"""Learning from the example questions how alike two questions are; ``make vectors`` does it again.

Each example is to be nearer to those of its own section, and to its text, than to all others: the
matrix that serves this best is found by gradient descent, and kept small. Nothing here runs in the
app: what is learned is shipped.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from assistant.domain import Passage, PassageKind
from assistant.retrieval.chunks import dense_text
from assistant.retrieval.embedders import Vectors, embed_texts
from assistant.retrieval.groups import group_key, numbered
from assistant.retrieval.learning import likely
from assistant.retrieval.likeness import FILE

STEPS, BATCH, RATE, MOMENTUM, PENALTY = 150, 384, 1.0, 0.9, 1e-2
SHARPNESS = 20.0
"""What cosines are multiplied with before they become shares."""
NEVER = np.float32(-1e9)
"""The score of what is not to be chosen."""
SEED = 0


class Rows(NamedTuple):
    """Unit vectors and the section of each, the ``asked`` example questions first."""

    sections: NDArray[np.int64]
    vectors: Vectors
    asked: int


class Moved(NamedTuple):
    """Rows, and their directions and lengths once they are moved."""

    rows: Vectors
    unit: Vectors
    lengths: Vectors

    def slope(self, change: Vectors) -> Vectors:
        """How the matrix would change the directions by so much."""
        across = change - self.unit * (change * self.unit).sum(axis=1, keepdims=True)
        slope: Vectors = self.rows.T @ (across / self.lengths)
        return slope


def learn(known: Rows) -> Vectors:
    """The matrix, by gradient descent with momentum."""
    sections, vectors, asked = known
    chance = np.random.default_rng(SEED)
    width = vectors.shape[1]
    matrix: Vectors = np.zeros((width, width), dtype=np.float32)
    moving = np.zeros_like(matrix)
    for step in range(STEPS):
        chosen = chance.choice(asked, min(BATCH, asked), replace=False)
        ones, others = _moved(vectors[chosen], matrix), _moved(vectors, matrix)
        scores = np.float32(SHARPNESS) * (ones.unit @ others.unit.T)
        scores[np.arange(len(chosen)), chosen] = NEVER
        same = sections[chosen][:, None] == sections[None]
        same[np.arange(len(chosen)), chosen] = False
        nearer = np.where(same, scores, NEVER)
        heard = same.any(axis=1, keepdims=True) * np.float32(SHARPNESS / len(chosen))
        wrong: Vectors = (likely(scores) - likely(nearer)) * heard
        slope = ones.slope(wrong @ others.unit) + others.slope(wrong.T @ ones.unit)
        rate = np.float32(RATE * (1 - step / STEPS))
        change = MOMENTUM * moving - rate * (slope + PENALTY * matrix)
        moving = change.astype(np.float32)
        matrix += moving
    return matrix


def _moved(rows: Vectors, matrix: Vectors) -> Moved:
    moved = rows + rows @ matrix
    lengths = np.linalg.norm(moved, axis=1, keepdims=True)
    return Moved(rows, moved / lengths, lengths)


def digest(passages: Sequence[Passage]) -> str:
    """Tells one state of guidelines and example questions from another."""
    texts = sorted(f"{group_key(p)}\0{p.kind}\0{p.text}" for p in passages)
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]


def rows(passages: Sequence[Passage], embedder: Embeddings) -> Rows:
    """What is learned from: guidelines' example questions and passages, embedded."""
    ordered = sorted(passages, key=lambda p: p.kind is not PassageKind.QUESTION)
    asked = sum(p.kind is PassageKind.QUESTION for p in ordered)
    vectors = embed_texts(embedder, [dense_text(p.kind, p.heading, p.text) for p in ordered])
    return Rows(numbered([group_key(p) for p in ordered]), vectors, asked)


def write(passages: Sequence[Passage], embedder: Embeddings, path: Path = FILE) -> int:
    """Learn from guidelines' passages and example questions; how many of the latter there are."""
    learned_from = rows(passages, embedder)
    matrix = learn(learned_from)
    np.savez_compressed(path, of=np.array(digest(passages)), matrix=matrix.astype(np.float16))
    return learned_from.asked
