import re

import pytest

from assistant.coach import Coach
from assistant.domain import SessionStatus, Visibility
from assistant.drafts import Kind
from assistant.ui.wiring import Key
from tests.demo_store import MENTEE, MENTOR, PAIR

from .conftest import Visit, press, words

pytestmark = pytest.mark.timeout(300)  # the first one makes the demo store


def test_home_names_the_next_session_and_what_is_open(visit: Visit) -> None:
    """A mentor sees when the next session is, n of N, open actions, goals and preparation."""
    said = words(visit(MENTOR))
    assert "Your next session with Charles is in 2 days" in said
    assert "Session 4 of 6" in said
    assert "Your 15 minutes of preparation" in said
    assert "overdue" in said
    assert "0 of 3 met" in said


def test_the_two_sides_prepare_differently(visit: Visit) -> None:
    """Mentor and mentee get different preparation for the same session."""

    def prepared(address: str) -> str:
        return words(visit(address)).partition("Your 15 minutes")[2].partition("Open actions")[0]

    assert prepared(MENTOR) != prepared(MENTEE)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("kenji.mori@lanternfield.example", "The last two sessions were cancelled"),
        ("linh.tran@lanternfield.example", "New: no session held yet"),
        ("yusuf.demir@lanternfield.example", "Your sessions with Patrick have ended"),
        ("sofia.reyes@lanternfield.example", "Closing: the next session is the last"),
    ],
)
def test_home_fits_the_stage_of_the_pair(visit: Visit, address: str, told: str) -> None:
    """A stalled, new, ended or closing pair is told where it stands."""
    assert told in words(visit(address))


def test_home_shows_no_private_note_of_the_partner(visit: Visit, coach: Coach) -> None:
    """What a partner kept private is on none of the other's pages."""
    private = [n.text for n in coach.notes(MENTOR, PAIR) if n.visibility is Visibility.PRIVATE]
    assert private
    for page in ("home", "notes", "progress"):
        said = words(visit(MENTEE, page))
        for text in private:
            assert text[:60] not in said


def test_an_action_is_marked_done(visit: Visit, coach: Coach) -> None:
    """Marking an action done on Home takes it off the list."""
    before = len(coach.overview(MENTOR, PAIR).open_actions)
    press(visit(MENTOR), "Mark done")
    assert len(coach.overview(MENTOR, PAIR).open_actions) == before - 1


def test_an_answer_is_cited_and_a_follow_up_keeps_the_conversation(visit: Visit) -> None:
    """A question gets an answer with its sources; the next one stays in the conversation."""
    app = visit(MENTOR, "ask")
    app.chat_input[0].set_value("How do I disagree with a leader?").run()
    html = "".join(e.proto.body for e in app.main.get("html"))
    assert re.search(r'popovertarget="src-draft-\w+-1"', html)
    assert re.search(r'id="src-draft-\w+-1"', html)
    app.chat_input[0].set_value("And if he gets angry?").run()
    said = words(app)
    assert said.index("How do I disagree") < said.index("And if he gets angry?")
    assert not app.error


def test_the_open_conversation_is_no_previous_one(visit: Visit) -> None:
    """A conversation is listed as a previous one once another has been started."""
    question = "What is a forecast range?"
    app = visit(MENTOR, "ask")
    app.chat_input[0].set_value(question).run()
    assert question not in [b.label for b in app.button]
    press(app, "Start a new conversation")
    assert question in [b.label for b in app.button]


def test_a_refused_question_is_kept(visit: Visit) -> None:
    """A question that cannot be asked is explained and stands in a field to change."""
    app = visit(MENTOR, "ask")
    app.chat_input[0].set_value("???").run()
    assert "The question is empty" in app.error[0].value
    app.run()
    assert [a.value for a in app.text_area] == ["???"]


def test_a_suggestion_asks_itself(visit: Visit) -> None:
    """Pressing a suggestion asks it."""
    app = press(visit(MENTEE, "ask"), "What did I promise to do before the next session?")
    assert "Was this useful?" in words(app)


def test_thumbs_keep_a_reason(visit: Visit) -> None:
    """Feedback is sent with its reason and thanked for."""
    app = visit(MENTEE, "ask")
    app.chat_input[0].set_value("How often should we meet?").run()
    app.feedback[0].set_value(0).run()
    next(t for t in app.text_input if "missing" in t.label).set_value("Too long")
    assert "Thank you" in press(app, "Send feedback").success[0].value


def test_an_agenda_fills_the_minutes_asked(visit: Visit, coach: Coach) -> None:
    """The agenda drafted for 30 minutes has parts of 30 minutes, and offers to be edited."""
    app = visit(MENTOR, "prepare")
    app.slider[0].set_value(30)
    press(app, "Draft the agenda")
    record = coach.drafts(MENTOR, PAIR, Kind.AGENDA)[0]
    assert sum(s.minutes or 0 for s in record.draft.sections) == 30
    assert "30 minutes at a glance" in words(app)


