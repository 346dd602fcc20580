from assistant.retrieval.documents.word import docx_text
from tests.retrieval.word_files import paragraph, word_file


def test_headings_are_known_by_their_outline_level() -> None:
    """Whatever the style is called; a short first line above the first heading is the title."""
    read = docx_text(
        word_file(
            paragraph("Leitfaden für Paare"),
            paragraph("Absagen", style="U1"),
            paragraph("Wer absagt, nennt einen Tag."),
            paragraph("Ausnahmen", style="U2"),
            paragraph("Keine."),
            paragraph("Mehr", style="H3"),
            paragraph("Direkt", properties="<w:outlineLvl w:val='0'/>"),
            paragraph("Ein Satz.", style="U1"),
        )
    )
    assert [line for line in read.text.split("\n") if line.startswith("#")] == [
        "# Leitfaden für Paare",
        "## Absagen",
        "### Ausnahmen",
    ]


def test_a_heading_that_heads_nothing_stays_text() -> None:
    """A sentence in a heading's style is found like any other, though nothing stands below it."""
    long = "Each pair meets " + "again and " * 15 + "again."
    read = docx_text(
        word_file(
            paragraph("Rules", style="T"),
            paragraph("A pair meets monthly.", style="U1"),
            paragraph(long, style="U1"),
            paragraph("The end.", style="U1"),
        )
    )
    assert read.text == f"# Rules\n\nA pair meets monthly.\n\n{long}\n\nThe end."
