"""The text of a docx as Markdown: headings, list items, tables, paragraphs, notes.

Why it is read here and not by a library is told in docs/decisions.
"""

import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import ParseError

from assistant.retrieval.documents import DocumentText, LeftOutCount, Unreadable
from assistant.retrieval.documents.archive import Archive, Element
from assistant.retrieval.documents.blocks import Block, in_one_line, markdown
from assistant.retrieval.documents.styles import Styles, is_on
from assistant.retrieval.documents.words import BLANK_TAG, GONE, Words, alternative

FEWEST_WORDS = 3

_EDGES = "Header and footer"
_WORD = re.compile(r"[^\W\d_]+")
_PROPERTIES = frozenset(("sdtPr", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "customXmlPr"))


def docx_text(content: bytes) -> DocumentText:
    """The text of a docx, as Word shows it with all changes accepted.

    Raises:
        Unreadable: when it holds no text, is broken, or is made to do harm.
    """
    try:
        return _Document(Archive(content)).read()
    except ParseError as error:
        raise Unreadable("the file is broken.") from error
    except RecursionError as error:
        raise Unreadable("it is nested too deeply.") from error


class _Document:
    """What the stories of a document share: its styles and notes, and what was left out."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._related = archive.related(archive.main)
        self.styles = Styles(self._root("styles"))
        self.place = "at the start"
        self._left_out = LeftOutCount()
        self._notes: dict[tuple[str, str], Element] = {}
        for kind in ("footnote", "endnote"):
            root = self._root(f"{kind}s")
            for note in root.findall(kind) if root is not None else ():
                self._notes[kind, note.get("id", "")] = note

    def read(self) -> DocumentText:
        document = self._part(self._archive.main)
        body = document.find("body") if document is not None else None
        blocks = _Story(self).read(body if body is not None else ())
        if any(name.lower().endswith("vbaproject.bin") for name in self._archive.names):
            self._left_out.add("macro project", "in the whole file")
        self.place = "in header and footer"
        text = markdown(blocks, _EDGES, self._edges())
        if not text:
            raise Unreadable("it holds no text.")
        return DocumentText(text, self._left_out.total())

    def missed(self, what: str) -> None:
        """Count what cannot be read, where the reading stands."""
        self._left_out.add(what, self.place)

    def note(self, kind: str, number: str) -> list[Block]:
        """A footnote or endnote, the first time that it is asked for."""
        found = self._notes.pop((kind, number), None)
        if found is None:
            return []
        text = in_one_line(_Story(self).read(found))
        return [Block(f"{kind.capitalize()}: {text}")] if text else []

    def _edges(self) -> list[Block]:
        """What stands in page headers and footers, each text once; page numbers alone do not."""
        found: dict[str, Block] = {}
        names = {name for kind, name in self._related.values() if kind in ("header", "footer")}
        for root in map(self._part, sorted(names)):
            if root is None:
                continue
            text = in_one_line(_Story(self).read(root))
            if text and not (_numbers_pages(root) and len(_WORD.findall(text)) < FEWEST_WORDS):
                found[text] = Block(text)
        return list(found.values())

    def _root(self, kind: str) -> Element | None:
        """The part of a kind that there is one of."""
        return self._part(next((name for k, name in self._related.values() if k == kind), ""))

    def _part(self, name: str) -> Element | None:
        root = self._archive.part(name)
        for control in root.iter("sdt") if root is not None else ():
            properties = control.find("sdtPr")
            if properties is not None and is_on(properties.find("showingPlcHdr")):
                _empty(control)
        return root


def _numbers_pages(root: Element) -> bool:
    return any("PAGE" in (e.text or e.get("instr") or "") for e in root.iter())


def _empty(control: Element) -> None:
    """Put a mark in place of a content control's placeholder, which is no text of the document."""
    tag = BLANK_TAG
    for text in control.iter("t"):
        text.tag, text.text, tag = tag, "", "t"


class _Story:
    """A text that is read on its own: the body, a cell, a text box, a note, a page header."""

    def __init__(self, document: _Document) -> None:
        self._document = document
        self._blocks: list[Block] = []
        self._waiting: list[Block] = []
        self._words = Words(document.styles, document.missed, self._boxed, self._noted)

    def read(self, parent: Iterable[Element]) -> list[Block]:
        """The blocks inside an element."""
        self._walk(parent)
        self._add(Block(self._words.taken()))
        return self._blocks

    def _walk(self, parent: Iterable[Element]) -> None:
        for child in parent:
            match child.tag:
                case "p":
                    self._paragraph(child)
                case "tbl":
                    self._add(Block(self._words.taken()))
                    self._blocks.append(Block(rows=list(self._rows(child))))
                case "altChunk" | "subDoc":
                    self._document.missed("embedded document")
                case "mc:AlternateContent":
                    self._walk(inner for chosen in alternative(child) for inner in chosen)
                case name if name not in GONE and name not in _PROPERTIES:
                    self._walk(child)

    def _paragraph(self, paragraph: Element) -> None:
        properties = paragraph.find("pPr")
        level = self._document.styles.level(properties)
        if not self._words.read(paragraph):
            return
        text = self._words.taken()
        if level is not None and text:
            self._document.place = f"under “{text[:80]}”"
        self._add(Block(text, level, self._document.styles.item(properties)))

    def _add(self, block: Block) -> None:
        self._blocks += [block] if block.text else []
        self._blocks += self._waiting
        self._waiting = []

    def _boxed(self, content: Element) -> None:
        self._waiting += _Story(self._document).read(content)

    def _noted(self, kind: str, number: str) -> None:
        self._waiting += self._document.note(kind, number)

    def _rows(self, table: Element) -> Iterator[list[str]]:
        """The cells' texts row by row; a cell merged with the one above says the same."""
        above: dict[int, str] = {}
        for row in _inside(table, "tr"):
            properties = row.find("trPr")
            if properties is not None and properties.find("del") is not None:
                continue
            column, cells = _number(properties, "gridBefore", 0), []
            for cell in _inside(row, "tc"):
                properties = cell.find("tcPr")
                merge = properties.find("vMerge") if properties is not None else None
                text = in_one_line(_Story(self._document).read(cell))
                if merge is not None and merge.get("val") != "restart":
                    text = text or above.get(column, "")
                above[column] = text
                column += _number(properties, "gridSpan", 1)
                if properties is None or properties.find("cellDel") is None:
                    cells.append(text)
            yield cells


def _inside(parent: Element, name: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, in whatever they are wrapped."""
    for child in parent:
        if child.tag == name:
            yield child
        elif child.tag not in GONE and child.tag not in _PROPERTIES:
            yield from _inside(child, name)


def _number(properties: Element | None, name: str, usual: int) -> int:
    found = properties.find(name) if properties is not None else None
    told = found.get("val", "") if found is not None else ""
    return int(told) if told.isdecimal() and len(told) < 5 else usual
