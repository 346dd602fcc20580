"""One call of a model, from the request to the draft: attempts, modes, patience, what it cost.

Requests are repeated here and nowhere else, at most three in all for one draft, and only while
nothing of the draft has arrived. The time to a whole statement, or to a clear sentence about
what went wrong, is limited; waits that the service asks for count.
"""

from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass, replace
from time import sleep

from assistant import tokens
from assistant.drafts import Draft, Kind
from assistant.writers import Brief
from assistant.writers.chatting import faults
from assistant.writers.chatting.asking import Request
from assistant.writers.chatting.faults import Fault, ModelFault, Place
from assistant.writers.chatting.modes import SPOKEN, Mode, Modes
from assistant.writers.chatting.patience import Line, Patience
from assistant.writers.chatting.reading import Reading
from assistant.writers.chatting.shaping import Given, shape
from assistant.writers.offline.summary import about


@dataclass(frozen=True, slots=True)
class Waits:
    """Seconds: to a whole statement or a message, to a connection, before a first repetition."""

    patience: float = 30.0
    connect: float = 5.0
    pause: float = 0.5
    attempts: int = 3


@dataclass(frozen=True, slots=True)
class Chunk:
    """What arrived at once: text, the finish reason, tokens in and out, whether it refused."""

    text: str = ""
    ending: str | None = None
    usage: tuple[int, int] | None = None
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens in and out over all attempts; ``counted`` when the service did not tell them."""

    tokens_in: int
    tokens_out: int
    counted: bool


Talk = Callable[[Mode, bool, Line, Patience], Iterator[Chunk]]
"""Sends the request once, in a mode, with the usage asked for or not."""


class _Failed(Exception):
    """A request ended with a provider's error."""

    def __init__(self, error: Exception) -> None:
        super().__init__(str(error))
        self.error = error


