"""What somebody wants who types into Ask, learned from example utterances.

A question is its vector beside its shape: the words that many utterances have ("did", "still",
"my", a question mark), any other as one, and which of them follow one another. A linear model
(multinomial logistic regression) over both was fitted to the utterances of several hands
(learning.py); what it learned lies beside them. The built-in embedder is used, on this machine,
whichever finds passages.
"""

import re
from collections.abc import Collection, Iterator
from functools import cache, cached_property
from itertools import pairwise
from math import log
from pathlib import Path
from typing import NamedTuple

import numpy as np
from langchain_core.embeddings import Embeddings

from assistant.questions import ADVISED, CHANGES, RECALLED, REQUESTS, TALK, Want
from assistant.retrieval.embedders import Vectors, built_in, embed_texts

FOLDER = Path(__file__).resolve().parents[1] / "language" / "utterances"
FILE = "learned.npz"
VECTOR, TRAIT = 3.0, 0.6
"""What the vector's parts and each trait count for, before any weight is learned."""
SURE = 0.5
"""How likely a wish has to be, to be told."""
SURER = 0.65
"""The same for what is done at once: a mistake costs more."""
COSTLY = REQUESTS - CHANGES | TALK
KNOWN = 0.34
"""The share of a question's words that have to be known, or it is another language, or none."""
EVEN = 0.05
"""What is added to both of two likelihoods that are compared: little of both tells little."""
READ = 600
"""Characters that are read: what is wanted stands at the beginning."""
HEAD = 3
"""Words before a colon that are a request of their own."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+|\?|->|→")
_NUMBER, _OTHER = "0", "_"


class Read(NamedTuple):
    """What is most likely wanted, None when nothing is likely enough; and the log odds that it is
    asked what was, and not what to do."""

    want: Want | None = None
    recalls: float = 0.0


class Learned(NamedTuple):
    """What was learned: wants by their place; the common words; each trait of a shape by its
    place; weights of shape (wants, vector + traits + 1)."""

    wants: list[Want]
    words: frozenset[str]
    traits: dict[str, int]
    weights: Vectors

    def row(self, text: str, vector: Vectors) -> Vectors:
        """The question as one row: its vector, the traits of its shape, and a 1."""
        row = np.zeros(len(vector) + len(self.traits) + 1, dtype=np.float32)
        row[: len(vector)] = VECTOR * vector
        for trait in set(shape(text, self.words)):
            if trait in self.traits:
                row[len(vector) + self.traits[trait]] = TRAIT
        row[-1] = 1.0
        return row


class Reading:
    """Tells what is wanted; what was learned is read from its file when it is first needed."""

    def __init__(self, path: Path = FOLDER / FILE, embedder: Embeddings | None = None) -> None:
        self._path = path
        self._embedder = embedder or built_in()

    def read(self, text: str) -> Read:
        """What is wanted of a question.

        Of a request with its content ("a mail to Leo: we start later") what stands before the
        colon tells.
        """
        text = text[:READ]
        head, colon, _ = text.partition(":")
        asked = head if colon and len(head.split()) >= HEAD else text
        learned = self._learned
        words = said(asked)
        if sum(word in learned.words for word in words) < KNOWN * len(words):
            return Read()
        row = learned.row(asked, embed_texts(self._embedder, [asked])[0])
        # Not ``@``: its threads spin on and slow the search that follows.
        scores = np.vecdot(learned.weights, row)
        likely = np.exp(scores - scores.max())
        likely /= likely.sum()
        best = int(likely.argmax())
        want = learned.wants[best]
        known = likely[best] >= (SURER if want in COSTLY else SURE)
        was, to_do = (
            sum(float(p) for w, p in zip(learned.wants, likely, strict=True) if w in some)
            for some in (RECALLED, ADVISED)
        )
        return Read(want if known else None, log((was + EVEN) / (to_do + EVEN)))

    @cached_property
    def _learned(self) -> Learned:
        with np.load(self._path, allow_pickle=False) as file:
            traits = {str(trait): place for place, trait in enumerate(file["traits"])}
            return Learned(
                [Want(str(want)) for want in file["wants"]],
                frozenset(map(str, file["words"])),
                traits,
                file["weights"].astype(np.float32),
            )


def said(text: str) -> list[str]:
    """The words of a question in lower case, question marks and arrows; a number is a "0"."""
    found = [m.group().lower().replace("’", "'") for m in _WORD.finditer(text)]
    return [_NUMBER if word.isdigit() else word for word in found]


def shape(text: str, known: Collection[str]) -> Iterator[str]:
    """The known words of a question, each alone and with the next one, and its length in steps.

    All other words are one ("_"), and so are several in a row.
    """
    kept = ["^"]
    words = said(text)
    for word in words:
        if word in known or kept[-1] != _OTHER:
            kept.append(word if word in known else _OTHER)
    kept.append("$")
    yield from kept
    yield from (f"{one} {other}" for one, other in pairwise(kept))
    yield f"{min(len(words) // 4, 5)} long"


@cache
def reading() -> Reading:
    """The one that is shipped, shared by all: it is nobody's."""
    return Reading()
