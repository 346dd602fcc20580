"""Haystack: DocumentSplitter (200 words), InMemoryDocumentStore, hybrid by DocumentJoiner."""

from pathlib import Path
from typing import Any

from haystack import Document, Pipeline, component
from haystack.components.joiners import DocumentJoiner
from haystack.components.preprocessors import DocumentSplitter
from haystack.components.retrievers.in_memory import (
    InMemoryBM25Retriever,
    InMemoryEmbeddingRetriever,
)
from haystack.document_stores.in_memory import InMemoryDocumentStore

from evals.peers.minilm import MiniLM
from evals.peers.worker import Found, read, serve


@component
class TextEmbedder:
    def __init__(self, model: MiniLM) -> None:
        self._model = model

    @component.output_types(embedding=list[float])
    def run(self, text: str) -> dict[str, list[float]]:
        return {"embedding": self._model.query(text)}


class Haystack:
    """``bm25`` and ``embedding`` ask the store; ``hybrid`` joins the two by reciprocal rank."""

    def __init__(self, vectors: Path | None) -> None:
        self.embedder = MiniLM(vectors)
        self._pipelines: dict[str, Any] = {}
        self._store: Any = None

    def index(self, documents: list[dict[str, Any]], message: dict[str, Any]) -> int:
        made = [read(row) for row in documents]
        parts = [Document(content=d.text, meta={"id": d.id}) for d in made]
        if message["cut"]:
            splitter = DocumentSplitter()
            if hasattr(splitter, "warm_up"):
                splitter.warm_up()
            parts = splitter.run(documents=parts)["documents"]
        vectors = self.embedder.documents([p.content or "" for p in parts])
        self._store = InMemoryDocumentStore()
        self._store.write_documents(
            [
                Document(content=p.content, meta={**p.meta, "place": i}, embedding=v)
                for i, (p, v) in enumerate(zip(parts, vectors, strict=True))
            ]
        )
        self._pipelines.clear()
        if message["folder"]:
            self._store.save_to_disk(str(Path(message["folder"]) / "store.json"))
        return len(parts)

    def open(self, folder: Path, retriever: str) -> None:
        self._store = InMemoryDocumentStore.load_from_disk(str(folder / "store.json"))

    def query(self, retriever: str, text: str, k: int) -> list[Found]:
        if retriever not in self._pipelines:
            self._pipelines[retriever] = self._made(retriever, k)
        inputs: dict[str, Any] = {"text": {"text": text}, "words": {"query": text}}
        needed = {"bm25": ("words",), "embedding": ("text",), "hybrid": ("text", "words")}
        wanted = {name: inputs[name] for name in needed[retriever]}
        last = {"bm25": "words", "embedding": "dense", "hybrid": "join"}[retriever]
        hits = self._pipelines[retriever].run(wanted)[last]["documents"]
        return [Found(h.meta["id"], h.content) for h in hits[:k]]

    def _made(self, retriever: str, k: int) -> Any:
        pipeline = Pipeline()
        if retriever != "embedding":
            pipeline.add_component("words", InMemoryBM25Retriever(self._store, top_k=k))
        if retriever != "bm25":
            pipeline.add_component("text", TextEmbedder(self.embedder))
            pipeline.add_component("dense", InMemoryEmbeddingRetriever(self._store, top_k=k))
            pipeline.connect("text.embedding", "dense.query_embedding")
        if retriever == "hybrid":
            pipeline.add_component("join", DocumentJoiner(join_mode="reciprocal_rank_fusion"))
            pipeline.connect("words", "join")
            pipeline.connect("dense", "join")
        return pipeline


if __name__ == "__main__":
    serve(Haystack)