class Call:
    """One draft by a model: iterate to get it as it grows, then read what it took.

    ``draft`` is the latest (a part of one until ``complete``), ``mode`` the way it was asked for,
    ``notices`` what to tell the person about that, ``attempts`` the requests made, ``counts`` the
    tokens of the brief by part. A call is iterated once.
    """

    def __init__(
        self, brief: Brief, request: Request, place: Place, talk: Talk, *, engine: str,
        modes: Modes, waits: Waits, price: tuple[float, float] | None = None,
    ) -> None:  # fmt: skip
        self.draft: Draft | None = None
        self.complete = False
        self.mode: Mode | None = None
        self.notices: list[str] = []
        self.attempts = 0
        self.counts: Mapping[str, int] = request.counts
        self.messages = (request.system, request.user)
        self._brief, self._engine, self._place = brief, engine, place
        self._talk, self._modes, self._waits, self._price = talk, modes, waits, price
        self._line = Line()
        self._patience = Patience(waits.patience, self._line)
        self._given = Given(
            brief.kind, request.sources, request.pseudonyms.restore, request.texts, brief.pair
        )
        self._told: list[tuple[int, int] | None] = []
        self._reading = Reading()
        self._written = 0
        self._begun = False

    @property
    def sent(self) -> tuple[bytes, ...]:
        """The bodies of the requests, byte for byte as they left; one for each attempt.

        Where a provider's library does not show them, the messages as they were handed to it.
        """
        return tuple(self._line.sent) or ("\n\n".join(self.messages).encode(),) * self.attempts

    @property
    def exact(self) -> bool:
        """Whether ``sent`` holds the very bytes that left."""
        return bool(self._line.sent)

    @property
    def interrupted(self) -> bool:
        """Whether the call began and did not end with a whole draft."""
        return self._begun and not self.complete

    @property
    def usage(self) -> Usage:
        told = [t for t in self._told if t is not None and t[0]]
        missing = len(self._told) - len(told)
        read, written = sum(t[0] for t in told), sum(t[1] for t in told)
        if missing:
            read, written = read + missing * self.counts["total"], written + self._written
        return Usage(read, written, bool(missing))

    @property
    def cost(self) -> float | None:
        """What the call cost so far at the price that was set; None without a price."""
        if self._price is None:
            return None
        usage = self.usage
        return (usage.tokens_in * self._price[0] + usage.tokens_out * self._price[1]) / 1e6

    def __iter__(self) -> Iterator[Draft]:
        """Yield the draft whole again each time a statement is complete; the last is all of it.

        Raises:
            ModelFault: when no whole draft came; what had arrived is its ``partial``.
        """
        if self._begun:
            raise RuntimeError("a call is made once")
        self._begun = True
        self._patience.start()
        try:
            yield from self._drafts()
        finally:
            self._patience.pause()

    def _drafts(self) -> Iterator[Draft]:
        modes = self._modes.open()
        for mode in modes:
            self.mode = mode
            if (yield from self._in_mode(mode, last=mode is modes[-1])):
                return
            after = modes[modes.index(mode) + 1 :]
            if after:
                self.notices.append(
                    f"{self._place.model} gave no usable draft with {SPOKEN[mode]}; "
                    f"{SPOKEN[after[0]]} was used instead."
                )
        raise self._fault(Fault.NO_DRAFT)

    def _in_mode(self, mode: Mode, last: bool) -> Generator[Draft, None, bool]:
        """Whether a whole draft came of this mode; False to try the next."""
        last_fault = Fault.NO_DRAFT
        while self.attempts < self._waits.attempts:
            self.attempts += 1
            try:
                return (yield from self._attempt(mode))
            except _Failed as failed:
                error = failed.error
            if faults.status_of(error) is not None or not self._line.content_type:
                self._told.pop()  # nothing was read, so nothing is to be paid
            last_fault = self._reason(error)
            if last_fault is Fault.REJECTED:
                if self._modes.usage and "stream_options" in str(error):
                    self._modes.usage = False
                elif last:
                    break
                else:
                    self._modes.refuse(mode)
                    return False
            elif last_fault not in faults.AGAIN or not self._wait(error, last_fault):
                break
        raise self._fault(last_fault)

    def _attempt(self, mode: Mode) -> Generator[Draft, None, bool]:
        reading = self._reading = Reading()
        known, ending, refused, usage = 0, None, False, None
        stream = self._talk(mode, self._modes.usage, self._line, self._patience)
        self._told.append(None)
        self._line.content_type = ""
        try:
            while (chunk := self._next(stream)) is not None:
                ending, refused = chunk.ending or ending, refused or chunk.refused
                if chunk.usage:
                    before = usage or (0, 0)
                    usage = (before[0] + chunk.usage[0], before[1] + chunk.usage[1])
                    self._told[-1] = usage
                whole = bool(chunk.text) and reading.feed(chunk.text)
                if reading.too_long:
                    raise self._fault(Fault.LENGTH)
                if whole:
                    draft = self._shaped(reading)
                    if draft is not None and sum(1 for _ in draft.statements()) > known:
                        known = sum(1 for _ in draft.statements())
                        self.draft = draft
                        self._patience.pause()
                        yield draft
                        self._patience.start()
        finally:
            if not (usage and usage[0]):
                self._written += tokens.count(reading.text)
            close = getattr(stream, "close", None)
            if close is not None:
                close()
        if self._patience.over and ending is None:
            raise self._fault(Fault.SLOW if reading.text else Fault.SILENT)
        draft = self._finished(reading, ending, refused)
        if draft is None:
            return False
        self.draft, self.complete = draft, True
        yield draft
        return True

    def _next(self, stream: Iterator[Chunk]) -> Chunk | None:
        try:
            return next(stream, None)
        except Exception as error:  # noqa: BLE001 - each provider's library has errors of its own
            raise _Failed(error) from None

    def _finished(self, reading: Reading, ending: str | None, refused: bool) -> Draft | None:
        """The whole draft of an answer that has ended, None when it cannot be read as one."""
        if refused:
            raise self._fault(Fault.REFUSED)
        if not reading.text.strip() and (ending is None or ending.lower() in faults.ENDINGS):
            raise self._fault(faults.ENDINGS.get((ending or "stop").lower()) or self._nothing())
        fault = faults.ENDINGS.get((ending or "").lower(), Fault.UNFINISHED)
        if fault is not None:
            raise self._fault(fault)
        whole = reading.ended or reading.only_brackets_missing()
        draft = self._shaped(reading) if whole else None
        if draft is None or not any(True for _ in draft.statements()):
            if self.draft is not None:
                raise self._fault(Fault.NO_DRAFT)
            return None
        if self._brief.kind is Kind.SUMMARY and self._brief.pair is not None:
            added = about(self._brief, f"the model {self._engine}")
            draft = replace(draft, sections=(*draft.sections, added))
        return draft

    def _nothing(self) -> Fault:
        other = ("html", "text/plain", "application/json")
        told = self._line.content_type
        return Fault.NO_MODEL if any(kind in told for kind in other) else Fault.EMPTY

    def _shaped(self, reading: Reading) -> Draft | None:
        value = reading.value()
        return shape(value, self._given) if value is not None else None

    def _reason(self, error: Exception) -> Fault:
        if self._patience.over:
            return Fault.SLOW if self._reading.text else Fault.SILENT
        fault = faults.fault_of(error)
        if self._reading.text and fault in (Fault.CONNECT, Fault.SERVER, Fault.BUSY):
            return Fault.BROKEN
        if fault is Fault.EMPTY:
            return self._nothing()
        return fault

    def _wait(self, error: Exception, fault: Fault) -> bool:
        """Wait before the same request is sent again; False when it will not be."""
        if self.attempts >= self._waits.attempts:
            return False
        asked = faults.asked_to_wait(error)
        seconds = self._waits.pause * 2 ** (self.attempts - 1) if asked is None else asked
        if seconds >= self._patience.left:
            raise self._fault(fault, wait=asked)
        sleep(seconds)
        return True

    def _fault(self, reason: Fault, wait: float | None = None) -> ModelFault:
        return ModelFault(
            reason, self._place, seconds=self._waits.patience, attempts=self.attempts, wait=wait,
            partial=self.draft,
        )  # fmt: skip
