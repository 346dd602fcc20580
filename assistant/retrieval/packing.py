"""Packing hits into a budget of characters, as excerpts that read well.

Hits that stand next to each other in their source become one excerpt again, in its order.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.domain import Hit, Passage, PassageKind


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Neighbouring passages of one source as one text; ``score`` is the best of its hits."""

    passage_ids: tuple[str, ...]
    kind: PassageKind
    source: str
    heading: str
    session: int | None
    date: date | None
    text: str
    score: float


def packed(
    hits: Sequence[Hit], budget: int, size: Callable[[str], int] = len
) -> tuple[Excerpt, ...]:
    """The best hits that fit ``budget`` together, neighbours merged, best excerpt first.

    ``size`` measures a text: its characters, unless another measure (tokens) is handed in.
    A hit that does not fit is left out; smaller ones after it may still fit.
    """
    kept: list[Hit] = []
    room = budget
    for hit in hits:
        cost = size(hit.passage.text) + 1
        if cost <= room + 1:
            kept.append(hit)
            room -= cost
    runs: list[list[Hit]] = []
    for hit in sorted(kept, key=lambda h: (_place(h.passage), h.passage.position)):
        last = runs[-1][-1].passage if runs else None
        if (
            last
            and _place(last) == _place(hit.passage)
            and hit.passage.position - last.position < 2
        ):
            runs[-1].append(hit)
        else:
            runs.append([hit])
    return tuple(sorted((_excerpt(run) for run in runs), key=lambda e: -e.score))


def _place(passage: Passage) -> tuple[str, str, str]:
    return (passage.kind, passage.source, passage.heading)


def _excerpt(run: Sequence[Hit]) -> Excerpt:
    first = run[0].passage
    return Excerpt(
        passage_ids=tuple(h.passage.id for h in run),
        kind=first.kind,
        source=first.source,
        heading=first.heading,
        session=first.session,
        date=first.date,
        text="\n".join(h.passage.text for h in run),
        score=max(h.score for h in run),
    )
