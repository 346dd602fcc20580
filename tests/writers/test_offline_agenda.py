"""The agenda: its minutes, its lead, its stage, and only this pair's matters."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.domain import Agreement, Program, Side, Stage, Visibility
from assistant.drafts import Draft, Kind, problems
from assistant.writers import Brief, Material
from assistant.writers.offline import OfflineWriter, parts, text
from tests.writers import demo

PAIRS = sorted(demo.pairs())
OPEN = re.compile(r"(?i)(?:^|[:”] )(?:what|how|where|which)\b[^”]*\?$")


def written(brief: Brief) -> Draft:
    """The last draft that the offline writer yields."""
    *_, last = OfflineWriter().write(brief)
    return last


def agenda(pair_id: str, side: Side = Side.MENTOR, **changes: object) -> Draft:
    """The agenda of a demo pair."""
    return written(demo.brief(Kind.AGENDA, pair_id, side, **changes))  # type: ignore[arg-type]


def part(draft: Draft, word: str) -> list[str]:
    """The statements of the sections whose heading holds a word."""
    return [s.text for sec in draft.sections if word in sec.heading for s in sec.statements]


@pytest.mark.parametrize("pair_id", PAIRS)
def test_minutes_add_up_and_the_mentor_leads_half(pair_id: str) -> None:
    """From 15 to 60 minutes the parts add up, and the mentor leads half or more."""
    brief = demo.brief(Kind.AGENDA, pair_id)
    assert brief.pair
    leads = f"({brief.pair.mentor.called} leads)"
    for minutes in (15, 17, 20, 25, 30, 38, 45, 52, 60):
        draft = written(replace(brief, minutes=minutes))
        assert problems(draft, minutes) == []
        led = sum(s.minutes or 0 for s in draft.sections if s.heading.endswith(leads))
        assert 2 * led >= minutes
        assert all(s.minutes is None or s.minutes >= 2 for s in draft.sections)


@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize("pair_id", PAIRS)
def test_no_statement_is_doubtful(pair_id: str, side: Side) -> None:
    """The checks find every source, number, name, date and quotation of the agenda."""
    brief = demo.brief(Kind.AGENDA, pair_id, side)
    assert demo.flags(demo.checked(brief, written(brief))) == []


@pytest.mark.parametrize("pair_id", PAIRS)
def test_each_open_action_has_its_owner_and_date(pair_id: str) -> None:
    """Every open action is there once with owner and due date, the overdue named as such."""
    pair = demo.pairs()[pair_id]
    shown = {s.sources[0]: s for s in agenda(pair_id).statements() if s.owner}
    assert len(shown) == len(pair.open_actions())
    for action in pair.open_actions():
        line = shown[f"record:action:{action.id}"]
        assert (line.owner, line.due) == (action.owner, action.due_on)
        assert ("overdue" in line.text) is action.overdue(demo.TODAY)


def test_it_names_the_session_and_its_purpose() -> None:
    """The first section says session n of N, its date and what the session is for."""
    draft = agenda("pair-prompting")
    assert draft.title == "Agenda: session 3 of 6, Kwame and Helena"
    assert part(draft, "Purpose")[0] == "Session 3 of 6, planned for 23 November 2026."
    assert "midpoint" in part(draft, "Purpose")[1]


@pytest.mark.parametrize(
    ("pair_id", "heading"),
    [
        ("pair-accessibility", "The agreement"),
        ("pair-prompting", "What to change for the second half"),
        ("pair-cloud", "What got in the way"),
        ("pair-video", "Celebrate and redefine contact"),
        ("pair-lowcode", "One thing that can still be used"),
        ("pair-dashboards", "A decision the leader is facing"),
    ],
)
def test_stages_differ_in_kind(pair_id: str, heading: str) -> None:
    """First, midpoint, restart, last, early ending and working session each have their own part."""
    assert any(s.heading.startswith(heading) for s in agenda(pair_id).sections)


def test_the_first_session_reads_the_whole_agreement() -> None:
    """Every rule on record is there in session 1, and what is not written down yet is named."""
    rules = " ".join(part(agenda("pair-accessibility"), "The agreement"))
    for word in ("Confidentiality:", "Excluded topics:", "Frequency:", "Review points:", "Length:"):
        assert word in rules
    assert "Still to write down together: who sets the agenda" in rules


def test_the_restart_states_missed_dates_without_blame() -> None:
    """A restart lists each cancelled session as a fact and asks an open question."""
    lines = part(agenda("pair-cloud"), "What got in the way")
    assert "Session 3, planned for 1 October 2026, was cancelled by Anton." in lines
    assert lines[-1].startswith("Kenji could ask: ")


@pytest.mark.parametrize("pair_id", PAIRS)
def test_questions_from_notes_are_open_and_attributed(pair_id: str) -> None:
    """A question that quotes a note names its author and asks what, how, where or which."""
    for statement in agenda(pair_id).statements():
        if statement.sources and statement.sources[0].startswith("n-"):
            assert re.search(r"\b(?:wrote|said)\b.*: “", statement.text)
            ending = statement.text.rsplit("” ", 1)[1:]
            assert not ending or OPEN.search(ending[0])


def test_the_words_of_notes_stand_only_in_quotation_marks() -> None:
    """Outside quotation marks no run of six words of a note appears in what is drawn from notes."""
    for pair_id in PAIRS:
        drawn = [
            s.text
            for s in agenda(pair_id).statements()
            if s.sources and s.sources[0].startswith("n-")
        ]
        said = " ".join(re.sub(r"“.*?”", " ", " ".join(drawn)).split()).lower()
        for note in demo.notes()[pair_id]:
            tokens = note.text.split()
            runs = (" ".join(tokens[i : i + 6]).lower() for i in range(len(tokens) - 5))
            assert not [run for run in runs if run in said]


def test_private_notes_stay_out_although_the_reader_may_read_them() -> None:
    """An agenda is for both, so nothing of a private note is in it, and that is said."""
    brief = demo.brief(Kind.AGENDA, "pair-dashboards")
    private = {
        pid for m in brief.notes if m.note.visibility is Visibility.PRIVATE for pid, _ in m.passages
    }
    draft = written(brief)
    assert private
    assert not private & set(draft.sources())
    assert part(draft, "missing") == [
        "Private notes stay out of an agenda, because both of you use it."
    ]


def test_excluded_topics_stay_out_of_topics_notes_actions_and_the_asked_topic() -> None:
    """What touches an excluded topic is left out wherever it stands, and that is said."""
    brief = demo.brief(Kind.AGENDA, "pair-dashboards", question="the dashboard")
    assert brief.pair
    agreement = Agreement(excluded_topics=("dashboards", "slides"))
    draft = written(replace(brief, pair=replace(brief.pair, agreement=agreement)))
    said = " ".join(
        f"{s.heading} " + " ".join(t.text for t in s.statements) for s in draft.sections
    )
    assert not re.search(r"(?i)dashboard|slide", said)
    assert "touches a topic you excluded" in said
    assert "The topic you asked for is excluded in your agreement and stays out." in said


def test_an_asked_topic_leads() -> None:
    """A topic that the reader names becomes the mentor's topic."""
    draft = agenda("pair-dashboards", question="data quality")
    assert any(s.heading == "Topic: data quality (Priya leads)" for s in draft.sections)


