"""The text of a PDF or a docx. Runs as a program of its own: bytes in, one JSON object out.

It imports nothing of Upmentor, sets its own limit of memory, and refuses a docx that unpacks to
too much, or declares a document type (which can name other files and grow without end).
"""

import io
import json
import sys
import zipfile

MEMORY_BYTES = 512 * 1024 * 1024
MAX_UNPACKED = 50 * 1024 * 1024
MAX_RATIO = 100
MAX_PAGES = 2_000
_WORD = "word/document.xml"


class Unreadable(Exception):
    """Why a document is refused, as a sentence."""


def kind_of(content: bytes) -> str:
    """``pdf``, ``docx``, ``text`` or ``binary``, judged by the content alone."""
    if content[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(b"PK\x03\x04"):
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                return "docx" if _WORD in archive.namelist() else "binary"
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            return "binary"
    return "binary" if _binary(content) else "text"


def _binary(content: bytes) -> bool:
    if content[:4] in (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff") or content[:2] in (
        b"\xff\xfe",
        b"\xfe\xff",
    ):
        return False
    start = content[:65536]
    if b"\x00" in start:
        return True
    controls = sum(1 for byte in start if byte < 32 and byte not in (9, 10, 12, 13, 27))
    if controls > len(start) // 50:
        return True
    return _known_signature(start)


def _known_signature(start: bytes) -> bool:
    """Whether the first bytes are those of a known binary format."""
    import puremagic

    try:
        best = puremagic.magic_string(start)[:1]
    except (puremagic.PureError, ValueError):
        return False
    binary = ("image/", "audio/", "video/", "font/", "application/x-", "application/zip")
    return bool(best) and best[0].confidence >= 0.8 and best[0].mime_type.startswith(binary)


def pdf_text(content: bytes) -> str:
    """The text of a PDF, pages separated by blank lines."""
    import logging

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.disable(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("it is protected by a password.")
        if len(reader.pages) > MAX_PAGES:
            raise Unreadable(f"it has more than {MAX_PAGES} pages.")
        pages = [page.extract_text() or "" for page in reader.pages]
    except PyPdfError as error:
        raise Unreadable("the PDF is broken.") from error
    text = "\n\n".join(page.strip() for page in pages if page.strip())
    if not text:
        raise Unreadable("it holds no text; it may be scanned pictures.")
    return text


def docx_text(content: bytes) -> str:
    """The text of a docx as Markdown: headings, list items, tables, paragraphs."""
    check_archive(content)
    from docx import Document
    from docx.table import Table

    blocks: list[str] = []
    for block in Document(io.BytesIO(content)).iter_inner_content():
        if isinstance(block, Table):
            rows = [" | ".join(cell.text.strip() for cell in row.cells) for row in block.rows]
            blocks.append("\n".join(f"| {row} |" for row in rows))
            continue
        text = block.text.strip()
        style = (block.style.name or "") if block.style else ""
        if not text:
            continue
        if style == "Title":
            blocks.append(f"# {text}")
        elif style.startswith("Heading") and style[-1:].isdigit():
            blocks.append(f"{'#' * min(int(style[-1]) + 1, 6)} {text}")
        else:
            blocks.append(f"- {text}" if style.startswith("List") else text)
    if not blocks:
        raise Unreadable("it holds no text.")
    return "\n\n".join(blocks)


def check_archive(content: bytes) -> None:
    """Refuses an archive that unpacks to too much or declares a document type.

    Sizes are counted while unpacking: what an archive says of itself may be a lie.
    """
    total = 0
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for entry in archive.infolist():
            with archive.open(entry) as file:
                size, start = 0, b""
                while chunk := file.read(65536):
                    start = start or chunk
                    size += len(chunk)
                    total += len(chunk)
                    if total > MAX_UNPACKED:
                        raise Unreadable("it unpacks to more than 50 MB.")
                    if size > 1_000_000 and size > MAX_RATIO * max(entry.compress_size, 1):
                        raise Unreadable("it is packed more than 100 times.")
                    if entry.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in chunk:
                        raise Unreadable("it declares a document type, which is not allowed.")


def main(kind: str) -> None:
    """Reads a document from standard input and writes ``{"text"}`` or ``{"error"}``."""
    content = sys.stdin.buffer.read()
    try:
        _limit_memory()
        answer = {"text": pdf_text(content) if kind == "pdf" else docx_text(content)}
    except Unreadable as error:
        answer = {"error": str(error)}
    except MemoryError:
        answer = {"error": "it needs too much memory."}
    except Exception:  # noqa: BLE001 - a broken file may raise anything in here
        answer = {"error": "the file is broken."}
    answer = {k: v.encode("utf-8", "replace").decode("utf-8") for k, v in answer.items()}
    sys.stdout.write(json.dumps(answer))


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


if __name__ == "__main__":
    main(sys.argv[1])
