"""``python -m evals.streaming``: how soon a model's words are on the screen of a real browser.

A loopback server sends the first words of a draft at a moment that is noted; the page notes when
it shows them. Both clocks are this machine's. Needs Chromium and the packages of the tests.
"""

import os
import shutil
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

from playwright.sync_api import sync_playwright

from assistant.drafts import Kind
from evals import report
from tests import demo_store
from tests.browser.stage import FLAGS, Stage, served
from tests.conftest import BROWSERS
from tests.demo_store import MENTOR, PAIR
from tests.writers.wire import Received, Reply, Wire, drafted, said

TRIES = 10
FIRST_WORDS, FIRST_STATEMENT = "the first words", "the first whole statement"
WATCH = """words => new Promise(done => {
  const seen = () => document.body.innerText.includes(words);
  if (seen()) return done(Date.now());
  const watcher = new MutationObserver(() => {
    if (seen()) { watcher.disconnect(); requestAnimationFrame(() => done(Date.now())); }
  });
  watcher.observe(document.body, {childList: true, subtree: true, characterData: true});
})"""


def main() -> int:
    """Measure, print a table and put it into the README; 1 when something is too slow (p50)."""
    chromium = next(filter(None, map(shutil.which, BROWSERS)), None)
    if chromium is None:
        print("Chromium is missing; install it first.", file=sys.stderr)
        return 1
    server = Wire([])
    os.environ |= {"UPMENTOR_MODEL": "openai:scripted", "UPMENTOR_MODEL_URL": server.url}
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="upmentor-streaming-") as folder:
        home = demo_store.make(Path(folder) / "home", whole=True)
        whole, busy = _overhead(home, server)
        with served(home) as address, sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=chromium, args=list(FLAGS))
            words = _shown(browser, address, server, FIRST_WORDS)
            statements = _shown(browser, address, server, FIRST_STATEMENT)
            browser.close()
    server.close()
    rows = [
        (f"On the screen after it was sent: {FIRST_WORDS}", words, 150),
        (f"On the screen after it was sent: {FIRST_STATEMENT}", statements, 150),
        ("The app's own time for a warm draft by a model", whole, 300),
        ("Of that, processor time", busy, 300),
    ]
    told = report.table(
        ("What", "p50, ms", "Most, ms", "Wanted, p50"),
        [
            (name, f"{statistics.median(found):.0f}", f"{max(found):.0f}", f"< {most}")
            for name, found, most in rows
        ],
    )
    print("\n".join(told))
    day = datetime.now(UTC).astimezone().date().isoformat()
    measured = f"Measured on {day}, {os.cpu_count()} cores, load {load:.1f} at the start."
    report.put("streaming", [measured, "", *told])
    return 0 if all(statistics.median(found) < most for _, found, most in rows) else 1


def _overhead(home: Path, server: Wire) -> tuple[list[float], list[float]]:
    """Milliseconds of whole agendas whose model answers at once, and of the processor for them.

    The first two warm up. The server is in this process, so its own work counts too.
    """
    server.replies = [said(drafted("Bring one picture.", "Ask what it is for."), size=400)]
    whole, busy = [], []
    with demo_store.opened(home) as coach:
        for _ in range(TRIES + 2):
            started, worked = time.perf_counter(), time.process_time()
            list(coach.draft(MENTOR, Kind.AGENDA, PAIR))
            whole.append(1000 * (time.perf_counter() - started))
            busy.append(1000 * (time.process_time() - worked))
    return whole[2:], busy[2:]


def _shown(browser: object, address: str, server: Wire, what: str) -> list[float]:
    found = []
    with Stage.opened(browser, address) as stage:  # type: ignore[arg-type]
        stage.sign_in(MENTOR)
        stage.go("Prepare")
        for number in range(TRIES + 1):
            words = f"Bring picture number {number} of the range"
            text = drafted(f"{words} to the session.", "Ask what the range is for.")
            cut = text.index("Ask") if what == FIRST_STATEMENT else text.index(" to the session")
            arm, go = Event(), Event()
            head, tail = said(text[:cut], finish=None, tokens=None, size=9999), said(text[cut:])

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
