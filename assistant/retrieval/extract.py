"""The child that opens a PDF or Word file: bytes on standard input, text on standard output.

Run by ``reading`` as a script of its own, with little memory and nothing else of Upmentor.
Headings of a Word file become Markdown headings. Exit code 3: protected by a password.
"""

import io
import resource
import sys
from collections.abc import Iterator

MEMORY = 512 * 1024 * 1024
PASSWORD = 3


def pdf(content: bytes) -> Iterator[str]:
    """The text of each page."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        sys.exit(PASSWORD)
    for page in reader.pages:
        yield page.extract_text() or ""


def docx(content: bytes) -> Iterator[str]:
    """The text of each paragraph and table row."""
    import defusedxml

    defusedxml.defuse_stdlib()
    from docx import Document
    from docx.table import Table

    for block in Document(io.BytesIO(content)).iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                yield " | ".join(cell.text.strip() for cell in row.cells)
            continue
        style = (block.style.name or "") if block.style else ""
        level = style.removeprefix("Heading ").strip()
        if style.startswith("Heading ") and level.isdigit():
            yield f"{'#' * min(int(level) + 1, 6)} {block.text}"
        elif style == "Title":
            yield f"# {block.text}"
        else:
            yield f"- {block.text}" if style.startswith("List") else block.text


def main() -> None:
    """Read, extract, write."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    content = sys.stdin.buffer.read()
    extract = pdf if sys.argv[1] == ".pdf" else docx
    text = "\n\n".join(extract(content))
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))


if __name__ == "__main__":
    main()
