"""A search bound to a scope, as a LangChain retriever, for use in any chain."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, PrivateAttr

from assistant.domain import Hit, Person, Scope
from assistant.retrieval.search import Search


class ScopedRetriever(BaseRetriever):
    """Documents for a query, only from the scope it was made with; none below the floor."""

    model_config = ConfigDict(arbitrary_types_allowed=True)
    k: int = 10
    today: date | None = None

    _search: Search = PrivateAttr()
    _scope: Scope = PrivateAttr()
    _people: tuple[Person, ...] = PrivateAttr(default=())

    def __init__(
        self, search: Search, scope: Scope, people: Sequence[Person] = (), **fields: Any
    ) -> None:
        super().__init__(**fields)
        self._search = search
        self._scope = scope
        self._people = tuple(people)

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        found = self._search.find(query, self._scope, self.k, today=self.today, people=self._people)
        return [document(hit) for hit in found.hits] if found.answerable else []


def retriever(
    search: Search,
    scope: Scope,
    k: int = 10,
    today: date | None = None,
    people: Sequence[Person] = (),
) -> BaseRetriever:
    """A retriever of the ``k`` best passages in the scope, re-authorised with every query."""
    return ScopedRetriever(search, scope, people, k=k, today=today)


def document(hit: Hit) -> Document:
    """A hit as a Document; its metadata are the fields of a citation and the score."""
    passage = hit.passage
    return Document(
        id=passage.id,
        page_content=passage.text,
        metadata={
            "passage_id": passage.id,
            "kind": passage.kind.value,
            "source": passage.source,
            "heading": passage.heading,
            "session": passage.session,
            "date": passage.date.isoformat() if passage.date else None,
            "score": hit.score,
        },
    )
