"""Choosing what of a brief a model is sent: the most value within a budget of tokens.

A record, a note's passage or a guideline's passage is taken whole or not at all, so nothing is
ever cut in the middle of a sentence.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant import tokens
from assistant.domain import GoalStatus
from assistant.drafts import Kind
from assistant.writers import Brief, Material, recordtext

BUDGETS: Mapping[Kind, int] = {
    Kind.ANSWER: 3_000,
    Kind.AGENDA: 5_000,
    Kind.STARTERS: 4_000,
    Kind.POWER_DYNAMICS: 4_000,
    Kind.EXPLAINER: 4_000,
    Kind.SUMMARY: 12_000,
}
"""The most tokens of material that a brief of each kind carries."""

SMALL_BUDGET = 1_000
"""The same for a small model, whatever the kind."""

RECORDS, GUIDELINES, NOTES = "records", "guidelines", "notes"
BEST_HITS = 4
"""So many of the passages found first go in before everything else."""
LEAST = 0.1
"""What is worth less than this is left out, even when there is room."""
_AROUND = 12  # tokens of the two lines around a piece


@dataclass(frozen=True, slots=True)
class Piece:
    """One passage or record; ``value`` between 0 and 1 says how much the draft needs it."""

    source: str
    part: str
    text: str
    value: float


def pieces(brief: Brief) -> list[Piece]:
    """Everything in a brief that could be sent, records first, then notes, then guidelines."""
    texts = recordtext.evidence(brief)
    found = {p.source: p for p in (*_records(brief), *_notes(brief, texts), *_guides(brief, texts))}
    for place, hit in enumerate(brief.hits):
        pid, part = hit.passage.id, NOTES if hit.passage.kind.value == "note" else GUIDELINES
        value = 1.0 if place < BEST_HITS else 0.4 + max(0.0, min(1.0, hit.score)) / 2
        if pid not in found or found[pid].value < value:
            found[pid] = Piece(pid, part, texts[pid], value)
    order = (RECORDS, NOTES, GUIDELINES)
    return sorted(found.values(), key=lambda p: order.index(p.part))


def pack(found: Sequence[Piece], budget: int, model: str | None = None) -> list[Piece]:
    """The pieces to send, in their order: what is worth most (1), then by value for each token.

    Raises:
        ValueError: when the budget is negative.
    """
    if budget < 0:
        raise ValueError("a budget of tokens cannot be negative")
    worth = [p for p in found if p.value >= LEAST]
    costs = {p.source: tokens.count(p.text, model) + _AROUND for p in worth}
    taken = set()
    for piece in sorted(worth, key=lambda p: (p.value < 1, -p.value / costs[p.source])):
        if costs[piece.source] <= budget:
            budget -= costs[piece.source]
            taken.add(piece.source)
    return [p for p in worth if p.source in taken]


def _records(brief: Brief) -> Iterator[Piece]:
    needed = {recordtext.PROGRAM}
    pair = brief.pair
    if pair is not None:
        needed |= {recordtext.pair_id(pair), recordtext.agreement_id(pair)}
        needed |= {recordtext.goal_id(g) for g in pair.goals if g.status is GoalStatus.OPEN}
        needed |= {recordtext.action_id(a) for a in pair.open_actions()}
        upcoming = pair.next_session()
        needed |= {recordtext.session_id(pair, upcoming.number)} if upcoming else set()
    aside = 0.15 if brief.kind is Kind.ANSWER else 0.4
    for source, line in recordtext.record_texts(brief).items():
        value = 1.0 if source in needed or brief.kind is Kind.SUMMARY else aside
        yield Piece(source, RECORDS, line, value)


def _notes(brief: Brief, texts: Mapping[str, str]) -> Iterator[Piece]:
    newest = max((held.note.session for held in brief.notes), default=0)
    for held in brief.notes:
        if brief.kind is Kind.ANSWER and held.note.session < newest:
            continue
        age = newest - held.note.session
        value = 0.95 if brief.kind is Kind.SUMMARY else max(0.3, 0.9 - 0.15 * age)
        for pid, _ in held.passages:
            yield Piece(pid, NOTES, texts[pid], value if brief.kind is not Kind.ANSWER else 0.6)


def _guides(brief: Brief, texts: Mapping[str, str]) -> Iterator[Piece]:
    hit = {h.passage.source for h in brief.hits}
    asked = set(re.findall(r"\w{4,}", brief.question.lower()))
    for material in brief.materials:
        value = _fit(material, brief, asked, material.guideline.source in hit)
        for pid, _, _ in material.passages:
            yield Piece(pid, GUIDELINES, texts[pid], value)


def _fit(material: Material, brief: Brief, asked: set[str], hit: bool) -> float:
    guideline = material.guideline
    stage = brief.stage.value if brief.stage else "any"
    about = " ".join((guideline.title, *guideline.topics)).lower()
    named = sum(word in about for word in asked) / (len(asked) or 1)
    value = (0.45 if hit else 0.0) + 0.4 * min(1.0, 2 * named)
    if stage in guideline.stages:
        value += 0.45
    elif "any" not in guideline.stages:
        value -= 0.3
    if brief.side is not None and brief.side.value not in guideline.audience:
        value -= 0.2
    if "escalation" in guideline.topics:
        value = max(value, 0.2)
    return min(0.9, value)
