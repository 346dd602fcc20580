"""Fits what tells an answer from a near miss, and shows what is refused at each floor.

    python -m evals.retrieval.calibrate --data PATH [--cache FILE]

A logistic function of each slice's evidence (assistant/retrieval/calibration.py) is fitted on
questions with an answer and without one:

- LoCoMo's questions asked of their own conversation; of their own without the evidence and the
  lines around it; of another conversation, with its speakers' names put in;
- handbooks' question headings asked of their handbooks and of the shipped guidelines, LoCoMo's
  questions asked of the guidelines, and the project's guideline questions asked of the handbooks;
- the development half of the project's own questions.

What is printed for the project's questions' other half comes from text no weight has seen.
"""

import argparse
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.domain import Passage, PassageKind, Scope
from assistant.retrieval.calibration import CONFIDENCE
from assistant.retrieval.chunks import guideline_passages, note_passages
from assistant.retrieval.search import Search
from assistant.transcripts import speaker
from evals.retrieval import own, sets
from evals.retrieval.memory import GUIDELINES, READER, RememberingEmbedder, indexed

STEPS = 3000
RATE = 0.02
PENALTY = 3e-3
REMOVED = 0.5
"""What a question counts whose evidence was removed: another line may still answer it."""
OWN = 2.0
APART = ("withheld", "asked")
"""Set by hand, and fitted with the other weights held: handbooks have no example questions."""
FALSE_REFUSALS = (0.03, 0.05, 0.08, 0.1)

