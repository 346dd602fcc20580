import pytest
from langchain_core.documents import Document
from langchain_core.language_models import FakeListChatModel
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnablePassthrough

from assistant.coach import Coach
from assistant.errors import Invalid, NotFound, Refused

MENTOR, MENTEE, ADMIN = "mentor1@a.example", "mentee1@a.example", "admin@a.example"
QUESTION = "How long does a session last?"


def test_a_retriever_joins_a_chain(coach: Coach) -> None:
    """It stands where any LangChain retriever stands, and gives what the product's search gives."""
    asked: list[str] = []

    def joined(found: list[Document]) -> str:
        asked.extend(d.metadata["passage_id"] for d in found)
        return "\n".join(d.page_content for d in found)

    retriever = coach.retriever(MENTOR, "pair-1", k=3)
    prompt = ChatPromptTemplate.from_template("{context}\n\n{question}")
    model = FakeListChatModel(responses=["Forty-five minutes."])
    chain = (
        {"context": retriever | joined, "question": RunnablePassthrough()}
        | prompt
        | model
        | StrOutputParser()
    )
    assert chain.invoke(QUESTION) == "Forty-five minutes."
    assert asked == [h.passage.id for h in coach.search(MENTOR, QUESTION, "pair-1", 3).hits]


def test_a_retriever_finds_its_readers_own_notes_only(coach: Coach) -> None:
    """A private note is a Document for its author and for nobody else."""
    mine = coach.retriever(MENTOR, "pair-1").invoke("canary1private")
    partners = coach.retriever(MENTEE, "pair-1").invoke("canary1private")
    assert "private-1" in {d.metadata["source"] for d in mine}
    assert "private-1" not in {d.metadata["source"] for d in partners}


def test_a_retriever_ends_when_its_reader_is_switched_off(coach: Coach) -> None:
    """One that was made before finds nothing any more."""
    kept = coach.retriever(MENTOR, "pair-1")
    assert kept.invoke(QUESTION)
    coach.disable(MENTOR)
    with pytest.raises(Refused):
        kept.invoke(QUESTION)


def test_a_retriever_is_refused_at_once(coach: Coach) -> None:
    """A foreign pair and a number out of range are told before anything is asked."""
    with pytest.raises(NotFound):
        coach.retriever(MENTOR, "pair-2")
    with pytest.raises(Invalid, match="1 to 100"):
        coach.retriever(MENTOR, "pair-1", k=0)
