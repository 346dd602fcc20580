"""Sentences of notes and guidelines, each a verbatim piece of its text."""

import re

from assistant.transcripts import SPEAKER

_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|vs|etc|approx|incl|No|e\.g|i\.e|p\.m|a\.m|cf|Fig|min|max|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Inc|Ltd|Co)|\b[A-Z])\.$"
)
_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*(?:\s+)(?=[\"'“‘(\[]*[A-Z0-9])")
_MARK = re.compile(r"[{\[](?!inst)[a-z]+[}\]]")
"""What a transcript notes beside the words: "{vocalsound}", "[laughter]"."""
_BULLET = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+")


def plain(text: str) -> str:
    """The text on one line, white space collapsed."""
    return " ".join(text.split())


def sentences(text: str) -> list[str]:
    """The sentences of a text, each a verbatim piece of it, bullets and headings set apart."""
    found: list[str] = []
    for block in re.split(
        r"\n\s*\n|\n(?=\s*(?:[-*•–#]+|\d{1,2}[.)])\s)|\n(?=[A-Z][\w'’ -]{0,40}:\s)"
        rf"|\n(?={SPEAKER}:\s)",
        text,
    ):
        block = _BULLET.sub("", block).strip().lstrip("#").strip()
        start = 0
        for match in _END.finditer(block):
            if _ABBREVIATION.search(block[start : match.start()]):
                continue
            found.append(block[start : match.end()].strip())
            start = match.end()
        found.append(block[start:].strip())
    return [s for s in found if s]


def spoken(text: str) -> list[str]:
    """The sentences of a piece of a transcript, cut where a mark stands for a sound or a break.

    Each is a verbatim piece that begins with a word: "{vocalsound} , good ." gives "good .".
    """
    parts = [part.lstrip(" ,;.-").rstrip() for s in sentences(text) for part in _MARK.split(s)]
    return [part for part in parts if part]
