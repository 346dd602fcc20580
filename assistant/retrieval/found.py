"""What a search found for a question."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.domain import Hit
from assistant.questions import Stretch
from assistant.retrieval.calibration import DOUBT, FLOOR, SPOKEN_FLOOR
from assistant.transcripts import speaks


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: hits best first, and how sure it is that they answer, 0 to 1.

    ``confidence`` below ``FLOOR`` means that nothing in scope answers the question. ``misspelt``
    are the words of the question that were searched as others. ``stretches`` are what may be
    quoted, best first within the notes and within the guidelines, if they were asked for.
    """

    query: str
    hits: tuple[Hit, ...] = ()
    timings_ms: dict[str, float] = field(default_factory=dict)
    confidence: float = 0.0
    misspelt: Mapping[str, str] = field(default_factory=dict)
    stretches: tuple[Stretch, ...] = ()

    @property
    def answerable(self) -> bool:
        """Whether anything in scope answers the question."""
        if not self.hits:
            return False
        spoken = speaks(self.hits[0].passage.text) is not None
        return self.confidence >= (SPOKEN_FLOOR if spoken else FLOOR)

    @property
    def near(self) -> tuple[Hit, ...]:
        """The hits that are worth a look, though they may not answer."""
        return self.hits if self.answerable or self.confidence >= DOUBT else ()
