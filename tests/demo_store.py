"""The demo program in a store of its own, with a part of the guidelines so that it is made fast."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from filelock import FileLock

from assistant import demo
from assistant.bootstrap import build
from assistant.coach import Coach
from assistant.settings import Settings

KNOWLEDGE = Path(__file__).resolve().parent.parent / "knowledge"
PART = (
    "agendas",
    "explainers/prompting.md",
    "explainers/data-literacy-and-dashboards.md",
    "power/disagreeing-upward.md",
    "power/being-interrupted.md",
    "program/agreement.md",
    "program/cadence.md",
    "program/confidentiality-and-its-limits.md",
    "program/escalation.md",
    "program/review-rules-for-hr.md",
    "starters",
)
MENTOR = "priya.raman@lanternfield.example"
MENTEE = "charles.whitlock@lanternfield.example"
REVIEWER = "dorothy.quill@lanternfield.example"
ADMIN = "elspeth.marlowe@lanternfield.example"
PAIR = "pair-dashboards"


def settings(home: Path) -> Settings:
    """The settings of a store, as its environment would give them."""
    return Settings.from_env({"UPMENTOR_HOME": str(home)})


def make(home: Path, *, whole: bool = False) -> Path:
    """Make the store, with all guidelines when ``whole``; returns its folder."""
    part = home.parent / "knowledge"
    for name in PART:
        source, target = KNOWLEDGE / name, part / name
        target.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if source.is_dir() else shutil.copy)(source, target)
    coach = build(settings(home), create=True)
    try:
        coach.import_program(demo.load(datetime.now(UTC).date()), demo=True)
        coach.ingest([KNOWLEDGE if whole else part])
        coach.follow()
    finally:
        coach.close()
    return home


def shared(factory: pytest.TempPathFactory) -> Path:
    """The store that all tests of one run copy, whichever worker comes first makes it."""
    base = factory.getbasetemp()
    root = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    with FileLock(root / "demo.lock"):
        home = root / "demo" / "home"
        made = root / "demo" / "made"
        if not made.exists():
            home.parent.mkdir(exist_ok=True)
            make(home)
            made.touch()
    return home


@contextmanager
def opened(home: Path) -> Iterator[Coach]:
    """A Coach over a store that nobody else has open."""
    coach = build(settings(home))
    try:
        yield coach
    finally:
        coach.close()


def environment(home: Path) -> dict[str, str]:
    """The environment in which commands use this store."""
    return {**os.environ, "UPMENTOR_HOME": str(home)}
