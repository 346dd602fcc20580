"""What every use case of the Coach stands on."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Lock

from assistant import permissions
from assistant.domain import Pair, Person, Program, SessionNote, Side
from assistant.errors import Invalid, NotFound, StoreError
from assistant.home import Home
from assistant.records import Records
from assistant.retrieval.engine import Engine
from assistant.writers import LocalWriter, ModelWriter

QUESTION_LIMIT = 4_000
NOTE_LIMIT = 50_000


@dataclass(frozen=True, slots=True)
class Parts:
    """What bootstrap hands to a Coach. ``engine`` opens the search engine when first needed.

    ``writer`` needs no model; ``model`` is the one that an operator chose, if any, with the most
    tokens that one person and the whole program may use in a day. ``home`` is the folder that
    remembers what the store holds; without one nothing is compared.
    """

    records: Records
    writer: LocalWriter
    engine: Callable[[], Engine]
    knowledge: Path
    today: Callable[[], date]
    model: ModelWriter | None = None
    tokens_by_person: int = 0
    tokens_by_program: int = 0
    home: Home | None = None


class Base:
    """The parts, and the look-ups that every use case starts with.

    Each call takes the reader's e-mail address; the person, their roles and their pair are
    read from SQL every time, so what changed there holds from the next call on.
    """

    def __init__(self, parts: Parts) -> None:
        self._records = parts.records
        self._writer = parts.writer
        self._model = parts.model
        self._allowances = (parts.tokens_by_person, parts.tokens_by_program)
        self._open_engine = parts.engine
        self._opened: Engine | None = None
        self._opening = Lock()
        self._knowledge = parts.knowledge
        self._today = parts.today
        self._home = parts.home

    @property
    def _engine(self) -> Engine:
        with self._opening:
            if self._opened is None:
                self._opened = self._open_engine()
            return self._opened

    def close(self) -> None:
        """Let go of the store and the index."""
        if self._opened is not None:
            self._opened.close()
        with suppress(StoreError):
            if self._home and self._records.loss(self._home.known()) is None:
                self._home.remember(self._records.inventory())
                self._home.make_private()
        self._records.store.close()

    def _person(self, reader: str) -> Person:
        return permissions.active(self._records.person(reader))

    def _program(self) -> Program:
        return self._records.program()

    def _pair(self, person: Person, pair_id: str) -> tuple[Pair, Side]:
        """The person's own pair and their side in it; NotFound for every other."""
        pair = self._records.pair(_text(pair_id, permissions.NO_PAIR))
        return pair, permissions.partner_side(person, pair)

    def _pair_or_only(self, person: Person, pair_id: str | None) -> tuple[Pair | None, Side | None]:
        """The named pair; without a name the person's pair if they have just one, else none."""
        if pair_id is not None:
            return self._pair(person, pair_id)
        own = self._own_pairs(person)
        if len(own) != 1:
            return None, None
        return own[0], permissions.partner_side(person, own[0])

    def _talk(
        self, reader: str, conversation_id: str, pair_id: str | None
    ) -> tuple[Person, Pair | None, Side | None, str]:
        """Whose turn it is, in which pair and side, in which of their own conversations."""
        person = self._person(reader)
        pair, side = self._pair_or_only(person, pair_id)
        talk = self._records.conversation_of(person.email, conversation_id)
        if talk.pair_id is not None and (pair is None or talk.pair_id != pair.id):
            raise NotFound("There is no such conversation, or it is not yours.")
        return person, pair, side, talk.id

    def _own_pairs(self, person: Person) -> list[Pair]:
        return [
            pair
            for pair in self._records.pairs_of(person.email)
            if (side := pair.side_of(person.email)) and side.value in person.roles
        ]

    def _readable_notes(
        self, person: Person, pair: Pair, *, shared_only: bool = False
    ) -> list[SessionNote]:
        notes = self._records.notes(pair.id)
        if shared_only:
            return [n for n in notes if n.visibility.value == "pair"]
        return [n for n in notes if permissions.may_read_note(person, n, pair)]


def _text(value: object, message: str) -> str:
    if not isinstance(value, str) or not value:
        raise NotFound(message)
    return value


def question_text(question: str) -> str:
    """A question as it may be asked.

    Raises:
        Invalid: when it is empty or longer than ``QUESTION_LIMIT`` characters.
    """
    text = question.strip()
    if not any(c.isalnum() for c in text):
        raise Invalid("The question is empty; write what you want to know.")
    return limited(text, QUESTION_LIMIT, "question")


def limited(text: str, most: int, what: str) -> str:
    """The text, if it is not too long.

    Raises:
        Invalid: when it is longer than ``most`` characters.
    """
    if len(text) > most:
        raise Invalid(
            f"The {what} is {len(text):,} characters long; shorten it to {most:,} or fewer."
        )
    return text