def test_an_edited_agenda_is_a_new_version(visit: Visit, coach: Coach) -> None:
    """Lines changed in place are saved; the others keep their sources."""
    app = press(visit(MENTOR, "prepare"), "Draft the agenda")
    press(app, "Edit")
    first = next(a for a in app.text_area if "lines" in (a.key or ""))
    first.set_value("Our purpose in our own words.")
    press(app, "Save changes")
    saved = coach.drafts(MENTOR, PAIR, Kind.AGENDA)[0]
    assert saved.version == 2
    assert saved.draft.sections[0].statements[0].text == "Our purpose in our own words."
    assert saved.draft.sections[1].statements[0].sources


def test_advice_needs_a_situation(visit: Visit) -> None:
    """Asking for advice on nothing is told, not attempted."""
    app = visit(MENTOR, "prepare")
    app.segmented_control[0].set_value(Kind.POWER_DYNAMICS).run()
    assert "Pick a situation" in press(app, "Get advice").error[0].value


@pytest.mark.parametrize("address", [MENTOR, MENTEE])
def test_a_topic_is_explained(visit: Visit, address: str) -> None:
    """A typed topic is explained, with its sources."""
    app = visit(address, "explain")
    next(t for t in app.text_input if t.label == "Or type one").set_value("prompting")
    said = words(press(app, "Explain it"))
    assert "Prompting" in said
    assert "What the labels in the margin mean" in said


def test_explaining_nothing_is_told(visit: Visit) -> None:
    """Without a topic the page says what to do."""
    assert "Pick a topic" in press(visit(MENTEE, "explain"), "Explain it").error[0].value


def test_a_note_is_private_unless_shared_and_proposes_actions(visit: Visit, coach: Coach) -> None:
    """A saved note stays private, and what it promises waits to be accepted."""
    app = visit(MENTOR, "notes")
    assert "only you can read it" in "".join(r for w in app.radio for r in w.proto.captions)
    app.text_area[0].set_value("We looked at the range. I will send Charles the short template.")
    press(app, "Save the note")
    assert coach.notes(MENTOR, PAIR)[-1].visibility is Visibility.PRIVATE
    waiting = coach.proposals(MENTOR, PAIR)
    assert [p.text for p in waiting] == ["Send Charles the short template"]
    assert not any("short template" in a.text for a in coach.overview(MENTOR, PAIR).open_actions)
    assert "Accepting shows these words to Charles." in words(app)
    press(app, "Accept and show Charles")
    assert any("short template" in a.text for a in coach.overview(MENTOR, PAIR).open_actions)
    assert not coach.proposals(MENTOR, PAIR)


def test_a_shared_notes_proposal_is_simply_accepted(visit: Visit, coach: Coach) -> None:
    """What the partner can read already is accepted without a word about showing it."""
    text = "I will bring Charles the long template."
    coach.save_note(MENTOR, PAIR, 1, text, Visibility.PAIR)
    app = visit(MENTOR, "notes")
    assert "Accepting shows" not in words(app)
    press(app, "Accept")
    assert any("long template" in a.text for a in coach.overview(MENTOR, PAIR).open_actions)


def test_a_refused_note_keeps_what_was_typed(visit: Visit) -> None:
    """A note that is too long is explained, and its text is still in the field."""
    app = visit(MENTEE, "notes")
    long = "We talked at length. " * 3_000
    app.text_area[0].set_value(long)
    press(app, "Save the note")
    assert "characters long" in app.error[0].value
    assert app.text_area[0].value == long


def test_a_conflicting_edit_is_told_and_kept(visit: Visit, coach: Coach) -> None:
    """A note that was changed elsewhere meanwhile is not overwritten; the typed text stays."""
    note = next(n for n in coach.notes(MENTEE, PAIR) if n.author == MENTEE)
    app = visit(MENTEE, "notes")
    next(b for b in app.button if b.key == Key.EDIT.at(note.id)).click().run()
    coach.save_note(MENTEE, PAIR, note.session, "Other words.", note.visibility, note.id, 1)
    field = next(a for a in app.text_area if a.key == Key.EDIT.at(note.id, "text"))
    field.set_value("My own words.")
    press(app, "Save changes")
    assert "changed elsewhere" in app.error[0].value
    assert any(a.value == "My own words." for a in app.text_area)
    assert any(n.text == "Other words." for n in coach.notes(MENTEE, PAIR))


def test_a_check_in_needs_both_answers(visit: Visit, coach: Coach) -> None:
    """A check-in without answers is told what is missing; with both it is kept."""
    noor, pair_id = "noor.haddad@lanternfield.example", "pair-collaboration"
    coach.log_session(noor, pair_id, 5, SessionStatus.HELD, coach.today())
    app = press(visit(noor, "notes"), "Send the check-in")
    assert "from 1 to 5" in app.error[0].value
    for radio, answer in zip(app.radio[-2:], (4, 5), strict=True):
        radio.set_value(answer)
    press(app, "Send the check-in")
    kept = coach.pairs(noor)[0].check_ins[-1]
    assert (kept.session, kept.by, kept.useful, kept.heard) == (5, noor, 4, 5)


def test_an_ended_pair_is_read_and_not_written(visit: Visit) -> None:
    """Partners of an ended pair read their notes and find no field to write."""
    app = visit("yusuf.demir@lanternfield.example", "notes")
    assert "Save the note" not in [b.label for b in app.button]
    assert "Notes so far" in words(app)
