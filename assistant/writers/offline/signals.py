"""What a sentence of a note signals: why it may matter for what comes next."""

import re
from enum import StrEnum

from assistant.language import lexicon


class Signal(StrEnum):
    """Why a sentence of a note may matter for what comes next; each is a cue of the lexicon."""

    COMMITMENT = "commitment"
    LEARNING = "learning"
    QUESTION = "question"
    UNFINISHED = "unfinished"
    BEHAVIOUR = "behaviour"
    DISAGREEMENT = "disagreement"
    WISH = "wish"
    OUTCOME = "outcome"


WEIGHT = {
    Signal.UNFINISHED: 5,
    Signal.COMMITMENT: 4,
    Signal.QUESTION: 4,
    Signal.DISAGREEMENT: 4,
    Signal.LEARNING: 3,
    Signal.WISH: 3,
    Signal.BEHAVIOUR: 2,
    Signal.OUTCOME: 1,
}
"""How much each signal counts when the sentences that matter are chosen."""


def signals(sentence: str) -> frozenset[Signal]:
    """What a sentence signals; empty when nothing.

    What stands in a clause of time or condition ("when I have not finished") is not unfinished.
    """
    main = lexicon.cue("subordinate").sub(" ", sentence)
    found = {
        signal
        for signal in Signal
        if lexicon.says(signal, main if signal is Signal.UNFINISHED else sentence)
    }
    if _asks(sentence):
        found.add(Signal.QUESTION)
    return frozenset(found)


def leading(sentence: str, found: frozenset[Signal]) -> Signal | None:
    """The one signal that says best what the sentence is, or None."""
    if _asks(sentence):
        return Signal.QUESTION
    if own_learning(sentence):
        return Signal.LEARNING
    return next((s for s in _ORDER if s in found), None)


def own_learning(sentence: str) -> bool:
    """Whether the author says what they themselves learned."""
    return lexicon.says("own_learning", sentence)


def _asks(sentence: str) -> bool:
    return re.search(r"\?[\"'”’)\]]*\s*$", sentence) is not None


_ORDER = (
    Signal.UNFINISHED,
    Signal.QUESTION,
    Signal.DISAGREEMENT,
    Signal.COMMITMENT,
    Signal.LEARNING,
    Signal.WISH,
    Signal.BEHAVIOUR,
    Signal.OUTCOME,
)
