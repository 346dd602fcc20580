"""How people are called: a name as somebody wrote it down, read into given and family name.

"Dr. Gerd Weiß", "Weiß, Gerd (Plant)" and "Gerd Weiß, PhD" are one man whom his partner calls
Gerd. Titles are nobody's name; a name in one word, or in a script without spaces, stays whole.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

HONORIFICS = frozenset(
    """dr prof professor doctor mr mrs ms miss mx sir dame madam rev reverend hon herr herrn frau
    fräulein monsieur madame mme mlle mademoiselle señor señora sra srta signor signora dott dottssa
    ingeniero ing mag med nat rer phil jur pol oec habil dipl univ tech em fr sr st""".split()
)
"""What may stand before a name and is no part of it, in lower case and without full stops."""
_ONLY_SHORT = frozenset(
    "ing mag med nat rer phil jur pol oec habil dipl univ tech em fr sr st".split()
)
"""Honorifics only with a full stop: without one they are names ("Nat King", "Ing-Marie")."""
_AFTER = re.compile(
    r"(?:[JS]r|II|III|IV|Ph\.?D|M\.?D|MBA|M\.?Sc|B\.?Sc|M\.?A|B\.?A|LL\.?[MB]|[OCM]BE|Esq|CPA)\.?"
)
PARTICLES = frozenset(
    """de del della der den des di da dos das do du la le las los van von vom zu zum zur ten ter te
    y e i bin ibn bint al el af av""".split()
)
"""Small words that begin a family name when they are written small."""
_BRACKETED = re.compile(r"\([^)]*\)|\[[^\]]*\]|\{[^}]*\}")
_TITLED = (
    r"(?<![\w'-])(?:(?:Dr|Prof|Professor|Doctor|Mrs?|Ms|Mx|Miss|Sir|Dame|Rev|Herrn?|Frau|Dipl)"
    r"\b\.?(?:-?Ing\.)? )+"
)
_INITIAL = re.compile(r"(?:[^\W\d_]\.?-?)|(?:[^\W\d_]\.-?){2,}")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_WHOLE_SCRIPTS = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in its parts, in the order in which it is spoken."""

    given: tuple[str, ...]
    family: tuple[str, ...]

    @property
    def full(self) -> str:
        return " ".join((*self.given, *self.family))

    @property
    def called(self) -> str:
        """The first given name that is more than an initial, else the name as a whole."""
        return next((w for w in self.given if not _INITIAL.fullmatch(w)), self.full)

    @property
    def words(self) -> frozenset[str]:
        """Each word that names the person by itself: no initials, no particles, one apostrophe."""
        both = (*self.given, *self.family)
        told = [w for w in both if not _INITIAL.fullmatch(w) and w not in PARTICLES]
        return frozenset(w.replace("’", "'") for w in told or both)


@lru_cache(maxsize=4096)
def read(written: str) -> Name:
    """The name that somebody wrote down, in any of the usual forms."""
    plain = " ".join(_BRACKETED.sub(" ", written).split())
    if not any(c.isalnum() for c in plain):
        return Name((), ())
    halves = [words for half in re.split(r"[,;]", plain) if (words := _untitled(half.split()))]
    if not halves:
        return Name(tuple(plain.split()), ())
    if len(halves) > 1:
        return Name(tuple(halves[1]), tuple(halves[0]))
    words = halves[0]
    if len(words) == 1 or _in_one_piece(plain):
        return Name((" ".join(words),), ())
    start = next((i for i, w in enumerate(words) if w in PARTICLES), len(words) - 1)
    return Name(tuple(words[:start]), tuple(words[start:]))


def _untitled(words: list[str]) -> list[str]:
    """The words without titles before and degrees after them; empty when all of them are."""
    while words and is_honorific(words[0]):
        words = words[1:]
    while words and _AFTER.fullmatch(words[-1]):
        words = words[:-1]
    return words


def is_honorific(word: str) -> bool:
    """Whether a word only says how to address somebody: "Dr.", "Frau", "Dipl.-Ing."."""
    parts = [p for p in re.split(r"[.-]", word.lower()) if p]
    short = "." in word
    return bool(parts) and all(p in HONORIFICS and (short or p not in _ONLY_SHORT) for p in parts)


def _in_one_piece(text: str) -> bool:
    """Whether the name is in a script whose names are written family first, as one."""
    letters = (c for c in text if c.isalpha() and not c.isascii())
    return any(unicodedata.name(c, "").startswith(_WHOLE_SCRIPTS) for c in letters)


def means(said: str, name: str) -> bool:
    """Whether words call the one of that name: in full, by a part of it, with a title or not."""
    spoken = {_folded(w) for w in read(said).words}
    return bool(spoken) and spoken <= {_folded(w) for w in read(name).words}


def apart(one: str, other: str) -> tuple[str, str]:
    """What to call two people who would be called the same; two empty strings when they differ."""
    first, second = read(one), read(other)
    if _folded(first.called) != _folded(second.called):
        return "", ""
    if _folded(first.full) != _folded(second.full):
        return first.full, second.full
    return f"{first.full} (mentor)", f"{second.full} (mentee)"


def capitalised(text: str) -> Iterator[re.Match[str]]:
    """The words of a text that begin with a capital letter, in any script that has them."""
    return (m for m in _WORD.finditer(text) if m[0][0].isupper())


def _folded(word: str) -> str:
    return unicodedata.normalize("NFC", word).replace("’", "'").casefold()


class Named:
    """How a person with a ``name`` is spoken of; ``apart`` is set where a partner has it too."""

    __slots__ = ()
    name: str
    email: str
    apart: str

    @property
    def called(self) -> str:
        """The name that a partner uses: "Gerd" for "Dr. Gerd Weiß"."""
        return self.apart or read(self.name).called or self.email

    @property
    def full(self) -> str:
        """The whole name in the order in which it is spoken, without titles and units."""
        return read(self.name).full or self.email

    @property
    def names(self) -> frozenset[str]:
        """Each word that names the person by itself: "Gerd" and "Weiß"."""
        return read(self.name).words

    def untitled(self, text: str) -> str:
        """The text with this person called as elsewhere: "Gerd asked" for "Dr. Weiß asked"."""
        one = f"(?:{'|'.join(map(re.escape, self.names))})"
        titled = rf"{_TITLED}(?:[a-z]{{1,3}} ){{0,3}}{one}(?: {one})*(?![\w-])"
        return re.sub(titled, lambda _: self.called, text) if self.names else text

    def is_called(self, said: str) -> bool:
        """Whether the words mean this person: "Gerd", "Dr. Weiß", "Weiß, Gerd (Plant)"."""
        return means(said, self.name)
