import io
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from docx import Document
from fpdf import FPDF
from PIL import Image

from assistant.errors import Invalid
from assistant.retrieval.files import (
    MAX_BYTES,
    GuidelineReader,
    content_hash,
    guideline_files,
)
from tests.retrieval.word_files import paragraph, repacked, word_file


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
    document.add_page()
    document.image(Image.new("L", (4, 4)), w=100)
    document.add_page()
    return bytes(document.output())


@pytest.fixture(scope="module")
def reader() -> Iterator[GuidelineReader]:
    """One process for all the files of this module."""
    with GuidelineReader() as opened:
        yield opened


def test_front_matter_says_what_a_guideline_is(reader: GuidelineReader) -> None:
    """Title, audience, stage, topics and sources come from it; other keys are no matter."""
    text = (
        "---\ntitle: Phones\nkind: situation\naudience: [mentor]\nstage: any\n"
        "topics: [phones]\nsources:\n  - A Book\nlayout: page\nreviewed: 2026-11\n---\n\nText.\n"
    )
    made, _ = reader.read("power/phones.md", text.encode())
    assert (made.title, made.kind, made.audience, made.stages) == (
        "Phones",
        "situation",
        ("mentor",),
        ("any",),
    )
    assert (made.topics, made.sources, made.reviewed) == (("phones",), ("A Book",), "2026-11")
    assert made.text.strip() == "Text."


def test_without_front_matter_the_first_heading_is_the_title(reader: GuidelineReader) -> None:
    """Then the file's name, in words."""
    assert reader.read("a.md", b"# Phones #\n\nText.")[0].title == "Phones"
    assert reader.read("a.md", b"# What is C#\n\nText.")[0].title == "What is C#"
    assert reader.read("ground_rules-two.txt", b"Only text.")[0].title == "Ground rules two"


def test_headings_of_a_plain_text_are_seen(reader: GuidelineReader) -> None:
    """A short line above a long one heads a section, and a numbered one belongs below it."""
    body = "A sentence that is long enough to be the text below its heading, and ends."
    text = f"Steps\n{body}\n1. Choose\n{body}\n- one\n- two\n"
    _, passages = reader.read("a.txt", text.encode())
    assert [p.heading for p in passages] == ["A > Steps", "A > Steps > 1. Choose"]


def test_a_docx_keeps_its_headings(reader: GuidelineReader) -> None:
    """Its headings become the trail of its passages."""
    guideline, passages = reader.read("rules.docx", a_docx())
    assert guideline.title == "Ground rules"
    assert passages[0].heading == "Ground rules > Phones"
    assert passages[0].text == "Phones stay in the bag.\n\n- Laptops too."


def test_a_pdf_gives_its_text(reader: GuidelineReader) -> None:
    """The text of its pages is read; a page that is a picture is told by its number."""
    guideline, passages = reader.read("rules.pdf", a_pdf())
    assert "Phones stay in the bag." in guideline.text
    assert guideline.left_out == ("1 scanned page (page 2)",)
    assert passages[0].source == "rules.pdf"


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16", "utf-8-sig"])
def test_old_encodings_are_read(encoding: str, reader: GuidelineReader) -> None:
    """A text that is not UTF-8 keeps its letters."""
    text = "Grüße aus Köln: schöne Straßen für alle, die üben müssen."
    assert reader.read("a.txt", text.encode(encoding))[0].text == text


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
def test_what_cannot_be_read_is_refused(
    name: str, content: bytes, reason: str, reader: GuidelineReader
) -> None:
    """Each gets one sentence that names the file."""
    with pytest.raises(Invalid, match=reason) as refusal:
        reader.read(f"folder/{name}", content)
    assert name in str(refusal.value)


def doctype(encoding: str) -> bytes:
    text = f'<?xml version="1.0" encoding="{encoding}"?>\n'
    padding = f"<!--{'x' * (65530 - len(text))}-->"  # the next word lies across a chunk's border
    return f'{text}{padding}<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode(encoding)


