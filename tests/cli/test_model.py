"""The command line with a model behind it: a loopback server that follows a script."""

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.writers.wire import Reply, Wire, drafted, failed, said, wire

MENTOR = "mentor1@a.example"
TWO = drafted(
    {"text": "Send the link.", "sources": ["R1"], "basis": "record"},
    "Ask what the dashboard is for.",
)
DRAFT = ("draft", "starters", "--as", MENTOR, "--pair", "pair-1")


def chosen(monkeypatch: pytest.MonkeyPatch, server: Wire) -> None:
    monkeypatch.setenv("UPMENTOR_MODEL", "openai:scripted")
    monkeypatch.setenv("UPMENTOR_MODEL_URL", server.url)


def test_streaming_gives_a_line_for_each_part(
    home: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every line is JSON; all but the last are marked partial, the last is the stored draft."""
    with wire(said(TWO)) as server:
        chosen(monkeypatch, server)
        ended = run(*DRAFT, "--json", "--stream")
    lines = [json.loads(line) for line in ended.out.splitlines()]
    assert ended.code == 0
    assert [line.get("partial", False) for line in lines] == [True] * (len(lines) - 1) + [False]
    counts = [sum(len(s["statements"]) for s in line["sections"]) for line in lines]
    assert counts[0] == 1
    assert counts[-1] == 2
    assert lines[-1]["engine"] == "openai:scripted"
    assert lines[-1]["id"]


def test_an_interrupted_stream_has_no_whole_line(
    home: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What arrived stands there as partial; the failure is told on stderr with exit code 1."""
    half = said(TWO[: TWO.index("Ask") + 3], finish=None, tokens=None)
    with wire(Reply([*half.pieces, 0.1], end="cut")) as server:
        chosen(monkeypatch, server)
        ended = run(*DRAFT, "--json", "--stream")
    assert ended.code == 1
    assert all(json.loads(line)["partial"] for line in ended.out.splitlines())
    assert ended.out
    assert "broke before the draft was whole. What had arrived is kept as draft-" in ended.err
    assert "Add --offline for a draft" in ended.err
    kept = re.search(r"draft-\w+", ended.err)
    assert kept is not None
    shown = run("export", kept[0], "--as", MENTOR, "--format", "md", "-o", "-")
    assert "Send the link." in shown.out
    assert "Not finished: a part of a draft." in shown.out


@pytest.mark.parametrize("argv", [DRAFT, ("ask", "What is a dashboard?", "--as", MENTOR)])
def test_a_failure_is_one_sentence_and_a_way_on(
    argv: tuple[str, ...], home: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A refused key is told with exit code 1; --offline drafts, and asks no model."""
    with wire(failed(401)) as server:
        chosen(monkeypatch, server)
        ended = run(*argv)
        asked = len(server.requests)
        offline = run(*argv, "--offline", "--json")
        assert len(server.requests) == asked == 1
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.endswith("Add --offline for a draft without the model.\n")
    assert "refused the key" in ended.err
    assert json.loads(offline.out)["engine"] == "offline"


def test_every_way_that_failed_is_told(
    home: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A model whose JSON is unusable in all three ways is told way by way."""
    with wire(said("Dear me, no.")) as server:
        chosen(monkeypatch, server)
        ended = run(*DRAFT)
    told = ended.err.splitlines()
    assert "no usable draft with a JSON schema; tool calling was used instead" in told[-3]
    assert "no usable draft with tool calling; plain JSON was used instead" in told[-2]
    assert "did not write a draft that can be read: choose a more capable model." in told[-1]


def test_check_model_tells_what_works(
    home: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One small call tells the way in use, the time and the tokens, and names nobody."""
    refused = failed(400, "response_format is not supported")
    with wire(refused, said(drafted("This is a test."), tool=True)) as server:
        chosen(monkeypatch, server)
        told = run("check", "--model")
        bodies = b"".join(r.body for r in server.requests)
        found = json.loads(run("check", "--model", "--json").out)
    assert told.code == 0
    assert "structured output: tool calling" in told.out
    assert "tokens: 900 in, 120 out, in 2 requests" in told.out
    assert "first statement after" in told.out
    assert "a JSON schema; tool calling was used instead" in told.out
    assert b"Ortiz" not in bodies
    assert found["works"] is True
    assert (found["structured_output"], found["requests"]) == ("json_schema", 1)


def test_check_model_is_in_the_ledger(
    home: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The test call counts towards the program's allowance, and is refused when that is used up."""
    with wire(said(drafted("This is a test."))) as server:
        chosen(monkeypatch, server)
        monkeypatch.setenv("UPMENTOR_MODEL_TOKENS_PROGRAM", "12000")
        assert run("check", "--model").code == 0
        monkeypatch.setenv("UPMENTOR_MODEL_TOKENS_PROGRAM", "8000")
        refused = run("check", "--model")
        assert len(server.requests) == 1
    assert refused.code == 1
    assert "The program's allowance for the model is used up" in refused.err


def test_check_model_tells_what_fails(
    home: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A failing call is its sentence with exit code 1, as JSON too."""
    with wire(failed(404)) as server:
        chosen(monkeypatch, server)
        told = run("check", "--model", "--json")
    assert told.code == 1
    assert json.loads(told.out)["works"] is False
    assert "There is no model scripted" in told.err


def test_check_model_without_a_model(home: Path, run: Run) -> None:
    """Without a choice it says which setting makes one."""
    ended = run("check", "--model")
    assert (ended.code, ended.out) == (1, "")
    assert "set UPMENTOR_MODEL" in ended.err


def test_check_names_the_writer(home: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The plain check says which model drafts, or what it lacks, and calls nobody."""
    with wire(said(TWO)) as server:
        chosen(monkeypatch, server)
        assert "writer: openai:scripted at 127.0.0.1:" in run("check").out
        assert not server.requests
    monkeypatch.delenv("UPMENTOR_MODEL_URL")
    assert "need a key: set OPENAI_API_KEY" in run("check").out


def test_a_stream_is_for_programs(home: Path, run: Run) -> None:
    """--stream without --json is wrong usage."""
    ended = run(*DRAFT, "--stream")
    assert ended.code == 2
    assert "--stream goes with --json" in ended.err
