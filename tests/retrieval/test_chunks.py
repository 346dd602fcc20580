from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Guideline, SessionNote, Visibility
from assistant.retrieval.chunks import (
    GUIDELINE_CHARS,
    guideline_passages,
    note_passages,
)


def a_note(text: str) -> SessionNote:
    return SessionNote("n1", "pair-a", 3, "mina@a.example", Visibility.PAIR, text, date(2026, 6, 1))


def test_a_guideline_is_cut_at_its_headings() -> None:
    """Each passage carries the trail of headings above it."""
    text = "Intro here.\n\n## One\n\nFirst text.\n\n### Deep\n\nDeep text.\n\n## Two\n\nLast.\n"
    made = guideline_passages(Guideline("a.md", "Title", text))
    assert [(p.heading, p.text) for p in made] == [
        ("Title", "Intro here."),
        ("Title > One", "First text."),
        ("Title > One > Deep", "Deep text."),
        ("Title > Two", "Last."),
    ]
    assert [p.position for p in made] == [0, 1, 2, 3]


def test_a_long_section_is_cut_between_paragraphs() -> None:
    """No passage is longer than the limit, and together they hold the whole section."""
    paragraphs = [f"Paragraph {i} says something of its own. " * 4 for i in range(12)]
    made = guideline_passages(Guideline("a.md", "T", "## S\n\n" + "\n\n".join(paragraphs)))
    assert len(made) > 1
    assert all(len(p.text) <= GUIDELINE_CHARS for p in made)
    assert "".join("".join(p.text.split()) for p in made) == "".join("".join(paragraphs).split())


def test_headings_in_code_are_no_headings() -> None:
    """A # inside a fence belongs to the code."""
    made = guideline_passages(Guideline("a.md", "T", "## S\n\n```\n# not a heading\n```\n"))
    assert [p.heading for p in made] == ["T > S"]


def test_ids_stay_with_the_text() -> None:
    """Changing one section changes the ids of that section alone."""
    before = guideline_passages(Guideline("a.md", "T", "## A\n\nOne.\n\n## B\n\nTwo.\n"))
    after = guideline_passages(Guideline("a.md", "T", "## A\n\nOne!\n\n## B\n\nTwo.\n"))
    assert before[1].id == after[1].id
    assert before[0].id != after[0].id


def test_repeated_text_has_ids_of_its_own() -> None:
    """The same line twice makes two passages with different ids."""
    made = note_passages(a_note("Mina: Yes.\nLeo: No.\nMina: Yes."))
    assert len({p.id for p in made}) == 3


def test_a_transcript_is_cut_at_its_lines() -> None:
    """Each line of "Name: text" is a passage, unchanged, with the session's date."""
    made = note_passages(a_note("Mina: Hello there. How are you?\r\nLeo: Fine."))
    assert [p.text for p in made] == ["Mina: Hello there. How are you?", "Leo: Fine."]
    assert {(p.heading, p.session, p.date) for p in made} == {("Session 3", 3, date(2026, 6, 1))}


def test_prose_is_cut_between_sentences() -> None:
    """Passages of a note in prose are whole sentences of it, unchanged."""
    text = "We met at noon. Leo asked about Dr. Strand, e.g. her plan. " * 12
    made = note_passages(a_note(text))
    assert len(made) > 2
    assert all(p.text in text and p.text.endswith(".") for p in made)
    assert not any(p.text.endswith(("Dr.", "e.g.")) for p in made)


def test_a_wrapped_paragraph_is_cut_between_sentences_and_not_at_its_lines() -> None:
    """Lines that a mail program broke stand in one passage; lines typed as such do not."""
    wrapped = (
        "Thank you for the hour. I had thought that the two numbers on the page\n"
        "were one and the same, and I shall call the depot about it on Friday."
    )
    typed = "he was late again\nwe did the forecast\nopen: who decides"
    assert [p.text for p in note_passages(a_note(wrapped))] == [wrapped]
    assert [p.text for p in note_passages(a_note(typed))] == typed.split("\n")


def test_a_long_line_in_lower_case_is_cut_at_its_full_stops() -> None:
    """A passage of a note without capitals begins where a sentence does."""
    text = "we met at noon. leo asked about the page, e.g. its colours. " * 12
    made = note_passages(a_note(text))
    assert len(made) > 2
    assert all(p.text.startswith(("we met", "leo asked")) for p in made)


@given(st.text(max_size=2000))
def test_any_text_can_be_cut(text: str) -> None:
    """No text makes the cutting fail, and every passage is a piece of the text."""
    made = [*note_passages(a_note(text)), *guideline_passages(Guideline("a.md", "T", text))]
    assert all(p.text.strip() == p.text and p.text for p in made)
    assert len({p.id for p in made}) == len(made)


def test_a_very_long_line_is_cut() -> None:
    """A line of 100 KB without a sentence end becomes many passages, none of it lost."""
    text = "word " * 20_000
    made = note_passages(a_note(text))
    assert max(len(p.text) for p in made) <= 640
    assert sum(p.text.count("word") for p in made) == 20_000
