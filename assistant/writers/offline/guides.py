"""Reading a guideline: its sections, list items and sentences, each with its passage id."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.writers import Material
from assistant.writers.offline import text

_HEADING = re.compile(r"^ {0,3}#{1,6}\s+(.*?)\s*#*\s*$")
_ITEM = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+")
_LABEL = re.compile(r"^\*\*(.{1,90}?):?\*\*:?\s*")


@dataclass(frozen=True, slots=True)
class Line:
    """One list item or sentence of a guideline, unchanged but for its list marks.

    ``label`` is a bold word in front of it ("Mentor"), taken off; ``source`` its passage id.
    """

    text: str
    source: str
    label: str = ""
    heading: str = ""
    item: bool = False


def lines(material: Material) -> list[Line]:
    """Every citable list item and sentence of the guideline, in its order."""
    found: list[Line] = []
    heading = ""
    paragraph: list[str] = []

    def close() -> None:
        for sentence in text.sentences("\n".join(paragraph)):
            _add(found, material, sentence, heading, item=False)
        paragraph.clear()

    for raw in _body(material.guideline.text).splitlines():
        head = _HEADING.match(raw)
        if head or not raw.strip() or _ITEM.match(raw):
            close()
        if head:
            heading = text.plain(re.sub(r"[*_`]", "", head.group(1)))
        elif _ITEM.match(raw):
            _add(found, material, _ITEM.sub("", raw).strip(), heading, item=True)
        elif raw.strip():
            paragraph.append(raw.strip())
    close()
    return found


def section(material: Material, *starts: str) -> list[Line]:
    """The lines below the headings that begin with one of ``starts`` (case does not count)."""
    wanted = tuple(s.lower() for s in starts)
    return [one for one in lines(material) if one.heading.lower().startswith(wanted)]


def of_kind(materials: Sequence[Material], *kinds: str) -> list[Material]:
    """The guidelines of these kinds, in the order given."""
    return [m for m in materials if m.guideline.kind in kinds]


def for_stage(materials: Sequence[Material], stage: str) -> list[Material]:
    """The guidelines written for this very stage (not those for any stage)."""
    return [m for m in materials if stage in m.guideline.stages]


def _body(whole: str) -> str:
    """The guideline's text without front matter, should it still have any."""
    if whole.startswith("---"):
        parts = whole.split("\n---", 1)
        if len(parts) == 2:
            return parts[1].partition("\n")[2]
    return whole


def _add(found: list[Line], material: Material, raw: str, heading: str, *, item: bool) -> None:
    label = _LABEL.match(raw)
    words = _LABEL.sub("", raw) if label else raw
    source = text.source_of(words, material.passages)
    if source and words.strip():
        name = label.group(1).rstrip(":") if label else ""
        found.append(Line(words.strip(), source, name, heading, item))
