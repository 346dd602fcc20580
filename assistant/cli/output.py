"""What commands print: JSON for programs, wrapped text for people."""

import json
import shutil
import sys
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from assistant.domain import Hit, Person
from assistant.drafts import Statement, to_dict
from assistant.exports.layout import (
    PURPOSE,
    clean,
    heading_of,
    numbers,
    origin,
    remark,
    sources,
)
from assistant.language.daywords import day
from assistant.stored import DraftRecord

if TYPE_CHECKING:
    from assistant.coach import Found

WIDEST = 96


def say(text: str = "") -> None:
    """A line on stdout."""
    sys.stdout.write(f"{text}\n")


def say_json(value: Any, *, line: bool = False) -> None:
    """A JSON value on stdout: indented, or on one line and at once."""
    say(json.dumps(value, ensure_ascii=False, indent=None if line else 2))
    if line:
        sys.stdout.flush()


def warn(text: str) -> None:
    """A line on stderr, beside the output."""
    sys.stderr.write(f"upmentor: {clean(text)}\n")


def say_table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Columns under a line of headings."""
    lines = [list(head), *([clean(str(cell)) for cell in row] for row in rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(head))]
    for n, line in enumerate(lines):
        say("  ".join(cell.ljust(w) for cell, w in zip(line, widths, strict=True)).rstrip())
        if n == 0:
            say("  ".join("-" * w for w in widths))


def found_dict(found: "Found") -> dict[str, Any]:
    """A search result as JSON-ready values."""
    return {
        "query": found.query,
        "hits": [_hit_dict(hit) for hit in found.hits],
        "timings_ms": _rounded(found.timings_ms),
    }


def _hit_dict(hit: Hit) -> dict[str, Any]:
    passage = hit.passage
    return {
        "passage_id": passage.id,
        "kind": passage.kind.value,
        "source": passage.source,
        "heading": passage.heading,
        "session": passage.session,
        "date": passage.date.isoformat() if passage.date else None,
        "score": round(hit.score, 4),
        "text": passage.text,
    }


def say_found(found: "Found") -> None:
    """A search result for people: each hit with its place and its text."""
    if not found.hits:
        say("Nothing was found.")
    for word, meant in found.misspelt.items():
        say(f"Searched for “{clean(meant)}” in place of “{clean(word)}”.")
    if found.hits and not found.answerable:
        say("Nothing here seems to answer that. The nearest passages:")
        say()
    for n, hit in enumerate(found.hits, start=1):
        passage = hit.passage
        when = f", {day(passage.date)}" if passage.date else ""
        say(f"{n}. {clean(passage.heading)}{when}  ({hit.score:.2f})")
        for line in passage.text.splitlines():
            _wrapped(line, "   ")
        say(f"   {clean(passage.source)}  {passage.id}")
        say()


def draft_dict(record: DraftRecord) -> dict[str, Any]:
    """A draft with everything around it as JSON-ready values."""
    citations = [asdict(c) for c in record.citations]
    for citation in citations:
        citation["date"] = citation["date"].isoformat() if citation["date"] else None
    return {
        "id": record.id,
        "pair_id": record.pair_id,
        "version": record.version,
        "minutes": record.minutes,
        **to_dict(record.draft),
        "citations": citations,
        "engine": record.engine,
        "prompt_version": record.prompt_version,
        "timings_ms": _rounded(record.timings_ms or {}),
        "complete": record.complete,
        "notices": list(record.notices),
        "spent": asdict(record.spent) if record.spent else None,
    }


def say_draft(record: DraftRecord, people: Mapping[str, Person]) -> None:
    """A draft for people; ``people`` are known by e-mail address."""
    title = clean(record.draft.title)
    say(title)
    say("=" * min(len(title), _width()))
    _wrapped(origin(record), "")
    number = numbers(record.draft)
    for section in record.draft.sections:
        say()
        say(heading_of(section.heading, section.minutes))
        for statement in section.statements:
            _wrapped(_marked(statement, number, people), "  - ")
    if number:
        say()
        say("Sources")
        for n, line in enumerate(sources(record), start=1):
            _wrapped(line, f"  [{n}] ")
    say()
    say(f"Draft {record.id}")
    _wrapped(PURPOSE, "")


def _marked(statement: Statement, number: dict[str, int], people: Mapping[str, Person]) -> str:
    marks = "".join(f"[{number[source]}]" for source in statement.sources)
    said = remark(statement, people)
    return f"{statement.text}{f' {marks}' if marks else ''}{f' ({said})' if said else ''}"


def _wrapped(text: str, first: str) -> None:
    say(
        textwrap.fill(
            clean(text),
            width=_width(),
            initial_indent=first,
            subsequent_indent=" " * len(first),
            break_on_hyphens=False,
        )
    )


def _width() -> int:
    return max(40, min(WIDEST, shutil.get_terminal_size().columns))


def _rounded(timings: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 2) for name, value in timings.items()}
