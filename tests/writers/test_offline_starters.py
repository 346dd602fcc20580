"""Conversation starters: the reader's side, the stage, the theme and the pair's own words."""

from dataclasses import replace

import pytest

from assistant.domain import Agreement, Side
from assistant.drafts import Basis, Draft, Kind
from assistant.writers.offline import OfflineWriter
from tests.writers import demo

PAIRS = sorted(demo.pairs())


def starters(
    pair_id: str, side: Side = Side.MENTOR, question: str = "", **changes: object
) -> Draft:
    """The starters for one side of a demo pair."""
    brief = demo.brief(Kind.STARTERS, pair_id, side, question, **changes)  # type: ignore[arg-type]
    *_, last = OfflineWriter().write(brief)
    return last


def lines(draft: Draft, heading: str) -> list[str]:
    """The statements below the headings that hold some words."""
    return [s.text for sec in draft.sections if heading in sec.heading for s in sec.statements]


@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize("pair_id", PAIRS)
def test_no_statement_is_doubtful(pair_id: str, side: Side) -> None:
    """The checks find every source and quotation of the starters."""
    brief = demo.brief(Kind.STARTERS, pair_id, side)
    *_, last = OfflineWriter().write(brief)
    assert demo.flags(demo.checked(brief, last)) == []


@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize("pair_id", PAIRS)
def test_several_come_from_the_pair_and_each_asks_one_open_thing(pair_id: str, side: Side) -> None:
    """At least three cite notes or records, and a generated question asks once, openly."""
    draft = starters(pair_id, side)
    own = [
        s
        for sec in draft.sections
        if "from your notes and goals" in sec.heading
        for s in sec.statements
    ]
    assert len(own) >= 3
    for statement in own:
        assert statement.sources
        if statement.basis is Basis.INFERRED and not statement.text.startswith("As I asked"):
            asked = statement.text.rsplit("”", 1)[-1]
            assert asked.count("?") == 1
            assert any(w in asked.lower() for w in ("what ", "how ", "where "))


def test_the_two_sides_get_different_questions() -> None:
    """Mentor and mentee of one pair share no question."""
    asked = [set(lines(starters("pair-dashboards", side), "For you to ask")) for side in Side]
    assert not asked[0] & asked[1]


def test_the_stage_decides_the_guideline() -> None:
    """A stalled pair gets the questions for a stalled pair, a new pair those before session 1."""
    assert lines(starters("pair-cloud"), "for a stalled pair")
    assert lines(starters("pair-accessibility"), "before the first session")


def test_guideline_questions_are_verbatim_and_cited() -> None:
    """A question of a guideline is quoted unchanged from a passage that holds it."""
    brief = demo.brief(Kind.STARTERS, "pair-dashboards")
    held = {pid: words for m in brief.materials for pid, _, words in m.passages}
    for section in starters("pair-dashboards").sections:
        if section.heading.startswith("For you to ask") and "notes" not in section.heading:
            assert section.statements
            for statement in section.statements:
                assert statement.text in held[statement.sources[0]]


def test_a_behaviour_for_each_and_one_exit_line() -> None:
    """The reader and the partner each get a behaviour, and there is a line to leave with."""
    draft = starters("pair-video", Side.MENTEE)
    helps = lines(draft, "What helps")
    assert any(h.startswith("You: ") for h in helps)
    assert any(h.startswith("Sofia: ") for h in helps)
    assert len(lines(draft, "An exit line")) == 1


def test_what_the_reader_planned_to_say_is_offered_to_that_reader_alone() -> None:
    """A sentence prepared in a private note comes back to its author, never to the partner."""
    line = "Can I show you something that surprised me when I tried it myself?"
    assert any(line in t for t in lines(starters("pair-accessibility"), "For you to ask"))
    other = starters("pair-accessibility", Side.MENTEE)
    assert not any(line in s.text for s in other.statements())


def test_private_notes_are_never_put_into_words_for_the_partner() -> None:
    """Only a line the reader planned to say leaves a private note."""
    for pair_id in PAIRS:
        for side in Side:
            brief = demo.brief(Kind.STARTERS, pair_id, side)
            private = {
                p for m in brief.notes if m.note.visibility == "private" for p, _ in m.passages
            }
            for statement in starters(pair_id, side).statements():
                if private & set(statement.sources):
                    assert statement.text.startswith("In your own words")


def test_a_topic_finds_its_guideline_and_the_notes_on_it() -> None:
    """A topic that was asked for comes first, and questions from notes speak of it."""
    draft = starters("pair-accessibility", Side.MENTOR, "customer letters")
    assert draft.title.endswith(": customer letters")
    assert lines(draft, "about customers")
    assert any("letters" in t for t in lines(draft, "from your notes and goals"))


def test_an_unknown_topic_is_said_to_be_unknown() -> None:
    """Without a guideline or a note on the topic both gaps are said, and open questions remain."""
    draft = starters("pair-prompting", Side.MENTEE, "blockchain")
    said = " ".join(lines(draft, "Where the two of you stand"))
    assert "I found no questions on “blockchain” in the guidelines" in said
    assert "I found no line on “blockchain” in your notes." in said
    assert lines(draft, "on your topic")


def test_an_excluded_topic_is_left_out() -> None:
    """A topic that the agreement excludes is neither asked nor repeated."""
    brief = demo.brief(Kind.STARTERS, "pair-dashboards", question="bonus payments")
    assert brief.pair
    agreement = Agreement(excluded_topics=("bonus payments",))
    brief = replace(brief, pair=replace(brief.pair, agreement=agreement))
    *_, last = OfflineWriter().write(brief)
    said = " ".join([last.title, *(s.text for s in last.statements())])
    assert "bonus" not in said
    assert "excluded in your agreement" in said


def test_harm_is_escalated() -> None:
    """A topic that is harassment gives the contact and no question to ask."""
    draft = starters("pair-dashboards", Side.MENTOR, "he keeps touching me")
    assert not lines(draft, "For you to ask")
    assert any("hannah.brightwell@" in s.text for s in draft.statements())


def test_without_notes_and_guidelines_something_honest_remains() -> None:
    """Nothing is made up when nothing is there; the gap and the goals remain."""
    draft = starters("pair-dashboards", notes=(), materials=())
    said = [s.text for s in draft.statements()]
    assert any("no notes yet" in line for line in said)
    assert any(line.startswith("On our goal") for line in said)
