"""Watching the connections of providers' libraries: what leaves, and how long it may take."""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from assistant.writers.chatting.patience import Line, Patience, Waits

CURRENT: ContextVar[tuple[Line, Patience, Waits] | None] = ContextVar("call", default=None)
"""Whose connection the next request is."""


def hooks() -> dict[str, list[Callable[[Any], None]]]:
    """Event hooks for an HTTP client (httpx)."""
    return {"request": [_sending], "response": [_answered]}


def hook(model: Any) -> None:
    """Watch the connection of a library that takes no hooks, as far as it can be reached."""
    for name in ("_client", "client"):
        http: Any = getattr(getattr(model, name, None), "_client", None)
        if hasattr(http, "event_hooks"):
            http.event_hooks = hooks()
            http.follow_redirects = False
            return


def _sending(http_request: Any) -> None:
    current = CURRENT.get()
    if current is not None:
        line, patience, waits = current
        left = max(0.05, patience.left)
        line.watch(http_request, min(waits.connect, left), left)


def _answered(response: Any) -> None:
    current = CURRENT.get()
    if current is not None:
        current[0].answered(response)
