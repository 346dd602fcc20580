import numpy as np

from assistant.retrieval.reading import FOLDER
from evals.utterances import labels_of, read, texts_of, told


def test_both_hands_wrote_for_the_same_wishes() -> None:
    """Each label has utterances of both hands, and none is written twice for two wishes."""
    one, two = (read(path) for path in sorted(FOLDER.glob("*.yaml")))
    assert set(one) == set(two)
    for hand in (one, two):
        assert min(len(texts) for texts in hand.values()) >= 20
        assert len({text.lower() for text in texts_of(hand)}) == len(labels_of(hand))


def test_the_nearest_example_tells_what_is_wanted() -> None:
    """An utterance takes the label of the example nearest to it, right or wrong."""
    known = np.eye(2, dtype=np.float32)
    asked = np.array([[0.9, 0.1], [0.8, 0.2]], dtype=np.float32)
    right, nearest = told(["greeting", "thanks"], asked, ["greeting", "thanks"], known)
    assert right.tolist() == [True, False]
    assert nearest.tolist() == np.float32([0.9, 0.8]).tolist()
