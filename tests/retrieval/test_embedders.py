from pathlib import Path
from typing import Any

import numpy as np
import pytest
from langchain_core.embeddings import Embeddings

from assistant.domain import PassageKind
from assistant.errors import StoreError
from assistant.retrieval.embedders import (
    ByKind,
    EmbeddingsFault,
    MiniLMEmbedder,
    embed_question,
    embed_texts,
    tell,
)


@pytest.fixture(autouse=True)
def untold() -> None:
    """Nothing was told yet."""
    tell.cache_clear()


@pytest.fixture(scope="module")
def embedder() -> MiniLMEmbedder:
    return MiniLMEmbedder()


def test_near_meanings_have_near_vectors(embedder: MiniLMEmbedder) -> None:
    """A question is nearer to its answer than to other text, and vectors have length one."""
    texts = ["Who writes first?", "The mentee makes the first contact.", "Cloud bills grow."]
    question, answer, other = embedder.embed(texts)
    assert question @ answer > question @ other
    assert np.linalg.norm(answer) == pytest.approx(1, abs=1e-5)


def test_a_vector_does_not_depend_on_its_batch(embedder: MiniLMEmbedder) -> None:
    """The order of the texts is kept although they are embedded by length."""
    texts = ["short", "a somewhat longer text " * 8, "mid size text", "x"] * 4
    together = embedder.embed(texts)
    alone = np.stack([embedder.embed([t])[0] for t in texts])
    assert (together * alone).sum(axis=1).min() > 0.98


def test_the_end_of_a_long_text_counts(embedder: MiniLMEmbedder) -> None:
    """A text beyond 256 tokens is embedded to its end."""
    start = "We talked about the canteen. " * 80
    plain, ended = embedder.embed([start, start + "The passkey broke. " * 80])
    assert plain @ ended < 0.95


def test_any_text_has_a_vector(embedder: MiniLMEmbedder) -> None:
    """Empty text, emoji and other scripts are no error."""
    assert embedder.embed(["", "🙂", "これは", "\x00"]).shape == (4, 384)
    assert embedder.embed([]).shape == (0, 384)


def test_another_model_file_is_refused(tmp_path: Path) -> None:
    """A model with another checksum is never run."""
    (tmp_path / "model.onnx").write_bytes(b"not the model")
    with pytest.raises(StoreError, match="checksum"):
        MiniLMEmbedder(model=tmp_path / "model.onnx").embed(["a"])


def test_a_missing_model_file_is_said(tmp_path: Path) -> None:
    """A model that cannot be read gives one sentence."""
    with pytest.raises(StoreError, match="cannot be read"):
        MiniLMEmbedder(model=tmp_path / "none.onnx").embed(["a"])


class Giving(Embeddings):
    """Gives what it was told to give."""

    def __init__(self, rows: Any) -> None:
        self.rows = rows

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return self.rows  # type: ignore[no-any-return]

    def embed_query(self, text: str) -> list[float]:
        return self.rows[0]  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([[1.0, 2.0]], "1 vectors for 2 texts"),
        ([[1.0, 2.0], [1.0]], "different lengths"),
        ([[1.0, 2.0], [float("nan"), 1.0]], "not of numbers"),
        ([[1.0, 2.0], [0.0, 0.0]], "empty"),
        ([[1.0, 2.0], None], "different lengths"),
    ],
)
def test_unusable_vectors_are_refused(rows: Any, told: str) -> None:
    """A wrong count, ragged rows, NaN and zeros are told in one sentence."""
    with pytest.raises(EmbeddingsFault, match=told):
        embed_texts(Giving(rows), ["a", "b"])


def test_a_question_goes_by_its_words_when_the_embedder_fails(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Its vector is empty then, the other kind's is not touched, and the log says why."""
    broken = Giving([[float("nan")]])
    both = ByKind(guidelines=broken, notes=Giving([[3.0, 4.0]]))
    guideline, note = embed_question(both, "why?", [PassageKind.GUIDELINE, PassageKind.NOTE])
    assert len(guideline) == 0
    assert note.tolist() == pytest.approx([0.6, 0.8])
    assert "Search goes by words meanwhile" in caplog.text
