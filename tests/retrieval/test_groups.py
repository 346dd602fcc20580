"""Example questions of groups: what they lead to, and what they leave as it was."""

from assistant.domain import Guideline, Passage
from assistant.retrieval.chunks import guideline_passages, question_passages
from assistant.retrieval.search import Search
from tests.retrieval.fakes import PAIR_A
from tests.retrieval.test_search import GUIDE, OURS, a_search, first, index_all

OTHERS = guideline_passages(
    Guideline(
        "silence.md",
        "Silence",
        "## When nobody answers\n\nWait ten seconds: a person who gets time to think speaks.\n\n"
        "## A job that is too large\n\nReach an agreement on what is left out.\n",
    )
)


def search_of(*passages: Passage) -> Search:
    return a_search(passages)[0]


def asking(section: str, *questions: str, source: str = "cadence.md") -> list[Passage]:
    return question_passages(source, {f"How often to meet > {section}": questions})


def test_an_example_question_leads_to_its_section() -> None:
    """A section whose own words differ comes first when somebody asked like that before."""
    typed = "he never gets back to me, whose job is it to reach out"
    said_so = asking("First contact", "whose job is it to reach out when he never gets back to me")
    bare = search_of(*GUIDE, *OTHERS)
    helped = search_of(*GUIDE, *OTHERS, *said_so)
    assert "writes first" not in first(bare, typed)
    assert "writes first" in first(helped, typed)


def test_an_example_question_is_no_hit() -> None:
    """Asked word for word, it is not among what is found, and its section is surer."""
    typed = "is it me who has to break the ice"
    said_so = asking("First contact", typed)
    helped = search_of(*GUIDE, *OURS, *said_so).find(typed, PAIR_A, k=50)
    assert not {h.passage.id for h in helped.hits} & {p.id for p in said_so}
    assert helped.confidence > search_of(*GUIDE, *OURS).find(typed, PAIR_A).confidence


def test_a_section_without_examples_is_not_left_behind() -> None:
    """Examples of other sections do not hide the one that says it in so many words."""
    elsewhere = asking("First contact", "who writes", "who starts", "may I call", "is it my turn")
    search = search_of(*GUIDE, *elsewhere)
    assert "six sessions" in first(search, "How many sessions do we plan in six months?")


def test_examples_of_another_guideline_with_the_same_headings_count_for_it_alone() -> None:
    """The section's source is part of what an example belongs to."""
    copy = guideline_passages(
        Guideline("copy.md", "How often to meet", "## First contact\n\nThe mentor rings up.\n")
    )
    typed = "is it me who has to break the ice"
    for source, words in (("copy.md", "rings up"), ("cadence.md", "writes first")):
        search = search_of(*GUIDE, *copy, *asking("First contact", typed, source=source))
        assert words in first(search, typed)


def test_examples_that_wait_for_vectors_are_taken_in_later() -> None:
    """Until the index holds them the question is answered without, then with them."""
    typed = "he never gets back to me, whose job is it to reach out"
    said_so = asking("First contact", "whose job is it to reach out when he never gets back to me")
    search, shelf, index = a_search([*GUIDE, *OTHERS])
    shelf.add(said_so)
    assert "writes first" not in first(search, typed)
    reads = shelf.reads
    index_all(index, said_so)
    assert "writes first" in first(search, typed)
    assert shelf.reads == reads


def test_one_question_of_its_heading_does_not_put_a_section_back() -> None:
    """A section whose one example is far off stands where it would without any."""
    elsewhere = asking("First contact", *(f"who rings up first in week {n}" for n in range(6)))
    far = asking("Rhythm", "where do I find a quiet room")
    question = "how many sessions do we plan in six months"
    without, with_one = (
        {hit.passage.id: hit.score for hit in search_of(*GUIDE, *some).find(question, PAIR_A).hits}
        for some in (elsewhere, [*elsewhere, *far])
    )
    assert len(without) == len(GUIDE)
    assert with_one == without
