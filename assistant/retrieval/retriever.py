"""A search bound to what one reader may read, as a LangChain retriever: every search goes by it.

As a ``BaseRetriever`` it gives Documents to any chain; ``find`` gives the product what lies behind
them. With a ``budget`` of characters the Documents are readable excerpts instead of single
passages: the best hits that fit, those next to each other in their source put together again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import PrivateAttr

from assistant.domain import Hit, Person, Scope
from assistant.retrieval.found import Found
from assistant.retrieval.packing import Excerpt, packed


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a search may find now: the scope, the day, and the pair's mentor and mentee."""

    scope: Scope
    today: date
    people: tuple[Person, ...] = ()


class Finder(Protocol):
    """Finds within a scope: a Search, or the engine around it."""

    def find(
        self,
        query: str,
        scope: Scope,
        k: int,
        *,
        today: date,
        people: Sequence[Person],
        quoting: bool = False,
    ) -> Found: ...


class ScopedRetriever(BaseRetriever):
    """The ``k`` best Documents for a query within its bounds; none where nothing answers.

    ``bounds`` is asked again with every query, so that a retriever that somebody keeps finds
    nothing that its reader may no longer read.
    """

    k: int = 10
    budget: int | None = None

    _finder: Finder = PrivateAttr()
    _bounds: Callable[[], Bounds] = PrivateAttr()

    def __init__(
        self, finder: Finder, bounds: Callable[[], Bounds], k: int = 10, budget: int | None = None
    ) -> None:
        super().__init__(k=k, budget=budget)
        self._finder = finder
        self._bounds = bounds

    def find(self, query: str, *, quoting: bool = False) -> Found:
        """The hits, also those that do not answer, with how sure the search is and its timings.

        With ``quoting``, the stretches that an answer may quote too.
        """
        now = self._bounds()
        return self._finder.find(
            query, now.scope, self.k, today=now.today, people=now.people, quoting=quoting
        )

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        found = self.find(query)
        if not found.answerable:
            return []
        if self.budget is None:
            return [document(hit) for hit in found.hits]
        return [excerpt_document(excerpt) for excerpt in packed(found.hits, self.budget)]


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
