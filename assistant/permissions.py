"""Who may do what: pure functions over the records as they stand now; refuse by default.

A disabled person may do nothing. A partner is whoever is the pair's mentor or mentee *and*
still has that role. What a person may not know of raises NotFound; a verb that is not theirs,
in their own world, raises Refused.
"""

from assistant.domain import Pair, Person, Role, Scope, SessionNote, Side, Visibility
from assistant.drafts import Kind
from assistant.errors import NotFound, Refused
from assistant.stored import DraftRecord

NO_PAIR = "There is no such pair, or it is not yours."
NO_DRAFT = "There is no such draft, or it is not yours."
NO_NOTE = "There is no such note, or it is not yours."


def active(person: Person) -> Person:
    """The person, if they may use Upmentor at all.

    Raises:
        Refused: when they were disabled or have no role.
    """
    if person.disabled or not person.roles:
        raise Refused("Your access is switched off; write to the contact of your program.")
    return person


def with_role(person: Person, role: Role) -> Person:
    """The person, if they hold the role.

    Raises:
        Refused: when they do not.
    """
    if role not in active(person).roles:
        raise Refused(f"This is for a {role} of the program.")
    return person


def partner_side(person: Person, pair: Pair) -> Side:
    """Which side of the pair the person is on.

    Raises:
        NotFound: when they are not a partner of it.
    """
    side = pair.side_of(active(person).email)
    if side is None or Role(side.value) not in person.roles:
        raise NotFound(NO_PAIR)
    return side


def may_read_note(person: Person, note: SessionNote, pair: Pair) -> bool:
    """Whether a note is open to this person: its author, or the partner it is shared with."""
    if note.pair_id != pair.id or pair.side_of(person.email) is None or person.disabled:
        return False
    return note.author == person.email or note.visibility is Visibility.PAIR


def own_note(person: Person, note: SessionNote, pair: Pair) -> SessionNote:
    """The note, if the person wrote it.

    Raises:
        NotFound: when they may not even read it.
        Refused: when it is their partner's.
    """
    if not may_read_note(person, note, pair):
        raise NotFound(NO_NOTE)
    if note.author != person.email:
        raise Refused("Only its author can change a note.")
    return note


def open_pair(pair: Pair) -> Pair:
    """The pair, if it may still be written to.

    Raises:
        Refused: when it has ended.
    """
    if pair.ended_on is not None:
        raise Refused("This pair has ended; its records stay as they are.")
    return pair


def scope_for(person: Person, pair: Pair | None, *, shared_only: bool = False) -> Scope:
    """What this person may search: all guidelines, and notes of their own pair if one is named.

    Raises:
        NotFound: when the pair is not theirs.
    """
    active(person)
    if pair is not None:
        partner_side(person, pair)
    return Scope(person.email, pair.id if pair else None, True, shared_only)


def may_read_draft(person: Person, record: DraftRecord, pair: Pair | None) -> bool:
    """A draft is its author's own; a summary that is whole belongs to both partners."""
    if person.disabled or not person.roles:
        return False
    if record.pair_id is None:
        return record.author == person.email
    if pair is None or pair.id != record.pair_id:
        return False
    side = pair.side_of(person.email)
    if side is None or Role(side.value) not in person.roles:
        return False
    shared = record.draft.kind is Kind.SUMMARY and record.complete
    return record.author == person.email or shared


def readable_draft(person: Person, record: DraftRecord, pair: Pair | None) -> DraftRecord:
    """The draft, if the person may read it.

    Raises:
        NotFound: when it is not theirs.
    """
    if not may_read_draft(person, record, pair):
        raise NotFound(NO_DRAFT)
    return record


def releasable(record: DraftRecord) -> DraftRecord:
    """The draft, if it can be released to HR.

    Raises:
        Refused: when it is not a summary, or not a whole one.
    """
    if record.draft.kind is not Kind.SUMMARY:
        raise Refused("Only a progress summary can be released to HR.")
    if not record.complete:
        raise Refused("This summary was not finished; draft it again before you release one.")
    return record
