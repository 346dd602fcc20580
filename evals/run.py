"""``python -m evals.run``: measure, and write the tables into the READMEs of this folder."""

import argparse
import sys
from datetime import UTC, datetime
from importlib import import_module

PARTS = {
    "drafts": "evals.drafts.bench",
    "retrieval": "evals.retrieval.run",
    "startup": "evals.startup",
}


def main(arguments: list[str] | None = None) -> int:
    """Measure all parts or the one asked for; 1 when something is not good enough."""
    parser = argparse.ArgumentParser(prog="python -m evals.run", description=__doc__)
    parser.add_argument("--only", choices=PARTS, help="measure this part alone")
    only = parser.parse_args(arguments).only
    today = datetime.now(UTC).astimezone().date()
    failures: list[str] = []
    for part in [only] if only else PARTS:
        print(f"== {part}", flush=True)
        failures += import_module(PARTS[part]).main(today)
    for failure in failures:
        print(f"not good enough: {failure}", file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
