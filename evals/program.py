"""A store of its own with the shipped guidelines and the demo program, to measure on."""

import atexit
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from assistant import demo
from assistant.bootstrap import build
from assistant.coach import Coach
from assistant.settings import Settings
from evals.drafts.cases import staged_id


@cache
def shipped() -> Path:
    """A store with the shipped guidelines alone, made once in a process and only ever copied."""
    folder = Path(tempfile.mkdtemp(prefix="upmentor-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    settings = Settings.from_env({"UPMENTOR_HOME": str(folder)})
    coach = build(settings, create=True)
    coach.ingest([settings.knowledge])
    coach.follow()
    coach.close()
    return folder


def open_demo(
    home: Path,
    today: date,
    staged: Iterable[tuple[str, int]] = (),
    progress: Callable[[int, int], None] | None = None,
    model: Mapping[str, str] = {},
) -> Coach:
    """A Coach over a fresh store in ``home``; the caller closes it.

    ``staged`` are (pair id, session number): each adds a copy of the pair as it stood shortly
    before that session. ``model`` holds the ``UPMENTOR_MODEL`` variables of the writer to use.
    """
    settings = Settings.from_env({**model, "UPMENTOR_HOME": str(home)})
    shutil.copytree(shipped(), home, dirs_exist_ok=True)
    coach = build(settings, today=lambda: today)
    program = demo.load(today)
    by_id = {pair["id"]: pair for pair in program["pairs"]}
    program["pairs"] += [before(by_id[pair], number, today) for pair, number in staged]
    coach.import_program(program, demo=True)
    coach.follow(progress)
    return coach


def before(pair: dict[str, Any], number: int, today: date) -> dict[str, Any]:
    """A copy of a pair, moved in time to three days before its session of that number.

    Its ids are new, what happened from that session on is gone, and no goal is met or dropped
    yet before its due date.
    """
    copy = deepcopy(pair)
    copy["id"] = staged_id(pair["id"], number)
    meeting = next(s for s in copy["sessions"] if s["number"] == number)
    shift = today + timedelta(days=3) - date.fromisoformat(meeting["held_on"])
    copy["started_on"] = _moved(copy["started_on"], shift)
    for goal in copy["goals"]:
        goal["id"] = staged_id(goal["id"], number)
        goal["due_on"] = _moved(goal["due_on"], shift)
        if goal["due_on"] > today.isoformat():
            goal["status"] = "open"
    for session in copy["sessions"]:
        session["held_on"] = _moved(session["held_on"], shift)
        if session["number"] >= number:
            session.update(status="planned", notes=[], actions=[], check_ins=[])
        for kept in [*session.get("notes", []), *session.get("actions", [])]:
            kept["id"] = staged_id(kept["id"], number)
        for action in session.get("actions", []):
            action["due_on"] = _moved(action["due_on"], shift)
            done = _moved(action["done_on"], shift)
            action["done_on"] = done if done and done <= today.isoformat() else None
    return copy


def _moved(day: str | None, shift: timedelta) -> str | None:
    return (date.fromisoformat(day) + shift).isoformat() if day else None
