"""Stand-ins for people and personal data in what a model is sent, and their way back.

A name becomes "Person-1", its parts "Firstname-1" and "Surname-1", an e-mail address "Email-1", a
title "Title-1"; what a pattern finds becomes "Phone-2" or "Card-3". The same words always get
the same stand-in within one call, so that restoring gives back exactly what was written.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from assistant import naming
from assistant.writers.chatting import patterns

_LABELS = (
    "Person", "Firstname", "Surname", "Name", "Title", "Email", "Account", "Card", "Network",
    "Phone",
)  # fmt: skip
_STAND_IN = re.compile(rf"(?<![^\W_])({'|'.join(_LABELS)})(?:\\?[-_‐‑–])(\d+)(?!\d)", re.IGNORECASE)
_LAST_WORD = re.compile(r"(?<![^\W_])([A-Za-z]+)(\\?[-_‐‑–]?\d*)$")
_WORD = re.compile(r"[^\W\d_]+")
_BETWEEN = re.compile(r"[\s'’.,\-‐‑_]{1,3}")
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
    "\U000e0000-\U000e007f]"
)
_PARTICLES = frozenset(
    "de del della van von la le du da di dos al el bin ibn der den of the".split()
)
_ORDINARY = frozenset(
    """will mark may rose grace hope art bill sue rich young page long banks price case field hall
    day king fry joy faith june april august jack rob pat drew chase miles wade penny summer dawn
    frank grant lance max gene dean earl duke baker cook carter mason fisher hunter porter small
    brown green black white gray gold stone wood woods hill lake rivers marsh ford bush park lane
    west north best good wise sharp swift noble moody strong little short bright love law more less
    read reading bond cash cross bridges church house love song sun star winter""".split()
)


@dataclass(frozen=True, slots=True)
class Known:
    """A person of the program, as far as their words must not leave."""

    name: str
    email: str
    title: str = ""


class Pseudonyms:
    """The stand-ins of one call; numbers that occur in ``texts`` by themselves are not used."""

    def __init__(self, people: Iterable[Known], texts: Iterable[str] = ()) -> None:
        self._forms: dict[tuple[str, ...], tuple[str, int, str]] = {}
        self._emails: dict[str, int] = {}
        self._numbers: dict[int, int] = {}
        self._given: dict[str, str] = {}
        self._back: dict[str, str] = {}
        self._parts: dict[str, str] = {}  # of a name that was only given whole
        self._next = 1 + max(
            (int(number[:9]) for text in texts for _, number in _STAND_IN.findall(text)), default=0
        )
        for place, person in enumerate(people):
            self._learn(place, person)
        self._longest = dict[str, int]()  # by first word
        for form in self._forms:
            self._longest[form[0]] = max(len(form), self._longest.get(form[0], 0))

    @property
    def table(self) -> dict[str, str]:
        """Every stand-in that was given, with what it stands for."""
        return {self._given[words]: words for words in self._given}

    def hide(self, text: str) -> str:
        """The text with everything personal replaced, and without invisible characters."""
        text = visible(text)
        done, at = [], 0
        for span in patterns.spans(text):
            done += [self._hide_names(text[at : span.start]), self._pattern(span, text)]
            at = span.end
        return "".join([*done, self._hide_names(text[at:])])

    def restore(self, text: str) -> str:
        """The text with every stand-in of this call replaced by what it stands for."""
        known = {**self._parts, **self._back}
        return _STAND_IN.sub(lambda m: known.get(_key(m[1], m[2]), m[0]), text)

    def _learn(self, place: int, person: Known) -> None:
        words = _folded(person.name)
        if person.email:
            self._emails.setdefault(person.email.casefold(), place)
        if person.title.strip():
            self._forms.setdefault(_folded(person.title), ("Title", place, person.title.strip()))
        if not words:
            return
        name = naming.read(person.name)
        parts = [p for p in person.name.split() if not naming.is_honorific(p)]
        names = [("Person", person.name.strip()), ("Person", name.full)]
        if name.family:
            names += [("Firstname", name.called), ("Surname", name.family[-1])]
        if len(parts) > 1:
            names += [("Name", part) for part in parts]
            names.append(("Name", "".join(parts)))
        names += [("Name", half) for part in parts if "-" in part for half in part.split("-")]
        for label, written in names:
            key = _folded(written)
            if key and not (len(key) == 1 and (len(key[0]) < 2 or key[0] in _PARTICLES)):
                held = self._forms.get(key)
                if held is None or held[0] == "Title":
                    self._forms[key] = (label, place, written)

    def _hide_names(self, text: str) -> str:
        words = list(_WORD.finditer(text))
        folded = [_fold(w[0]) for w in words]
        done, at, place = [], 0, 0
        while place < len(words):
            count = self._matching(text, words, folded, place)
            if count:
                start, end = words[place].start(), words[place + count - 1].end()
                while end < len(text) and text[end].isdigit():
                    end += 1
                form = self._forms[tuple(folded[place : place + count])]
                done += [text[at:start], self._name(form, text[start:end])]
                at = end
            place += count or 1
        return "".join([*done, text[at:]])

    def _matching(
        self, text: str, words: list[re.Match[str]], folded: list[str], place: int
    ) -> int:
        """How many words from this place on are one of the forms; 0 when none is."""
        longest = self._longest.get(folded[place], 0)
        for count in range(min(longest, len(words) - place), 0, -1):
            taken = words[place : place + count]
            form = self._forms.get(tuple(folded[place : place + count]))
            if form is None or not _joined(text, taken):
                continue
            if count > 1 or _is_name(taken[0][0], form[0]):
                return count
        return 0

    def _name(self, form: tuple[str, int, str], words: str) -> str:
        label, place, written = form
        if label == "Name" or words != written:
            return self._give("Name" if label != "Title" else label, words, None)
        return self._give(label, words, place)

    def _pattern(self, span: patterns.Span, text: str) -> str:
        words = text[span.start : span.end]
        place = self._emails.get(words.casefold()) if span.kind == "Email" else None
        return self._give(span.kind, words, place)

    def _give(self, label: str, words: str, place: int | None) -> str:
        if words in self._given:
            return self._given[words]
        number = self._numbers.get(place) if place is not None else None
        if number is None or _key(label, str(number)) in self._back:
            number, self._next = self._next, self._next + 1
            if place is not None:
                self._numbers.setdefault(place, number)
        self._given[words] = f"{label}-{number}"
        self._back[_key(label, str(number))] = words
        name = naming.read(words)
        if label == "Person" and name.family:
            self._parts[_key("Firstname", str(number))] = name.called
            self._parts[_key("Surname", str(number))] = name.family[-1]
        return self._given[words]


def visible(text: str) -> str:
    """The text in one Unicode form and without characters that nobody sees."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", text))


