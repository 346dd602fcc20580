"""The writer that needs no model: every kind is composed from records, notes and guidelines.

Each kind has its own module with one function, ``compose(brief) -> Draft``. The words of a
note appear only inside quotation marks, attributed to whoever wrote them.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from assistant import __version__
from assistant.domain import Pair, SessionNote
from assistant.drafts import Draft, Kind
from assistant.writers import Brief, HomePage, Step, Turn
from assistant.writers.offline import (
    agenda,
    answer,
    explainer,
    home,
    power_dynamics,
    proposals,
    rehearsal,
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

    def home(self, brief: Brief) -> HomePage:
        """What the home page of the brief's pair says to its reader."""
        return home.page(brief)

    def proposals(self, note: SessionNote, pair: Pair) -> list[tuple[str, str]]:
        """(text, owner's e-mail) of each thing that a note says one of the partners will do."""
        return proposals.proposals(note, pair)

    def rehearse(self, brief: Brief, turns: Sequence[Turn]) -> Step:
        """The next step of the scripted ladder after the reader's turns."""
        return rehearsal.rehearse(brief, turns)


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
