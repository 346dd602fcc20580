"""Which writer drafts, what leaves this machine, and what it may cost."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant import permissions
from assistant.coach.base import Base
from assistant.domain import Role, Visibility
from assistant.drafts import Draft
from assistant.errors import Invalid
from assistant.records import Usage
from assistant.stored import Spent
from assistant.writers import Brief, ModelCall

MOST_WRITTEN = 8_000
ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class ModelStatus:
    """Which model is active, for whoever wants to know what leaves the machine.

    ``engine`` and ``host`` are empty when no model was chosen; ``off`` is the admin's switch;
    ``problem`` says what must be installed or set. Tokens are those of today.
    """

    engine: str = ""
    host: str = ""
    off: bool = False
    problem: str | None = None
    spent_by_reader: int = 0
    spent_by_program: int = 0
    allowed_by_person: int = 0
    allowed_by_program: int = 0

    @property
    def active(self) -> bool:
        return bool(self.engine) and not self.off and self.problem is None


class Running:
    """A draft that is being written: its parts, and once it is done what it took.

    ``drafts`` yields None when nothing new is whole yet; closing it ends the writing.
    """

    def __init__(
        self, engine: str, version: str, drafts: Iterator[Draft], call: ModelCall | None = None
    ) -> None:
        self.engine, self.version = engine, version
        self.drafts: Iterator[Draft | None] = drafts
        self.sent = ""
        self.reserved: int | None = None
        self.spent: Spent | None = None
        self._call = call

    @property
    def notices(self) -> tuple[str, ...]:
        """What is to be told about how the model was asked."""
        return tuple(self._call.notices) if self._call else ()

    @property
    def growing(self) -> str:
        return self._call.growing if self._call else ""

    @property
    def doing(self) -> str:
        return self._call.doing if self._call else ""


class Writing(Base):
    """Chooses between the offline writer and the model, and keeps the ledger."""

    def model_status(self, reader: str) -> ModelStatus:
        """Which model writes, where it is, and how much of today's allowance is used."""
        person = self._person(reader)
        if self._model is None:
            return ModelStatus()
        return ModelStatus(
            engine=self._model.engine,
            host=self._model.host,
            off=self._records.model_off(),
            problem=self._model.problem(),
            spent_by_reader=self._records.spent_today(person.email),
            spent_by_program=self._records.spent_today(),
            allowed_by_person=self._allowances[0],
            allowed_by_program=self._allowances[1],
        )

    def search_sends(self, reader: str) -> str:
        """What leaves this machine so that passages are found, as half a sentence."""
        self._person(reader)
        return self._engine.sends

    def switch_model(self, reader: str, off: bool) -> ModelStatus:
        """Switch the model off for the whole program, or on again.

        Raises:
            Refused: when the reader is not an admin.
        """
        person = permissions.with_role(self._person(reader), Role.ADMIN)
        self._records.switch_model(person.email, off)
        return self.model_status(reader)

    def allow_note(self, reader: str, note_id: str, allowed: bool) -> None:
        """Allow one private note of one's own to be sent to the model, or take that back."""
        person = self._person(reader)
        note = self._records.note(note_id)
        pair, _ = self._pair(person, note.pair_id)
        permissions.own_note(person, note, pair)
        if note.visibility is not Visibility.PRIVATE:
            raise Invalid("This note is shared with your pair; only private notes need leave.")
        self._records.allow_note(person.email, note.id, allowed)

    def allowed_notes(self, reader: str) -> frozenset[str]:
        """The reader's private notes that a model may be sent."""
        return self._records.allowed_notes(self._person(reader).email)

    def what_left(self, reader: str, draft_id: str) -> Usage:
        """Exactly what was sent for a draft, for the person who asked for it."""
        return self._records.sent_for(draft_id, self._person(reader).email)

    def _running(self, brief: Brief, offline: bool) -> Running:
        model = self._model
        if offline or model is None or self._records.model_off():
            writer = self._writer
            return Running(writer.engine, writer.version(brief.kind), writer.write(brief))
        call = model.call(brief, self._records.allowed_notes(brief.reader.email))
        running = Running(model.engine, model.version(brief.kind), iter(()), call)
        running.drafts = self._metered(call, model.engine, running, brief.reader.email)
        return running

    def _metered(
        self, call: ModelCall, engine: str, running: Running, person: str | None, *,
        kept: bool = True,
    ) -> Iterator[Draft | None]:  # fmt: skip
        """The drafts of a call, entered in the ledger; what was sent only when it is ``kept``."""
        most_in = ATTEMPTS * call.counts.get("total", 0)
        wanted = Usage(person, engine, most_in, MOST_WRITTEN, None, call.counts, "")
        running.reserved = self._records.reserve(wanted, *self._allowances)
        try:
            yield from call.live()
        finally:
            running.sent = b"\n\n".join(call.sent).decode("utf-8", "replace")
            took = call.usage
            settled = replace(
                wanted,
                tokens_in=took.tokens_in,
                tokens_out=took.tokens_out,
                cost=call.cost,
                parts=call.counts,
                sent=running.sent if kept else "",
            )
            running.spent = Spent(
                took.tokens_in, took.tokens_out, call.cost, call.counts, took.counted,
                str(call.mode or ""),
            )  # fmt: skip
            self._records.settle(running.reserved, settled)
