import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.retrieval.documents import Unreadable
from assistant.retrieval.documents.word import docx_text
from tests.retrieval.word_files import (
    PICTURE,
    STRICT,
    W,
    cell,
    change,
    control,
    deleted,
    field,
    paragraph,
    row,
    table,
    text,
    word_file,
    xml,
)

TICKED = "<w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>"
CHOSEN = (
    "<w:ffData><w:ddList><w:result w:val='1'/><w:listEntry w:val='weekly'/>"
    "<w:listEntry w:val='monthly'/></w:ddList></w:ffData>"
)
BOX = f"<w:txbxContent>{paragraph('In the box.')}</w:txbxContent>"
BOX_TWICE = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><wps:txbx>"
    f"{BOX}</wps:txbx></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
    f"{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
RUBY = f"<w:ruby><w:rt>{text('aid')}</w:rt><w:rubyBase>{text('Word')}</w:rubyBase></w:ruby>"
TWO = paragraph("Sign") + paragraph("Meet")
NESTED = paragraph("") + table(row("Desk", "extension 12"), row("Night", "extension 13"))
SAID = {
    "inserted": (
        [paragraph("At most ", change("ins", text("two")), " times.")],
        "At most two times.",
    ),
    "deleted": (
        [paragraph("At most ", deleted("five"), change("ins", text("two")), " times.")],
        "At most two times.",
    ),
    "inserted, then deleted": (
        [paragraph("At most ", change("ins", deleted("five")), "two times.")],
        "At most two times.",
    ),
    "moved": (
        [
            paragraph(change("moveFrom", text("It was here.")), "One stays."),
            paragraph(change("moveTo", text("It is here."))),
        ],
        "One stays.\n\nIt is here.",
    ),
    "a deleted paragraph mark": (
        [
            paragraph("A rule ", properties="<w:rPr><w:del w:id='1' w:author='A'/></w:rPr>"),
            paragraph("that goes on."),
        ],
        "A rule that goes on.",
    ),
    "a control within a sentence": (
        [paragraph("The deposit is ", control(text("30 euros"), "<w:text/>"), " a pair.")],
        "The deposit is 30 euros a pair.",
    ),
    "controls in controls": (
        [control(control(paragraph("It must be ", control(text("signed")), ".")))],
        "It must be signed.",
    ),
    "custom XML and smart tags": (
        [
            "<w:customXml w:element='x'>",
            paragraph("Meet in ", "<w:smartTag>" + text("Turin") + "</w:smartTag>", "."),
            "</w:customXml>",
        ],
        "Meet in Turin.",
    ),
    "a link": (
        [paragraph("See ", "<w:hyperlink r:id='r9'>" + text("the form") + "</w:hyperlink>", ".")],
        "See the form.",
    ),
    "what a field shows": (
        [
            paragraph("Pay ", "<w:fldSimple w:instr=' REF a '>" + text("7") + "</w:fldSimple>"),
            paragraph("Call by ", field("REF b", text("noon")), "."),
        ],
        "Pay 7\n\nCall by noon.",
    ),
    "a field in the code of a field": (
        [
            paragraph(
                "Now ",
                field(
                    f"IF </w:instrText></w:r>{field('REF c', text('no'))}<w:r><w:instrText>",
                    text("yes"),
                ),
                ".",
            )
        ],
        "Now yes.",
    ),
    "a list to choose from": (
        [
            paragraph(
                "Meet ",
                field("FORMDROPDOWN", "", CHOSEN),
                ".",
            )
        ],
        "Meet monthly.",
    ),
    "a box to tick": (
        [paragraph(field("FORMCHECKBOX", "", TICKED), " Agreed.")],
        "☒ Agreed.",
    ),
    "marks and breaks": (
        [
            paragraph(
                "<w:r><w:t>e</w:t><w:noBreakHyphen/><w:t>mail re</w:t><w:softHyphen/>"
                "<w:t>port\u00ads</w:t><w:br/><w:t>go on,</w:t><w:br/><w:t>Then stop.</w:t></w:r>"
            )
        ],
        "e-mail reports go on,\nThen stop.",
    ),
    "symbols": (
        [
            paragraph(
                "<w:r><w:sym w:font='Wingdings' w:char='F0FC'/><w:t xml:space='preserve"
                "'> from 3 </w:t><w:sym w:font='Symbol' w:char='F0B3'/></w:r>",
                "<w:r><w:rPr><w:rFonts w:ascii='Symbol'/></w:rPr><w:t>\uf061</w:t></w:r>",
            )
        ],
        "✓ from 3 ≥α",
    ),
    "an equation on one line": (
        [paragraph("Pay ", "<m:oMath><m:r><m:t>2x</m:t></m:r></m:oMath>", " euros.")],
        "Pay 2x euros.",
    ),
    "a text box, once": (
        [
            paragraph("Before", BOX_TWICE, " and after."),
        ],
        "Before and after.\n\nIn the box.",
    ),
    "a table in a table": (
        [table(row("Contact", cell(NESTED)))],
        "| Contact | Desk, extension 12; Night, extension 13 |",
    ),
    "merged cells": (
        [
            table(
                row("A", cell(TWO, "<w:vMerge w:val='restart'/>")),
                row("B", cell(paragraph(), "<w:vMerge/>")),
                row(cell(paragraph("Both"), "<w:gridSpan w:val='2'/>")),
            )
        ],
        "| A | Sign; Meet |\n| B | Sign; Meet |\n| Both |",
    ),
    "a deleted row": (
        [
            table(
                row(cell(paragraph(deleted("Old"))), properties="<w:del w:id='2' w:author='A'/>"),
                control(row("New", control(cell(paragraph("in a control"))))),
            )
        ],
        "| New | in a control |",
    ),
    "list items": (
        [paragraph("Bring a pen.", style="L"), paragraph("Be kind.", style="L")],
        "- Bring a pen.\n\n- Be kind.",
    ),
    "lines that look like Markdown": ([paragraph("# of sessions: 4")], "    # of sessions: 4"),
    "letters drawn as a shape": (
        [paragraph("<w:r><w:pict><v:shape><v:textpath string='Draft'/></v:shape></w:pict></w:r>")],
        "Draft",
    ),
    "a reading aid": (
        [paragraph(f"<w:r>{RUBY}</w:r>")],
        "Word (aid)",
    ),
    "no table of contents": (
        [paragraph(field("TOC \\o", text("Fees 3"))), paragraph("Fees are due.")],
        "Fees are due.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", SAID)
def test_what_word_shows_is_read(case: str) -> None:
    """A document is read as Word shows it with all changes accepted, and nothing is left out."""
    body, said = SAID[case]
    read = docx_text(word_file(*body))
    assert read.text == said
    assert read.left_out == ()


def test_notes_and_page_edges_are_read() -> None:
    """A footnote follows its paragraph; page edges come last, each once, page numbers never."""
    note = "<w:footnote w:id='2'>" + paragraph("Only in the first year.") + "</w:footnote>"
    mark = "<w:r><w:footnoteReference w:id='2'/></w:r>"
    edge = xml("hdr", paragraph("Valid from May, page ", field("PAGE", text("1"))))
    read = docx_text(
        word_file(
            paragraph("Fees", style="U1"),
            paragraph("Pay nothing", mark, "."),
            paragraph("Thank you.", mark),
            parts={
                "footnotes": xml("footnotes", note),
                "footer1": xml("ftr", paragraph("Page ", field("PAGE", text("1")), " of 3")),
                "header1": edge,
                "header2": edge,
            },
        )
    )
    assert read.text == (
        "## Fees\n\nPay nothing.\n\nFootnote: Only in the first year.\n\nThank you."
        "\n\n## Header and footer\n\nValid from May, page 1"
    )


def test_documents_of_other_writers_are_read() -> None:
    """The main part may have another name, and the XML the names of the strict standard."""
    made = word_file(
        paragraph("All is well."),
        main="document2",
        parts={"styles": xml("styles", "").replace(W.encode(), STRICT.encode())},
    )
    assert docx_text(made).text == "All is well."


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (paragraph(PICTURE), "no text"),
        ("<w:p>", "broken"),
        ("<w:sdt><w:sdtContent>" * 3000 + "</w:sdtContent></w:sdt>" * 3000, "nested too deeply"),
    ],
)
def test_what_holds_no_text_is_refused(body: str, reason: str) -> None:
    """With the reason as a sentence."""
    with pytest.raises(Unreadable, match=reason):
        docx_text(word_file(body))


