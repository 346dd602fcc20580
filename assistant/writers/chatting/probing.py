"""One small call that shows whether the chosen model works: it carries no record of anybody."""

from dataclasses import dataclass
from datetime import date
from time import perf_counter

from assistant.domain import Person, Program
from assistant.drafts import Kind
from assistant.errors import Invalid, ModelError
from assistant.writers import Brief, ModelWriter, Spent
from assistant.writers.chatting.calling import Usage

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
    usage: Spent = NO_USAGE
    attempts: int = 0
    notices: tuple[str, ...] = ()
    problem: str | None = None


def probe(writer: ModelWriter, today: date) -> Probe:
    """Ask the model one question about nothing and tell how it went; raises nothing it can tell."""
    question = "Answer with one statement: this is a test."
    reader = Person("probe@upmentor.invalid", "Probe")
    brief = Brief(Kind.ANSWER, reader, today, Program("Probe"), question=question)
    try:
        call = writer.call(brief)
    except Invalid as error:
        return Probe(problem=str(error))
    started, first, problem = perf_counter(), None, None
    try:
        for _ in call:
            first = first if first is not None else perf_counter() - started
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
