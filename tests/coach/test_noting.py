"""What a pair writes down is kept, searchable at once, and its author's to share."""

from datetime import date, timedelta

import pytest

from assistant.coach import Coach
from assistant.domain import GoalStatus, SessionStatus, Visibility
from assistant.errors import Conflict, Invalid, Refused
from tests.builders import TODAY

MENTOR, MENTEE = "mentor1@a.example", "mentee1@a.example"


def test_a_note_is_searchable_when_it_is_saved(coach: Coach) -> None:
    """The next search finds the new note's words."""
    coach.save_note(MENTOR, "pair-1", 1, "We talked about zeppelins.", Visibility.PAIR)
    hits = coach.search(MENTEE, "zeppelins", "pair-1").hits
    assert any("zeppelins" in h.passage.text for h in hits)


def test_a_note_without_capitals_and_full_stops_answers(coach: Coach) -> None:
    """What is asked of such a note is answered with its own words, in its own case."""
    words = "second go at the zeppelins\nthe mast at leer costs 900 a week\n£40 went on helium"
    coach.save_note(MENTOR, "pair-1", 1, words, Visibility.PAIR)
    for question, told in (
        ("how much is the mast at leer?", "“the mast at leer costs 900 a week”"),
        ("what went on helium?", "“£40 went on helium”"),
    ):
        *_, record = coach.ask(MENTEE, question, "pair-1")
        first = next(record.draft.statements())
        assert told in first.text
        assert first.flag is None


def test_a_changed_note_is_found_by_its_new_words_only(coach: Coach) -> None:
    """The old words leave with the edit."""
    note = coach.save_note(MENTOR, "pair-1", 1, "We talked about zeppelins.", Visibility.PAIR).note
    coach.save_note(
        MENTOR, "pair-1", 1, "We talked about gliders.", Visibility.PAIR, note.id, note.version
    )
    texts = [h.passage.text for h in coach.search(MENTEE, "zeppelins gliders", "pair-1", 50).hits]
    assert any("gliders" in t for t in texts)
    assert not any("zeppelins" in t for t in texts)


def test_a_note_is_private_unless_it_is_shared(coach: Coach) -> None:
    """Saving without a choice keeps the note from the partner."""
    coach.save_note(MENTOR, "pair-1", 1, "Only mine.")
    assert "Only mine." not in [n.text for n in coach.notes(MENTEE, "pair-1")]


def test_an_action_in_a_note_stays_a_proposal(coach: Coach) -> None:
    """A promise in a note becomes an action only when its author accepts it."""
    before = len(coach.pairs(MENTOR)[0].actions)
    saved = coach.save_note(
        MENTOR, "pair-1", 1, "I will send the list of dashboards. Leo promised to read it today."
    )
    owners = {p.text: p.owner for p in saved.proposals}
    assert owners == {"Send the list of dashboards": MENTOR}
    assert len(coach.pairs(MENTOR)[0].actions) == before
    due = TODAY + timedelta(days=7)
    action = coach.accept_action(MENTOR, saved.proposals[0].id, MENTOR, due)
    assert (action.text, action.due_on) == ("Send the list of dashboards", due)
    assert coach.proposals(MENTOR, "pair-1") == []


def test_a_partners_promise_is_proposed_as_theirs(coach: Coach) -> None:
    """A note that names the partner proposes the action to the partner."""
    name = coach.pairs(MENTOR)[0].mentee.called
    saved = coach.save_note(MENTOR, "pair-1", 1, f"{name} will open the report every Monday.")
    assert [(p.text, p.owner) for p in saved.proposals] == [
        ("Open the report every Monday", MENTEE)
    ]


def test_a_leaders_promise_in_a_mentors_note_is_the_leaders(coach: Coach) -> None:
    """In a transcript that the mentor saved, each promise is proposed to whoever spoke it."""
    pair = coach.pairs(MENTOR)[0]
    told = (
        f"{pair.mentee.name}: I will show the dashboard to the board.\n"
        f"{pair.mentor.name}: I will write down the three filters."
    )
    saved = coach.save_note(MENTOR, "pair-1", 1, told)
    assert {p.text: p.owner for p in saved.proposals} == {
        "Show the dashboard to the board": MENTEE,
        "Write down the three filters": MENTOR,
    }


