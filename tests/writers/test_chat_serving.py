"""What a server tells of itself, and how a brief is made to fit a small model."""

import json

import pytest

from assistant import tokens
from assistant.drafts import Kind
from assistant.writers.chat import ChatWriter
from assistant.writers.chatting.patience import Waits
from assistant.writers.chatting.providers import choose
from assistant.writers.chatting.serving import UNKNOWN, Served, look
from tests.writers import demo
from tests.writers.wire import Models, Wire, drafted, failed, said, wire

TEXT = drafted("One whole statement.", "Another whole statement.")
WAITS = Waits(patience=5, connect=1, pause=0.01)
LLAMA = Models({"id": "scripted", "meta": {"n_ctx": 2048, "n_params": 135_000_000}})
VLLM = Models({"id": "other"}, {"id": "scripted", "max_model_len": 32_768})


def found(server: Wire) -> Served | None:
    return look(choose("openai:scripted", server.url), "a-key")


def test_a_server_tells_what_its_model_reads_at_once() -> None:
    """llama.cpp tells context and size, vLLM the context; the key goes along."""
    with wire(models=LLAMA) as server:
        assert found(server) == Served(2048, 135_000_000, listed=True)
        assert server.looked[0].headers["Authorization"] == "Bearer a-key"
    with wire(models=VLLM) as server:
        assert found(server) == Served(32_768, None, listed=True)


def test_ollama_tells_the_size_of_its_models() -> None:
    """Its list is another one; it reads as much as it is told to."""
    listed = {"models": [{"name": "tiny", "details": {"parameter_size": "134.52M"}}]}
    with wire(models=Models(raw=json.dumps(listed).encode(), path="/api/tags")) as server:
        chosen = choose("ollama:tiny", server.url.removesuffix("/v1"))
        assert look(chosen, None) == Served(8_192, 134_520_000, listed=True)


@pytest.mark.parametrize("answer", [b"<html>", b"[]", b'{"data": "none"}', b'{"data": []}', b""])
def test_a_server_that_tells_nothing_is_unknown(answer: bytes) -> None:
    """Whatever else is answered, nothing is taken from it."""
    with wire(models=Models(raw=answer)) as server:
        assert found(server) == UNKNOWN
    with wire() as server:
        assert found(server) == UNKNOWN


def test_nobody_is_asked_but_the_server_that_was_set() -> None:
    """A company is not asked for its models, and an address where nobody listens tells nothing."""
    assert look(choose("openai:gpt-5"), "key") == UNKNOWN
    assert look(choose("openai:x", "http://127.0.0.1:9/v1"), None) is None


@pytest.mark.parametrize("kind", Kind)
def test_a_small_model_gets_a_small_brief(kind: Kind) -> None:
    """Short rules, little material, a limit to what it writes: together they fit the context."""
    brief = demo.brief(kind, question="dashboards" if kind is not Kind.SUMMARY else "")
    with wire(said(TEXT), models=LLAMA) as server:
        writer = ChatWriter("openai:scripted", server.url, waits=WAITS)
        call = writer.call(brief)
        list(call)
        sent = server.requests[0].json
    assert call.counts["total"] + sent["max_tokens"] <= 2048
    assert call.counts["guidelines"] + call.counts["records"] + call.counts["notes"] > 100
    assert "at most three" in sent["messages"][0]["content"].lower()
    form = sent["response_format"]["json_schema"]["schema"]["properties"]["sections"]
    assert form["maxItems"] == 6
    named = form["items"]["properties"]["statements"]["items"]["properties"]["sources"]["items"]
    assert set(named["enum"]) <= {f"{letter}{n}" for letter in "RNG" for n in range(1, 99)}
    assert writer.version(kind) != ChatWriter("openai:scripted", "http://x.invalid").version(kind)


def test_a_large_model_gets_all_of_it() -> None:
    """A server whose model reads enough is asked like a company's model, with a limit that fits."""
    with wire(said(TEXT), models=VLLM) as server:
        writer = ChatWriter("openai:scripted", server.url, waits=WAITS)
        list(writer.write(demo.brief(Kind.AGENDA)))
        sent = server.requests[0].json
    assert sent["max_tokens"] == 8_000
    assert "maxItems" not in json.dumps(sent["response_format"])


def test_the_context_can_be_set() -> None:
    """What the operator sets counts, whatever the server tells."""
    with wire(said(TEXT), models=VLLM) as server:
        call = ChatWriter("openai:scripted", server.url, waits=WAITS, context=3_000).call(
            demo.brief(Kind.AGENDA)
        )
    assert call.counts["total"] < 3_000


@pytest.mark.parametrize(
    "refusal",
    [
        "This model's maximum context length is 2048 tokens. However, you requested 9000 tokens",
        "the request exceeds the available context size, n_ctx: 2048",
    ],
)
def test_a_brief_that_is_too_long_is_made_to_fit(refusal: str) -> None:
    """What a service says it reads at once is kept to in a second request, and that is told."""
    refused = failed(400, refusal, "context_length_exceeded")
    with wire(refused, said(TEXT)) as server:
        writer = ChatWriter("openai:scripted", server.url, waits=WAITS)
        call = writer.call(demo.brief(Kind.AGENDA))
        list(call)
        first, second = (tokens.count(r.json["messages"][1]["content"]) for r in server.requests)
        again = writer.call(demo.brief(Kind.AGENDA))
    assert second < first
    assert call.notices == ["scripted reads 2,048 tokens at once, so less material was sent."]
    assert again.counts["total"] < 2_048
    assert call.usage.tokens_in == 900


def test_rules_begin_alike_in_every_request() -> None:
    """The mark stands at their end, so that a server can keep what it has read of them."""
    with wire(said(TEXT)) as server:
        writer = ChatWriter("openai:scripted", server.url, waits=WAITS)
        for question in ("dashboards", "prompting"):
            list(writer.write(demo.brief(Kind.STARTERS, question=question)))
        one, other = (r.json["messages"][0]["content"] for r in server.requests)
    same = next(n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b)
    assert same > 0.95 * len(one)
