"""Points and the list of checks: 0 absent, 1 partly, 2 fully, None not judged here."""

from collections.abc import Callable
from dataclasses import dataclass

from assistant.drafts import Kind
from evals.drafts.view import View


@dataclass(frozen=True, slots=True)
class Point:
    """What a check gives, and why."""

    points: int
    reason: str = ""


Judge = Callable[[View], Point | None]


@dataclass(frozen=True, slots=True)
class Check:
    """One point of a kind's rubric; ``number`` is its place there."""

    kind: Kind
    number: int
    name: str
    judge: Judge


CHECKS: list[Check] = []


def rubric(number: int, *kinds: Kind) -> Callable[[Judge], Judge]:
    """Registers a function as the check of one point of these kinds' rubric."""

    def registered(judge: Judge) -> Judge:
        CHECKS.extend(Check(kind, number, judge.__name__, judge) for kind in kinds)
        return judge

    return registered


def of_kind(kind: Kind) -> list[Check]:
    """The checks of one kind, in the rubric's order."""
    return sorted((c for c in CHECKS if c.kind is kind), key=lambda c: c.number)


def share(done: int, of: int, what: str, partly: float = 0.5, fully: float = 1.0) -> Point:
    """Points for a part of a whole, with the count as the reason."""
    part = done / of if of else 1.0
    points = 2 if part >= fully else 1 if part >= partly else 0
    return Point(points, f"{done} of {of} {what}")


def parts(found: dict[str, bool]) -> Point:
    """Points for several things that belong together: all 2, at least half 1."""
    missing = [name for name, there in found.items() if not there]
    if not missing:
        return Point(2)
    points = 1 if len(missing) <= len(found) / 2 else 0
    return Point(points, "missing: " + ", ".join(missing))


def clean(offences: list[str], what: str) -> Point:
    """Points for something that must not occur: none 2, any 0."""
    return Point(0, f"{what}: {offences[0]}") if offences else Point(2)
