"""What an edited text makes of a draft: one statement a line, its sources where they still fit."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from difflib import SequenceMatcher

from assistant.drafts import Basis, Draft, Section, Statement

LIKE = 0.5
"""From how much of its words a reworded line still counts as the statement it was."""


def edited(draft: Draft, texts: Mapping[int, str], minutes: Mapping[int, int]) -> Draft:
    """The draft with other lines and minutes by section.

    A line left as it was stays the statement it was. A reworded one keeps its sources but is no
    quotation and no record any more, so that it is checked again. A line that is new, or has
    little left of the old one, is the writer's own and has no source.
    """
    sections = (
        replace(
            section,
            minutes=minutes.get(i, section.minutes),
            statements=tuple(_lines(section, texts[i])) if i in texts else section.statements,
        )
        for i, section in enumerate(draft.sections)
    )
    return replace(draft, sections=tuple(s for s in sections if s.statements))


def _lines(section: Section, text: str) -> Iterator[Statement]:
    old = [one_line(s.text) for s in section.statements]
    new = [line for raw in text.splitlines() if (line := one_line(raw))]
    for verb, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if verb == "equal":
            yield from section.statements[a:b]
            continue
        for place, line in zip(range(a, a + d - c), new[c:d], strict=True):
            yield _reworded(section.statements[place], line) if place < b else Statement(line)


def one_line(text: str) -> str:
    """A text without its line breaks."""
    return " ".join(text.split())


def _reworded(statement: Statement, line: str) -> Statement:
    if SequenceMatcher(None, statement.text.split(), line.split()).ratio() < LIKE:
        return Statement(line)
    basis = Basis.GROUNDED if statement.sources else Basis.INFERRED
    return replace(statement, text=line, basis=basis, flag=None)
