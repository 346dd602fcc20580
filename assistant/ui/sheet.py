"""The one drawing of a Draft, as HTML: sections, minutes, statements, and where each comes from.

Every word of a draft, a note or a name is escaped or cleaned here. A citation is a button that
opens the exact passage beside it, with its place and date; the browser does that by itself.
"""

from collections.abc import Iterable, Mapping, Sequence

from assistant.domain import Person
from assistant.drafts import Draft, Section, Statement
from assistant.stored import Citation, DraftRecord
from assistant.ui import words
from assistant.ui.citations import Marks
from assistant.ui.markup import escape, inline

Names = Mapping[str, str]
INCOMPLETE = "Incomplete: only a part of this draft was written."


def sheet(
    draft: Draft,
    citations: Sequence[Citation] = (),
    names: Names | None = None,
    *,
    uid: str = "draft",
    head: str = "",
    foot: str = "",
    title: bool = True,
) -> str:
    """A whole draft; ``head`` is said below its title, ``foot`` is HTML for its last line."""
    marks = Marks(uid, citations)
    heading = f"<h2>{inline(draft.title)}</h2>" if title and draft.title else ""
    heading += f'<p class="up-small">{escape(head)}</p>' if head else ""
    body = "".join(
        _section(s, start, marks, names or {}, draft)
        for s, start in zip(draft.sections, _starts(draft), strict=True)
    )
    return f'<article class="up-draft">{heading}{body}{foot}</article>{marks.cards()}'


def tail(growing: str, doing: str) -> str:
    """The end of a draft that is being written: the words that come, or what is waited for."""
    if growing:
        return f'<p class="up-growing up-writing">{escape(growing)}</p>'
    return f'<p class="up-soft up-writing">{escape(doing or "Writing")}</p>'


def _starts(draft: Draft) -> list[int]:
    lengths = [s.minutes or 0 for s in draft.sections]
    return [sum(lengths[:i]) for i in range(len(lengths))]


def _section(section: Section, start: int, marks: Marks, names: Names, draft: Draft) -> str:
    time = ""
    if section.minutes:
        span = f"{start}–{start + section.minutes}"
        time = f'<span class="up-min" title="Minutes {span}">{section.minutes} min</span>'
    lone = len(draft.sections) == 1 and not section.minutes
    header = "" if lone else f"<header><h3>{inline(section.heading)}</h3>{time}</header>"
    lines = "".join(_statement(s, marks, names) for s in section.statements)
    return f'<section>{header}<ul class="up-said">{lines}</ul></section>'


def _statement(statement: Statement, marks: Marks, names: Names) -> str:
    name, meaning = words.BASES[statement.basis]
    who = []
    if statement.owner and statement.owner in names:
        who.append(f"Owner: {escape(names[statement.owner])}")
    if statement.due:
        who.append(f"Due {words.day(statement.due)}")
    owned = f'<span class="up-who">{", ".join(who)}</span>' if who else ""
    flag = (
        f'<span class="up-flag">Check this: {escape(statement.flag)}</span>'
        if statement.flag
        else ""
    )
    return (
        f'<li><div class="up-words">{inline(statement.text)}{owned}{flag}</div>'
        f'<div class="up-margin"><span title="{escape(meaning)}">{name}</span> '
        f"{marks.of(statement)}</div></li>"
    )


def foot(record: DraftRecord, *lines: str) -> str:
    """How a draft came to be, and what its margin means."""
    engine = (
        "Written offline" if record.engine.startswith("offline") else f"Written by {record.engine}"
    )
    told = [f"{engine} on {words.moment(record.created_at)}, version {record.version}", *lines]
    part = "" if record.complete else f"<strong>{INCOMPLETE}</strong> "
    keys = "".join(f"<dt>{n}</dt><dd>{m}</dd>" for n, m in words.BASES.values())
    return (
        f'<div class="up-foot">{part}{escape(". ".join(told))}.'
        "<details><summary>What the labels in the margin mean</summary>"
        f"<dl>{keys}</dl></details></div>"
    )


def listing(items: Iterable[str]) -> str:
    """Lines of ready HTML as a list."""
    return f'<ul class="up-list">{"".join(f"<li>{i}</li>" for i in items)}</ul>'


def tag(text: str, tone: str = "") -> str:
    """A small label; ``tone`` is empty, ``on`` or ``warn``."""
    return f'<span class="up-tag{f" up-{tone}" if tone else ""}">{escape(text)}</span>'


def person_line(person: Person) -> str:
    """``Priya Raman, Data analyst``."""
    return f"{person.name}, {person.title}" if person.title else person.name
