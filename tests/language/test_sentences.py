"""One splitter for everybody's text: sentences, list items, run-on dictation, hostile input."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.clauses import LONGEST
from assistant.language.sentences import pieces, sentences, spans, statements

TYPED = st.text(
    alphabet=st.one_of(
        st.sampled_from("ab IZ.!?…,;:-*>[]x()1#|\"'“”\n\r\t\u00a0。"), st.characters()
    ),
    max_size=400,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("i showed him. he liked it", ["i showed him.", "he liked it"]),
        ("what?! he said no!!! ok", ["what?!", "he said no!!!", "ok"]),
        ("He met Dr. Lee at 3.5 km. She left.", ["He met Dr. Lee at 3.5 km.", "She left."]),
        ('She said "no." Then she left.', ['She said "no."', "Then she left."]),
        (
            "“Really?” he asked. (Who knows?) Fine.",
            ["“Really?” he asked.", "(Who knows?)", "Fine."],
        ),
        ("See e.g. the plan. Done", ["See e.g. the plan.", "Done"]),
        ("wir sahen z. B. die Liste. dann ging er", ["wir sahen z. B. die Liste.", "dann ging er"]),
        ("Am 21. September. Am 3. Tag war Ruhe.", ["Am 21. September.", "Am 3. Tag war Ruhe."]),
        ("We counted 23. He said 24.", ["We counted 23.", "He said 24."]),
        ("It rose. 2. We left. 3) No.", ["It rose.", "2. We left.", "3) No."]),
        ("No. 4 is done. He said no. We left.", ["No. 4 is done.", "He said no.", "We left."]),
        ("at 9.30 a.m. we met. Tea etc. came", ["at 9.30 a.m. we met.", "Tea etc. came"]),
        ("J. Roe met W. and so did I. We left.", ["J. Roe met W. and so did I.", "We left."]),
        ("In St. Gallen. £4 saved. 3 of 8", ["In St. Gallen.", "£4 saved.", "3 of 8"]),
        ("so... he left… Then we did...", ["so... he left…", "Then we did..."]),
        ("see https://a.example/b.c?x=1. ok", ["see https://a.example/b.c?x=1.", "ok"]),
        ("she laughed. 😅\nthen tea 🍵", ["she laughed. 😅", "then tea 🍵"]),
        ("これは一つ。これは二つ。", ["これは一つ。", "これは二つ。"]),
        ("هل هذا جيد؟ نعم.", ["هل هذا جيد؟", "نعم."]),
        ("he\u00a0left.\tShe\u00a0stayed.", ["he\u00a0left.", "She\u00a0stayed."]),
        ("  \r\n ", []),
    ],
)
def test_a_sentence_ends_where_a_reader_ends_it(text: str, expected: list[str]) -> None:
    """Abbreviations, ordinals, initials, numbers and quotes end none; lower case begins one."""
    assert list(sentences(text)) == expected


@pytest.mark.parametrize(
    "mark",
    [
        *("- ", "* ", "• ", "•", "– ", "-> ", "=> ", "→ ", "> ", "> > ", "[ ] ", "- [x] ", "☐ "),
        *("1. ", "12) ", "(3) ", "a) ", "(b) ", "# ", "### ", "| ", "\t- "),
    ],
)
def test_a_list_mark_is_no_word_of_its_sentence(mark: str) -> None:
    """What stands before an item is covered by its span and left out of its words."""
    text = f"{mark}he left early\r\n{mark}she stayed"
    assert list(sentences(text)) == ["he left early", "she stayed"]
    assert [text[s.start : s.end] for s in spans(text)] == [
        f"{mark}he left early".strip(),
        f"{mark}she stayed".strip(),
    ]


@pytest.mark.parametrize(
    "line", ["21. September was fine", "-5 degrees", "#retro notes", "*really* good", "$40 saved"]
)
def test_what_only_looks_like_a_list_mark_is_kept(line: str) -> None:
    """A date, a negative number, a hash tag, emphasis and a price begin with their own signs."""
    assert list(sentences(line)) == [line]


def test_items_in_one_line_are_told_apart_without_their_dashes() -> None:
    """A dash after a full stop begins an item."""
    text = "1st mtg. – rota 6 days ahead. – tea awful"
    assert list(sentences(text)) == ["1st mtg.", "rota 6 days ahead.", "tea awful"]


def test_a_line_ends_a_sentence() -> None:
    """Without full stops every line is a statement; "Name: words" and rows are too."""
    lines = ["he was late again", "we did the forecast", "Ana: no idea", "open: who decides"]
    assert list(sentences("\n".join(lines))) == lines
    assert list(sentences("| Goal | Met |\n|------|-----|\n| Speed | yes |")) == [
        "Goal | Met |",
        "Speed | yes |",
    ]


def test_a_line_broken_for_its_width_goes_on() -> None:
    """A paragraph that an editor wrapped, or a line after a comma, is read as it was meant."""
    wrapped = (
        "She asked me to go through the numbers for the second quarter with\n"
        "her team, which I did on Monday. Nobody there had seen the page with\n"
        "the returns before. We left it open."
    )
    assert [" ".join(s.split()) for s in sentences(wrapped)] == [
        "She asked me to go through the numbers for the second quarter with her team, which I did "
        "on Monday.",
        "Nobody there had seen the page with the returns before.",
        "We left it open.",
    ]
    assert [s.split() for s in sentences("when the page was slow,\nwe gave up\nand left")] == [
        "when the page was slow, we gave up".split(),
        ["and", "left"],
    ]


def test_dictation_without_full_stops_is_cut_between_clauses() -> None:
    """A run-on becomes parts of a readable length, each verbatim, none of it lost."""
    said = (
        "so we looked at the stock page and she asked why it was red and I said it counts returns "
    )
    text = (said * 12).strip()
    found = sentences(text)
    assert all(len(one) <= LONGEST and len(one.split()) <= 60 for one in found)
    assert len(found) > 3
    assert all(one.startswith(("so we looked", "and she asked", "and I said")) for one in found)
    assert " ".join(found) == text


@given(TYPED)
def test_sentences_hold_every_character(text: str) -> None:
    """Spans are in order, apart, verbatim, within the length, and cover all but white space."""
    found = spans(text)
    at = 0
    for span in found:
        assert at <= span.start <= span.words <= span.end
        assert span.start < span.end
        assert not text[at : span.start].strip()
        assert text[span.start : span.end] == text[span.start : span.end].strip()
        assert span.end - span.words <= LONGEST
        at = span.end
    assert not text[at:].strip()


@given(TYPED)
def test_statements_and_sentences_agree(text: str) -> None:
    """A sentence lies within one statement, so that what is cut at statements cuts none."""
    places = [(s.start, s.end) for s in statements(text)]
    assert all(any(a <= s.start and s.end <= b for a, b in places) for s in spans(text))


@given(TYPED, st.integers(20, 400))
def test_pieces_are_whole_sentences_within_the_limit(text: str, limit: int) -> None:
    """Pieces cover the text too, and each ends where a sentence that fits does."""
    found = pieces(text, limit)
    assert all(0 < end - start <= limit for start, end in found)
    kept = "".join(text[a:b] for a, b in found)
    assert "".join(kept.split()) == "".join(text.split())
    ends = {end for _, end in found}
    inside = [s for s in spans(text) if s.end - s.start <= limit]
    assert all(not (s.start < end < s.end) for s in inside for end in ends)


@given(TYPED, st.integers(LONGEST, 700))
def test_no_piece_ends_within_a_sentence(text: str, limit: int) -> None:
    """With room for the longest sentence, pieces end where sentences do, list marks and all."""
    text = f"- {text}" + " so we said and we did that" * 14 + f"\n{text}"
    ends = {end for _, end in pieces(text, limit)}
    assert all(not (s.words < end < s.end) for s in spans(text) for end in ends)


def test_a_sentence_that_has_room_stays_whole() -> None:
    """A piece of more than the longest sentence holds a sentence of its own length."""
    text = "so we said and we did that " * 20
    assert pieces(text, 700) == [(0, len(text) - 1)]
    assert len(pieces(text, LONGEST)) > 1


def test_pieces_are_gathered_up_to_the_limit() -> None:
    """Sentences are put together while there is room."""
    text = "First one here. Second one here. Third one here."
    assert [text[a:b] for a, b in pieces(text, 35)] == [
        "First one here. Second one here.",
        "Third one here.",
    ]


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "a.",
            "a. ",
            '"',
            "(",
            ".",
            '." ',
            '.")',
            "a",
            "a ",
            " ",
            "\n",
            "- ",
            "1. ",
            "> ",
            "a,\n",
        ),
        *("a b\n", "!\n", "! ", "and so ", "e\u0301", "|", "[x] ", "A b: ", ".'", "…", "。"),
        *("a,\n", "\u2028a"),
    ],
)
def test_hostile_text_is_split_in_time(unit: str) -> None:
    """50,000 characters of one thing are split, and nothing of them is lost."""
    text = unit * (50_000 // len(unit)) + " " * 50 + "x."
    found = spans(text)
    kept = sum(len("".join(text[s.start : s.end].split())) for s in found)
    assert kept == len("".join(text.split()))
