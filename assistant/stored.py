"""What is kept around a draft: its citations, versions, releases and reviews."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from assistant.drafts import Draft, Place


@dataclass(frozen=True, slots=True)
class Citation:
    """A source quoted in a draft, resolved: what it says, and its place and date.

    ``kind`` is ``guideline``, ``note`` or ``record`` (a line of the program's records).
    """

    passage_id: str
    kind: str
    source: str
    heading: str
    session: int | None
    date: date | None
    text: str


@dataclass(frozen=True, slots=True)
class Spent:
    """What a model's draft took: tokens in and out, and the cost by the price that was set.

    ``parts`` are the tokens of the brief by part with their ``total``, as counted before it was
    sent; ``counted`` is True when the service told no figures of its own; ``mode`` is the way in
    which the draft's JSON was asked for.
    """

    tokens_in: int
    tokens_out: int
    cost: float | None
    parts: Mapping[str, int]
    counted: bool = False
    mode: str = ""


@dataclass(frozen=True, slots=True)
class DraftRecord:
    """A draft with where it came from; ``complete`` is False until it is whole, or for good.

    ``id`` is empty and ``version`` 0 until it is stored. ``timings_ms`` holds milliseconds for
    ``search``, ``write`` and ``total``; ``notices`` what to tell about how a model was asked;
    ``spent`` what it took, for the author alone. While a model writes, ``growing`` are the words
    of a statement that is not whole yet and ``doing`` says what is waited for.
    """

    id: str
    pair_id: str | None
    author: str
    draft: Draft
    version: int
    engine: str
    prompt_version: str
    created_at: datetime
    citations: tuple[Citation, ...] = ()
    timings_ms: dict[str, float] | None = None
    minutes: int | None = None
    topic: str = ""
    complete: bool = True
    notices: tuple[str, ...] = ()
    spent: Spent | None = None
    growing: str = ""
    doing: str = ""

    def citation(self, source: str) -> Citation | None:
        return next((c for c in self.citations if c.passage_id == source), None)


@dataclass(frozen=True, slots=True)
class PartnerRelease:
    """One partner's consent: to which version, without the statements at which places."""

    person: str
    version: int
    struck: frozenset[Place]
    released_at: datetime


@dataclass(frozen=True, slots=True)
class ReleaseState:
    """Who released a summary so far; ``snapshot_status`` is None until both did.

    It is ``withheld`` when HR's copy rested on a note that was taken back since.
    """

    draft_id: str
    version: int
    mentor: PartnerRelease | None
    mentee: PartnerRelease | None
    snapshot_status: str | None = None
    return_reason: str = ""

    @property
    def both(self) -> bool:
        return self.mentor is not None and self.mentee is not None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a released statement comes from, without a word of the note itself."""

    source: str
    kind: str
    place: str
    date: date | None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """HR's copy of a summary that both partners released.

    ``status`` is ``waiting``, ``approved`` or ``returned``; what was taken back is not there.
    ``released`` is the text as the pair released it, before any reviewer's correction.
    """

    id: str
    draft_id: str
    pair_label: str
    draft: Draft
    version: int
    engine: str
    status: str
    evidence: tuple[Evidence, ...]
    released_at: datetime
    released: Draft | None = None


@dataclass(frozen=True, slots=True)
class ReviewStep:
    """One thing a reviewer did: ``verb`` is ``edit``, ``approve`` or ``return``."""

    reviewer: str
    verb: str
    version: int
    draft: Draft
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Conversation:
    id: str
    title: str
    pair_id: str | None
    started_at: datetime


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a conversation; the assistant's words are in the draft, not in ``text``.

    ``answers`` is the id of the question that an answer belongs to.
    """

    id: int
    role: str
    text: str
    at: datetime
    draft_id: str | None = None
    answers: int | None = None


@dataclass(frozen=True, slots=True)
class TypedText:
    """What stands in a field and is not saved yet; ``form`` tells one filling-in from the next."""

    place: str
    form: str
    text: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class SectionQuestions:
    """The example questions of one section of a guideline.

    ``questions`` help search. ``proposed`` do not until an admin has looked at them;
    ``proposed_by`` is the model that made them, empty for those that come from the heading.
    """

    heading: str
    questions: tuple[str, ...] = ()
    proposed: tuple[str, ...] = ()
    proposed_by: str = ""
    looked_at: bool = False
