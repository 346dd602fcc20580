"""A large program: 1,000 pairs with 100 notes each, and 10,000 passages of guidelines.

    python -m evals.scale FOLDER [--pairs 1000]

The text is drawn from made-up words and the vectors are random unit vectors, in place of days of
embedding; neither changes how long finding takes. Notes saved while measuring, and the questions
that look for them, are embedded for real. One process writes the store, another one asks.
"""

import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, thread_time
from typing import Any

from assistant.coach import Coach
from assistant.domain import Guideline, Visibility
from assistant.retrieval.chunks import dense_text
from assistant.retrieval.embedders import MiniLMEmbedder
from assistant.retrieval.files import GuidelineReader, guideline_files
from evals.large import SESSIONS, Drawn, Words, build, opened
from evals.peers.speed import percentile

ROOT = Path(__file__).resolve().parents[1]
READERS, QUESTIONS = 12, 25
UNSEEN = 60
SAVED = 10
INGESTED = 384


def measure(folder: Path, pairs: int) -> dict[str, Any]:
    """Milliseconds of everything but the question's embedding, memory, and saving a note."""
    embedder, words = Drawn(), Words(2)
    coach, _, _ = opened(folder, embedder)
    step = max(1, pairs // (READERS + UNSEEN))
    some = [n * step % pairs for n in range(READERS + UNSEEN)]
    start = perf_counter()
    _asked(coach, some[0], words)
    first = perf_counter() - start
    unseen = [_asked(coach, n, words) for n in some[READERS:]]
    for number in some[:READERS]:
        _asked(coach, number, words)
    warm = [_asked(coach, number, words) for _ in range(QUESTIONS) for number in some[:READERS]]
    embedder.real = True
    saved = [_saved(coach, number, place) for place, number in enumerate(some[: SAVED + 1])]
    result = {
        "pairs": pairs,
        "first_s": first,
        "warm_ms": [clock for clock, _ in warm],
        "warm_processor_ms": [worked for _, worked in warm],
        "unseen_ms": [clock for clock, _ in unseen],
        "saved_ms": saved[1:],
        "memory_mb": _memory_mb(),
        "ingest": ingest(),
    }
    coach.close()
    return result


def _asked(coach: Coach, number: int, words: Words) -> tuple[float, float]:
    """Milliseconds by the clock and of processor time, both without the embedding's."""
    query = words.sentence(7)
    start, worked = perf_counter(), thread_time()
    found = coach.search(f"mentor{number}@example.org", query, f"pair-{number}")
    passed, worked = perf_counter() - start, thread_time() - worked
    embedding = found.timings_ms["embed"]
    return 1000 * passed - embedding, max(0.0, 1000 * worked - embedding)


def _saved(coach: Coach, number: int, place: int) -> float:
    """Milliseconds from saving a note until a search has found it."""
    reader, pair = f"mentor{number}@example.org", f"pair-{number}"
    text = f"We tried the quarterly lighthouse exercise number {place} and it went well."
    start = perf_counter()
    note = coach.save_note(reader, pair, SESSIONS, text, Visibility.PAIR).note
    found = coach.search(reader, f"quarterly lighthouse exercise {place}", pair)
    taken = 1000 * (perf_counter() - start)
    if not any(hit.passage.source == note.id for hit in found.hits):
        raise RuntimeError("A note that was saved was not found.")
    return taken


def _memory_mb() -> float:
    status = Path("/proc/self/status").read_text("ascii")
    return int(next(r.split()[1] for r in status.splitlines() if r.startswith("VmRSS"))) / 1000


def ingest() -> dict[str, float]:
    """Passages of the shipped guidelines a second: the bare model, and into store and index.

    Each is measured twice, in turn, and the faster run counts.
    """
    knowledge = ROOT / "knowledge"
    with GuidelineReader() as reader:
        files = [(p.name, p.read_bytes()) for p in guideline_files(knowledge)]
        passages = [p for file in files for p in reader.read(*file)[1]][:INGESTED]
    texts = [dense_text(p.kind, p.heading, p.text) for p in passages]
    model, rates = MiniLMEmbedder(), {"model": 0.0, "whole": 0.0}
    model.embed(texts[:8])
    for _ in range(2):
        start = perf_counter()
        model.embed(texts)
        rates["model"] = max(rates["model"], len(texts) / (perf_counter() - start))
        with TemporaryDirectory(prefix="upmentor-ingest-") as folder:
            embedder = Drawn()
            embedder.real = True
            embedder.embed(texts[:8])
            coach, records, _ = opened(Path(folder), embedder)
            start = perf_counter()
            records.save_guideline("operator", Guideline("measured", "Measured", ""), passages)
            coach.follow()
            rates["whole"] = max(rates["whole"], len(texts) / (perf_counter() - start))
            coach.close()
    return rates


def run(folder: Path, pairs: int) -> dict[str, Any]:
    """Build and measure, each in a process of its own; the store is removed again."""
    shutil.rmtree(folder, ignore_errors=True)
    made: dict[str, Any] = {}
    for step in ("build", "measure"):
        command = [sys.executable, "-m", "evals.scale", str(folder), "--pairs", str(pairs)]
        done = subprocess.run(  # noqa: S603 - our own module
            [*command, "--step", step], cwd=ROOT, stdout=subprocess.PIPE, check=True
        )
        made |= json.loads(done.stdout)
    files = [p for p in folder.rglob("*") if p.is_file()]
    made["disk_mb"] = sum(p.stat().st_size for p in files) / 1e6
    shutil.rmtree(folder)
    return made


def main() -> None:
    """Print what was measured, as a sentence each."""
    parser = argparse.ArgumentParser(prog="python -m evals.scale", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pairs", type=int, default=1000)
    parser.add_argument("--step", choices=("build", "measure"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        print(
            json.dumps(
                {"build": build, "measure": measure}[options.step](options.folder, options.pairs)
            )
        )
        return
    made = run(options.folder, options.pairs)
    for name, value in made.items():
        if isinstance(value, list):
            value = f"p50 {percentile(value, 50):.2f}, p95 {percentile(value, 95):.2f}"
        print(f"{name}: {value}")


if __name__ == "__main__":
    main()
