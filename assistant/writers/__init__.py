"""Writers turn a Brief into a Draft; what they are given is all they may use."""

from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from assistant.domain import (
    Guideline,
    Hit,
    Pair,
    Person,
    Program,
    Role,
    SessionNote,
    Side,
    Stage,
)
from assistant.drafts import Draft, Kind, Statement
from assistant.questions import Stretch, Want
from assistant.stored import Message
from assistant.writers.third_parties import NOBODY, Others


@dataclass(frozen=True, slots=True)
class Material:
    """A guideline together with the ids of its passages, so that its parts can be cited.

    ``passage_id`` finds the passage that holds a given sentence of the guideline.
    """

    guideline: Guideline
    passages: tuple[tuple[str, str, str], ...]  # (passage id, heading trail, text)

    def passage_id(self, sentence: str) -> str | None:
        return next((pid for pid, _, text in self.passages if sentence in text), None)


@dataclass(frozen=True, slots=True)
class NoteMaterial:
    """A note the reader may read, with its passages: (passage id, text)."""

    note: SessionNote
    passages: tuple[tuple[str, str], ...]

    def passage_id(self, sentence: str) -> str | None:
        return next((pid for pid, text in self.passages if sentence in text), None)


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything a writer is given for one draft; nothing in it is beyond the reader's scope.

    ``hits`` are the passages found for the question or topic, best first, and ``sure`` whether
    search takes them for an answer; if not, they are only the nearest. ``stretches`` are what
    may be quoted of them, best first within the notes and within the guidelines. ``want`` is
    what the question wants, None where that is not clear; ``recalls`` are the log odds that it
    asks what was, and not what to do; ``style`` is how its answer is wanted when it is asked
    for again (shorter, friendlier). ``in_context`` is the question with what a follow-up leans
    on, "" when it stands alone. ``notes`` are the notes of the pair that the reader may see (for
    a summary: only those both see), oldest first. ``materials`` are the guidelines the kind is
    assembled from. ``others`` are the people whom a summary must not name.
    """

    kind: Kind
    reader: Person
    today: date
    program: Program
    role: Role | None = None
    pair: Pair | None = None
    side: Side | None = None
    stage: Stage | None = None
    question: str = ""
    want: Want | None = None
    recalls: float = 0.0
    style: Want | None = None
    minutes: int = 45
    hits: tuple[Hit, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    sure: bool = True
    in_context: str = ""
    notes: tuple[NoteMaterial, ...] = ()
    materials: tuple[Material, ...] = ()
    history: tuple[Message, ...] = ()
    others: Others = NOBODY


@dataclass(frozen=True, slots=True)
class Turn:
    """What was said in a rehearsal: by the reader when ``mine``, else by the other side."""

    mine: bool
    text: str


FEEDBACK = "About what you said"
"""The heading over what a writer says of the reader's words in a rehearsal."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the scripted rehearsal, and the guideline that it is from, if there is one.

    ``harm`` when somebody reports what must not be rehearsed away: harassment, retaliation,
    danger. ``over`` when the ladder has no further step.
    """

    draft: Draft
    guideline: Material | None = None
    harm: bool = False
    over: bool = False


@dataclass(frozen=True, slots=True)
class HomePage:
    """What a pair's home page says before anything is asked, from the records and the notes.

    ``prepare`` is the reader's own preparation, ``carried`` what the latest notes leave open,
    ``learned`` the latest thing each partner learned, ``nudge`` a sentence when momentum is lost.
    """

    prepare: tuple[Statement, ...] = ()
    carried: tuple[Statement, ...] = ()
    learned: Mapping[Side, tuple[Statement, ...]] = field(default_factory=dict)
    nudge: Statement | None = None


class Writer(Protocol):
    """Writes a draft, yielding it whole again each time a statement is complete."""

    engine: str

    def version(self, kind: Kind) -> str:
        """What produced the wording: a prompt's content hash, or the writer's own version."""
        ...

    def write(self, brief: Brief) -> Iterator[Draft]: ...


class LocalWriter(Writer, Protocol):
    """The writer that needs no model; what is said on every page comes from it alone."""

    def home(self, brief: Brief) -> HomePage: ...

    def proposals(self, note: SessionNote, pair: Pair) -> list[tuple[str, str]]:
        """(text, owner's e-mail) of each thing that a note says one of the partners will do."""
        ...

    def rehearse(self, brief: Brief, turns: Sequence[Turn]) -> Step:
        """The next step of the scripted ladder after these turns."""
        ...


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens in and out of all attempts of a call; ``counted`` when the service told none."""

    tokens_in: int
    tokens_out: int
    counted: bool


class ModelCall(Protocol):
    """One call of a model: take the draft as it grows, then read what it took.

    ``growing`` are the words of a statement that is not whole yet; ``doing`` says what is waited
    for, and is empty while the model writes.
    """

    notices: list[str]
    counts: Mapping[str, int]
    attempts: int
    complete: bool
    growing: str

    @property
    def doing(self) -> str: ...

    @property
    def mode(self) -> str | None: ...

    def live(self) -> Generator[Draft | None, None, None]:
        """The draft whole again with each statement, and None while nothing new is whole.

        Closing it ends the call at once.
        """
        ...

    @property
    def sent(self) -> tuple[bytes, ...]: ...

    @property
    def usage(self) -> Usage: ...

    @property
    def cost(self) -> float | None: ...


class ModelWriter(Protocol):
    """A writer that sends a brief to a model, on the host it names."""

    engine: str

    @property
    def host(self) -> str: ...

    def version(self, kind: Kind) -> str: ...

    def problem(self) -> str | None:
        """What must be installed or set before this model can be asked, or None."""
        ...

    def call(self, brief: Brief, allowed_notes: Collection[str] = frozenset()) -> ModelCall: ...

    def rehearsal_version(self) -> str: ...

    def rehearse(self, brief: Brief, turns: Sequence[Turn]) -> ModelCall:
        """One turn in which the model plays the other side; all the brief's guidelines go along."""
        ...

    def examples(self, brief: Brief) -> ModelCall:
        """A draft whose statements are example questions for parts of the brief's guideline."""
        ...
