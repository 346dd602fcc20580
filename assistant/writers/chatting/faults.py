"""What can go wrong between here and a model, each with the one sentence a person is told.

Every provider's library has errors of its own; they are told apart by what they share: a status,
headers, a name. Nothing of a provider's own message is repeated: it can hold a piece of the key
or of what was sent.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Any

from assistant.drafts import Draft
from assistant.errors import ModelError


class Fault(StrEnum):
    KEY = "key"
    FORBIDDEN = "forbidden"
    UNKNOWN_MODEL = "unknown_model"
    BUSY = "busy"
    QUOTA = "quota"
    SERVER = "server"
    CONNECT = "connect"
    SILENT = "silent"
    SLOW = "slow"
    ENDLESS = "endless"
    BROKEN = "broken"
    UNFINISHED = "unfinished"
    GARBLED = "garbled"
    NO_MODEL = "no_model"
    EMPTY = "empty"
    LENGTH = "length"
    FILTERED = "filtered"
    REFUSED = "refused"
    NO_DRAFT = "no_draft"
    TOO_LONG = "too_long"
    REJECTED = "rejected"
    MOVED = "moved"


AGAIN = frozenset({Fault.BUSY, Fault.SERVER, Fault.CONNECT})
"""The faults after which the same request is sent again, while nothing of a draft arrived."""

_SENTENCES = {
    Fault.KEY: "{host} refused the key: check {key}.",
    Fault.FORBIDDEN: "The key may not use {model} at {host}: choose another model, or ask whoever "
    "manages the account.",
    Fault.UNKNOWN_MODEL: "There is no model {model} at {host}: check UPMENTOR_MODEL{url}.",
    Fault.BUSY: "{host} takes no more requests at the moment: try again {wait}.",
    Fault.QUOTA: "The account at {host} has used up its credit: ask whoever manages it.",
    Fault.SERVER: "{host} failed {times}: try again later.",
    Fault.CONNECT: "There is no connection to {host}: is it running, and is the address right?",
    Fault.SILENT: "{host} did not answer within {seconds} seconds.",
    Fault.SLOW: "{host} is too slow: no whole sentence arrived within {seconds} seconds.",
    Fault.ENDLESS: "{model} had not finished the draft after {seconds} seconds.",
    Fault.BROKEN: "The connection to {host} broke before the draft was whole.",
    Fault.UNFINISHED: "{host} ended its answer before the draft was whole.",
    Fault.GARBLED: "{host} sent an answer that cannot be read.",
    Fault.NO_MODEL: "What answers at {host} is not a chat model: check UPMENTOR_MODEL{url}.",
    Fault.EMPTY: "{model} sent an answer with nothing in it.",
    Fault.LENGTH: "The draft is longer than {model} may write in one answer.",
    Fault.FILTERED: "The content filter of {host} stopped the answer.",
    Fault.REFUSED: "{model} declined to write this.",
    Fault.NO_DRAFT: "{model} did not write a draft that can be read: choose a more capable model.",
    Fault.TOO_LONG: "The brief is longer than {model} can read at once.",
    Fault.REJECTED: "{host} rejected the request: {model} may not support it.",
    Fault.MOVED: "{host} points to another address, which is not followed: check "
    "UPMENTOR_MODEL{url}.",
}

ENDINGS: dict[str, Fault | None] = {
    **dict.fromkeys(
        (
            "stop",
            "end_turn",
            "stop_sequence",
            "tool_calls",
            "tool_use",
            "function_call",
            "completed",
            "eos",
        )
    ),
    **dict.fromkeys(
        ("length", "max_tokens", "max_output_tokens", "model_context_window_exceeded"),
        Fault.LENGTH,
    ),
    **dict.fromkeys(
        ("content_filter", "safety", "blocklist", "prohibited_content", "spii", "recitation"),
        Fault.FILTERED,
    ),
    "refusal": Fault.REFUSED,
}
"""What a model's finish reason means, in lower case; None is a whole answer."""

_NEEDLES = (
    ("insufficient_quota", Fault.QUOTA),
    ("exceeded your current quota", Fault.QUOTA),
    ("credit balance", Fault.QUOTA),
    ("billing", Fault.QUOTA),
    ("context_length", Fault.TOO_LONG),
    ("context length", Fault.TOO_LONG),
    ("context window", Fault.TOO_LONG),
    ("prompt is too long", Fault.TOO_LONG),
    ("exceed_context", Fault.TOO_LONG),
    ("context size", Fault.TOO_LONG),
    ("input tokens exceed", Fault.TOO_LONG),
    ("content_policy", Fault.FILTERED),
    ("content_filter", Fault.FILTERED),
    ("content management policy", Fault.FILTERED),
)
_CONTEXT = re.compile(
    r"(?:maximum context length is|max_model_len\D{1,4}|n_ctx\D{1,4}|context size \()\s*(\d{3,7})"
)
_STATUSES = {
    401: Fault.KEY, 402: Fault.QUOTA, 403: Fault.FORBIDDEN, 404: Fault.UNKNOWN_MODEL,
    405: Fault.NO_MODEL, 408: Fault.SERVER, 409: Fault.SERVER, 413: Fault.TOO_LONG,
    429: Fault.BUSY,
}  # fmt: skip
_NAMES = (
    ("LengthFinishReason", Fault.LENGTH),
    ("ContentFilterFinishReason", Fault.FILTERED),
    ("ModelRefusal", Fault.REFUSED),
    ("ContextOverflow", Fault.TOO_LONG),
    ("UnicodeDecode", Fault.GARBLED),
    ("JSONDecode", Fault.GARBLED),
    ("ResponseValidation", Fault.GARBLED),
    ("DecodingError", Fault.GARBLED),
    ("ConnectTimeout", Fault.CONNECT),
    ("Timeout", Fault.SILENT),
    ("RemoteProtocol", Fault.BROKEN),
    ("ReadError", Fault.BROKEN),
    ("IncompleteRead", Fault.BROKEN),
    ("ConnectError", Fault.CONNECT),
    ("Connection", Fault.CONNECT),
)


