"""A pair's home: where it stands, what is open, what to do before the next session."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from assistant import permissions
from assistant.coach.briefs import cite, names_of
from assistant.coach.drafting import Drafting
from assistant.domain import ActionItem, Pair, Person, Program, Session, Side, Stage
from assistant.drafts import Draft, Kind, Section, Statement
from assistant.stored import Citation


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything on the home page; statements cite like those of a draft.

    ``citations`` resolves every source of the statements, in order of first use. ``withheld``
    are the summaries whose copy HR lost because a note was taken back.
    """

    program: Program
    pair: Pair
    side: Side
    stage: Stage
    upcoming: Session | None
    open_actions: tuple[ActionItem, ...]
    overdue: tuple[ActionItem, ...]
    prepare: tuple[Statement, ...]
    carried: tuple[Statement, ...]
    learned: Mapping[Side, tuple[Statement, ...]]
    nudge: Statement | None
    citations: tuple[Citation, ...] = ()
    withheld: tuple[str, ...] = ()


class Overviews(Drafting):
    """What a person sees first."""

    def person(self, reader: str) -> Person:
        """The reader, as the records have them now.

        Raises:
            NotFound: when the program has nobody with this address.
            Refused: when their access is switched off.
        """
        return self._person(reader)

    def today(self) -> date:
        """The day that every page and draft counts from."""
        return self._today()

    def pairs(self, reader: str) -> list[Pair]:
        """The pairs the reader is a partner of."""
        return self._own_pairs(self._person(reader))

    def overview(self, reader: str, pair_id: str) -> Overview:
        """Where the reader's pair stands today."""
        person = self._person(reader)
        pair, side = self._pair(person, pair_id)
        scope = permissions.scope_for(person, pair)
        brief = self._brief(Kind.AGENDA, person, pair, side, scope)
        program, today = brief.program, brief.today
        open_actions = pair.open_actions()
        page = self._writer.home(brief)
        learned = [s for found in page.learned.values() for s in found]
        shown = (*page.prepare, *page.carried, *learned)
        draft = Draft(Kind.AGENDA, "", (Section("", None, shown),))
        readable = self._records.readable([s for s in draft.sources() if ":" not in s], scope)
        return Overview(
            program=program,
            pair=pair,
            side=side,
            stage=pair.stage(program),
            upcoming=pair.next_session(),
            open_actions=open_actions,
            overdue=tuple(a for a in open_actions if a.overdue(today)),
            prepare=page.prepare,
            carried=page.carried,
            learned=page.learned,
            nudge=page.nudge,
            citations=cite(draft, readable, {}, names_of(brief)),
            withheld=tuple(self._records.withheld(pair.id)),
        )
