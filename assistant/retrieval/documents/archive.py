"""The parts of a docx: a zip of XML files that refer to each other.

Nothing is trusted: sizes are counted while unpacking, since what an archive says of itself may be
a lie, and an XML file that declares a document type, which can name other files and grow without
end, is refused. The XML parser itself tells of the declaration, so that neither an encoding nor
a lucky cut of the bytes hides it.
"""

import io
import posixpath
import zipfile
from xml.etree import ElementTree
from xml.parsers import expat

from assistant.retrieval.documents import Unreadable

MAX_UNPACKED = 50 * 1024 * 1024
MAX_RATIO = 100
MAX_RELATIONS = 1024 * 1024
USUAL = "word/document.xml"

Element = ElementTree.Element

_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "",
    "http://schemas.openxmlformats.org/package/2006/relationships": "",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m:",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m:",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r:",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r:",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
    "http://schemas.openxmlformats.org/drawingml/2006/picture": "pic:",
    "http://purl.oclc.org/ooxml/drawingml/picture": "pic:",
    "urn:schemas-microsoft-com:vml": "v:",
}


class Archive:
    """A docx whose every entry was unpacked once and found within the limits."""

    def __init__(self, content: bytes) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(content))
        _check(self._zip)
        self.main = main_part(self._zip)
        self.names = frozenset(self._zip.namelist())

    def part(self, name: str) -> Element | None:
        """An XML part with short names; None when the archive has none of that name."""
        return _parsed(self._zip.read(name)) if name in self.names else None

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """(kind, part's name) by relation id of what a part refers to inside the archive."""
        return _relations(self._zip, name)


def main_part(archive: zipfile.ZipFile) -> str:
    """The name of the Word text in an archive; empty when there is none."""
    told = [target for kind, target in _relations(archive, "").values() if kind == "officeDocument"]
    names = archive.namelist()
    return next((n for n in [*told, USUAL] if n in names and n.startswith("word/")), "")


def _relations(archive: zipfile.ZipFile, name: str) -> dict[str, tuple[str, str]]:
    folder, base = posixpath.split(name)
    try:
        with archive.open(posixpath.join(folder, "_rels", f"{base}.rels")) as file:
            root = _parsed(file.read(MAX_RELATIONS))
    except (KeyError, ElementTree.ParseError):
        return {}
    return {
        row.get("Id", ""): (
            row.get("Type", "").rsplit("/", 1)[-1],
            posixpath.normpath(posixpath.join("/", folder, row.get("Target", "")))[1:],
        )
        for row in root
        if row.get("TargetMode") != "External"
    }


def _check(archive: zipfile.ZipFile) -> None:
    total = 0
    for entry in archive.infolist():
        guard = _guard() if entry.filename.lower().endswith((".xml", ".rels")) else None
        with archive.open(entry) as file:
            size = 0
            while chunk := file.read(65536):
                size += len(chunk)
                total += len(chunk)
                if total > MAX_UNPACKED:
                    raise Unreadable("it unpacks to more than 50 MB.")
                if size > 1_000_000 and size > MAX_RATIO * max(entry.compress_size, 1):
                    raise Unreadable("it is packed more than 100 times.")
                if guard and not _well_formed(guard, chunk):
                    guard = None  # whoever reads this entry finds it broken


def _guard() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    return parser


def _refuse(*_: object) -> None:
    raise Unreadable("it declares a document type, which is not allowed.")


def _well_formed(guard: expat.XMLParserType, chunk: bytes) -> bool:
    try:
        guard.Parse(chunk, False)
    except expat.ExpatError:
        return False
    return True


def _parsed(content: bytes) -> Element:
    """The XML with each name shortened: plain for Word's own, else with a usual prefix."""
    _well_formed(_guard(), content)
    root = ElementTree.fromstring(content)  # noqa: S314 - the guard has seen all of it
    short: dict[str, str] = {}
    for element in root.iter():
        element.tag = short.get(element.tag) or short.setdefault(element.tag, _short(element.tag))
        if element.attrib:
            element.attrib = {
                short.get(key) or short.setdefault(key, _short(key)): value
                for key, value in element.attrib.items()
            }
    return root


def _short(name: str) -> str:
    space, _, local = name.rpartition("}")
    return _PREFIXES.get(space[1:], "x:") + local if space else local
