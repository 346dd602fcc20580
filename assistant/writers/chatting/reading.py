"""Reading a draft's JSON while it arrives, and what can be mended in it without guessing.

Mended: words and fences around the JSON, a comma too many, a line break inside quotes, brackets
missing after the last whole statement. Nothing else is: what cannot be read is said so.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from assistant.writers.chatting.pseudonyms import settled

MOST_CHARACTERS = 60_000
MOST_OBJECTS = 400
"""More than any draft needs; a model that goes on is stopped there."""

_WORDS = re.compile(r'"(?:title|heading|text)"\s*:\s*"((?:[^"\\]|\\.)*)("?)', re.DOTALL)
_UNFINISHED = re.compile(r"\\(?:u[0-9a-fA-F]{0,3})?$")
_CLOSE = {"{": "}", "[": "]"}


class Reading:
    """Takes a model's text piece by piece; says when another statement is whole."""

    def __init__(self) -> None:
        self.text = ""
        self._at = 0
        self._start = -1
        self._open: list[str] = []
        self._quoted = self._escaped = False
        self._whole = 0  # the end of the last complete object or list, within the text
        self._open_then: list[str] = []
        self.ended = False
        self.objects = 0

    @property
    def too_long(self) -> bool:
        """Whether more arrived than a draft can be."""
        return len(self.text) > MOST_CHARACTERS or self.objects > MOST_OBJECTS

    def feed(self, piece: str) -> bool:
        """Take the next piece; whether an object inside the draft was completed by it."""
        self.text += piece
        before = self._whole
        while self._at < len(self.text) and not self.ended:
            self._step(self.text[self._at])
            self._at += 1
        return self._whole > before

    @property
    def begun(self) -> bool:
        """Whether any JSON was seen."""
        return self._start >= 0

    def value(self) -> dict[str, Any] | None:
        """The draft's JSON as far as whole objects of it arrived, or None."""
        if not self._whole:
            return None
        return parsed(self.text[self._start : self._whole] + _closing(self._open_then))

    def growing(self) -> str:
        """The title, heading or statement that is being written, as far as it has arrived."""
        if self.ended or self._start < 0:
            return ""
        found = list(_WORDS.finditer(self.text, max(self._whole, self._start)))
        if not found:
            return ""
        closed = bool(found[-1][2])
        said = found[-1][1] if closed else _UNFINISHED.sub("", found[-1][1])
        try:
            text = str(json.loads(f'"{said}"', strict=False))
        except ValueError:
            return ""
        return text if closed else settled(text)

    def only_brackets_missing(self) -> bool:
        """Whether the text is whole but for closing brackets."""
        rest = self.text[self._whole :] if self._whole else ""
        return bool(self._whole) and not self.ended and not rest.strip(" \t\r\n,}]`")

    def _step(self, char: str) -> None:
        if not self._open:
            if char == "{":
                self._start = self._at
                self._open.append(char)
        elif self._quoted:
            if self._escaped:
                self._escaped = False
            elif char == "\\":
                self._escaped = True
            elif char == '"':
                self._quoted = False
        elif char == '"':
            self._quoted = True
        elif char in "{[":
            self._open.append(char)
        elif char in "}]" and _CLOSE[self._open[-1]] == char:
            self._open.pop()
            self.ended = not self._open
            self.objects += char == "}"
            if char == "}" or self.ended:
                self._whole, self._open_then = self._at + 1, list(self._open)


def parsed(text: str) -> dict[str, Any] | None:
    """The JSON object in a text, mended if need be, or None."""
    for attempt in (text, _without_extra_commas(text)):
        try:
            value = json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
        return value if isinstance(value, dict) else None
    return None


def statements(value: dict[str, Any]) -> Iterator[Any]:
    """Every statement of a draft's JSON, whatever its form."""
    for section in listed(value.get("sections")):
        if isinstance(section, dict):
            yield from listed(section.get("statements"))


def listed(value: object) -> list[Any]:
    """The value if it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def _closing(opened: list[str]) -> str:
    return "".join(_CLOSE[bracket] for bracket in reversed(opened))


def _without_extra_commas(text: str) -> str:
    """Commas before a closing bracket left out, but not inside quotes."""
    return re.sub(r'("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])', lambda m: m[1] or "", text, flags=re.DOTALL)
