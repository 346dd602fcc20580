"""A model's draft in a real browser: statements appear while the rest is not written yet."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from playwright.sync_api import Browser, expect

from tests.demo_store import MENTOR
from tests.writers.wire import Reply, Wire, drafted, said

from .stage import Stage, served

FIRST, SECOND = "Bring the range as one picture.", "Ask what the range is for."
TEXT = drafted({"text": FIRST, "sources": []}, {"text": SECOND, "sources": []})


@pytest.fixture(scope="module")
def server() -> Iterator[Wire]:
    running = Wire([])
    yield running
    running.close()


@pytest.fixture(scope="module")
def address(
    made_home: Path, server: Wire, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The app of this file, with the scripted model chosen."""
    home = Path(shutil.copytree(made_home, tmp_path_factory.mktemp("model") / "home"))
    chosen = {"UPMENTOR_MODEL": "openai:scripted", "UPMENTOR_MODEL_URL": server.url}
    os.environ.update(chosen)
    try:
        with served(home) as url:
            yield url
    finally:
        for name in chosen:
            os.environ.pop(name, None)


def test_statements_stream_and_stop_keeps_them(
    browser: Browser, address: str, server: Wire
) -> None:
    """The first statement stands there before the second was sent; Stop keeps it as incomplete."""
    go, cut = Event(), TEXT.index(SECOND)
    head, tail = said(TEXT[:cut], finish=None, tokens=None), said(TEXT[cut:])
    server.replies = [Reply([*head.pieces, go, *tail.pieces[1:]])]
    with Stage.opened(browser, address) as stage:
        page = stage.page
        stage.sign_in(MENTOR)
        stage.go("Prepare")
        page.get_by_role("button", name="Draft the agenda", exact=True).first.click()
        expect(page.get_by_text(FIRST).first).to_be_visible(timeout=30_000)
        assert page.get_by_text(SECOND).count() == 0
        page.get_by_role("button", name="Stop", exact=True).first.click()
        go.set()
        stage.see("This draft was not finished")
        stage.see("Incomplete.")
        expect(page.get_by_text(FIRST).first).to_be_visible()

        server.replies = [said(TEXT)]
        stage.press("Draft the agenda")
        stage.see("Written by openai:scripted")
        expect(page.get_by_text(SECOND).first).to_be_visible()
        stage.unfold("What was sent", "Names, addresses and titles were replaced")
        assert stage.foreign == []


def test_stop_acts_while_the_model_is_silent(browser: Browser, address: str, server: Wire) -> None:
    """Words are seen before their sentence is whole; Stop ends a silent answer within a second."""
    hang, cut = Event(), TEXT.index(" as one picture")
    head = said(TEXT[:cut], finish=None, tokens=None)
    server.replies = [Reply([*head.pieces, hang])]
    with Stage.opened(browser, address) as stage:
        page = stage.page
        stage.sign_in(MENTOR)
        stage.go("Prepare")
        page.get_by_role("button", name="Draft the agenda", exact=True).first.click()
        expect(page.locator(".up-growing")).to_have_text("Bring the range", timeout=30_000)
        page.get_by_role("button", name="Stop", exact=True).first.click()
        expect(page.get_by_text("This draft was not finished").first).to_be_visible(timeout=5_000)
        stage.settle()

        stage.go("Rehearse")
        box = page.locator('[data-testid="stSelectbox"] input').last
        box.click()
        box.fill("interrupted")
        page.get_by_role("option").first.wait_for()
        page.keyboard.press("Enter")
        stage.settle()
        page.get_by_role("button", name="Begin", exact=True).first.click()
        expect(page.locator(".up-growing")).to_have_text("Bring the range", timeout=30_000)
        page.get_by_role("button", name="Stop", exact=True).first.click()
        expect(page.get_by_text("You stopped the answer").first).to_be_visible(timeout=5_000)
        stage.settle()
        server.replies = [said(TEXT)]
        stage.press("Try again")
        stage.see("By openai:scripted. Not stored.")
        hang.set()
        assert stage.foreign == []


def test_a_question_is_kept_whatever_ends_its_answer(
    browser: Browser, address: str, server: Wire
) -> None:
    """Stopped, or refreshed away, it stands in its conversation, and is answered when asked to."""
    hang, cut = Event(), TEXT.index(" as one picture")
    held = Reply([*said(TEXT[:cut], finish=None, tokens=None).pieces, hang])
    with Stage.opened(browser, address) as stage:
        page = stage.page
        stage.sign_in(MENTOR)
        stage.go("Ask")
        box = page.locator('[data-testid="stChatInput"] textarea')
        server.replies = [held]
        box.fill("How do I show a range?")
        box.press("Enter")
        expect(page.locator(".up-growing")).to_have_text("Bring the range", timeout=30_000)
        expect(box).to_be_disabled()
        page.get_by_role("button", name="Stop", exact=True).first.click()
        stage.see("This question got no answer yet.")
        stage.settle()
        assert page.locator(".up-growing").count() == 0

        server.replies = [held]
        page.get_by_role("button", name="Ask it again", exact=True).click()
        expect(page.locator(".up-growing")).to_have_text("Bring the range", timeout=30_000)
        page.reload()
        stage.see("This question got no answer yet.")
        hang.set()
        stage.settle()
        stage.press("Answer it offline")
        stage.see("Written offline")
        expect(page.locator(".up-asked")).to_have_text(["How do I show a range?"])
        assert page.get_by_text("This question got no answer yet.").count() == 0
