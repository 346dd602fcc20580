"""Words and their stems: the one reading of a word that search, writers and checks share."""

import re
from functools import cache, lru_cache
from unicodedata import normalize

from Stemmer import Stemmer

from assistant.language import lexicon

WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
_ACCENTS = re.compile(r"(?<=[a-z])[\u0300-\u036f]+")


def words(text: str) -> list[str]:
    """The words of a text in lower case, in order; a compound with hyphens gives its parts."""
    return WORD.findall(normalize("NFC", text).lower())


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """One form for the forms of a word: "marked", "marks" and "mark" give "mark".

    Case and accents are no difference: "Résumé" and "resume" give one stem.
    """
    plain = word.lower().replace("’", "'")
    if not plain.isascii():
        plain = normalize("NFC", _ACCENTS.sub("", normalize("NFD", plain)))
    plain = plain.removesuffix("'").removesuffix("'s")
    return str(_stemmer().stemWord(lexicon.irregular().get(plain, plain)))


@lru_cache(maxsize=16384)
def stems(text: str) -> tuple[str, ...]:
    """The stems of the words that carry meaning, in order, repeated as they are."""
    return tuple(stem(word) for word in words(text) if not is_stop(word))


def is_stop(word: str) -> bool:
    """Whether a word, in any case, is too common to tell texts apart."""
    return word.lower().replace("’", "'") in lexicon.words("stop")


def opens(word: str) -> bool:
    """Whether a word may begin a sentence with a capital letter and name nobody."""
    return is_stop(word) or word.lower() in lexicon.words("openers")


def is_verb_form(word: str) -> bool:
    """Whether a word is a form of a verb that nobody can tell from its ending ("wrote", "has")."""
    return word in lexicon.words("verb_forms") or word in lexicon.irregular()


@cache
def stemmed(name: str) -> frozenset[str]:
    """The stems of a named list of words."""
    return frozenset(map(stem, lexicon.words(name)))


def shared(one: str, other: str) -> int:
    """How many of the first text's stems the other has."""
    return len(frozenset(stems(one)) & frozenset(stems(other)))


def overlap(one: str, other: str) -> float:
    """How much of the shorter text's stems the other shares, 0 to 1."""
    fewest = min(len(frozenset(stems(one))), len(frozenset(stems(other))))
    return shared(one, other) / fewest if fewest else 0.0


@cache
def _stemmer() -> Stemmer:
    return Stemmer("english")
