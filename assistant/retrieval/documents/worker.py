"""The process that reads guideline files: a line and a file's bytes in, a line of JSON out.

It has little memory, no network, starts no program, and ends itself when a file takes too long
even if nobody waits for it any more.
"""

import json
import signal
import sys
from dataclasses import asdict
from pathlib import PurePath
from typing import Any

from assistant.errors import Invalid
from assistant.retrieval.documents.guideline import guideline_of

MEMORY_BYTES = 512 * 1024 * 1024
_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system")


def main() -> None:
    """Answer requests until the input ends."""
    inbox, outbox = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # what a library prints is no answer
    confine()
    while head := inbox.readline():
        request = json.loads(head)
        content = inbox.read(request["size"])
        _alarm(request["seconds"] + 5)
        answer = _answer(request["source"], content)
        _alarm(0)
        outbox.write(answer + b"\n")
        outbox.flush()


def _answer(source: str, content: bytes) -> bytes:
    try:
        guideline, passages = guideline_of(source, content)
        cut = [{"id": p.id, "heading": p.heading, "text": p.text} for p in passages]
        return json.dumps({"guideline": asdict(guideline), "passages": cut}).encode()
    except Invalid as error:
        told = {"refused": str(error)}
    except MemoryError:
        told = {"ended": "it needs too much memory."}
    except Exception:  # noqa: BLE001 - a broken file may raise anything in here
        told = {"refused": f"{PurePath(source).name} cannot be read: the file is broken."}
    return json.dumps(told).encode()


def confine() -> None:
    """Take memory, network and other programs from this process, for good."""
    sys.addaudithook(_refuse)
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    except (ImportError, ValueError, OSError):  # Windows has none, macOS does not keep it
        pass


def _refuse(event: str, _: tuple[Any, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"Reading a file does not need {event}.")


def _alarm(seconds: int) -> None:
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)