WRAPPERS = st.sampled_from(
    [
        control,
        lambda inside: change("ins", inside),
        lambda inside: change("moveTo", inside),
        lambda inside: f"<w:hyperlink>{inside}</w:hyperlink>",
        lambda inside: f"<w:smartTag>{inside}</w:smartTag>",
        lambda inside: f"<w:customXml>{inside}</w:customXml>",
        lambda inside: f"<w:fldSimple w:instr='REF a'>{inside}</w:fldSimple>",
        lambda inside: field("REF a", inside),
        lambda inside: f"<w:bdo w:val='ltr'>{inside}</w:bdo>",
        lambda inside: f"<w:notKnownYet>{inside}</w:notKnownYet>",
    ]
)


@settings(deadline=None)
@given(st.data())
def test_no_word_is_lost_in_any_nesting(data: st.DataObject) -> None:
    """Whatever wraps the words of a sentence, and in whatever order, all of them are read."""
    words = [f"word{n}" for n in range(data.draw(st.integers(1, 8)))]
    inside = []
    for word in words:
        made = text(f"{word} ")
        for wrapper in data.draw(st.lists(WRAPPERS, max_size=4)):
            made = wrapper(made)
        inside += [made, *data.draw(st.lists(st.just(deleted("gone ")), max_size=1))]
    assert docx_text(word_file(paragraph(*inside))).text == " ".join(words)
