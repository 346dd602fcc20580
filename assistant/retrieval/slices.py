"""A slice: one kind of passages of one scope, held in memory as the arrays that ranking needs.

A pair's notes and the guidelines are two slices. A slice is built from the records' passages
and the index's vectors, and is good for as long as the records' stamp stays the same. What only
one kind of ranking needs is built when it is first asked for.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from copy import copy
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assistant.domain import Passage, PassageKind, Side
from assistant.language.daywords import names_time
from assistant.retrieval.embedders import Vectors
from assistant.retrieval.groups import ByGroup, Examples, Rows, group_key, numbered
from assistant.retrieval.lexical import BM25, COMMON, Scores, Terms, Vocabulary
from assistant.transcripts import said, speaker

NEAR = 1
AROUND = 3
COMPARED = 20_000
SPEAKS_OFTEN = 3
MOSTLY = 0.5
FEW = 6
"""The least number of example questions of a section that knowledge/README.md recommends."""

# For each row the first and one past the last of its neighbours, and the length of their sum.
Reach = tuple[Rows, Rows, Scores]
Embed = Callable[[Sequence[str]], Vectors]

_ADDRESSEE = re.compile(r"\*\*(mentor|mentee)s?:?\*\*", re.IGNORECASE)


class Slice:
    """Passages in reading order, with their unit vectors (a row of zeros where none is held).

    ``groups`` numbers what belongs together: the notes of a session, or the passages of a
    guideline's section. Neighbours are passages next to each other in the same source. An
    ``earlier`` slice of the same scope lends what it knows of the passages that stayed.
    ``examples`` are the example questions of the sections, which are no rows of the slice.
    """

    def __init__(
        self,
        passages: Sequence[Passage],
        vectors: Vectors,
        earlier: "Slice | None" = None,
        examples: Examples | None = None,
    ) -> None:
        self.passages = tuple(passages)
        self.vectors = vectors
        self.kind = self.passages[0].kind if self.passages else PassageKind.GUIDELINE
        self.vocabulary: Vocabulary = earlier.vocabulary if earlier else Vocabulary()
        known = earlier.terms_of() if earlier else {}
        self._terms = [
            known[p.id] if p.id in known else self.vocabulary.terms(lexical_text(p))
            for p in self.passages
        ]
        self.vocabulary.spell()
        self._compared: dict[str, Vectors] = earlier._compared if earlier else {}
        self.sources = numbered([p.source for p in self.passages])
        self.examples = examples or Examples((), np.zeros((0, 1), dtype=np.float32))
        keys = [group_key(p) for p in self.passages]
        self.groups = numbered(keys)
        self._group_of = dict(zip(keys, self.groups.tolist(), strict=True))

    def __len__(self) -> int:
        return len(self.passages)

    @cached_property
    def lines(self) -> BM25:
        """BM25 over the passages."""
        return BM25(self._terms, len(self.vocabulary))

    @cached_property
    def windows(self) -> BM25:
        """BM25 over the letter n-grams of each passage with the three before and after it."""
        low, high = self._bounds(AROUND)
        ends = zip(low.tolist(), high.tolist(), strict=True)
        return self._spelled([np.concatenate(self._terms[a:b]) for a, b in ends])

    @cached_property
    def grouped(self) -> BM25:
        """BM25 over whole groups."""
        return BM25(self._joined(self.groups), len(self.vocabulary))

    @cached_property
    def whole_grams(self) -> BM25:
        """BM25 over the letter n-grams of whole sources."""
        return self._spelled(self._joined(self.sources))

    def near(self, cosine: Scores) -> Scores:
        """Each passage's cosine when its vector is averaged with its two neighbours'."""
        return _averaged(cosine, self._near)

    @cached_property
    def by_group(self) -> ByGroup:
        """The rows group by group."""
        return ByGroup(self.groups)

    def asked(self, vector: Vectors) -> Scores:
        """The best cosine of the question with an example question of each row's group.

        NaN where the group has none.
        """
        best = np.full(len(self._group_of), np.nan, dtype=np.float32)
        np.fmax.at(best, self._exemplified, self.examples.cosines(vector))
        result: Scores = best[self.groups]
        return result

    @cached_property
    def seldom_asked(self) -> NDArray[np.bool_]:
        """Whether each row's group has fewer example questions than are recommended."""
        few: NDArray[np.bool_] = np.bincount(self._exemplified, minlength=len(self._group_of)) < FEW
        return few[self.groups]

    @cached_property
    def _exemplified(self) -> Rows:
        """The group of each example question."""
        owners = [self._group_of[group_key(p)] for p in self.examples.passages]
        return np.array(owners, dtype=np.int64)

    @cached_property
    def speakers(self) -> list[str]:
        """Who says each passage: the name before the colon, else its author's e-mail address."""
        return [(speaker(p.text) or p.author or "").lower() for p in self.passages]

    @cached_property
    def spoken(self) -> NDArray[np.bool_]:
        """Whether the passage is of a transcript: most lines of its source name a speaker."""
        named = [speaker(p.text) is not None for p in self.passages]
        share = np.bincount(self.sources, named) / np.bincount(self.sources)
        return np.asarray((share >= MOSTLY)[self.sources])

    @cached_property
    def voices(self) -> dict[str, str]:
        """The first name of each author, and of each name that speaks a few times in transcripts.

        A single line such as "Next step: ..." makes nobody a speaker.
        """
        if self.kind is not PassageKind.NOTE:
            return {}
        often = Counter(self.speakers)
        return {
            who: re.split(r"[\s._@-]+", who)[0]
            for who, times in often.items()
            if who and ("@" in who or times >= SPEAKS_OFTEN)
        }

    @cached_property
    def follows(self) -> NDArray[np.bool_]:
        """Whether the passage before, in the same source, holds a question."""
        asks = np.array(["?" in p.text for p in self.passages], dtype=bool)
        same = np.diff(self.sources, prepend=-1) == 0
        result: NDArray[np.bool_] = np.concatenate([[False], asks[:-1]]) & same
        return result

    @cached_property
    def addressed(self) -> Scores:
        """1 where a guideline speaks to the mentor, -1 where to the mentee, 0 where to both."""
        return np.array([_addressed(p) for p in self.passages], dtype=np.float32)

    @cached_property
    def asks(self) -> Scores:
        """1 where a passage ends as a question."""
        return self._flag([p.text.rstrip().endswith("?") for p in self.passages])

    @cached_property
    def times(self) -> Scores:
        """1 where a passage names a time."""
        return self._flag([names_time(p.text) for p in self.passages])

    @cached_property
    def lengths(self) -> Scores:
        """The passages' lengths in characters."""
        return np.array([max(len(p.text), 1) for p in self.passages], dtype=np.float32)

    @cached_property
    def sessions(self) -> dict[int, date | None]:
        """The dates of the sessions that the slice holds notes of, by number."""
        return {p.session: p.date for p in self.passages if p.session is not None}

    def rarity(self, stem: str) -> float:
        """How much a stem tells passages apart; most for one that none of them holds."""
        (number,) = self.vocabulary.known([stem]).tolist() or [-1]
        rarest = float(np.log1p((len(self) + 0.5) / 0.5))
        return float(self.lines.idf[number]) if 0 <= number < len(self.lines.idf) else rarest

    def embedded(self, embed: Embed, texts: Sequence[str]) -> Vectors:
        """The vectors of sentences of the passages, each embedded once."""
        if len(self._compared) > COMPARED:
            self._compared.clear()
        known = self._compared
        if missing := [text for text in dict.fromkeys(texts) if text not in known]:
            known.update(zip(missing, embed(missing), strict=True))
        return np.stack([known[text] for text in texts])

    def says(self, word: str) -> bool:
        """Whether a lower-case word stands in the passages, and not only in what was once here."""
        number = self.vocabulary.number(word)
        return number != COMMON and number < len(self._said) and bool(self._said[number])

    @cached_property
    def _said(self) -> NDArray[np.bool_]:
        """Whether each stem of the vocabulary, which may come from an earlier slice, occurs."""
        said_here = np.zeros(len(self.vocabulary), dtype=bool)
        for terms in self._terms:
            said_here[terms] = True
        return said_here

    def _joined(self, numbers: Rows) -> list[Terms]:
        parts: dict[int, list[Terms]] = {}
        for terms, number in zip(self._terms, numbers.tolist(), strict=True):
            parts.setdefault(number, []).append(terms)
        return [np.concatenate(parts[n]) for n in sorted(parts)]

    def _spelled(self, documents: Sequence[Terms]) -> BM25:
        spelled = [self.vocabulary.grams(terms) for terms in documents]
        return BM25(spelled, self.vocabulary.grams_known)

    def _flag(self, values: Sequence[bool]) -> Scores:
        return np.array(values, dtype=np.float32)

    def terms_of(self) -> dict[str, Terms]:
        """The stems of each passage, by its id."""
        return {p.id: t for p, t in zip(self.passages, self._terms, strict=True)}

    def vectors_of(self) -> dict[str, Vectors]:
        """The vector of each passage and example question that has one, by its id."""
        own = {p.id: self.vectors[i] for i, p in enumerate(self.passages) if self.held[i]}
        return own | self.examples.vectors_of()

    @cached_property
    def held(self) -> NDArray[np.bool_]:
        """Whether the index held a vector of each passage."""
        return np.asarray(np.any(self.vectors, axis=1))

    @property
    def complete(self) -> bool:
        """Whether the index held every vector."""
        return bool(self.held.all() and self.examples.held.all())

    def filled(self, vectors: Vectors, examples: Examples) -> "Slice":
        """The same passages with other vectors; what follows from their words is kept."""
        made = copy(self)
        made.vectors, made.examples = vectors, examples
        for name in ("held", "_near"):
            made.__dict__.pop(name, None)
        return made

    @cached_property
    def _near(self) -> Reach:
        low, high = self._bounds(NEAR)
        ends = zip(low.tolist(), high.tolist(), strict=True)
        lengths = [np.linalg.norm(self.vectors[a:b].sum(axis=0)) for a, b in ends]
        return low, high, np.maximum(np.array(lengths, dtype=np.float32), 1e-9)

    def _bounds(self, width: int) -> tuple[Rows, Rows]:
        """For each row the first row, and the one past the last, within ``width`` in its source."""
        starts = np.flatnonzero(np.diff(self.sources, prepend=-1))
        ends = np.append(starts[1:], len(self))
        sizes = ends - starts
        rows = np.arange(len(self))
        low = np.maximum(rows - width, np.repeat(starts, sizes))
        high = np.minimum(rows + width + 1, np.repeat(ends, sizes))
        return low, high


def _averaged(cosine: Scores, reach: Reach) -> Scores:
    """The cosine with a mean vector, from the cosines of its parts and its length alone."""
    low, high, lengths = reach
    sums = np.concatenate([[0.0], np.cumsum(cosine, dtype=np.float64)])
    result: Scores = ((sums[high] - sums[low]) / lengths).astype(np.float32)
    return result


def _addressed(passage: Passage) -> int:
    """Whom the only labels in a guideline's passage, or else its heading, name."""
    labels = {label.lower() for label in _ADDRESSEE.findall(passage.text)}
    if not labels:
        heading = passage.heading.rsplit(">", 1)[-1].strip().lower()
        labels = {side for side in Side if heading.startswith(f"for the {side}")}
    return (Side.MENTOR in labels) - (Side.MENTEE in labels)


def lexical_text(passage: Passage) -> str:
    """The words that are matched: a guideline's with its headings, a note's without speaker."""
    if passage.kind is PassageKind.GUIDELINE:
        return f"{passage.heading}\n{passage.text}"
    return said(passage.text)
