import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from fpdf import FPDF

from assistant.errors import Invalid
from assistant.retrieval.chunks import guideline_passages
from assistant.retrieval.files import MAX_BYTES, guideline_files, read_guideline


def a_docx() -> bytes:
    document = Document()
    document.add_heading("Ground rules", 0)
    document.add_heading("Phones", 1)
    document.add_paragraph("Phones stay in the bag.")
    document.add_paragraph("Laptops too.", style="List Bullet")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def a_pdf() -> bytes:
    document = FPDF()
    document.add_page()
    document.set_font("Helvetica")
    document.multi_cell(0, 10, "Phones stay in the bag.")
    return bytes(document.output())


def repacked(**entries: bytes) -> bytes:
    """A docx with entries added or replaced."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(a_docx())) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in entries:
                new.writestr(name, old.read(name))
        for name, content in entries.items():
            new.writestr(name, content)
    return buffer.getvalue()


def test_front_matter_says_what_a_guideline_is() -> None:
    """Title, audience, stage, topics and sources come from it; other keys are no matter."""
    text = (
        "---\ntitle: Phones\nkind: situation\naudience: [mentor]\nstage: any\n"
        "topics: [phones]\nsources:\n  - A Book\nlayout: page\nreviewed: 2026-11\n---\n\nText.\n"
    )
    made = read_guideline("power/phones.md", text.encode())
    assert (made.title, made.kind, made.audience, made.stages) == (
        "Phones",
        "situation",
        ("mentor",),
        ("any",),
    )
    assert (made.topics, made.sources, made.reviewed) == (("phones",), ("A Book",), "2026-11")
    assert made.text.strip() == "Text."


def test_without_front_matter_the_first_heading_is_the_title() -> None:
    """Then the file's name, in words."""
    assert read_guideline("a.md", b"# Phones\n\nText.").title == "Phones"
    assert read_guideline("ground_rules-two.txt", b"Only text.").title == "Ground rules two"


def test_headings_of_a_plain_text_are_seen() -> None:
    """A short line above a long one heads a section, and a numbered one belongs below it."""
    body = "A sentence that is long enough to be the text below its heading, and ends."
    made = read_guideline("a.txt", f"Steps\n{body}\n1. Choose\n{body}\n- one\n- two\n".encode())
    assert [p.heading for p in guideline_passages(made)] == ["A > Steps", "A > Steps > 1. Choose"]


def test_a_docx_keeps_its_headings() -> None:
    """Its headings become the trail of its passages."""
    made = guideline_passages(read_guideline("rules.docx", a_docx()))
    assert made[0].heading.endswith("> Phones")
    assert "Phones stay in the bag." in made[0].text


def test_a_pdf_gives_its_text() -> None:
    """The text of its pages is read."""
    assert "Phones stay in the bag." in read_guideline("rules.pdf", a_pdf()).text


def test_old_encodings_are_read() -> None:
    """A text that is not UTF-8 keeps its letters."""
    text = "Grüße aus Köln: schöne Straßen für alle, die üben müssen."
    assert read_guideline("a.txt", text.encode("latin-1")).text == text


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.exe", b"MZ", "not a .md"),
        ("a.md", b"", "empty"),
        ("a.md", b"\x89PNG\r\n\x1a\n" + bytes(50), "binary data"),
        ("a.md", b"%PDF-1.4 hidden", "a PDF"),
        ("a.pdf", b"only text", "plain text"),
        ("a.docx", b"PK\x03\x04 broken", "binary data"),
        ("a.pdf", b"%PDF-1.4 broken", "broken"),
        ("a.md", b"---\ntitle: [x\n---\ntext", "not valid YAML"),
        ("a.md", b"x" * (MAX_BYTES + 1), "larger than 10 MB"),
    ],
)
def test_what_cannot_be_read_is_refused(name: str, content: bytes, reason: str) -> None:
    """Each gets one sentence that names the file."""
    with pytest.raises(Invalid, match=reason) as refusal:
        read_guideline(f"folder/{name}", content)
    assert name in str(refusal.value)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (repacked(**{"word/media/a.bin": bytes(60 * 1024 * 1024)}), "packed more|50 MB"),
        (repacked(**{"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "type"),
    ],
)
def test_a_docx_made_to_do_harm_is_refused(content: bytes, reason: str) -> None:
    """One that unpacks to too much, or declares a document type, is not parsed."""
    with pytest.raises(Invalid, match=reason):
        read_guideline("a.docx", content)


def test_a_folder_gives_its_guideline_files(tmp_path: Path) -> None:
    """Files of other types and hidden ones are passed over; nothing at all is said."""
    for name in ("b.md", "a/c.txt", "d.png", ".hidden/e.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [p.name for p in guideline_files(tmp_path)] == ["c.txt", "b.md"]
    with pytest.raises(Invalid, match="no file or folder"):
        guideline_files(tmp_path / "none")
    with pytest.raises(Invalid, match=r"no \.md"):
        guideline_files(_empty(tmp_path))


def _empty(folder: Path) -> Path:
    made = folder / "empty"
    made.mkdir()
    return made
