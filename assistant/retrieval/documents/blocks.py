"""The blocks of a document, and how they are written as Markdown."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

MAX_HEADING = 120
TITLE = -1

_CLOSING = (".", ",", ";", ":", "!", "?")
_ENDED = (*_CLOSING, "…", "”", '"', ")")
_MARKDOWN = re.compile(r"^(?= {0,3}(?:#{1,6}(?:\s|$)|```|~~~|=+\s*$|-+\s*$))", re.MULTILINE)


@dataclass(slots=True)
class Block:
    """A paragraph, with its outline level from 0 if it is a heading, or a table's rows."""

    text: str = ""
    level: int | None = None
    item: bool = False
    rows: list[list[str]] = field(default_factory=list)


def in_one_line(blocks: Sequence[Block]) -> str:
    """What blocks say, as the text of a cell or a note; a table in it row by row."""
    texts = [
        "; ".join(", ".join(filter(None, row)) for row in b.rows) if b.rows else b.text
        for b in blocks
    ]
    lines = [line for text in texts for line in text.split("\n") if line.strip()]
    return "".join(
        line if n == len(lines) - 1 else f"{line}{' ' if line.endswith(_ENDED) else '; '}"
        for n, line in enumerate(lines)
    )


def markdown(blocks: list[Block], edges_heading: str, edges: Sequence[Block]) -> str:
    """The blocks as Markdown; what stands on the pages' edges comes last, under its heading."""
    blocks = _headed(blocks)
    if edges:
        blocks += [Block(edges_heading, level=0), *edges]
    return "\n\n".join(filter(None, map(_written, blocks)))


def _headed(blocks: list[Block]) -> list[Block]:
    """The blocks with headings that head something: what nothing follows would be lost as one."""
    made = [b for b in blocks if b.text or any(map(any, b.rows))]
    if _starts_with_title(made):
        made[0].level = TITLE
    levels = [block.level for block in made]
    for block, following in zip(made, [*levels, TITLE][1:], strict=True):
        if block.level is not None and (
            len(block.text) > MAX_HEADING or (following is not None and following <= block.level)
        ):
            block.level = None
    return made


def _starts_with_title(blocks: list[Block]) -> bool:
    """Whether the first block is a short line above a heading, and no other is the title."""
    if len(blocks) < 2 or any(block.level == TITLE for block in blocks):
        return False
    first = blocks[0]
    return (
        first.level is None
        and blocks[1].level is not None
        and not first.item
        and 0 < len(first.text) <= MAX_HEADING
        and not first.text.endswith(_CLOSING)
    )


def _written(block: Block) -> str:
    if block.rows:
        return "\n".join(f"| {' | '.join(row)} |" for row in block.rows if any(row))
    if block.level is not None:
        return f"{'#' * min(block.level + 2, 6)} {' '.join(block.text.split())}"
    return f"- {block.text}" if block.item else _MARKDOWN.sub("    ", block.text)
