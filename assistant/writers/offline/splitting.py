"""Sentences of notes and guidelines, each a verbatim piece of its text."""

import re

_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|vs|etc|approx|incl|No|e\.g|i\.e|p\.m|a\.m|cf|Fig|min|max|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Inc|Ltd|Co)|\b[A-Z])\.$"
)
_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*(?:\s+)(?=[\"'“‘(\[]*[A-Z0-9])")
_PART = r"(?:(?:Mrs?|Ms|Dr|Prof|Hon|Rev|[A-Z])\.|[A-Z][\w'’-]*)"
_NAME = rf"{_PART}(?: {_PART}){{0,3}}"
_ROLE = r"(?: \([^)\n]{1,80}\))?"
SPEAKER = re.compile(rf"(?m)^\s*({_NAME}){_ROLE}:\s+(?=\S)")
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
        rf"|\n(?={_NAME}{_ROLE}:\s)",
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


_LABELS = frozenset(
    """actions action next steps goal goals note notes decision decisions question questions agenda
    topic topics summary learned learning done open attendees present date time what key outcome
    outcomes follow feedback check-in ideas issue issues risk risks todo result results""".split()
)


def speaks(line: str) -> re.Match[str] | None:
    """The match of a speaker's name and colon at the beginning of a line, if there is one.

    "Next steps:" and other labels of a note are not names.
    """
    match = SPEAKER.match(line)
    return match if match and match.group(1).split()[0].lower() not in _LABELS else None


def is_transcript(text: str) -> bool:
    """Whether most lines begin with a speaker's name and a colon."""
    lines = [line for line in text.splitlines() if line.strip()]
    spoken = sum(1 for line in lines if speaks(line))
    return spoken > 1 and 2 * spoken >= len(lines)
