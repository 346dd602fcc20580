"""What fails the test run: drafts that are not good enough, or too alike."""

from collections.abc import Sequence
from statistics import mean

from assistant.drafts import Kind
from evals.drafts.across import Comparison
from evals.drafts.judging import Verdict

LEAST_DRAFT = 70.0
LEAST_KIND = 80.0


def failures(verdicts: Sequence[Verdict], comparisons: Sequence[Comparison]) -> list[str]:
    """One line for each thing that may not be; an empty list when all is well."""
    found = []
    for kind in Kind:
        given = [v.percent for v in verdicts if v.view.draft.kind is kind]
        if not given:
            found.append(f"{kind.value}: no draft was judged")
        elif mean(given) < LEAST_KIND:
            found.append(f"{kind.value}: {mean(given):.0f} % on average, under {LEAST_KIND:.0f} %")
    for verdict in verdicts:
        if verdict.percent < LEAST_DRAFT:
            lost = ", ".join(check.name for check, _ in verdict.lost)
            found.append(f"{verdict.view.case.id}: {verdict.percent:.0f} %, lost {lost}")
    found += [
        f"{c.name}: {c.worst:.0f} % the same, {c.limit:.0f} % allowed ({c.between})"
        for c in comparisons
        if not c.passed
    ]
    return found