def test_the_leader_gives_back_what_the_mentor_wants() -> None:
    """The giving back names the mentor's wishes, the leader's offers and the mentor's goal."""
    lines = " ".join(part(agenda("pair-cloud"), "gives back (Anton leads)"))
    assert "Kenji wants to learn: supplier negotiation" in lines
    assert "Anton offers: supplier negotiation" in lines
    assert "Kenji sits in on one supplier negotiation" in lines


@pytest.mark.parametrize("pair_id", PAIRS)
def test_preparation_is_at_most_fifteen_minutes_and_the_reader_comes_first(pair_id: str) -> None:
    """Each side's preparation says its minutes, and the reader's own is the first."""
    for side in Side:
        draft = agenda(pair_id, side)
        found = [s for s in draft.sections if " prepares (" in s.heading]
        reader = demo.pairs()[pair_id].person(side).called
        assert found[0].heading.startswith(f"Before the session, {reader} prepares")
        for section in found:
            minutes = re.search(r"\((\d+) minutes\)", section.heading)
            assert minutes
            assert int(minutes[1]) <= 15
            assert section.minutes is None


def test_it_closes_with_date_safety_question_and_the_configured_contact() -> None:
    """The close holds the next date, one safety question and the contact on record."""
    lines = part(agenda("pair-prompting"), "Close")
    assert "Next date: session 4 is planned for 21 December 2026." in lines
    assert sum(line.startswith("Safety question: ") for line in lines) == 1
    assert any("hannah.brightwell@lanternfield.example" in line for line in lines)


