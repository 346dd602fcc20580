"""One call of a model, from the request to the draft: attempts, modes, patience, what it cost.

Requests are repeated here and nowhere else, at most three in all for one draft, and only while
nothing of the draft has arrived. The time to a whole statement, or to a clear sentence about
what went wrong, is limited; waits that the service asks for count.
"""

from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing
from functools import partial
from time import monotonic
from typing import Any

from assistant.drafts import Draft, Kind
from assistant.writers import Brief, Usage
from assistant.writers.about import with_about
from assistant.writers.chatting import faults
from assistant.writers.chatting.asking import Request
from assistant.writers.chatting.faults import Fault, ModelFault, Place
from assistant.writers.chatting.listening import Chunk, Failed, TimeOver, heard, pausing
from assistant.writers.chatting.metering import Meter
from assistant.writers.chatting.modes import SPOKEN, Mode, Modes
from assistant.writers.chatting.patience import Line, Patience, Waits
from assistant.writers.chatting.reading import growing
from assistant.writers.chatting.shaping import Given, shape, words

DRAWN = 0.08
"""Seconds between two looks at a sentence that is being written."""

Talk = Callable[[Request, Mode, bool, Line, Patience], Iterator[Chunk]]
"""Sends the request once, in a mode, with the usage asked for or not."""
Refit = Callable[[int], Request]
"""The request again for a model that reads so many tokens at once."""
Beat = Draft | None


