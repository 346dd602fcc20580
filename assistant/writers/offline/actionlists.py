"""Lists of actions in a note: whose each item is, and what it says.

"Actions:" with items under it, tick boxes, "ACTION: Ada to send the list" within minutes, and a
line that gives a task by itself.
"""

import re
from collections.abc import Iterator

from assistant.domain import Person
from assistant.language.lexicon import cue, says
from assistant.writers.partners import Partners

PAUSE = re.compile(
    r"(?<=[^\W\d_]{2}[.!?])\s+|(?<=\)[.!?])\s+|\s*[\U0001f300-\U0001faff\u2600-\u27bf]\s*"
)
"""Where a sentence ends, also before a small letter or at an emoji."""

_BULLET = re.compile(r"^(?:[-*•–+]|\d{1,2}[.)])\s+")
_BOX = re.compile(r"^\[(?P<done>[ xX✓]?)\]\s+")
_MARK = re.compile(
    r"^(?:actions?(?: items?| points?)?|to-?do|AP)\b\s*(?:for |on |\()?[:–—-]?\s*", re.I
)
_GIVES = re.compile(r"\)?(?:\s*[:–—]\s*|\s+-+>?\s+|\s+(?:to|will)\s+)(?=[^\W\d_])")
_OPENS = re.compile(r"^(?P<who>[^\n:,;]{2,40}?)\s+to\s+(?P<task>[a-z].*)$")
_I_WILL = re.compile(r"^I(?:['’]ll| will| shall)\s+", re.I)

Given = tuple[str, Person]


def listed(body: str, people: Partners) -> tuple[list[Given], str]:
    """The (task, owner) of items that name a partner, and the text without their lines."""
    found: list[Given] = []
    rest, under = [], False
    for raw in body.splitlines():
        line = raw.replace("**", "").replace("__", "").strip()
        item = _BULLET.sub("", line)
        box = _BOX.match(item)
        mark = None if line.startswith(">") else box or _MARK.match(item)
        heading = says("task_heading", line)
        bulleted = item != line or box is not None
        under = heading or (under and (not line or bulleted or bool(_given(item, people))))
        if heading or (box and box["done"].strip()):
            rest.append("")
            continue
        item = item[mark.end() :] if mark else item
        named = _given(item, people) if under or mark else _opening(item, people)
        here = [named] if named else list(_within(line, people))
        found += here
        rest.append("" if here else raw)
    return found, "\n".join(rest)


def _given(item: str, people: Partners) -> Given | None:
    """Whose an item is and what it says: "Ada: send the list", "Ada to send the list"."""
    for mark in _GIVES.finditer(item):
        head = item[: mark.start()].strip(" (@")
        if owner := people.called(head) or people.initials(head):
            return _plain(item[mark.end() :], owner)
    return None


def _within(line: str, people: Partners) -> Iterator[Given]:
    """Actions that are marked within a line of minutes: "... ACTION: Ada to send the list."."""
    for mark in re.finditer(r"\bACTIONS?:\s+", "" if line.startswith(">") else line):
        if given := _given(PAUSE.split(line[mark.end() :])[0], people):
            yield given


def _opening(line: str, people: Partners) -> Given | None:
    """A line that gives a task by itself: "Ada to prepare a glossary"."""
    match = _OPENS.match(line)
    owner = people.called(match["who"]) if match else None
    return _plain(match["task"], owner) if match and owner else None


def _plain(task: str, owner: Person) -> Given | None:
    task = _I_WILL.sub("", task)
    doubtful = task.rstrip().endswith("?") or says("no_task", task) or cue("condition").match(task)
    return None if doubtful else (task, owner)