def test_a_proposal_follows_its_note(coach: Coach) -> None:
    """Who is proposed, and whether the note is private, are as the note is now."""
    told = "{} will send the list of dashboards."
    first, second = (
        p.called for p in (coach.pairs(MENTOR)[0].mentor, coach.pairs(MENTOR)[0].mentee)
    )
    note = coach.save_note(MENTOR, "pair-1", 1, told.format(first)).note
    assert [(p.owner, p.private) for p in coach.proposals(MENTOR, "pair-1")] == [(MENTOR, True)]
    coach.save_note(
        MENTOR, "pair-1", 1, told.format(second), Visibility.PAIR, note.id, note.version
    )
    assert [(p.owner, p.private) for p in coach.proposals(MENTOR, "pair-1")] == [(MENTEE, False)]


def test_a_dismissed_proposal_does_not_come_back(coach: Coach) -> None:
    """Saving the same note again does not propose what was put away."""
    saved = coach.save_note(MENTOR, "pair-1", 1, "I will send the list of dashboards.")
    coach.dismiss_action(MENTOR, saved.proposals[0].id)
    again = coach.save_note(
        MENTOR, "pair-1", 1, "I will send the list of dashboards.", note_id=saved.note.id
    )
    assert again.proposals == ()


def test_two_edits_of_one_note_are_a_conflict(coach: Coach) -> None:
    """The second of two edits of the same version is told to reload."""
    note = coach.save_note(MENTOR, "pair-1", 1, "One.").note
    coach.save_note(MENTOR, "pair-1", 1, "Two.", note_id=note.id, version=1)
    with pytest.raises(Conflict):
        coach.save_note(MENTOR, "pair-1", 1, "Three.", note_id=note.id, version=1)


def test_a_partners_note_is_not_editable(coach: Coach) -> None:
    """A shared note is read by the partner and changed by its author."""
    with pytest.raises(Refused, match="author"):
        coach.save_note(MENTEE, "pair-1", 1, "Changed.", Visibility.PAIR, note_id="shared-1")


@pytest.mark.parametrize("text", ["", "   \n", "x" * 50_001])
def test_an_empty_or_endless_note_is_refused(coach: Coach, text: str) -> None:
    """Nothing is kept of a note without words or beyond the limit."""
    before = len(coach.notes(MENTOR, "pair-1"))
    with pytest.raises(Invalid):
        coach.save_note(MENTOR, "pair-1", 1, text)
    assert len(coach.notes(MENTOR, "pair-1")) == before


@pytest.mark.parametrize(
    ("number", "status", "held_on", "minutes"),
    [
        (9, SessionStatus.PLANNED, TODAY, 45),
        (0, SessionStatus.PLANNED, TODAY, 45),
        (2, SessionStatus.HELD, None, 45),
        (2, SessionStatus.HELD, TODAY + timedelta(days=1), 45),
        (2, SessionStatus.PLANNED, date(2226, 6, 1), 45),
        (2, SessionStatus.PLANNED, TODAY, 0),
    ],
)
def test_a_session_that_cannot_be_is_refused(
    coach: Coach, number: int, status: SessionStatus, held_on: date | None, minutes: int
) -> None:
    """Numbers follow each other, a held session has a past date, lengths are real."""
    with pytest.raises(Invalid):
        coach.log_session(MENTOR, "pair-1", number, status, held_on, minutes)


def test_a_cancellation_names_who_cancelled(coach: Coach) -> None:
    """Logging a cancellation records the person who logged it."""
    coach.log_session(MENTEE, "pair-1", 2, SessionStatus.CANCELLED, None)
    assert coach.pairs(MENTOR)[0].sessions[1].cancelled_by == MENTEE


def test_actions_goals_and_check_ins_are_kept(coach: Coach) -> None:
    """Marking an action done, a goal met and answering the check-in show in the pair."""
    coach.finish_action(MENTEE, "pair-1", "action-1")
    coach.set_goal(MENTOR, "pair-1", "goal-1", GoalStatus.MET)
    coach.add_goal(MENTEE, "pair-1", "Present one page to the board.")
    coach.check_in(MENTOR, "pair-1", 1, 4, 2, "I said less than I wanted.")
    pair = coach.pairs(MENTOR)[0]
    assert pair.actions[0].done_on == TODAY
    assert [g.status for g in pair.goals] == [GoalStatus.MET, GoalStatus.OPEN]
    assert (pair.check_ins[0].useful, pair.check_ins[0].heard) == (4, 2)
