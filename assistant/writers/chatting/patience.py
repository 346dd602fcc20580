"""How long is waited, and the line that is cut when the waiting is over."""

import socket
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import Any

READ_AT_LEAST = 20
"""Tokens a second: whoever reads a brief slower than this is given up."""


@dataclass(frozen=True, slots=True)
class Waits:
    """Seconds: without progress, in all, to a connection, before a first repetition.

    ``beat`` is how often somebody who waits is given a chance to stop.
    """

    patience: float = 30.0
    total: float = 300.0
    connect: float = 5.0
    pause: float = 0.5
    attempts: int = 3
    beat: float = 0.2


class Line:
    """One call's connection: the bytes that left by it, and the socket to cut it with."""

    def __init__(self) -> None:
        self.sent: list[bytes] = []
        self.content_type = ""
        self._stream: Any = None
        self._cut = False

    def watch(self, request: Any, connect: float, read: float) -> None:
        """Keep what a request (httpx) sends, and have its connection told here."""
        self.sent.append(bytes(request.read()))
        request.extensions["timeout"] = {
            "connect": connect, "read": read, "write": read, "pool": connect
        }  # fmt: skip
        request.extensions["trace"] = self._trace

    def answered(self, response: Any) -> None:
        """Keep of which type an answer (httpx) says it is."""
        self.content_type = str(response.headers.get("content-type", "")).lower()

    @property
    def no_stream(self) -> bool:
        """Whether the answer is of a type that no chat model streams."""
        return any(t in self.content_type for t in ("html", "text/plain", "application/json"))

    def cut(self) -> None:
        """End the connection for good, now or as soon as it is made; whoever reads wakes up."""
        self._cut = True
        held = self._stream.get_extra_info("socket") if self._stream is not None else None
        if isinstance(held, socket.socket):
            with suppress(OSError):
                socket.socket.shutdown(held, socket.SHUT_RDWR)

    def _trace(self, event: str, info: Mapping[str, Any]) -> None:
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            self._stream = info["return_value"]
            if self._cut:
                self.cut()


class Patience:
    """The time that is left: without progress, and in all.

    What progress is depends on who answers. Of a service nobody knows anything about, a whole
    statement is. A server of one's own that tells which models it has is ``steady``: there every
    word is, and before the first it may read a brief of ``tokens`` at the slowest pace allowed.
    """

    def __init__(self, waits: Waits, *, steady: bool = False, tokens: int = 0) -> None:
        self.steady = steady
        self._seconds = waits.patience
        self._first = waits.patience + (tokens / READ_AT_LEAST if steady else 0)
        self.total = max(waits.total, waits.patience)
        self._until = self._end = monotonic()
        self._moved = False

    def start(self) -> None:
        """Begin to wait for the first progress."""
        now = monotonic()
        self._end = now + self.total
        self._until = now + min(self._first, self.total)

    def progress(self, whole: bool) -> None:
        """Something arrived: words, or with ``whole`` a whole statement."""
        if whole or self.steady:
            self._until, self._moved = monotonic() + self._seconds, True

    @property
    def allowed(self) -> float:
        """Seconds without progress that are allowed at this point."""
        return self._seconds if self._moved else min(self._first, self.total)

    def rest(self, seconds: float) -> None:
        """Somebody else was at work meanwhile; that does not count."""
        self._until += seconds
        self._end += seconds

    @property
    def left(self) -> float:
        """Seconds until a limit is reached."""
        return max(0.0, min(self._until, self._end) - monotonic())

    @property
    def over(self) -> bool:
        return self.left <= 0

    @property
    def in_all(self) -> bool:
        """Whether it is the time in all that is over."""
        return monotonic() >= self._end
