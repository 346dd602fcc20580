"""An optional second reading of what search found, by a model that an operator has.

A cross-encoder reads the question together with each passage and says how well one answers the
other. It runs on this machine, on the onnxruntime that embeds; without one nothing changes.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.domain import Passage
from assistant.errors import Invalid, StoreError
from assistant.retrieval.chunks import dense_text
from assistant.retrieval.embedders import THREADS, tell

READ = 20
"""So many passages of each kind are read again, and no others are found then."""
WINDOW_TOKENS = 512
BATCH = 8

Scores = NDArray[np.float64]
Ranked = list[tuple[Passage, float]]


@dataclass(frozen=True)
class Reader:
    """The cross-encoder in a folder; it is loaded with the first question."""

    folder: Path

    @classmethod
    def open(cls, folder: Path) -> "Reader":
        """The reader of a folder with model.onnx, tokenizer.json and checksum.txt.

        Raises:
            Invalid: when a file is missing, or the model is not the one that checksum.txt names.
        """
        told = f"UPMENTOR_READER is {folder}"
        try:
            (folder / "tokenizer.json").read_bytes()
            wanted = (folder / "checksum.txt").read_text("ascii", "replace").split()
            with (folder / "model.onnx").open("rb") as model:
                found = hashlib.file_digest(model, "sha256").hexdigest()
        except OSError as error:
            name = Path(error.filename or folder).name
            raise Invalid(
                f"{told}, where {name} cannot be read; name a folder with model.onnx, "
                "tokenizer.json and checksum.txt, or unset it."
            ) from error
        if [found] != [word.lower() for word in wanted[:1]]:
            raise Invalid(
                f"{told}, where model.onnx is not the file that checksum.txt names (SHA-256); copy "
                "both again, or unset it."
            )
        return cls(folder)

    def scores(self, question: str, texts: Sequence[str]) -> Scores:
        """How well each text answers the question, from 0 to 1.

        Raises:
            StoreError: when model and tokenizer cannot be loaded, or give no such scores.
        """
        rows = [np.zeros(0)]
        try:
            pairs = self._tokenizer.encode_batch([(question, text) for text in texts])
            rows += [self._read(pairs[at : at + BATCH]) for at in range(0, len(pairs), BATCH)]
        except Exception as error:  # the libraries' errors have no common class
            why = " ".join(str(error).split())[:200]
            raise StoreError(f"The reader in {self.folder} cannot be used: {why}") from error
        found = np.concatenate(rows)
        if not np.isfinite(found).all():
            raise StoreError(f"The reader in {self.folder} gave a score that is no number.")
        return found

    def reread(self, question: str, ranked: Ranked) -> Ranked:
        """The passages with this reader's scores; as they are, and told in the log, if it fails."""
        texts = [dense_text(p.kind, p.heading, p.text) for p, _ in ranked]
        try:
            scores = self.scores(question, texts).tolist()
        except StoreError as error:
            tell(f"{error} Search goes without it.")
            return ranked
        return [(passage, score) for (passage, _), score in zip(ranked, scores, strict=True)]

    def standing(self) -> list[tuple[str, str]]:
        """Which reader is in use, as a line a person can read; a "problem" is one."""
        try:
            self.scores("one word", ["one word"])
        except StoreError as error:
            return [("problem", str(error))]
        return [("reader", f"{self.folder} (nothing leaves this machine)")]

    def _read(self, pairs: Sequence[Any]) -> Scores:
        """The scores of a few pairs: of one logit its sigmoid, of two the softmax of the second."""
        shape = (len(pairs), max(len(pair.ids) for pair in pairs))
        feeds = {name: np.zeros(shape, dtype=np.int64) for name in self._inputs}
        for row, pair in enumerate(pairs):
            for name, values in self._inputs.items():
                feeds[name][row, : len(pair.ids)] = getattr(pair, values)
        logits = np.asarray(self._session.run(None, feeds)[0], dtype=np.float64)
        logits = logits.reshape(len(pairs), -1)
        if logits.shape[1] > 2:
            raise ValueError(f"it gives {logits.shape[1]} values for a passage, not one or two.")
        against = logits[:, 0] if logits.shape[1] == 2 else 0.0
        scores: Scores = 0.5 + 0.5 * np.tanh((logits[:, -1] - against) / 2)
        return scores

    @property
    def _inputs(self) -> dict[str, str]:
        """The model's inputs, and which part of a tokenized pair each of them is."""
        known = {
            "input_ids": "ids",
            "attention_mask": "attention_mask",
            "token_type_ids": "type_ids",
        }
        return {one.name: known[one.name] for one in self._session.get_inputs()}

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = THREADS, 1
        options.log_severity_level = 4
        path = self.folder / "model.onnx"
        return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self.folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(max_length=WINDOW_TOKENS)
        return tokenizer
