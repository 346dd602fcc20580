"""As many words as the minutes can carry: a short session gets a short agenda."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.drafts import Basis, Section, Statement

_FIXED, _A_MINUTE = 125, 11
"""Words for any agenda, and words more for each minute of the session."""

_KEPT = re.compile(
    r"^(?:Session \d|Safety question|Next date|No date is set for session|No session is planned|"
    r"You asked for|The topic you asked for|Your contact|Still to write down|Confidentiality:|"
    r"Frequency:|Length:|Excluded topics:|Review points:|The program ends)|"
    r"\bleads \d+ of the\b|wants to learn:|\(\d+ minutes?\)"
)
_QUOTES_NOTE = re.compile(r"\b(?:wrote|said)\b.*: “")


def most_words(minutes: int) -> int:
    """The words that the statements of an agenda of this length may hold together."""
    return _FIXED + _A_MINUTE * minutes


def fitted(sections: Sequence[Section], minutes: int) -> list[Section]:
    """The sections with the least needed statements left out until the words fit.

    Never left out: an open action, the purpose, the first statement of a section, what was
    asked for, the next date, the safety question, and the first question from a note.
    """
    chosen = list(sections)
    limit = most_words(minutes)
    while sum(map(_length, chosen)) > limit:
        spare = [(_worth(s), -i, -j) for i, j, s in _spare(chosen)]
        if not spare:
            break
        _, at, place = min(spare)
        section = chosen[-at]
        left = (*section.statements[:-place], *section.statements[-place + 1 :])
        chosen[-at] = replace(section, statements=left)
    return chosen


def _length(section: Section) -> int:
    return sum(len(s.text.split()) for s in section.statements)


def _spare(sections: Sequence[Section]) -> list[tuple[int, int, Statement]]:
    """What may be left out, with its place."""
    asked = [s for part in sections for s in part.statements if _asks_from_note(s)]
    return [
        (i, j, statement)
        for i, section in enumerate(sections)
        for j, statement in enumerate(section.statements)
        if (
            j > (1 if section.heading == "Purpose" else 0)
            or any(s.owner for s in section.statements)
        )
        and not statement.owner
        and not _KEPT.search(statement.text)
        and statement not in asked[:1]
    ]


def _asks_from_note(statement: Statement) -> bool:
    return _QUOTES_NOTE.search(statement.text) is not None and statement.text.endswith("?")


def _worth(statement: Statement) -> int:
    """How much is lost without it: the least for what every pair of this stage is told."""
    text = statement.text
    if _QUOTES_NOTE.search(text):
        return 5 if text.endswith("?") else 4
    if "done since session" in text or text.startswith("Your agreement planned"):
        return 1
    if text.endswith("?") or " could ask: " in text:
        return 3
    return 6 if statement.basis is Basis.RECORD else 0
