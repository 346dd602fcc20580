"""How long is waited, and a way to end the waiting: the connection is cut under the reader."""

import socket
from collections.abc import Mapping
from contextlib import suppress
from threading import Timer
from time import monotonic
from typing import Any


class Line:
    """One call's connection: the bytes that left by it, and the socket to cut it with."""

    def __init__(self) -> None:
        self.sent: list[bytes] = []
        self.content_type = ""
        self._stream: Any = None

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

    def cut(self) -> None:
        """End the connection now; whoever reads from it wakes up."""
        held = self._stream.get_extra_info("socket") if self._stream is not None else None
        if isinstance(held, socket.socket):
            with suppress(OSError):
                socket.socket.shutdown(held, socket.SHUT_RDWR)

    def _trace(self, event: str, info: Mapping[str, Any]) -> None:
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            self._stream = info["return_value"]


class Patience:
    """A limit on the time without progress; when it is over, the line is cut.

    ``start`` begins anew, ``pause`` stops the clock while somebody else is at work.
    """

    def __init__(self, seconds: float, line: Line) -> None:
        self.seconds = seconds
        self.over = False
        self._line = line
        self._until = monotonic() + seconds
        self._timer: Timer | None = None

    def start(self) -> None:
        """Begin to wait, from now on."""
        self.pause()
        self._until = monotonic() + self.seconds
        self._timer = Timer(self.seconds, self._end)
        self._timer.daemon = True
        self._timer.start()

    def pause(self) -> None:
        """Wait no more, until the next start."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    @property
    def left(self) -> float:
        """Seconds until the limit."""
        return max(0.0, self._until - monotonic())

    def _end(self) -> None:
        self.over = True
        self._line.cut()
