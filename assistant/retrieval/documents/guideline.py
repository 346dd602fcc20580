"""A guideline and its passages, made of a file's bytes."""

import re
from pathlib import PurePath

from assistant.domain import Guideline, Passage
from assistant.errors import Invalid
from assistant.retrieval.chunks import GUIDELINE_CHARS, guideline_passages, heading_of
from assistant.retrieval.documents import DocumentText, Unreadable
from assistant.retrieval.documents.kinds import described, kind_of
from assistant.retrieval.documents.plain import decoded, front_matter, marked_headings

MAX_PASSAGES = 5_000


def guideline_of(source: str, content: bytes) -> tuple[Guideline, list[Passage]]:
    """The guideline in a file of the given name, cut into its passages.

    The title comes from the front matter, else from the first heading, else from the name.

    Raises:
        Invalid: when the file is not what its name says, cannot be read, holds no text or too
            much of it; the sentence names the file.
    """
    name, suffix = PurePath(source).name, PurePath(source).suffix.lower()
    found = _text(name, suffix, content)
    text = found.text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    if len(text) > MAX_PASSAGES * GUIDELINE_CHARS:
        raise _too_long(name)
    front, body = front_matter(name, text) if suffix in (".md", ".markdown") else ({}, text)
    if not body.strip() and not front:
        raise Invalid(f"{name} holds no text.")
    title = _line(front.get("title")) or _line(_first_heading(body)) or _title_of(name)
    guideline = Guideline(
        source=source,
        title=title,
        text=marked_headings(body) if suffix == ".txt" else body,
        kind=_line(front.get("kind")) or "program",
        audience=_words(front.get("audience")) or ("mentor", "mentee"),
        stages=_words(front.get("stage")) or ("any",),
        topics=_words(front.get("topics")),
        sources=_words(front.get("sources")),
        reviewed=_line(front.get("reviewed")),
        left_out=found.left_out,
    )
    passages = guideline_passages(guideline, MAX_PASSAGES)
    if len(passages) > MAX_PASSAGES:
        raise _too_long(name)
    if not passages:
        raise Invalid(f"{name} holds no text to index.")
    return guideline, passages


def _text(name: str, suffix: str, content: bytes) -> DocumentText:
    try:
        kind = kind_of(content)
        expected = suffix[1:] if suffix in (".pdf", ".docx") else "text"
        if kind != expected:
            raise Invalid(f"{name} is not what its name says: its content is {described(kind)}.")
        if kind == "text":
            return DocumentText(decoded(name, content))
        if kind == "pdf":
            from assistant.retrieval.documents.pdf import pdf_text

            return pdf_text(content)
        from assistant.retrieval.documents.word import docx_text

        return docx_text(content)
    except Unreadable as error:
        raise Invalid(f"{name} cannot be read: {error}") from error


def _too_long(name: str) -> Invalid:
    return Invalid(f"{name} makes more than {MAX_PASSAGES:,} passages; split it into more files.")


def _first_heading(text: str) -> str:
    headings = (heading_of(line) for line in text.split("\n"))
    return next((name for level, name in filter(None, headings) if level <= 2 and name), "")


def _line(value: object) -> str:
    try:
        return " ".join(str(value).split())[:300] if isinstance(value, str | int | float) else ""
    except ValueError:  # a number of more digits than Python writes
        return ""


def _words(value: object) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(line for item in value if (line := _line(item)))
    line = _line(value)
    return (line,) if line else ()


def _title_of(name: str) -> str:
    words = re.sub(r"[-_]+", " ", PurePath(name).stem).strip()
    return words[:1].upper() + words[1:]
