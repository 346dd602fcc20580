"""The results as tables between the markers in evals/README.md."""

from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import mean
from typing import Any

import numpy as np

from evals import report
from evals.peers.results import BUSY
from evals.peers.speed import percentile
from evals.peers.systems import SYSTEMS, UPMENTOR
from evals.startup import machine

README = Path(__file__).resolve().parents[1] / "README.md"
BEGIN, END = "<!-- retrieval:begin -->", "<!-- retrieval:end -->"
DRAWS = 2000
STAR = r"\*"

Found = dict[str, dict[str, dict[str, Any]]]

WITHOUT_VECTORS = {("haystack", "bm25")}
"""Ways that embed nothing; they are shown, but do not count as the best peer in times and sizes."""

ABOUT_QUALITY = """\
Every system gets the same documents, questions and embedding model (all-MiniLM-L6-v2, int8, a
text over 256 tokens window by window) and is judged by the same code on the hits it gives (80
asked for). Session notes are LoCoMo: a document a session, an index a pair of people. Handbook
questions are headings that were taken out of three public handbooks; a section is a document with
its trail of headings in front. Own questions are those of [cases](cases) that have an answer, of
the half that nothing was fitted on, over the guidelines and the notes that their reader may read;
five hits may be five sentences or five whole pages, so the row with a budget of characters is the
fair one. "Lead" is Upmentor less the best peer, with a bootstrap over the questions.

The others stand as their documentation sets them up: LangChain with 1,000-character pieces and
200 of overlap, Chroma, and its ensemble with BM25 at equal weights; LlamaIndex with pieces of
1,024 tokens and its fusion with BM25 by reciprocal rank, without questions that a model would add;
Haystack with pieces of 200 words in its memory store, its hybrid joined by reciprocal rank; txtai
with vectors from outside, hybrid, a row a line of a transcript or a paragraph of a page, since its
core cuts nothing. Versions are pinned in [peers](peers)."""

ABOUT_MEETINGS = """\
Meetings are QMSum's development meetings, a document and an index each, and its questions about
what was said ("Summarize the discussion about ..."): how many of the turns that answer them stand
in the first 2,000 and 4,000 characters of the hits (200 asked for), and how much of the first 500
characters stands in such turns. Upmentor's offline answer is what the writer without a model cites,
a few turns or, where it refuses to answer, none; "of the first 500" judges those. The first turns,
TextRank and LexRank (sumy, with its stems and stop words, a turn a sentence) know no question."""

ABOUT_SPEED = """\
The same 10,000 passages, ready cut, in every system; each way of retrieving in a fresh process
that opens the index from disk (LangChain's BM25 is built anew, it cannot be kept). 200 questions
after ten to warm up, ten hits each, embedded with the question; Upmentor's are asked through the
Coach, with permissions and text read from SQL. Memory is the process's at the end, with the
embedding model (Haystack BM25 has none and is left out of the comparison)."""

ABOUT_SCALE = """\
Upmentor with 100 notes a pair and 10,000 passages of guidelines; made-up text and random vectors
stand in for days of embedding. Warm: all but the question's embedding, twelve readers in turn.
First question of a pair: its notes are read and prepared. A note saved and found, ingest and the
bare model embed for real."""

