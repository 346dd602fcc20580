"""The writer that needs no model: every kind is composed from records, notes and guidelines.

Each kind has its own module with one function, ``compose(brief) -> Draft``. The words of a
note appear only inside quotation marks, attributed to whoever wrote them.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from assistant import __version__
from assistant.drafts import Draft, Kind
from assistant.writers import Brief
from assistant.writers.offline import (
    agenda,
    answer,
    explainer,
    power_dynamics,
    starters,
    summary,
)

__all__ = ["OfflineWriter", "growing"]

_COMPOSERS: dict[Kind, Callable[[Brief], Draft]] = {
    Kind.ANSWER: answer.compose,
    Kind.AGENDA: agenda.compose,
    Kind.STARTERS: starters.compose,
    Kind.POWER_DYNAMICS: power_dynamics.compose,
    Kind.EXPLAINER: explainer.compose,
    Kind.SUMMARY: summary.compose,
}


class OfflineWriter:
    """Composes a draft from what the brief holds; the same brief gives the same draft."""

    engine = "offline"

    def version(self, kind: Kind) -> str:
        """The version of Upmentor whose composing rules wrote the draft."""
        return f"offline-{__version__}"

    def write(self, brief: Brief) -> Iterator[Draft]:
        """Yield the draft whole again each time a statement is complete; the last is all of it."""
        yield from growing(_COMPOSERS[brief.kind](brief))


def growing(draft: Draft) -> Iterator[Draft]:
    """The draft as it grows: one value more for each statement, and the draft itself last."""
    done = 0
    total = sum(1 for _ in draft.statements())
    for at, section in enumerate(draft.sections):
        for count in range(1, len(section.statements) + 1):
            done += 1
            if done == total:
                break
            grown = replace(section, statements=section.statements[:count])
            yield replace(draft, sections=(*draft.sections[:at], grown))
    yield draft
