"""The chain's parser: a draft's JSON while it arrives, and what can be mended without guessing.

Mended: words and fences around the JSON, a comma too many, a line break inside quotes, brackets
missing after the last whole statement. Nothing else is: what cannot be read is said so.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from langchain_core.utils.json import parse_partial_json

from assistant.writers.chatting.listening import Chunk
from assistant.writers.chatting.pseudonyms import settled

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessageChunk

MOST_CHARACTERS = 60_000
MOST_OBJECTS = 400
"""More than any draft needs; whoever waits for a model that goes on ends it there."""
LONGEST = 1_000
"""The most characters of a statement that are looked at while it is being written."""

_BRACES = re.compile(r'"(?:[^"\\]|\\.)*"?|[{}]', re.DOTALL)
_EXTRA_COMMA = re.compile(r'("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])', re.DOTALL)
_UNFINISHED = re.compile(r"\\(?:u[0-9a-fA-F]{0,3})?$")


def read(messages: Iterable["BaseMessageChunk"]) -> Iterator[Chunk]:
    """What each piece of an answer holds, with the draft's JSON when another object of it is whole.

    The last one says whether the draft is.
    """
    reading = Reading()
    for message in messages:
        extra, said = message.additional_kwargs, message.response_metadata
        calls = getattr(message, "tool_call_chunks", None) or []
        text = str(message.text) + "".join(call.get("args") or "" for call in calls)
        ending = said.get("finish_reason") or said.get("stop_reason") or said.get("done_reason")
        if ending is None and said.get("status") in ("completed", "incomplete"):
            ending = (said.get("incomplete_details") or {}).get("reason") or said["status"]
        used = getattr(message, "usage_metadata", None)
        usage = (used["input_tokens"], used["output_tokens"]) if used else None
        refused = bool(extra.get("refusal"))
        found = reading.feed(text)
        ending = str(ending) if ending else None
        yield Chunk(text, ending, usage, refused, found, endless=reading.too_long)
    yield Chunk(json=reading.json, whole=reading.whole)


class Reading:
    """Takes a model's text piece by piece; ``json`` is its draft as far as whole objects came."""

    def __init__(self) -> None:
        self.text = ""
        self.json: dict[str, Any] | None = None
        self._closed = self._objects = 0  # the end of the last whole object, and how many
        self._ended = False

    @property
    def too_long(self) -> bool:
        """Whether more arrived than a draft can be."""
        return len(self.text) > MOST_CHARACTERS or self._objects > MOST_OBJECTS

    @property
    def whole(self) -> bool:
        """Whether the draft can be read and lacks nothing but closing brackets."""
        rest = "" if self._ended else self.text[self._closed :]
        return self.json is not None and not rest.strip(" \t\r\n,}]`")

    def feed(self, piece: str) -> dict[str, Any] | None:
        """Take the next piece; the draft's JSON when an object of it was completed by it."""
        self.text += piece
        if self._ended or "}" not in piece or (start := self.text.find("{")) < 0:
            return None
        before, depth, self._objects = self._closed, 0, 0
        for brace in _BRACES.finditer(self.text, start):
            if brace[0] == "{":
                depth += 1
            elif brace[0] == "}":
                depth, self._closed, self._objects = depth - 1, brace.end(), self._objects + 1
                if not depth:
                    self._ended = True
                    break
        if self._closed == before:
            return None
        self.json = parsed(self.text[start : self._closed])
        return self.json


def parsed(text: str, begun: int = 0) -> dict[str, Any] | None:
    """The JSON object in a text that may lack its closing brackets, or None.

    LangChain's parser drops what it cannot read, and all that follows, and takes long to do so;
    it is given only what is sound up to its last ``begun`` characters.
    """
    text = _EXTRA_COMMA.sub(lambda m: m[1] or "", text)
    value: object = None
    with suppress(ValueError, RecursionError):
        try:
            value = json.loads(text, strict=False)
        except json.JSONDecodeError as error:
            if error.pos >= len(text) - begun:
                value = parse_partial_json(text)
    return value if isinstance(value, dict) else None


def growing(text: str, known: Mapping[str, Any] | None) -> str:
    """The title, heading or statement that is being written, beyond the JSON that is known."""
    begun = parsed(_UNFINISHED.sub("", text[text.find("{") :]), LONGEST)
    said = _texts(begun or {})
    return settled(said[-1]) if len(said) > len(_texts(known or {})) else ""


def statements(value: Mapping[str, Any]) -> Iterator[Any]:
    """Every statement of a draft's JSON, whatever its form."""
    for section in listed(value.get("sections")):
        if isinstance(section, dict):
            yield from listed(section.get("statements"))


def listed(value: object) -> list[Any]:
    """The value if it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def _texts(value: Mapping[str, Any]) -> list[str]:
    """Title, headings and statements, in their order."""
    found = [value.get("title")]
    for section in listed(value.get("sections")):
        if isinstance(section, dict):
            said = (s.get("text") for s in listed(section.get("statements")) if isinstance(s, dict))
            found += [section.get("heading"), *said]
    return [text for text in found if isinstance(text, str)]
