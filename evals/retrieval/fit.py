"""Fits the weights of ranking: of transcripts on LoCoMo, of written notes on our own questions.

    python -m evals.retrieval.fit --data PATH [--cache FILE]

Transcripts: weights are fitted on all conversations but one and judged on that one, in turn, so
that no figure printed comes from text that the weights have seen; the weights printed at the end
are fitted on all. Written notes: weights are fitted on the development half of the project's own
questions and judged on the other. The loss is the softmax of each question's evidence among its
slice's passages.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.chunks import note_passages
from assistant.retrieval.cues import Cues, read_cues
from assistant.retrieval.ranking import NOTE_WEIGHTS, TRANSCRIPT_WEIGHTS, features
from assistant.retrieval.slices import Slice
from assistant.transcripts import said
from evals.retrieval import own
from evals.retrieval.memory import RememberingEmbedder
from evals.retrieval.scores import evidence_share
from evals.retrieval.sets import Conversation, locomo

STEPS = 600
RATE = 0.05
PENALTY = 1e-3
LENGTH_PENALTY = 1.0
BUDGETS = (2000, 4000)


@dataclass(frozen=True, slots=True)
class Example:
    """A question's features (passages × features), the rows of its evidence, and the texts."""

    group: str
    values: NDArray[np.float64]
    rows: tuple[int, ...]
    texts: tuple[str, ...]
    answers: tuple[str, ...] = ()


def examples(
    talk: Conversation, embedder: RememberingEmbedder, names: Sequence[str]
) -> list[Example]:
    """One example a question of a transcript that has an answer."""
    passages = [p for note in talk.notes for p in note_passages(note)]
    part = Slice(passages, embedder.embed([said(p.text) for p in passages]))
    voices = {who: who for who in part.speakers}
    texts = tuple(p.text for p in passages)
    made = []
    for question in talk.questions:
        if question.category == 5:
            continue
        cues = read_cues(question.text, set(voices.values()), part.sessions, talk.ends_on)
        rows = tuple(i for i, t in enumerate(texts) if any(t in a for a in question.answers))
        if rows:
            values = _values(part, cues, voices, embedder, names)
            made.append(Example(talk.name, values, rows, texts, question.answers))
    return made


def of_notes(embedder: RememberingEmbedder, names: Sequence[str]) -> Iterator[Example]:
    """One example a question about written notes; its group is its half."""
    cases = [case for case in own.cases() if case.type == "note"]
    world = own.world(embedder, cases[0].asked_on)
    for case in cases:
        passages = world.notes(case)
        part = Slice(passages, embedder.embed([said(p.text) for p in passages]))
        people = world.people[case.pair or ""]
        voices = {p.email: p.called.lower() for p in people}
        (partner,) = (name for who, name in voices.items() if who != case.reader)
        cues = read_cues(
            case.question, set(voices.values()), part.sessions, case.asked_on, voices[case.reader],
            partner,
        )  # fmt: skip
        rows = tuple(i for i, p in enumerate(passages) if own.answers(case, p))
        if rows:
            values = _values(part, cues, voices, embedder, names)
            yield Example(case.split, values, rows, tuple(p.text for p in passages))


def _values(
    part: Slice,
    cues: Cues,
    voices: dict[str, str],
    embedder: RememberingEmbedder,
    names: Sequence[str],
) -> NDArray[np.float64]:
    found = features(part, cues, embedder.embed([cues.text])[0], voices)
    return np.stack([found[n] for n in names], axis=1).astype(np.float64)


def fit(rows: Sequence[Example], *, some: bool = False) -> NDArray[np.float64]:
    """The weights that make the evidence most likely, by Adam.

    All of it, or with ``some`` any of it: one sentence answers a question about notes, while a
    conversation's evidence is scattered.
    """
    width = rows[0].values.shape[1]
    weights, mean, square = np.zeros(width), np.zeros(width), np.zeros(width)
    for step in range(1, STEPS + 1):
        slope = PENALTY * len(rows) * weights
        for row in rows:
            score = row.values @ weights
            share = np.exp(score - score.max())
            evidence = list(row.rows)
            wanted = share[evidence] + 1e-12 if some else np.ones(len(evidence))
            slope += share @ row.values / share.sum()
            slope -= wanted @ row.values[evidence] / wanted.sum()
        slope /= len(rows)
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope**2
        weights -= RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights


def judged(rows: Sequence[Example], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """The evidence share within each budget, one row an example."""
    made = []
    for row in rows:
        order = np.argsort(-(row.values @ weights), kind="stable")[:80]
        texts = [row.texts[i] for i in order]
        made.append([evidence_share(texts, row.answers, b) for b in BUDGETS])
    return np.array(made)


def found(rows: Sequence[Example], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """The shares of examples with evidence first, and among the first five."""
    made = []
    for row in rows:
        order = np.argsort(-(row.values @ weights), kind="stable").tolist()
        place = min(order.index(i) for i in row.rows)
        made.append((place == 0, place < 5))
    result: NDArray[np.float64] = np.array(made).mean(axis=0)
    return result


def crossed(rows: Sequence[Example], names: Sequence[str]) -> NDArray[np.float64]:
    """Mean evidence shares, each conversation judged by weights fitted on the others."""
    made = []
    for group in sorted({r.group for r in rows}):
        weights = fit([r for r in rows if r.group != group])
        weights[names.index("length")] -= LENGTH_PENALTY
        made.append(judged([r for r in rows if r.group == group], weights))
    result: NDArray[np.float64] = np.concatenate(made).mean(axis=0)
    return result


def halved(rows: Sequence[Example]) -> NDArray[np.float64]:
    """What is found on each half of the own questions by weights fitted on the other, the mean."""
    first, second = ([r for r in rows if r.group == half] for half in ("dev", "test"))
    result: NDArray[np.float64] = (
        found(second, fit(first, some=True)) + found(first, fit(second, some=True))
    ) / 2
    return result


def without(rows: Sequence[Example], place: int) -> list[Example]:
    """The examples less the feature at a place."""
    return [
        Example(r.group, np.delete(r.values, place, 1), r.rows, r.texts, r.answers) for r in rows
    ]


def main() -> None:
    """Prints the held-out figures, then the weights."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path, default=Path("vectors.db"))
    options = parser.parse_args()
    embedder = RememberingEmbedder(options.cache)
    names = list(NOTE_WEIGHTS)
    rows = list(of_notes(embedder, names))
    weights = fit([r for r in rows if r.group == "dev"], some=True)
    unseen = [r for r in rows if r.group == "test"]
    print("written notes, the unseen half, first and among five:", found(unseen, weights).round(3))
    shipped = np.array(list(NOTE_WEIGHTS.values()))
    print("the same as shipped:", found(unseen, shipped).round(3))
    print({n: round(float(w), 2) for n, w in zip(names, weights, strict=True)})
    names = list(TRANSCRIPT_WEIGHTS)
    rows = [e for talk in locomo(options.data) for e in examples(talk, embedder, names)]
    print("transcripts, held out, 2,000 and 4,000 characters:", crossed(rows, names).round(4))
    weights = fit(rows)
    weights[names.index("length")] -= LENGTH_PENALTY
    print("fitted on all:", judged(rows, weights).mean(axis=0).round(4))
    print({n: round(float(w), 2) for n, w in zip(names, weights, strict=True)})


if __name__ == "__main__":
    main()
