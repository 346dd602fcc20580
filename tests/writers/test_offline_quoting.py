"""Which words are quoted: of the notes or a guideline, and those for the reader's side."""

from dataclasses import replace

import pytest

from assistant.domain import Hit, Side
from assistant.drafts import Kind
from assistant.questions import Stretch, Want
from assistant.retrieval.chunks import note_passages
from assistant.retrieval.stretches import lines as sentences
from assistant.writers.offline import answer
from tests.writers import demo
from tests.writers.test_offline_answer import lines

GUIDES = demo.guideline_pieces()


@pytest.mark.parametrize("side", list(Side))
def test_nobody_is_given_the_other_side_s_words(side: Side) -> None:
    """Of lines labelled for one side each the reader gets the own ones, quoted together or not."""
    exits = [p for p in GUIDES if p.heading == "Being interrupted > An exit line"]
    brief = demo.brief(Kind.ANSWER, side=side, question="interruptions today", want=Want.ADVICE)
    quoted = tuple(line for passage in exits for line in sentences(passage))
    whole = Stretch(quoted, 1.0, len(quoted) - 1)
    value = replace(brief, hits=tuple(Hit(p, 0.9) for p in exits), stretches=(whole,))
    said = " ".join(lines(answer.compose(value)))
    own, others = ("lost my place", "jumping in")[:: 1 if side is Side.MENTOR else -1]
    assert own in said
    assert others not in said


@pytest.mark.parametrize("side", list(Side))
def test_advice_is_for_the_reader_s_side_and_leads_what_only_tells_the_situation(
    side: Side,
) -> None:
    """ "Keeps interrupting" gets what helps the one who asks, though other sections are near."""
    own = [p for p in GUIDES if p.heading.startswith("Being interrupted > ")]
    brief = demo.brief(Kind.ANSWER, side=side, question="Keeps interrupting", want=Want.ADVICE)
    near = tuple(
        Stretch((line,), 2.0 if p.heading.endswith("further") else 1.0)
        for p in sorted(own, key=lambda p: not p.heading.endswith("further"))
        for line in sentences(p)[:1]
    )
    value = replace(brief, hits=tuple(Hit(p, 0.9) for p in own), stretches=near)
    (first, *_) = answer.compose(value).statements()
    section = next(p.heading for p in own if p.id in first.sources)
    assert section.startswith(f"Being interrupted > For the {side.value}")


def test_who_has_no_side_is_told_whose_words_they_are() -> None:
    """An admin reads for each line which side it is for, though both were found together."""
    exits = [p for p in GUIDES if p.heading == "Being interrupted > An exit line"]
    brief = demo.brief(Kind.ANSWER, None, question="An exit line", want=Want.ADVICE)
    whole = Stretch(tuple(line for passage in exits for line in sentences(passage)), 1.0)
    value = replace(brief, hits=tuple(Hit(p, 0.9) for p in exits), stretches=(whole,))
    said = lines(answer.compose(value))
    assert any(t.startswith("For the mentor: ") and "lost my place" in t for t in said)
    assert any(t.startswith("For the mentee: ") and "jumping in" in t for t in said)


def test_notes_or_guidelines_answer_as_what_was_or_what_to_do_is_asked() -> None:
    """Where both are as sure, what was lies in the notes and what to do in the guidelines."""
    brief = demo.brief(Kind.ANSWER, question="A forecast range and an interruption", want=None)
    own = tuple(p for m in brief.notes for p in note_passages(m.note))
    found = (*demo.hits("forecast range", own, 3), *demo.hits("interrupts", GUIDES, 3))
    brief = replace(brief, hits=tuple(replace(hit, score=0.7) for hit in found))
    for recalls, noted in ((2.0, True), (-2.0, False)):
        value = demo.with_stretches(replace(brief, recalls=recalls))
        assert (" noted: “" in lines(answer.compose(value))[0]) is noted
