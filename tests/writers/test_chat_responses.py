"""OpenAI's responses API, which its client chooses by itself for some models."""

from dataclasses import replace
from typing import Any

import pytest

from assistant.drafts import Kind
from assistant.writers import Brief, Usage
from assistant.writers.chat import ChatWriter
from assistant.writers.chatting.faults import Fault, ModelFault
from assistant.writers.chatting.patience import Waits
from tests.writers import demo
from tests.writers.wire import Reply, Wire, drafted, event, wire

TEXT = drafted("One whole statement.", "Another whole statement.")
HALF = TEXT[: TEXT.index("Another") + 5]
ITEM = {"id": "msg_1", "type": "message", "role": "assistant", "status": "in_progress"}
RESPONSE = {
    "id": "resp_1",
    "object": "response",
    "created_at": 1,
    "model": "gpt-5-pro",
    "output": [],
    "parallel_tool_calls": True,
    "tool_choice": "auto",
    "tools": [],
    "status": "in_progress",
}


def responded(text: str, status: str | None = "completed", reason: str = "") -> Reply:
    """A streamed response; without a status it ends before it is finished."""
    pieces: list[bytes | float] = []

    def add(kind: str, **more: Any) -> None:
        told = {"type": kind, "sequence_number": len(pieces), **more}
        pieces.append(b"event: " + kind.encode() + b"\n" + event(told))

    place = {"item_id": "msg_1", "output_index": 0, "content_index": 0}
    part = {"type": "output_text", "text": "", "annotations": []}
    add("response.created", response=RESPONSE)
    add("response.output_item.added", output_index=0, item={**ITEM, "content": []})
    add("response.content_part.added", **place, part=part)
    for at in range(0, len(text), 20):
        add("response.output_text.delta", **place, delta=text[at : at + 20], logprobs=[])
    if status:
        whole = {**ITEM, "status": "completed", "content": [{**part, "text": text}]}
        used = {
            "input_tokens": 900,
            "output_tokens": 120,
            "total_tokens": 1020,
            "input_tokens_details": {"cached_tokens": 0},
            "output_tokens_details": {"reasoning_tokens": 0},
        }
        details = {"reason": reason} if reason else None
        ended = {**RESPONSE, "status": status, "incomplete_details": details, "usage": used}
        add(f"response.{status}", response={**ended, "output": [whole]})
    return Reply(pieces)


@pytest.fixture(scope="module")
def brief() -> Brief:
    return demo.brief(Kind.ANSWER, None, question="How often do pairs meet?")


def writer(server: Wire) -> ChatWriter:
    """A writer with a model of the company's, whose address is this server."""
    waits = Waits(patience=6, connect=2, pause=0.02)
    chosen = ChatWriter("openai:gpt-5-pro", env={"OPENAI_API_KEY": "canary"}, waits=waits)
    provider = replace(chosen.choice.provider, address=server.url)
    chosen.choice = replace(chosen.choice, provider=provider)
    return chosen


def test_a_response_is_a_draft(brief: Brief) -> None:
    """Statements stream and the usage is told, as with chat completions."""
    with wire(responded(TEXT)) as server:
        call = writer(server).call(brief)
        grown = [sum(1 for _ in draft.statements()) for draft in call]
    assert grown == [1, 2, 2]
    assert call.usage == Usage(900, 120, counted=False)
    assert server.requests[0].path == "/v1/responses"
    assert call.sent == (server.requests[0].body,)


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (responded(HALF, "incomplete", "max_output_tokens"), Fault.LENGTH),
        (responded(HALF, "incomplete", "content_filter"), Fault.FILTERED),
        (responded(HALF, None), Fault.UNFINISHED),
    ],
)
def test_a_response_that_is_not_whole(reply: Reply, reason: Fault, brief: Brief) -> None:
    """Every early end is told, and what had arrived is kept."""
    with wire(reply) as server, pytest.raises(ModelFault) as caught:
        list(writer(server).write(brief))
    assert caught.value.reason is reason
    assert caught.value.partial is not None
