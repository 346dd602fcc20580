"""Judging every draft over a fresh demo program, for the table and for the gate."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from statistics import median
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


def with_model(
    today: date, env: Mapping[str, str], chosen_cases: cases.Suite | None = None
) -> list[str]:
    """Judge the drafts of the model that ``UPMENTOR_MODEL`` names, and print its tables.

    They are not written into the README: they are of one model on one day. What the gate would
    fail comes back, and every case for which no whole draft came.
    """
    chosen = {k: v for k, v in env.items() if k.startswith("UPMENTOR_MODEL")}
    if not chosen.get("UPMENTOR_MODEL"):
        return ["no model is chosen: set UPMENTOR_MODEL"]
    plenty = dict.fromkeys(
        ("UPMENTOR_MODEL_TOKENS_PERSON", "UPMENTOR_MODEL_TOKENS_PROGRAM"), "9" * 9
    )
    suite, failed = chosen_cases or cases.load(), dict[str, str]()
    with TemporaryDirectory(prefix="upmentor-evals-") as home:
        coach = open_demo(Path(home), today, suite.staged(), model={**plenty, **chosen})
        try:
            with tqdm(desc="Drafts", total=len(suite.cases), disable=None) as bar:
                verdicts = judging.run(
                    coach, suite, today, lambda done, total: _to(bar, done, total), failed
                )
            spent = [
                coach.what_left(v.view.reader.email, v.view.record.id)
                for v in verdicts
                if v.view.record.engine != "offline"
            ]
        finally:
            coach.close()
    comparisons = across.compare([v.view for v in verdicts])
    asked, costs = len(spent) or 1, [s.cost for s in spent if s.cost is not None]
    times = [(v.view.record.timings_ms or {}).get("total", 0.0) for v in verdicts]
    lines = [
        f"{chosen['UPMENTOR_MODEL']}: {len(verdicts)} drafts, {len(failed)} failed.",
        f"Median {median(times) / 1000 if times else 0:.1f} s a draft; on average "
        f"{sum(s.tokens_in for s in spent) // asked:,} tokens in and "
        f"{sum(s.tokens_out for s in spent) // asked:,} out"
        + (f"; {sum(costs):.2f} in all by the price that is set." if costs else "."),
        "",
        *report.drafts(verdicts, comparisons),
    ]
    print("\n".join(lines))
    none = [f"{case}: {sentence}" for case, sentence in failed.items()]
    return none + gate.failures(verdicts, comparisons)


def _to(bar: Any, done: int, total: int) -> None:
    bar.total = total
    bar.update(done - bar.n)
