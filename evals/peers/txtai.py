"""txtai: hybrid of dense and BM25, with content. Its core has no splitter: a row is a line of a
transcript or a paragraph of a page, with the page's title in front."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from txtai import Embeddings

from evals.peers.minilm import MiniLM
from evals.peers.worker import Found, read, serve


class Txtai:
    """``hybrid`` as txtai makes it by default: equal weights of dense and normalised BM25."""

    def __init__(self, vectors: Path | None) -> None:
        self.embedder = MiniLM(vectors)
        self._embeddings: Any = None

    def _transform(self) -> Callable[[list[str]], Any]:
        def transform(texts: list[str]) -> Any:
            return self.embedder.embed(texts)

        return transform

    def index(self, documents: list[dict[str, Any]], message: dict[str, Any]) -> int:
        rows = []
        for row in documents:
            if not message["cut"]:
                parts = [read(row).text]
            elif row["kind"] == "note":
                parts = row["text"].splitlines()
            else:
                paragraphs = re.split(r"\n\s*\n", row["text"])
                parts = [read({**row, "text": p}).text for p in paragraphs if p.strip()]
            rows += [{"text": p, "document": row["id"]} for p in parts if p.strip()]
        self._embeddings = Embeddings(
            method="external", transform=self._transform(), hybrid=True, content=True
        )
        self._embeddings.index(rows)
        if message["folder"]:
            self._embeddings.save(str(Path(message["folder"]) / "index"))
        return len(rows)

    def open(self, folder: Path, retriever: str) -> None:
        self._embeddings = Embeddings()
        self._embeddings.load(str(folder / "index"), config={"transform": self._transform()})

    def query(self, retriever: str, text: str, k: int) -> list[Found]:
        found = self._embeddings.search(
            "select text, document from txtai where similar(:question)",
            limit=k,
            parameters={"question": text},
        )
        return [Found(h["document"], h["text"]) for h in found]


if __name__ == "__main__":
    serve(Txtai)
