"""The commands a reader's e-mail address goes with: search, ask, draft, export."""

import json
import sys
from argparse import Namespace
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.cli import opening
from assistant.cli.output import (
    draft_dict,
    found_dict,
    say,
    say_draft,
    say_found,
    say_json,
    warn,
)
from assistant.drafts import Kind
from assistant.errors import Invalid, ModelError, UpmentorError
from assistant.stored import DraftRecord

if TYPE_CHECKING:
    from assistant.coach import Coach

OFFLINE_HINT = "Add --offline for a draft without the model."
BATCH_KEYS = ("id", "query", "as", "pair", "k")
ASK_KEYS = (*BATCH_KEYS, "conversation")


def search(arguments: Namespace) -> int:
    """``upmentor search``: passages the reader may read, best first."""
    with opening.coach(opening.settings()) as coach:
        if arguments.batch:
            return _batch(
                arguments,
                lambda line: found_dict(
                    coach.search(line["as"], line["query"], line["pair"], line["k"])
                ),
            )
        found = coach.search(arguments.as_, _text(arguments.query), arguments.pair, arguments.k)
        say_json(found_dict(found)) if arguments.json else say_found(found)
    return 0


def ask(arguments: Namespace) -> int:
    """``upmentor ask``: a cited answer, or the sentence that nothing answers it."""
    with opening.coach(opening.settings()) as coach:
        if arguments.batch:
            return _batch(
                arguments, lambda line: draft_dict(last(_asked(coach, line, arguments.offline)))
            )
        line = _completed({"query": arguments.query}, arguments)
        return _written(coach, _asked(coach, line, arguments.offline), arguments)


def _asked(coach: "Coach", line: dict[str, Any], offline: bool) -> Iterator[DraftRecord]:
    """The answer to a line's question, in the line's conversation if it names one."""
    reader, question, pair = line["as"], line["query"], line["pair"]
    if line["conversation"] is None:
        return coach.ask(reader, question, pair, offline=offline)
    talk = coach.named_conversation(reader, line["conversation"], question, pair)
    pair = talk.pair_id if pair is None else pair
    return coach.ask(reader, question, pair, talk.id, offline=offline)


def draft(arguments: Namespace) -> int:
    """``upmentor draft``: a draft of one kind for the reader's pair."""
    if not 15 <= arguments.minutes <= 60:
        raise Invalid(f"A session has 15 to 60 minutes, not {arguments.minutes}.")
    with opening.coach(opening.settings()) as coach:
        stream = coach.draft(
            arguments.as_,
            Kind(arguments.kind),
            arguments.pair,
            arguments.minutes,
            _text(arguments.topic),
            offline=arguments.offline,
        )
        return _written(coach, stream, arguments)


def export(arguments: Namespace) -> int:
    """``upmentor export``: a draft as a file, or as bytes on stdout."""
    with opening.coach(opening.settings()) as coach:
        exported = coach.export(arguments.as_, arguments.draft, arguments.format)
    piped = arguments.output is None and not arguments.json and not sys.stdout.isatty()
    if arguments.output == "-" or piped:
        sys.stdout.flush()
        sys.stdout.buffer.write(exported.content)
        return 0
    path = Path(arguments.output) if arguments.output else _unused(Path(exported.filename))
    try:
        path.write_bytes(exported.content)
    except OSError as error:
        raise Invalid(f"Cannot write {path}: {error.strerror}.") from error
    if arguments.json:
        size = len(exported.content)
        say_json({"path": str(path), "media_type": exported.media_type, "bytes": size})
    else:
        say(f"Written to {path}")
    return 0


def last(records: Iterable[DraftRecord]) -> DraftRecord:
    """The finished draft of those that are written one after the other."""
    return deque(records, maxlen=1).pop()


def _written(coach: "Coach", stream: Iterable[DraftRecord], arguments: Namespace) -> int:
    """Print a draft once it is whole, and with ``--stream`` each part of it; the exit code."""
    record: DraftRecord | None = None
    shown, told = None, ""
    try:
        for record in stream:
            if record.doing not in (told, ""):
                told = record.doing
                warn(f"{told} …")
            new = record.draft is not shown and bool(record.draft.sections)
            if arguments.stream and new and not record.complete:
                shown = record.draft
                say_json({"partial": True, **draft_dict(record)}, line=True)
    except ModelError as error:
        for notice in error.notices:
            warn(notice)
        kept = f"What had arrived is kept as {error.kept}. " if error.kept else ""
        raise ModelError(f"{error} {kept}{OFFLINE_HINT}") from error
    if record is None:
        raise ModelError(f"Nothing was written. {OFFLINE_HINT}")
    if arguments.json:
        say_json(draft_dict(record), line=arguments.stream)
    else:
        say_draft(record, {p.email: p for p in coach.people()})
        for notice in record.notices:
            say(f"Note: {notice}")
    return 0


def _text(typed: str) -> str:
    """What was typed, without the bytes that are no text in this terminal's encoding."""
    return typed.encode("utf-8", "replace").decode("utf-8")


def _unused(path: Path) -> Path:
    """The path, or the same with a number when there is such a file already."""
    chosen, n = path, 1
    while chosen.exists():
        n += 1
        chosen = path.with_stem(f"{path.stem}-{n}")
    return chosen


def _batch(arguments: Namespace, answer: Callable[[dict[str, Any]], dict[str, Any]]) -> int:
    """One JSON result a line of stdin; a line that fails gives its error, and the run goes on."""
    failed = 0
    for raw in sys.stdin.buffer:
        if not raw.strip():
            continue
        identity: Any = None
        try:
            line = _parsed(raw)
            identity = line.get("id")
            result = answer(_completed(line, arguments))
        except UpmentorError as error:
            failed += 1
            result = {"error": str(error)}
        if "id" in result:
            result["draft_id"] = result.pop("id")
        say_json({"id": identity, **result}, line=True)
    if failed:
        warn(f"{failed} of the lines failed; each says why.")
    return 0


def _parsed(raw: bytes) -> dict[str, Any]:
    try:
        line = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise Invalid("This line is not JSON.") from error
    if not isinstance(line, dict):
        raise Invalid('This line is not a JSON object like {"id", "query", "as", "pair"}.')
    return line


def _completed(line: dict[str, Any], arguments: Namespace) -> dict[str, Any]:
    """The line with what the command's options say where it says nothing itself."""
    options = vars(arguments)
    keys = ASK_KEYS if arguments.command == "ask" else BATCH_KEYS
    unknown = [key for key in line if key not in keys]
    if unknown:
        raise Invalid(f'Unknown key "{unknown[0]}"; a line has {", ".join(keys)}.')
    defaults = {
        "query": None,
        "as": arguments.as_,
        "pair": arguments.pair,
        "conversation": options.get("conversation"),
        "k": options.get("k"),
    }
    full = {**defaults, **{key: value for key, value in line.items() if value is not None}}
    for key in ("query", "as"):
        if full[key] is None:
            raise Invalid(f'"{key}" is missing.')
    for key in ("query", "as", "pair", "conversation"):
        if full[key] is not None and not isinstance(full[key], str):
            raise Invalid(f'"{key}" is not a text.')
        full[key] = _text(full[key]) if full[key] is not None else None
    if full["k"] is not None and type(full["k"]) is not int:
        raise Invalid('"k" is not a whole number.')
    return full
