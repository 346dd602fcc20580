from collections.abc import Sequence
from datetime import date

import pytest

from assistant.domain import Guideline, Passage, Person, Scope
from assistant.retrieval.calibration import DOUBT, FLOOR
from assistant.retrieval.chunks import dense_text, guideline_passages
from assistant.retrieval.embedders import MiniLMEmbedder
from assistant.retrieval.search import Search
from tests.fakes import MemoryIndex
from tests.retrieval.fakes import PAIR_A, READER, Shelf, notes

MINA = Person(READER, "Mina Ortiz")
LEO = Person("leo@a.example", "Leo Strand")
TODAY = date(2026, 6, 15)
EMBEDDER = MiniLMEmbedder()

GUIDE = guideline_passages(
    Guideline(
        "cadence.md",
        "How often to meet",
        "## Rhythm\n\nPlan six sessions in six months.\n\n"
        "## First contact\n\nThe mentee writes first and proposes a date.\n",
    )
)
OURS = [
    *notes("pair-a", 1, date(2026, 3, 2), "Leo promised to try the passkey on his own phone."),
    *notes("pair-a", 2, date(2026, 4, 6), "Leo promised to cut the monthly pack to ten slides."),
    *notes("pair-a", 3, date(2026, 5, 11), "I showed the forecast range and Leo drew it himself."),
]
THEIRS = notes("pair-b", 1, date(2026, 3, 2), "Otto promised to try the passkey at home, too.")


def a_search(passages: Sequence[Passage]) -> tuple[Search, Shelf, MemoryIndex]:
    index = MemoryIndex()
    index_all(index, passages)
    shelf = Shelf(passages)
    return Search(shelf, index, EMBEDDER), shelf, index


def index_all(index: MemoryIndex, passages: Sequence[Passage]) -> None:
    texts = [dense_text(p.kind, p.heading, p.text) for p in passages]
    index.upsert([p.id for p in passages], EMBEDDER.embed(texts), [{} for _ in passages])


def first(search: Search, question: str, scope: Scope = PAIR_A) -> str:
    found = search.find(question, scope, today=TODAY, people=(MINA, LEO))
    return found.hits[0].passage.text


def test_guidelines_and_notes_are_ranked_together() -> None:
    """A question about the pair finds its note first, one about the program its guideline."""
    search, _, _ = a_search([*GUIDE, *OURS])
    assert "passkey" in first(search, "What did Leo promise about the passkey?")
    assert "writes first" in first(search, "Who should make the first contact?")


def test_the_date_of_a_question_decides() -> None:
    """Of two promises the one of the month asked about comes first."""
    search, _, _ = a_search([*GUIDE, *OURS])
    assert "passkey" in first(search, "What did Leo promise in March?")
    assert "slides" in first(search, "What did he promise in session 2?")


def test_another_pairs_notes_are_never_found() -> None:
    """A foreign note is no hit, even where it is the only match."""
    search, _, _ = a_search([*GUIDE, *OURS, *THEIRS])
    found = search.find("What did Otto try at home?", PAIR_A, k=50, today=TODAY)
    assert {h.passage.pair_id for h in found.hits} <= {None, "pair-a"}
    assert any(h.passage.pair_id == "pair-a" for h in found.hits)


def test_hits_are_authorised_again() -> None:
    """What became unreadable after the slice was built is not given out."""
    search, shelf, _ = a_search(OURS)
    assert "passkey" in first(search, "passkey on his phone")
    shelf.closed.add(OURS[0].id)
    found = search.find("passkey on his phone", PAIR_A, today=TODAY)
    assert OURS[0].id not in {h.passage.id for h in found.hits}


@pytest.mark.parametrize(
    "scope", [Scope(READER, None, guidelines=False), Scope(READER, "pair-x", guidelines=False)]
)
def test_an_empty_scope_finds_nothing(scope: Scope) -> None:
    """Nothing in scope is nothing found, never everything."""
    search, _, _ = a_search([*GUIDE, *OURS])
    found = search.find("passkey", scope)
    assert (found.hits, found.confidence, found.answerable) == ((), 0.0, False)


