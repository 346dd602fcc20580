"""Lines that somebody speaks: "Name: what was said", and the texts that are made of them."""

import re

from assistant import naming

_CAPITAL = r"(?![a-zß-öø-ÿ])[^\W\d_]"
_PART = rf"(?:(?:Mrs?|Ms|Dr|Prof|Hon|Rev|{_CAPITAL})\.(?:-Ing\.)?|{_CAPITAL}[\w'’-]*)"
_SMALL = rf"(?:(?:{'|'.join(sorted(naming.PARTICLES))}) )"
_NAME = rf"{_PART}(?: {_SMALL}{{0,2}}{_PART}){{0,3}}"
_TURNED = rf"{_NAME}, {_NAME}(?= \()"
_ROLE = r"(?: \([^)\n]{1,80}\))?"
"""One to four names, and perhaps a role: "Ann M. Lee (Minister for Health)".

With a role the family name may come first: "Lee, Ann (Health)"."""

_SPEAKS = re.compile(rf"\s*({_TURNED}|{_NAME}){_ROLE}:\s+(?=\S)")
LABELS = frozenset(
    """actions action next steps goal goals note notes decision decisions question questions agenda
    topic topics summary learned learning done open attendees present date time what key outcome
    outcomes follow feedback check-in ideas issue issues risk risks todo result results""".split()
)
"""What begins a line of a note with a colon after it and is no name."""


def speaks(line: str) -> re.Match[str] | None:
    """The match of a speaker's name (group 1) and colon at the beginning of a line, if any.

    "Next steps:" and other labels of a note are not names.
    """
    match = _SPEAKS.match(line)
    return match if match and match.group(1).split()[0].lower() not in LABELS else None


def speaker(text: str) -> str | None:
    """The name of who speaks a line, without a role; None for any other text."""
    match = speaks(text)
    return match.group(1) if match else None


def said(text: str) -> str:
    """A transcript's line without who speaks it; any other text as it is."""
    match = speaks(text)
    return text[match.end() :].strip() if match else text


def is_transcript(text: str) -> bool:
    """Whether most lines begin with a speaker's name and a colon."""
    lines = [line for line in text.splitlines() if line.strip()]
    spoken = sum(1 for line in lines if speaks(line))
    return spoken > 1 and 2 * spoken >= len(lines)
