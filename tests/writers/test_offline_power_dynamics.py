"""Advice on power: the right situation, the reader's side, and escalation instead of coaching."""

from dataclasses import replace

import pytest

from assistant.domain import Contact, Program, Side
from assistant.drafts import Draft, Kind
from assistant.writers import Brief
from assistant.writers.offline import OfflineWriter
from tests.writers import demo

PAIRS = sorted(demo.pairs())


def written(brief: Brief) -> Draft:
    """The last draft that the offline writer yields."""
    *_, last = OfflineWriter().write(brief)
    return last


def advice(pair_id: str, side: Side, question: str = "", **changes: object) -> Draft:
    """The advice for one side of a demo pair."""
    return written(
        demo.brief(Kind.POWER_DYNAMICS, pair_id, side, question, **changes)  # type: ignore[arg-type]
    )


def lines(draft: Draft, heading: str) -> list[str]:
    """The statements below the headings that hold some words."""
    return [s.text for sec in draft.sections if heading in sec.heading for s in sec.statements]


@pytest.mark.parametrize("question", ["", "How do I challenge a decision?", "What should I wear?"])
@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize("pair_id", PAIRS)
def test_no_statement_is_doubtful(pair_id: str, side: Side, question: str) -> None:
    """The checks find every source, name and quotation of the advice."""
    brief = demo.brief(Kind.POWER_DYNAMICS, pair_id, side, question)
    assert demo.flags(demo.checked(brief, written(brief))) == []


def test_each_side_gets_its_own_answer_to_the_same_question() -> None:
    """Challenging upward for the mentor, receiving it for the mentee, with no line in common."""
    mentor = advice("pair-dashboards", Side.MENTOR, "How do I deal with a challenge?")
    mentee = advice("pair-dashboards", Side.MENTEE, "How do I deal with a challenge?")
    assert mentor.title == "Disagreeing upward: advice for Priya, the mentor"
    assert mentee.title == "Disagreeing upward: advice for Charles, the mentee"
    for heading in ("What helps", "Words to try", "An exit line"):
        assert not set(lines(mentor, heading)) & set(lines(mentee, heading))


def test_it_holds_a_behaviour_for_each_words_and_one_exit_line() -> None:
    """Three behaviours for the reader, one for the partner, words for both, one way out."""
    draft = advice("pair-dashboards", Side.MENTOR, "He keeps interrupting me")
    assert len(lines(draft, "What helps, on your side")) == 3
    assert len(lines(draft, "Words to try")) >= 4
    other = lines(draft, "One thing Charles can do")
    assert len(other) == 2
    assert other[1].startswith('Charles could say: "')
    assert len(lines(draft, "An exit line")) == 1


def test_it_connects_to_what_the_reader_may_read() -> None:
    """The reader's notes on the situation are quoted; the partner's private ones never are."""
    brief = demo.brief(Kind.POWER_DYNAMICS, "pair-dashboards", Side.MENTOR, "He interrupts me")
    draft = written(brief)
    assert any(": “" in t for t in lines(draft, "What is going on"))
    readable = {pid for m in brief.notes for pid, _ in m.passages}
    assert {s for s in draft.sources() if s.startswith("n-")} <= readable


def test_cancellations_are_taken_from_the_records_without_a_question() -> None:
    """A pair whose last sessions were cancelled gets that situation, told from each side."""
    mentor = lines(advice("pair-cloud", Side.MENTOR), "What is going on")
    mentee = lines(advice("pair-cloud", Side.MENTEE), "What is going on")
    assert mentor[0] == "Sessions 3 and 4 were cancelled by Anton."
    assert mentee[0] == "Sessions 3 and 4 were cancelled by you."


def test_notes_choose_the_situation_when_nothing_was_asked() -> None:
    """Interruptions in the notes lead to that situation, and the choice is said."""
    draft = advice("pair-dashboards", Side.MENTOR)
    assert draft.title.startswith("Being interrupted")
    assert "chosen from your notes" in lines(draft, "What is going on")[0]


def test_an_unknown_situation_is_said_with_the_nearest_one() -> None:
    """A question that no guideline covers says so and names the guideline it falls back to."""
    draft = advice("pair-video", Side.MENTEE, "What should I wear?")
    first = lines(draft, "What is going on")[0]
    assert first.startswith("I found no guideline on that situation as such. The nearest one is “")


def test_the_stage_sets_the_timing() -> None:
    """The advice says when to raise it, by where the pair stands."""
    new = lines(advice("pair-accessibility", Side.MENTOR, "interruptions"), "What is going on")
    last = lines(advice("pair-video", Side.MENTOR, "interruptions"), "What is going on")
    assert new[-1].startswith("You have not met yet")
    assert last[-1].startswith("The next session is the last")


@pytest.mark.parametrize(
    "question",
    [
        "he touched my knee",
        "She threatened my job",
        "I am afraid of losing my job if I speak",
        "my mentee sends me inappropriate messages",
        "She laughs at my accent",
    ],
)
@pytest.mark.parametrize("side", list(Side))
def test_harm_is_escalated_and_never_coached(question: str, side: Side) -> None:
    """Only the contact, what to do, what to write down and the limits; no words to try."""
    brief = demo.brief(Kind.POWER_DYNAMICS, "pair-dashboards", side, question)
    draft = written(brief)
    assert not lines(draft, "Words to try")
    assert not lines(draft, "What helps")
    assert any("hannah.brightwell@" in t for t in lines(draft, "Whom to turn to now"))
    assert lines(draft, "What to write down")
    assert lines(draft, "What stays confidential")
    assert demo.flags(demo.checked(brief, draft)) == []


def test_in_danger_the_emergency_number_comes_first() -> None:
    """A question about danger is answered with the emergency number before the contact."""
    first = lines(
        advice("pair-dashboards", Side.MENTOR, "I want to end my life"), "Whom to turn to"
    )
    assert "emergency number" in first[0]


def test_no_contact_is_ever_made_up() -> None:
    """Without a configured contact none is named, and with the partner as contact neither."""
    bare = advice("pair-dashboards", Side.MENTOR, "he touched me", program=Program("P"))
    assert not any("@" in s.text for s in bare.statements())
    assert any("no contact configured" in s.text for s in bare.statements())
    pair = demo.pairs()["pair-dashboards"]
    partner = Contact("safeguarding", pair.mentee.name, pair.mentee.email)
    program = replace(demo.program(), contacts=(partner,))
    draft = advice("pair-dashboards", Side.MENTOR, "he touched me", program=program)
    assert not any(pair.mentee.email in s.text for s in draft.statements())


def test_a_sign_of_harm_in_the_readers_own_notes_is_pointed_out() -> None:
    """Advice on an ordinary question still points to the contact when a note speaks of harm."""
    brief = demo.brief(Kind.POWER_DYNAMICS, "pair-dashboards", Side.MENTOR, "He interrupts me")
    note = replace(brief.notes[0].note, text="He put his hand on my knee under the table.")
    brief = replace(brief, notes=(demo.note_material(note),))
    further = lines(written(brief), "When to take it further")
    assert "turn to the contact" in further[0]


def test_without_any_situation_guideline_it_abstains() -> None:
    """An empty shelf is said to be empty."""
    draft = advice("pair-dashboards", Side.MENTOR, "He interrupts me", materials=())
    assert draft.abstained
    assert "admin can add one" in next(draft.statements()).text
