"""The operator's commands: setting up, taking in, looking after. None of them shows a note."""

import json
import sys
from argparse import Namespace
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.cli import opening
from assistant.cli.output import say, say_json, say_table, warn
from assistant.domain import Pair, Program
from assistant.errors import Invalid, StoreError
from assistant.exports.layout import clean

if TYPE_CHECKING:
    from assistant.coach import Coach, Imported, Ingested

STATUSES = ("added", "changed", "unchanged", "removed")


def people(arguments: Namespace) -> int:
    """``upmentor people``: names, e-mail addresses and roles."""
    with opening.coach(opening.settings()) as coach:
        found = coach.people()
    if arguments.json:
        entries = [
            {
                "email": p.email,
                "name": p.name,
                "title": p.title,
                "roles": sorted(r.value for r in p.roles),
                "disabled": p.disabled,
            }
            for p in found
        ]
        say_json({"people": entries})
    else:
        rows = [
            (p.email, p.name, p.title, ", ".join(sorted(p.roles)) + " (no access)" * p.disabled)
            for p in found
        ]
        say_table(("E-mail", "Name", "Title", "Roles"), rows)
    return 0


def pairs(arguments: Namespace) -> int:
    """``upmentor pairs``: who is paired with whom, and how far each pair is."""
    with opening.coach(opening.settings()) as coach:
        found = coach.all_pairs()
        program = coach.program() if found else Program("")
    if arguments.json:
        say_json({"pairs": [_pair_dict(pair, program) for pair in found]})
    else:
        rows = [
            (
                pair.id,
                pair.mentor.email,
                pair.mentee.email,
                pair.stage(program).value,
                f"{len(pair.held())} of {program.sessions_planned}",
                (s.held_on if (s := pair.next_session()) else None) or "",
            )
            for pair in found
        ]
        say_table(("Pair", "Mentor", "Mentee", "Stage", "Held", "Next"), rows)
    return 0


def _pair_dict(pair: Pair, program: Program) -> dict[str, Any]:
    session = pair.next_session()
    return {
        "id": pair.id,
        "mentor": pair.mentor.email,
        "mentee": pair.mentee.email,
        "stage": pair.stage(program).value,
        "started_on": pair.started_on.isoformat() if pair.started_on else None,
        "ended_on": pair.ended_on.isoformat() if pair.ended_on else None,
        "sessions_held": len(pair.held()),
        "sessions_cancelled": len(pair.cancelled()),
        "sessions_planned": program.sessions_planned,
        "next_session": session.number if session else None,
        "next_session_on": session.held_on.isoformat() if session and session.held_on else None,
    }


def init(arguments: Namespace) -> int:
    """``upmentor init``: a store with the shipped guidelines, and the demo program if wanted.

    What an earlier init finished is never touched again; one that was interrupted is finished.
    """
    from assistant.bootstrap import home_of, put_aside

    settings = opening.settings()
    wanted = {"guidelines", "demo"} if arguments.demo else {"guidelines"}
    kept = put_aside(settings, datetime.now().astimezone()) if arguments.new else []
    home = home_of(settings)
    fresh, done = home.known() is None, home.done()
    report: dict[str, Any] = {"home": str(settings.home), "created": fresh}
    if wanted <= done:
        with opening.coach(settings):
            pass  # a store that is lost is told, not passed over
        lines = [f"There is a store in {settings.home} already; nothing was changed."]
    else:
        lines = [f"The store is in {settings.home}."]
        with opening.coach(settings, create=True) as coach:
            if "guidelines" not in done:
                with opening.progress("Guidelines", "files") as bar:
                    ingested = coach.ingest([settings.knowledge], bar, _refused(bar))
                report["guidelines"] = _counts(ingested)
                lines.append(f"Guidelines: {_sentence(ingested)}.")
            if arguments.demo and "demo" not in done:
                lines.append(_load_demo(coach, report))
            _follow(coach)
        home.mark(sorted(done | wanted))
    if kept:
        report["put_aside"] = [str(path) for path in kept]
        lines.append(f"What was left of the old one is kept as {kept[0]}.")
    if arguments.json:
        say_json(report)
    else:
        say("\n".join([*lines, "Start the app with: upmentor serve"]))
    return 0


def _load_demo(coach: "Coach", report: dict[str, Any]) -> str:
    from assistant import demo

    if coach.people():
        loaded = coach.is_demo()
        return (
            "The demo program is loaded."
            if loaded
            else "The store holds a program already; the demo program was not loaded."
        )
    imported = coach.import_program(demo.load(datetime.now().astimezone().date()), demo=True)
    report["demo"] = imported.added
    people, pairs_, notes = (imported.added[k] for k in ("people", "pairs", "notes"))
    return f"Demo program: {people} people, {pairs_} pairs, {notes} notes (all fictional)."


