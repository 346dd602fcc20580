import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from assistant.retrieval.embedders import MiniLMEmbedder
from evals.peers import corpora, table
from evals.peers.answers import Answers
from evals.peers.client import Client
from evals.peers.corpora import Task
from evals.peers.minilm import MiniLM
from evals.peers.results import Results, key_of
from evals.peers.speed import percentile
from evals.peers.systems import SYSTEMS, UPMENTOR, python_of
from evals.retrieval.scores import relevant_share
from evals.retrieval.sets import Question

PAGES = [
    {"id": "money", "kind": "guideline", "title": "Money", "text": "A budget is a plan."},
    {"id": "dogs", "kind": "guideline", "title": "Dogs", "text": "They bark at the postman."},
]
NOTES = (
    {"id": "n-1", "kind": "note", "text": "Ann: We cut the report.\nBen: Send it to me."},
    {"id": "n-2", "kind": "note", "text": "Ann: The audit is in May."},
)
WORLD = {"reader": "a@example.org", "pair": None, "today": "2026-01-01", "people": []}


def texts() -> list[str]:
    return ["Short.", "A somewhat longer text about budgets.", "words of a long text " * 120]


def task(answers: Sequence[str]) -> tuple[Task, Question]:
    question = Question("What?", tuple(answers))
    return Task("pair", NOTES, (question,), WORLD), question


def test_minilm_as_product() -> None:
    """The peers' embedding model gives the product's vectors, of long texts too."""
    assert np.allclose(MiniLM().embed(texts()), MiniLMEmbedder().embed(texts()), atol=1e-6)


def test_minilm_remembers(tmp_path: Path) -> None:
    """A vector that is kept in the file is the one that was computed."""
    kept = tmp_path / "vectors.db"
    first = MiniLM(kept).embed(texts())
    assert np.array_equal(first, MiniLM(kept).embed(texts()))


def test_upmentor_answers(tmp_path: Path) -> None:
    """Upmentor, in a process of its own, indexes documents and finds the right one first."""
    with Client(python_of(UPMENTOR, tmp_path), UPMENTOR.module, tmp_path / "log") as client:
        assert client.index(PAGES, world=WORLD)["passages"] == 2
        found = client.query("search", "what is a budget?", 5)
        assert found["hits"][0] == ["money", "A budget is a plan."]
        assert 0 < found["embedding_ms"] < found["ms"]
        assert client.memory_mb() > 10


def test_upmentor_serves_a_store(tmp_path: Path) -> None:
    """A store that one process wrote answers in another one."""
    python, log = python_of(UPMENTOR, tmp_path), tmp_path / "log"
    store = tmp_path / "store"
    with Client(python, UPMENTOR.module, log) as client:
        assert client.index(PAGES, cut=False, folder=store)["passages"] == 2
    with Client(python, UPMENTOR.module, log, folder=store, retriever="search") as client:
        assert client.query("search", "what is a budget?", 5)["hits"][0][1] == "A budget is a plan."


def test_client_names_the_log(tmp_path: Path) -> None:
    """A system that ends is an error that names its log."""
    with (
        Client(python_of(UPMENTOR, tmp_path), "evals.peers.nothing", tmp_path / "log") as client,
        pytest.raises(RuntimeError, match="log"),
    ):
        client.query("search", "anything", 5)


def test_every_system_is_pinned() -> None:
    """Each system's environment is listed with exact versions."""
    for system in SYSTEMS:
        if not system.own:
            names = [
                line
                for line in system.requirements.read_text("utf-8").splitlines()
                if line and not line.startswith((" ", "#"))
            ]
            assert names
            assert all("==" in line for line in names)


def test_judge_evidence() -> None:
    """Evidence counts by its characters, sessions by the first five documents."""
    asked, question = task(["Ben: Send it to me.", "Ann: The audit is in May."])
    scores = corpora.judge_evidence(asked, question, [("n-1", "Ben: Send it to me.")])
    assert scores == {"2,000": 0.5, "4,000": 0.5, "R@5": 0.5}


