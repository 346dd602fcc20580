"""Reading an answer beside whoever waits for it, so that waiting can be ended at any moment."""

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic, sleep
from typing import Any

from assistant.writers.chatting.patience import Line, Patience


@dataclass(frozen=True, slots=True)
class Chunk:
    """What arrived at once: text, the finish reason, tokens in and out, whether it refused.

    ``json`` is the draft as far as it goes, when another object of it became whole; the last chunk
    of an answer says whether all of it is ``whole``. ``endless`` when more came than a draft has.
    """

    text: str = ""
    ending: str | None = None
    usage: tuple[int, int] | None = None
    refused: bool = False
    json: dict[str, Any] | None = None
    whole: bool = False
    endless: bool = False


class Failed(Exception):
    """A request ended with a provider's error."""

    def __init__(self, error: Exception) -> None:
        super().__init__(str(error))
        self.error = error


class TimeOver(Exception):
    """The patience came to its end before the answer did."""


def heard(
    answer: Callable[[], Iterator[Chunk]], line: Line, patience: Patience, beat: float
) -> Generator[Chunk | None, None, None]:
    """The chunks of an answer as they arrive, and None each ``beat`` seconds without one.

    The answer is read in a thread of its own. Whoever stops iterating cuts the line, which ends
    that thread too; nothing is waited for.

    Raises:
        Failed: when the request or its answer broke.
        TimeOver: when patience was over; the line is cut.
    """
    queue: SimpleQueue[Chunk | Exception | None] = SimpleQueue()
    Thread(target=_read, args=(answer, queue), daemon=True, name="model-answer").start()
    ended = False
    try:
        while True:
            try:
                found = queue.get(timeout=min(beat, patience.left))
            except Empty:
                if patience.over:
                    raise TimeOver from None
                yield from _resting(None, patience)
                continue
            if found is None:
                ended = True
                return
            if isinstance(found, Exception):
                ended = True
                raise Failed(found)
            yield from _resting(found, patience)
            if patience.over:
                raise TimeOver
    finally:
        if not ended:
            line.cut()


def pausing(seconds: float, beat: float) -> Iterator[None]:
    """Wait so long, with a None each ``beat`` seconds."""
    until = monotonic() + seconds
    while (left := until - monotonic()) > 0:
        sleep(min(left, beat))
        yield None


def _resting(found: Chunk | None, patience: Patience) -> Iterator[Chunk | None]:
    """Hand something on; the time until the next is wanted does not count."""
    given = monotonic()
    yield found
    patience.rest(monotonic() - given)


def _read(
    answer: Callable[[], Iterator[Chunk]], queue: "SimpleQueue[Chunk | Exception | None]"
) -> None:
    try:
        for chunk in answer():
            queue.put(chunk)
        queue.put(None)
    except Exception as error:  # noqa: BLE001 - each provider's library has errors of its own
        queue.put(error)