@dataclass(frozen=True, slots=True)
class Place:
    """Whom a sentence speaks of: host and model as configured, the key's variable."""

    host: str
    model: str
    key: str
    url: bool = False


class ModelFault(ModelError):
    """A model that was asked did not answer with a whole draft.

    ``reason`` tells the faults apart, ``partial`` is what had arrived (None when nothing had) and
    is never a whole draft, ``attempts`` how many requests were made, ``wait`` the seconds the
    service asked to wait.
    """

    def __init__(
        self, reason: Fault, place: Place, *, seconds: float = 30, attempts: int = 1,
        wait: float | None = None, partial: Draft | None = None,
    ) -> None:  # fmt: skip
        times = {1: "once", 2: "twice", 3: "three times"}.get(attempts, f"{attempts} times")
        super().__init__(
            _SENTENCES[reason].format(
                host=place.host, model=place.model, key=place.key,
                url=" and UPMENTOR_MODEL_URL" if place.url else "", seconds=f"{seconds:g}",
                times=times, wait=f"in {wait:.0f} seconds" if wait else "in a minute",
            )
        )  # fmt: skip
        self.reason, self.attempts, self.wait, self.partial = reason, attempts, wait, partial


def fault_of(error: BaseException) -> Fault:
    """Which fault an error of a provider's library is."""
    told = " ".join(f"{e} {getattr(e, 'body', '') or ''}" for e in _chain(error)).lower()
    status = status_of(error)
    if status is None or 400 <= status < 500:
        found = next((fault for needle, fault in _NEEDLES if needle in told), None)
        if found and status not in (401, 403, 404):
            return found
    if status is not None and status >= 300:
        if status in _STATUSES:
            return _STATUSES[status]
        return Fault.MOVED if status < 400 else Fault.REJECTED if status < 500 else Fault.SERVER
    names = [type(e).__name__ for e in _chain(error)]
    for needle, fault in _NAMES:
        if any(needle in name for name in names):
            return fault
    if isinstance(error, json.JSONDecodeError | UnicodeError):
        return Fault.GARBLED
    if isinstance(error, AssertionError | LookupError) or "no generation chunks" in told:
        return Fault.EMPTY
    return Fault.SERVER if status_of_body(error) else Fault.GARBLED


def status_of(error: BaseException) -> int | None:
    """The HTTP status an error carries, if any."""
    for held in _chain(error):
        for name in ("status_code", "code"):
            value = getattr(held, name, None)
            if isinstance(value, int) and 100 <= value < 600:
                return value
    return None


def status_of_body(error: BaseException) -> bool:
    """Whether the service itself reported an error in the middle of a stream."""
    return getattr(error, "body", None) is not None


def asked_to_wait(error: BaseException) -> float | None:
    """The seconds that a service asked to wait (Retry-After), if it did."""
    answers: Iterator[Any] = (getattr(e, "response", None) for e in _chain(error))
    headers: Any = next((a.headers for a in answers if hasattr(a, "headers")), None)
    if headers is None:
        return None
    for name, divisor in (("retry-after-ms", 1000), ("retry-after", 1)):
        seconds = _seconds(headers.get(name, ""))
        if seconds is not None and 0 <= seconds < 1e6:
            return seconds / divisor
    return None


def context_of(error: BaseException) -> int | None:
    """The tokens that a model reads at once, where a refusal tells them."""
    told = " ".join(f"{e} {getattr(e, 'body', '') or ''}" for e in _chain(error)).lower()
    found = _CONTEXT.search(told)
    return int(found[1]) if found else None


def _seconds(text: str) -> float | None:
    """Seconds written as a number, or as the moment until which to wait."""
    try:
        return float(text)
    except ValueError:
        pass
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, (until - datetime.now(UTC)).total_seconds()) if until.tzinfo else None


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The innermost cause first."""
    found: list[BaseException] = []
    at: BaseException | None = error
    while at is not None and at not in found:
        found.append(at)
        at = at.__cause__ or at.__context__
    yield from reversed(found)
