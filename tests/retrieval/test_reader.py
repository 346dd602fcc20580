from pathlib import Path

import numpy as np
import pytest

from assistant.domain import Scope
from assistant.errors import Invalid, StoreError
from assistant.retrieval.reader import READ, Reader
from assistant.retrieval.search import Search
from tests.fakes import MemoryIndex
from tests.retrieval.fakes import PAIR_A, READER, Shelf
from tests.retrieval.reader_files import reader_folder
from tests.retrieval.test_search import EMBEDDER, GUIDE, OURS, index_all

QUESTION = "Who of us two makes the first contact?"
WORD = "calendar"


def searching(reader: Reader | None) -> Search:
    passages = [*GUIDE, *OURS]
    index = MemoryIndex()
    index_all(index, passages)
    return Search(Shelf(passages), index, EMBEDDER, reader)


@pytest.mark.parametrize("logits", [1, 2])
def test_a_score_is_how_likely_the_passage_answers(logits: int, tmp_path: Path) -> None:
    """One logit by its sigmoid, two by the softmax of the second; only the passage is judged."""
    reader = Reader.open(reader_folder(tmp_path, WORD, logits))
    texts = [f"In the {WORD} it stands.", "Nothing here.", *["A long text. " * 300] * 20, WORD]
    found = reader.scores(f"Is it in the {WORD}?", texts)
    assert found.shape == (23,)
    assert found[[0, -1]] == pytest.approx(1 / (1 + np.exp(-4)), abs=1e-5)
    assert found[1:-1] == pytest.approx(1 / (1 + np.exp(4)), abs=1e-5)
    assert reader.scores("Anything?", []).size == 0


def test_a_checksum_may_be_as_sha256sum_writes_it(tmp_path: Path) -> None:
    """The file's name behind it, and capital letters, do no harm."""
    told = reader_folder(tmp_path, WORD) / "checksum.txt"
    told.write_text(f"{told.read_text().strip().upper()}  model.onnx\n")
    assert Reader.open(tmp_path).scores("a", ["b"]).shape == (1,)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "checksum.txt"])
def test_a_missing_file_is_named(name: str, tmp_path: Path) -> None:
    """The setting, the folder and the file stand in one sentence."""
    (reader_folder(tmp_path, WORD) / name).unlink()
    with pytest.raises(Invalid, match=rf"UPMENTOR_READER is .*, where {name} cannot be read"):
        Reader.open(tmp_path)


@pytest.mark.parametrize("told", ["", "0" * 64])
def test_another_model_than_the_checksums_is_refused(told: str, tmp_path: Path) -> None:
    """A model that was changed, or a checksum that is none, is not opened."""
    (reader_folder(tmp_path, WORD) / "checksum.txt").write_text(told)
    with pytest.raises(Invalid, match="not the file that checksum"):
        Reader.open(tmp_path)


def test_what_is_no_cross_encoder_says_so(tmp_path: Path) -> None:
    """A model of three values, and a tokenizer that is none, are told in one sentence."""
    three = Reader.open(reader_folder(tmp_path / "three", WORD, 3))
    broken = reader_folder(tmp_path / "broken", WORD)
    (broken / "tokenizer.json").write_text("{}")
    for reader in (three, Reader.open(broken)):
        with pytest.raises(StoreError, match="cannot be used"):
            reader.scores("a", ["b"])
        assert reader.standing()[0][0] == "problem"
    assert Reader.open(reader_folder(tmp_path / "fine", WORD)).standing()[0][0] == "reader"


def test_search_ranks_and_is_sure_by_the_reader(tmp_path: Path) -> None:
    """What the reader takes for the answer comes first, and its score is the confidence."""
    plain = searching(None).find(QUESTION, PAIR_A, 5)
    last = plain.hits[-1].passage
    word = next(
        w
        for w in last.text.replace(".", " ").split()
        if not any(w in h.passage.text or w in h.passage.heading for h in plain.hits[:-1])
    )
    found = searching(Reader.open(reader_folder(tmp_path, word))).find(QUESTION, PAIR_A, 5)
    assert found.hits[0].passage == last
    assert found.confidence == found.hits[0].score == pytest.approx(1 / (1 + np.exp(-4)), abs=1e-5)
    assert len(found.hits) == 5


def test_nothing_is_an_answer_where_the_reader_sees_none(tmp_path: Path) -> None:
    """A question that no passage answers for the reader is not answerable."""
    assert searching(None).find(QUESTION, PAIR_A).answerable
    found = searching(Reader.open(reader_folder(tmp_path, "zymurgy"))).find(QUESTION, PAIR_A)
    assert not found.answerable
    assert len(found.hits) <= 2 * READ


def test_a_reader_reads_nothing_beyond_the_scope(tmp_path: Path) -> None:
    """An empty scope is empty with a reader, too."""
    search = searching(Reader.open(reader_folder(tmp_path, WORD)))
    assert search.find(QUESTION, Scope(READER, None, guidelines=False)).hits == ()


def test_search_goes_on_without_a_reader_that_fails(tmp_path: Path) -> None:
    """The ranking is then what it is without one."""
    folder = reader_folder(tmp_path, WORD)
    (folder / "tokenizer.json").write_text("{}")
    found = searching(Reader.open(folder)).find(QUESTION, PAIR_A)
    plain = searching(None).find(QUESTION, PAIR_A)
    assert [(h.passage.id, h.score) for h in found.hits] == [
        (h.passage.id, h.score) for h in plain.hits
    ]
