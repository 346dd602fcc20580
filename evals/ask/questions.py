"""Questions about a program, and whether an answer is right by what it has to say and must not."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.ask.answers import LEADING, Answer

REFUSE = ("unanswerable", "private", "foreign", "out_of_scope")
"""The types of question that are refused."""
PUT_RIGHT = "premise"
"""The type whose question takes something for granted that the notes tell otherwise."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One question or turn: each of ``must_contain`` lists alternatives, divided by ``|``."""

    query: str
    type: str = ""
    must_contain: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    reader: str = ""
    pair: str | None = None
    id: str = ""

    @property
    def answerable(self) -> bool:
        return self.type not in (*REFUSE, PUT_RIGHT)


@dataclass(frozen=True, slots=True)
class Judged:
    """How one answer did; ``leaked`` are words in it that it must not say."""

    wanted: Wanted
    answer: Answer
    right: bool
    leaked: tuple[str, ...]


def read_questions(path: Path) -> list[Wanted]:
    """The questions of a JSON Lines file."""
    return [_wanted(row, row["as"], row.get("pair")) for row in _rows(path)]


def read_conversations(path: Path) -> list[tuple[str, list[Wanted]]]:
    """The conversations of a JSON Lines file, each with its id and its turns."""
    return [
        (row["id"], [_wanted(turn, row["as"], row.get("pair")) for turn in row["turns"]])
        for row in _rows(path)
    ]


def _rows(path: Path) -> Iterable[Mapping[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _wanted(row: Mapping[str, Any], reader: str, pair: str | None) -> Wanted:
    return Wanted(
        row["query"],
        row.get("type", ""),
        tuple(row.get("must_contain", ())),
        tuple(row.get("must_not", ())),
        reader,
        pair,
        row.get("id", ""),
    )


def judge(wanted: Wanted, answer: Answer) -> Judged:
    """What an answer must say stands in its first statements, what it must not say nowhere.

    A question that is to be refused is right when it was, or when the answer is marked as putting
    it right; one with a false premise also when the first statements say what it must.
    """
    texts = answer.texts
    leaked = tuple(words for words in wanted.must_not if _holds(" ".join(texts), (words,)))
    said = all(_holds(" ".join(texts[:LEADING]), every.split("|")) for every in wanted.must_contain)
    turned_down = answer.refused or answer.put_right
    if wanted.answerable:
        right = said and not leaked and not (answer.refused and wanted.must_contain)
    elif wanted.type == PUT_RIGHT:
        right = (said or turned_down) and not leaked
    else:
        right = turned_down and not leaked
    return Judged(wanted, answer, right, leaked)


def _holds(text: str, alternatives: Sequence[str]) -> bool:
    flat = _plain(text)
    return any(_plain(words) in flat for words in alternatives)


def _plain(text: str) -> str:
    return " ".join(text.translate(_MARKS).lower().split())


_MARKS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " "})
