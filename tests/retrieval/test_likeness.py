"""How alike two questions are, as learned, and where that is used."""

import numpy as np

from assistant.retrieval import likening
from assistant.retrieval.embedders import ByKind, MiniLMEmbedder, unit
from assistant.retrieval.groups import Examples
from assistant.retrieval.likeness import FILE, Likeness, likeness
from assistant.retrieval.prepared import shipped_passages
from tests.demo_store import KNOWLEDGE
from tests.fakes import WordEmbedder
from tests.retrieval.test_groups import asking

TOPIC, WISH = 16, 4
"""In these vectors what a text is about stands first, and what it asks for behind it."""


def taught() -> Likeness:
    """Learned from sections whose questions each have another topic, and share a wish."""
    sections = np.repeat(np.arange(WISH), TOPIC)
    topics = np.tile(np.eye(TOPIC, dtype=np.float32), (WISH, 1))
    rows = unit(np.hstack([topics, 0.9 * np.eye(WISH, dtype=np.float32)[sections]]))
    return Likeness(likening.learn(likening.Rows(sections, rows, len(rows))))


def test_what_is_shipped_was_learned_from_these_guidelines_and_questions() -> None:
    """After a change to a guideline or its questions `make vectors` has to learn again."""
    with np.load(FILE, allow_pickle=False) as file:
        assert str(file["of"]) == likening.digest(shipped_passages(KNOWLEDGE))


def test_what_is_asked_for_comes_to_count_for_more_than_the_topic() -> None:
    """Of two examples the one of the same section is nearer, although its topic is another."""
    asked, topic, wish = np.zeros((3, TOPIC + WISH), dtype=np.float32)
    for row, places in ((asked, [0, -1]), (topic, [0, -2]), (wish, [1, -1])):
        row[places] = 1, 0.9
    rows = unit(np.stack([topic, wish]))
    found = asking("Who writes", "one", "other")
    as_it_is = Examples(found, rows).cosines(unit(asked))
    learned = Examples(found, rows, taught()).cosines(unit(asked))
    assert as_it_is[0] > as_it_is[1]
    assert learned[0] < learned[1]
    assert np.abs(learned).max() <= 1.0001


def test_an_example_is_as_alike_to_itself_as_can_be() -> None:
    """A question typed just as an example stands has the cosine 1; one without a vector none."""
    row = unit(np.arange(1, TOPIC + WISH + 1, dtype=np.float32))
    rows = np.stack([row, np.zeros_like(row)])
    same, missing = Examples(asking("Who writes", "one", "two"), rows, taught()).cosines(row)
    assert abs(same - 1) < 1e-5
    assert np.isnan(missing)


def test_it_is_used_for_vectors_of_the_built_in_embedder_alone() -> None:
    """Another embedder's space is another one, whatever is used for notes."""
    built_in, other = MiniLMEmbedder(), WordEmbedder()
    assert likeness(built_in) is not None
    assert likeness(other) is None
    assert likeness(ByKind(guidelines=other, notes=built_in)) is None
