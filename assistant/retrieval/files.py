"""Reading a guideline file: md, txt, pdf or docx, from anyone, within limits.

A file is what its content says it is, not what its name says. PDF and docx are parsed in a
process of their own, with little memory and little time, because a file made to do harm, or a
broken one, must not take the app with it.
"""

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path, PurePath
from typing import Any

import yaml

from assistant.domain import Guideline
from assistant.errors import Invalid
from assistant.retrieval import documents

MAX_BYTES = 10 * 1024 * 1024
MAX_SECONDS = 20
SUFFIXES = (".md", ".markdown", ".txt", ".pdf", ".docx")

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_PLAIN_HEADING = re.compile(r"^(\d{1,2}[.)] )?[^\W_a-z][^\n]{2,79}$")
_CLOSING = (".", ",", ";", ":", "!")
_HEADING = re.compile(r"^#{1,2}[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)


def read_guideline(source: str, content: bytes) -> Guideline:
    """The guideline in a file of the given name.

    The title comes from the front matter, else from the first heading, else from the name.

    Raises:
        Invalid: when the file is too large, empty, not of a known type, not what its name says,
            or cannot be read within the limits; the sentence names the file.
    """
    name = PurePath(source).name
    suffix = PurePath(source).suffix.lower()
    if suffix not in SUFFIXES:
        raise Invalid(f"{name} is not a .md, .txt, .pdf or .docx file.")
    if len(content) > MAX_BYTES:
        raise Invalid(f"{name} is larger than 10 MB; split it or leave out its pictures.")
    if not content.strip():
        raise Invalid(f"{name} is empty.")
    text = _text(name, suffix, content)
    front, body = _front_matter(name, text) if suffix in (".md", ".markdown") else ({}, text)
    if not body.strip() and not front:
        raise Invalid(f"{name} holds no text.")
    heading = _HEADING.search(body)
    title = _line(front.get("title")) or (heading.group(1).strip() if heading else "")
    if suffix == ".txt":
        body = marked_headings(body)
    return Guideline(
        source=source,
        title=title or _title_of(name),
        text=body,
        kind=_line(front.get("kind")) or "program",
        audience=_words(front.get("audience")) or ("mentor", "mentee"),
        stages=_words(front.get("stage")) or ("any",),
        topics=_words(front.get("topics")),
        sources=_words(front.get("sources")),
        reviewed=_line(front.get("reviewed")),
        content_hash=hashlib.sha256(content).hexdigest(),
    )


def marked_headings(text: str) -> str:
    """A plain text with its headings marked as in Markdown.

    A heading is a short line without a closing mark, right above a longer one; a numbered one
    ("3. Provide structure") belongs below one without a number.
    """
    lines = text.split("\n")
    for place, line in enumerate(lines[:-1]):
        match = _PLAIN_HEADING.match(line)
        below = next((other for other in lines[place + 1 : place + 3] if other.strip()), "")
        if match and len(below) > max(60, len(line)) and not line.rstrip().endswith(_CLOSING):
            lines[place] = f"{'###' if match.group(1) else '##'} {line.strip()}"
    return "\n".join(lines)


def guideline_files(path: Path) -> list[Path]:
    """The guideline files in a folder and below, or the file itself, sorted by name.

    Hidden files and a folder's own README are no guidelines.

    Raises:
        Invalid: when there is nothing of that name, or no guideline file in the folder.
    """
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise Invalid(f"There is no file or folder {path}.")
    found = sorted(
        p
        for p in path.rglob("*")
        if p.suffix.lower() in SUFFIXES
        and p.is_file()
        and p.stem.upper() != "README"
        and not any(part.startswith(".") for part in p.relative_to(path).parts)
    )
    if not found:
        raise Invalid(f"There is no .md, .txt, .pdf or .docx file in {path}.")
    return found


def _text(name: str, suffix: str, content: bytes) -> str:
    kind = documents.kind_of(content)
    expected = suffix[1:] if suffix in (".pdf", ".docx") else "text"
    if kind != expected:
        raise Invalid(f"{name} is not what its name says: its content is {_described(kind)}.")
    if kind == "text":
        return _decoded(name, content)
    return _parsed(name, kind, content)


def _described(kind: str) -> str:
    return {"text": "plain text", "pdf": "a PDF", "docx": "a Word document"}.get(
        kind, "binary data"
    )


def _decoded(name: str, content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        guess = from_bytes(content).best()
        if guess is None:
            raise Invalid(f"The characters of {name} cannot be read; save it as UTF-8.") from None
        text = str(guess)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _parsed(name: str, kind: str, content: bytes) -> str:
    """The text of a PDF or docx, parsed in a process of its own."""
    try:
        done = subprocess.run(  # noqa: S603 - our own program; the file goes in as bytes
            [sys.executable, "-I", documents.__file__, kind],
            input=content,
            capture_output=True,
            timeout=MAX_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Invalid(f"{name} takes longer than {MAX_SECONDS} seconds to read.") from None
    try:
        answer: dict[str, str] = json.loads(done.stdout)
    except ValueError:
        raise Invalid(f"{name} cannot be read; it is broken or needs too much memory.") from None
    if "error" in answer:
        raise Invalid(f"{name} cannot be read: {answer['error']}")
    return answer["text"]


def _front_matter(name: str, text: str) -> tuple[dict[str, Any], str]:
    match = _FRONT.match(text)
    if not match:
        return {}, text
    try:
        values = yaml.safe_load(match.group(1))
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f" near its line {mark.line + 2}" if mark else ""
        raise Invalid(f"The front matter of {name} is not valid YAML{place}.") from error
    return (values if isinstance(values, dict) else {}), text[match.end() :]


def _line(value: object) -> str:
    return " ".join(str(value).split())[:300] if isinstance(value, str | int | float) else ""


def _words(value: object) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(line for item in value if (line := _line(item)))
    line = _line(value)
    return (line,) if line else ()


def _title_of(name: str) -> str:
    words = re.sub(r"[-_]+", " ", PurePath(name).stem).strip()
    return words[:1].upper() + words[1:]
