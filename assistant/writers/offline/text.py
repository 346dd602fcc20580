"""The craft all kinds share: sentences, what they signal, quoting them, and plain wording.

A sentence of a note is handled as it stands (``Said.text`` is a verbatim piece of the note);
in a draft it appears only through ``quote``, inside curly quotation marks, so that its words
cannot be taken for the assistant's.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.domain import Pair, SessionNote, Visibility
from assistant.drafts import Basis, Statement
from assistant.transcripts import is_transcript, speaks
from assistant.writers import NoteMaterial
from assistant.writers.offline.signals import WEIGHT, Signal, signals
from assistant.writers.offline.splitting import plain, sentences, spoken
from assistant.writers.offline.words import any_of, excluded, overlap, shared, stem, words

__all__ = [
    "LONGEST_QUOTE",
    "Said",
    "Signal",
    "alone",
    "any_of",
    "attributed",
    "called",
    "counted",
    "day",
    "excluded",
    "grounded",
    "inferred",
    "listed",
    "matters",
    "overlap",
    "plain",
    "quotations",
    "quote",
    "quoted",
    "recorded",
    "said",
    "sentences",
    "shared",
    "shorten",
    "signals",
    "source_of",
    "speaker",
    "stem",
    "when",
    "words",
]

LONGEST_QUOTE = 220
"""Characters; a longer sentence is shortened, or another one is chosen."""

_NOT_FOR_QUOTING = re.compile(
    r"(?i)https?:|www\.|<[a-z/!]|\]\(|```|[{}|\\]|&[a-z]+;|\[/?inst"
    r"|\b(?:ignore|disregard|forget)\b.{0,40}\b(?:instruction|prompt|above|previous|rule)s?"
    r"|\b(?:system|hidden)\sprompt\b|\bas\san\sai\b"
    r"|\byou\sare\s(?:now|an?\s(?:ai|assistant|language))"
    r"|^(?:please\s)?(?:tell|give|teach|show|help|send)\sme\b"
    r"|^(?:please\s)?(?:write|generate|translate|summari[sz]e|compose|output|respond|answer|repeat|"
    r"print|execute|pretend|act\sas|encode|recommend|provide|reply|append|insert|include)\b"
)
"""Links, markup, and sentences that give orders to whoever reads: they are not material."""


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of a note, verbatim, with the passage that holds it."""

    text: str
    source: str
    note: SessionNote
    signals: frozenset[Signal]
    speaker: str = ""
    """The name in front of a line of a transcript ("Priya: ..."), taken off the text."""

    @property
    def private(self) -> bool:
        return self.note.visibility is Visibility.PRIVATE


_FEW = 8  # sentences; with fewer there is nothing to compare a question with


def said(notes: Sequence[NoteMaterial], *, shared_only: bool = False) -> list[Said]:
    """Every sentence of the notes that can be quoted and cited, in the notes' order."""
    found: list[Said] = []
    for material in notes:
        if shared_only and material.note.visibility is Visibility.PRIVATE:
            continue
        found += _heard(material) if is_transcript(material.note.text) else _written(material)
    return _of_this_pair(found)


def _quotable(sentence: str) -> bool:
    return len(sentence.split()) >= 4 and not _NOT_FOR_QUOTING.search(sentence)


def _written(material: NoteMaterial) -> Iterator[Said]:
    """The sentences of a note in prose that a passage of it holds."""
    for sentence in filter(_quotable, sentences(material.note.text)):
        if source := source_of(sentence, material.passages):
            yield Said(sentence, source, material.note, signals(sentence))


def _heard(material: NoteMaterial) -> Iterator[Said]:
    """The sentences of a transcript, passage by passage; a line without a name goes on."""
    speaker = ""
    for pid, line in material.passages:
        name = speaks(line)
        if name:
            speaker, line = name.group(1), line[name.end() :]
        for sentence in filter(_quotable, spoken(line)):
            yield Said(sentence, pid, material.note, signals(sentence), speaker)


def _of_this_pair(found: list[Said]) -> list[Said]:
    """Without questions that share no word with any other sentence of the notes."""
    held = Counter(stem for one in found for stem in frozenset(words(one.text)))

    def foreign(one: Said) -> bool:
        own = frozenset(words(one.text))
        return one.text.endswith("?") and bool(own) and all(held[w] < 2 for w in own)

    return [one for one in found if len(found) < _FEW or not foreign(one)]


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


_ANAPHOR = re.compile(
    r"^[\"“]?(?:He|She|It|They|That|This|These|Those|His|Her|Their|Its|Then|Both|The (?:other|"
    r"second|"
    r"first|same|latter|former|two|third|next)|One|Two|Three|Four|Some|None|Another|After that|"
    r"Before that|So|In (?:that|this))\b"
)
_IT = re.compile(r"(?i)\bit\b")
_LEANS = re.compile(r"(?i)\b(?:he|she|him|his|her|hers|they|them|their)\b")


def matters(from_notes: Iterable[Said], *wanted: Signal, limit: int = 3) -> list[Said]:
    """The sentences that matter most, at most ``limit``: wanted signals, then the latest.

    With no ``wanted`` every signal counts. Sentences that lean on the one before them ("He
    said the same") and sentences too long to quote come last.
    """
    chosen = frozenset(wanted) or frozenset(Signal)
    ranked = []
    for place, one in enumerate(from_notes):
        hits = one.signals & chosen
        if hits:
            weight = max(WEIGHT[s] for s in hits) + 0.5 * (len(hits) - 1) + 0.8 * one.note.session
            weight -= alone(one.text)
            ranked.append((-weight, place, one))
    return [one for _, _, one in sorted(ranked, key=lambda r: r[:2])][:limit]


