"""A loopback server that speaks the chat completions protocol and follows a script.

Each request gets the next reply of the script; a reply is bytes, pauses and an end, so that every
way in which an answer can go wrong can be played.
"""

import json
import socket
import struct
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

EVENTS = "text/event-stream"


@dataclass(frozen=True)
class Reply:
    """One answer: a number in ``pieces`` is a pause in seconds, an event is waited for.

    ``end`` is "clean" (the body ends as HTTP says it must), "cut" (the connection closes before
    that) or "reset" (it breaks).
    """

    pieces: Sequence[bytes | float | Event] = ()
    status: int = 200
    content_type: str = EVENTS
    headers: dict[str, str] = field(default_factory=dict)
    end: str = "clean"


@dataclass(frozen=True)
class Received:
    """One request as it arrived."""

    path: str
    headers: dict[str, str]
    body: bytes
    at: float

    @property
    def json(self) -> dict[str, Any]:
        value: dict[str, Any] = json.loads(self.body)
        return value


class Models:
    """What a server answers when it is asked for its models; ``raw`` instead of that."""

    def __init__(
        self, *models: dict[str, Any], raw: bytes | None = None, path: str = "/v1/models"
    ) -> None:
        self.path = path
        self.body = json.dumps({"object": "list", "data": models}).encode() if raw is None else raw


Script = Sequence[Reply | Callable[[Received], Reply]]


class Wire:
    """The running server: where it is, what it was sent, when it sent each piece.

    ``looked`` are the requests for its models, which it does not know without ``models``.
    """

    def __init__(self, script: Script, models: Models | None = None) -> None:
        self.looked: list[Received] = []
        self.requests: list[Received] = []
        self.sent_at: list[float] = []
        self.replies = list(script)
        wire = self

        class Speaker(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                got = Received(self.path, dict(self.headers), body, time.monotonic())
                wire.requests.append(got)
                number = min(len(wire.requests), len(wire.replies)) - 1
                reply = wire.replies[number]
                _speak(self, reply(got) if callable(reply) else reply, wire.sent_at)

            def do_GET(self) -> None:
                got = Received(self.path, dict(self.headers), b"", time.monotonic())
                wire.looked.append(got)
                known = models is not None and self.path == models.path
                self.send_response(200 if known else 404)
                body = models.body if models is not None and known else b""
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Speaker)
        self._server.daemon_threads = True
        Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def wire(
    *script: Reply | Callable[[Received], Reply], models: Models | None = None
) -> Iterator[Wire]:
    """A server for the length of a test; its last reply repeats."""
    server = Wire(script, models)
    try:
        yield server
    finally:
        server.close()


def _speak(speaker: BaseHTTPRequestHandler, reply: Reply, sent_at: list[float]) -> None:
    try:
        speaker.send_response(reply.status)
        headers = {"Content-Type": reply.content_type, "Transfer-Encoding": "chunked"}
        for name, value in {**headers, **reply.headers}.items():
            speaker.send_header(name, value)
        speaker.end_headers()
        for piece in reply.pieces:
            if isinstance(piece, bytes):
                speaker.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
                speaker.wfile.flush()
                sent_at.append(time.monotonic())
            elif isinstance(piece, Event):
                piece.wait(20)
            else:
                time.sleep(piece)
        if reply.end == "clean":
            speaker.wfile.write(b"0\r\n\r\n")
        elif reply.end == "reset":
            linger = struct.pack("ii", 1, 0)
            speaker.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    except OSError:
        pass  # whoever asked went away
    if reply.end == "cut":
        speaker.connection.shutdown(socket.SHUT_RDWR)
    speaker.close_connection = True


def event(value: dict[str, Any]) -> bytes:
    """One server-sent event."""
    return b"data: " + json.dumps(value).encode() + b"\n\n"


def delta(finish: str | None = None, **changes: Any) -> bytes:
    """One chunk of a completion."""
    choice = {"index": 0, "delta": changes, "finish_reason": finish}
    return event(_chunk([choice]))


def usage(tokens_in: int, tokens_out: int) -> bytes:
    """The chunk that tells the usage."""
    told = {
        "prompt_tokens": tokens_in,
        "completion_tokens": tokens_out,
        "total_tokens": tokens_in + tokens_out,
    }
    return event({**_chunk([]), "usage": told})


def _chunk(choices: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "scripted",
        "choices": choices,
    }


DONE = b"data: [DONE]\n\n"


def said(
    text: str,
    *,
    size: int = 24,
    finish: str | None = "stop",
    tokens: tuple[int, int] | None = (900, 120),
    pause: float = 0,
    end: str = "clean",
    tool: bool = False,
) -> Reply:
    """An answer of a text in pieces of ``size`` characters."""
    pieces: list[bytes | float] = [delta(role="assistant", content=None if tool else "")]
    for at in range(0, len(text), size):
        part = text[at : at + size]
        pieces.append(_called(part, at == 0) if tool else delta(content=part))
        pieces += [pause] if pause else []
    if finish:
        pieces.append(delta(finish))
    if tokens:
        pieces.append(usage(*tokens))
    if finish:
        pieces.append(DONE)
    return Reply(pieces, end=end)


def _called(part: str, first: bool) -> bytes:
    call: dict[str, Any] = {"index": 0, "function": {"arguments": part}}
    if first:
        call |= {"id": "call-1", "type": "function"}
        call["function"]["name"] = "draft"
    return delta(tool_calls=[call])


def failed(status: int, message: str = "", code: str = "", **headers: str) -> Reply:
    """An error as OpenAI and its kin report it."""
    error = {"message": message or "no", "type": "error", "param": None, "code": code}
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    body = json.dumps({"error": error}).encode()
    return Reply((body,), status, "application/json", names)


def page(status: int = 200) -> Reply:
    """A web page where an answer should be."""
    return Reply((b"<!doctype html><html><body>Sign in</body></html>",), status, "text/html")


def drafted(
    *statements: dict[str, Any] | str, heading: str = "Answer", title: str = "A draft", **more: Any
) -> str:
    """The JSON of a draft with one section."""
    filled = [{"text": s, "sources": []} if isinstance(s, str) else s for s in statements]
    section = {"heading": heading, "minutes": None, "statements": filled}
    return json.dumps({"title": title, "abstained": False, "sections": [section], **more})