@pytest.mark.parametrize(
    "question", ["", "   ", "?", "🙂", "x" * 100_000, "SELECT * FROM notes; --"]
)
def test_any_question_may_be_asked(question: str) -> None:
    """No question is an error."""
    search, _, _ = a_search([*GUIDE, *OURS])
    assert len(search.find(question, PAIR_A, today=TODAY).hits) <= 10


def test_scores_fall_and_stay_between_0_and_1() -> None:
    """Hits come best first, each with a calibrated score."""
    search, _, _ = a_search([*GUIDE, *OURS])
    found = search.find("What did Leo promise?", PAIR_A, today=TODAY, people=(MINA, LEO))
    scores = [hit.score for hit in found.hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= s <= 1 for s in scores)
    assert found.confidence == scores[0]
    assert set(found.timings_ms) == {"embed", "search", "total"}


def test_a_question_beyond_the_scope_is_under_the_floor() -> None:
    """What nothing in scope answers has a confidence below the floor; the rest is above it."""
    search, _, _ = a_search([*GUIDE, *OURS])
    assert search.find("How do I descale a coffee machine?", PAIR_A).confidence < FLOOR
    assert search.find("How many sessions do we plan?", PAIR_A).confidence >= FLOOR


@pytest.mark.parametrize(
    "question",
    [
        "What did Leo promise in his private note?",
        "What does Leo's private note say about slides?",
        "What did the other mentors promise about slides?",
    ],
)
def test_what_others_hold_is_not_answered_from_the_pairs_notes(question: str) -> None:
    """A question for the partner's private notes, or another pair's, finds no answer."""
    search, _, _ = a_search(OURS)
    assert search.find(question, PAIR_A, today=TODAY, people=(MINA, LEO)).confidence < DOUBT


def test_a_misspelt_question_finds_the_same() -> None:
    """What is misspelt is searched as the word that was meant, and told."""
    search, _, _ = a_search([*GUIDE, *OURS])
    right = search.find("How many sessions do we plan?", PAIR_A)
    wrong = search.find("How many sesions do we plan?", PAIR_A)
    assert wrong.misspelt == {"sesions": "sessions"}
    assert [h.passage.id for h in wrong.hits] == [h.passage.id for h in right.hits]
    assert wrong.confidence == right.confidence


def test_no_word_is_told_of_what_may_not_be_read_any_more() -> None:
    """A misspelt word is read as a word of a note only for as long as the note may be read."""
    search, shelf, _ = a_search([*GUIDE, *OURS])
    assert search.find("the paskey", PAIR_A).misspelt == {"paskey": "passkey"}
    shelf.held = [p for p in shelf.held if "passkey" not in p.text]
    shelf.changes += 1
    assert search.find("the paskey", PAIR_A).misspelt == {}


def test_each_side_is_told_what_addresses_it() -> None:
    """What addresses a side is worth more to it than to its partner."""
    text = "## For the mentor\n\nWait for ten seconds.\n\n## For the mentee\n\nWait for a minute.\n"
    search, _, _ = a_search(guideline_passages(Guideline("silence.md", "Silence", text)))
    lead = []
    for people in ((MINA, LEO), (LEO, MINA)):
        found = search.find("How long do I wait?", PAIR_A, today=TODAY, people=people)
        scores = {hit.passage.text: hit.score for hit in found.hits}
        lead.append(scores["Wait for ten seconds."] / scores["Wait for a minute."])
    assert lead[0] > lead[1]


def test_a_new_note_is_found_at_once() -> None:
    """A change of the stamp makes the slice new; without one it is not read again."""
    search, shelf, index = a_search(OURS)
    first(search, "slides")
    reads = shelf.reads
    first(search, "slides")
    assert shelf.reads == reads
    fresh = notes("pair-a", 4, date(2026, 6, 8), "Leo bought a yellow submarine model.")
    index_all(index, fresh)
    shelf.add(fresh)
    assert "submarine" in first(search, "yellow submarine")