QUALITY = (
    ("locomo", "2,000", "Session notes: evidence in 2,000 characters"),
    ("locomo", "4,000", "Session notes: evidence in 4,000 characters"),
    ("locomo", "R@5", "Session notes: sessions among the first five"),
    ("own", "hit@5", "Own questions: answer among the first five hits"),
    ("own", "1,000", "Own questions: answer in 1,000 characters"),
    ("handbooks", "nDCG@10", "Handbook questions: section, nDCG@10"),
    ("handbooks", "hit@5", "Handbook questions: section among the first five"),
    ("scifact", "nDCG@10", "SciFact: abstract, nDCG@10"),
)
MEETINGS = (
    ("2,000", "In 2,000 characters"),
    ("4,000", "In 4,000 characters"),
    ("500", "Of the first 500"),
)
Reading = Callable[[dict[str, Any], str], float]
SPEED: tuple[tuple[str, str, bool, Reading], ...] = (
    ("Query p50, ms", ".1f", False, lambda r, w: percentile(r["ways"][w]["ms"], 50)),
    ("Query p95, ms", ".1f", False, lambda r, w: percentile(r["ways"][w]["ms"], 95)),
    ("Without the embedding p50, ms", ".1f", False,
     lambda r, w: percentile(r["ways"][w]["without_ms"], 50)),
    ("Without the embedding p95, ms", ".1f", False,
     lambda r, w: percentile(r["ways"][w]["without_ms"], 95)),
    ("Start to first answer, s", ".1f", False, lambda r, w: r["ways"][w]["cold_s"]),
    ("Memory while serving, MB", ".0f", False, lambda r, w: r["ways"][w]["memory_mb"]),
    ("Index on disk, MB", ".0f", False, lambda r, w: r["disk_mb"]),
    ("Passages taken in a second", ".1f", True, lambda r, w: r["ingest"]["rate"]),
)  # fmt: skip


def columns(corpus: str | None = None) -> list[tuple[str, str, str]]:
    """(system, way, label) of all that is asked on every set, or on one; Upmentor's first."""
    asked = [s for s in SYSTEMS if (s.answers(corpus) if corpus else not s.sets)]
    return [(s.name, way, label) for s in asked for way, label in s.ways.items()]


def quality(found: Found) -> list[str]:
    """One row a measure: every system's mean, and Upmentor's lead over the best peer."""
    rows = []
    for corpus, measure, label in QUALITY:
        known = {
            (name, way): found[corpus][name]["scores"][way][measure]
            for name, way, _ in columns()
            if name in found.get(corpus, {})
        }
        own = known.get((UPMENTOR.name, "search"))
        if own is None:
            continue
        means = {column: mean(values) for column, values in known.items()}
        peers = {c: m for c, m in means.items() if c[0] != UPMENTOR.name}
        cells = [label, f"{len(own)}", f"**{mean(own):.3f}**"]
        if peers:
            best = max(peers, key=lambda c: peers[c])
            low, high = interval(own, known[best])
            cells += [f"{mean(own) / peers[best]:.2f}", f"{low:+.3f} to {high:+.3f}"]
        else:
            cells += ["", ""]
        cells += [f"{means[n, w]:.3f}" if (n, w) in means else "" for n, w, _ in columns()[1:]]
        rows.append(cells)
    head = ["Set and measure", "Questions", "Upmentor", "× best peer", "Lead, 95 %"]
    return report.table([*head, *(label for _, _, label in columns()[1:])], rows)


def meetings(found: Found) -> list[str]:
    """One row a way of finding what a meeting said, with Upmentor's lead over it."""
    made = found.get("qmsum", {})
    if UPMENTOR.name not in made:
        return []
    own = made[UPMENTOR.name]["scores"]["search"]
    rows = []
    for name, way, label in columns("qmsum"):
        if name in made:
            scores = made[name]["scores"][way]
            ours = scores is own
            low, high = interval(own["4,000"], scores["4,000"])
            shown = [f"{mean(scores[key]):.3f}" for key, _ in MEETINGS]
            cells = [f"**{value}**" for value in shown] if ours else shown
            rows.append([label, *cells, "" if ours else f"{low:+.3f} to {high:+.3f}"])
    head = ["Meetings", *(label for _, label in MEETINGS), "Lead in 4,000, 95 %"]
    return [f"{len(own['4,000'])} questions.", "", *report.table(head, rows)]


def interval(own: Sequence[float], other: Sequence[float]) -> tuple[float, float]:
    """The 95 % bootstrap interval of the mean difference, question by question."""
    gaps = np.asarray(own) - np.asarray(other)
    draws = np.random.default_rng(0).integers(0, len(gaps), (DRAWS, len(gaps)))
    low, high = np.percentile(gaps[draws].mean(axis=1), [2.5, 97.5])
    return float(low), float(high)


