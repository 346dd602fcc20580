"""Ranking: what a passage has going for it, and what decides between two."""

from datetime import date

import numpy as np
import pytest

from assistant.domain import Guideline, SessionNote, Visibility
from assistant.retrieval.chunks import guideline_passages, note_passages
from assistant.retrieval.cues import read_cues
from assistant.retrieval.ranking import GUIDELINE_WEIGHTS, NOTE_WEIGHTS, features, fused
from assistant.retrieval.slices import Slice

WIDTH = 4


def sliced(*texts: str, guideline: bool = False) -> Slice:
    """A slice of one passage a text, whose vectors are all the same."""
    if guideline:
        passages = [
            p for i, t in enumerate(texts) for p in guideline_passages(Guideline(f"{i}.md", "", t))
        ]
    else:
        notes = [
            SessionNote(
                f"n{i}", "p", i + 1, "a@a.example", Visibility.PAIR, t, date(2026, i + 1, 1)
            )
            for i, t in enumerate(texts)
        ]
        passages = [p for note in notes for p in note_passages(note)]
    return Slice(passages, np.full((len(passages), WIDTH), 0.5, dtype=np.float32))


def best(part: Slice, question: str) -> int:
    cues = read_cues(question, set(), part.sessions, date(2026, 6, 1))
    made = features(part, cues, np.full(WIDTH, 0.5, dtype=np.float32), part.voices)
    return int(fused(part, made).argmax())


@pytest.mark.parametrize("guideline", [True, False])
def test_every_weight_has_its_feature(guideline: bool) -> None:
    """Each weight names a feature with one finite value a passage, and nothing is left over."""
    part = sliced("We agreed on a pilot.", "The budget is open.", guideline=guideline)
    cues = read_cues("What did we agree?", set(), part.sessions)
    made = features(part, cues, np.full(WIDTH, 0.5, dtype=np.float32), {})
    weights = GUIDELINE_WEIGHTS if guideline else NOTE_WEIGHTS
    assert set(made) == set(weights) | {"cosine"}
    assert all(len(v) == len(part) and np.isfinite(v).all() for v in made.values())


@pytest.mark.parametrize("guideline", [True, False])
@pytest.mark.parametrize("question", ["the smallest budget", "the smalest bugdet"])
def test_words_decide_where_meaning_does_not(guideline: bool, question: str) -> None:
    """Between passages of the same meaning the one with the words wins, misspelt or not."""
    texts = ("We spoke of slides.", "Smallest budgets come first.", "Nothing was decided today.")
    assert best(sliced(*texts, guideline=guideline), question) == 1


def test_the_words_that_ask_are_no_topic() -> None:
    """A passage need not say "discussion" to hold all that a question about one asks for."""
    part = sliced("The passkey works on every phone.", "Slides were late.")
    cues = read_cues("Summarize the discussion about the passkey", set(), part.sessions)
    made = features(part, cues, np.full(WIDTH, 0.5, dtype=np.float32), {})
    assert made["coverage"][0] == 1


def test_the_month_asked_about_decides() -> None:
    """Of two notes with the same words, the one from the month that is named comes first."""
    part = sliced("The pilot went on.", "The pilot went on.", "The pilot went on.")
    assert best(part, "How did the pilot go in February?") == 1
