"""Tables in evals/README.md, each between its own markers."""

import re
from collections.abc import Sequence
from pathlib import Path
from statistics import mean, median

from assistant.drafts import Kind
from evals.drafts.across import Comparison
from evals.drafts.judging import Verdict

README = Path(__file__).resolve().parent / "README.md"
ENOUGH = 80.0


def put(name: str, lines: Sequence[str], path: Path = README) -> None:
    """Replace what stands between ``<!-- name -->`` and ``<!-- end name -->``.

    Raises:
        ValueError: when the file does not have these markers.
    """
    text = path.read_text(encoding="utf-8")
    start, end = f"<!-- {name} -->", f"<!-- end {name} -->"
    if text.count(start) != 1 or text.count(end) != 1:
        raise ValueError(f"{path.name} needs the markers {start} and {end} once each.")
    before, rest = text.split(start)
    after = rest.split(end)[1]
    inner = "\n".join(lines)
    path.write_text(f"{before}{start}\n{inner}\n{end}{after}", encoding="utf-8")


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> list[str]:
    """A Markdown table; bars inside cells are escaped."""
    lines = [head, ["---"] * len(head), *rows]
    return [f"| {' | '.join(str(c).replace('|', '/') for c in row)} |" for row in lines]


def drafts(verdicts: Sequence[Verdict], comparisons: Sequence[Comparison]) -> list[str]:
    """The tables on drafts: kinds, checks that cost points, cases under 80 %, comparisons."""
    lines = [*_kinds(verdicts), "", "Points lost, by check:", "", *_lost(verdicts), ""]
    low = sorted((v for v in verdicts if v.percent < ENOUGH), key=lambda v: v.percent)
    if low:
        lines += [f"Cases under {ENOUGH:.0f} %:", "", *_cases(low), ""]
    else:
        lines += [f"No case is under {ENOUGH:.0f} %.", ""]
    lines += ["Wordings that two drafts share (names, dates and numbers aside):", ""]
    rows = [
        (c.name, c.pairs, f"{c.mean:.0f} %", f"{c.worst:.0f} %", f"< {c.limit:.0f} %", _told(c))
        for c in comparisons
    ]
    return lines + table(("Comparison", "Couples", "Mean", "Most", "Wanted", ""), rows)


def _told(comparison: Comparison) -> str:
    return "yes" if comparison.passed else f"no: {comparison.between}"


def _kinds(verdicts: Sequence[Verdict]) -> list[str]:
    head = (
        "Kind", "Cases", "Mean points", "Lowest", "Unsupported statements", "Citations resolved",
        "Median words", "p50 write, ms",
    )  # fmt: skip
    rows = []
    for kind in Kind:
        of_kind = [v for v in verdicts if v.view.draft.kind is kind]
        if not of_kind:
            continue
        counts = [v.resolved for v in of_kind]
        good, named = sum(g for g, _ in counts), sum(n for _, n in counts)
        statements = sum(len(v.view.statements) for v in of_kind)
        rows.append(
            (
                kind.value,
                len(of_kind),
                f"{mean(v.percent for v in of_kind):.1f} %",
                f"{min(v.percent for v in of_kind):.0f} %",
                f"{sum(v.unsupported for v in of_kind)} of {statements}",
                f"{100 * good / named if named else 100:.1f} %",
                f"{median(v.words for v in of_kind):.0f}",
                f"{median(v.write_ms for v in of_kind):.0f}",
            )
        )
    return table(head, rows)


def _lost(verdicts: Sequence[Verdict]) -> list[str]:
    rows = []
    for kind in Kind:
        of_kind = [v for v in verdicts if v.view.draft.kind is kind]
        for check in {c: None for v in of_kind for c, _ in v.points}:
            given = [p for v in of_kind for c, p in v.points if c is check and p is not None]
            short = [p for p in given if p.points < 2]
            if short:
                reason = min(short, key=lambda p: p.points).reason
                gone = sum(2 - p.points for p in short)
                rows.append((kind.value, f"{check.number} {_name(check.name)}",
                             f"{gone} of {2 * len(given)}", _cut(reason)))  # fmt: skip
    return table(("Kind", "Check", "Lost", "For example"), rows)


def _cases(verdicts: Sequence[Verdict]) -> list[str]:
    rows = [
        (
            v.view.case.id,
            f"{v.percent:.0f} %",
            "; ".join(f"{c.number} {_name(c.name)} ({p.points})" for c, p in v.lost),
        )
        for v in verdicts
    ]
    return table(("Case", "Points", "Checks that cost points"), rows)


def _name(name: str) -> str:
    return name.replace("_", " ")


def _cut(text: str, most: int = 110) -> str:
    text = re.sub(r"\s+", " ", text)
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + " …"
