"""The real app in a real browser: start it, sign in, go to a page, count what leaves it."""

import contextlib
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Locator, Page, expect

from tests import demo_store

ROOT = Path(__file__).resolve().parents[2]
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
ROLES = {
    demo_store.MENTOR: "Mentor",
    demo_store.MENTEE: "Mentee",
    demo_store.REVIEWER: "HR reviewer",
    demo_store.ADMIN: "Program admin",
}
PATIENCE = 30_000


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(home: Path, port: int = 0) -> Iterator[str]:
    """The app over a store, as `upmentor serve` starts it; stopped afterwards."""
    port = port or free_port()
    command = [sys.executable, "-m", "assistant", "serve", "--port", str(port)]
    child = subprocess.Popen(
        command,
        cwd=ROOT,
        env=demo_store.environment(home),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait(child, url)
        yield url
    finally:
        child.terminate()
        try:
            child.wait(20)
        except subprocess.TimeoutExpired:
            child.kill()


def _wait(child: "subprocess.Popen[bytes]", url: str) -> None:
    for _ in range(240):
        if child.poll() is not None:
            raise AssertionError(f"the app ended with code {child.returncode}")
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{url}/_stcore/health"):
            return
        time.sleep(0.25)
    raise AssertionError("the app did not answer within a minute")


class Stage:
    """One browser window, with the requests and dialogs that it saw."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.foreign: list[str] = []
        self.dialogs: list[str] = []
        self.requests = 0
        own = (address, address.replace("http", "ws"), "data:", "blob:")

        def count(url: str) -> None:
            self.requests += 1
            if not url.startswith(own):
                self.foreign.append(url)

        page.on("request", lambda request: count(request.url))
        page.on("websocket", lambda opened: count(opened.url))
        page.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))

    @classmethod
    @contextmanager
    def opened(
        cls,
        browser: Browser,
        address: str,
        width: int = 1440,
        scheme: Literal["light", "dark"] = "light",
    ) -> Iterator["Stage"]:
        """A window of its own, closed afterwards."""
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, accept_downloads=True
        )
        context.set_default_timeout(PATIENCE)
        try:
            yield cls(context.new_page(), address)
        finally:
            context.close()

    def sign_in(self, person: str) -> None:
        """Pick a person of the demo program."""
        self.page.goto(self.address)
        self.see("Choose who to be")
        self.page.get_by_text(ROLES[person], exact=True).first.click()
        first = person.split(".")[0].capitalize()
        box = self.page.locator('[data-testid="stSelectbox"] input').first
        self.settle()
        box.click()
        box.fill(first)
        self.page.get_by_role("option").first.wait_for()
        self.page.keyboard.press("Enter")
        self.press(f"Continue as {first}")
        self.page.locator(".up-me").first.wait_for(state="attached")
        self.settle()

    def sign_out(self) -> None:
        """Leave, back to the picker."""
        self.press("Sign out")
        self.see("Choose who to be")

    def go(self, title: str) -> None:
        """Open a page by its name in the navigation, also on a narrow screen."""
        opener = self.page.locator('[data-testid="stExpandSidebarButton"]')
        if narrow := opener.is_visible():
            opener.click()
        self.page.locator('[data-testid="stSidebarNavLink"]', has_text=title).first.click()
        self.page.locator(".up-head h1").first.wait_for()
        self.settle()
        closer = self.page.locator('[data-testid="stSidebarCollapseButton"] button')
        if narrow and closer.is_visible():
            closer.click()
        self.settle()

    def press(self, name: str) -> None:
        """Press a button and wait for what it does."""
        self.page.get_by_role("button", name=name, exact=True).first.click()
        self.settle()

    def unfold(self, name: str, text: str) -> Locator:
        """Open what a button folds away; a rerun that comes meanwhile folds it again."""
        found = self.page.get_by_text(text).first
        for _ in range(6):
            self.settle()
            if found.is_visible():
                break
            self.press(name)
            self.page.wait_for_timeout(1_000)
        expect(found).to_be_visible(timeout=PATIENCE)
        return found

    def see(self, text: str) -> Locator:
        """Wait until a text is on the page."""
        found = self.page.get_by_text(text).first
        expect(found).to_be_visible(timeout=PATIENCE)
        return found

    def settle(self) -> None:
        """Wait until the app has drawn everything."""
        self.page.wait_for_timeout(250)
        self.page.wait_for_function(
            "() => !document.querySelector('[data-testid=stStatusWidget]')"
            " && !document.querySelector('[data-stale=true]')"
            " && !document.querySelector('[data-testid=stSpinner]')"
            " && !document.querySelector('[data-test-script-state=running]')"
        )
        self.page.wait_for_timeout(150)

    def wider_than_screen(self) -> int:
        """By how many pixels the page can be scrolled sideways."""
        return int(
            self.page.evaluate(
                "() => Math.max(document.documentElement.scrollWidth,"
                " document.querySelector('.stMain').scrollWidth) - window.innerWidth"
            )
        )
