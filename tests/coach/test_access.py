"""Who is switched off sees nothing from the next call on; the program is never left alone."""

import pytest

from assistant.coach import Coach
from assistant.domain import Visibility
from assistant.drafts import Kind
from assistant.errors import NotFound, Refused

MENTOR, MENTEE, ADMIN = "mentor1@a.example", "mentee1@a.example", "admin@a.example"
SECOND = {
    "program": {"name": "Test program"},
    "people": [{"email": "ada2@a.example", "name": "Ada Two", "roles": ["admin"]}],
}


def test_a_draft_ends_when_its_reader_is_switched_off(coach: Coach) -> None:
    """No further part of a draft or an answer reaches somebody who was shut out meanwhile."""
    for written in (coach.draft(MENTOR, Kind.AGENDA, "pair-1"), coach.ask(MENTOR, "How long?")):
        parts = iter(written)
        next(parts)
        coach.switch_access(ADMIN, MENTOR, True)
        with pytest.raises(Refused, match="switched off"):
            next(parts)
        coach.switch_access(ADMIN, MENTOR, False)
    assert coach.drafts(MENTOR, "pair-1") == []


def test_a_rehearsal_ends_when_its_reader_is_switched_off(coach: Coach) -> None:
    """The next answer of a rehearsal does not come either."""
    turns = coach.rehearse(MENTOR, "pair-1", "I was interrupted")
    coach.disable(MENTOR)
    with pytest.raises(Refused, match="switched off"):
        next(iter(turns))


def test_the_partner_of_somebody_switched_off_keeps_the_pair(coach: Coach) -> None:
    """Notes, drafts and actions of the pair stay the partner's to read and write."""
    before = coach.notes(MENTEE, "pair-1")
    coach.switch_access(ADMIN, MENTOR, True)
    assert coach.notes(MENTEE, "pair-1") == before
    coach.save_note(MENTEE, "pair-1", 1, "I will read it again.", Visibility.PAIR)
    assert coach.overview(MENTEE, "pair-1").pair.mentor.email == MENTOR


def test_an_admin_cannot_lock_out_themselves_or_the_last_admin(coach: Coach) -> None:
    """Neither by whatever spelling of their own address, nor two of them one after the other."""
    for own in (ADMIN, ADMIN.upper(), f" {ADMIN} "):
        with pytest.raises(Refused, match="your own access"):
            coach.switch_access(ADMIN, own, True)
    coach.import_program(SECOND)
    coach.switch_access(ADMIN, "ada2@a.example", True)
    with pytest.raises(Refused):
        coach.switch_access("ada2@a.example", ADMIN, True)
    assert not coach.person(ADMIN).disabled


def test_the_last_admin_is_kept_where_records_change(coach: Coach) -> None:
    """Two admins who switch each other off at the same moment do not both succeed."""
    coach.import_program(SECOND)
    records = coach._records
    records.disable("ada2@a.example", True, ADMIN, keep_admin=True)
    with pytest.raises(Refused, match="No admin with access would be left"):
        records.disable(ADMIN, True, "ada2@a.example", keep_admin=True)
    assert not records.person(ADMIN).disabled


def test_an_unknown_address_is_not_found(coach: Coach) -> None:
    """Switching off nobody is told."""
    with pytest.raises(NotFound):
        coach.switch_access(ADMIN, "nobody@a.example", True)


def test_importing_again_leaves_access_as_it_is(coach: Coach) -> None:
    """A program file that is taken in again lets nobody in who was switched off."""
    coach.import_program(SECOND)
    coach.disable("ada2@a.example")
    changed = {**SECOND, "people": [{**SECOND["people"][0], "title": "Lead"}]}
    coach.import_program(changed)
    with pytest.raises(Refused):
        coach.person("ada2@a.example")
