"""What every format says about a draft, in which order and in which words."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from textwrap import shorten

from assistant.domain import Person, Session
from assistant.drafts import Basis, Draft, Statement
from assistant.language.daywords import day
from assistant.stored import Citation, DraftRecord

PURPOSE = (
    "This is program support, not appraisal. "
    "It may not be used to rate, compare or judge the people it names."
)
NOT_RELEASED = "Not released; no reviewer sees it."

_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)


@dataclass(frozen=True, slots=True)
class About:
    """What an export tells beyond the draft itself.

    ``people`` are known by e-mail address, for the owners of actions. ``release`` is one sentence
    on how it stands now. ``session`` is the pair's next session, which a calendar entry needs.
    """

    people: Mapping[str, Person] = field(default_factory=dict)
    release: str = NOT_RELEASED
    session: Session | None = None


@dataclass(frozen=True, slots=True)
class Exported:
    """A file to save or send."""

    filename: str
    media_type: str
    content: bytes


def clean(text: str) -> str:
    """The text on one line, without what no format can hold or a reader cannot see.

    Control characters, marks that reverse the reading direction and lone surrogates go.
    """
    text = text.encode("utf-8", "replace").decode("utf-8")
    return _UNPRINTABLE.sub("", " ".join(text.split()))


def numbers(draft: Draft) -> dict[str, int]:
    """The number of every source, from 1, in order of first use."""
    return {source: n for n, source in enumerate(draft.sources(), start=1)}


def sources(record: DraftRecord) -> list[str]:
    """One line a source, in the order of their numbers: its place and date."""
    return [place(record.citation(source), source) for source in numbers(record.draft)]


def place(citation: Citation | None, source: str) -> str:
    """Where a citation comes from, in words."""
    if citation is None:
        return clean(f"A source that is no longer there ({source})")
    if citation.kind == "guideline":
        return clean(f"Guideline: {citation.heading} ({citation.source})")
    if citation.kind == "record":
        # A record's line goes on with everything that is known of it; its first sentence names it.
        named = clean(citation.text).split(". ")[0].rstrip(".")
        return f"Program records: {shorten(named, 160, placeholder=' …')}"
    when = f", {day(citation.date)}" if citation.date else ""
    return clean(f"{citation.heading}{when}")


def remark(statement: Statement, people: Mapping[str, Person]) -> str:
    """What stands in brackets after a statement: whose it is, by when, and how sure it is.

    An owner or a date that the statement's own words name is not said again.
    """
    parts = []
    text = statement.text
    if statement.owner:
        owner = people.get(statement.owner)
        if owner is None:
            parts.append(statement.owner)
        elif not text.startswith(owner.called) and f"by {owner.called}" not in text:
            parts.append(owner.full)
    if statement.due and day(statement.due) not in text:
        parts.append(f"by {day(statement.due)}")
    if statement.flag:
        parts.append(f"check this: {statement.flag.rstrip('.')}")
    elif statement.basis is Basis.INFERRED and not statement.sources:
        parts.append("suggestion")
    return clean(", ".join(parts))


def origin(record: DraftRecord) -> str:
    """By what the draft was written, and which version of it this is."""
    whole = "" if record.complete else "Not finished: a part of a draft. "
    return clean(
        f"{whole}AI-drafted, to be read with care: engine {record.engine}, "
        f"prompt {record.prompt_version}, version {record.version} "
        f"of {day(record.created_at.date())}."
    )


def opening(record: DraftRecord, about: About) -> list[str]:
    """The lines below the title of every export: what it is, and how it stands now."""
    return [origin(record), clean(about.release)]


def heading_of(heading: str, minutes: int | None) -> str:
    """A section's heading, with its minutes when it has any."""
    return clean(f"{heading} ({minutes} minutes)" if minutes is not None else heading)


def file_name(draft: Draft, form: str) -> str:
    """A file name from the draft's title that every system accepts."""
    plain = unicodedata.normalize("NFKD", draft.title).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    return f"{words[:60].rstrip('-') or draft.kind.value.replace('_', '-')}.{form}"
