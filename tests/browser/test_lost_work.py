"""What a person typed, asked and is signed in as outlives refresh, restart and second tabs."""

import contextlib
import re
import sqlite3
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.demo_store import MENTEE, MENTOR

from .stage import PATIENCE, Stage, free_port, served

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
WHO = ".up-me strong"


def note(page: Page) -> Locator:
    return page.get_by_role("textbox", name="What happened, what you learned")


def question(page: Page) -> Locator:
    return page.locator('[data-testid="stChatInput"] textarea')


def sign_in_cookies(page: Page) -> dict[str, str]:
    found = [c for c in page.context.cookies() if c.get("name", "").startswith("upmentor-")]
    assert all(c.get("httpOnly") and c.get("sameSite") == "Strict" for c in found)
    return {c.get("name", ""): c.get("value", "") for c in found}


def wait_for_cookie(page: Page) -> tuple[str, str]:
    """The cookie that the page's script asks for after signing in: its name and value."""
    for _ in range(100):
        if found := sign_in_cookies(page):
            return next(iter(found.items()))
        page.wait_for_timeout(100)
    raise AssertionError("no cookie was set")


def test_half_a_note_outlives_a_refresh(stage: Stage) -> None:
    """Typed and refreshed at once: the text stands there, on the same page, as the same person."""
    page = stage.page
    stage.sign_in(MENTOR)
    wait_for_cookie(page)
    stage.go("Notes")
    note(page).click()
    page.keyboard.type("Half a note, and", delay=15)
    page.reload()
    expect(note(page)).to_have_value("Half a note, and", timeout=PATIENCE)
    assert page.url.endswith("/notes")
    expect(page.locator(WHO)).to_have_text("Priya Raman")
    stage.see("Put back what you had typed")
    stage.settle()
    note(page).press("End")
    page.keyboard.type(" a bit more", delay=15)
    stage.see("Kept as you type")
    page.reload()
    expect(note(page)).to_have_value("Half a note, and a bit more", timeout=PATIENCE)
    stage.settle()
    page.get_by_test_id("stSidebarNavLink").filter(has_text="Home").click()
    stage.see("Your next session with Charles")
    stage.go("Notes")
    expect(note(page)).to_have_value("Half a note, and a bit more")
    stage.press("Save the note")
    stage.see("Note saved")
    page.reload()
    stage.see("Half a note, and a bit more")
    expect(note(page)).to_have_value("")


def test_a_paste_that_is_too_long_stays(stage: Stage) -> None:
    """Ten kilobytes pasted into Ask stand in a field with one sentence, after a refresh too."""
    page, text = stage.page, "We spoke at length about it. " * 350
    stage.sign_in(MENTEE)
    wait_for_cookie(page)
    stage.go("Ask")
    question(page).click()
    page.keyboard.insert_text(text)
    question(page).press("Enter")
    for _ in range(2):
        stage.see("The question is 10,149 characters long; shorten it to 4,000 or fewer.")
        expect(page.get_by_role("textbox", name="Your question")).to_have_value(text)
        page.reload()
    stage.see("10,149 characters long")
    stage.settle()
    page.get_by_role("textbox", name="Your question").fill("How often should we meet?")
    stage.press("Ask it")
    stage.see("Was this useful?")
    expect(page.locator(".up-asked")).to_have_text(["How often should we meet?"])


def test_two_questions_in_quick_succession_are_both_answered(stage: Stage) -> None:
    """The second is sent as soon as the box takes it, while the first may still be written."""
    page, asked = stage.page, ["How often should we meet?", "What is a forecast range?"]
    stage.sign_in(MENTEE)
    stage.go("Ask")
    for text in asked:
        question(page).fill(text)
        question(page).press("Enter")
        page.wait_for_timeout(350)
    expect(page.get_by_text("Was this useful?")).to_have_count(2, timeout=PATIENCE)
    expect(page.locator(".up-asked")).to_have_text(asked)
    stage.settle()

    stage.press("Start a new conversation")
    suggested = page.get_by_test_id("stButton").filter(has_text=re.compile(r"\?$"))
    suggested.nth(0).click()
    page.wait_for_timeout(350)
    with contextlib.suppress(Exception):  # on a quick machine the first is answered already
        suggested.nth(1).click(timeout=1_000)
    stage.settle()
    many = page.locator(".up-asked").count()
    assert many in (1, 2)
    expect(page.get_by_text("Was this useful?")).to_have_count(many, timeout=PATIENCE)
    assert page.get_by_text("This question got no answer yet").count() == 0


