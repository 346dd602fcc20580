"""``python -m evals.run``: measure, and write the tables into the README of this folder."""

import argparse
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

PARTS = ("drafts", "retrieval", "startup")
ON_DATA = ("ask",)
"""Parts that are measured on data of others alone, so only when they are named."""
ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None) -> int:
    """Measure all parts or the one asked for; 1 when something is not good enough."""
    parser = argparse.ArgumentParser(prog="python -m evals.run", description=__doc__)
    parser.add_argument("--only", choices=(*PARTS, *ON_DATA), help="measure this part alone")
    parser.add_argument("--data", type=Path, help="a folder with the public sets for retrieval")
    parser.add_argument(
        "--writer",
        choices=("offline", "model"),
        default="offline",
        help="model: judge the drafts of UPMENTOR_MODEL instead, and print their tables",
    )
    parser.add_argument(
        "--cases", type=int, metavar="N", help="with --writer model: N cases of each kind, not all"
    )
    parser.add_argument("--program", type=Path, help="with --only ask: a program file")
    parser.add_argument("--questions", type=Path, help="with --only ask: questions about it")
    parser.add_argument("--conversations", type=Path, help="with --only ask: conversations too")
    parser.add_argument(
        "--locomo", type=Path, nargs="+", metavar="FILE",
        help="with --only ask: conversations of LoCoMo, a file each",
    )  # fmt: skip
    parser.add_argument(
        "--limit", type=int, metavar="N", help="with --locomo: N questions of each, not all"
    )
    parser.add_argument("--verbose", action="store_true", help="with --only ask: what went wrong")
    options = parser.parse_args(arguments)
    if options.writer == "model":
        from evals.drafts import bench, cases

        day = datetime.now(UTC).astimezone().date()
        few = cases.load().some(options.cases) if options.cases else None
        return _ended(bench.with_model(day, os.environ, few))
    today = datetime.now(UTC).astimezone().date()
    if options.only == "ask":
        if not options.locomo and not (options.program and options.questions):
            parser.error("--only ask needs --program and --questions, or --locomo")
        return _ended(_ask(options, today))
    failures: list[str] = []
    for part in [options.only] if options.only else PARTS:
        print(f"== {part}", flush=True)
        failures += measured(part, today, options.data)
    return _ended(failures)


def _ask(options: argparse.Namespace, today: date) -> list[str]:
    from evals.ask import locomo, measure

    failures: list[str] = []
    if options.program and options.questions:
        failures += measure.main(
            options.program, options.questions, options.conversations, today, options.verbose
        )
    if options.locomo:
        failures += locomo.main(options.locomo, options.limit, options.verbose)
    return failures


def _ended(failures: list[str]) -> int:
    for failure in failures:
        print(f"not good enough: {failure}", file=sys.stderr)
    return 1 if failures else 0


def measured(part: str, today: date, data: Path | None) -> list[str]:
    """Measure one part; what is not good enough, a line each."""
    if part == "drafts":
        from evals.drafts import bench

        return bench.main(today)
    if part == "startup":
        from evals import startup

        return startup.main(today)
    return _retrieval(today, data)


def _retrieval(today: date, data: Path | None) -> list[str]:
    """The table that ``evals.retrieval.run`` prints; without data only the project's own sets."""
    from evals import report

    command = [sys.executable, "-m", "evals.retrieval.run"]
    command += ["--data", str(data.resolve())] if data else []
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own
    if done.returncode:
        return ["retrieval: the measuring failed; what it said stands above"]
    print(done.stdout)
    report.put("retrieval", [f"Measured on {today.isoformat()}.", "", *done.stdout.splitlines()])
    return []


if __name__ == "__main__":
    sys.exit(main())
