"""What a file is, judged by its content alone."""

import codecs
import io
import zipfile

from assistant.retrieval.documents.archive import main_part

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXT_MARKS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def kind_of(content: bytes) -> str:
    """``pdf``, ``docx``, ``text``, ``old office`` or ``binary``."""
    if content[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(_OLD_OFFICE):
        return "old office"
    if content.startswith(b"PK\x03\x04"):
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                return "docx" if main_part(archive) else "binary"
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            return "binary"
    return "binary" if _binary(content) else "text"


def described(kind: str) -> str:
    """A kind in the words of a sentence about the file's content."""
    return {
        "text": "plain text",
        "pdf": "a PDF",
        "docx": "a Word document",
        "old office": "that of an old or password-protected Office file; "
        "save it as .docx without a password",
    }.get(kind, "binary data")


def _binary(content: bytes) -> bool:
    if content.startswith(_TEXT_MARKS):
        return False
    start = content[:65536]
    if b"\x00" in start:
        return True
    controls = sum(1 for byte in start if byte < 32 and byte not in (9, 10, 12, 13, 27))
    return controls > len(start) // 50 or _known_signature(start)


def _known_signature(start: bytes) -> bool:
    """Whether the first bytes are those of a known binary format."""
    import puremagic

    try:
        best = puremagic.magic_string(start)[:1]
    except (puremagic.PureError, ValueError):
        return False
    binary = ("image/", "audio/", "video/", "font/", "application/x-", "application/zip")
    return bool(best) and best[0].confidence >= 0.8 and best[0].mime_type.startswith(binary)
