"""Stretches: neighbouring sentences of one source around the one that answers."""

from datetime import date

from assistant.domain import Guideline
from assistant.retrieval.chunks import guideline_passages
from assistant.retrieval.embedders import MiniLMEmbedder
from assistant.retrieval.search import Search
from assistant.retrieval.stretches import LONGEST
from tests.fakes import MemoryIndex
from tests.retrieval.fakes import PAIR_A, Shelf, notes
from tests.retrieval.test_search import EMBEDDER, index_all

NOTE = (
    "We met in the small room. Leo was late. He promised to cut the monthly pack to ten slides. "
    "The reason is that nobody reads the rest. We had tea. Then I left."
)
TALK = "\n".join(
    ["Mina: How was the fair?", "Leo: I went to Lyon for the robots.", "Mina: Nice.", "Leo: Yes."]
)


def found(question: str, *texts: str) -> list[list[str]]:
    passages = [p for n, t in enumerate(texts) for p in notes("pair-a", n + 1, date(2026, 3, 2), t)]
    index = MemoryIndex()
    index_all(index, passages)
    search = Search(Shelf(passages), index, EMBEDDER)
    near = search.find(question, PAIR_A, quoting=True).stretches
    return [[line.text for line in stretch.lines] for stretch in near]


def test_the_sentence_that_answers_comes_with_its_neighbours() -> None:
    """The best stretch is short, verbatim, in reading order, and holds what was asked for."""
    best, *_ = found("How many slides should the pack have?", NOTE)
    assert any("ten slides" in line for line in best)
    assert 1 < len(best) <= LONGEST
    assert " ".join(best) in NOTE


def test_no_two_stretches_overlap_and_none_joins_two_notes() -> None:
    """Each sentence is in one stretch at most, and a stretch is of one note."""
    near = found("the pack", NOTE, "The pack is printed. It is thrown away.")
    told = [line for stretch in near for line in stretch]
    assert len(told) == len(set(told))
    assert all(sum(line in NOTE for line in s) in (0, len(s)) for s in near)


def test_a_line_of_a_transcript_names_its_speaker() -> None:
    """The name before the colon is told apart from the words; a label in prose is none."""
    passages = notes("pair-a", 1, date(2026, 3, 2), TALK)
    index = MemoryIndex()
    index_all(index, passages)
    search = Search(Shelf(passages), index, EMBEDDER)
    best = search.find("Where did Leo see robots?", PAIR_A, quoting=True).stretches[0]
    assert ("Leo", "I went to Lyon for the robots.") in [(x.speaker, x.text) for x in best.lines]


def test_lines_of_a_guideline_stay_within_their_passage() -> None:
    """A stretch never joins two sections, and without being asked for there is none."""
    text = "## Rhythm\n\nPlan six sessions.\n\n## Contact\n\nThe mentee writes first.\n"
    passages = guideline_passages(Guideline("cadence.md", "How often", text))
    index = MemoryIndex()
    index_all(index, passages)
    search = Search(Shelf(passages), index, MiniLMEmbedder())
    near = search.find("Who writes first?", PAIR_A, quoting=True).stretches
    assert [line.text for line in near[0].lines] == ["The mentee writes first."]
    assert search.find("Who writes first?", PAIR_A).stretches == ()
