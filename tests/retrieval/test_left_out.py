import pytest

from assistant.retrieval.documents.word import docx_text
from tests.retrieval.word_files import PICTURE, control, field, paragraph, text, word_file

EQUATION = "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num></m:f></m:oMath>"
OBJECT = "<w:r><w:object><v:imagedata/><o:OLEObject/></w:object></w:r>"
PLACEHOLDER = control(text("Click here to enter text."), "<w:showingPlcHdr/>")
HOLES = {
    "equation": (["Pay ", EQUATION, " euros."], "Pay [equation not read] euros."),
    "embedded object": (
        ["The form ", OBJECT, " is due."],
        "The form [embedded object not read] is due.",
    ),
    "picture": (["Press ", PICTURE, "to save."], "Press [picture not read] to save."),
    "blank field": (["The deposit is ", PLACEHOLDER, "."], "The deposit is [left blank]."),
    "symbol": (
        ["Mark it ", "<w:r><w:sym w:font='Webdings' w:char='F061'/></w:r>", "."],
        "Mark it [symbol not read].",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", HOLES)
def test_a_sentence_shows_where_something_is_missing(what: str) -> None:
    """What cannot be read within a sentence leaves a mark in its place, and is counted."""
    inside, said = HOLES[what]
    read = docx_text(word_file(paragraph("Fees", style="U1"), paragraph(*inside)))
    assert read.text == f"## Fees\n\n{said}"
    assert read.left_out == (f"1 {what} (under “Fees”)",)


def test_an_empty_form_field_is_a_blank() -> None:
    """Spaces that a form shows for a value nobody typed are no value."""
    read = docx_text(word_file(paragraph("Pay ", field("FORMTEXT", text("\u2002" * 5)), " euros.")))
    assert read.text == "Pay [left blank] euros."
    assert read.left_out == ("1 blank field (at the start)",)


def test_what_stands_between_sentences_is_counted_only() -> None:
    """Pictures on their own, comments and hidden text leave no mark, but are told by place."""
    hidden = "<w:r><w:rPr><w:rStyle w:val='V'/></w:rPr><w:t>Hidden.</w:t></w:r>"
    comment = "<w:r><w:commentReference w:id='1'/></w:r>"
    read = docx_text(
        word_file(
            paragraph(PICTURE),
            paragraph("Fees", style="U1"),
            paragraph("All is paid.", PICTURE, comment, hidden, "<w:r><w:t> See?</w:t></w:r>"),
            paragraph("Ends", style="U1"),
            paragraph(PICTURE, "Done."),
        )
    )
    assert read.text == "## Fees\n\nAll is paid.See?\n\n## Ends\n\nDone."
    assert read.left_out == (
        "3 pictures (at the start, under “Fees”, under “Ends”)",
        "1 comment (under “Fees”)",
        "1 hidden text (under “Fees”)",
    )
