"""What a struck statement takes with it: whatever else in the draft tells the same.

A partner strikes a line; what they mean is what the line tells. The same action can stand under
"Commitments", under "Next steps" and in a count, so all of these leave HR's copy together. Where
words alone decide, a line too many leaves rather than one too few.
"""

import re
from collections.abc import Iterable, Mapping

from assistant.drafts import ONLY_TWO, Draft, Place, Statement
from assistant.language import daywords, tokens
from assistant.writers import facts, persons

_COUNTED = {
    "action": frozenset("action commit promis said done open overdu step".split()),
    "goal": frozenset(("goal",)),
    "session": frozenset("session meet held cancel".split()),
    "check_in": frozenset("check-in puls report".split()),
}
"""The records that are struck one by one, with the stems of the words that count them."""
_SUMS = ("record:pair:", "record:program:", "record:agreement:")
"""Records that speak of several others at once."""
_OWN_WORDS = re.compile(r"^(?:Goal|Action): (.*?)\. (?:Status|Owner):|Comment: \"(.*)\"$", re.S)

MOST_OF = 0.6
"""From which share of the struck words on another line tells the same."""


def leaving(
    draft: Draft, struck: Iterable[Place], lines: Mapping[str, str], names: Iterable[str]
) -> frozenset[Place]:
    """The places of all statements that leave with the struck ones, these included.

    ``lines`` are the lines of the cited records by id; ``names`` the two partners' names, which
    stand in every line and so tell nothing.
    """
    silent = persons.FRAME | {tokens.stem(word) for name in names for word in facts.words(name)}
    placed = dict(draft.placed())
    gone = {place for place in struck if place in placed}
    for place in tuple(gone):
        told = _Told(placed[place], lines, silent)
        gone |= {other for other, statement in placed.items() if told.again_in(statement)}
    return frozenset(gone)


class _Told:
    """What one statement tells: single records, and words of its own."""

    def __init__(
        self, statement: Statement, lines: Mapping[str, str], silent: frozenset[str]
    ) -> None:
        self._silent = silent
        self._records = _records(statement.sources)
        self._kinds = {_kind(record) for record in self._records}
        own = [words for r in self._records if (words := _own_words(lines.get(r, "")))]
        if not own and not self._records:
            own = [statement.text]
        self._texts = [facts.plain(words).lower() for words in own]
        self._words = [content for words in own if (content := self._content(words))]

    def again_in(self, other: Statement) -> bool:
        """Whether another statement tells it too."""
        if self._records.intersection(other.sources) or self._counts(other):
            return True
        said = facts.plain(other.text).lower()
        if any(text in said for text in self._texts):
            return True
        content = self._content(other.text)
        return any(_alike(words, content) for words in self._words)

    def _content(self, text: str) -> frozenset[str]:
        stems = tokens.stems(daywords.without_days(text))
        return frozenset(s for s in stems if s not in self._silent and not s[0].isdigit())

    def _counts(self, other: Statement) -> bool:
        """Whether it is a number about records of that kind, or of a kind that it does not say."""
        if not self._kinds or not any(s.startswith(_SUMS) for s in other.sources):
            return False
        if other.text == ONLY_TWO or not facts.numbers(other.text):
            return False
        stems = {tokens.stem(word) for word in facts.words(other.text)}
        kinds = {kind for kind, words in _COUNTED.items() if stems & words}
        return not kinds or bool(kinds & self._kinds)


def _records(sources: tuple[str, ...]) -> frozenset[str]:
    """The first single record among the sources, and those of its kind; what follows is context.

    None when a note or a guideline comes first: then the statement's own words are what it tells.
    """
    single = [s for s in sources if not s.startswith(_SUMS)]
    kind = _kind(single[0]) if single else None
    return frozenset(s for s in single if kind in _COUNTED and _kind(s) == kind)


def _kind(source: str) -> str:
    return source.split(":")[1] if source.startswith("record:") else ""


def _own_words(line: str) -> str:
    match = _OWN_WORDS.search(line)
    return (match[1] or match[2]) if match else ""


def _alike(words: frozenset[str], other: frozenset[str]) -> bool:
    shared = len(words & other)
    if shared >= 2 and shared >= MOST_OF * len(words):
        return True
    return shared >= 3 and shared >= MOST_OF * len(other)
