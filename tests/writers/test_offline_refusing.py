"""Of whom a transcript tells what is asked: of the one who is named, or of the other one."""

from dataclasses import replace

import pytest

from assistant.domain import Hit
from assistant.drafts import Draft, Kind
from assistant.questions import Stretch, Want
from assistant.retrieval.chunks import note_passages
from assistant.retrieval.stretches import lines as sentences
from assistant.writers import Brief
from assistant.writers.offline import answer
from tests.writers import demo
from tests.writers.test_offline_answer import asked, lines, recalled

TALK = (
    "Priya: I moved the stand-up to Tuesday, and my team likes it.\n"
    "Charles: Your stand-up on Tuesday sounds busy, I wish you luck.\n"
    "Charles: I gave away the board papers on Friday.\n"
    "Priya: Did you ever regret the board papers?\n"
)


def of_the_talk(question: str, said: dict[str, float]) -> Draft:
    """The answer from a transcript whose lines search scored by how they begin; 0 for others."""
    brief = demo.brief(Kind.ANSWER, question=question, want=Want.RECALL)
    note = replace(brief.notes[0].note, id="talk", text=TALK)
    scored = {}
    for passage in note_passages(note):
        for line in sentences(passage, spoken=True):
            scores = [score for begins, score in said.items() if line.text.startswith(begins)]
            scored[line] = max(scores, default=0.0)
    found = sorted(
        (Stretch((line,), score) for line, score in scored.items()), key=lambda s: -s.score
    )
    value = replace(
        brief,
        notes=(demo.note_material(note),),
        hits=tuple(Hit(s.passage, 0.9) for s in found),
        stretches=tuple(found),
    )
    return demo.checked(value, answer.compose(value))


def test_what_only_the_other_one_said_of_himself_is_told_as_the_other_s() -> None:
    """Priya is asked about what Charles did: his line is told, and that it is not hers."""
    draft = of_the_talk(
        "When did Priya give away the board papers?", {"I gave": 4.0, "I moved": 1.0}
    )
    assert (draft.abstained, draft.corrected) == (True, True)
    assert lines(draft)[0].startswith("I found no line of Priya on this.")
    assert "Charles said: “I gave away the board papers" in lines(draft)[1]


def test_the_one_who_said_it_is_answered() -> None:
    """The name alone puts the right one's line ahead, and nothing is put right."""
    draft = of_the_talk("When did Charles give away the board papers?", {"I gave": 4.0})
    assert not draft.abstained
    assert "Charles said: “I gave away the board papers" in lines(draft)[0]


@pytest.mark.parametrize(
    ("who", "nearest", "own"),
    [("Priya", "Your stand-up", "I moved"), ("Charles", "Did you ever", "I gave")],
)
def test_an_answer_to_the_named_one_is_not_the_other_s_own(
    who: str, nearest: str, own: str
) -> None:
    """ "Your stand-up sounds busy" and a question are nearest, and count against nobody."""
    draft = of_the_talk(f"How busy was {who}?", {nearest: 5.0, own: 3.0})
    assert not draft.corrected


@pytest.mark.parametrize("name", ["[Priya Raman", "Priya( Raman", "*Priya"])
def test_a_name_with_signs_of_a_pattern_is_looked_for_as_it_stands(name: str) -> None:
    """A name comes from an import, and may hold any sign: the question is answered all the same."""
    brief = demo.brief(Kind.ANSWER, question="What did Priya move?", want=Want.RECALL)
    talk = replace(brief.notes[0].note, id="talk", text=TALK)
    passages = note_passages(talk)
    value = replace(
        brief,
        pair=replace(brief.pair, mentor=replace(brief.pair.mentor, name=name)),
        hits=tuple(Hit(p, 0.9) for p in passages),
        stretches=tuple(Stretch((s,), 1.0) for p in passages for s in sentences(p, spoken=True)),
    )
    assert " said: “" in lines(answer.compose(value))[0]


def test_one_name_within_another_is_another_person() -> None:
    """What Anna said is not Ann's, although her name begins with it."""
    brief = demo.brief(Kind.ANSWER, question="When did Ann move house?", want=Want.RECALL)
    talk = replace(brief.notes[0].note, id="talk", text="Anna: I moved house.\nAnn: Fine.\n")
    passages = note_passages(talk)
    pair = replace(
        brief.pair,
        mentor=replace(brief.pair.mentor, name="Ann Lee"),
        mentee=replace(brief.pair.mentee, name="Anna Roy"),
    )
    said = [Stretch((s,), 4.0 - n) for n, p in enumerate(passages) for s in sentences(p, True)]
    value = replace(
        brief, pair=pair, hits=tuple(Hit(p, 0.9) for p in passages), stretches=tuple(said)
    )
    assert answer.compose(value).corrected


def test_notes_answer_where_the_records_hold_nothing() -> None:
    """A question taken for one about actions is answered from the notes, the record beside it."""
    brief = demo.brief(
        Kind.ANSWER, question="What forecast range was explained?", want=Want.ACTIONS
    )
    none = replace(brief, pair=replace(brief.pair, actions=()))
    sure = replace(none, hits=tuple(replace(hit, score=0.9) for hit in _of_notes(none)))
    told = lines(answer.compose(demo.with_stretches(sure)))
    assert " noted: “" in told[0]
    assert told[-1] == "You both have no open action in the records."
    unsure = replace(none, hits=tuple(replace(hit, score=0.3) for hit in _of_notes(none)))
    assert lines(answer.compose(demo.with_stretches(unsure)))[0].startswith("You both have no")


def test_what_somebody_did_is_no_question_of_who_the_partner_is() -> None:
    """Who the partner is stands in the records; what the partner explained stands in the notes."""
    brief = demo.brief(Kind.ANSWER, question="What forecast range has Charles?", want=Want.PARTNER)
    sure = replace(brief, hits=tuple(replace(hit, score=0.9) for hit in _of_notes(brief)))
    assert " noted: “" in lines(answer.compose(demo.with_stretches(sure)))[0]
    assert lines(asked("Who is my mentee?"))[0].startswith("Your mentee is Charles Whitlock")


def test_a_question_that_names_a_partner_is_never_out_of_scope() -> None:
    """What was taken for a question about the wide world is looked for in the pair's notes."""
    question = "What forecast range did Charles explain?"
    assert not recalled(question, want=Want.OUT_OF_SCOPE).abstained
    assert asked("What is the best film?", want=Want.OUT_OF_SCOPE, hits=()).abstained


def _of_notes(brief: Brief) -> tuple[Hit, ...]:
    own = tuple(p for m in brief.notes for p in note_passages(m.note))
    return demo.hits("forecast range", own)
