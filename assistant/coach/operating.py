"""The operator's side: import, health, rebuilding the index. Nothing here shows a note."""

from dataclasses import dataclass
from typing import Any

from assistant.coach.base import Base
from assistant.coach.guiding import Progress
from assistant.domain import Pair, Person, Program
from assistant.errors import UpmentorError
from assistant.records.imports import Imported, import_program
from assistant.retrieval.chunks import note_passages

_WAYS = {
    "emptied": "restore a backup of it, or start anew with: upmentor init --new",
    "other": "name the right one, or take this one over with: upmentor reindex",
    "older": "if a backup was restored, accept it with: upmentor reindex",
}


@dataclass(frozen=True, slots=True)
class Health:
    """Whether store and index agree, and what is configured, as lines a person can read."""

    healthy: bool
    lines: tuple[tuple[str, str], ...]


class Operating(Base):
    """For the command line of whoever runs Upmentor."""

    def import_program(self, value: Any, *, demo: bool = False) -> Imported:
        """Take in a PROGRAM.json value: all of it or nothing.

        Raises:
            Invalid: naming the first mistake and its place.
        """
        from assistant.importing import parse_program  # pydantic: slow to import, seldom needed

        file = parse_program(value)
        return import_program(self._records.store, file, note_passages, demo=demo)

    def program(self) -> Program:
        """The program itself.

        Raises:
            NotFound: when none was imported yet.
        """
        return self._program()

    def people(self) -> list[Person]:
        """Everybody in the program."""
        return self._records.people()

    def all_pairs(self) -> list[Pair]:
        """Every pair."""
        return self._records.pairs()

    def is_demo(self) -> bool:
        """Whether the store holds the demo program, where people sign in by picking a name."""
        return self._records.is_demo()

    def sign_in_choices(self) -> list[Person]:
        """The people of the demo program; nobody when the program is a real one."""
        return [p for p in self._records.people() if not p.disabled] if self.is_demo() else []

    def reindex(self, progress: Progress | None = None) -> int:
        """Rebuild the index from the records, for the embeddings that are chosen; the passages.

        Raises:
            StoreError: when the embeddings fail; what answered before goes on answering.

        Whatever the records are now is what the home knows of them from then on.
        """
        count = self._engine.rebuild(progress)
        if self._home:
            self._home.remember(self._records.inventory())
        return count

    def problems(self) -> list[str]:
        """What is wrong with the records themselves, and with the folder that they lie in."""
        found = self._records.faults()
        if self._home:
            if loss := self._records.loss(self._home.known()):
                found.append(f"the store is not what it was: {loss.sentence}; {_WAYS[loss.kind]}")
            found += self._home.problems()
        return found

    def check(self) -> Health:
        """Whether records and index agree, and which engines are in use."""
        lines = [("writer", self._writing())]
        lines += (wrong := [("problem", sentence) for sentence in self.problems()])
        try:
            lag = self._engine.lag()
            lines += (standing := self._engine.standing())
            healthy = not wrong and all(name != "problem" for name, _ in standing)
            lines += [
                ("passages", str(lag.passages)),
                ("vectors", str(lag.vectors)),
                ("waiting to be indexed", str(lag.waiting)),
            ]
            if lag.waiting:
                healthy = False
                lines.append(("problem", "changes wait to be indexed; run: upmentor reindex"))
            elif lag.vectors and not lag.passages:
                healthy = False
                told = f"the records are empty, and the index holds {lag.vectors} passages of them"
                lines.append(("problem", f"{told}; restore a backup"))
            elif not lag.agrees:
                healthy = False
                lines.append(("problem", "store and index disagree; run: upmentor reindex"))
        except UpmentorError as error:
            healthy = False
            lines.append(("problem", str(error)))
        lines.append(("guidelines", str(len(self._records.guidelines()))))
        return Health(healthy, tuple(lines))

    def _writing(self) -> str:
        """Who drafts: the model that was chosen and where it is, or the offline writer."""
        model = self._model
        if model is None:
            return self._writer.engine
        if self._records.model_off():
            return f"{self._writer.engine} ({model.engine} is switched off)"
        problem = model.problem()
        return f"{model.engine} at {model.host}{f' ({problem})' if problem else ''}"