Values = NDArray[np.float64]
Evidence = dict[PassageKind, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Example:
    """The evidence of one slice for a question, and whether the slice answers it."""

    kind: PassageKind
    values: dict[str, float]
    answers: bool
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Judged:
    """One of the project's own questions, and its evidence by kind of passage."""

    case: own.Case
    evidence: Evidence

    @property
    def answerable(self) -> bool:
        return self.case.type != "unanswerable"


def searched(passages: Sequence[Passage], embedder: RememberingEmbedder) -> Search:
    """The product's search over passages in memory."""
    return Search(*indexed(passages, embedder), embedder)


def of_notes(
    data: Path, embedder: RememberingEmbedder, chance: random.Random
) -> Iterator[tuple[Example, str]]:
    """LoCoMo's questions with and without an answer, each with its text."""
    talks = list(sets.locomo(data))
    for talk in talks:
        passages = [p for note in talk.notes for p in note_passages(note)]
        whole = searched(passages, embedder)
        scope = Scope(READER, talk.name, guidelines=False)
        asked = [q for q in talk.questions if q.category != 5]
        for question in chance.sample(asked, 60):
            found = whole.evidence(question.text, scope, today=talk.ends_on)
            yield Example(PassageKind.NOTE, found[PassageKind.NOTE], True), question.text
        for question in chance.sample(asked, 25):
            rest = _without(passages, question.answers)
            found = searched(rest, embedder).evidence(question.text, scope, today=talk.ends_on)
            made = Example(PassageKind.NOTE, found[PassageKind.NOTE], False, REMOVED)
            yield made, question.text
        foreign = [(o, q) for o in talks if o is not talk for q in o.questions if q.category != 5]
        for other, question in chance.sample(foreign, 60):
            text = _renamed(question.text, _speakers(other), _speakers(talk))
            found = whole.evidence(text, scope, today=talk.ends_on)
            yield Example(PassageKind.NOTE, found[PassageKind.NOTE], False), text


def _without(passages: Sequence[Passage], answers: Sequence[str]) -> list[Passage]:
    """The passages but for those that answer, and the one before and after each."""
    rows = [i for i, p in enumerate(passages) if any(p.text in a for a in answers)]
    gone = {near for i in rows for near in (i - 1, i, i + 1)}
    return [p for i, p in enumerate(passages) if i not in gone]


def _speakers(talk: sets.Conversation) -> list[str]:
    names = {speaker(line) for note in talk.notes for line in note.text.splitlines()}
    return sorted(name for name in names if name)


def _renamed(text: str, before: Sequence[str], after: Sequence[str]) -> str:
    for old, new in zip(before, after, strict=False):
        text = re.sub(rf"\b{re.escape(old)}\b", new, text, flags=re.IGNORECASE)
    return text


def of_guidelines(
    data: Path,
    shipped: Search,
    embedder: RememberingEmbedder,
    foreign: Sequence[str],
    own_questions: Sequence[str],
    chance: random.Random,
) -> Iterator[Example]:
    """Questions asked of guidelines that answer them, and of others."""
    parts, headings = sets.heading_questions(data)
    handbooks = searched([p for part in parts for p in guideline_passages(part)], embedder)
    questions = [heading.text for heading in headings]

    def example(search: Search, text: str, answers: bool, weight: float = 1.0) -> Example:
        values = search.evidence(text, GUIDELINES)[PassageKind.GUIDELINE]
        return Example(PassageKind.GUIDELINE, values, answers, weight)

    yield from (example(handbooks, text, answers=True) for text in questions)
    for text in chance.sample(questions, 100):
        yield example(shipped, text, answers=False)
    for text in chance.sample(list(foreign), 120):
        yield example(shipped, text, answers=False)
    for text in chance.sample(list(own_questions), 50):
        yield example(handbooks, text, answers=False, weight=REMOVED)


def of_own(world: own.World) -> list[Judged]:
    """The project's own questions with their evidence."""
    return [Judged(case, world.evidence(case)) for case in own.cases()]


def from_own(rows: Sequence[Judged]) -> Iterator[Example]:
    """The development half as examples: which of the two slices answers."""
    for row in rows:
        if row.case.split != "dev":
            continue
        sources = {source for source, _ in row.case.relevant}
        for kind, values in row.evidence.items():
            guideline = any(source.endswith(".md") for source in sources)
            answers = bool(sources) and guideline == (kind is PassageKind.GUIDELINE)
            yield Example(kind, values, answers, OWN)


def fit(examples: Sequence[Example], names: Sequence[str]) -> dict[str, float]:
    """The logistic function's weights, fitted by Adam on standardised evidence."""
    values = np.array([[e.values[n] for n in names] for e in examples])
    answers = np.array([e.answers for e in examples], dtype=np.float64)
    counts = np.array([e.weight for e in examples])
    mean, spread = values.mean(axis=0), values.std(axis=0) + 1e-9
    bias = names.index("bias")
    mean[bias], spread[bias] = 0, 1
    values = (values - mean) / spread
    weights, slope, square = np.zeros(len(names)), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, STEPS + 1):
        likely = 1 / (1 + np.exp(-values @ weights))
        change = values.T @ (counts * (likely - answers)) / counts.sum() + PENALTY * weights
        slope = 0.9 * slope + 0.1 * change
        square = 0.999 * square + 0.001 * change**2
        weights -= RATE * (slope / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    raw = weights / spread
    raw[bias] -= float((weights * mean / spread).sum())
    return {name: round(float(w), 2) for name, w in zip(names, raw, strict=True)}


def confidence(evidence: Evidence, weights: dict[PassageKind, dict[str, float]]) -> float:
    """How likely it is that anything answers: that of the better slice."""
    logits = [sum(weights[k][n] * found[n] for n in weights[k]) for k, found in evidence.items()]
    return float(1 / (1 + np.exp(-max(logits))))


def show(rows: Sequence[Judged], weights: dict[PassageKind, dict[str, float]]) -> None:
    """For each half of the own questions, what is refused at floors that refuse few by mistake."""
    for split in ("dev", "test"):
        half = [(r, confidence(r.evidence, weights)) for r in rows if r.case.split == split]
        answerable = np.array([c for r, c in half if r.answerable])
        others = np.array([c for r, c in half if not r.answerable])
        for share in FALSE_REFUSALS:
            floor = float(np.quantile(answerable, share))
            refused = float((others < floor).mean())
            print(f"{split}: floor {floor:.2f} refuses {share:.0%} and {refused:.0%}")


def main() -> None:
    """Prints the fitted weights and what they refuse of the project's own questions."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path, default=Path("vectors.db"))
    options = parser.parse_args()
    embedder = RememberingEmbedder(options.cache)
    chance = random.Random(2)  # noqa: S311 - a sample, no secret
    cases = list(own.cases())
    world = own.world(embedder, cases[0].asked_on)
    rows = of_own(world)
    notes = list(of_notes(options.data, embedder, chance))
    foreign = [text for example, text in notes if not example.answers]
    asked = [c.question for c in cases if c.split == "dev" and c.type == "guideline"]
    examples = [example for example, _ in notes]
    examples += of_guidelines(options.data, world.search, embedder, foreign, asked, chance)
    examples += from_own(rows)
    weights = {}
    for kind, now in CONFIDENCE.items():
        fitted = [name for name in now if name not in APART]
        weights[kind] = fit([e for e in examples if e.kind is kind], fitted)
        weights[kind] |= {name: now[name] for name in now if name not in fitted}
        print(kind.value, weights[kind])
    print("as fitted")
    show(rows, weights)
    print("as shipped")
    show(rows, {kind: dict(now) for kind, now in CONFIDENCE.items()})


if __name__ == "__main__":
    main()
