"""The command line while another embedder is chosen: a loopback server plays the service."""

import json
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.writers.wire import Received, Reply, Wire, failed, wire

MENTOR = "mentor1@a.example"
SEARCH = ("search", "compare dashboards", "--as", MENTOR, "--json")


def answer(got: Received) -> Reply:
    """Vectors of 16 numbers by the OpenAI protocol: one place for each word."""
    texts = got.json["input"]
    rows = []
    for number, text in enumerate([texts] if isinstance(texts, str) else texts):
        vector = [0.01] * 16
        for word in text.lower().split():
            vector[zlib.crc32(word.encode()) % 16] += 1
        rows.append({"object": "embedding", "index": number, "embedding": vector})
    return given(rows)


def given(rows: list[dict[str, object]]) -> Reply:
    usage = {"prompt_tokens": 1, "total_tokens": 1}
    told = {"object": "list", "data": rows, "model": "words", "usage": usage}
    return Reply((json.dumps(told).encode(),), 200, "application/json")


def sent(server: Wire) -> str:
    """Everything that the server was sent."""
    return " ".join(
        text for r in server.requests for text in ([*r.json["input"]] if r.json["input"] else [])
    )


@pytest.fixture
def server(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Wire]:
    """A service on this machine that is chosen, for a store indexed by the built-in embedder."""
    with wire(answer) as running:
        choose(monkeypatch, running.url)
        yield running


def choose(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("UPMENTOR_EMBEDDINGS", "openai:words")
    monkeypatch.setenv("UPMENTOR_EMBEDDINGS_URL", url)
    monkeypatch.setenv("UPMENTOR_EMBEDDINGS_KEY", "own-key")
    monkeypatch.setenv("OPENAI_API_KEY", "company-key")


def test_a_chosen_embedder_serves_once_it_is_filled(server: Wire, run: Run) -> None:
    """Before reindex the old one answers; after it the new one does, with its own key."""
    before = json.loads(run(*SEARCH).out)
    assert before["hits"]
    assert not server.requests
    told = run("check")
    assert told.code == 0
    assert "embeddings: minilm" in told.out
    assert "next embeddings: openai:words at 127.0.0.1" in told.out
    ended = run("reindex")
    assert (ended.code, "search now goes by openai:words" in ended.out) == (0, True)
    filled = len(server.requests)
    assert json.loads(run(*SEARCH).out)["hits"]
    assert len(server.requests) == filled + 1
    assert {r.headers["authorization"] for r in server.requests} == {"Bearer own-key"}
    assert {r.path for r in server.requests} == {"/v1/embeddings"}
    told = run("check")
    assert (told.code, "next embeddings" in told.out) == (0, False)
    assert "embeddings: openai:words at 127.0.0.1" in told.out


def test_a_server_may_move(server: Wire, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same model at another address goes on with the vectors that are there."""
    run("reindex")
    with wire(answer) as moved:
        choose(monkeypatch, moved.url)
        assert json.loads(run(*SEARCH).out)["hits"]
        assert "next embeddings" not in run("check").out
        assert len(moved.requests) < 5


def test_changing_back_asks_only_this_machine(
    server: Wire, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unset, the service on this machine answers until the built-in one is filled again."""
    run("reindex")
    for name in ("", "_URL", "_KEY"):
        monkeypatch.delenv(f"UPMENTOR_EMBEDDINGS{name}")
    filled = len(server.requests)
    assert json.loads(run(*SEARCH).out)["hits"]
    assert len(server.requests) == filled + 1
    assert server.requests[-1].headers["authorization"] == "Bearer no-key"
    assert run("reindex").code == 0
    filled = len(server.requests)
    assert json.loads(run(*SEARCH).out)["hits"]
    assert run("check").code == 0
    assert len(server.requests) == filled


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (failed(401, "bad key own-key"), "the key was refused"),
        (failed(404), "there is no such model or address"),
        (failed(500), "answered with an error (500)"),
        (given([]), "cannot be used"),
        (given([{"object": "embedding", "index": 0, "embedding": [float("nan")] * 16}]), "numbers"),
        (given([{"object": "embedding", "index": n, "embedding": [1.0]} for n in (0, 1)]),
         "gave 2 vectors for 1 texts"),
    ],
)  # fmt: skip
def test_a_server_that_fails_changes_nothing(
    reply: Reply, told: str, home: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence without the key, exit code 1, and the old one answers as before."""
    before = json.loads(run(*SEARCH).out)["hits"]
    with wire(reply) as server:
        choose(monkeypatch, server.url)
        ended = run("reindex")
    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert told in ended.err
    assert "own-key" not in ended.err
    assert json.loads(run(*SEARCH).out)["hits"] == before
    assert run("check").code == 1


def test_a_server_that_is_away_leaves_the_words(
    home: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the service that serves does not answer, search finds by words."""
    with wire(answer) as server:
        choose(monkeypatch, server.url)
        assert run("reindex").code == 0
    ended = run(*SEARCH)
    assert (ended.code, bool(json.loads(ended.out)["hits"])) == (0, True)
    told = run("check")
    assert (told.code, "the service does not answer" in told.err) == (1, True)


def test_no_note_and_no_name_leaves_the_machine(
    home: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A service elsewhere is sent guidelines and questions, with names replaced; check says so."""
    with wire(answer) as server:
        # 0.0.0.0 reaches this machine, but does not say that it is this machine.
        choose(monkeypatch, server.url.replace("127.0.0.1", "0.0.0.0"))
        assert "notes stay on this machine" in run("check").out
        assert run("reindex").code == 0
        assert run("search", "Did Hana Reyes see it?", "--as", MENTOR).code == 0
        found = json.loads(run("search", "canary", "--as", MENTOR, "--json").out)["hits"]
        assert any(hit["kind"] == "note" for hit in found)
        assert "decision each figure" in sent(server)
        assert "canary-" not in sent(server)
        assert "Hana" not in sent(server)
        monkeypatch.delenv("UPMENTOR_EMBEDDINGS")
        monkeypatch.delenv("UPMENTOR_EMBEDDINGS_URL")
        asked = len(server.requests)
        assert json.loads(run(*SEARCH).out)["hits"]
        assert len(server.requests) == asked
    assert "are not chosen any more, so nothing is sent there" in run("check").err
    assert run("reindex").code == 0
    assert run("check").code == 0
