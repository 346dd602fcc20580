"""Rehearsing a hard moment: private, and stored nowhere."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from assistant import permissions
from assistant.coach.base import limited, question_text
from assistant.coach.briefs import cite, names_of
from assistant.coach.drafting import Drafting
from assistant.coach.writing import Running
from assistant.domain import Scope
from assistant.drafts import Draft, Kind
from assistant.errors import Invalid
from assistant.stored import Citation
from assistant.writers import FEEDBACK, Brief, Step, Turn
from assistant.writers.checks import check, keep_flags
from assistant.writers.recordtext import evidence, record_texts

TURN_LIMIT = 1_000
MOST_TURNS = 40
MOMENT_LIMIT = 400


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """One answer in a rehearsal; it lives where it is shown and nowhere else.

    ``engine`` is "offline" for the scripted ladder. ``sent`` is the very text that left this
    machine, empty when nothing did. ``complete`` is False while it is being written, with
    ``growing`` and ``doing`` as in a draft; ``over`` is True when there is nothing to say after it.
    """

    draft: Draft
    citations: tuple[Citation, ...]
    engine: str
    notices: tuple[str, ...] = ()
    sent: str = ""
    complete: bool = False
    over: bool = False
    growing: str = ""
    doing: str = ""

    @property
    def scripted(self) -> bool:
        return self.engine == "offline"

    @property
    def spoken(self) -> str:
        """What the other side says, to go on from; empty for the scripted ladder."""
        if self.scripted:
            return ""
        heard = [s for s in self.draft.sections if s.heading != FEEDBACK]
        return " ".join(s.text for section in heard for s in section.statements)

    @property
    def remarks(self) -> Draft:
        """The answer without what the other side says."""
        if self.scripted:
            return self.draft
        kept = tuple(s for s in self.draft.sections if s.heading == FEEDBACK)
        return replace(self.draft, title=FEEDBACK if kept else "", sections=kept)


class Rehearsing(Drafting):
    """Only the reader sees a rehearsal; of a model's part the ledger keeps the count of tokens."""

    def rehearse(
        self,
        reader: str,
        pair_id: str,
        situation: str,
        turns: Sequence[Turn] = (),
        *,
        offline: bool = False,
    ) -> Iterator[Rehearsed]:
        """The next answer in a rehearsal of a situation, as it is written; nothing is stored.

        ``turns`` is what was said so far, oldest first. With a model it plays the other side and
        comments on the reader's last turn; without one the next step of the scripted ladder
        comes. A report of harm is never rehearsed: it gets the contact, and no model is asked.

        Raises:
            Invalid: when the situation is empty, or a turn or the rehearsal too long.
            NotFound: when the pair is not the reader's.
            ModelError: while iterating, when the chosen model gave no whole answer.
        """
        person = self._person(reader)
        pair, side = self._pair(person, pair_id)
        situation = limited(question_text(situation), MOMENT_LIMIT, "situation")
        if len(turns) > MOST_TURNS:
            raise Invalid("This rehearsal is long enough; start a new one.")
        for turn in turns:
            limited(turn.text, TURN_LIMIT, "turn") if turn.mine else None
        scope = permissions.scope_for(person, pair)
        brief = self._brief(Kind.POWER_DYNAMICS, person, pair, side, scope)
        brief = replace(brief, question=situation, notes=())
        return self._rehearsed(brief, scope, tuple(turns), offline)

    def _rehearsed(
        self, brief: Brief, scope: Scope, turns: tuple[Turn, ...], offline: bool
    ) -> Iterator[Rehearsed]:
        lines, texts, names = record_texts(brief), evidence(brief), names_of(brief)
        step = self._writer.rehearse(brief, turns)
        running = self._turn(brief, turns, step, offline)
        last = empty = Rehearsed(Draft(brief.kind, ""), (), running.engine)
        with closing(running.drafts) as drafts:  # type: ignore[type-var]
            for draft in drafts:
                self._person(brief.reader.email)  # whoever is shut out meanwhile sees no more
                if draft is not None:
                    found = self._records.readable(
                        [s for s in draft.sources() if s in texts], scope
                    )
                    last = Rehearsed(draft, cite(draft, found, lines, names), running.engine)
                yield replace(last, growing=running.growing, doing=running.doing)
        if last is not empty:
            final = last.draft if last.scripted else _checked(last.draft, texts, lines)
            yield replace(
                last,
                draft=final,
                notices=running.notices,
                sent=running.sent,
                complete=True,
                over=last.scripted and step.over,
            )

    def _turn(self, brief: Brief, turns: tuple[Turn, ...], step: Step, offline: bool) -> Running:
        model, writer = self._model, self._writer
        if step.harm or offline or model is None or self._records.model_off():
            return Running("offline", writer.version(brief.kind), (said for said in (step.draft,)))
        guide = (step.guideline,) if step.guideline else ()
        call = model.rehearse(replace(brief, materials=guide), turns)
        running = Running(model.engine, model.rehearsal_version(), iter(()), call)
        person = brief.reader.email
        running.drafts = self._metered(call, model.engine, running, person, kept=False)
        return running


def _checked(draft: Draft, texts: dict[str, str], lines: dict[str, str]) -> Draft:
    """The draft with its feedback checked; what the other side says claims nothing."""
    judged = keep_flags(draft, check(draft, texts, lines)).sections
    sections = (
        new if old.heading == FEEDBACK else old
        for old, new in zip(draft.sections, judged, strict=True)
    )
    return replace(draft, sections=tuple(sections))
