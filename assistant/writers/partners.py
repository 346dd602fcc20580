"""Which of two partners a name means: by first, last or full name, in whatever spelling.

A name that fits both, or neither, means nobody: a wrong partner is worse than none.
"""

import re
import unicodedata
from dataclasses import dataclass

from assistant.domain import Pair, Person
from assistant.language import lexicon
from assistant.language.tokens import opens

_TITLES = frozenset(
    """mr mrs ms miss mx dr drs prof professor doctor sir dame rev hon herr frau mme madame
    monsieur""".split()
)
_AFTER_A_TITLE = _TITLES | frozenset("ing dipl med phil rer nat jur habil h c".split())
_DEGREES = frozenset("phd mba msc bsc ma ba md jr sr ii iii obe mbe cbe ceng frcp mrcp esq".split())
PARTICLES = frozenset(
    """de da do dos das del della di du la le van von vom zu zum zur der den ten ter bin ibn al af
    av y""".split()
)
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"})
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_NAME_TOKEN = r"[^\W\d_]+(?:['’.-]{1,2}[^\W\d_]+)*\.?"  # noqa: S105 - a piece of a name
_TOKEN = re.compile(_NAME_TOKEN)
_RUN = re.compile(rf"(?:{_NAME_TOKEN},?\s+){{0,5}}{_NAME_TOKEN}$")
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_NICKNAME = re.compile(r"[\"“„](\w[^\"“”„]*)[\"”“]")


def folded(word: str) -> frozenset[str]:
    """The spellings of a word that count as one: without case, accents and punctuation."""
    low = unicodedata.normalize("NFC", word).lower().replace("’", "'").strip(".,;:'")
    forms = set()
    for form in (low, low.translate(_UMLAUTS)):
        parts = unicodedata.normalize("NFKD", form.translate(_LETTERS))
        forms.add("".join(c for c in parts if not unicodedata.combining(c)).replace("'", ""))
    return frozenset(forms)


@dataclass(frozen=True, slots=True)
class _Name:
    """A person's name in its parts, each folded."""

    given: tuple[frozenset[str], ...]
    last: tuple[frozenset[str], ...]
    nicknames: tuple[frozenset[str], ...] = ()

    @classmethod
    def read(cls, name: str) -> "_Name":
        """The parts of a name as it was registered: "Dr. Ada Reyes", "van Dam, Eva", "Suharto"."""
        nicknames = tuple(folded(n) for n in _NICKNAME.findall(name))
        plain = _ASIDE.sub(" ", _NICKNAME.sub(" ", name))
        halves = [_tokens(half) for half in plain.split(",")]
        halves = [h for h in halves if h and not _DEGREES.issuperset(_flat(h))]
        if len(halves) > 1:
            return cls(_all(halves[1]), _all(halves[0]), nicknames)
        tokens = halves[0] if halves else []
        while len(tokens) > 2 and _flat(tokens[-1:]) <= _DEGREES:
            tokens = tokens[:-1]
        if len(tokens) < 2:
            return cls(_all(tokens), (), nicknames)
        inner = range(1, len(tokens) - 1)
        start = next((i for i in inner if _flat([tokens[i]]) <= PARTICLES), len(tokens) - 1)
        return cls(_all(tokens[:start]), _all(tokens[start:]), nicknames)

    def fits(self, words: tuple[frozenset[str], ...]) -> bool:
        """Whether these words, in their order, can only be this name or a part of it."""
        if not words:
            return False
        if len(words) == 1:
            alone = (*self.given[:1], *self.last[-1:], *self.nicknames)
            return any(words[0] & one for one in alone)
        bare = tuple(w for w in self.last if not w <= PARTICLES)
        if len(words) == len(self.last) and all(
            a & b for a, b in zip(words, self.last, strict=True)
        ):
            return True
        if all(len(form) == 1 for word in words for form in word):
            return False
        first = (*self.given[:1], *self.nicknames)
        begins = any(words[0] & f or _is_initial(words[0], f) for f in first)
        return begins and (
            _within(words[1:], (*self.given[1:], *self.last)) or _initials(words[1:], bare)
        )


def _within(words: tuple[frozenset[str], ...], rest: tuple[frozenset[str], ...]) -> bool:
    """Whether the words stand in the rest of a name in this order; an initial stands for a name."""
    place = 0
    for word in words:
        while place < len(rest) and not (word & rest[place] or _is_initial(word, rest[place])):
            place += 1
        if place == len(rest):
            return False
        place += 1
    return True


