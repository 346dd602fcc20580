"""Ranking: what a passage has going for it, and what decides between two."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from assistant.domain import Guideline, SessionNote, Side, Visibility
from assistant.retrieval.chunks import guideline_passages, note_passages
from assistant.retrieval.cues import read_cues
from assistant.retrieval.ranking import (
    GUIDELINE_WEIGHTS,
    NOTE_WEIGHTS,
    TRANSCRIPT_WEIGHTS,
    features,
    fused,
)
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


TALK = "Mina: Shall we begin?\nLeo: Yes, with the pilot.\nMina: It runs.\n"


@pytest.mark.parametrize(
    ("texts", "guideline", "weights"),
    [
        (("We agreed on a pilot.", "The budget is open."), True, GUIDELINE_WEIGHTS),
        (("We agreed on a pilot.", "The budget is open."), False, NOTE_WEIGHTS),
        (("We agreed on a pilot.", TALK), False, {**NOTE_WEIGHTS, **TRANSCRIPT_WEIGHTS}),
    ],
)
def test_every_weight_has_its_feature(
    texts: tuple[str, ...], guideline: bool, weights: dict[str, float]
) -> None:
    """Each weight names a feature with one finite value a passage, and nothing is left over."""
    part = sliced(*texts, guideline=guideline)
    cues = read_cues("What did we agree?", set(), part.sessions)
    made = features(part, cues, np.full(WIDTH, 0.5, dtype=np.float32), {})
    assert set(made) == set(weights) | {"cosine"}
    assert all(len(v) == len(part) and np.isfinite(v).all() for v in made.values())


@pytest.mark.parametrize("guideline", [True, False])
def test_words_decide_where_meaning_does_not(guideline: bool) -> None:
    """Between passages of the same meaning the one with the words wins."""
    texts = ("We spoke of slides.", "Smallest budgets come first.", "Nothing was decided today.")
    assert best(sliced(*texts, guideline=guideline), "the smallest budget") == 1


@pytest.mark.parametrize(("side", "first"), [(Side.MENTOR, 0), (Side.MENTEE, 1)])
def test_what_addresses_the_reader_comes_first(side: Side, first: int) -> None:
    """Of two passages alike, the one for the reader's side of the pair."""
    text = "# Silence\n\n- **Mentor:** Wait a little.\n\n## Else\n\n- **Mentee:** Wait a little.\n"
    part = sliced(text, guideline=True)
    cues = replace(read_cues("How long do I wait?", set(), {}), side=side)
    made = features(part, cues, np.full(WIDTH, 0.5, dtype=np.float32), {})
    assert fused(part, made).argmax() == first


def test_what_is_said_around_a_spoken_line_counts() -> None:
    """A spoken line that has none of the words is found by the lines beside it."""
    talk = "Mina: What about the budget?\nLeo: Ten thousand, I think.\nMina: Fine with me.\n"
    part = sliced(talk, "Leo: Hello there.\nMina: Good morning to you.\nLeo: Let us begin.\n")
    cues = read_cues("How large is the budget?", set(), part.sessions)
    made = features(part, cues, np.full(WIDTH, 0.5, dtype=np.float32), part.voices)
    scores = fused(part, made)
    assert scores[:3].min() > scores[3:].max()


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
