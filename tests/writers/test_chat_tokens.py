"""What was counted before sending, against what a server counts of the messages that arrived."""

import json

import pytest
import tiktoken

from assistant import tokens
from assistant.drafts import Kind
from assistant.writers.chat import ChatWriter
from assistant.writers.chatting.calling import Call
from tests.writers import demo
from tests.writers.wire import Received, Reply, Wire, drafted, said, wire

ENCODING = tiktoken.get_encoding(tokens.VOCABULARY)
TEXT = drafted("One whole statement.", "Another whole statement.")
ASKED = {
    Kind.ANSWER: "What did we agree about dashboards?",
    Kind.POWER_DYNAMICS: "My leader interrupts me in front of others.",
    Kind.EXPLAINER: "dashboards",
}


def billed(got: Received) -> int:
    """The tokens of a request by the chat protocol's rule: three around each message, and three."""
    return 3 + sum(
        3 + sum(len(ENCODING.encode_ordinary(value)) for value in message.values())
        for message in got.json["messages"]
    )


def counting(got: Received) -> Reply:
    """An answer with the usage that such a server bills."""
    return said(TEXT, tokens=(billed(got), len(ENCODING.encode_ordinary(TEXT))))


@pytest.mark.parametrize("kind", Kind)
def test_the_count_is_the_servers_within_two_percent(kind: Kind) -> None:
    """For a model whose vocabulary is OpenAI's, the estimate and the bill agree, kind by kind."""
    with wire(counting) as server:
        call = _called(server, "openai:gpt-4o", kind)
    ratio = call.counts["total"] / call.usage.tokens_in
    assert not call.usage.counted
    assert 0.98 <= ratio <= 1.02, f"{kind.value}: {ratio:.4f}"
    assert sum(n for part, n in call.counts.items() if part != "total") == call.counts["total"]


def test_another_vocabulary_is_counted_high() -> None:
    """A model with a vocabulary of its own gets a margin, so that it is billed for less."""
    with wire(counting) as server:
        call = _called(server, "openai:own-model", Kind.AGENDA)
    assert 1.2 < call.counts["total"] / call.usage.tokens_in < 1.3


def test_the_parts_are_those_of_the_message() -> None:
    """Material is most of an agenda's brief, and no part is counted twice."""
    with wire(counting) as server:
        call = _called(server, "openai:gpt-4o", Kind.AGENDA)
        sent = json.dumps(server.requests[0].json["messages"])
    material = sum(call.counts[part] for part in ("records", "notes", "guidelines"))
    assert material > call.counts["total"] / 2
    assert len(ENCODING.encode_ordinary(sent)) > call.counts["total"] * 0.9


def _called(server: Wire, model: str, kind: Kind) -> Call:
    call = ChatWriter(model, server.url).call(demo.brief(kind, question=ASKED.get(kind, "")))
    list(call)
    return call
