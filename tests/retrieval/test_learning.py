from pathlib import Path

import numpy as np
import pytest

from assistant.questions import Want
from assistant.retrieval import learning
from assistant.retrieval.reading import FILE, FOLDER, Reading, shape
from tests.fakes import WordEmbedder


def test_what_is_shipped_was_learned_from_these_utterances() -> None:
    """After a change to an utterance `make vectors` has to learn again."""
    with np.load(FOLDER / FILE, allow_pickle=False) as file:
        assert str(file["of"]) == learning.digest()


def test_a_shape_keeps_the_common_words_and_their_order() -> None:
    """Words of a topic are one, several in a row too; a number is a number; the length counts."""
    told = list(shape("Did Ada send 12 slides yet?", {"did", "yet", "?", "0"}))
    assert told[:8] == ["^", "did", "_", "0", "_", "yet", "?", "$"]
    assert "_ yet" in told
    assert told[-1] == "1 long"


def test_a_folder_of_utterances_teaches(tmp_path: Path) -> None:
    """What stands in the files is what is told, for words that are said again."""
    lines = [f'  - "is the {word} done yet?"' for word in "abcdefghijkl"]
    other = [f'  - "good morning {word}"' for word in "abcdefghijkl"]
    text = "\n".join(["action_state:", *lines, "greeting:", *other])
    (tmp_path / "one.yaml").write_text(text)
    embedder = WordEmbedder()
    assert learning.write(tmp_path, embedder) == 24
    reading = Reading(tmp_path / FILE, embedder)
    assert reading.read("is the report done yet?").want is Want.ACTION_STATE
    assert reading.read("good morning Ada").want is Want.GREETING


def test_a_wish_that_nobody_can_have_is_named(tmp_path: Path) -> None:
    """A misspelt name in a file of utterances is an error that tells it."""
    (tmp_path / "one.yaml").write_text('greting:\n  - "hello"\n')
    with pytest.raises(ValueError, match="greting"):
        learning.examples(tmp_path)
