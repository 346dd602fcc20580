"""Whether the chosen model works: for whoever runs Upmentor, from the command line."""

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.coach.writing import Running, Writing
from assistant.drafts import Draft
from assistant.writers import ModelCall
from assistant.writers.probing import Probe, probe

NO_MODEL = "No model is chosen: set UPMENTOR_MODEL, for example to openai:NAME."
SWITCHED_OFF = "An admin switched the model off on the page Model; nothing was sent."


@dataclass(frozen=True, slots=True)
class Probed:
    """Which model was asked, where, and how it went; ``found`` is None when it was not asked."""

    engine: str = ""
    host: str = ""
    found: Probe | None = None
    problem: str | None = None


class Probing(Writing):
    """One small call that carries no record of anybody."""

    def probe_model(self) -> Probed:
        """Ask the chosen model one question about nothing, within the program's allowance.

        Raises:
            Refused: when the program's allowance for the day is used up.
        """
        model = self._model
        if model is None:
            return Probed(problem=NO_MODEL)
        if self._records.model_off():
            return Probed(model.engine, model.host, problem=SWITCHED_OFF)

        def metered(call: ModelCall) -> Iterator[Draft | None]:
            return self._metered(call, model.engine, Running(model.engine, "", iter(())), None)

        found = probe(model, self._today(), metered)
        return Probed(model.engine, model.host, found, found.problem)
