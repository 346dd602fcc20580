"""The ways to ask a model for a draft's JSON, best first, and which of them a service refused."""

from collections.abc import Collection
from enum import StrEnum
from threading import Lock
from typing import Any

from assistant.drafts import Basis
from assistant.errors import Invalid


class Mode(StrEnum):
    JSON_SCHEMA = "json_schema"
    TOOL_CALLING = "tool_calling"
    PLAIN_JSON = "plain_json"


SPOKEN = {
    Mode.JSON_SCHEMA: "a JSON schema",
    Mode.TOOL_CALLING: "tool calling",
    Mode.PLAIN_JSON: "plain JSON",
}
"""What each mode is called in a sentence."""


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _or_null(kind: str, **more: Any) -> dict[str, Any]:
    return {"anyOf": [{"type": kind, **more}, {"type": "null"}]}


def schema(small: bool = False, ids: Collection[str] = ()) -> dict[str, Any]:
    """The form of a draft as a model fills it; the kind is known and sources have short ids.

    For a ``small`` model it has limits, since such a model may not know when to end, and only the
    ``ids`` of this request can be named.
    """
    source = {"type": "string", **({"enum": sorted(ids)} if small and ids else {})}

    def few(most: int, least: int = 0) -> dict[str, int]:
        return {"minItems": least, "maxItems": most} if small else {}

    def short(most: int, least: int = 0) -> dict[str, int]:
        return {"minLength": least, "maxLength": most} if small else {}

    statement = _object(
        {
            "text": {"type": "string", **short(220, 15)},
            "sources": {"type": "array", "items": source, **few(3)},
            "basis": {"type": "string", "enum": [b.value for b in Basis]},
            "owner": _or_null("string", enum=["mentor", "mentee"]),
            "due": _or_null("string", **short(10)),
        }
    )
    section = _object(
        {
            "heading": {"type": "string", **short(60, 3)},
            "minutes": _or_null("integer"),
            "statements": {"type": "array", "items": statement, **few(3, 1)},
        }
    )
    draft = _object(
        {
            "title": {"type": "string", **short(80, 3)},
            "abstained": {"type": "boolean"},
            "sections": {"type": "array", "items": section, **few(6, 1)},
        }
    )
    return {"title": "draft", "description": "The draft that was asked for.", **draft}


class Modes:
    """What one service is known to accept; shared by all calls of a writer."""

    def __init__(self) -> None:
        self._refused: set[Mode] = set()
        self._lock = Lock()
        self.usage = True

    def open(self) -> list[Mode]:
        """The modes that were not refused yet; plain JSON always stays."""
        with self._lock:
            return [m for m in Mode if m not in self._refused]

    def refuse(self, mode: Mode) -> None:
        """Remember that the service does not know this mode."""
        with self._lock:
            self._refused |= {mode} - {Mode.PLAIN_JSON}


def price_of(text: str | None) -> tuple[float, float] | None:
    """A price as it is set ("2.50,10": a million tokens in, a million out), or None.

    Raises:
        Invalid: when it is not two numbers.
    """
    if not text:
        return None
    try:
        read, written = (float(part) for part in text.split(","))
    except ValueError:
        read = written = -1.0
    if not (0 <= read < 1e6 and 0 <= written < 1e6):
        raise Invalid(
            f"UPMENTOR_MODEL_PRICE is {text!r}; write the price of a million tokens in and out, "
            "such as 2.50,10."
        )
    return read, written