def test_a_passage_that_alone_lacks_a_vector_is_found_by_its_words() -> None:
    """In an index that is whole but for one passage, that one is not behind all the others."""
    text = "\n\n".join(f"## Piece {n}\n\nPiece {n} is about z{n}." for n in range(60))
    pieces = guideline_passages(Guideline("pieces.md", "Pieces", text))
    search, _, index = a_search(pieces)
    index.delete([p.id for p in pieces if "z31." in p.text])
    assert "z31" in first(search, "Piece 31 about z31")


def test_a_note_without_a_vector_is_found_by_its_words() -> None:
    """Until the index holds a passage, its words find it; then its meaning does, too."""
    search, shelf, index = a_search(OURS)
    fresh = notes("pair-a", 4, date(2026, 6, 8), "Leo bought a yellow submarine model.")
    shelf.add(fresh)
    assert "submarine" in first(search, "yellow submarine")
    index_all(index, fresh)
    assert "submarine" in first(search, "underwater boat toy")


def test_nothing_indexed_yet_is_still_searched() -> None:
    """With an empty index words alone find."""
    search = Search(Shelf(OURS), MemoryIndex(), EMBEDDER)
    assert "slides" in first(search, "monthly pack slides")


def test_the_same_text_is_given_once() -> None:
    """A passage that repeats a better one is left out."""
    copy = guideline_passages(
        Guideline("copy.md", "How often to meet", "## Rhythm\n\nPlan six sessions in six months.\n")
    )
    search, _, _ = a_search([*GUIDE, *copy])
    found = search.find("How many sessions?", PAIR_A)
    assert sum("six sessions" in h.passage.text for h in found.hits) == 1


def test_readers_share_no_notes() -> None:
    """Slices of notes are held by scope: one reader's never serves another."""
    search, shelf, _ = a_search([*OURS, *GUIDE])
    other = Scope("leo@a.example", "pair-a", guidelines=True)
    first(search, "slides")
    shelf.held = [p for p in shelf.held if p.source != OURS[0].source]
    found = search.find("passkey", other, k=20)
    assert all(h.passage.source != OURS[0].source for h in found.hits)


def test_readers_of_the_same_guidelines_share_their_slice() -> None:
    """The first question of another reader does not read the guidelines again."""
    search, shelf, _ = a_search([*GUIDE, *OURS])
    first(search, "slides")
    reads = shelf.reads
    first(search, "first contact", Scope("leo@a.example", None, guidelines=True))
    assert shelf.reads == reads


class Choosy(Shelf):
    """A store whose guidelines are open to one reader, and whose stamps say so."""

    def stamps(self, scope: Scope) -> tuple[str, str]:
        guidelines, notes = super().stamps(scope)
        return f"{guidelines} {scope.reader == READER}", notes

    def _holds(self, scope: Scope, passage: Passage) -> bool:
        return super()._holds(scope, passage) and (
            passage.pair_id is not None or scope.reader == READER
        )


def test_readers_of_other_guidelines_share_nothing() -> None:
    """Where the store's stamps of the guidelines differ, each reader is searched for alone."""
    index = MemoryIndex()
    index_all(index, GUIDE)
    search = Search(Choosy(GUIDE), index, EMBEDDER)
    other = Scope("leo@a.example", None, guidelines=True)
    ours = Scope(READER, None, guidelines=True)
    for _ in range(2):
        assert search.find("How many sessions do we plan?", ours).hits
        assert not search.find("How many sessions do we plan?", other).hits


def test_passages_that_wait_for_vectors_are_read_once() -> None:
    """While the index is being filled, a question fetches vectors, not the passages again."""
    search, shelf, index = a_search(OURS[:1])
    shelf.add(OURS[1:])
    assert "slides" in first(search, "monthly pack slides")
    reads = shelf.reads
    assert "slides" in first(search, "monthly pack slides")
    index_all(index, OURS)
    assert "forecast" in first(search, "prediction interval")
    assert shelf.reads == reads
