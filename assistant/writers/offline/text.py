"""The craft all kinds share: sentences, what they signal, quoting them, and plain wording.

A sentence of a note is handled as it stands (``Said.text`` is a verbatim piece of the note);
in a draft it appears only through ``quote``, inside curly quotation marks, so that its words
cannot be taken for the assistant's.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from assistant.domain import Pair, SessionNote
from assistant.drafts import Basis, Statement
from assistant.language.clauses import QUOTED
from assistant.language.daywords import day
from assistant.language.lexicon import says
from assistant.language.sentences import sentences
from assistant.language.tokens import overlap, shared, stems
from assistant.writers.offline.excluded import excluded
from assistant.writers.offline.note_sentences import Said, plain, said, source_of, telling
from assistant.writers.offline.signals import WEIGHT, Signal

__all__ = [
    "Said",
    "Signal",
    "alone",
    "attributed",
    "called",
    "cited",
    "counted",
    "day",
    "excluded",
    "grounded",
    "inferred",
    "listed",
    "matters",
    "name_stems",
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
    "source_of",
    "speaker",
    "telling",
    "when",
]

_IT = re.compile(r"(?i)\bit\b")


def matters(from_notes: Iterable[Said], *wanted: Signal, limit: int = 3) -> list[Said]:
    """The sentences that matter most, at most ``limit``: wanted signals, then the latest.

    With no ``wanted`` every signal counts. Sentences that lean on the one before them ("He
    said the same") and parts of a long sentence come last.
    """
    chosen = frozenset(wanted) or frozenset(Signal)
    ranked = []
    for place, one in enumerate(from_notes):
        hits = one.signals & chosen
        if hits:
            weight = max(WEIGHT[s] for s in hits) + 0.5 * (len(hits) - 1) + 0.8 * one.note.session
            weight -= alone(one.text) + 1.5 * one.part
            ranked.append((-weight, place, one))
    return [one for _, _, one in sorted(ranked, key=lambda r: r[:2])][:limit]


def alone(sentence: str) -> float:
    """How badly a sentence stands alone, 0 for well: it begins with, or leans on, a pronoun."""
    cost = 2.5 if says("begins_leaning", sentence) else 0.0
    cost += 1.0 if says("leans", sentence) else 0.0
    short = len(sentence.split())
    cost += 1.2 if short < 6 else 0.6 if short < 12 and _IT.search(sentence) else 0.0
    return cost + (3.0 if len(sentence) > QUOTED else 0.0)


_LEADING = re.compile(
    r"(?i)^(?:(?:so|and|but|then|also|well|ok|okay|anyway|finally|in short)[,:]?|"
    r"(?:my |our |the |an? )?(?:open |remaining |first |main )?questions? (?:for|to|is|in|at|"
    r"about|from)?"
    r"[^:?.!]{0,40}:)\s+(?=\S)"
)
_CUT = re.compile(r"[;:]\s|,?\s(?:and|because|which|while|since|as well as|after|before)\s|,\s")
_HANGS = re.compile(r"(?i)\b(?:and|or|but|so|if|of|to|the|an?)$")


def shorten(sentence: str, most: int = QUOTED) -> str:
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


def cited(one: Said) -> str:
    """The words of a note in quotation marks."""
    return quote(one.text, part=one.part)


_STRAIGHT = str.maketrans("“”„«»", '"' * 5)


def quote(sentence: str, most: int = QUOTED, *, part: bool = False) -> str:
    """The sentence in curly quotation marks, its words unchanged, white space collapsed.

    What is shortened, or a ``part`` of a longer sentence, says so.

    Quotation marks inside it become straight ones, so that no word of a note can stand outside.
    """
    text = _LEADING.sub("", sentence.strip())
    short = shorten(text, most)
    return verbatim(short, part=part or short != text)


def verbatim(words: str, *, part: bool = False) -> str:
    """The words in curly quotation marks as they stand; a ``part`` of a sentence says so."""
    return f"“{plain(words).translate(_STRAIGHT)}”" + (" (shortened)" if part else "")


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


def name_stems(pair: Pair | None) -> frozenset[str]:
    """The stems of both partners' names, which tell no topic."""
    people = (pair.mentor, pair.mentee) if pair else ()
    return frozenset(stem for person in people for stem in stems(person.name))


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
        return f"{who} said, in the note on session {one.note.session}: {cited(one)}"
    if one.note.author == reader:
        kind = "private note" if one.private else "note"
        return f"Your {kind} {when(one.note, today)} says: {cited(one)}"
    return f"{called(pair, one.note.author)} wrote {when(one.note, today)}: {cited(one)}"


def listed(items: Sequence[str]) -> str:
    """The items as one says them: "a", "a and b", "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


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
