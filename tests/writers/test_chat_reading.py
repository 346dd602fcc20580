import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.messages import AIMessageChunk

from assistant.writers.chatting.listening import Chunk
from assistant.writers.chatting.reading import Reading, growing, read, statements
from tests.writers.wire import drafted

TEXT = drafted('With "quotes", {braces} and a \\ in it.', "Ünïcode ✓", "Last.")


def fed(text: str) -> Reading:
    reading = Reading()
    reading.feed(text)
    return reading


def heard(*pieces: str) -> list[Chunk]:
    return list(read(AIMessageChunk(content=piece) for piece in pieces))


@given(st.lists(st.integers(0, len(TEXT)), max_size=8))
def test_any_split_reads_the_same(cuts: list[int]) -> None:
    """However the stream is cut, the same draft is read and no statement comes half."""
    reading, seen = Reading(), []
    places = [0, *sorted(cuts), len(TEXT)]
    for start, end in pairwise(places):
        if (value := reading.feed(TEXT[start:end])) is not None:
            seen.append([s["text"] for s in statements(value)])
    whole = [s["text"] for s in json.loads(TEXT)["sections"][0]["statements"]]
    assert seen[-1] == whole
    assert all(part == whole[: len(part)] for part in seen)
    assert reading.whole


@pytest.mark.parametrize(
    "text",
    [
        f"Sure!\n```json\n{TEXT}\n```\nAnything else?",
        TEXT.replace("}]", "},]"),
        TEXT.replace("Last.", "La\nst."),
    ],
)
def test_what_is_mended(text: str) -> None:
    """Words around the JSON, a comma too many and a line break inside quotes do no harm."""
    last = heard(text)[-1]
    assert last.whole
    assert last.json is not None
    assert len(list(statements(last.json))) == 3


def test_a_comma_inside_quotes_is_kept() -> None:
    """Mending touches no text."""
    value = fed('{"sections": [{"statements": [{"text": "a,] b"},]}]}').json
    assert value is not None
    assert next(statements(value)) == {"text": "a,] b"}


def test_missing_brackets_are_told_from_a_missing_end() -> None:
    """Only brackets missing is a whole draft; half a statement is not."""
    assert fed(TEXT[:-3]).whole
    assert not fed(TEXT[:-20]).whole
    assert not fed("no JSON").whole


def test_what_cannot_be_read_is_no_shorter_draft() -> None:
    """A quote too many in one statement spoils the draft; nothing is left out silently."""
    text = TEXT.replace("Last.", 'La"st".')
    assert not heard(text)[-1].whole
    assert fed(text).json is None


def test_what_cannot_be_read_is_given_up_at_once() -> None:
    """A long text that is broken at its beginning is not searched backwards for a part of it."""
    text = drafted("A BROKEN one.", *["A statement like any other."] * 390)
    pieces = [p + "}" for p in text.replace("BROKEN", 'br"oken').split("}")]
    assert not any(chunk.json for chunk in heard(*pieces))
    assert growing("".join(pieces), None) == ""


def test_a_model_that_goes_on_is_told() -> None:
    """More than any draft needs is endless, in characters and in statements."""
    assert not any(chunk.endless for chunk in heard(TEXT))
    assert heard("x" * 60_001)[0].endless
    assert heard('{"sections": [{"statements": [' + "{}," * 401)[0].endless


def test_no_draft_without_an_object() -> None:
    """Nothing is read before a whole object arrived."""
    assert fed('{"title": "x", "sections": [').json is None


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ('{"title": "Agenda of', "Agenda of"),
        ('{"title": "A", "sections": [{"heading": "Purp', "Purp"),
        ('{"sections": [{"statements": [{"text": "Ask Person-1', "Ask "),
        ('{"sections": [{"statements": [{"text": "Ask Person-1 to', "Ask Person-1 to"),
        ('{"sections": [{"statements": [{"text": "A pers', "A "),
        ('{"sections": [{"statements": [{"text": "He said \\', "He said "),
        ('{"sections": [{"statements": [{"text": "Caf\\u00', "Caf"),
        ('{"sections": [{"statements": [{"text": "Whole.", "sources": ["N', "Whole."),
        ('{"sections": [{"statements": [{"text": "Whole."}, {"te', ""),
        ("no JSON", ""),
    ],
)
def test_what_is_being_written_is_seen(text: str, seen: str) -> None:
    """Words are seen as they come, but for the beginning of a stand-in or of an escape."""
    reading = Reading()
    for char in text:
        reading.feed(char)
    assert growing(reading.text, reading.json) == seen
