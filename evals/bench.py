"""``python -m evals.bench [--data PATH]``: everything that is measured, in one command.

Without PATH: the drafts, the search on the project's own questions, and the times to start.
With a folder of public sets also Upmentor beside other search stacks, each in an environment of
its own, and a large program. What was measured before on the same code and data is not
measured again; results, environments and vectors lie in ``.bench``.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evals import large, run, scale
from evals.peers import quality, speed, table
from evals.peers.corpora import CORPORA, Task
from evals.peers.results import BUSY, Results, key_of, load
from evals.peers.systems import ROOT, SYSTEMS

PARTS = ("own", "sets", "speed", "scale")
FIRST = ("locomo", "own", "handbooks", "scifact")
LAST = ("qmsum",)
SCALES = (100, 1000)


class Bench:
    """The measurements that are made so far, and the table of them."""

    def __init__(self, data: Path, cache: Path, wanted: Sequence[str]) -> None:
        cache.mkdir(parents=True, exist_ok=True)
        self._data, self._cache, self._wanted = data, cache, wanted
        self._results = Results(cache / "results")
        self._tasks: dict[str, list[Task]] = {}
        self._found: table.Found = {}
        self._speeds: dict[str, dict[str, Any]] = {}
        self._scales: dict[int, dict[str, Any]] = {}

    def tasks(self, name: str) -> list[Task]:
        """The tasks of a set; none when its folder is not there."""
        corpus = CORPORA[name]
        if name not in self._tasks:
            there = not corpus.folder or (self._data / corpus.folder).is_dir()
            if not there:
                print(f"  {name}: not in {self._data}, left out", flush=True)
            folder = self._data if corpus.folder else ROOT
            self._tasks[name] = list(corpus.tasks(folder)) if there else []
        return self._tasks[name]

    def set(self, name: str, wanted: bool) -> None:
        """The quality of all systems on a set, as far as it is known when not ``wanted``."""
        tasks = self.tasks(name)
        for system in SYSTEMS if tasks else ():
            if not system.answers(name):
                continue
            made = quality.measure(
                system,
                CORPORA[name],
                tasks,
                self._cache,
                self._results,
                wanted and system.name in self._wanted,
            )
            if made:
                self._found.setdefault(name, {})[system.name] = made
        if wanted:
            self.write()

    def speed(self, wanted: bool) -> None:
        """Times and sizes of all systems with 10,000 passages of two of the sets."""
        tasks = [*self.tasks("scifact"), *self.tasks("handbooks")]
        rows = speed.passages_of(tasks)
        questions = [q.text for task in tasks for q in task.questions]
        if len(rows) < speed.PASSAGES or len(questions) < speed.QUERIES + speed.WARM_UP:
            print("  speed: scifact and handbooks are needed, left out", flush=True)
            return
        for system in (s for s in SYSTEMS if not s.sets):
            asked = wanted and system.name in self._wanted
            made = speed.measure(system, rows, questions, self._cache, self._results, asked)
            if made:
                self._speeds[system.name] = made
            if asked:
                self.write()

    def scale(self, wanted: bool) -> None:
        """Upmentor with many pairs."""
        inner = [p for part in ("retrieval", "records", "coach")
                 for p in sorted((ROOT / "assistant" / part).glob("*.py"))]  # fmt: skip
        for pairs in SCALES:
            key = key_of([*inner, Path(scale.__file__), Path(large.__file__)], pairs)
            made = self._results.get(f"scale-{pairs}", key)
            if wanted and (made is None or made["busy"] > BUSY):
                busy = load()
                if made is None or busy <= BUSY:
                    made = {**scale.run(self._cache / "scale", pairs), "busy": max(busy, load())}
                    made = self._results.put(f"scale-{pairs}", key, made)
            if made:
                self._scales[pairs] = made
            if wanted:
                self.write()

    def write(self) -> None:
        """Put the tables of all that is known into the README."""
        table.write(self._found, self._speeds, self._scales)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what is asked for; 1 when the project's own measures are not good enough."""
    parser = argparse.ArgumentParser(prog="python -m evals.bench", description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of the public sets")
    parser.add_argument("--cache", type=Path, default=ROOT / ".bench")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--sets", nargs="+", choices=CORPORA, default=[*FIRST, *LAST])
    parser.add_argument("--systems", nargs="+", choices=[s.name for s in SYSTEMS])
    options = parser.parse_args(arguments)
    failed = run.main([]) if "own" in options.only else 0
    if options.data is None:
        return failed
    bench = Bench(options.data, options.cache, options.systems or [s.name for s in SYSTEMS])
    sets = options.sets if "sets" in options.only else []
    for measuring in (False, True):  # what is known first, so that every table is complete
        for name in FIRST:
            bench.set(name, measuring and name in sets)
        bench.speed(measuring and "speed" in options.only)
        bench.scale(measuring and "scale" in options.only)
        for name in LAST:
            bench.set(name, measuring and name in sets)
        bench.write()
    return failed


if __name__ == "__main__":
    sys.exit(main())
