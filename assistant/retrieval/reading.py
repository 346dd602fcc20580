"""Reading guideline files: md, txt, pdf and docx, by what they hold and not by their name.

PDF and Word files are opened in a child process with limits on memory and time, since a
hostile file may want to exhaust either.
"""

import hashlib
import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assistant.domain import Guideline
from assistant.errors import Invalid

SUFFIXES = frozenset({".md", ".markdown", ".txt", ".pdf", ".docx"})
LARGEST = 10 * 1024 * 1024
"""Bytes of a file."""
LARGEST_UNPACKED = 50 * 1024 * 1024
MOST_PACKED = 100
"""How many times larger a packed file may become."""
SECONDS = 20

_FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?)^---[ \t]*\r?$\n?", re.S | re.M)
_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*\s*$", re.M)


def read_guideline(name: str, content: bytes, *, source: str) -> Guideline:
    """A guideline from a file's name and bytes; ``source`` is the place it is kept under.

    Raises:
        Invalid: when the file is too large, empty, damaged, locked, or not what its name says.
    """
    suffix = Path(name).suffix.lower()
    if suffix not in SUFFIXES:
        raise Invalid(f"{name} is not a md, txt, pdf or docx file.")
    if len(content) > LARGEST:
        raise Invalid(f"{name} is larger than 10 MB; split it or leave out its pictures.")
    if suffix in {".pdf", ".docx"}:
        text = _in_child(name, suffix, content)
    else:
        text = _plain(name, content)
    return _guideline(name, text, source, hashlib.sha256(content).hexdigest())


def _plain(name: str, content: bytes) -> str:
    binary = Invalid(f"{name} is not a text file, whatever its name says.")
    if content.startswith((b"%PDF", b"PK\x03\x04", b"\x7fELF", b"\x89PNG", b"\xff\xd8\xff")):
        raise binary
    try:
        return _legible(content.decode("utf-8-sig"), binary)
    except UnicodeDecodeError:
        pass
    if b"\x00" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise binary
    from charset_normalizer import from_bytes

    best = from_bytes(content).best()
    if best is None:
        raise binary
    return _legible(str(best), binary)


def _legible(text: str, binary: Invalid) -> str:
    strange = sum(not (c.isprintable() or c.isspace()) for c in text)
    if "\x00" in text or strange > max(8, len(text) // 50):
        raise binary
    return text


def _in_child(name: str, suffix: str, content: bytes) -> str:
    expected = b"%PDF" if suffix == ".pdf" else b"PK\x03\x04"
    if expected not in content[:1024]:
        raise Invalid(f"{name} is not a {suffix[1:]} file, whatever its name says.")
    if suffix == ".docx":
        _check_package(name, content)
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module, no shell
            [sys.executable, "-I", str(Path(__file__).with_name("extract.py")), suffix],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Invalid(f"{name} takes too long to read; save it again as text.") from error
    if done.returncode == 3:
        raise Invalid(f"{name} is protected by a password; remove it first.")
    if done.returncode != 0:
        raise Invalid(f"{name} is damaged or too complex to read; save it again, or as text.")
    return done.stdout.decode("utf-8", "replace")


def _check_package(name: str, content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            unpacked = sum(entry.file_size for entry in package.infolist())
            names = set(package.namelist())
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise Invalid(f"{name} is damaged; save it again.") from error
    if unpacked > LARGEST_UNPACKED or unpacked > MOST_PACKED * len(content):
        raise Invalid(f"{name} unpacks to too much; save it again without its pictures.")
    if "word/document.xml" not in names:
        raise Invalid(f"{name} is not a docx file, whatever its name says.")
    if any(entry.endswith("vbaProject.bin") for entry in names):
        raise Invalid(f"{name} holds macros; save it as a plain docx file.")


def _guideline(name: str, text: str, source: str, digest: str) -> Guideline:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    meta, body = _front_matter(text)
    if not any(c.isalnum() for c in body):
        raise Invalid(f"{name} holds no text.")
    heading = _HEADING.search(body)
    stem = Path(name).stem.replace("-", " ").replace("_", " ").strip().capitalize()
    title = _line(meta.get("title")) or (heading.group(1).strip("*_` ") if heading else "") or stem
    return Guideline(
        source=source,
        title=title[:200],
        text=body.strip(),
        kind=_line(meta.get("kind")) or "program",
        audience=_words(meta.get("audience")) or ("mentor", "mentee"),
        stages=_words(meta.get("stage")) or ("any",),
        topics=_words(meta.get("topics")),
        sources=_words(meta.get("sources")),
        reviewed=_line(meta.get("reviewed")),
        content_hash=digest,
    )


def _front_matter(text: str) -> tuple[Mapping[str, Any], str]:
    match = _FRONT.match(text)
    if match is None:
        return {}, text
    import yaml

    try:
        meta = yaml.safe_load(match.group(1))
    except yaml.YAMLError:
        return {}, text[match.end() :]
    return (meta if isinstance(meta, dict) else {}), text[match.end() :]


def _line(value: object) -> str:
    return " ".join(str(value).split()) if isinstance(value, (str, int, float)) else ""


def _words(value: object) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    return tuple(line for v in values if (line := _line(v)))
