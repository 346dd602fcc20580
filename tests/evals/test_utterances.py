from collections import Counter

import numpy as np

from assistant.questions import Want
from assistant.retrieval.learning import Example, examples
from evals.utterances import row, told


def test_every_hand_wrote_what_is_wanted_once() -> None:
    """Each wish has utterances of at least three hands, and nothing is written for two wishes."""
    known = examples()
    hands = Counter(want for want, _ in {(one.want, one.hand) for one in known})
    assert set(hands) == set(Want)
    assert min(hands.values()) >= 3
    wanted: dict[str, Want] = {}
    for one in known:
        assert wanted.setdefault(one.text.lower(), one.want) is one.want


def test_what_the_others_wrote_tells_what_a_hand_means() -> None:
    """The share told right is of wishes that the other hands know, beside the nearest's."""
    known = [
        Example(f"{word} {n}", want, hand)
        for hand in ("one", "two")
        for want, word in ((Want.GREETING, "hello"), (Want.THANKS, "thanks"))
        for n in range(12)
    ]
    vectors = np.zeros((len(known), 2), dtype=np.float32)
    vectors[:, 0] = [e.want is Want.GREETING for e in known]
    vectors[:, 1] = 1 - vectors[:, 0]
    assert row("one", known, vectors) == "| one | 24 | 1.000 | 1.000 | 1.000 | 1.000 |"
    right, sure = told(known[:1], vectors[:1], known[24:], vectors[24:])
    assert (right.tolist(), sure.tolist()) == ([True], [True])
