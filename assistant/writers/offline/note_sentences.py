"""The sentences of notes: each verbatim, with the passage that holds it and who said it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.domain import SessionNote, Visibility
from assistant.language.lexicon import says
from assistant.language.sentences import clean, quotable
from assistant.language.tokens import stems
from assistant.transcripts import is_transcript, speaks
from assistant.writers import NoteMaterial
from assistant.writers.offline.signals import Signal, signals

_MARKUP = re.compile(r"(?i)https?:|www\.|<[a-z/!]|\]\(|```|[{}|\\]|&[a-z]+;|\[/?inst")
_FEW = 4
"""Words; fewer say little to somebody who did not ask."""
_SOUND = re.compile(r"[{\[](?!inst)[a-z]+[}\]]")
"""What a transcript notes beside the words: "{vocalsound}", "[laughter]"."""
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
_WORDY = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of a note, verbatim, with the passage that holds it."""

    text: str
    source: str
    note: SessionNote
    signals: frozenset[Signal]
    speaker: str = ""
    """The name in front of a line of a transcript ("Priya: ..."), taken off the text."""
    part: bool = False
    """Whether it is a part of a sentence that is too long to be quoted whole."""

    @property
    def private(self) -> bool:
        return self.note.visibility is Visibility.PRIVATE

    @property
    def short(self) -> bool:
        """Whether it has so few words that it says little on its own."""
        return short(self.text)

    @property
    def order(self) -> bool:
        """Whether it gives orders to whoever reads it."""
        return is_order(self.text)

    @property
    def doubt(self) -> float:
        """How far behind other sentences it stands in an answer: it is an order, or short."""
        return 1.5 * self.order + 0.6 * self.short


def is_order(sentence: str) -> bool:
    """Whether a sentence gives orders to whoever reads it."""
    return says("orders", sentence)


def short(sentence: str) -> bool:
    """Whether a sentence has fewer than four words; in a script without spaces, that is unknown."""
    return len(sentence.split()) < _FEW and not _UNSPACED.search(sentence)


_ENOUGH = 8
"""Sentences; with fewer there is nothing to compare a question with."""


def said(notes: Sequence[NoteMaterial], *, shared_only: bool = False) -> list[Said]:
    """Every sentence of the notes, in their order: what a question may be answered with."""
    found: list[Said] = []
    for material in notes:
        if shared_only and material.note.visibility is Visibility.PRIVATE:
            continue
        found += _heard(material) if is_transcript(material.note.text) else _written(material)
    return found


def telling(notes: Sequence[NoteMaterial], *, shared_only: bool = False) -> list[Said]:
    """The sentences of the notes that are worth telling somebody who did not ask for them.

    Left out are a few words on their own, links and markup, orders to whoever reads, and
    questions that share no word with any other sentence of the notes.
    """
    found = [
        one
        for one in said(notes, shared_only=shared_only)
        if not (one.short or one.order or _MARKUP.search(one.text))
    ]
    held = Counter(stem for one in found for stem in frozenset(stems(one.text)))

    def foreign(one: Said) -> bool:
        own = frozenset(stems(one.text))
        return one.text.endswith("?") and bool(own) and all(held[w] < 2 for w in own)

    return [one for one in found if len(found) < _ENOUGH or not foreign(one)]


def _written(material: NoteMaterial) -> Iterator[Said]:
    """The sentences of a note in prose, each with its passage; the passages are in order too."""
    held = [(pid, plain(words)) for pid, words in material.passages]
    at = 0
    for sentence, part in quotable(clean(material.note.text)):
        flat = plain(sentence)
        place = next((n for n in range(at, len(held)) if flat in held[n][1]), None)
        at = at if place is None else place
        source = held[at][0] if place is not None else source_of(sentence, material.passages)
        if source:
            yield Said(sentence, source, material.note, signals(sentence), part=part)


def _heard(material: NoteMaterial) -> Iterator[Said]:
    """The sentences of a transcript, passage by passage; a line without a name goes on."""
    speaker = ""
    for pid, line in material.passages:
        name = speaks(line)
        if name:
            speaker, line = name.group(1), line[name.end() :]
        for sentence, part in _spoken(line):
            yield Said(sentence, pid, material.note, signals(sentence), speaker, part)


def _spoken(text: str) -> Iterator[tuple[str, bool]]:
    """The sentences of a piece of a transcript, cut where a mark stands for a sound or a break.

    Each is a verbatim piece that begins with a word: "{vocalsound} , good ." gives "good .".
    """
    for sentence, part in quotable(text):
        for piece in _SOUND.split(sentence):
            if _WORDY.search(piece):
                yield piece.lstrip(" ,;.-").rstrip(), part


def source_of(sentence: str, passages: Iterable[tuple[str, ...]]) -> str | None:
    """The id of the passage that holds the sentence, however its lines were broken.

    ``passages`` are tuples whose first value is the id and whose last is the text. A sentence
    that runs over two passages belongs to the one that holds its longest line.
    """
    held = [(p[0], plain(p[-1])) for p in passages]
    for piece in (sentence, *sorted(sentence.splitlines(), key=len, reverse=True)):
        flat = plain(piece)
        found = next((pid for pid, whole in held if flat and flat in whole), None)
        if found:
            return found
    return None


def plain(text: str) -> str:
    """The text on one line, white space collapsed."""
    return " ".join(text.split())
