from pathlib import Path

import numpy as np
import pytest
from langchain_core.embeddings import DeterministicFakeEmbedding

from assistant.errors import Invalid, StoreError
from assistant.retrieval.embedders import MiniLMEmbedder, embedder_id, open_embedder


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


def test_a_setting_opens_the_embedder_it_names() -> None:
    """No setting is the built-in one; a wrong or unusable one is said."""
    assert isinstance(open_embedder(None), MiniLMEmbedder)
    with pytest.raises(Invalid, match="provider:model"):
        open_embedder("nonsense")
    with pytest.raises(Invalid, match="no-such-provider:x"):
        open_embedder("no-such-provider:x")


def test_an_embedder_names_its_vectors() -> None:
    """The name of the vectors follows from the embedder, or from the setting."""

    name = "openai:text-embedding-3-small"
    assert embedder_id(MiniLMEmbedder()) == "minilm-l6-v2-int8-8199be6f"
    assert embedder_id(DeterministicFakeEmbedding(size=4), name) == "openai-text-embedding-3-small"
