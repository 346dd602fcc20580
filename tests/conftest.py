"""What every test gets: no way out of this machine, an environment of its own, a browser."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgres import MISSING, Server, binaries, server

GUARD = Path(__file__).parent / "guard"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def pytest_configure(config: pytest.Config) -> None:
    """Guard this process and, by PYTHONPATH, every Python that it starts."""
    handle, note = tempfile.mkstemp(prefix="upmentor-blocked-")
    os.close(handle)
    os.environ["UPMENTOR_TEST_BLOCKED"] = note
    paths = [str(GUARD), *filter(None, [os.environ.get("PYTHONPATH")])]
    os.environ["PYTHONPATH"] = os.pathsep.join(paths)
    sys.path.insert(0, str(GUARD))
    sys.modules.pop("sitecustomize", None)
    __import__("sitecustomize")
    config.add_cleanup(lambda: Path(note).unlink(missing_ok=True))


class Blocked:
    """The connections that were tried and refused, in this process and in those it started."""

    def __init__(self) -> None:
        self.file = Path(os.environ["UPMENTOR_TEST_BLOCKED"])

    def take(self) -> list[str]:
        """What was noted since the last call."""
        lines = self.file.read_text().splitlines()
        self.file.write_text("")
        return lines


@pytest.fixture(autouse=True)
def blocked_connections() -> Iterator[Blocked]:
    """Fails a test that reached for another machine, even if the code swallowed the refusal."""
    blocked = Blocked()
    blocked.take()
    yield blocked
    tried = blocked.take()
    assert not tried, "reached for another machine: " + "; ".join(tried)


@pytest.fixture(autouse=True)
def own_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Keep tests away from the store and the keys of whoever runs them."""
    kept = "UPMENTOR_TEST_BLOCKED"
    for name in list(os.environ):
        if (name.startswith("UPMENTOR_") and name != kept) or name.endswith("_API_KEY"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("UPMENTOR_HOME", str(tmp_path_factory.getbasetemp() / "no-store-chosen"))


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium; without one the test counts as not run (an error under CI)."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found:
        return found
    if os.environ.get("CI"):
        pytest.fail("Chromium is missing, and CI must run the browser tests.")
    pytest.skip("NO CHROMIUM")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A server of the tests' own; without one the test counts as not run (an error under CI)."""
    if binaries():
        with server() as running:
            yield running
    elif os.environ.get("CI"):
        pytest.fail(f"{MISSING}, and CI must run its tests.")
    else:
        pytest.skip(f"{MISSING}; install Debian's package postgresql to run this.")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly how many tests were not run, and for want of what."""
    skipped = [str(report.longrepr) for report in terminalreporter.stats.get("skipped", [])]
    for kind, reason in (("BROWSER", "NO CHROMIUM"), ("POSTGRESQL", MISSING)):
        if missed := sum(reason in told for told in skipped):
            terminalreporter.write_sep("!", f"{missed} {kind} TESTS WERE NOT RUN: it is missing")
