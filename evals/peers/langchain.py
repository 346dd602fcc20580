"""LangChain: RecursiveCharacterTextSplitter 1000/200, Chroma, EnsembleRetriever with BM25."""

from pathlib import Path
from typing import Any

from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from evals.peers.minilm import MiniLM
from evals.peers.worker import Found, read, serve

BATCH = 5_000


class Embedding(Embeddings):
    def __init__(self, model: MiniLM) -> None:
        self._model = model

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return self._model.documents(texts)

    def embed_query(self, text: str) -> list[float]:
        return self._model.query(text)


class LangChain:
    """``chroma`` asks the vector store; ``ensemble`` fuses it with BM25 at equal weights."""

    def __init__(self, vectors: Path | None) -> None:
        self.embedder = MiniLM(vectors)
        self._embedding = Embedding(self.embedder)
        self._parts: list[Document] = []
        self._ensemble: Any = None
        self._count = 0

    def index(self, documents: list[dict[str, Any]], message: dict[str, Any]) -> int:
        made = [read(row) for row in documents]
        plain = [Document(page_content=d.text, metadata={"id": d.id}) for d in made]
        splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
        self._parts = splitter.split_documents(plain) if message["cut"] else plain
        self._count += 1
        self._chroma = Chroma(
            collection_name=f"bench-{self._count}",
            embedding_function=self._embedding,
            persist_directory=message["folder"],
        )
        for start in range(0, len(self._parts), BATCH):
            self._chroma.add_documents(self._parts[start : start + BATCH])
        self._ensemble = None
        return len(self._parts)

    def open(self, folder: Path, retriever: str) -> None:
        self._chroma = Chroma(
            collection_name="bench-1",
            embedding_function=self._embedding,
            persist_directory=str(folder),
        )
        if retriever == "ensemble":
            kept = self._chroma.get()
            self._parts = [
                Document(page_content=text, metadata=data)
                for text, data in zip(kept["documents"], kept["metadatas"], strict=True)
            ]

    def query(self, retriever: str, text: str, k: int) -> list[Found]:
        if retriever == "chroma":
            hits = self._chroma.similarity_search(text, k=k)
        else:
            hits = self._made(k).invoke(text)[:k]
        return [Found(h.metadata["id"], h.page_content) for h in hits]

    def _made(self, k: int) -> Any:
        if self._ensemble is None:
            from langchain_classic.retrievers import EnsembleRetriever
            from langchain_community.retrievers import BM25Retriever

            words = BM25Retriever.from_documents(self._parts, k=k)
            dense = self._chroma.as_retriever(search_kwargs={"k": k})
            self._ensemble = EnsembleRetriever(retrievers=[words, dense], weights=[0.5, 0.5])
        return self._ensemble


if __name__ == "__main__":
    serve(LangChain)
