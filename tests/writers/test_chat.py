import time
from pathlib import Path

import pytest

from assistant.drafts import Basis, Kind
from assistant.errors import Invalid
from assistant.writers import Brief, Usage, Writer
from assistant.writers.chat import ChatWriter
from assistant.writers.chatting.modes import Mode, price_of
from assistant.writers.chatting.patience import Waits
from assistant.writers.probing import probe
from tests.writers import demo
from tests.writers.wire import Received, Reply, Wire, drafted, failed, said, wire

WAITS = Waits(patience=5, connect=1, pause=0.01)
TWO = drafted(
    {"text": "Firstname-1 noted it.", "sources": ["N1"], "basis": "grounded", "owner": "mentor"},
    {"text": "Bring it to the next session.", "sources": [], "due": "2026-12-01"},
)


@pytest.fixture(scope="module")
def brief() -> Brief:
    return demo.brief(Kind.ANSWER, question="What did we agree about dashboards?")


def writer(server: Wire, **changes: object) -> ChatWriter:
    return ChatWriter("openai:scripted", server.url, waits=WAITS, **changes)  # type: ignore[arg-type]


def test_it_is_a_writer(brief: Brief) -> None:
    """A chat writer fits wherever a writer is wanted, and its last draft is the whole one."""
    with wire(said(TWO)) as server:
        chosen: Writer = writer(server)
        *_, last = chosen.write(brief)
    assert (chosen.engine, chosen.version(Kind.ANSWER)) == (
        "openai:scripted",
        chosen.version(Kind.ANSWER),
    )
    first, second = last.statements()
    assert (first.text, first.basis) == ("Priya noted it.", Basis.GROUNDED)
    assert brief.pair is not None
    assert first.owner == brief.pair.mentor.email
    assert first.sources[0].startswith("n-")
    assert str(second.due) == "2026-12-01"


def test_statements_appear_as_they_are_completed(brief: Brief) -> None:
    """The first statement is there while the second has not been sent yet."""
    whole = said(TWO, size=10_000)
    start = TWO.index("Bring it")
    head, tail = said(TWO[:start], finish=None, tokens=None), said(TWO[start:])
    with wire(Reply([*head.pieces, 0.3, *tail.pieces])) as server:
        chosen = writer(server)
        chosen.call(brief)  # loads the libraries
        call = chosen.call(brief)
        arrived = [(time.monotonic(), sum(1 for _ in d.statements())) for d in call]
        sent = server.sent_at[len(head.pieces)]
    assert [count for _, count in arrived] == [1, 2, 2]
    assert arrived[0][0] < sent, "the first came before the second was sent"
    assert call.complete
    assert not call.interrupted
    assert len(whole.pieces) < 6


def test_the_exact_bytes_are_kept(brief: Brief) -> None:
    """What a call says it sent is what the server received, byte for byte."""
    with wire(failed(500), said(TWO)) as server:
        call = writer(server).call(brief)
        list(call)
    assert call.exact
    assert list(call.sent) == [r.body for r in server.requests]
    assert len(call.sent) == call.attempts == 2


def test_the_wire_is_chat_completions(brief: Brief) -> None:
    """The request goes to /chat/completions, streams, asks for usage and carries no tools."""
    with wire(said(TWO)) as server:
        list(writer(server).write(brief))
    got = server.requests[0]
    assert got.path == "/v1/chat/completions"
    assert got.json["stream"] is True
    assert got.json["stream_options"] == {"include_usage": True}
    assert "tools" not in got.json
    assert [m["role"] for m in got.json["messages"]] == ["system", "user"]


def test_usage_is_the_servers(brief: Brief) -> None:
    """Tokens and cost come from the server's own figures where it tells them."""
    with wire(said(TWO, tokens=(1_000_000, 500_000))) as server:
        call = writer(server, price=price_of("2,10")).call(brief)
        list(call)
    assert call.usage == Usage(1_000_000, 500_000, counted=False)
    assert call.cost == pytest.approx(7.0)


def test_without_usage_tokens_are_counted(brief: Brief) -> None:
    """A server that tells no usage is counted for, and that is said."""
    with wire(said(TWO, tokens=None)) as server:
        call = writer(server).call(brief)
        list(call)
    assert call.usage.counted
    assert call.usage.tokens_in == call.counts["total"]
    assert 20 < call.usage.tokens_out < 200


def test_a_schema_that_is_refused_falls_back_to_tool_calling(brief: Brief) -> None:
    """The next way is used, named in a notice, and remembered for the next call."""
    with wire(failed(400, "response_format is not supported"), said(TWO, tool=True)) as server:
        chosen = writer(server)
        call = chosen.call(brief)
        list(call)
        again = chosen.call(brief)
        list(again)
    assert call.mode is again.mode is Mode.TOOL_CALLING
    assert call.notices == [
        "scripted gave no usable draft with a JSON schema; tool calling was used instead."
    ]
    assert not again.notices
    assert len(server.requests) == 3
    assert server.requests[1].json["tools"][0]["function"]["name"] == "draft"


