"""Whether the chosen model works: for whoever runs Upmentor, from the command line."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.coach.base import Base

if TYPE_CHECKING:
    from assistant.writers.chatting.probing import Probe

NO_MODEL = "No model is chosen: set UPMENTOR_MODEL, for example to openai:NAME."
SWITCHED_OFF = "An admin switched the model off on the page Model; nothing was sent."


@dataclass(frozen=True, slots=True)
class Probed:
    """Which model was asked, where, and how it went; ``found`` is None when it was not asked."""

    engine: str = ""
    host: str = ""
    found: "Probe | None" = None
    problem: str | None = None


class Probing(Base):
    """One small call that carries no record of anybody."""

    def probe_model(self) -> Probed:
        """Ask the chosen model one question about nothing; it counts against nobody's allowance."""
        from assistant.writers.chatting.probing import probe

        model = self._model
        if model is None:
            return Probed(problem=NO_MODEL)
        if self._records.model_off():
            return Probed(model.engine, model.host, problem=SWITCHED_OFF)
        found = probe(model, self._today())
        return Probed(model.engine, model.host, found, found.problem)
