"""sumy: the first turns, TextRank and LexRank over the turns of a meeting.

None of them knows the question: what a meeting's summary would hold is what every question gets.
A turn is a sentence to them, its words are told apart here (sumy's own tokenizer needs data that
it downloads), stems and stop words are sumy's.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.nlp.stemmers import Stemmer
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer
from sumy.utils import get_stop_words

from evals.peers.worker import Found, serve

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['-])*")


class Words:
    """What sumy asks of a tokenizer; the speaker's name is not among a turn's words."""

    def to_words(self, turn: str) -> tuple[str, ...]:
        return tuple(_WORD.findall(turn.split(":", 1)[-1]))


class NoEmbedding:
    seconds = 0.0


class Sumy:
    """``lead``: the turns as they come; ``textrank`` and ``lexrank``: the most central first."""

    def __init__(self, vectors: Path | None) -> None:
        self.embedder = NoEmbedding()
        self._ranked: dict[str, list[Found]] = {}

    def index(self, documents: list[dict[str, Any]], message: dict[str, Any]) -> int:
        turns = [
            Found(row["id"], line.strip())
            for row in documents
            for line in row["text"].splitlines()
            if line.strip()
        ]
        homes = {turn.text: turn.document for turn in turns}
        words = Words()
        document = ObjectDocumentModel([Paragraph([Sentence(t.text, words) for t in turns])])
        self._ranked = {"lead": turns}
        for name, make in (("textrank", TextRankSummarizer), ("lexrank", LexRankSummarizer)):
            summarizer = make(Stemmer("english"))
            summarizer.stop_words = get_stop_words("english")
            order: list[str] = []

            def count(rated: Iterable[Any], order: list[str] = order) -> list[Any]:
                """All of them; sumy hands them over best first, and gives them back in order."""
                rated = list(rated)
                order += [str(one.sentence) for one in rated]
                return rated

            summarizer(document, count)
            self._ranked[name] = [Found(homes[text], text) for text in dict.fromkeys(order)]
        return len(turns)

    def open(self, folder: Path, retriever: str) -> None:
        raise NotImplementedError("sumy keeps no index")

    def query(self, retriever: str, text: str, k: int) -> list[Found]:
        return self._ranked[retriever][:k]


if __name__ == "__main__":
    serve(Sumy)
