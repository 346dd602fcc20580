"""Asking a store of its own, and what every answer is measured by: words and milliseconds."""

import shutil
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from pathlib import Path
from time import perf_counter
from typing import Any

from assistant.bootstrap import build
from assistant.coach import Coach
from assistant.settings import Settings
from assistant.stored import DraftRecord
from evals.program import shipped

COST = ("median words", "p50 ms", "p95 ms")
LEADING = 2
"""How many of an answer's statements are its first ones."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A finished answer and the milliseconds that it took."""

    record: DraftRecord
    ms: float = 0.0

    @property
    def texts(self) -> list[str]:
        """The statements; no heading, question, source or mark."""
        return [s.text for s in self.record.draft.statements()]

    @property
    def words(self) -> int:
        return sum(len(text.split()) for text in self.texts)

    @property
    def refused(self) -> bool:
        return self.record.draft.abstained

    @property
    def put_right(self) -> bool:
        """Whether it says that the notes tell this of somebody else, or of another time."""
        return bool(getattr(self.record.draft, "corrected", False))

    def told(self) -> str:
        """What it says, for somebody who looks into what went wrong."""
        marks = (" (refused)" if self.refused else "") + (" (put right)" if self.put_right else "")
        return f"says{marks}: {' / '.join(self.texts)[:400]}"


def opened(home: Path, program: Mapping[str, Any] | None, today: date) -> Coach:
    """A Coach over a store in ``home`` with the shipped guidelines and the program, if any."""
    settings = Settings.from_env({"UPMENTOR_HOME": str(home)})
    shutil.copytree(shipped(), home, dirs_exist_ok=True)
    coach = build(settings, today=lambda: today)
    if program is not None:
        coach.import_program(program)
    coach.follow()
    return coach


def ask(
    coach: Coach, reader: str, question: str, pair: str | None, conversation: str | None = None
) -> Answer:
    """The offline answer, timed until it is stored."""
    start = perf_counter()
    *_, record = coach.ask(reader, question, pair, conversation, offline=True)
    return Answer(record, 1000 * (perf_counter() - start))


def warm(coach: Coach, reader: str, pair: str | None) -> None:
    """Ask once unmeasured, so that what is read and prepared once is not counted."""
    ask(coach, reader, "What did we talk about last time?", pair)


def row(*cells: object) -> str:
    """A row of a table."""
    return f"| {' | '.join(map(str, cells))} |"


def head(*names: str) -> list[str]:
    """The two lines that begin a table."""
    return [row(*names), f"|{'---|' * len(names)}"]


def cost(answers: Sequence[Answer]) -> tuple[str, str, str]:
    """The median of their words, and the median and 95th percentile of their milliseconds."""
    if not answers:
        return "-", "-", "-"
    times = sorted(a.ms for a in answers)
    slow = times[ceil(0.95 * len(times)) - 1]
    words = statistics.median(a.words for a in answers)
    return f"{words:.0f}", f"{statistics.median(times):.0f}", f"{slow:.0f}"
