"""Misspelt words of a question, mended before anything is searched.

One missing, doubled or exchanged letter leaves the embedding without the word and BM25
without its stem. A word is mended when neither the passages in scope nor the embedding model's
own vocabulary know it and a word in scope is one letter away. Names are left alone: the
nearest name may be somebody else's.
"""

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from unicodedata import normalize

from assistant.errors import StoreError
from assistant.language.tokens import is_stop, stems
from assistant.retrieval.embedders import tokenizer_file
from assistant.retrieval.slices import Slice

SHORTEST = 4
LONGEST = 30
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz'")
_WORD = re.compile(r"(?<![\w@./-])[^\W\d_]+(?:['’][^\W\d_]+)?(?![\w@/-])")


def mended(question: str, parts: Sequence[Slice]) -> dict[str, str]:
    """The misspelt words of a question in lower case, each with the word that was meant.

    That word is told to who asks, so it comes from what the slices hold now, which is theirs to
    read, or from the language; never from a vocabulary that remembers more.

    None while the embedding model's vocabulary is missing, which search can do without.
    """
    found = {}
    for place, match in enumerate(_WORD.finditer(question)):
        word = match.group(0)
        if not word.isalpha() or not (word.islower() or (place == 0 and word.istitle())):
            continue
        word = word.lower()
        if not SHORTEST <= len(word) <= LONGEST or any(
            part.vocabulary.spells(word) for part in parts
        ):
            continue
        if not _english() or not _english().isdisjoint({word, *stems(word)}):
            continue
        if meant := _meant(word, parts):
            found[word] = meant
    return found


def mend(text: str, words: Mapping[str, str]) -> str:
    """The text with its misspelt words replaced, a capital kept."""

    def meant(match: re.Match[str]) -> str:
        word = match.group(0)
        right = words.get(word.lower())
        if right is None:
            return word
        return right.capitalize() if word[:1].isupper() else right

    return _WORD.sub(meant, text) if words else text


def _meant(word: str, parts: Sequence[Slice]) -> str | None:
    """The nearest word: of the same letters if there is one, else any in scope."""
    letters = "".join(_LETTERS.union(*(part.vocabulary.letters for part in parts)))
    near = _one_letter_away(word, letters)
    here = [w for w in near if is_stop(w) or any(part.says(w) for part in parts)]
    same = [w for w in near & _english() if not _others(word, w)]
    found = sorted(here, key=lambda w: (_others(word, w), w))
    if found and (not same or not _others(word, found[0])):
        return found[0]
    return min(same) if same else None


def _others(word: str, other: str) -> int:
    """How many letters only one of two words has."""
    return len(set(word) ^ set(other) - {"'"})


def _one_letter_away(word: str, letters: str) -> set[str]:
    """Everything one letter from a word, its first letter kept: few people miss that one.

    Of wrong letters only vowels: another consonant mostly makes another word ("login", "logic").
    """
    pieces = [(word[:i], word[i:]) for i in range(1, len(word) + 1)]
    vowels = [c for c in letters if _is_vowel(c)]
    return {
        *(a + b[1:] for a, b in pieces if b),
        *(a + b[1] + b[0] + b[2:] for a, b in pieces if len(b) > 1),
        *(a + c + b for a, b in pieces for c in letters),
        *(a + c + b[1:] for a, b in pieces if b and _is_vowel(b[0]) for c in vowels),
    }


def _is_vowel(letter: str) -> bool:
    """Whether a letter, its accents taken off, is a vowel."""
    return normalize("NFD", letter)[0] in "aeiouy"


@cache
def _english() -> frozenset[str]:
    """The whole words of the embedding model's vocabulary, some 22,000; none if it is not there."""
    try:
        words = json.loads(tokenizer_file())["model"]["vocab"]
    except StoreError:
        return frozenset()
    return frozenset(word for word in words if word.isalpha())