class Call:
    """One draft by a model: iterate to get it as it grows, then read what it took.

    ``draft`` is the latest (a part of one until ``complete``), ``mode`` the way it was asked for,
    ``notices`` what to tell the person about that, ``attempts`` the requests made, ``growing`` the
    words of a statement that is not whole yet. A call is iterated once.
    """

    def __init__(
        self, brief: Brief, request: Request, place: Place, talk: Talk, *, engine: str,
        modes: Modes, waits: Waits, price: tuple[float, float] | None = None,
        steady: bool = False, refit: Refit | None = None,
    ) -> None:  # fmt: skip
        self.draft: Draft | None = None
        self.complete = False
        self.mode: Mode | None = None
        self.notices: list[str] = []
        self.attempts = 0
        self.growing = ""
        self._brief, self._engine, self._place = brief, engine, place
        self._talk, self._modes, self._waits = talk, modes, waits
        self._refit = refit
        self._line = Line()
        self._patience = Patience(waits, steady=steady, tokens=request.counts["total"])
        self._meter = Meter(price)
        self._text = ""
        self._json: dict[str, Any] | None = None
        self._pausing = False
        self._begun = False
        self._take(request)

    def _take(self, request: Request) -> None:
        self._request = request
        self.counts: Mapping[str, int] = request.counts
        self.messages = request.messages
        self._meter.brief = request.counts["total"]
        self._given = Given(
            self._brief.kind, request.sources, request.pseudonyms.restore, request.texts,
            self._brief.pair,
        )  # fmt: skip

    @property
    def doing(self) -> str:
        """What is waited for, in a few words; empty while the model writes."""
        if self._pausing:
            return f"{self._place.host} is busy; it is asked again in a moment"
        if self._text:
            return ""
        if self._patience.steady:
            return f"{self._place.model} is reading the brief, {self.counts['total']:,} tokens"
        return f"Waiting for {self._place.host}"

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
        return self._begun and not self.complete

    @property
    def usage(self) -> Usage:
        return self._meter.usage

    @property
    def cost(self) -> float | None:
        """What the call cost so far at the price that was set; None without a price."""
        return self._meter.cost

    def __iter__(self) -> Iterator[Draft]:
        """Yield the draft whole again each time a statement is complete; the last is all of it.

        Raises:
            ModelFault: when no whole draft came; what had arrived is its ``partial``.
        """
        with closing(self.live()) as drafts:
            yield from (draft for draft in drafts if draft is not None)

    def live(self) -> Generator[Beat, None, None]:
        """The same with a None now and then: nothing new is whole, and waiting may be ended.

        Closing it ends the call at once, whatever the model is doing.

        Raises:
            ModelFault: as when it is iterated.
        """
        if self._begun:
            raise RuntimeError("a call is made once")
        self._begun = True
        self._patience.start()
        yield from self._drafts()

    def _drafts(self) -> Iterator[Beat]:
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

    def _in_mode(self, mode: Mode, last: bool) -> Generator[Beat, None, bool]:
        """Whether a whole draft came of this mode; False to try the next."""
        last_fault = Fault.NO_DRAFT
        while self.attempts < self._waits.attempts:
            self.attempts += 1
            try:
                return (yield from self._attempt(mode))
            except Failed as failed:
                error = failed.error
            if faults.status_of(error) is not None or not self._line.content_type:
                self._meter.free()  # nothing was read, so nothing is to be paid
            last_fault = self._reason(error)
            if last_fault is Fault.REJECTED:
                if self._modes.usage and "stream_options" in str(error):
                    self._modes.usage = False
                elif last:
                    break
                else:
                    self._modes.refuse(mode)
                    return False
            elif last_fault is Fault.TOO_LONG and self._refitted(error):
                continue
            elif last_fault not in faults.AGAIN or not (yield from self._wait(error, last_fault)):
                break
        raise self._fault(last_fault)

    def _attempt(self, mode: Mode) -> Generator[Beat, None, bool]:
        self._text, self._json = "", None
        known, ending, refused, whole, drawn = 0, None, False, False, 0.0
        asked = partial(
            self._talk, self._request, mode, self._modes.usage, self._line, self._patience
        )
        self._meter.begin()
        self._line.content_type = ""
        try:
            with closing(heard(asked, self._line, self._patience, self._waits.beat)) as pieces:
                for chunk in pieces:
                    if chunk is None:
                        self._grows()
                        yield None
                        continue
                    ending, refused = chunk.ending or ending, refused or chunk.refused
                    self._text, self._json = self._text + chunk.text, chunk.json or self._json
                    whole = chunk.whole
                    if chunk.usage:
                        self._meter.told(chunk.usage)
                    if chunk.text:
                        self._patience.progress(whole=False)
                    if chunk.endless:
                        raise self._fault(Fault.LENGTH)
                    draft = self._shaped(chunk.json)
                    if draft is not None and sum(1 for _ in draft.statements()) > known:
                        known = sum(1 for _ in draft.statements())
                        self.draft, self.growing = draft, ""
                        yield draft
                        self._patience.progress(whole=True)
                    elif chunk.text and monotonic() - drawn > DRAWN and self._grows():
                        yield None
                        drawn = monotonic()
        except TimeOver:
            if ending is None:
                raise self._over() from None
        finally:
            self.growing = ""
            self._meter.end(self._text)
        if (draft := self._finished(whole, ending, refused)) is None:
            return False
        self.draft, self.complete = draft, True
        yield draft
        return True

    def _grows(self) -> bool:
        """Whether another word is there of the statement that is being written."""
        before = self.growing
        self.growing = words(growing(self._text, self._json), self._given)
        return self.growing != before

    def _finished(self, whole: bool, ending: str | None, refused: bool) -> Draft | None:
        """The whole draft of an answer that has ended, None when it cannot be read as one."""
        if refused:
            raise self._fault(Fault.REFUSED)
        if not self._text.strip() and (ending is None or ending.lower() in faults.ENDINGS):
            raise self._fault(faults.ENDINGS.get((ending or "stop").lower()) or self._nothing())
        fault = faults.ENDINGS.get((ending or "").lower(), Fault.UNFINISHED)
        if fault is not None:
            raise self._fault(fault)
        draft = self._shaped(self._json) if whole else None
        if draft is None or not any(True for _ in draft.statements()):
            if self.draft is not None:
                raise self._fault(Fault.NO_DRAFT)
            return None
        if self._brief.kind is Kind.SUMMARY and self._brief.pair is not None:
            draft = with_about(draft, self._brief)
        return draft

    def _nothing(self) -> Fault:
        return Fault.NO_MODEL if self._line.no_stream else Fault.EMPTY

    def _shaped(self, value: dict[str, Any] | None) -> Draft | None:
        return shape(value, self._given) if value is not None else None

    def _reason(self, error: Exception) -> Fault:
        if self._patience.over:
            return self._over().reason
        fault = faults.fault_of(error)
        if self._text and fault in (Fault.CONNECT, Fault.SERVER, Fault.BUSY):
            return Fault.BROKEN
        return self._nothing() if fault is Fault.EMPTY else fault

    def _refitted(self, error: Exception) -> bool:
        """Whether the brief was made to fit what the service says the model reads at once."""
        context = faults.context_of(error)
        request = self._refit(context) if self._refit and context else None
        if request is None or request.counts["total"] >= self.counts["total"]:
            return False
        self._take(request)
        self.notices.append(
            f"{self._place.model} reads {context:,} tokens at once, so less material was sent."
        )
        return True

    def _wait(self, error: Exception, fault: Fault) -> Generator[Beat, None, bool]:
        """Wait before the same request is sent again; False when it will not be."""
        if self.attempts >= self._waits.attempts:
            return False
        asked = faults.asked_to_wait(error)
        seconds = self._waits.pause * 2 ** (self.attempts - 1) if asked is None else asked
        if seconds >= self._patience.left:
            raise self._fault(fault, wait=asked)
        self._pausing = True
        try:
            yield from pausing(seconds, self._waits.beat)
        finally:
            self._pausing = False
        return True

    def _over(self) -> ModelFault:
        if self._patience.in_all:
            return self._fault(Fault.ENDLESS)
        return self._fault(Fault.SLOW if self._text else Fault.SILENT)

    def _fault(self, reason: Fault, wait: float | None = None) -> ModelFault:
        seconds = self._patience.total if reason is Fault.ENDLESS else self._patience.allowed
        fault = ModelFault(
            reason, self._place, seconds=seconds, attempts=self.attempts, wait=wait,
            partial=self.draft,
        )  # fmt: skip
        fault.notices = tuple(self.notices)
        return fault
