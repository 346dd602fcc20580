"""How long a newcomer waits: one command, the app, one query."""

import json
import os
import platform
import resource
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from assistant.coach import Coach
from evals import report
from evals.program import open_demo

ROOT = Path(__file__).resolve().parent.parent
READER, PAIR = "kenji.mori@lanternfield.example", "pair-cloud"
QUERIES = (
    "who turns the test systems off at night",
    "what to do after two cancellations",
    "how do I disagree with a senior leader",
    "cloud bill without an owner",
    "what stays confidential",
)
COLD_RUNS = 5
PATIENCE_SECONDS = 120.0


def main(today: date) -> list[str]:
    """Measure, write the table; nothing here fails a gate."""
    told = machine()
    with TemporaryDirectory(prefix="upmentor-evals-") as folder:
        home = Path(folder)
        coach = open_demo(home, today)
        warm = warm_queries(coach)
        coach.close()
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        search = [timed(lambda: cold_search(home)) for _ in range(COLD_RUNS)]
        work = processor_seconds(used) / COLD_RUNS
        app = [cold_app(home) for _ in range(COLD_RUNS)]
    lines = [
        f"Measured on {today.isoformat()}, {told}.",
        "",
        *report.table(
            ("What", "Median", "Best", "Worst", "Runs"),
            [
                _row("`upmentor search`, a new process", search, "s"),
                ("of it, processor time", f"{work:.1f} s", "", "", COLD_RUNS),
                _row("the app, from start until its port answers", app, "s"),
                *(_row(f"one warm query: {part}", times, "ms") for part, times in warm.items()),
            ],
        ),
    ]
    report.put("startup", lines)
    print("\n".join(lines))
    return []


def machine() -> str:
    """Cores, memory, Python and how busy it is, without a name."""
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    memory = f"{pages * size / 2**30:.0f} GB of memory"
    python = f"Python {platform.python_version()}"
    load = f"load {os.getloadavg()[0]:.1f} at the start"
    return f"{os.cpu_count()} cores, {memory}, {python}, {load}"


def processor_seconds(since: resource.struct_rusage) -> float:
    """Seconds of processor time that ended child processes used since then."""
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    return now.ru_utime + now.ru_stime - since.ru_utime - since.ru_stime


def warm_queries(coach: Coach, rounds: int = 4) -> dict[str, list[float]]:
    """Milliseconds of each part of a query over the demo program, the first of each not counted."""
    times: dict[str, list[float]] = {}
    for turn in range(rounds + 1):
        for query in QUERIES:
            found = coach.search(READER, f"{query} {'again ' * turn}".strip(), PAIR)
            if turn:
                for part, ms in found.timings_ms.items():
                    times.setdefault(part, []).append(ms)
    return times


def cold_search(home: Path) -> None:
    """One search by a process of its own.

    Raises:
        RuntimeError: when the command found nothing.
    """
    command = [sys.executable, "-m", "assistant", "search", QUERIES[0], "--json"]
    command += ["--as", READER, "--pair", PAIR]
    done = subprocess.run(command, cwd=ROOT, env=_env(home), capture_output=True, text=True)  # noqa: S603 - our own
    if done.returncode or not json.loads(done.stdout)["hits"]:
        raise RuntimeError(f"The search failed: {done.stderr.strip()}")


def cold_app(home: Path) -> float:
    """Seconds from starting the app until its port answers; it is stopped again.

    Raises:
        RuntimeError: when it ends or does not answer in time.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "assistant", "serve", "--port", str(port)]
    quiet = subprocess.DEVNULL
    started = time.perf_counter()
    app = subprocess.Popen(command, cwd=ROOT, env=_env(home), stdout=quiet, stderr=quiet)  # noqa: S603 - our own
    try:
        while time.perf_counter() - started < PATIENCE_SECONDS and app.poll() is None:
            if answers(f"http://127.0.0.1:{port}/_stcore/health"):
                return time.perf_counter() - started
            time.sleep(0.05)
        raise RuntimeError("The app did not answer on its port.")
    finally:
        app.terminate()
        app.wait(timeout=30)


def answers(address: str) -> bool:
    """Whether an address on this machine answers."""
    try:
        with urllib.request.urlopen(address, timeout=2):  # noqa: S310 - our own port
            return True
    except (urllib.error.URLError, OSError):
        return False


def timed(act: Callable[[], None]) -> float:
    """Seconds that something takes."""
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def _env(home: Path) -> dict[str, str]:
    own = {k: v for k, v in os.environ.items() if not k.startswith("UPMENTOR_")}
    return {**own, "UPMENTOR_HOME": str(home)}


def _row(name: str, times: list[float], unit: str) -> tuple[str, str, str, str, int]:
    digits = 1 if unit == "s" else 0
    told = [f"{t:.{digits}f} {unit}" for t in (median(times), min(times), max(times))]
    return name, told[0], told[1], told[2], len(times)
