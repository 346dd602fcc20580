"""Asking for every draft and judging it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from assistant.coach import Coach
from assistant.domain import Guideline, Pair, Program, SessionNote, Side
from assistant.drafts import Kind
from assistant.errors import ModelError
from assistant.stored import DraftRecord
from evals.drafts import advice, agenda, answer, common, explainer, summary
from evals.drafts.cases import Case, Suite
from evals.drafts.points import Check, Point, of_kind
from evals.drafts.support import resolved, unsupported
from evals.drafts.view import View
from evals.drafts.words import words

RUBRICS = (advice, agenda, answer, common, explainer, summary)
"""The modules whose checks are registered by being imported."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A case's draft with the points of each check; None where a check does not apply."""

    view: View
    points: tuple[tuple[Check, Point | None], ...]

    @property
    def percent(self) -> float:
        """Points of those that could be had, in percent."""
        given = [p.points for _, p in self.points if p is not None]
        return 100 * sum(given) / (2 * len(given)) if given else 0.0

    @property
    def lost(self) -> list[tuple[Check, Point]]:
        """The checks that gave less than two points."""
        return [(c, p) for c, p in self.points if p is not None and p.points < 2]

    @property
    def unsupported(self) -> int:
        return len(unsupported(self.view))

    @property
    def resolved(self) -> tuple[int, int]:
        return resolved(self.view)

    @property
    def words(self) -> int:
        return len(words(" ".join(s.text for s in self.view.statements)))

    @property
    def write_ms(self) -> float:
        return (self.view.record.timings_ms or {}).get("write", 0.0)


def judge(view: View) -> Verdict:
    """The verdict on one draft."""
    return Verdict(view, tuple((c, c.judge(view)) for c in of_kind(view.draft.kind)))


class Room:
    """Looks up what the checks need to know, once for each pair."""

    def __init__(self, coach: Coach, suite: Suite, today: date, offline: bool = False) -> None:
        self._coach, self._offline = coach, offline
        self._suite = suite
        self._today = today
        self._program: Program = coach.program()
        self._pairs = {p.id: p for p in coach.all_pairs()}
        reader = next(iter(self._pairs.values())).mentor.email
        self._guidelines: dict[str, Guideline] = {g.source: g for g in coach.guidelines(reader)}
        self._notes = {p.id: _all_notes(coach, p) for p in self._pairs.values()}

    def view(self, case: Case) -> View:
        """Ask for the case's draft and put beside it what it is judged by."""
        pair = self._pairs[case.pair_id]
        reader = pair.person(case.side)
        record = self._asked(case, reader.email)
        readable = {n.id for n in self._coach.notes(reader.email, pair.id)}
        own = {n.text for n in self._notes[pair.id]}
        return View(
            case=case,
            record=record,
            reader=reader,
            pair=pair,
            program=self._program,
            today=self._today,
            notes=tuple(n for n in self._notes[pair.id] if n.id in readable),
            foreign=tuple(
                n.text for notes in self._notes.values() for n in notes if n.text not in own
            )
            + tuple(n.text for n in self._notes[pair.id] if n.id not in readable),
            guidelines=self._guidelines,
            third_parties=self._suite.third_parties.get(case.pair, ()),
        )

    def _asked(self, case: Case, reader: str) -> DraftRecord:
        if case.kind is Kind.ANSWER:
            drafts = self._coach.ask(reader, case.topic, case.pair_id, offline=self._offline)
        else:
            drafts = self._coach.draft(
                reader, case.kind, case.pair_id, case.minutes, case.topic, offline=self._offline
            )
        *_, last = drafts
        return last


def _all_notes(coach: Coach, pair: Pair) -> list[SessionNote]:
    found = {n.id: n for side in Side for n in coach.notes(pair.person(side).email, pair.id)}
    return list(found.values())


def run(
    coach: Coach,
    suite: Suite,
    today: date,
    progress: Callable[[int, int], None] | None = None,
    failed: dict[str, str] | None = None,
    *,
    offline: bool = False,
) -> list[Verdict]:
    """The verdict on every case, in the suite's order; ``progress`` is told (done, total).

    With ``failed``, a case for which a model gave no whole draft goes there with its sentence;
    ``offline`` asks the offline writer although a model is chosen.
    """
    room = Room(coach, suite, today, offline)
    verdicts = []
    for done, case in enumerate(suite.cases, 1):
        try:
            verdicts.append(judge(room.view(case)))
        except ModelError as error:
            if failed is None:
                raise
            failed[case.id] = str(error)
        if progress:
            progress(done, len(suite.cases))
    return verdicts
