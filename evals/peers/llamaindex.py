"""LlamaIndex: SentenceSplitter 1024/20, VectorStoreIndex, QueryFusionRetriever with BM25."""

from pathlib import Path
from typing import Any

from llama_index.core import Document, StorageContext, VectorStoreIndex, load_index_from_storage
from llama_index.core.embeddings import BaseEmbedding
from llama_index.core.llms import MockLLM
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.schema import TextNode
from pydantic import PrivateAttr

from evals.peers.minilm import MiniLM
from evals.peers.worker import Found, read, serve


class Embedding(BaseEmbedding):
    _model: MiniLM = PrivateAttr()

    def __init__(self, model: MiniLM) -> None:
        super().__init__(model_name="all-MiniLM-L6-v2")
        self._model = model

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._model.query(text)

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return self._model.documents(texts)

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._model.query(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._model.query(query)


class LlamaIndex:
    """``vector`` asks the index; ``fusion`` fuses it with BM25 by reciprocal rank.

    The fusion writes no further questions (``num_queries=1``), since no language model answers.
    """

    def __init__(self, vectors: Path | None) -> None:
        self.embedder = MiniLM(vectors)
        self._embedding = Embedding(self.embedder)
        self._retrievers: dict[str, Any] = {}

    def index(self, documents: list[dict[str, Any]], message: dict[str, Any]) -> int:
        made = [read(row) for row in documents]
        if message["cut"]:
            splitter = SentenceSplitter()
            plain = [Document(text=d.text, id_=d.id) for d in made]
            nodes = splitter.get_nodes_from_documents(plain)
            owners = {n.node_id: n.ref_doc_id for n in nodes}
        else:
            nodes = [TextNode(text=d.text, id_=d.id) for d in made]
            owners = {n.node_id: n.node_id for n in nodes}
        self._owners = owners
        self._index = VectorStoreIndex(nodes, embed_model=self._embedding)
        self._retrievers.clear()
        if message["folder"]:
            self._index.storage_context.persist(message["folder"])
        return len(nodes)

    def open(self, folder: Path, retriever: str) -> None:
        storage = StorageContext.from_defaults(persist_dir=str(folder))
        self._index = load_index_from_storage(storage, embed_model=self._embedding)
        self._owners = {}

    def query(self, retriever: str, text: str, k: int) -> list[Found]:
        if retriever not in self._retrievers:
            self._retrievers[retriever] = self._made(retriever, k)
        hits = self._retrievers[retriever].retrieve(text)
        return [Found(self._owners.get(h.node_id, h.node_id), h.text) for h in hits]

    def _made(self, retriever: str, k: int) -> Any:
        vector = self._index.as_retriever(similarity_top_k=k)
        if retriever == "vector":
            return vector
        from llama_index.core.retrievers import QueryFusionRetriever
        from llama_index.retrievers.bm25 import BM25Retriever

        nodes = list(self._index.docstore.docs.values())
        words = BM25Retriever.from_defaults(nodes=nodes, similarity_top_k=min(k, len(nodes)))
        return QueryFusionRetriever(
            [vector, words],
            llm=MockLLM(),
            mode="reciprocal_rerank",
            num_queries=1,
            similarity_top_k=k,
            use_async=False,
        )


if __name__ == "__main__":
    serve(LlamaIndex)
