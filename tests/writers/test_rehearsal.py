from dataclasses import replace

import pytest

from assistant.domain import Side
from assistant.drafts import Basis, Draft, Kind
from assistant.writers import FEEDBACK, Brief, Turn
from assistant.writers.checks import check
from assistant.writers.offline import rehearsal
from assistant.writers.recordtext import evidence, record_texts
from tests.writers import demo


@pytest.fixture(scope="module")
def brief() -> Brief:
    value = demo.brief(Kind.POWER_DYNAMICS, question="My leader keeps interrupting me")
    return replace(value, notes=())


def said(*texts: str) -> list[Turn]:
    return [Turn(True, text) for text in texts]


def headings(draft: Draft) -> list[str]:
    return [s.heading for s in draft.sections]


def feedback(draft: Draft) -> str:
    return " ".join(s.text for x in draft.sections if x.heading == FEEDBACK for s in x.statements)


def test_the_ladder_says_what_it_is(brief: Brief) -> None:
    """The first step says that it is scripted and that nothing is stored."""
    text = " ".join(s.text for s in rehearsal.step(brief).statements())
    assert "the scripted ladder from the guidelines, not a conversation" in text
    assert "Nothing of this rehearsal is stored" in text


def test_the_ladder_has_three_steps_and_an_end(brief: Brief) -> None:
    """What helps, then words to try, then an exit line, each after one more turn."""
    turns = said(
        "Let me finish.", "Let me finish the thought.", "Let's stop here for today.", "Ok."
    )
    found = [rehearsal.step(brief, turns[:n]) for n in range(4)]
    assert "Step 1: what helps" in headings(found[0])
    assert "Step 2: words to try" in headings(found[1])
    assert "Step 3: an exit line" in headings(found[2])
    assert "Where you are" in headings(found[3])
    assert [d.title.partition(": ")[2] for d in found] == [
        "step 1 of 3", "step 2 of 3", "step 3 of 3", "the end",
    ]  # fmt: skip


def test_each_side_climbs_its_own_ladder(brief: Brief) -> None:
    """Mentor and mentee are told different things, each from their own sections."""
    assert brief.pair is not None
    mentee = replace(brief, reader=brief.pair.mentee, side=Side.MENTEE)
    mine, theirs = rehearsal.step(brief), rehearsal.step(mentee)
    assert brief.side is Side.MENTOR
    assert any("Put your main point in the first sentence" in s.text for s in mine.statements())
    assert any("Count to three" in s.text for s in theirs.statements())
    assert not {s.text for s in mine.sections[2].statements} & {
        s.text for s in theirs.sections[2].statements
    }


@pytest.mark.parametrize("question", ["I disagree with a decision", "My feedback was unwelcome"])
@pytest.mark.parametrize("words", ["You are always so rude.", "Could I ask why? I saw two lines."])
def test_every_word_holds_against_its_source(brief: Brief, question: str, words: str) -> None:
    """Quotations of the guideline are its words; the checks find nothing to doubt."""
    asked = replace(brief, question=question)
    for turns in (said(), said(words), said(words, words)):
        draft = rehearsal.step(asked, turns)
        checked = check(draft, evidence(asked), record_texts(asked))
        assert [s.flag for s in checked.statements() if s.flag] == []
        assert any(s.basis is Basis.QUOTED and s.sources for s in draft.statements())


def test_feedback_names_what_was_done(brief: Brief) -> None:
    """A line close to the guideline's own is recognised, with the line."""
    turns = said("Let me finish the thought because the last part is the one that matters.")
    assert "close to a line of the guideline" in feedback(rehearsal.step(brief, turns))


def test_feedback_names_blame(brief: Brief) -> None:
    """Words on the person are told apart from words on the act, with the guideline's advice."""
    told = feedback(rehearsal.step(brief, said("You always interrupt me, you are rude.")))
    assert told.startswith("Your words judge the person")
    assert "character and motives" in told


def test_feedback_says_what_is_missing(brief: Brief) -> None:
    """A mentee who does not thank for unwelcome feedback is reminded, once."""
    assert brief.pair is not None
    mentee = replace(
        brief, reader=brief.pair.mentee, side=Side.MENTEE, question="The feedback was unwelcome"
    )
    assert "You said thank you." in feedback(rehearsal.step(mentee, said("Thank you, go on.")))
    assert "You did not say thank you." in feedback(rehearsal.step(mentee, said("No.")))


def test_only_the_readers_turns_count(brief: Brief) -> None:
    """What the other side said moves nobody up the ladder."""
    assert rehearsal.step(brief, [Turn(False, "Yes?")]) == rehearsal.step(brief)


@pytest.mark.parametrize("place", ["question", "turn"])
def test_harm_is_not_rehearsed(brief: Brief, place: str) -> None:
    """A report of harassment gets the contact instead of a step, wherever it is told."""
    words = "He keeps touching me and I feel harassed"
    asked = replace(brief, question=words) if place == "question" else brief
    draft = rehearsal.step(asked, said(words))
    assert draft.title == "This leaves the pair: whom to turn to"
    assert not any("Step" in h for h in headings(draft))


def test_without_a_guideline_it_says_so(brief: Brief) -> None:
    """A program without situations offers no ladder, and says what to add."""
    draft = rehearsal.step(replace(brief, materials=()))
    assert draft.abstained
    assert "an admin can add one" in next(draft.statements()).text