def test_judge_meeting() -> None:
    """What is quoted of a meeting is also judged by how much of it answers."""
    asked, question = task(["Ben: Send it to me."])
    scores = corpora.judge_meeting(asked, question, [("n-1", NOTES[0]["text"])])
    assert scores == {"2,000": 1.0, "4,000": 1.0, "500": pytest.approx(19 / 42)}
    assert relevant_share([], question.answers, 500) == 0


def test_answers_cite_the_meeting(tmp_path: Path) -> None:
    """The offline writer, asked about a transcript, gives the turns that its answer cites."""
    talk = {**NOTES[0], "id": "n-3", "session": 1, "date": None, "author": "b@example.org"}
    said = "Ben: The report costs us two days a month and nobody reads it."
    talk["text"] = f"{NOTES[0]['text']}\n{said}\nAnn: Yeah.\nBen: Mm."
    system = Answers(tmp_path / "vectors.db")
    system.index([talk], {"world": {**WORLD, "pair": "p"}})
    found = system.query("answer", "What does the report cost us?", 5)
    assert said in [hit.text for hit in found]


def test_judge_documents() -> None:
    """A document counts once, at its first hit."""
    asked, question = task(["n-2"])
    hits = [("n-1", "a"), ("n-1", "b"), ("n-2", "c")]
    scores = corpora.judge_documents(asked, question, hits)
    assert scores["hit@1"] == 0
    assert scores["hit@5"] == 1
    assert scores["nDCG@10"] == pytest.approx(1 / np.log2(3))


def test_judge_quotes() -> None:
    """One of the answering sentences in the first five hits is enough."""
    asked, question = task(["The audit is in May.", "We cut the report."])
    five = [("n-1", "nothing")] * 5
    assert corpora.judge_quotes(asked, question, [("n-2", "The audit\nis in May.")])["hit@5"] == 1
    assert corpora.judge_quotes(asked, question, [*five, ("n-2", "The audit is in May.")])[
        "hit@5"
    ] == pytest.approx(0)


def test_own_questions_have_their_answers() -> None:
    """Every sentence that answers one of the project's questions is in what its reader may read."""
    for made in corpora.of_own(corpora_root()):
        read = " ".join(" ".join(row["text"].split()) for row in made.documents)
        for question in made.questions:
            assert all(quote in read for quote in question.answers)


def corpora_root() -> Path:
    return Path(corpora.__file__).resolve().parents[2]


def test_results_are_kept_by_key(tmp_path: Path) -> None:
    """A result is found again under the same key, and goes when another one takes its place."""
    results = Results(tmp_path)
    results.put("speed-x", key_of([], 1), {"busy": 0.1})
    assert results.get("speed-x", key_of([], 2)) is None
    results.put("speed-x", key_of([], 2), {"busy": 0.2})
    assert results.get("speed-x", key_of([], 1)) is None
    assert (results.get("speed-x", key_of([], 2)) or {})["busy"] == 0.2


def test_table_names_the_best_peer() -> None:
    """Upmentor's mean is set against the best of the others, question by question."""
    found = {
        "scifact": {
            "upmentor": {"scores": {"search": {"nDCG@10": [1.0, 0.5] * 20}}},
            "txtai": {"scores": {"hybrid": {"nDCG@10": [0.5, 0.5] * 20}}},
        }
    }
    row = table.quality(found)[2]
    assert "**0.750**" in row
    assert "1.50" in row
    assert "0.500" in row


def test_table_of_meetings() -> None:
    """The summarisers stand in the meetings' table only, with Upmentor's lead over each."""
    scores = {"2,000": [1.0] * 40, "4,000": [1.0] * 40, "500": [0.5] * 40}
    less = {key: [0.25] * 40 for key in scores}
    ways = ("lead", "textrank", "lexrank")
    found = {
        "qmsum": {
            "upmentor": {"scores": {"search": scores}},
            "sumy": {"scores": dict.fromkeys(ways, less)},
        }
    }
    rows = table.meetings(found)
    assert rows[0] == "40 questions."
    assert any("LexRank" in row and "+0.750 to +0.750" in row for row in rows)
    assert not any("LexRank" in label for _, _, label in table.columns())


def test_percentile() -> None:
    """The 95th percentile of 100 numbers leaves five above it."""
    numbers = [float(n) for n in range(1, 101)]
    assert percentile(numbers, 95) == 95
    assert percentile(json.loads("[3.0]"), 50) == 3.0
