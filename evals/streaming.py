"""``python -m evals.streaming``: how soon a model's words are on the screen of a real browser.

A loopback server sends the first statement of a draft at a moment that is noted; the page notes
when it shows it. Both clocks are this machine's. Needs Chromium and the packages of the tests.
"""

import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from threading import Event

from playwright.sync_api import sync_playwright

from assistant.drafts import Kind
from tests import demo_store
from tests.browser.stage import FLAGS, Stage, served
from tests.conftest import BROWSERS
from tests.demo_store import MENTOR, PAIR
from tests.writers.wire import Received, Reply, Wire, drafted, said

TRIES = 10
WATCH = """words => new Promise(done => {
  const seen = () => document.body.innerText.includes(words);
  if (seen()) return done(Date.now());
  const watcher = new MutationObserver(() => {
    if (seen()) { watcher.disconnect(); requestAnimationFrame(() => done(Date.now())); }
  });
  watcher.observe(document.body, {childList: true, subtree: true, characterData: true});
})"""


def main() -> int:
    """Measure and print a table; 1 when the first statement takes longer than 150 ms (p50)."""
    chromium = next(filter(None, map(shutil.which, BROWSERS)), None)
    if chromium is None:
        print("Chromium is missing; install it first.", file=sys.stderr)
        return 1
    server = Wire([])
    os.environ |= {"UPMENTOR_MODEL": "openai:scripted", "UPMENTOR_MODEL_URL": server.url}
    with tempfile.TemporaryDirectory(prefix="upmentor-streaming-") as folder:
        home = demo_store.make(Path(folder) / "home")
        overhead = _overhead(home, server)
        with served(home) as address, sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=chromium, args=list(FLAGS))
            shown = _shown(browser, address, server)
            browser.close()
    server.close()
    print("| What | p50, ms | Most, ms | Wanted |")
    print("| --- | --- | --- | --- |")
    for name, found, most in (
        ("First statement on the screen after it was sent", shown, 150),
        ("The app's own time for a warm draft by a model", overhead, 300),
    ):
        middle, worst = statistics.median(found), max(found)
        print(f"| {name} | {middle:.0f} | {worst:.0f} | < {most} |")
    return 0 if statistics.median(shown) < 150 and statistics.median(overhead) < 300 else 1


def _overhead(home: Path, server: Wire) -> list[float]:
    """Milliseconds of whole drafts whose model answers at once; the first two warm up."""
    server.replies = [said(drafted("Bring one picture.", "Ask what it is for."), size=400)]
    found = []
    with demo_store.opened(home) as coach:
        for _ in range(TRIES + 2):
            started = time.perf_counter()
            list(coach.draft(MENTOR, Kind.AGENDA, PAIR))
            found.append(1000 * (time.perf_counter() - started))
    return found[2:]


def _shown(browser: object, address: str, server: Wire) -> list[float]:
    found = []
    with Stage.opened(browser, address) as stage:  # type: ignore[arg-type]
        stage.sign_in(MENTOR)
        stage.go("Prepare")
        for number in range(TRIES + 1):
            words = f"Bring picture number {number} of the range."
            text = drafted(words, "Ask what the range is for.")
            cut, arm, go = text.index("Ask"), Event(), Event()
            head, tail = said(text[:cut], finish=None, tokens=None, size=9999), said(text[cut:])
            sent: list[float] = []

            def reply(_: Received, pieces: object = (head, tail, arm, go)) -> Reply:
                first, rest, armed, on = pieces  # type: ignore[misc]
                return Reply([armed, *first.pieces, on, *rest.pieces[1:]])

            server.replies, server.sent_at[:] = [reply], []
            asked = len(server.requests)
            stage.page.get_by_role("button", name="Draft the agenda", exact=True).first.click()
            while len(server.requests) == asked:
                stage.page.wait_for_timeout(20)
            stage.page.evaluate(f"() => {{ window.seenAt = ({WATCH})({words!r}); }}")
            clock = time.time() - time.monotonic()
            arm.set()
            at = float(stage.page.evaluate("() => window.seenAt")) / 1000
            sent = [clock + moment for moment in server.sent_at]
            found.append(1000 * (at - max(m for m in sent if m <= at + 0.01)))
            go.set()
            stage.settle()
    return found[1:]


if __name__ == "__main__":
    sys.exit(main())
