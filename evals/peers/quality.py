"""How good the answers of a system are on a set."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from evals.peers.client import Client
from evals.peers.corpora import Corpus, Task
from evals.peers.results import Results, key_of
from evals.peers.systems import HERE, System, python_of


def measure(
    system: System,
    corpus: Corpus,
    tasks: Sequence[Task],
    cache: Path,
    results: Results,
    wanted: bool = True,
) -> dict[str, Any] | None:
    """Every question's scores, for each way of retrieving; read from the results if known.

    None when they are not known and not ``wanted``.
    """
    code = [*system.code(), HERE / "quality.py", HERE.parent / "retrieval" / "scores.py"]
    key = key_of(code, [corpus.depth, [asdict(t) for t in tasks]])
    name = f"{corpus.name}-{system.name}"
    known = results.get(name, key)
    if known or not wanted:
        return known
    scores: dict[str, dict[str, list[float]]] = {way: {} for way in system.ways}
    passages = 0
    python = python_of(system, cache)
    with Client(python, system.module, cache / f"{name}.log", cache / "vectors.db") as client:
        for number, task in enumerate(tasks, 1):
            print(f"  {name} {number}/{len(tasks)}", end="\r", flush=True)
            passages += client.index(task.documents, world=task.world)["passages"]
            for question in task.questions:
                for way in system.ways:
                    found = client.query(way, question.text, corpus.depth)["hits"]
                    for measure, value in corpus.judge(task, question, found).items():
                        scores[way].setdefault(measure, []).append(value)
    made = {way: {m: sum(v) / len(v) for m, v in s.items()} for way, s in scores.items()}
    print(f"  {name}: {passages} passages {made}", flush=True)
    return results.put(name, key, {"passages": passages, "scores": scores})
