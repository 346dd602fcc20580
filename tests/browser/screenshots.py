"""Pictures of every page, at two widths, light and dark: ``python -m tests.browser.screenshots``.

With names (``… screenshots ask home``) only those are taken again.
They are taken from the real app on a fresh demo program and written to docs/screenshots/.
"""

import io
import shutil
import sys
import tempfile
from collections.abc import Callable
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from assistant.drafts import Kind
from tests import demo_store
from tests.demo_store import ADMIN, MENTEE, MENTOR, PAIR, REVIEWER

from .stage import FLAGS, ROOT, Stage, served

TARGET = ROOT / "docs" / "screenshots"
TALLEST = 2200
COLOURS = 96
WIDTHS = (1440, 390)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
QUESTION = "How do I disagree with a leader without damaging the relationship?"
Act = Callable[[Stage], None]


def _tab(name: str) -> Act:
    def act(stage: Stage) -> None:
        stage.page.get_by_role("tab", name=name).click()
        stage.settle()

    return act


def _conversation(stage: Stage) -> None:
    box = stage.page.locator('[data-testid="stChatInput"] textarea')
    for question in (QUESTION, "Did Charles ever mark the decision slides?"):
        box.fill(question)
        box.press("Enter")
        stage.settle()
    stage.see("Was this useful?")


def _nothing(stage: Stage) -> None:
    stage.settle()


PICTURES: tuple[tuple[str, str, str, Act], ...] = (
    (MENTOR, "", "home", _nothing),
    (MENTOR, "Ask", "ask", _conversation),
    (MENTOR, "Prepare", "prepare", _nothing),
    (MENTEE, "Explain", "explain", _nothing),
    (MENTOR, "Rehearse", "rehearse", _nothing),
    (MENTOR, "Notes", "notes", _nothing),
    (MENTOR, "Progress", "progress", _nothing),
    (MENTOR, "Progress", "progress-history", _tab("History")),
    (MENTOR, "Progress", "progress-summary", _tab("Summary for HR")),
    (REVIEWER, "", "review-queue", _nothing),
    (REVIEWER, "Review", "review", lambda stage: stage.press("Read and decide")),
    (ADMIN, "", "program", _nothing),
    (ADMIN, "Guidelines", "guidelines", _nothing),
    (ADMIN, "Model", "model", _nothing),
)


def main() -> None:
    """Make a store, fill it as a pair would, and take every picture."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        sys.exit("Chromium is missing; install it first.")
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        home = demo_store.make(Path(folder) / "home", whole=True)
        _fill(home)
        with served(home) as address, sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=chromium, args=list(FLAGS))
            for width in WIDTHS:
                for scheme in SCHEMES:
                    _take_all(browser, address, width, scheme)
            browser.close()


def _fill(home: Path) -> None:
    with demo_store.opened(home) as coach:
        talk = coach.start_conversation(MENTOR, QUESTION, PAIR)
        list(coach.ask(MENTOR, QUESTION, PAIR, talk))
        list(coach.draft(MENTOR, Kind.AGENDA, PAIR, 45))
        list(coach.draft(MENTEE, Kind.EXPLAINER, PAIR, topic="Data literacy and dashboards"))
        *_, summary = coach.draft(MENTOR, Kind.SUMMARY, PAIR)
        for person in (MENTOR, MENTEE):
            coach.release(person, summary.id, summary.version)


def _take_all(browser: Browser, address: str, width: int, scheme: Literal["light", "dark"]) -> None:
    wanted = [p for p in PICTURES if p[2] in sys.argv[1:] or not sys.argv[1:]]
    for person, pictures in groupby(sorted(wanted, key=itemgetter(0)), key=itemgetter(0)):
        # A window of their own for each: a browser stays signed in.
        with Stage.opened(browser, address, width, scheme) as stage:
            stage.page.goto(address)
            stage.see("Choose who to be")
            stage.settle()
            _take(stage, "sign-in", width, scheme)
            stage.sign_in(person)
            for _, title, name, act in pictures:
                if title:
                    stage.go(title)
                act(stage)
                _take(stage, name, width, scheme)
            if stage.foreign:
                sys.exit(f"The app reached elsewhere: {stage.foreign[0]}")


def _take(stage: Stage, name: str, width: int, scheme: str) -> None:
    """The page in full height (up to a limit), in few colours to keep the file small."""
    page = stage.page
    tall = page.evaluate(
        "() => [...document.querySelectorAll("
        "'.stMainBlockContainer, [data-testid=stBottomBlockContainer]')]"
        ".map(e => e.scrollHeight).reduce((a, b) => a + b) + 60"
    )
    page.set_viewport_size({"width": width, "height": min(max(int(tall), 900), TALLEST)})
    page.mouse.move(0, 0)
    page.evaluate("() => document.querySelector('.stMain').scrollTo(0, 0)")
    page.wait_for_timeout(400)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    picture = picture.quantize(COLOURS, dither=Image.Dither.NONE)
    picture.save(TARGET / f"{name}-{width}-{scheme}.png", optimize=True)
    page.set_viewport_size({"width": width, "height": 900})


if __name__ == "__main__":
    main()