def test_without_a_next_date_the_rhythm_of_the_program_is_given() -> None:
    """A missing date is said, with the day the cadence leads to."""
    held = demo.pairs()["pair-dashboards"].next_session()
    assert held
    assert held.held_on
    ahead = text.day(held.held_on + timedelta(days=28))
    assert any(ahead in line for line in part(agenda("pair-dashboards"), "Close"))


def test_gaps_are_said() -> None:
    """No notes, no goals and no contact are named as missing, and nothing is made up."""
    brief = demo.brief(Kind.AGENDA, "pair-dashboards", notes=())
    assert brief.pair
    bare = replace(brief, pair=replace(brief.pair, goals=()), program=Program("P"))
    said = [s.text for s in written(bare).statements()]
    assert "I found no shared note on session 2." in said
    assert "No goal is on record; agree on a first one in this session." in said
    assert any("no contact configured" in line for line in said)
    assert not any("@" in line for line in said)


def test_a_broken_or_missing_guideline_gives_the_general_shape() -> None:
    """Without a usable list of parts the agenda still has every part it needs."""
    brief = demo.brief(Kind.AGENDA, "pair-dashboards")
    late = next(
        m for m in brief.materials if m.guideline.kind == "agenda" and "late" in m.guideline.stages
    )
    broken = Material(replace(late.guideline, text="## Parts\n- Nothing here\n"), late.passages)
    assert parts.read(broken) == []
    for materials in ((broken,), ()):
        draft = written(replace(brief, materials=materials))
        headings = " ".join(s.heading for s in draft.sections if s.minutes)
        for name in ("Check-in", "Ground rules", "Open actions", "Topic", "gives back", "Close"):
            assert name in headings
        assert any("general shape" in line for line in part(draft, "missing"))


def test_a_topic_that_is_harm_is_not_planned() -> None:
    """A topic that leaves the pair gives the contact first and no topic of that name."""
    draft = agenda("pair-dashboards", question="He touched my arm again")
    assert draft.sections[0].heading == "Whom to turn to now"
    assert not any("touched" in s.heading for s in draft.sections)
    assert problems(draft, 45) == []


def test_two_pairs_get_different_agendas() -> None:
    """Two pairs at the same stage share guideline sentences only."""
    own = []
    for pair_id in ("pair-video", "pair-passkeys"):
        draft = agenda(pair_id)
        own.append(
            {s.text for s in draft.statements() if not s.sources[:1] or s.sources[0][0] != "g"}
        )
    shared = own[0] & own[1]
    assert len(shared) < 8
    assert min(len(o) for o in own) > 20


def test_every_stage_can_be_written() -> None:
    """No stage fails or leaves an empty statement, whatever the pair's records hold."""
    for pair_id in PAIRS[::3]:
        brief = demo.brief(Kind.AGENDA, pair_id)
        for stage in Stage:
            draft = written(replace(brief, stage=stage))
            assert problems(draft, 45) == []
            assert all(s.text.strip() for s in draft.statements())
