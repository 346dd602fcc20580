"""A draft as Markdown with footnotes."""

import re

from assistant.drafts import Statement
from assistant.exports.layout import (
    PURPOSE,
    About,
    clean,
    heading_of,
    numbers,
    opening,
    remark,
    sources,
)
from assistant.stored import DraftRecord

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")
_ADDRESS = re.compile(r"(?<=\w)(://)|(?<=\bwww)(\.)")
_LIST_START = re.compile(r"^(\d+)([.)])|^([-+])(?= )")


def write(record: DraftRecord, about: About) -> bytes:
    """The file's content, in UTF-8."""
    number = numbers(record.draft)
    lines = [f"# {_escaped(record.draft.title)}"]
    for line in opening(record, about):
        lines += ["", f"*{_escaped(line)}*"]
    for section in record.draft.sections:
        lines += ["", f"## {_escaped(heading_of(section.heading, section.minutes))}", ""]
        lines += [_bullet(s, number, about) for s in section.statements]
    if number:
        lines.append("")
        lines += [f"[^{n}]: {_escaped(line)}" for n, line in enumerate(sources(record), start=1)]
    lines += ["", "---", "", _escaped(PURPOSE)]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _bullet(statement: Statement, number: dict[str, int], about: About) -> str:
    marks = "".join(f"[^{number[s]}]" for s in statement.sources)
    said = remark(statement, about.people)
    return f"- {_escaped(statement.text)}{marks}{f' ({_escaped(said)})' if said else ''}"


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is: nothing in it becomes a link, a tag or a heading."""
    text = _ADDRESS.sub(r"\\\g<0>", _SPECIAL.sub(r"\\\1", clean(text)))
    return _LIST_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", text)
