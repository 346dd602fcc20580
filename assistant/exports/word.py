"""A draft as a Word document with numbered endnotes."""

from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.shared import Pt, RGBColor

from assistant.exports.layout import (
    PURPOSE,
    About,
    clean,
    heading_of,
    numbers,
    opening,
    remark,
    sources,
)
from assistant.stored import DraftRecord

GREY = RGBColor(0x55, 0x55, 0x55)


def write(record: DraftRecord, about: About) -> bytes:
    """The file's content."""
    document = Document()
    document.styles["Normal"].font.name = "Calibri"
    title = clean(record.draft.title)
    properties = document.core_properties
    properties.title, properties.author = title[:255], "Upmentor"
    properties.created = properties.modified = record.created_at.replace(tzinfo=None)
    document.add_heading(title, level=0)
    for line in opening(record, about):
        _small(document, line)
    number = numbers(record.draft)
    for section in record.draft.sections:
        document.add_heading(heading_of(section.heading, section.minutes), level=1)
        for statement in section.statements:
            bullet = document.add_paragraph(clean(statement.text), style="List Bullet")
            if statement.sources:
                marks = ",".join(str(number[s]) for s in statement.sources)
                bullet.add_run(marks).font.superscript = True
            if said := remark(statement, about.people):
                bullet.add_run(f" ({said})").italic = True
    if number:
        document.add_heading("Sources", level=1)
        for n, line in enumerate(sources(record), start=1):
            document.add_paragraph(f"{n}. {line}")
    _small(document, PURPOSE)
    document.sections[0].footer.paragraphs[0].text = PURPOSE
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _small(document: WordDocument, line: str) -> None:
    run = document.add_paragraph().add_run(line)
    run.font.size, run.font.color.rgb = Pt(9), GREY