GROWN = "".join(f'<b c="{n * 7919 % 1000003:x}"/>' for n in range(1_500_000))
LEVELS = "\n".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 10)}]" for a, b in pairwise("abcdefghi"))
HOSTILE = {
    "unpacks to too much": (
        "a.docx", lambda: repacked(a_docx(), {"word/a.bin": bytes(60 << 20)}), "packed more|50 MB",
    ),
    "relations that unpack to too much": (
        "a.docx", lambda: repacked(a_docx(), {"_rels/.rels": b" " * (60 << 20)}), "packed more|50",
    ),
    "a document type": (
        "a.docx", lambda: repacked(a_docx(), {"word/document.xml": doctype("UTF-8")}), "type",
    ),
    "a document type in UTF-16": (
        "a.docx", lambda: repacked(a_docx(), {"word/document.xml": doctype("UTF-16")}), "type",
    ),
    "a document type in UTF-32": (
        "a.docx", lambda: repacked(a_docx(), {"word/document.xml": doctype("UTF-32")}), "broken",
    ),
    "a document type in a part beside": (
        "a.docx", lambda: repacked(a_docx(), {"word/styles.xml": doctype("UTF-16")}), "type",
    ),
    "more elements than memory": (
        "a.docx", lambda: repacked(a_docx(), {"word/document.xml": f"<a>{GROWN}</a>".encode()}),
        "too much memory",
    ),
    "tables in tables": (
        "a.docx",
        lambda: word_file("<w:tbl><w:tr><w:tc>" * 2000 + paragraph("x")
        + "</w:tc></w:tr></w:tbl>" * 2000),
        "nested too deeply",
    ),
    "10 MB of headings": ("a.md", lambda: b"# \n" * 3_400_000, "5,000 passages; split it"),
    "10 MB in a line": ("a.md", lambda: b"word " * 2_000_000, "5,000 passages; split it"),
    "10 MB in a heading": ("a.md", lambda: b"# [" + b"[" * 3_000_000, "holds no text"),
    "spaces within a heading": ("a.md", lambda: b"# a" + b" " * 3_000_000 + b"b", "holds no text"),
    "many short sections": ("a.md", lambda: b"# a\nb\n" * 5_001, "5,000 passages; split it"),
    "many short lines": ("a.txt", lambda: b"Abc\n" * 2_000_000, "5,000 passages; split it"),
    "a YAML bomb": (
        "a.md", lambda: f"---\na: &a [x, x]\n{LEVELS}\n---\nText.".encode(), "uses a YAML alias",
    ),
    "deep YAML": ("a.md", lambda: b"---\na: " + b"[" * 9_000 + b"\n---\nText.", "not valid YAML"),
    "long YAML": ("a.md", lambda: b"---\na: " + b"[" * 900_000 + b"\n---\nText.", "longer than"),
}  # fmt: skip


def children() -> list[int]:
    """The processes that this one has started."""
    lists = Path("/proc/self/task").glob("*/children")
    return [int(number) for numbers in lists for number in numbers.read_text().split()]


def command(process: int) -> bytes:
    """The command line of a process."""
    return Path(f"/proc/{process}/cmdline").read_bytes()


@pytest.mark.parametrize("case", HOSTILE)
def test_a_file_made_to_do_harm_is_refused(case: str, reader: GuidelineReader) -> None:
    """In one sentence and within the limits; the next file is read as ever."""
    name, content, reason = HOSTILE[case]
    with pytest.raises(Invalid, match=reason) as refusal:
        reader.read(f"folder/{name}", content())
    assert str(refusal.value).count(". ") == 0
    assert reader.read("b.md", b"All is well.")[0].text == "All is well."


def test_a_number_of_too_many_digits_is_no_title(reader: GuidelineReader) -> None:
    """Python does not write it; the file is read all the same."""
    text = f"---\ntitle: 0x{'f' * 9000}\n---\nText."
    assert reader.read("rules.md", text.encode())[0].title == "Rules"


def test_as_many_passages_as_allowed_are_read(reader: GuidelineReader) -> None:
    """5,000 of them, in their order."""
    _, passages = reader.read("a.md", b"# a\nb\n" * 5_000)
    assert [p.position for p in passages] == list(range(5_000))


def test_a_file_that_takes_too_long_is_refused() -> None:
    """Its process is ended, and the next file gets one of its own."""
    with GuidelineReader(seconds=0.001) as hurried:
        for _ in range(2):
            with pytest.raises(Invalid, match=r"a\.md takes longer than 0.001 seconds"):
                hurried.read("a.md", b"Text.")


@pytest.mark.skipif(sys.platform != "linux", reason="finds the process in /proc")
def test_a_process_that_broke_off_is_replaced(reader: GuidelineReader) -> None:
    """What ends the process of the files before does not fail the next one."""
    reader.read("a.md", b"Text.")
    ended = [number for number in children() if b"documents.worker" in command(number)]
    for number in ended:
        os.kill(number, signal.SIGKILL)
    assert ended
    assert reader.read("a.md", b"Text.")[0].text == "Text."


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


def test_a_file_is_known_again_by_its_content() -> None:
    """The hash follows the bytes; of Word and PDF files also the way they are read."""
    assert content_hash("a.md", b"x") == content_hash("b.txt", b"x") != content_hash("a.md", b"y")
    assert content_hash("a.docx", b"x") != content_hash("a.md", b"x")


def test_reading_reaches_no_network_and_no_program() -> None:
    """What reads a file can neither open a socket nor start a program."""
    code = (
        "import socket, subprocess, sys\n"
        "from assistant.retrieval.documents.worker import confine\n"
        "confine()\n"
        "for act in (socket.socket, lambda: subprocess.run(['true'])):\n"
        "    try: act()\n"
        "    except PermissionError: continue\n"
        "    sys.exit('allowed')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