def speed(found: dict[str, dict[str, Any]]) -> list[str]:
    """One row a measure; times of a busy machine carry a star."""
    if UPMENTOR.name not in found:
        return []
    rows = []
    for label, form, more, reading in SPEED:
        values = {(n, w): reading(found[n], w) for n, w, _ in columns() if n in found}
        own = values[UPMENTOR.name, "search"]
        peers = [
            value
            for column, value in values.items()
            if column[0] != UPMENTOR.name and column not in WITHOUT_VECTORS
        ]
        best = (max if more else min)(peers) if peers else own
        cells = [label, f"**{_starred(own, form, found[UPMENTOR.name])}**", f"{own / best:.2f}"]
        cells += [
            _starred(values[n, w], form, found[n]) if (n, w) in values else ""
            for n, w, _ in columns()[1:]
        ]
        rows.append(cells)
    head = ["10,000 passages", "Upmentor", "× best peer"]
    return report.table([*head, *(label for _, _, label in columns()[1:])], rows)


def _starred(value: float, form: str, result: dict[str, Any]) -> str:
    return f"{value:{form}}{STAR if result['busy'] > BUSY else ''}"


def scale(found: dict[int, dict[str, Any]]) -> list[str]:
    """One row a size of program."""
    head = (
        "Pairs", "Passages", "Warm p50, ms", "Warm p95, ms", "Processor time p95, ms",
        "First question of a pair p95, ms",
        "Start to first answer, s", "Note saved and found, ms", "Memory, MB", "Disk, MB",
        "Ingest, passages/s", "Bare model, passages/s",
    )  # fmt: skip
    rows = []
    for pairs, made in sorted(found.items()):
        star = STAR if made["busy"] > BUSY else ""
        rows.append(
            (
                f"{pairs:,}",
                f"{made['passages']:,}",
                f"{percentile(made['warm_ms'], 50):.1f}{star}",
                f"{percentile(made['warm_ms'], 95):.1f}{star}",
                f"{percentile(made['warm_processor_ms'], 95):.1f}{star}",
                f"{percentile(made['unseen_ms'], 95):.0f}{star}",
                f"{made['first_s']:.1f}{star}",
                f"{percentile(made['saved_ms'], 50):.0f}{star}",
                f"{made['memory_mb']:.0f}",
                f"{made['disk_mb']:.0f}",
                f"{made['ingest']['whole']:.1f}{star}",
                f"{made['ingest']['model']:.1f}{star}",
            )
        )
    return report.table(head, rows) if rows else []


def write(
    found: Found, speeds: dict[str, dict[str, Any]], scales: dict[int, dict[str, Any]]
) -> None:
    """Put the tables of all that is known into the README.

    Raises:
        ValueError: when the README does not have the markers once each.
    """
    results = [*(r for c in found.values() for r in c.values()), *speeds.values(), *scales.values()]
    if not results:
        return
    days = sorted({r["measured_on"] for r in results})
    when = days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}"
    lines = [f"Measured on {when}, {machine()}."]
    if found:
        lines += ["", *ABOUT_QUALITY.splitlines(), "", *quality(found)]
    if said := meetings(found):
        lines += ["", *ABOUT_MEETINGS.splitlines(), "", *said]
    if speeds:
        lines += ["", *ABOUT_SPEED.splitlines(), "", *speed(speeds)]
    if scales:
        lines += ["", *ABOUT_SCALE.splitlines(), "", *scale(scales)]
    if any(r.get("busy", 0) > BUSY for r in results):
        lines += ["", f"{STAR} measured while other programs were using the processors."]
    text = README.read_text("utf-8")
    if text.count(BEGIN) != 1 or text.count(END) != 1:
        raise ValueError(f"{README.name} needs the markers {BEGIN} and {END} once each.")
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    README.write_text("\n".join([before + BEGIN, *lines, END + after]), "utf-8")