def settled(text: str) -> str:
    """The text without an end that may be the beginning of a stand-in."""
    last = _LAST_WORD.search(text)
    if last is None:
        return text
    word, number = last[1].lower(), last[2]
    begun = (label.lower() for label in _LABELS)
    if any(label == word if number else label.startswith(word) for label in begun):
        return text[: last.start()]
    return text


def stand_ins(text: str) -> Iterator[str]:
    """Every word of a text that has the form of a stand-in."""
    return (match[0] for match in _STAND_IN.finditer(text))


def _key(label: str, number: str) -> str:
    return f"{label.lower()}-{int(number)}"


def _fold(word: str) -> str:
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFKD", word)
    return "".join(c for c in apart if not unicodedata.combining(c)).casefold()


def _folded(words: str) -> tuple[str, ...]:
    return tuple(_fold(w) for w in _WORD.findall(visible(words)))


def _joined(text: str, words: list[re.Match[str]]) -> bool:
    return all(_BETWEEN.fullmatch(text, a.end(), b.start()) for a, b in pairwise(words))


def _is_name(word: str, label: str) -> bool:
    """Whether a single word is meant as a name: "Will said" is, "you will" is not."""
    if word[0].lower() == word[0].upper():  # a script without capitals
        return True
    if label == "Title" or len(word) < 3 or _fold(word) in _ORDINARY:
        return word[0].isupper() and (len(word) > 2 or not word.isupper())
    return True
