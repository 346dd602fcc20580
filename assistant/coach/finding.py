"""Finding what a reader may read; every search of a page, a command or a draft goes this way."""

from collections.abc import Callable

from assistant import permissions
from assistant.coach.base import question_text
from assistant.coach.composing import Composing
from assistant.domain import Pair, Scope
from assistant.errors import Invalid
from assistant.retrieval.found import Found
from assistant.retrieval.retriever import Bounds, ScopedRetriever


class Finding(Composing):
    """The reader's own search, for a page and for a chain of LangChain's."""

    def retriever(
        self, reader: str, pair_id: str | None = None, k: int = 10, *, budget: int | None = None
    ) -> ScopedRetriever:
        """A LangChain retriever of the ``k`` best passages that the reader may read.

        Whether they may is looked up again with every query. ``budget`` asks for excerpts of so
        many characters together.

        Raises:
            Invalid: when k is not 1 to 100.
            NotFound: when the pair is not the reader's.
        """

        def bounds() -> Bounds:
            return self._own_bounds(reader, pair_id)

        bounds()  # who may not search is told so now, not with the first query
        return self._retriever(bounds, k, budget)

    def search(self, reader: str, query: str, pair_id: str | None = None, k: int = 10) -> Found:
        """The ``k`` best passages for a query among what the reader may read.

        Raises:
            Invalid: when the query is empty, too long, or k is not 1 to 100.
            NotFound: when the pair is not the reader's.
        """
        bounds = self._own_bounds(reader, pair_id)
        return self._retriever(lambda: bounds, k).find(question_text(query))

    def _find(
        self, query: str, scope: Scope, pair: Pair | None, k: int, *, quoting: bool = False
    ) -> Found:
        bounds = self._within(scope, pair)
        return self._retriever(lambda: bounds, k).find(query, quoting=quoting)

    def _retriever(
        self, bounds: Callable[[], Bounds], k: int, budget: int | None = None
    ) -> ScopedRetriever:
        if not 1 <= k <= 100:
            raise Invalid("Ask for 1 to 100 passages.")
        return ScopedRetriever(self._engine, bounds, k, budget)

    def _own_bounds(self, reader: str, pair_id: str | None) -> Bounds:
        person = self._person(reader)
        pair, _ = self._pair_or_only(person, pair_id)
        return self._within(permissions.scope_for(person, pair), pair)

    def _within(self, scope: Scope, pair: Pair | None) -> Bounds:
        return Bounds(scope, self._today(), (pair.mentor, pair.mentee) if pair else ())
