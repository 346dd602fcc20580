import pytest

from assistant.coach import Coach
from assistant.drafts import PAIR_ONLY, Kind
from tests.demo_store import ADMIN, MENTEE, MENTOR, PAIR, REVIEWER
from tests.retrieval.word_files import PICTURE, paragraph, word_file

from .conftest import Visit, press, words

pytestmark = pytest.mark.timeout(300)  # the first one makes the demo store


def test_a_summary_goes_from_the_pair_to_hr_and_back(visit: Visit, coach: Coach) -> None:
    """Draft, strike, release by both, review with a correction, return, withdraw."""
    app = press(visit(MENTOR, "progress"), "Draft a summary")
    (record,) = coach.drafts(MENTOR, PAIR, Kind.SUMMARY)
    struck = record.draft.sections[0].statements[0].text
    app.checkbox[0].uncheck().run()
    press(app, "Release to HR")
    assert coach.review_queue(REVIEWER) == []
    assert "Not released" in words(visit(MENTEE, "progress"))

    press(visit(MENTEE, "progress"), "Release to HR")
    (snapshot,) = coach.review_queue(REVIEWER)
    assert struck not in [s.text for s in snapshot.draft.statements()]

    review = press(visit(REVIEWER), "Read and decide")
    said = words(review)
    assert "Evidence" in said
    assert PAIR_ONLY not in said
    for note in coach.notes(MENTOR, PAIR):
        assert note.text[:80] not in said
    assert "Read and tick each section" in press(review, "Approve the summary").error[0].value

    press(review, "Correct statements")
    review.text_area[0].set_value("A clearer first sentence.")
    press(review, "Save corrections")
    assert "A clearer first sentence." in words(review)
    assert "What version 2 changed" in [e.label for e in review.expander]

    assert "Say why" in press(review, "Return to the pair").error[0].value
    next(a for a in review.text_area if "Reason" in a.label).set_value("Name the next date.")
    press(review, "Return to the pair")
    told = words(visit(MENTEE, "progress"))
    assert "HR returned it to you" in told
    assert "Name the next date." in told

    press(visit(MENTEE, "progress"), "Withdraw my release")
    assert coach.review_queue(REVIEWER) == []
    assert "Nothing to review" in words(visit(REVIEWER))

    press(visit(MENTEE, "progress"), "Release to HR")
    review = press(visit(REVIEWER), "Read and decide")
    for box in review.checkbox:
        box.check()
    review.run()
    press(review, "Approve the summary")
    assert coach.review_queue(REVIEWER)[0].status == "approved"
    assert "Approve the summary" not in [b.label for b in review.button]
    assert "HR approved it" in words(visit(MENTOR, "progress"))


def test_the_program_page_counts_and_tells_nothing(visit: Visit, coach: Coach) -> None:
    """An admin sees each pair's stage and counts, and no goal or note."""
    said = words(visit(ADMIN, "program"))
    assert "Priya Raman and Charles Whitlock" in said
    assert "Stalled" in said
    assert "3 of 6" in said
    for goal in coach.pairs(MENTOR)[0].goals:
        assert goal.text not in said
    for note in coach.notes(MENTOR, PAIR):
        assert note.text[:40] not in said


def test_an_upload_says_what_it_changed(visit: Visit, coach: Coach) -> None:
    """A new guideline tells how many passages came, and is taken once; again, it is unchanged."""
    app = visit(ADMIN, "guidelines")
    text = b"---\ntitle: Quiet rooms\nkind: program\n---\n## Where to meet\nBook a quiet room.\n"
    app.file_uploader[0].set_value(("quiet.md", text, "text/markdown"))
    press(app, "Add to the guidelines")
    assert "Quiet rooms: added. 1 passage added" in app.success[0].value
    press(app, "Add to the guidelines")
    assert "Choose a file first" in app.error[0].value
    app.file_uploader[0].set_value(("quiet.md", text, "text/markdown"))
    press(app, "Add to the guidelines")
    assert "unchanged" in app.info[0].value
    assert any(g.title == "Quiet rooms" for g in coach.guidelines(ADMIN))


def test_an_upload_says_what_of_it_was_not_read(visit: Visit) -> None:
    """Pictures in a Word file are told beside the upload, and stay with the guideline."""
    app = visit(ADMIN, "guidelines")
    file = word_file(paragraph("Desks", style="U1"), paragraph("Book one."), paragraph(PICTURE))
    app.file_uploader[0].set_value(("desks.docx", file, ""))
    press(app, "Add to the guidelines")
    assert "It was read except 1 picture (under “Desks”)." in app.warning[0].value
    assert "Read except 1 picture (under “Desks”)" in words(visit(ADMIN, "guidelines"))


def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(visit: Visit) -> None:
    """Binary data under the name of a text file is refused, with the reason."""
    app = visit(ADMIN, "guidelines")
    app.file_uploader[0].set_value(("broken.md", bytes(range(256)) * 40, "text/markdown"))
    press(app, "Add to the guidelines")
    assert "broken.md" in app.error[0].value


def test_a_guideline_is_retired_after_a_second_thought(visit: Visit, coach: Coach) -> None:
    """Retiring asks first, then takes the guideline out of force."""
    source = next(g.source for g in coach.guidelines(ADMIN) if "cadence" in g.source)
    app = visit(ADMIN, "guidelines")
    app.selectbox[0].set_value(source).run()
    retire = next(b for b in app.button if b.label == "Retire this guideline")
    assert retire.disabled
    app.checkbox[0].check().run()
    press(app, "Retire this guideline")
    assert source not in [g.source for g in coach.guidelines(ADMIN)]
