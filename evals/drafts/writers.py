"""One line a writer: how good its drafts are, what they lack, what they cost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import mean, median

from assistant.drafts import Kind
from assistant.writers.chatting.shaping import UNKNOWN_SOURCE
from evals.drafts.judging import Verdict
from evals.drafts.words import grade, plain

ABSTAINING = (Kind.ANSWER, Kind.EXPLAINER)
"""The kinds that must say so when nothing in the program covers what was asked."""
HEAD = (
    "Writer", "Drafts", "Failed", "Rubric points", "Unsupported statements", "Citations resolved",
    "Abstained rightly", "Abstained wrongly", "Reading grade of explainers", "p50, s",
    "Tokens in, out", "Cost",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measured:
    """The verdicts on one writer's drafts, and the sentence for each case without a draft."""

    name: str
    verdicts: Sequence[Verdict]
    failed: Mapping[str, str] = field(default_factory=dict)

    def row(self) -> tuple[str, ...]:
        """The line of the table; a dash where there is nothing to say."""
        if not self.verdicts:
            return (self.name, "0", str(len(self.failed)), *["-"] * (len(HEAD) - 3))
        statements = sum(len(v.view.statements) for v in self.verdicts)
        rightly, unknown, wrongly, known = self._abstained()
        levels = [_grade(v) for v in self.verdicts if v.view.draft.kind is Kind.EXPLAINER]
        times = [(v.view.record.timings_ms or {}).get("total", 0.0) for v in self.verdicts]
        return (
            self.name,
            str(len(self.verdicts)),
            str(len(self.failed)),
            f"{mean(v.percent for v in self.verdicts):.1f} %",
            f"{sum(v.unsupported for v in self.verdicts)} of {statements}",
            self._resolved(),
            f"{rightly} of {unknown}",
            f"{wrongly} of {known}",
            f"{median(levels):.1f}" if levels else "-",
            f"{median(times) / 1000:.2f}",
            *self._spent(),
        )

    def _abstained(self) -> tuple[int, int, int, int]:
        told = [
            (v.view.case.situation == "unknown", v.view.draft.abstained)
            for v in self.verdicts
            if v.view.draft.kind in ABSTAINING and v.view.case.situation in ("", "unknown")
        ]
        unknown = [abstained for nothing, abstained in told if nothing]
        known = [abstained for nothing, abstained in told if not nothing]
        return sum(unknown), len(unknown), sum(known), len(known)

    def _resolved(self) -> str:
        """Of all sources that were named; one that was not in the brief was dropped before."""
        counts = [v.resolved for v in self.verdicts]
        dropped = sum(
            UNKNOWN_SOURCE in (s.flag or "") for v in self.verdicts for s in v.view.statements
        )
        good, named = sum(g for g, _ in counts), sum(n for _, n in counts) + dropped
        return f"{100 * good / named:.1f} %" if named else "-"

    def _spent(self) -> tuple[str, str]:
        spent = [v.view.record.spent for v in self.verdicts if v.view.record.spent]
        if not spent:
            return "-", "-"
        costs = [s.cost for s in spent if s.cost is not None]
        read, written = sum(s.tokens_in for s in spent), sum(s.tokens_out for s in spent)
        return f"{read:,}, {written:,}", f"{sum(costs):.4f}" if costs else "no price set"


def table(writers: Sequence[Measured]) -> list[str]:
    """A Markdown table with a line a writer."""
    lines = [HEAD, ["---"] * len(HEAD), *(w.row() for w in writers)]
    return [f"| {' | '.join(line)} |" for line in lines]


def _grade(verdict: Verdict) -> float:
    return grade(" ".join(plain(s.text) for s in verdict.view.statements))