def test_a_restart_of_the_server_loses_nothing(home: Path, browser: Browser) -> None:
    """The open page comes back with its person and text; so does a page opened afterwards."""
    port = free_port()
    with Stage.opened(browser, f"http://127.0.0.1:{port}") as stage:
        page = stage.page
        with served(home, port):
            stage.sign_in(MENTEE)
            wait_for_cookie(page)
            stage.go("Notes")
            note(page).click()
            page.keyboard.type("Typed before the crash", delay=15)
            page.wait_for_timeout(1_000)
        with served(home, port):
            expect(note(page)).to_be_enabled(timeout=60_000)
            stage.settle()
            expect(note(page)).to_have_value("Typed before the crash")
            expect(page.locator(WHO)).to_have_text("Charles Whitlock")
            page.reload()
            expect(note(page)).to_have_value("Typed before the crash", timeout=PATIENCE)
            expect(page.locator(WHO)).to_have_text("Charles Whitlock")
            stage.see("Put back what you had typed")
            stage.press("Discard it")
            expect(note(page)).to_have_value("")


def test_signing_out_ends_the_cookie(stage: Stage) -> None:
    """It is gone from the browser, every tab is signed out, and its old value signs nobody in."""
    page = stage.page
    stage.sign_in(MENTOR)
    name, old = wait_for_cookie(page)
    page.context.clear_cookies()
    page.context.add_cookies([{"name": name, "value": old, "url": stage.address}])
    beside = page.context.new_page()
    beside.goto(f"{stage.address}/progress")
    expect(beside.locator(WHO)).to_have_text("Priya Raman", timeout=PATIENCE)
    stage.sign_out()
    page.wait_for_timeout(1_000)
    assert sign_in_cookies(page) == {}
    beside.get_by_test_id("stSidebarNavLink").filter(has_text="Home").click()
    expect(beside.get_by_text("Choose who to be")).to_be_visible(timeout=PATIENCE)
    page.context.add_cookies([{"name": name, "value": old, "url": stage.address}])
    page.reload()
    stage.see("Choose who to be")
    page.wait_for_timeout(1_000)
    assert sign_in_cookies(page) == {}


def test_another_person_in_another_tab_is_told(stage: Stage) -> None:
    """A tab keeps its person; when a new page finds another one signed in, it says so."""
    page = stage.page
    stage.sign_in(MENTOR)
    wait_for_cookie(page)
    beside = page.context.new_page()
    other = Stage(beside, stage.address)
    beside.goto(f"{stage.address}/notes")
    expect(beside.locator(WHO)).to_have_text("Priya Raman", timeout=PATIENCE)
    stage.sign_out()
    stage.sign_in(MENTEE)
    wait_for_cookie(page)
    expect(beside.locator(WHO)).to_have_text("Priya Raman")
    beside.reload()
    other.see("This page is Charles Whitlock's now")
    beside.get_by_role("button", name="All right").click()
    expect(beside.locator(".up-changed")).to_have_count(0)
    beside.reload()
    expect(beside.locator(WHO)).to_have_text("Charles Whitlock", timeout=PATIENCE)
    other.settle()
    assert beside.locator(".up-changed").count() == 0


def test_who_is_switched_off_is_out_whatever_the_cookie_says(stage: Stage, home: Path) -> None:
    """The cookie is good, and the person is not: the next page says so."""
    page = stage.page
    stage.sign_in(MENTOR)
    wait_for_cookie(page)
    off = "UPDATE people SET disabled = ? WHERE email = ?"
    with sqlite3.connect(home / "upmentor.db") as sql:
        sql.execute(off, (True, MENTOR))
    try:
        page.reload()
        stage.see("Your access is switched off")
        assert page.get_by_test_id("stSidebarNavLink").count() == 0
    finally:
        with sqlite3.connect(home / "upmentor.db") as sql:
            sql.execute(off, (False, MENTOR))


def test_an_edited_draft_outlives_a_refresh(stage: Stage) -> None:
    """The form stands open again with the edited lines; Cancel leaves the draft as it was."""
    page = stage.page
    stage.sign_in(MENTOR)
    wait_for_cookie(page)
    stage.go("Prepare")
    stage.press("Draft the agenda")
    stage.see("45 minutes at a glance")
    stage.press("Edit")
    lines = page.get_by_role("textbox", name="Statements, one a line").first
    lines.fill("We decide which slides leave the pack.")
    page.reload()
    expect(lines).to_have_value("We decide which slides leave the pack.", timeout=PATIENCE)
    stage.settle()
    stage.press("Cancel")
    stage.see("version 1")
    page.reload()
    stage.see("version 1")
    stage.settle()
    assert lines.count() == 0
