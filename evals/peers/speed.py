"""How fast and how large a system is with 10,000 passages.

All systems get the same passages ready cut. The index is built once, with known vectors; a
fresh process then opens it, and its first answer is the cold start. Questions are embedded for
real. How fast texts are taken in is measured apart, with their embedding.
"""

import shutil
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from assistant.domain import Guideline
from assistant.retrieval.chunks import guideline_passages
from evals.peers.client import Client
from evals.peers.corpora import Row, Task
from evals.peers.results import BUSY, Results, disk_mb, key_of, load
from evals.peers.systems import HERE, System, python_of

PASSAGES = 10_000
HITS = 10
WARM_UP = 10
QUERIES = 200
COLD_STARTS = 3
COLD_SECONDS = 20.0
INGESTED = 384


def passages_of(tasks: Sequence[Task]) -> list[Row]:
    """The first 10,000 passages of the tasks' documents, each a document that is left whole."""
    rows: list[Row] = []
    for task in tasks:
        for row in task.documents:
            for p in guideline_passages(Guideline(row["id"], row["title"], row["text"])):
                name = f"p{len(rows)}"
                rows.append({"id": name, "kind": "guideline", "title": p.heading, "text": p.text})
    return rows[:PASSAGES]


def measure(
    system: System,
    rows: Sequence[Row],
    questions: Sequence[str],
    cache: Path,
    results: Results,
    wanted: bool = True,
) -> dict[str, Any] | None:
    """Times of every way of retrieving; a result from a busy machine is replaced in a quiet one.

    None when they are not known and not ``wanted``.
    """
    name = f"speed-{system.name}"
    key = key_of([*system.code(), HERE / "speed.py"], [rows, questions])
    known = results.get(name, key)
    if not wanted or (known and known["busy"] <= BUSY):
        return known
    busy = load()
    if known and busy > BUSY:
        return known
    python = python_of(system, cache)
    log, vectors, folder = cache / f"{name}.log", cache / "vectors.db", cache / "index" / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    print(f"  {name}: building", flush=True)
    with Client(python, system.module, log, vectors) as client:
        built = client.index(rows, cut=False, folder=folder)
    result: dict[str, Any] = {
        "passages": built["passages"],
        "build_seconds": built["seconds"],
        "disk_mb": disk_mb(folder),
        "ingest": _ingested(system, python, rows, cache),
        "ways": {},
    }
    for way in system.ways:
        busy = max(busy, load())
        result["ways"][way] = _served(system, python, way, questions, log, folder)
        print(f"  {name} {way}: {_short(result['ways'][way])}", flush=True)
    shutil.rmtree(folder)
    return results.put(name, key, {**result, "busy": busy})


def _served(
    system: System, python: Path, way: str, questions: Sequence[str], log: Path, folder: Path
) -> dict[str, Any]:
    cold: list[float] = []
    while len(cold) < COLD_STARTS and sum(cold) < COLD_SECONDS:
        start = perf_counter()
        with Client(python, system.module, log, folder=folder, retriever=way) as client:
            client.query(way, questions[0], HITS)
            cold.append(perf_counter() - start)
    with Client(python, system.module, log, folder=folder, retriever=way) as client:
        for question in questions[:WARM_UP]:
            client.query(way, question, HITS)
        found = [client.query(way, q, HITS) for q in questions[WARM_UP : WARM_UP + QUERIES]]
        memory = client.memory_mb()
    return {
        "cold_s": median(cold),
        "memory_mb": memory,
        "ms": [f["ms"] for f in found],
        "without_ms": [f["ms"] - f["embedding_ms"] for f in found],
    }


def _ingested(system: System, python: Path, rows: Sequence[Row], cache: Path) -> dict[str, Any]:
    """Passages a second with their embedding, by a process that has the model loaded."""
    folder = cache / "index" / f"ingest-{system.name}"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "first").mkdir(parents=True)
    (folder / "second").mkdir()
    log = cache / f"speed-{system.name}.log"
    step = len(rows) // INGESTED
    with Client(python, system.module, log) as client:
        client.index(rows[1:9], cut=False, folder=folder / "first")
        taken = client.index(rows[::step][:INGESTED], cut=False, folder=folder / "second")
    shutil.rmtree(folder)
    return {
        "rate": taken["passages"] / taken["seconds"],
        "embedding_rate": taken["passages"] / taken["embedding"],
    }


def _short(way: dict[str, Any]) -> str:
    return (
        f"p50 {percentile(way['ms'], 50):.1f} p95 {percentile(way['ms'], 95):.1f} ms, without the "
        f"embedding {percentile(way['without_ms'], 50):.1f} {percentile(way['without_ms'], 95):.1f}"
        f", cold {way['cold_s']:.1f} s, {way['memory_mb']:.0f} MB"
    )


def percentile(values: Sequence[float], part: int) -> float:
    """The value that ``part`` per cent of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(part / 100 * (len(ordered) - 1)))]
