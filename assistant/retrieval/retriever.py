"""A search bound to a scope, as a LangChain retriever, for use in any chain.

With a ``budget`` of characters it gives readable excerpts instead of single passages: the best hits
that fit, those next to each other in their source put together again.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, PrivateAttr

from assistant.domain import Hit, Person, Scope
from assistant.retrieval.packing import Excerpt, packed
from assistant.retrieval.search import Search


class ScopedRetriever(BaseRetriever):
    """Documents for a query, only from the scope it was made with; none below the floor."""

    model_config = ConfigDict(arbitrary_types_allowed=True)
    k: int = 10
    budget: int | None = None
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
        if not found.answerable:
            return []
        if self.budget is None:
            return [document(hit) for hit in found.hits]
        return [excerpt_document(excerpt) for excerpt in packed(found.hits, self.budget)]


def retriever(
    search: Search,
    scope: Scope,
    k: int = 10,
    today: date | None = None,
    people: Sequence[Person] = (),
    budget: int | None = None,
) -> BaseRetriever:
    """A retriever of the ``k`` best passages in the scope, re-authorised with every query.

    ``budget`` asks for excerpts of so many characters together.
    """
    return ScopedRetriever(search, scope, people, k=k, today=today, budget=budget)


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


def excerpt_document(excerpt: Excerpt) -> Document:
    """An excerpt as a Document; ``passage_ids`` are its passages in reading order."""
    return Document(
        page_content=excerpt.text,
        metadata={
            "passage_ids": list(excerpt.passage_ids),
            "kind": excerpt.kind.value,
            "source": excerpt.source,
            "heading": excerpt.heading,
            "session": excerpt.session,
            "date": excerpt.date.isoformat() if excerpt.date else None,
            "score": excerpt.score,
        },
    )
