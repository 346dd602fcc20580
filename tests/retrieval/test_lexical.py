"""The lexical side: stems, letter n-grams and BM25."""

import numpy as np

from assistant.language.tokens import stems
from assistant.retrieval.lexical import BM25, Vocabulary, scaled


def test_words_meet_in_their_stem() -> None:
    """Forms of a word are one term, common words none."""
    assert stems("The dashboards' meetings") == stems("dashboard meeting")
    assert stems("what is this of the") == ()


def test_the_rarer_word_weighs_more() -> None:
    """A document with the rare word of a question comes before one with its common word."""
    vocabulary = Vocabulary()
    texts = ["alpha beta", "alpha gamma", "alpha delta", "alpha epsilon"]
    bm25 = BM25([vocabulary.terms(t) for t in texts], len(vocabulary))
    scores = bm25.scores(vocabulary.known(stems("alpha gamma")))
    assert int(scores.argmax()) == 1


def test_coverage_counts_what_nothing_holds() -> None:
    """A word that occurs nowhere lowers the share of the question that is covered."""
    vocabulary = Vocabulary()
    bm25 = BM25([vocabulary.terms(t) for t in ("alpha beta", "gamma")], len(vocabulary))
    terms = vocabulary.known(stems("alpha"))
    assert bm25.coverage(terms).max() == 1
    assert 0 < bm25.coverage(terms, unknown=1).max() < 0.6


def test_nothing_to_search_scores_nothing() -> None:
    """Empty documents and empty questions are no error."""
    bm25 = BM25([np.zeros(0, np.int32)], 0)
    assert bm25.scores(np.zeros(0, np.int32)).tolist() == [0]
    assert scaled(np.zeros(0, np.float32)).tolist() == []


def test_a_word_that_came_later_counts_as_unknown() -> None:
    """Documents weighed before a word was taken in do not hold it, and say so."""
    vocabulary = Vocabulary()
    bm25 = BM25([vocabulary.terms(t) for t in ("alpha beta", "gamma")], len(vocabulary))
    vocabulary.terms("omega")
    terms = vocabulary.known(stems("alpha omega"))
    assert int(bm25.scores(terms).argmax()) == 0
    assert bm25.coverage(terms).max() == bm25.coverage(terms[:1], unknown=1).max()


def test_a_misspelt_word_meets_the_right_one_in_its_letters() -> None:
    """By letter n-grams a typo still finds the document, which by stems it does not."""
    vocabulary = Vocabulary()
    terms = [vocabulary.terms(t) for t in ("the bonus policy", "compliments that change nothing")]
    vocabulary.spell()
    by_stems = BM25(terms, len(vocabulary))
    by_letters = BM25([vocabulary.grams(t) for t in terms], vocabulary.grams_known)
    asked = stems("complimants")
    assert by_stems.scores(vocabulary.known(asked)).max() == 0
    scores = by_letters.scores(vocabulary.known_grams(asked))
    assert int(scores.argmax()) == 1
    assert scores[1] > 0


def test_letters_of_later_words_have_numbers_of_their_own() -> None:
    """Words that are taken in later keep the n-grams of the earlier ones as they were."""
    vocabulary = Vocabulary()
    first = vocabulary.terms("session")
    vocabulary.spell()
    before = vocabulary.grams(first).tolist()
    later = vocabulary.terms("sessions mission")
    vocabulary.spell()
    assert vocabulary.grams(first).tolist() == before
    assert set(vocabulary.grams(later).tolist()) > set(before)
