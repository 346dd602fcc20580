import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.writers.chatting.reading import Reading, statements
from tests.writers.wire import drafted

TEXT = drafted('With "quotes", {braces} and a \\ in it.', "Ünïcode ✓", "Last.")


def read(text: str) -> Reading:
    reading = Reading()
    reading.feed(text)
    return reading


@given(st.lists(st.integers(0, len(TEXT)), max_size=8))
def test_any_split_reads_the_same(cuts: list[int]) -> None:
    """However the stream is cut, the same draft is read and no statement comes half."""
    reading, seen = Reading(), []
    places = [0, *sorted(cuts), len(TEXT)]
    for start, end in pairwise(places):
        if reading.feed(TEXT[start:end]):
            value = reading.value()
            assert value is not None
            seen.append([s["text"] for s in statements(value)])
    whole = [s["text"] for s in json.loads(TEXT)["sections"][0]["statements"]]
    assert seen[-1] == whole
    assert all(part == whole[: len(part)] for part in seen)
    assert reading.ended


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
    reading = read(text)
    value = reading.value()
    assert reading.ended
    assert value is not None
    assert len(list(statements(value))) == 3


def test_a_comma_inside_quotes_is_kept() -> None:
    """Mending touches no text."""
    value = read('{"sections": [{"statements": [{"text": "a,] b"},]}]}').value()
    assert value is not None
    assert next(statements(value)) == {"text": "a,] b"}


def test_missing_brackets_are_told_from_a_missing_end() -> None:
    """Only brackets missing is a whole draft; half a statement is not."""
    assert read(TEXT[:-3]).only_brackets_missing()
    assert not read(TEXT[:-20]).only_brackets_missing()
    assert not read("no JSON").only_brackets_missing()


def test_no_draft_without_an_object() -> None:
    """Nothing is read before a whole object arrived."""
    assert read('{"title": "x", "sections": [').value() is None


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
    assert reading.growing() == seen
