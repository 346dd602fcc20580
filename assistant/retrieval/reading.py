"""What somebody wants who types into Ask: told by the nearest of many example utterances.

The examples are data, written by hands that did not know the code. A question is compared with
all of them by the built-in embedder, on this machine, whichever embedder finds passages.
"""

from functools import cache
from pathlib import Path

import numpy as np
import yaml
from langchain_core.embeddings import Embeddings

from assistant.language.lexicon import says
from assistant.questions import CHANGES, REQUESTS, Want
from assistant.retrieval.embedders import Vectors, built_in, embed_texts
from assistant.retrieval.prepared import PreparedEmbedder

FOLDER = Path(__file__).resolve().parents[1] / "language" / "utterances"
LIKE = 0.55
"""The least cosine with the nearest example that tells anything."""
NEAR = 0.1
"""How far behind the nearest example another one still counts for what it is an example of."""
ABOUT = {
    **dict.fromkeys(CHANGES, 0.45),
    Want.MESSAGE: 0.58,
    Want.ABOUT_YOU: 0.62,
    Want.TO_ACTION: 0.62,
    Want.TO_AGENDA: 0.6,
    Want.WHY: 0.6,
    Want.PRIVATE: 0.65,
    Want.REHEARSE: 0.65,
    Want.STARTERS: 0.6,
    Want.AGENDA: 0.6,
    Want.SUMMARY: 0.6,
    Want.THANKS: 0.6,
    Want.OUT_OF_SCOPE: 0.55,
}
"""The same where a mistake costs more, or where nothing else is said in such words."""


FIRST = 4
"""Words at the beginning of a question that tell that it asks for a fact, and requests nothing."""
HEAD = 3
"""Words before a colon that are a request of their own."""


class Utterances:
    """The example utterances with their vectors, read when they are first needed."""

    def __init__(self, folder: Path = FOLDER, embedder: Embeddings | None = None) -> None:
        self._folder = folder
        self._embedder = embedder or PreparedEmbedder(folder, built_in())
        self._known: tuple[list[Want], Vectors] | None = None

    def wanted(self, text: str) -> Want | None:
        """What the nearest examples are examples of; None when none is near enough.

        Each near example speaks for what it is an example of, the nearer the more. Of a request
        with its content ("a mail to Leo: we start later") what stands before the colon tells.
        """
        wants, vectors = self._examples()
        head, colon, _ = text.partition(":")
        asked = head if colon and len(head.split()) >= HEAD else text
        # Not ``@``: its threads spin on and slow the search that follows.
        cosines = np.vecdot(vectors, embed_texts(self._embedder, [asked])[0])
        nearest = float(cosines.max())
        votes: dict[Want, float] = {}
        for place in np.flatnonzero(cosines > nearest - NEAR).tolist():
            near = float(cosines[place]) - nearest + NEAR
            votes[wants[place]] = max(votes.get(wants[place], 0.0), near) + 0.1 * near
        want = max(votes, key=lambda w: votes[w])
        if want in REQUESTS and says("asks_a_fact", " ".join(text.split()[:FIRST])):
            return None
        return want if nearest >= ABOUT.get(want, LIKE) else None

    def _examples(self) -> tuple[list[Want], Vectors]:
        if self._known is None:
            pairs = list(dict.fromkeys(examples(self._folder)))
            texts = [text for _, text in pairs]
            self._known = [want for want, _ in pairs], embed_texts(self._embedder, texts)
        return self._known


def examples(folder: Path = FOLDER) -> list[tuple[Want, str]]:
    """Every example utterance with what it is an example of.

    Raises:
        ValueError: when a file names something that nobody can want.
    """
    return [
        (Want(name), text)
        for path in sorted(folder.glob("*.yaml"))
        for name, texts in yaml.safe_load(path.read_text("utf-8")).items()
        for text in texts
    ]


@cache
def utterances() -> Utterances:
    """Those that are shipped, shared by all: they are nobody's."""
    return Utterances()
