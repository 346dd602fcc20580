"""What a system in its own process answers: one JSON object a line, in and out.

    {"do": "index", "documents": [...], "folder": null, "cut": true, ...}
        -> {"passages": 812, "seconds": 9.1, "embedding": 8.7}
    {"do": "query", "retriever": "dense", "text": "...", "k": 80}
        -> {"hits": [["document", "text"], ...], "ms": 5.1, "embedding_ms": 3.9}

A process started with ``--open FOLDER`` serves the index that an earlier one left there.
Standard library only. What libraries print goes to standard error.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple, Protocol


class Document(NamedTuple):
    id: str
    text: str


class Found(NamedTuple):
    document: str
    text: str


class Timed(Protocol):
    """An embedder that adds up its seconds."""

    seconds: float


class System(Protocol):
    """A search stack with one or more ways of retrieving."""

    @property
    def embedder(self) -> Timed: ...

    def index(self, documents: list[dict[str, Any]], message: dict[str, Any]) -> int:
        """Index documents of the keys id, kind, title and text; the number of passages made.

        They are kept in ``message["folder"]`` if that is given, and left whole unless
        ``message["cut"]``.
        """
        ...

    def open(self, folder: Path, retriever: str) -> None:
        """Take up an index that was made in a folder, with what one retriever needs."""
        ...

    def query(self, retriever: str, text: str, k: int) -> list[Found]:
        """The best passages first."""
        ...


def read(row: dict[str, Any]) -> Document:
    """A document with its title, where it has one, as the first line of its text."""
    title = row.get("title", "")
    return Document(row["id"], f"{title}\n{row['text']}" if title else row["text"])


def serve(make: Callable[[Path | None], System]) -> None:
    """Answer until standard input ends."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--vectors", type=Path)
    parser.add_argument("--open", type=Path)
    parser.add_argument("--retriever", default="")
    options = parser.parse_args()
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    system = make(options.vectors)
    if options.open:
        system.open(options.open, options.retriever)
    for line in sys.stdin:
        message = json.loads(line)
        answers.write(json.dumps(_answer(system, message)) + "\n")
        answers.flush()


def _answer(system: System, message: dict[str, Any]) -> dict[str, Any]:
    before, start = system.embedder.seconds, perf_counter()
    if message["do"] == "index":
        passages = system.index(message["documents"], message)
        seconds = perf_counter() - start
        return {
            "passages": passages,
            "seconds": seconds,
            "embedding": system.embedder.seconds - before,
        }
    hits = system.query(message["retriever"], message["text"], message["k"])
    ms = 1000 * (perf_counter() - start)
    return {
        "hits": [[h.document, h.text] for h in hits],
        "ms": ms,
        "embedding_ms": 1000 * (system.embedder.seconds - before),
    }