def _initials(words: tuple[frozenset[str], ...], last: tuple[frozenset[str], ...]) -> bool:
    """Whether one word abbreviates a last name of several parts: "O-P" for "Oyelaran-Pugh"."""
    if len(words) != 1 or len(last) != 1:
        return False
    return any(
        len(short) > 1
        and [*map(len, short)] == [1] * len(long)
        and all(map(str.startswith, long, short))
        for short in (w.split("-") for w in words[0])
        for long in (w.split("-") for w in last[0])
    )


def _is_initial(word: frozenset[str], name: frozenset[str]) -> bool:
    return any(len(w) == 1 and n.startswith(w) for w in word for n in name)


def _all(tokens: list[str]) -> tuple[frozenset[str], ...]:
    return tuple(folded(t) for t in tokens)


def _flat(tokens: list[str]) -> frozenset[str]:
    return frozenset(form for t in tokens for form in folded(t))


def _tokens(text: str) -> list[str]:
    """The words of a name without the titles in front of it."""
    tokens = _TOKEN.findall(text)
    titled = False
    while len(tokens) > 1 and _flat(tokens[:1]) <= (_AFTER_A_TITLE if titled else _TITLES):
        tokens, titled = tokens[1:], True
    return tokens


class Partners:
    """The two people of a pair, as a text may name them."""

    def __init__(self, pair: Pair) -> None:
        self._names = [(p, _Name.read(p.name)) for p in (pair.mentor, pair.mentee)]

    def called(self, name: str) -> Person | None:
        """The partner whom a whole name means: "Dr. Reyes", "Ada", "Reyes, Ada (Plant)"."""
        halves = [half for part in _ASIDE.sub(" ", name).split(",") if (half := _tokens(part))]
        words = _all([t for half in reversed(halves[:2]) for t in half])
        if len(halves) > 2:
            return None
        return self._only([p for p, known in self._names if known.fits(words)])

    def initials(self, letters: str) -> Person | None:
        """The partner whose initials these capital letters are, as minutes write them."""
        if not (2 <= len(letters) <= 4 and letters.isalpha() and letters.isupper()):
            return None
        return self._only([p for p, _ in self._names if letters == _letters(p.name)])

    def ending(self, text: str) -> tuple[Person, int] | None:
        """The partner whose name ends a text, and where the name begins.

        None too when another name stands before it ("Anton Reyes"), or when somebody is joined
        to it ("Ada and Leo"), since then it is not this partner alone.
        """
        run = _RUN.search(text)
        if run is None:
            return None
        for token in _TOKEN.finditer(text, run.start()):
            found = self.called(text[token.start() :])
            if found is None or not _written_as_a_name(text, token.start()):
                continue
            before = text[: token.start()]
            again = self.called(before.rsplit(maxsplit=1)[-1]) if before.strip() else None
            free = again == found or _stands_free(before)
            return (found, token.start()) if free else None
        return None

    @staticmethod
    def _only(found: list[Person]) -> Person | None:
        return found[0] if len(found) == 1 else None


def _letters(name: str) -> str:
    words = [] if "," in name else _tokens(_ASIDE.sub(" ", name))
    return "".join(part[0].upper() for word in words for part in word.split("-"))


def _written_as_a_name(text: str, start: int) -> bool:
    """A capital letter, or a text that has none at all and a name that is no common word."""
    name = text[start:]
    words = [w for w in _TOKEN.findall(name) if not _flat([w]) <= PARTICLES | _TITLES]
    if any(w[:1].isupper() or not w[:1].islower() for w in words):
        return True
    return text == text.lower() and not _flat(words) & lexicon.words("ordinary_names")


def _stands_free(before: str) -> bool:
    """Whether what stands before a name belongs neither to it nor to another person."""
    words = _TOKEN.findall(before)
    if not words:
        return True
    gap = before[before.rfind(words[-1]) + len(words[-1]) :]
    last = words[-1]
    if any(mark in gap for mark in '.;:!?–—([{"“\n'):
        return True
    if folded(last) & {"and", "or", "und", "et", "with", "plus"} or "&" in gap or "/" in gap:
        joined = words[-2] if len(words) > 1 else ""
        return not (joined[:1].isupper() or folded(joined) & {"i", "he", "she", "they", "we"})
    if "," in gap:
        return True
    return not last[:1].isupper() or any(map(opens, folded(last)))
