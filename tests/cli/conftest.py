import hashlib
import io
import shutil
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.__main__ import main
from assistant.bootstrap import build
from assistant.settings import Settings
from tests.builders import program_file

GUIDELINE = """---
title: Reading a dashboard
kind: explainer
audience: [mentor, mentee]
stage: [any]
topics: [dashboards, charts]
---
## What a dashboard shows
A dashboard shows a few figures that a team wants to watch every week.

## For the mentor: how to explain it
Open the leader's own dashboard and ask which decision each figure changes.
"""


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code and what it wrote."""

    code: int
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture(scope="session")
def finished_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one guideline and two pairs; copied for every test, never changed."""
    base = tmp_path_factory.mktemp("finished")
    knowledge = base / "knowledge"
    knowledge.mkdir()
    (knowledge / "dashboard.md").write_text(GUIDELINE)
    settings = Settings.from_env(
        {"UPMENTOR_HOME": str(base / "home"), "UPMENTOR_KNOWLEDGE": str(knowledge)}
    )
    coach = build(settings, create=True)
    coach.import_program(program_file())
    coach.ingest([knowledge])
    coach.follow()
    coach.close()
    return base / "home"


@pytest.fixture
def home(finished_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The test's own copy of the store, chosen by the environment."""
    folder = tmp_path / "a home with spaces"
    shutil.copytree(finished_home, folder)
    monkeypatch.setenv("UPMENTOR_HOME", str(folder))
    monkeypatch.setenv("UPMENTOR_KNOWLEDGE", str(finished_home.parent / "knowledge"))
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in this process."""

    def run_command(*argv: str, stdin: str = "") -> Ended:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        capsys.readouterr()
        try:
            code = main(argv)
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        told = capsys.readouterr()
        return Ended(code, told.out, told.err)

    return run_command


def records_hash(home: Path) -> str:
    """A fingerprint of every row of every table."""
    digest = hashlib.sha256()
    connection = sqlite3.connect(home / "upmentor.db")
    for line in connection.iterdump():
        digest.update(line.encode("utf-8", "surrogatepass"))
    connection.close()
    return digest.hexdigest()
