"""Judging every draft over a fresh demo program, for the table and for the gate."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tqdm import tqdm

from evals import report
from evals.drafts import across, cases, gate, judging
from evals.program import open_demo


def measure(home: Path, today: date) -> tuple[list[judging.Verdict], list[across.Comparison]]:
    """All verdicts and comparisons, over a store made in the empty folder ``home``."""
    suite = cases.load()
    with tqdm(desc="Indexing", unit="passages", disable=None) as bar:
        coach = open_demo(home, today, suite.staged(), lambda done, total: _to(bar, done, total))
    with tqdm(desc="Drafts", total=len(suite.cases), disable=None) as bar:
        try:
            verdicts = judging.run(coach, suite, today, lambda done, total: _to(bar, done, total))
        finally:
            coach.close()
    return verdicts, across.compare([v.view for v in verdicts])


def main(today: date) -> list[str]:
    """Measure, write the tables, and return what the gate would fail."""
    with TemporaryDirectory(prefix="upmentor-evals-") as home:
        verdicts, comparisons = measure(Path(home), today)
    lines = report.drafts(verdicts, comparisons)
    report.put("drafts", [f"Measured on {today.isoformat()}, offline writer.", "", *lines])
    print("\n".join(lines))
    return gate.failures(verdicts, comparisons)


def _to(bar: Any, done: int, total: int) -> None:
    bar.total = total
    bar.update(done - bar.n)
