"""The lexical side: stems as numbers, their letter n-grams, and BM25 over small arrays."""

from collections.abc import Iterable, Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from assistant.language import tokens

K1 = 1.2
B = 0.75
COMMON = -1
GRAM = 4

Scores = NDArray[np.float32]
Terms = NDArray[np.int32]


def grams(stem: str) -> list[str]:
    """The stem's runs of four letters, its two ends marked: a misspelt word shares most of them."""
    marked = f"<{stem}>"
    return [marked[i : i + GRAM] for i in range(max(1, len(marked) - GRAM + 1))]


class _Words(dict[str, int]):
    """The number of each lower-case word's stem, filled as words come; COMMON for a common one.

    ``plain`` are the stems of words without accents.
    """

    def __init__(self, numbers: dict[str, int]) -> None:
        super().__init__()
        self._numbers = numbers
        self.plain = set[str]()

    def __missing__(self, word: str) -> int:
        if tokens.is_stop(word):
            self[word] = COMMON
        else:
            stem = tokens.stem(word)
            self[word] = self._numbers.setdefault(stem, len(self._numbers))
            if word.isascii():
                self.plain.add(stem)
        return self[word]


class Vocabulary:
    """Stems as small numbers, so that a text is an array of them; letter n-grams likewise."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._words = _Words(self._numbers)
        self._grams: dict[str, int] = {}
        # The n-grams of all stems one after the other, and where those of each stem end.
        self._spelled: Terms = np.zeros(0, dtype=np.int32)
        self._ends: Terms = np.zeros(1, dtype=np.int32)
        self.letters = frozenset[str]()

    def __len__(self) -> int:
        return len(self._numbers)

    def number(self, word: str) -> int:
        """The number of the stem of a lower-case word spelt like this; COMMON for any other."""
        return self._words.get(word, COMMON)

    def terms(self, text: str) -> Terms:
        """The text's stems as numbers; new stems are taken in."""
        words = tokens.words(text)
        numbers = np.fromiter(map(self._words.__getitem__, words), np.int32, len(words))
        kept: Terms = numbers[numbers != COMMON]
        return kept

    def known(self, words: Iterable[str]) -> Terms:
        """The numbers of those stems that are known, once each."""
        found = {self._numbers[w] for w in words if w in self._numbers}
        return np.array(sorted(found), dtype=np.int32)

    def spell(self) -> None:
        """Take in the letters, and the n-grams of new stems; not for two threads at once."""
        self.letters = frozenset(c for c in set().union(*self._words) if c.isalpha())
        numbers, sizes = list[int](), list[int]()
        for stem in islice(self._numbers, len(self._ends) - 1, None):
            found = [self._grams.setdefault(g, len(self._grams)) for g in grams(stem)]
            numbers += found
            sizes.append(len(found))
        ends = self._ends[-1] + np.cumsum(sizes, dtype=np.int32)
        self._spelled = np.append(self._spelled, np.array(numbers, dtype=np.int32))
        self._ends = np.append(self._ends, ends)

    def grams(self, terms: Terms) -> Terms:
        """The letter n-grams of stems that are spelt, as numbers of their own."""
        starts = self._ends[terms]
        sizes = self._ends[terms + 1] - starts
        before = np.cumsum(sizes) - sizes
        places = np.repeat(starts - before, sizes) + np.arange(sizes.sum())
        found: Terms = self._spelled[places]
        return found

    def known_grams(self, words: Iterable[str]) -> Terms:
        """The numbers of the stems' letter n-grams that are known, once each."""
        found = {self._grams[g] for word in words for g in grams(word) if g in self._grams}
        return np.array(sorted(found), dtype=np.int32)

    @property
    def grams_known(self) -> int:
        """How many letter n-grams have a number."""
        return len(self._grams)

    def holds(self, word: str) -> bool:
        """Whether a word occurs, in any form; a word too common to matter always does."""
        return all(stem in self._numbers for stem in tokens.stems(word))

    def spells(self, word: str) -> bool:
        """Whether a word occurs, in any form, without accents where it has none."""
        known = self._words.plain if word.isascii() else self._numbers
        return all(stem in known for stem in tokens.stems(word))


class BM25:
    """BM25 over documents that are arrays of terms; postings in two flat arrays.

    Weights are computed once, so that a query only adds up the postings of its terms.
    """

    def __init__(self, documents: Sequence[Terms], vocabulary_size: int) -> None:
        self.size = len(documents)
        lengths = np.array([len(d) for d in documents], dtype=np.float32)
        total = int(lengths.sum())
        rows = np.repeat(np.arange(self.size, dtype=np.int64), lengths.astype(np.int64))
        terms = np.concatenate(documents) if total else np.zeros(0, dtype=np.int32)
        keys, counts = np.unique(
            terms.astype(np.int64) * max(self.size, 1) + rows, return_counts=True
        )
        term_of, rows_of = np.divmod(keys, max(self.size, 1))
        self._rows = rows_of.astype(np.int32)
        self._starts = np.searchsorted(term_of, np.arange(vocabulary_size + 1))
        frequency = np.diff(self._starts).astype(np.float32)
        self.idf: Scores = np.log1p((self.size - frequency + 0.5) / (frequency + 0.5)).astype(
            np.float32
        )
        mean = max(total / max(self.size, 1), 1e-9)
        norm = K1 * (1 - B + B * lengths / mean)
        weights = self.idf[term_of] * counts * (K1 + 1) / (counts + norm[self._rows])
        self._weights: Scores = weights.astype(np.float32)

    def scores(self, terms: Terms) -> Scores:
        """The BM25 score of every document for the query's terms (once each)."""
        parts = [part for _, part in self._postings(terms)]
        if not parts:
            return np.zeros(self.size, dtype=np.float32)
        rows = np.concatenate([self._rows[part] for part in parts])
        weights = np.concatenate([self._weights[part] for part in parts])
        return np.bincount(rows, weights, self.size).astype(np.float32)

    def coverage(self, terms: Terms, unknown: int = 0) -> Scores:
        """The share of the query's weight (by rarity) whose terms a document holds, 0 to 1.

        ``unknown`` terms occur in no document and weigh as much as the rarest possible one.
        """
        held = np.zeros(self.size, dtype=np.float32)
        rarest = float(np.log1p((self.size + 0.5) / 0.5))
        postings = self._postings(terms)
        total = (unknown + len(terms) - len(postings)) * rarest
        for term, part in postings:
            held[self._rows[part]] += self.idf[term]
            total += float(self.idf[term])
        return held / np.float32(max(total, 1e-9))

    def _postings(self, terms: Terms) -> list[tuple[int, slice]]:
        """Where each term's postings lie; terms that a vocabulary got later have none here."""
        ends = self._starts
        return [(t, slice(ends[t], ends[t + 1])) for t in terms.tolist() if t < len(ends) - 1]


def scaled(values: Scores, least: float = 1e-9) -> Scores:
    """Min-max scaling to 0..1: keeps the distances that ranks would throw away.

    A range below ``least`` is not blown up to the whole of 0..1: among three passages that have
    nothing to do with the question, the best one is still not a good one.
    """
    if not len(values):
        return values
    low, high = float(values.min()), float(values.max())
    return np.asarray((values - low) / max(high - low, least), dtype=np.float32)
