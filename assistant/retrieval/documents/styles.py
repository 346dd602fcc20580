"""What the styles of a Word document say of its paragraphs and words."""

from dataclasses import dataclass

from assistant.retrieval.documents.archive import Element

BODY_LEVEL = 9
LONGEST_CHAIN = 12


@dataclass(frozen=True, slots=True)
class Style:
    """A style without what it inherits; None where it says nothing."""

    name: str
    based_on: str
    level: int | None
    item: bool | None
    hidden: bool | None


class Styles:
    """The styles of a document, by id. Their names are those of any language."""

    def __init__(self, root: Element | None) -> None:
        rows = root.findall("style") if root is not None else []
        self._styles = {row.get("styleId", ""): _style(row) for row in rows}
        self._chains: dict[str, list[Style]] = {}

    def level(self, paragraph: Element | None) -> int | None:
        """A heading's outline level from 0; -1 of the title; None when it is no heading."""
        style = _value(paragraph, "pStyle")
        if any(s.name == "title" for s in self._chain(style)):
            return -1
        told = [_level(paragraph), *(s.level for s in self._chain(style))]
        level = next((n for n in told if n is not None), None)
        return level if level is not None and level < BODY_LEVEL else None

    def item(self, paragraph: Element | None) -> bool:
        """Whether a paragraph is an item of a list."""
        chain = self._chain(_value(paragraph, "pStyle"))
        for told in [_item(paragraph), *(s.item for s in chain)]:
            if told is not None:
                return told
        return any(s.name.startswith("list") for s in chain)

    def hidden(self, run: Element | None, paragraph: Element | None) -> bool:
        """Whether words are formatted as hidden, so that Word does not show them."""
        chain = [*self._chain(_value(run, "rStyle")), *self._chain(_value(paragraph, "pStyle"))]
        return next((h for h in [_hidden(run), *(s.hidden for s in chain)] if h is not None), False)

    def _chain(self, style: str) -> list[Style]:
        """A style and those it is based on, nearest first; a loop among them ends."""
        if style not in self._chains:
            chain: list[Style] = []
            based_on = style
            while based_on in self._styles and len(chain) < LONGEST_CHAIN:
                chain.append(self._styles[based_on])
                based_on = chain[-1].based_on
            self._chains[style] = chain
        return self._chains[style]


def _style(row: Element) -> Style:
    paragraph = row.find("pPr")
    name, level = _value(row, "name").lower(), _level(paragraph)
    if level is None and name.startswith("heading ") and name[8:].isdigit():
        level = int(name[8:]) - 1
    return Style(name, _value(row, "basedOn"), level, _item(paragraph), _hidden(row.find("rPr")))


def is_on(element: Element | None) -> bool:
    """Whether a switch stands there and is not turned off."""
    return element is not None and element.get("val", "1") not in ("0", "false", "off")


def _value(properties: Element | None, name: str) -> str:
    found = properties.find(name) if properties is not None else None
    return found.get("val", "") if found is not None else ""


def _level(properties: Element | None) -> int | None:
    told = _value(properties, "outlineLvl")
    return int(told) if told.isdigit() else None


def _item(properties: Element | None) -> bool | None:
    numbered = properties.find("numPr") if properties is not None else None
    return None if numbered is None else _value(numbered, "numId") != "0"


def _hidden(properties: Element | None) -> bool | None:
    switch = properties.find("vanish") if properties is not None else None
    return None if switch is None else is_on(switch)
