"""The project's own questions: what search finds and refuses may not become worse."""

from collections.abc import Sequence

import numpy as np
import pytest

from assistant.retrieval.embedders import MiniLMEmbedder, Vectors
from assistant.retrieval.followup import leans
from assistant.retrieval.found import Found
from assistant.retrieval.prepared import PreparedEmbedder
from evals.program import open_demo
from evals.retrieval import own
from evals.retrieval.answered import Answered
from evals.retrieval.answered import answers as answered

Answers = list[tuple[own.Case, Found]]


class Prepared(MiniLMEmbedder):
    """The built-in embedder, which looks the shipped texts up."""

    def __init__(self) -> None:
        super().__init__()
        self._prepared = PreparedEmbedder(own.ROOT / "knowledge", MiniLMEmbedder())

    def embed(self, texts: Sequence[str]) -> Vectors:
        return np.array(self._prepared.embed_documents(list(texts)), dtype=np.float32)


@pytest.fixture(scope="module")
def answers() -> Answers:
    """Every question with what is found for it."""
    cases = list(own.cases())
    world = own.world(Prepared(), cases[0].asked_on)
    return [(case, world.ask(case)) for case in cases]


def share(answers: Answers, kind: str, places: int) -> float:
    """The share of a kind's questions that are answered among so many first hits."""
    of_kind = [own.place(case, found) for case, found in answers if case.type == kind]
    return sum(p is not None and p < places for p in of_kind) / len(of_kind)


def refused(answers: Answers, *kinds: str) -> float:
    of_kind = [found for case, found in answers if case.type in kinds]
    return sum(not found.answerable for found in of_kind) / len(of_kind)


def test_there_are_enough_questions(answers: Answers) -> None:
    """Hundreds of questions, a third of them without an answer, and each of the others quotes."""
    assert len(answers) >= 800
    assert sum(case.type == "unanswerable" for case, _ in answers) >= 260
    assert all(case.relevant for case, _ in answers if case.type != "unanswerable")


@pytest.mark.parametrize(
    ("kind", "first", "among_five"), [("note", 0.6, 0.86), ("guideline", 0.56, 0.81)]
)
def test_answers_are_found(answers: Answers, kind: str, first: float, among_five: float) -> None:
    """The passage that answers stands among the first hits as often as it did."""
    assert share(answers, kind, 1) >= first
    assert share(answers, kind, 5) >= among_five


def test_follow_ups_are_understood(answers: Answers) -> None:
    """Most questions that lean on an earlier one are answered among the first five hits."""
    assert share(answers, "follow-up", 5) >= 0.8


def test_a_new_question_is_no_follow_up(answers: Answers) -> None:
    """Nearly every question that stands alone is searched alone, whatever was asked before it."""
    alone = [case.question for case, _ in answers if not case.history]
    assert sum(map(leans, alone)) <= 0.04 * len(alone)


def test_what_nothing_answers_is_refused(answers: Answers) -> None:
    """Questions beyond guidelines and notes are refused, those that are answered seldom are."""
    assert refused(answers, "unanswerable") >= 0.63
    assert refused(answers, "note", "guideline", "follow-up") <= 0.085


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> list[Answered]:
    """Every second question of the half that nothing was fitted on, answered offline."""
    asked = [case for case in own.cases() if case.split == "test"][::2]
    coach = open_demo(tmp_path_factory.mktemp("home"), asked[0].asked_on)
    made = list(answered(coach, asked))
    coach.close()
    return made


@pytest.mark.parametrize(
    ("kind", "first", "within"), [("note", 0.47, 0.56), ("guideline", 0.44, 0.49)]
)
def test_the_offline_answer_quotes_what_answers(
    written: list[Answered], kind: str, first: float, within: float
) -> None:
    """An offline answer holds a sentence that answers as often as it did."""
    some = [one for one in written if one.case.type == kind]
    assert sum(one.first for one in some) >= first * len(some)
    assert sum(one.within for one in some) >= within * len(some)


def test_the_offline_writer_refuses_as_search_does(written: list[Answered]) -> None:
    """What is written afterwards answers little of what search refused."""
    none = [one.refused for one in written if one.case.type == "unanswerable"]
    some = [one.refused for one in written if one.case.type != "unanswerable"]
    assert sum(none) >= 0.61 * len(none)
    assert sum(some) <= 0.075 * len(some)


def test_what_is_somebody_elses_or_off_the_subject_is_refused(answers: Answers) -> None:
    """Of what the reader's texts do not treat at all, five in six questions are refused."""
    treated = {"fact not in the notes", "partner's private note"}
    beyond = [a for a in answers if a[0].kind and a[0].kind not in treated]
    assert refused(beyond, "unanswerable") >= 0.83
