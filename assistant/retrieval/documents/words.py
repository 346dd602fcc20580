"""The words of one Word paragraph, as Word shows them with all changes accepted.

Every text is read, in whatever it is wrapped, except what was deleted or moved away, what is
hidden, and what a field is made from. What cannot be read is counted; where it stands within a
sentence, a mark in brackets takes its place, so that no sentence is quoted with a hole.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from assistant.retrieval.documents.archive import Element
from assistant.retrieval.documents.marks import BLANK, LooseMark, Mark, spaced
from assistant.retrieval.documents.styles import Styles, is_on
from assistant.retrieval.documents.symbols import PRIVATE, character

BLANK_TAG = "blank"
GONE = frozenset(("del", "moveFrom"))
_UNREAD = GONE | frozenset(
    "pPr rPr sdtPr sdtEndPr sectPr customXmlPr smartTagPr fldData delText delInstrText "
    "annotationRef footnoteRef endnoteRef".split()
)
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_OBJECTS = {
    "object": "embedded object",
    "control": "form control",
    "x:chart": "chart",
    "x:relIds": "diagram",
    "x:lockedCanvas": "drawing",
    "x:contentPart": "ink drawing",
    "pic:pic": "picture",
    "v:imagedata": "picture",
}
_KNOWN = frozenset((*_OBJECTS, BLANK_TAG, "t", "sym", "m:oMath", "txbxContent", "v:textpath"))
_SHY = re.compile("[\u00ad\u200b\ufeff]")


@dataclass(slots=True)
class _Field:
    """An open field: its code until the separator, then what it shows."""

    code: str = ""
    shows: bool = False
    choice: str = ""
    start: int = 0


@dataclass(slots=True)
class Words:
    """Reads the paragraphs of one story: the text, a text box, a note, a page header."""

    styles: Styles
    left_out: Callable[[str], None]
    boxed: Callable[[Element], None]
    noted: Callable[[str, str], None]
    _parts: list[str] = field(default_factory=list)
    _fields: list[_Field] = field(default_factory=list)
    _paragraph: Element | None = None
    _font: str = ""
    _hides: bool = False

    def read(self, paragraph: Element) -> bool:
        """Take in a paragraph; False when it goes on in the next one, its own mark being gone."""
        self._paragraph = paragraph.find("pPr")
        self._hides = False
        self._children(paragraph)
        mark = self._paragraph.find("rPr") if self._paragraph is not None else None
        return mark is None or not any(mark.find(name) is not None for name in GONE)

    def taken(self) -> str:
        """The text since the last call; empty when it is made of nothing but marks."""
        parts, self._parts = self._parts, []
        for field_ in self._fields:
            field_.start = 0
        if not any(part.strip() for part in parts if not isinstance(part, Mark)):
            return ""
        text = re.sub(r" *\n+ *", "\n", re.sub(r"[ \u00a0]{2,}", " ", "".join(spaced(parts))))
        return re.sub(r"\n(?=(.))", lambda m: " " if m[1].islower() else "\n", text).strip()

    def _children(self, element: Element) -> None:
        for child in element:
            self._element(child)

    def _element(self, element: Element) -> None:
        name = element.tag
        if name in _UNREAD:
            return
        reader = _READERS.get(name)
        if reader:
            reader(self, element)
        elif name in _CHARACTERS:
            self._say(_CHARACTERS[name])
        elif name in _OBJECTS:
            self._object(element)
        else:
            self._children(element)

    def _say(self, text: str) -> None:
        if text and all(f.shows for f in self._fields):
            self._parts.append(text)

    def _missing(self, what: str, mark: str = "") -> None:
        self.left_out(what)
        self._say(Mark(mark or f"[{what} not read]"))

    def _text(self, element: Element) -> None:
        text = element.text or ""
        if element.get("x:space") != "preserve":
            text = text.strip(" \t\n\r")
        for piece in re.split("([\uf000-\uf0ff])", _SHY.sub("", text.replace("\n", " "))):
            if piece and ord(piece[0]) in PRIVATE:
                self._symbol(self._font, ord(piece))
            else:
                self._say(piece)

    def _run(self, run: Element) -> None:
        properties = run.find("rPr")
        fonts = properties.find("rFonts") if properties is not None else None
        self._font = (fonts.get("ascii") or fonts.get("hAnsi") or "") if fonts is not None else ""
        if not self.styles.hidden(properties, self._paragraph):
            self._children(run)
            return
        for child in run:
            if child.tag in ("fldChar", "instrText"):
                self._element(child)
            elif child.tag in _KNOWN and not self._hides:
                self._hides = True
                self.left_out("hidden text")

    def _symbol(self, font: str, code: int) -> None:
        known = character(font, code)
        if known:
            self._say(known)
        elif all(f.shows for f in self._fields):
            self._missing("symbol")

    def _symbol_element(self, element: Element) -> None:
        try:
            code = int(element.get("char", ""), 16)
        except ValueError:
            code = 0
        self._symbol(element.get("font", ""), code)

    def _object(self, element: Element) -> None:
        what = _OBJECTS[element.tag]
        self.left_out(what)
        self._say(LooseMark(f"[{what} not read]"))

    def _drawing(self, element: Element) -> None:
        """A drawing, whose text boxes are read and whose pictures are counted."""
        floating = next((True for e in element if e.tag == "x:anchor"), False)
        for part in _outermost(element):
            if part.tag == "txbxContent":
                self.boxed(part)
            elif part.tag == "v:textpath":
                self._say(part.get("string", ""))
            elif part.tag in _OBJECTS and floating:
                self.left_out(_OBJECTS[part.tag])
            elif part.tag in _OBJECTS:
                self._object(part)

    def _alternatives(self, element: Element) -> None:
        for chosen in alternative(element):
            self._children(chosen)

    def _equation(self, element: Element) -> None:
        """An equation on one line is read; a fraction or a root would come out as a wrong value."""
        if all(child.tag in ("m:r", "m:ctrlPr") for child in element):
            for text in element.iter("m:t"):
                self._say(text.text or "")
        else:
            self._missing("equation")

    def _blank(self, _: Element) -> None:
        self._missing("blank field", BLANK)

    def _ruby(self, element: Element) -> None:
        """A word with its reading aid, the aid in brackets behind it."""
        for name, before, after in (("rubyBase", "", ""), ("rt", " (", ")")):
            for part in element.findall(name):
                self._say(before)
                self._children(part)
                self._say(after)

    def _note(self, element: Element) -> None:
        if all(f.shows for f in self._fields):
            self.noted(element.tag.removesuffix("Reference"), element.get("id", ""))

    def _comment(self, _: Element) -> None:
        self.left_out("comment")

    def _simple_field(self, element: Element) -> None:
        self._fields.append(_Field(element.get("instr", "")))
        self._separate()
        self._children(element)
        self._end()

    def _field_mark(self, element: Element) -> None:
        step = element.get("fldCharType")
        if step == "begin":
            self._fields.append(_Field(choice=_choice(element.find("ffData"))))
        elif step == "separate" and self._fields:
            self._separate()
        elif step == "end" and self._fields:
            self._end()

    def _code(self, element: Element) -> None:
        if self._fields and not self._fields[-1].shows:
            self._fields[-1].code += (element.text or "")[:200]

    def _separate(self) -> None:
        """From here on the field shows; a table of contents repeats the headings only."""
        self._fields[-1].shows = self._fields[-1].code.split()[:1] != ["TOC"]
        self._fields[-1].start = len(self._parts)

    def _end(self) -> None:
        ended = self._fields.pop()
        shown = "".join(self._parts[ended.start :])
        if ended.choice:
            self._say(ended.choice)
        elif ended.code.split()[:1] == ["FORMTEXT"] and not shown.strip():
            del self._parts[ended.start :]
            self._missing("blank field", BLANK)


def alternative(element: Element) -> list[Element]:
    """Of some ways to say the same thing, the first that holds anything known, if one does."""
    return [e for e in element if any(inner.tag in _KNOWN for inner in e.iter())][:1]


def _outermost(element: Element) -> list[Element]:
    """What of a drawing is known, without what lies inside of it again."""
    found: list[Element] = []
    for child in element:
        if child.tag in _KNOWN:
            found.append(child)
        elif child.tag == "mc:AlternateContent":
            found += [part for chosen in alternative(child) for part in _outermost(chosen)]
        else:
            found += _outermost(child)
    return found


def _choice(form: Element | None) -> str:
    """What an old form field shows that keeps its value beside the text."""
    if form is None:
        return ""
    entries, box = form.find("ddList"), form.find("checkBox")
    if entries is not None:
        chosen = _first(entries, "result", "default")
        names = [e.get("val", "") for e in entries.findall("listEntry")]
        place = int(chosen.get("val", "0")) if chosen is not None else 0
        return names[place] if place < len(names) else ""
    if box is not None:
        return "☒" if is_on(_first(box, "checked", "default")) else "☐"
    return ""


def _first(element: Element, *names: str) -> Element | None:
    return next((e for name in names if (e := element.find(name)) is not None), None)


_READERS: dict[str, Callable[[Words, Element], None]] = {
    "t": Words._text,
    "r": Words._run,
    "sym": Words._symbol_element,
    "drawing": Words._drawing,
    "pict": Words._drawing,
    "mc:AlternateContent": Words._alternatives,
    "m:oMath": Words._equation,
    BLANK_TAG: Words._blank,
    "ruby": Words._ruby,
    "footnoteReference": Words._note,
    "endnoteReference": Words._note,
    "commentReference": Words._comment,
    "fldSimple": Words._simple_field,
    "fldChar": Words._field_mark,
    "instrText": Words._code,
}
