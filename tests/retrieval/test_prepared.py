"""The vectors that are shipped are those of the shipped texts, and only a short cut."""

import json
from pathlib import Path

import numpy as np

from assistant.retrieval.embedders import MiniLMEmbedder
from assistant.retrieval.prepared import (
    FILE,
    PreparedEmbedder,
    read,
    shipped_passages,
    shipped_texts,
    write,
)

ROOT = Path(__file__).resolve().parents[2]


def demo_notes() -> list[str]:
    program = json.loads((ROOT / "assistant" / "demo" / "program.json").read_text())
    sessions = [s for pair in program["pairs"] for s in pair["sessions"]]
    return [note["text"] for s in sessions for note in s["notes"]]


def test_the_file_holds_every_shipped_text() -> None:
    """After a guideline or the demo program was changed, run: make vectors."""
    embedder = PreparedEmbedder(ROOT / "knowledge", MiniLMEmbedder())
    texts = shipped_texts(shipped_passages(ROOT / "knowledge"), demo_notes())
    assert len(texts) > 500
    known = read(ROOT / "knowledge" / FILE)
    assert len(known) == len(set(texts))
    assert np.array(embedder.embed_documents(texts)).shape == (len(texts), 384)


def test_a_prepared_vector_is_the_computed_one() -> None:
    """A sample of the file, computed again, is the same but for half precision."""
    texts = shipped_texts(shipped_passages(ROOT / "knowledge"), demo_notes())[::80]
    computed = MiniLMEmbedder().embed(texts)
    prepared = np.array(
        PreparedEmbedder(ROOT / "knowledge", MiniLMEmbedder()).embed_documents(texts)
    )
    assert (computed * prepared).sum(axis=1).min() > 0.999


def test_an_unknown_text_is_computed_in_its_place(tmp_path: Path) -> None:
    """Known and unknown texts come back in the order they were given."""
    inner = MiniLMEmbedder()
    write(tmp_path / FILE, ["A known sentence."], inner)
    mixed = PreparedEmbedder(tmp_path, inner).embed_documents(["A new one.", "A known sentence."])
    computed = inner.embed(["A new one.", "A known sentence."])
    assert (computed * np.array(mixed)).sum(axis=1).min() > 0.999


def test_a_damaged_file_only_costs_time(tmp_path: Path) -> None:
    """A file that cannot be read is as if it were not there."""
    (tmp_path / FILE).write_bytes(b"not a vector in sight")
    made = PreparedEmbedder(tmp_path, MiniLMEmbedder()).embed_documents(["A sentence."])
    assert len(made[0]) == 384
