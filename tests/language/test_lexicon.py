"""Each row of the lexicon holds what it says of itself."""

from collections.abc import Iterator
from typing import Any

import pytest

from assistant.language import lexicon


@pytest.mark.parametrize("name", lexicon.data()["cues"])
def test_a_cue_finds_its_examples(name: str) -> None:
    """A cue matches each of its examples and none of its counter-examples."""
    row = lexicon.checked(name)
    assert [text for text in row["match"] if not lexicon.says(name, text)] == []
    assert [text for text in row.get("not", ()) if lexicon.says(name, text)] == []


def test_no_alternative_stands_twice_in_a_cue() -> None:
    """A cue names each way to say it once."""
    lines = [str(row["any"]).splitlines() for row in lexicon.data()["cues"].values()]
    assert all(len(set(rows)) == len(rows) for rows in lines)


def test_spaces_and_apostrophes_are_read_as_people_type_them() -> None:
    """A line break is a space, a curly apostrophe a straight one, and case does not matter."""
    assert lexicon.says("commitment", "WE’LL send it")
    assert lexicon.says("unfinished", "We ran\nout of time")
    assert not lexicon.says("commitment", "wellwe'll")


def test_parts_are_put_in_and_set_in_lines_go_on() -> None:
    """A named part stands for its alternatives; a line that is set in belongs to the one above."""
    pattern = lexicon.any_of("owes? {them}\n (?: now)?\nkept")
    assert pattern.fullmatch("owe Ada now")
    assert pattern.fullmatch("kept")
    assert not pattern.fullmatch("kept now")


@pytest.fixture
def rows() -> Iterator[dict[str, Any]]:
    """The cues, to which a test may add; its own are taken away again."""
    cues = lexicon.data()["cues"]
    known = set(cues)
    yield cues
    for name in set(cues) - known:
        del cues[name]


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ({"any": "a(", "match": ["a"]}, "unterminated"),
        ({"any": "a"}, "`match`"),
        ({"match": ["a"]}, "`any`"),
        ({"any": "a", "match": ["a"], "matches": ["a"]}, "matches"),
        ({"any": "{nobody}", "match": ["a"]}, "nobody"),
    ],
)
def test_a_wrong_row_is_named(rows: dict[str, Any], row: dict[str, Any], wrong: str) -> None:
    """A row that cannot be read is an error that names it and says what is wrong."""
    rows[f"broken {wrong}"] = row
    with pytest.raises(ValueError, match=wrong) as error:
        lexicon.cue(f"broken {wrong}")
    assert "broken" in str(error.value)


def test_a_cue_that_is_not_there_is_named() -> None:
    """Asking for an unknown cue says which one is missing."""
    with pytest.raises(ValueError, match="no cues called nonsense"):
        lexicon.cue("nonsense")
