"""What each cue of ranking gains, as a table in evals/README.md.

    python -m evals.retrieval.ablation --data PATH [--cache FILE]

Transcripts: the share of LoCoMo's evidence in 2,000 and 4,000 characters, with weights fitted
anew without the cue and judged on conversations they have not seen. Written notes: the project's
own questions, likewise, each half judged by weights fitted on the other. Guidelines: handbooks
and SciFact, and the project's own questions, the cue left out and the other weights unchanged.
"""

import argparse
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from assistant.retrieval import ranking
from evals.report import put, table
from evals.retrieval import fit
from evals.retrieval.memory import RememberingEmbedder
from evals.retrieval.run import handbook_rows, own_rows, scifact_rows
from evals.retrieval.sets import locomo

Row = tuple[str, float, float]


def notes(embedder: RememberingEmbedder) -> Iterator[Row]:
    """Own questions answered by the first hit and among five, with all cues and without each."""
    names = list(ranking.NOTE_WEIGHTS)
    rows = list(fit.of_notes(embedder, names))
    yield ("all", *fit.halved(rows).tolist())
    for place, name in enumerate(names):
        yield (name, *fit.halved(fit.without(rows, place)).tolist())


def transcripts(data: Path, embedder: RememberingEmbedder) -> Iterator[Row]:
    """The evidence in 2,000 and 4,000 characters, with all cues and without each."""
    names = list(ranking.TRANSCRIPT_WEIGHTS)
    rows = [e for talk in locomo(data) for e in fit.examples(talk, embedder, names)]
    yield ("all", *fit.crossed(rows, names).tolist())
    for place, name in enumerate(names):
        if name != "length":  # its weight is set by hand, for the room a passage takes
            kept = [n for n in names if n != name]
            yield (name, *fit.crossed(fit.without(rows, place), kept).tolist())


def guidelines(data: Path, embedder: RememberingEmbedder) -> Iterator[Row]:
    """Handbooks' section among the first five, and SciFact's nDCG@10, likewise."""

    def measured() -> tuple[float, float]:
        (_, _, section), *_ = (r for r in handbook_rows(data, embedder) if "five" in r[1])
        (_, _, gain), *_ = scifact_rows(data, embedder)
        return section, gain

    yield from _each_left_out(measured)


def own_guidelines(embedder: RememberingEmbedder) -> Iterator[Row]:
    """The project's own guideline questions, answered by the first hit and among five."""

    def measured() -> tuple[float, float]:
        rows = {r[1]: r[2] for r in own_rows(embedder)}
        return rows["guideline: first"], rows["guideline: among the first five"]

    yield from _each_left_out(measured)


def _each_left_out(measured: Callable[[], tuple[float, float]]) -> Iterator[Row]:
    whole = ranking.GUIDELINE_WEIGHTS
    try:
        for name in ("all", *whole):
            ranking.GUIDELINE_WEIGHTS = {k: v for k, v in whole.items() if k != name}
            yield (name, *measured())
    finally:
        ranking.GUIDELINE_WEIGHTS = whole


def shown(first: str, second: str, rows: Iterator[Row]) -> list[str]:
    """The figures with all cues, then what each cue adds to them."""
    cells: list[tuple[object, ...]] = []
    whole: tuple[float, float] | None = None
    for name, one, other in rows:
        if whole is None:
            whole = (one, other)
            cells.append(("all cues", f"{one:.3f}", f"{other:.3f}"))
        else:
            cells.append((f"gain of {name}", f"{whole[0] - one:+.3f}", f"{whole[1] - other:+.3f}"))
        print(*cells[-1], flush=True)
    return table(("Cue", first, second), cells)


def main() -> None:
    """Measure, and write the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path, default=Path("vectors.db"))
    options = parser.parse_args()
    embedder = RememberingEmbedder(options.cache)
    tables = (
        ("Own notes, first", "Own notes, first five", notes(embedder)),
        ("LoCoMo, 2,000", "LoCoMo, 4,000", transcripts(options.data, embedder)),
        ("Own guidelines, first", "Own guidelines, first five", own_guidelines(embedder)),
        ("Handbooks, first five", "SciFact, nDCG@10", guidelines(options.data, embedder)),
    )
    day = datetime.now(UTC).astimezone().date().isoformat()
    lines = [f"Measured on {day}."]
    for first, second, rows in tables:
        lines += ["", *shown(first, second, rows)]
    put("ablation", lines)


if __name__ == "__main__":
    main()
