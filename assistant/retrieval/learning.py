"""Learning from the example utterances what somebody wants; ``make vectors`` does it again.

The utterances are data, one file a hand, written by people and assistants who knew neither the
code nor any set of questions. Nothing here runs in the app: what is learned is shipped.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import yaml
from langchain_core.embeddings import Embeddings

from assistant.questions import Want
from assistant.retrieval.embedders import Vectors, built_in, embed_texts
from assistant.retrieval.reading import FILE, FOLDER, Learned, said, shape

COMMON, OFTEN = 4, 3
"""How many utterances hold a word, and a trait of a shape, at least, that is learned from."""
STEPS, RATE, MOMENTUM, PENALTY = 300, 2.0, 0.9, 3e-4


class Example(NamedTuple):
    """An utterance, what it wants, and whose file it stands in."""

    text: str
    want: Want
    hand: str


def examples(folder: Path = FOLDER) -> list[Example]:
    """Every example utterance, in the order of the files.

    Raises:
        ValueError: when a file names something that nobody can want.
    """
    return [
        Example(text, Want(name), path.stem)
        for path in sorted(folder.glob("*.yaml"))
        for name, texts in yaml.safe_load(path.read_text("utf-8")).items()
        for text in texts
    ]


def digest(folder: Path = FOLDER) -> str:
    """Tells one state of the utterances' files from another."""
    texts = [path.read_bytes() for path in sorted(folder.glob("*.yaml"))]
    return hashlib.sha256(b"\0".join(texts)).hexdigest()[:16]


def learn(known: Sequence[Example], vectors: Vectors) -> Learned:
    """Fit the model by gradient descent with momentum; rare wants count for more."""
    wants = sorted({one.want for one in known})
    words = frozenset(_often((set(said(one.text)) for one in known), COMMON))
    shapes = (set(shape(one.text, words)) for one in known)
    traits = {trait: place for place, trait in enumerate(_often(shapes, OFTEN))}
    untaught = Learned(wants, words, traits, np.zeros(0, dtype=np.float32))
    rows = np.stack([untaught.row(e.text, v) for e, v in zip(known, vectors, strict=True)])
    place = {want: n for n, want in enumerate(wants)}
    truth = np.eye(len(wants), dtype=np.float32)[[place[one.want] for one in known]]
    rarity = (len(known) / (len(wants) * truth.sum(axis=0))) ** 0.5
    each = (truth @ rarity)[:, None] / np.float32(len(known))
    weights = np.zeros((rows.shape[1], len(wants)), dtype=np.float32)
    moving = np.zeros_like(weights)
    for _ in range(STEPS):
        slope = rows.T @ ((likely(rows @ weights) - truth) * each) + PENALTY * weights
        moving = MOMENTUM * moving - RATE * slope
        weights += moving
    return untaught._replace(weights=np.ascontiguousarray(weights.T))


def _often(sets: Iterable[set[str]], least: int) -> list[str]:
    """What stands in at least so many of the sets, in alphabetical order."""
    counts = Counter(one for each in sets for one in each)
    return sorted(one for one, count in counts.items() if count >= least)


def likely(scores: Vectors) -> Vectors:
    """Scores of each row as shares that add up to 1."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Vectors = raised / raised.sum(axis=1, keepdims=True)
    return shares


def write(folder: Path = FOLDER, embedder: Embeddings | None = None) -> int:
    """Learn from the folder's utterances and keep what was learned; how many they are."""
    known = examples(folder)
    vectors = embed_texts(embedder or built_in(), [one.text for one in known])
    learned = learn(known, vectors)
    np.savez_compressed(
        folder / FILE,
        of=np.array(digest(folder)),
        wants=np.array([str(want) for want in learned.wants]),
        words=np.array(sorted(learned.words)),
        traits=np.array(list(learned.traits)),
        weights=learned.weights.astype(np.float16),
    )
    return len(known)
