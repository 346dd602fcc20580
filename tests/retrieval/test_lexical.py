import numpy as np

from assistant.retrieval.lexical import BM25, Vocabulary, scaled, stems


def test_words_meet_in_their_stem() -> None:
    """Forms of a word are one term, common words none."""
    assert stems("The dashboards' meetings") == stems("dashboard meeting")
    assert stems("what is this of the") == []


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
