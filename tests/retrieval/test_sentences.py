import pytest

from assistant.retrieval.sentences import pieces, sentence_spans


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("He met Dr. Lee at 3.5 km. She left.", ["He met Dr. Lee at 3.5 km.", "She left."]),
        ('She said "no." Then she left.', ['She said "no."', "Then she left."]),
        ("See e.g. the plan. Done", ["See e.g. the plan.", "Done"]),
        ("これは一つ。これは二つ。", ["これは一つ。", "これは二つ。"]),
        ("  ", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    """Abbreviations, numbers and quotes do not end a sentence early."""
    assert [text[a:b] for a, b in sentence_spans(text)] == expected


def test_pieces_are_whole_sentences() -> None:
    """Sentences are gathered up to the limit and never cut below it."""
    text = "First one here. Second one here. Third one here."
    assert [text[a:b] for a, b in pieces(text, 35)] == [
        "First one here. Second one here.",
        "Third one here.",
    ]
