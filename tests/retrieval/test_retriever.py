from assistant.domain import Scope
from assistant.retrieval.retriever import Bounds, ScopedRetriever
from assistant.retrieval.search import Search
from tests.retrieval.fakes import PAIR_A, READER
from tests.retrieval.test_search import GUIDE, OURS, TODAY, a_search


def retriever(
    search: Search, scope: Scope, k: int = 10, budget: int | None = None
) -> ScopedRetriever:
    return ScopedRetriever(search, lambda: Bounds(scope, TODAY), k, budget)


def test_a_retriever_gives_documents_of_its_scope() -> None:
    """Any chain can take it; metadata are those of a citation."""
    search, _, _ = a_search([*GUIDE, *OURS])
    found = retriever(search, PAIR_A, k=3).invoke("Who of us two makes the first contact?")
    assert 1 <= len(found) <= 3
    assert found[0].metadata["source"] == "cadence.md"
    assert found[0].metadata["heading"] == "How often to meet > First contact"


def test_a_retriever_of_nothing_gives_nothing() -> None:
    """An empty scope, and a question that nothing answers, give no document."""
    search, _, _ = a_search([*GUIDE, *OURS])
    assert retriever(search, Scope(READER, None, guidelines=False)).invoke("passkey") == []
    assert retriever(search, PAIR_A).invoke("How do I descale a coffee machine?") == []


def test_a_budget_gives_excerpts_that_fit() -> None:
    """Within a budget, neighbours come as one text, and nothing is longer than what was asked."""
    search, _, _ = a_search([*GUIDE, *OURS])
    question = "Who of us two makes the first contact?"
    found = retriever(search, PAIR_A, budget=400).invoke(question)
    single = retriever(search, PAIR_A).invoke(question)
    assert 0 < len(found) <= len(single)
    assert sum(len(d.page_content) for d in found) <= 400
    assert single[0].id in found[0].metadata["passage_ids"]
    assert found[0].metadata["source"] == single[0].metadata["source"]
    assert retriever(search, PAIR_A, budget=0).invoke(question) == []


def test_what_lies_behind_the_documents_is_there() -> None:
    """Hits come with how sure the search is, and also where they are no answer."""
    search, _, _ = a_search([*GUIDE, *OURS])
    made = retriever(search, PAIR_A, k=3)
    sure = made.find("Who of us two makes the first contact?")
    assert [h.passage.id for h in sure.hits] == [
        d.id for d in made.invoke("Who of us two makes the first contact?")
    ]
    assert sure.confidence == sure.hits[0].score > made.find("How do I descale it?").confidence


def test_the_bounds_are_asked_with_every_query() -> None:
    """What the reader may no longer read is not found by a retriever that was made before."""
    search, _, _ = a_search([*GUIDE, *OURS])
    scopes = iter([PAIR_A, Scope(READER, None, guidelines=False)])
    made = ScopedRetriever(search, lambda: Bounds(next(scopes), TODAY))
    assert made.invoke("Who of us two makes the first contact?")
    assert not made.invoke("Who of us two makes the first contact?")
