"""Who may read, write and release what: refuse by default."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import permissions
from assistant.domain import Pair, Person, Role, Scope, SessionNote, Side, Visibility
from assistant.drafts import Draft, Kind
from assistant.errors import NotFound, Refused
from assistant.stored import DraftRecord
from tests.builders import MENTEE, MENTOR, STRANGER, draft_record, note, pair

roles = st.frozensets(st.sampled_from(Role))
persons = st.builds(
    Person,
    email=st.sampled_from([MENTOR.email, MENTEE.email, STRANGER.email, "", "MENTOR@a.example"]),
    name=st.just("Somebody"),
    roles=roles,
    disabled=st.booleans(),
)


def test_a_disabled_person_may_do_nothing() -> None:
    """A disabled person is refused before anything else is looked at."""
    gone = Person(MENTOR.email, "Gone", roles=MENTOR.roles, disabled=True)
    with pytest.raises(Refused, match="switched off"):
        permissions.active(gone)


def test_a_person_without_a_role_may_do_nothing() -> None:
    """A person whose last role was taken away is refused."""
    with pytest.raises(Refused):
        permissions.active(Person(MENTOR.email, "Former"))


@given(persons)
def test_only_an_active_partner_with_the_role_is_on_a_side(person: Person) -> None:
    """A side is given to the pair's own mentor or mentee with that role, and to nobody else."""
    expected = {
        (MENTOR.email, Role.MENTOR): Side.MENTOR,
        (MENTEE.email, Role.MENTEE): Side.MENTEE,
    }
    sides = {
        s for (email, role), s in expected.items() if person.email == email and role in person.roles
    }
    if sides and not person.disabled:
        assert permissions.partner_side(person, pair()) in sides
    else:
        with pytest.raises((NotFound, Refused)):
            permissions.partner_side(person, pair())


@given(persons, st.sampled_from(Visibility), st.sampled_from([MENTOR.email, MENTEE.email]))
def test_a_private_note_is_read_by_its_author_alone(
    person: Person, visibility: Visibility, author: str
) -> None:
    """A note is open to its author, and to the partner when it is shared with the pair."""
    readable = permissions.may_read_note(person, note(author=author, visibility=visibility), pair())
    partner = person.email in (MENTOR.email, MENTEE.email) and not person.disabled
    allowed = partner and (person.email == author or visibility is Visibility.PAIR)
    assert readable is allowed


def test_a_note_of_another_pair_is_never_readable() -> None:
    """A note whose pair is another one is refused, whoever its author is."""
    foreign = SessionNote("n9", "pair-other", 1, MENTOR.email, Visibility.PAIR, "Hello.")
    assert not permissions.may_read_note(MENTOR, foreign, pair())


def test_only_the_author_changes_a_note() -> None:
    """The partner can read a shared note but not change it."""
    shared = note(author=MENTOR.email, visibility=Visibility.PAIR)
    assert permissions.own_note(MENTOR, shared, pair()) is shared
    with pytest.raises(Refused, match="author"):
        permissions.own_note(MENTEE, shared, pair())


@given(persons)
def test_a_scope_names_a_pair_only_for_its_partners(person: Person) -> None:
    """Nobody but an active partner gets a scope that holds a pair's notes."""
    try:
        scope = permissions.scope_for(person, pair())
    except (NotFound, Refused):
        return
    assert scope == Scope(person.email, pair().id, True)
    assert permissions.partner_side(person, pair())


def test_a_scope_without_a_pair_holds_no_notes() -> None:
    """A reviewer's scope has guidelines and no pair."""
    reviewer = Person("hr@a.example", "HR", roles=frozenset({Role.REVIEWER}))
    assert permissions.scope_for(reviewer, None).pair_id is None


@given(persons, st.sampled_from(Kind), st.sampled_from([MENTOR.email, MENTEE.email]))
def test_a_draft_is_its_authors_and_a_summary_the_pairs(
    person: Person, kind: Kind, author: str
) -> None:
    """A draft is read by its author; a summary by both partners; by nobody else."""
    record = draft_record(Draft(kind, "Title"), author=author)
    allowed = permissions.may_read_draft(person, record, pair())
    partner = not person.disabled and (
        (person.email == MENTOR.email and Role.MENTOR in person.roles)
        or (person.email == MENTEE.email and Role.MENTEE in person.roles)
    )
    assert allowed is (partner and (person.email == author or kind is Kind.SUMMARY))


def test_a_draft_of_another_pair_is_not_there() -> None:
    """A draft that names another pair is not found, even for its author."""
    record = draft_record(Draft(Kind.AGENDA, "Title"), author=MENTOR.email, pair_id="pair-other")
    with pytest.raises(NotFound):
        permissions.readable_draft(MENTOR, record, pair())


def test_only_a_summary_can_be_released() -> None:
    """An agenda cannot be released to HR."""
    with pytest.raises(Refused, match="summary"):
        permissions.releasable(draft_record(Draft(Kind.AGENDA, "Title"), author=MENTOR.email))


def test_an_ended_pair_is_not_written_to() -> None:
    """A pair that has ended refuses changes."""
    ended: Pair = pair(ended_on=date(2026, 1, 1))
    with pytest.raises(Refused, match="ended"):
        permissions.open_pair(ended)


def test_the_record_type_is_what_permissions_read() -> None:
    """A draft without a pair belongs to its author alone."""
    alone: DraftRecord = draft_record(Draft(Kind.ANSWER, "A"), author=MENTOR.email, pair_id=None)
    assert permissions.may_read_draft(MENTOR, alone, None)
    assert not permissions.may_read_draft(MENTEE, alone, None)