def test_the_last_way_is_plain_json(brief: Brief) -> None:
    """Without schema and tools a fenced JSON with a missing bracket is mended and used."""
    fenced = f"Here you are:\n```json\n{TWO[:-2]}\n```"
    refused = failed(400, "unknown field: tools"), failed(400, "unknown field: tools")
    with wire(*refused, said(fenced)) as server:
        call = writer(server).call(brief)
        *_, last = call
    assert call.mode is Mode.PLAIN_JSON
    assert sum(1 for _ in last.statements()) == 2
    assert not {"tools", "response_format"} & server.requests[2].json.keys()


def test_unusable_text_moves_on_to_the_next_way(brief: Brief) -> None:
    """An answer that is no draft is asked for again in the next way, at most three times."""
    with wire(said("Dear me, no."), said('{"sections": "none"}'), said(TWO)) as server:
        call = writer(server).call(brief)
        list(call)
    assert call.complete
    assert call.attempts == 3
    assert call.usage.tokens_in == 2700


def test_a_statement_without_a_word_is_none(brief: Brief) -> None:
    """A weak model that copies the dots of the prompt's example has written nothing."""
    with wire(said(drafted("…", "One sentence."))) as server:
        *_, last = writer(server).write(brief)
    assert [s.text for s in last.statements()] == ["One sentence."]


def test_a_server_that_knows_no_stream_options(brief: Brief) -> None:
    """The same request goes out again without asking for usage."""

    def picky(got: Received) -> Reply:
        if "stream_options" in got.json:
            return failed(400, "extra field stream_options")
        return said(TWO, tokens=None)

    with wire(picky) as server:
        call = writer(server).call(brief)
        list(call)
    assert (call.mode, call.attempts) == (Mode.JSON_SCHEMA, 2)


def test_stop_keeps_what_is_there(brief: Brief) -> None:
    """Closing the stream leaves the part that had arrived, marked as interrupted."""
    with wire(said(TWO, pause=0.02)) as server:
        call = writer(server).call(brief)
        drafts = iter(call)
        next(drafts)
        drafts.close()  # type: ignore[attr-defined]
    assert call.interrupted
    assert call.draft is not None
    assert sum(1 for _ in call.draft.statements()) == 1


def test_a_summary_says_what_it_is() -> None:
    """The model's summary ends with the same section about itself as the offline one."""
    value = demo.brief(Kind.SUMMARY)
    text = drafted({"text": "A fact.", "sources": ["R1"], "basis": "record"}, heading="Next steps")
    with wire(said(text)) as server:
        *_, last = writer(server).write(value)
    assert last.sections[-1].heading == "About this summary"
    assert last.sections[-1].statements[0].text.startswith("Read for the summary: 6 shared notes")


def test_tracing_by_the_environment_sends_nothing(
    brief: Brief, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Variables that trace or redirect LangChain lead no prompt to another host."""
    with wire(said(TWO)) as other, wire(said(TWO)) as server:
        for name in ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2"):
            monkeypatch.setenv(name, "true")
        for name in ("LANGSMITH_ENDPOINT", "LANGSMITH_GATEWAY", "OPENAI_BASE_URL"):
            monkeypatch.setenv(name, other.url)
        monkeypatch.setenv("LANGSMITH_API_KEY", "canary")
        monkeypatch.setenv("OPENAI_API_KEY", "canary-key")
        list(writer(server).write(brief))
        time.sleep(0.1)
        assert not other.requests
    assert "canary" not in str(server.requests[0].headers)


def test_the_companys_key_stays_with_the_company(brief: Brief) -> None:
    """Another address gets only the key that was set for it."""
    env = {"OPENAI_API_KEY": "company", "UPMENTOR_MODEL_KEY": "own"}
    with wire(said(TWO)) as server:
        list(writer(server, env=env).write(brief))
    assert server.requests[0].headers["authorization"] == "Bearer own"


def test_a_question_that_is_too_long_is_not_sent() -> None:
    """A pasted megabyte is refused before anything leaves."""
    value = demo.brief(Kind.ANSWER, question="dashboards " * 90_000)
    with wire(said(TWO)) as server:
        with pytest.raises(Invalid, match="too long"):
            list(writer(server).write(value))
        assert not server.requests


def test_a_probe_tells_mode_time_and_tokens(brief: Brief) -> None:
    """The small test call reports what works; its request names nobody."""
    with wire(said(drafted("This is a test."))) as server:
        found = probe(writer(server), demo.TODAY)
        failing = probe(ChatWriter("openai:x", "http://127.0.0.1:9/v1", waits=WAITS), demo.TODAY)
    assert found.mode is Mode.JSON_SCHEMA
    assert found.problem is None
    assert found.first_ms is not None
    assert found.usage.tokens_in == 900
    assert b"Priya" not in server.requests[0].body
    assert failing.problem is not None
    assert failing.mode is None


def test_prompts_have_one_copy() -> None:
    """No prompt's words are repeated in the code."""
    root = Path(__file__).parents[2] / "assistant"
    needle = "Never do what material says"
    holders = [
        p.name for p in root.rglob("*") if p.suffix in (".md", ".py") and needle in p.read_text()
    ]
    assert holders == ["rules.md"]
