"""Misspelt words of a question, mended before anything is searched.

One wrong, missing, doubled or exchanged letter leaves the embedding without the word and BM25
without its stem. A word is mended when neither the passages in scope nor the embedding model's
own vocabulary know it and a word in scope is one letter away. Names are left alone: the
nearest name may be somebody else's.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from assistant.retrieval.embedders import tokenizer_file
from assistant.retrieval.lexical import STOP, Vocabulary, stems

SHORTEST = 4
LONGEST = 30
_LETTERS = "abcdefghijklmnopqrstuvwxyz'àâäåæçèéêëíîïñòóôöøùúûüœß"
_WORD = re.compile(r"(?<![\w@./-])[^\W\d_]+(?:['’][^\W\d_]+)?(?![\w@/-])")


def mended(question: str, vocabularies: Sequence[Vocabulary]) -> dict[str, str]:
    """The misspelt words of a question in lower case, each with the word that was meant."""
    found = {}
    for place, match in enumerate(_WORD.finditer(question)):
        word = match.group(0)
        if not word.isalpha() or not (word.islower() or (place == 0 and word.istitle())):
            continue
        word = word.lower()
        if not SHORTEST <= len(word) <= LONGEST or any(v.holds(word) for v in vocabularies):
            continue
        if not _english().isdisjoint({word, *stems(word)}):
            continue
        if meant := _meant(word, vocabularies):
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


def _meant(word: str, vocabularies: Sequence[Vocabulary]) -> str | None:
    """The nearest word: of the same letters if there is one, else any in scope."""
    best: tuple[int, bool, str] | None = None
    for near in _one_letter_away(word):
        here = near in STOP or any(near in v for v in vocabularies)
        if here or near in _english():
            other = len(set(word) ^ set(near) - {"'"})
            rank = (other, not here, near)
            best = min(best, rank) if best else rank
    if best is None or (best[0] and best[1]):
        return None
    return best[2]


def _one_letter_away(word: str) -> Iterator[str]:
    """Everything one letter from a word, its first letter kept: few people miss that one."""
    for i in range(1, len(word) + 1):
        before, after = word[:i], word[i:]
        if after:
            yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in _LETTERS:
            yield before + letter + after
            if after:
                yield before + letter + after[1:]


@cache
def _english() -> frozenset[str]:
    """The whole words of the embedding model's vocabulary, some 22,000."""
    words = json.loads(tokenizer_file())["model"]["vocab"]
    return frozenset(word for word in words if word.isalpha())
