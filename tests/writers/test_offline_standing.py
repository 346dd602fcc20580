"""How things stand: one undertaking, both partners' tellings, corrections, and what is not said."""

from dataclasses import replace

from assistant.drafts import Basis, Kind
from assistant.questions import Want
from assistant.retrieval.chunks import note_passages
from assistant.writers.offline import answer
from tests.writers import demo
from tests.writers.test_offline_answer import lines, recalled


def test_how_one_undertaking_stands_is_told_by_its_record_and_a_note() -> None:
    """The action that is meant comes with its state, and with the latest note that speaks of it."""
    draft = recalled("Did I ever prepare the forecast range chart?", want=Want.ACTION_STATE)
    record, note = draft.statements()
    assert record.text.startswith("Yours: Prepare the forecast range chart with last year")
    assert record.basis is Basis.RECORD
    assert note.text.startswith("In session 3 ")
    assert "forecast" in note.text


def test_an_undertaking_that_nobody_recorded_is_looked_for_in_the_notes() -> None:
    """Where no action shares the question's words, the notes answer alone."""
    draft = recalled("Did Charles ever see the margin history?", want=Want.ACTION_STATE)
    assert all(s.basis is not Basis.RECORD for s in draft.statements())


def test_both_sides_are_told_by_both() -> None:
    """Who asks for both sides gets one stretch of each partner, of one session."""
    draft = recalled("What did each of us note on the forecast range?", want=Want.BOTH_SIDES)
    first, second = draft.statements()
    assert {first.text.split(" noted")[0], second.text.split(" noted")[0]} == {
        "In session 3 (27 October 2026) you",
        "In session 3 (27 October 2026) Charles",
    }


def test_what_corrects_leads_where_it_is_asked_how_it_was_in_the_end() -> None:
    """A later session that counted is told before an earlier one that guessed."""
    brief = demo.brief(Kind.ANSWER, question="How many slides were there really?")
    guess, count = (
        demo.note_material(replace(brief.notes[0].note, id=f"n{n}", session=n, text=text))
        for n, text in ((1, "I guess there were forty slides."), (3, "I counted 31 slides."))
    )
    passages = [p for m in (guess, count) for p in note_passages(m.note)]
    value = replace(brief, notes=(guess, count), hits=demo.hits("slides", tuple(passages)))
    told = lines(answer.compose(demo.with_stretches(value)))
    assert told[0] == "In session 3 (1 September 2026) you noted: “I counted 31 slides.”"


def test_what_the_nearest_note_does_not_say_is_named() -> None:
    """A refusal tells of what the notes speak, in which session, and what they do not say."""
    draft = recalled("What did the forecast range cost us?", sure=False, want=Want.RECALL)
    assert draft.abstained
    line = "Your notes speak of “forecast” and “range” (session 3), but I found no line on “cost”."
    assert lines(draft)[1] == line


def test_a_report_of_harm_is_never_small_talk_or_out_of_scope() -> None:
    """Whatever else a report was taken for, the contact comes first."""
    for want in (Want.OUT_OF_SCOPE, Want.GREETING, Want.REHEARSE):
        draft = recalled("He touched me and I do not want to be alone with him.", want=want)
        assert "Hannah Brightwell" in lines(draft)[0]
