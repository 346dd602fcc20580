import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.demo_store import ADMIN, MENTEE, MENTOR, REVIEWER

from .stage import PATIENCE, Stage

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


def test_a_mentor_prepares_tomorrows_session(stage: Stage, tmp_path: Path) -> None:
    """Home, a cited answer whose passage opens, an agenda edited and taken along."""
    page = stage.page
    stage.sign_in(MENTOR)
    stage.see("Your next session with Charles is in 2 days")

    stage.go("Ask")
    question = page.locator('[data-testid="stChatInput"] textarea')
    question.fill("How do I disagree with a leader without damaging the relationship?")
    question.press("Enter")
    stage.see("Was this useful?")
    page.locator(".up-cite").first.click()
    card = page.locator(".up-source:popover-open")
    expect(card).to_be_visible()
    assert len(card.locator("blockquote").inner_text()) > 20
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    stage.page.get_by_text(re.compile("Read the .*in full")).first.click()
    page.locator('[data-testid="stExpanderDetails"] button').first.click()
    expect(page.get_by_role("dialog").filter(has_text="The source in full")).to_be_visible()
    page.keyboard.press("Escape")

    stage.go("Prepare")
    stage.press("Draft the agenda")
    stage.see("45 minutes at a glance")
    stage.press("Edit")
    page.locator("textarea").first.fill("We decide which slides leave the pack.")
    stage.press("Save changes")
    stage.see("version 2")
    assert page.get_by_text("We decide which slides leave the pack.", exact=True).is_visible()
    page.get_by_test_id("stPopoverButton").filter(has_text="Download").click()
    for name, start in (("Word document", b"PK"), ("PDF", b"%PDF"), ("Calendar entry", b"BEGIN:")):
        with page.expect_download() as taken:
            page.get_by_role("button", name=name, exact=True).click()
        file = tmp_path / taken.value.suggested_filename
        taken.value.save_as(file)
        assert file.read_bytes().startswith(start)


def test_a_mentee_learns_a_topic_and_logs_the_session(stage: Stage) -> None:
    """An explainer in business terms, a shared note, an action accepted, a check-in."""
    page = stage.page
    stage.sign_in(MENTEE)
    stage.go("Explain")
    stage.see("Technology in business terms")
    page.get_by_text("Prompting", exact=True).click()
    stage.press("Explain it")
    stage.see("What the labels in the margin mean")

    stage.go("Notes")
    page.locator("textarea").first.fill(
        "Priya showed the range. I will choose the slides by Friday."
    )
    page.get_by_text("Share it with my partner").first.click()
    stage.press("Save the note")
    stage.see("Proposed actions")
    stage.press("Accept")
    stage.go("Home")
    stage.see("Choose the slides by Friday")

    stage.go("Notes")
    page.locator("textarea").first.fill("Typed and not yet saved.")
    page.locator("textarea").first.blur()
    stage.settle()
    stage.go("Home")
    stage.go("Notes")
    expect(page.locator("textarea").first).to_have_value("Typed and not yet saved.")


def test_hr_decides_what_both_partners_released(stage: Stage) -> None:
    """Both release a summary; HR corrects and approves it; the pair sees the outcome."""
    page = stage.page
    for person, first in ((MENTOR, "Draft a summary"), (MENTEE, "")):
        stage.sign_in(person)
        stage.go("Progress")
        page.get_by_role("tab", name="Summary for HR").click()
        if first:
            stage.press(first)
        stage.see("Your release")
        stage.press("Release to HR")
        stage.see("Withdraw my release")
        stage.sign_out()

    stage.sign_in(REVIEWER)
    stage.press("Read and decide")
    stage.see("Your decision")
    assert page.get_by_text("For the two of you", exact=True).count() == 0
    stage.press("Correct statements")
    page.locator("textarea").first.fill("The period is six months.")
    stage.press("Save corrections")
    stage.see("What version 2 changed")
    stage.press("Approve the summary")
    stage.see("Read and tick each section first")
    for box in page.locator('[data-testid="stCheckbox"]').all():
        box.click()
        stage.settle()
    stage.press("Approve the summary")
    stage.see("Approved by you")
    stage.sign_out()

    stage.sign_in(MENTEE)
    stage.go("Progress")
    page.get_by_role("tab", name="Summary for HR").click()
    stage.see("HR approved it.")


def test_an_admin_changes_the_guidelines(stage: Stage, tmp_path: Path) -> None:
    """The overview counts; an upload says what changed, is found, and is retired again."""
    page = stage.page
    stage.sign_in(ADMIN)
    stage.see("active, ")
    stage.go("Guidelines")
    file = tmp_path / "walking.md"
    file.write_text(
        "---\ntitle: Walking sessions\nkind: program\n---\n## Where to walk\n"
        "A walking session takes place in the park behind the canteen.\n"
    )
    page.locator('input[type="file"]').set_input_files(file)
    stage.see("walking.md")
    stage.press("Add to the guidelines")
    stage.see("1 passage added")
    expect(page.get_by_text("walking.md")).to_have_count(0)
    stage.go("Ask")
    question = page.locator('[data-testid="stChatInput"] textarea')
    question.fill("Where does a walking session take place?")
    question.press("Enter")
    stage.see("park behind the canteen")
    stage.see("Was this useful?")
    stage.settle()
    stage.go("Guidelines")
    box = page.locator('[data-testid="stSelectbox"] input').first
    box.click()
    box.fill("Walking")
    page.keyboard.press("Enter")
    stage.settle()
    asked = page.get_by_label("Questions, one a line")
    expect(asked).to_have_value("Where do I walk?\nWalking sessions: where do I walk?")
    asked.fill("do we have to sit in a room")
    stage.press("Save the questions")
    stage.see("Saved. Search uses these questions")
    expect(page.get_by_text("Not looked at yet")).to_have_count(0)
    page.get_by_text("Retire it: nothing").click()
    stage.settle()
    stage.press("Retire this guideline")
    expect(page.get_by_text("Walking sessions", exact=True)).to_have_count(0, timeout=PATIENCE)


def test_a_page_of_another_role_is_not_reached_by_its_address(stage: Stage) -> None:
    """The address of a page that is not theirs shows sign-in first, and a sentence after it."""
    page = stage.page
    page.goto(f"{stage.address}/guidelines")
    stage.see("Choose who to be")
    stage.press("Continue as Kenji")
    stage.see("This page is not for your role")
    assert page.get_by_text("Add to the guidelines").count() == 0
    stage.press("Go to Home")
    stage.see("with Anton")


@pytest.mark.parametrize("person", [MENTOR, REVIEWER, ADMIN])
def test_nothing_is_wider_than_a_phone(stage: Stage, person: str) -> None:
    """At 390 pixels no page scrolls sideways."""
    stage.page.set_viewport_size({"width": 390, "height": 844})
    stage.sign_in(person)
    titles = stage.page.locator('[data-testid="stSidebarNavLink"]').all_inner_texts()
    assert len(titles) >= 2
    for title in titles:
        stage.go(title.split("\n")[-1])
        assert stage.wider_than_screen() <= 0, title


def test_a_page_is_worked_by_keyboard(stage: Stage) -> None:
    """A citation opens and closes with the keyboard, and the focus can be seen."""
    page = stage.page
    stage.sign_in(MENTOR)
    first = page.locator(".up-cite").first
    first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    assert first.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page.locator(".up-source:popover-open")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".up-source:popover-open")).to_have_count(0)