def alone(sentence: str) -> float:
    """How badly a sentence stands alone, 0 for well: it begins with, or leans on, a pronoun."""
    cost = 2.5 if _ANAPHOR.match(sentence) else 0.0
    cost += 1.0 if _LEANS.search(sentence) else 0.0
    short = len(sentence.split())
    cost += 1.2 if short < 6 else 0.6 if short < 12 and _IT.search(sentence) else 0.0
    return cost + (3.0 if len(sentence) > LONGEST_QUOTE else 0.0)


_LEADING = re.compile(
    r"(?i)^(?:(?:so|and|but|then|also|well|ok|okay|anyway|finally|in short)[,:]?|"
    r"(?:my |our |the |an? )?(?:open |remaining |first |main )?questions? (?:for|to|is|in|at|"
    r"about|from)?"
    r"[^:?.!]{0,40}:)\s+(?=\S)"
)
_CUT = re.compile(r"[;:]\s|,?\s(?:and|because|which|while|since|as well as|after|before)\s|,\s")
_HANGS = re.compile(r"(?i)\b(?:and|or|but|so|if|of|to|the|an?)$")


def shorten(sentence: str, most: int = LONGEST_QUOTE) -> str:
    """A verbatim piece of the sentence of at most ``most`` characters, ending between clauses.

    An opening that only leads up to it ("So,", "My question for you:") goes. Nothing is cut
    before a word that turns the meaning (but, unless, if, not ...); when no such place exists
    the rest comes back whole.
    """
    text = _LEADING.sub("", sentence.strip())
    if len(text) <= most:
        return text
    best = 0
    for match in _CUT.finditer(text):
        rest = text[match.end() :].lstrip()
        turns = re.match(r"(?i)(but|though|although|unless|except|if|until|not|never|only)\b", rest)
        hangs = _HANGS.search(text[: match.start()])
        if 40 <= match.start() <= most and not turns and not hangs:
            best = match.start()
    return text[:best].rstrip(" ,;:") if best else text


_STRAIGHT = str.maketrans("“”„«»", '"' * 5)


def quote(sentence: str, most: int = LONGEST_QUOTE) -> str:
    """The sentence in curly quotation marks, its words unchanged, white space collapsed.

    Quotation marks inside it become straight ones, so that no word of a note can stand outside.
    """
    text = _LEADING.sub("", sentence.strip())
    short = shorten(text, most)
    words = plain(short).translate(_STRAIGHT)
    return f"“{words}”" + (" (shortened)" if short != text else "")


def quotations(text: str) -> list[str]:
    """The words between curly quotation marks, for checking them against their sources."""
    return re.findall(r"“(.+?)”(?![\w])", text)


def called(pair: Pair, email: str) -> str:
    """What the partner with that address is called, or "Someone" for anybody else."""
    for person in (pair.mentor, pair.mentee):
        if person.email == email:
            return person.called
    return "Someone"


def speaker(pair: Pair | None, name: str) -> str:
    """Who speaks a line; just one of the two is called as elsewhere."""
    meant = [p.called for p in (pair.mentor, pair.mentee) if p.is_called(name)] if pair else []
    return meant[0] if len(meant) == 1 else name


def when(note: SessionNote, today: date) -> str:
    """When a note was written, as one says it: "before session 1", "after session 3"."""
    planned = note.held_on is not None and note.held_on >= today
    return f"{'before' if planned else 'after'} session {note.session}"


def attributed(one: Said, pair: Pair, today: date, reader: str = "") -> str:
    """The sentence with its author: ``Priya wrote after session 3: “…”``.

    For the author (``reader`` is an e-mail address) it begins with "Your note".
    """
    if one.speaker:
        who = speaker(pair, one.speaker)
        return f"{who} said, in the note on session {one.note.session}: {quote(one.text)}"
    if one.note.author == reader:
        kind = "private note" if one.private else "note"
        return f"Your {kind} {when(one.note, today)} says: {quote(one.text)}"
    return f"{called(pair, one.note.author)} wrote {when(one.note, today)}: {quote(one.text)}"


def listed(items: Sequence[str]) -> str:
    """The items as one says them: "a", "a and b", "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def day(value: date) -> str:
    """A date in words: "3 March 2026"."""
    return f"{value.day} {value:%B %Y}"


def counted(number: int, noun: str) -> str:
    """A number and its noun: "1 minute", "5 minutes"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def quoted(text: str, *sources: str) -> Statement:
    """A statement that is, or contains in quotation marks, the words of its source."""
    return Statement(text, sources, Basis.QUOTED)


def grounded(text: str, *sources: str) -> Statement:
    """A statement that says what its sources say, in other words."""
    return Statement(text, sources, Basis.GROUNDED)


def inferred(text: str, *sources: str) -> Statement:
    """A suggestion that follows from its sources, or from none."""
    return Statement(text, sources, Basis.INFERRED)


def recorded(text: str, *sources: str) -> Statement:
    """A fact from the program's records; sources are ``record:<kind>:<id>``."""
    return Statement(text, sources, Basis.RECORD)
