"""Judging every draft over a fresh demo program, for the table and for the gate."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tqdm import tqdm

from evals import report
from evals.drafts import across, cases, gate, judging, writers
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
    lines = [*writers.table([writers.Measured("offline", verdicts)]), "", *lines]
    report.put("drafts", [f"Measured on {today.isoformat()}, offline writer.", "", *lines])
    print("\n".join(lines))
    return gate.failures(verdicts, comparisons)


def with_model(
    today: date, env: Mapping[str, str], chosen_cases: cases.Suite | None = None
) -> list[str]:
    """Judge the drafts of the model that ``UPMENTOR_MODEL`` names, and print its tables.

    The offline writer's line stands beside the model's, on the same cases. They are not written
    into the README: they are of one model on one day. What the gate would fail comes back, and
    every case for which no whole draft came.
    """
    chosen = {k: v for k, v in env.items() if k.startswith("UPMENTOR_MODEL")}
    if not (name := chosen.get("UPMENTOR_MODEL")):
        return ["no model is chosen: set UPMENTOR_MODEL"]
    plenty = dict.fromkeys(
        ("UPMENTOR_MODEL_TOKENS_PERSON", "UPMENTOR_MODEL_TOKENS_PROGRAM"), "9" * 9
    )
    suite, failed = chosen_cases or cases.load(), dict[str, str]()
    with TemporaryDirectory(prefix="upmentor-evals-") as home:
        coach = open_demo(Path(home), today, suite.staged(), model={**plenty, **chosen})
        try:
            with tqdm(desc="Drafts", total=2 * len(suite.cases), disable=None) as bar:
                offline = judging.run(
                    coach, suite, today, lambda done, total: _to(bar, done, 2 * total), offline=True
                )
                verdicts = judging.run(
                    coach, suite, today,
                    lambda done, total: _to(bar, total + done, 2 * total), failed,
                )  # fmt: skip
        finally:
            coach.close()
    comparisons = across.compare([v.view for v in verdicts])
    both = [writers.Measured("offline", offline), writers.Measured(name, verdicts, failed)]
    lines = [*writers.table(both), "", *report.drafts(verdicts, comparisons)]
    print("\n".join(lines))
    none = [f"{case}: {sentence}" for case, sentence in failed.items()]
    return none + gate.failures(verdicts, comparisons)


def _to(bar: Any, done: int, total: int) -> None:
    bar.total = total
    bar.update(done - bar.n)
