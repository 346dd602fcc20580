"""Each row of the lexicon holds what it says of itself."""

import pytest

from assistant.language import lexicon


@pytest.mark.parametrize("name", lexicon.data()["cues"])
def test_a_cue_finds_its_examples(name: str) -> None:
    """A cue matches each of its examples and none of its counter-examples."""
    row = lexicon.checked(name)
    assert [text for text in row["match"] if not lexicon.says(name, text)] == []
    assert [text for text in row.get("not", ()) if lexicon.says(name, text)] == []
