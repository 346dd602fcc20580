"""Comparing drafts with each other: pairs, sides and stages must not get the same one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from assistant.drafts import Kind
from evals.drafts.view import View
from evals.drafts.words import mask

MOST_SHARED = 60.0
SAME_REQUEST = 80.0  # the same situation: the guideline's part of the advice may be the same
SAME_LESSON = 90.0  # both sides read the same facts; the mentor's draft adds how to explain them


@dataclass(frozen=True, slots=True)
class Comparison:
    """The share of wordings that two drafts have in common, in percent."""

    name: str
    pairs: int
    mean: float
    worst: float
    between: str
    limit: float

    @property
    def passed(self) -> bool:
        return self.pairs > 0 and self.worst < self.limit


def compare(views: Sequence[View]) -> list[Comparison]:
    """Every comparison that the cases allow."""
    found = []
    for kind in Kind:
        same = [v for v in views if v.draft.kind is kind and _comparable(v)]
        across = [(a, b) for a, b in combinations(same, 2) if _strangers(a, b)]
        found.append(_comparison(f"{kind.value}: two pairs", across, MOST_SHARED))
        alike = [v for v in views if v.case.group == f"same {kind.value}"]
        if alike:
            name = f"{kind.value}: two pairs, the same request"
            if kind is Kind.EXPLAINER:
                alike, name = list(map(_for_the_leader, alike)), f"{name} (the leader's work)"
            limit = SAME_REQUEST if kind is Kind.POWER_DYNAMICS else MOST_SHARED
            found.append(_comparison(name, list(combinations(alike, 2)), limit))
    for kind in (Kind.STARTERS, Kind.POWER_DYNAMICS, Kind.EXPLAINER, Kind.ANSWER):
        limit = SAME_LESSON if kind is Kind.EXPLAINER else MOST_SHARED
        name = f"{kind.value}: mentor and mentee of one pair"
        found.append(_comparison(name, _two_sides(views, kind), limit))
    for kind in (Kind.AGENDA, Kind.STARTERS):
        staged = [v for v in views if v.case.group == f"stages {kind.value}"]
        name = f"{kind.value}: session 1, midpoint and last of one pair"
        found.append(_comparison(name, list(combinations(staged, 2)), MOST_SHARED))
    return found


def shared(a: View, b: View) -> float:
    """The statements both have, of all that either has, those about the program aside."""
    one, two = _wordings(a), _wordings(b)
    both = len(one) + len(two)
    return 200 * len(one & two) / both if both else 100.0


def _comparison(name: str, pairs: Sequence[tuple[View, View]], limit: float) -> Comparison:
    shares = [(shared(a, b), f"{a.case.id} / {b.case.id}") for a, b in pairs]
    if not shares:
        return Comparison(name, 0, 0.0, 0.0, "", limit)
    worst, between = max(shares)
    return Comparison(
        name, len(shares), sum(s for s, _ in shares) / len(shares), worst, between, limit
    )


def _comparable(view: View) -> bool:
    """The plain cases of the eight pairs, where each asks for its own."""
    return view.case.group == f"{view.case.pair} {view.case.kind.value}"


def _strangers(a: View, b: View) -> bool:
    """Two pairs, the same side, and not the same topic asked for."""
    one, two = a.case, b.case
    asked_alike = bool(one.topic) and one.topic == two.topic
    return one.pair != two.pair and one.side is two.side and not asked_alike


def _for_the_leader(view: View) -> View:
    """The explainer's part on what it changes for the leader, alone."""
    draft = replace(view.draft, sections=tuple(view.under("change")))
    return replace(view, record=replace(view.record, draft=draft))


def _two_sides(views: Sequence[View], kind: Kind) -> list[tuple[View, View]]:
    if kind is Kind.ANSWER:
        groups = [[v for v in views if v.case.group == "sides answer"]]
    else:
        plain = [v for v in views if v.draft.kind is kind and _comparable(v)]
        groups = [[v for v in plain if v.case.pair == p] for p in {v.case.pair for v in plain}]
    return [(g[0], g[1]) for g in groups if len(g) == 2]


def _wordings(view: View) -> set[str]:
    """The statements without names, dates and numbers; those on the program alone are left out."""
    return {
        mask(s.text, view.names())
        for s in view.statements
        if not (s.sources and all(x.startswith("record:program") for x in s.sources))
    }