def import_(arguments: Namespace) -> int:
    """``upmentor import``: people, pairs, goals, sessions, notes and actions in bulk."""
    value = _program(arguments.file)
    with opening.coach(opening.settings()) as coach:
        imported = coach.import_program(value)
        _follow(coach)
    if arguments.json:
        say_json(_imported_dict(imported))
        return 0
    for name in imported.added:
        counts = [getattr(imported, status)[name] for status in STATUSES[:3]]
        told = [f"{n} {status}" for n, status in zip(counts, STATUSES, strict=False) if n]
        say(f"{name.replace('_', ' ').capitalize()}: {', '.join(told) or 'none'}.")
    if imported.kept_notes:
        kept = ", ".join(imported.kept_notes)
        say(f"Notes that were edited in the app keep their text: {kept}.")
    return 0


def _imported_dict(imported: "Imported") -> dict[str, Any]:
    return {
        "added": imported.added,
        "changed": imported.changed,
        "unchanged": imported.unchanged,
        "kept_notes": list(imported.kept_notes),
    }


def _program(name: str) -> Any:
    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise Invalid(f"Cannot read {name}: {error.strerror}.") from error
    try:
        return json.loads(raw, object_pairs_hook=_unique_keys)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise Invalid(f"{name} is not JSON: {error.msg} at {place}.") from error
    except UnicodeDecodeError as error:
        raise Invalid(f"{name} is not JSON: it is not a text in UTF-8.") from error
    except RecursionError as error:
        raise Invalid(f"{name} is not a program file: it is nested too deeply.") from error


def _unique_keys(items: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(items)
    if len(value) < len(items):
        names = [key for key, _ in items]
        twice = next(key for key in names if names.count(key) > 1)
        raise Invalid(f'The key "{twice}" stands twice in one object; remove one of them.')
    return value


def ingest(arguments: Namespace) -> int:
    """``upmentor ingest``: guidelines from files and folders; only what changed is taken in."""
    with opening.coach(opening.settings()) as coach:
        with opening.progress("Reading", "files") as bar:
            ingested = coach.ingest([Path(path) for path in arguments.paths], bar, _refused(bar))
        _follow(coach)
    if arguments.json:
        refused = [{"path": path, "reason": reason} for path, reason in ingested.refused]
        files = [
            {
                "source": c.source,
                "title": c.title,
                "status": c.status,
                "left_out": list(c.left_out),
            }
            for c in ingested.changes
        ]
        say_json({**_counts(ingested), "refused": refused, "files": files})
    else:
        _say_left_out(ingested)
        say(f"Guidelines: {_sentence(ingested)}.")
    return 0 if ingested.changes or not ingested.refused else 1


def _refused(bar: opening.Bar) -> Callable[[str, str], None]:
    """Tells of a refused file at once, the bar out of the way."""

    def tell(path: str, reason: str) -> None:
        with bar.aside():
            warn(reason if Path(path).name in reason else f"{path}: {reason}")

    return tell


def _say_left_out(ingested: "Ingested") -> None:
    from assistant.coach import read_except

    for change in ingested.changes:
        if change.left_out:
            say(clean(f"{change.source}: {change.status}, {read_except(change.left_out)}."))


def _counts(ingested: "Ingested") -> dict[str, int]:
    return {status: ingested.count(status) for status in STATUSES}


def _sentence(ingested: "Ingested") -> str:
    told = [f"{n} {status}" for status, n in _counts(ingested).items() if n]
    if ingested.refused:
        told.append(f"{len(ingested.refused)} refused")
    return ", ".join(told) or "none"


def check(arguments: Namespace) -> int:
    """``upmentor check``: what is configured, and whether records and index agree.

    With ``--model`` one small call to the chosen model instead.
    """
    if arguments.model:
        from assistant.cli import probing

        return probing.check_model(arguments)
    with opening.coach(opening.settings(), despite=("emptied", "other", "older")) as coach:
        health = coach.check()
    if arguments.json:
        lines = [{"name": name, "value": value} for name, value in health.lines]
        say_json({"healthy": health.healthy, "lines": lines})
    else:
        for name, value in health.lines:
            say(f"{name}: {value}")
        if health.healthy:
            say("Everything is in order.")
    if not health.healthy:
        problems = [value for name, value in health.lines if name == "problem"]
        warn(f"not healthy: {'; '.join(problems)}")
    return 0 if health.healthy else 1


def reindex(arguments: Namespace) -> int:
    """``upmentor reindex``: the index anew, or that of other embeddings that were chosen."""
    settings = opening.settings()
    with (
        opening.coach(settings, despite=("other", "older")) as coach,
        opening.progress("Indexing", "passages") as bar,
    ):
        count = coach.reindex(bar)
    if arguments.json:
        say_json({"passages": count, "embeddings": settings.embeddings})
    else:
        chosen = f"; search now goes by {settings.embeddings}" if settings.embeddings else ""
        say(f"Indexed {count} passages{chosen}.")
    return 0


def _follow(coach: "Coach") -> None:
    """Bring the index up to date; when another process holds it, it will do so itself."""
    try:
        with opening.progress("Indexing", "passages") as bar:
            coach.follow(bar)
    except StoreError as error:
        warn(f"stored, and will be found once the index can be opened: {error}")
