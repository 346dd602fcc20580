"""One small call that shows whether the chosen model works: it carries no record of anybody."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from time import perf_counter

from assistant.domain import Person, Program
from assistant.drafts import Draft, Kind
from assistant.errors import Invalid, ModelError
from assistant.writers import Brief, ModelCall, ModelWriter, Usage

NO_USAGE = Usage(0, 0, counted=True)


@dataclass(frozen=True, slots=True)
class Probe:
    """What a probe found.

    ``mode`` is the way in which a draft's JSON was got, None when it was not; ``first_ms`` the time
    to the first whole statement, ``total_ms`` to the end; ``problem`` says what went wrong.
    """

    mode: str | None = None
    first_ms: float | None = None
    total_ms: float = 0.0
    usage: Usage = NO_USAGE
    attempts: int = 0
    notices: tuple[str, ...] = ()
    problem: str | None = None


Metered = Callable[[ModelCall], Iterator[Draft | None]]
"""The drafts of a call, entered in a ledger on the way."""


def probe(writer: ModelWriter, today: date, metered: Metered = lambda call: call.live()) -> Probe:
    """Ask the model one question about nothing and tell how it went.

    What the model or its service does wrong is told, not raised.
    """
    question = "Answer with one statement: this is a test."
    reader = Person("probe@upmentor.invalid", "Probe")
    brief = Brief(Kind.ANSWER, reader, today, Program("Probe"), question=question)
    try:
        call = writer.call(brief)
    except Invalid as error:
        return Probe(problem=str(error))
    started, first, problem = perf_counter(), None, None
    try:
        for draft in metered(call):
            if draft is not None and first is None:
                first = perf_counter() - started
    except ModelError as error:
        problem = str(error)
    total = 1000 * (perf_counter() - started)
    return Probe(
        mode=call.mode if call.complete else None,
        first_ms=None if first is None else 1000 * first,
        total_ms=total,
        usage=call.usage,
        attempts=call.attempts,
        notices=tuple(call.notices),
        problem=problem,
    )
