"""The parts of a session: read from an agenda guideline, made to fit the minutes there are."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.writers import Material
from assistant.writers.offline import guides

SHORTEST = 2
_ROOM = 3
"""Minutes a part needs on average; with less, parts are joined."""

_SHAPE = re.compile(
    r"^\(\s*(\d{1,2})\s*(?:minutes?|min\.?)\s*[,;]\s*(\w+)(?:\s+leads?)?\s*"
    r"(?:[,;]\s*([\w -]+?)\s*)?\)\s*:?\s*(.*)$",
    re.IGNORECASE | re.DOTALL,
)
_LEADS = {"mentor": "mentor", "mentee": "mentee", "leader": "mentee"}


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its minutes, who leads it ("mentor", "mentee" or "both"), and what it is for.

    ``about`` is one of check-in, agreement, actions, goals, topic, learning, give-back, next,
    close. ``says`` holds the guideline's sentences with their passage ids ("" for none);
    ``also`` what joined parts were about.
    """

    name: str
    minutes: int
    lead: str
    about: str
    says: tuple[tuple[str, str], ...] = ()
    also: tuple[str, ...] = ()


_GENERAL = (
    ("Check-in", 3, "both", "check-in", "Each says what has happened since the last session."),
    (
        "Ground rules",
        2,
        "both",
        "agreement",
        "Both confirm the rules they agreed on, or change one.",
    ),
    ("Open actions", 5, "mentor", "actions", "The mentor reads each open action with its owner."),
    ("Topic", 20, "mentor", "topic", "The mentor shows one thing, and the leader tries it."),
    ("What the leader gives back", 6, "mentee", "give-back", "The leader offers one thing."),
    ("What each takes away", 3, "both", "learning", "Each names one thing learned today."),
    ("Close", 6, "both", "close", "Both name each new action with its owner and date."),
)


def general() -> list[Part]:
    """The shape used when no agenda guideline can be read."""
    return [Part(name, m, lead, about, ((says, ""),)) for name, m, lead, about, says in _GENERAL]


def read(material: Material) -> list[Part]:
    """The parts a guideline lists under "Parts"; empty when they cannot be used.

    A usable list has three parts or more, one of them a topic and one the close.
    """
    found = []
    for line in guides.section(material, "Parts"):
        shape = _SHAPE.match(line.text)
        if not shape or not line.label:
            continue
        minutes, lead, about, says = shape.groups()
        found.append(
            Part(
                line.label,
                int(minutes),
                _LEADS.get(lead.lower(), "both"),
                (about or _guess(line.label)).strip().lower(),
                ((says.strip(), line.source),) if says.strip() else (),
            )
        )
    kinds = {p.about for p in found}
    return found if len(found) > 2 and {"topic", "close"} <= kinds else []


def _guess(name: str) -> str:
    """What a part is about when its guideline does not say, from its name."""
    low = name.lower()
    for word, about in (
        ("check", "check-in"),
        ("rule", "agreement"),
        ("agreement", "agreement"),
        ("action", "actions"),
        ("goal", "goals"),
        ("give", "give-back"),
        ("learn", "learning"),
        ("close", "close"),
    ):
        if word in low:
            return about
    return "topic"


def fit(parts: Sequence[Part], minutes: int) -> list[Part]:
    """The parts scaled to exactly ``minutes``, joined where there is too little time.

    The mentor leads at least half of the minutes; every part keeps two or more where the
    number of parts allows it.
    """
    chosen = list(parts)
    while len(chosen) > max(2, minutes // _ROOM) and (fewer := _joined(chosen)):
        chosen = fewer
    scaled = _scaled(chosen, minutes)
    return _mentor_leads_half(scaled, minutes)


_JOINS = (
    ("agreement", "check-in"),
    ("learning", "close"),
    ("next", "close"),
    ("topic", "topic"),
    ("goals", "topic"),
    ("check-in", "actions"),
    ("actions", "topic"),
    ("give-back", "close"),
)
_LEFT_OUT = ("topic", "goals")
"""Joined to something of their own kind, the shorter of the two is left out."""


def _joined(parts: Sequence[Part]) -> list[Part] | None:
    """One part fewer: the first of the joins that applies, or None when none is left."""
    for gone, into in _JOINS:
        small = next((p for p in parts if p.about == gone), None)
        home = next((p for p in parts if p.about == into and p is not small), None)
        if small is None or home is None:
            continue
        if gone in _LEFT_OUT and small.minutes > home.minutes:
            small, home = home, small
        joined = _left_out(small, home) if gone in _LEFT_OUT else _together(small, home)
        return [joined if p is home else p for p in parts if p is not small]
    return None


def _left_out(small: Part, home: Part) -> Part:
    says = home.says + (small.says if small.about != home.about else ())
    return replace(home, minutes=home.minutes + small.minutes, says=says)


def _together(small: Part, home: Part) -> Part:
    """Both parts in one, in the order of a session, under both names where both matter."""
    first, second = (home, small) if small.about == "agreement" else (small, home)
    named = small.about in ("agreement", "check-in", "actions")
    return replace(
        home,
        name=f"{first.name} and {second.name[0].lower()}{second.name[1:]}" if named else home.name,
        minutes=home.minutes + small.minutes,
        lead="mentor" if "mentor" in (small.lead, home.lead) and named else home.lead,
        says=first.says + second.says if named else home.says + small.says,
        also=(*home.also, small.about, *small.also),
    )


def _scaled(parts: Sequence[Part], minutes: int) -> list[Part]:
    """Largest remainder over the parts' weights, at least two minutes each where possible."""
    least = SHORTEST if minutes >= SHORTEST * len(parts) else 0
    spare = minutes - least * len(parts)
    weights = [max(p.minutes - least, 1) for p in parts]
    shares = [spare * w / sum(weights) for w in weights]
    given = [int(s) for s in shares]
    order = sorted(range(len(parts)), key=lambda i: (given[i] - shares[i], i))
    for i in order[: spare - sum(given)]:
        given[i] += 1
    return [replace(p, minutes=least + g) for p, g in zip(parts, given, strict=True)]


def _mentor_leads_half(parts: Sequence[Part], minutes: int) -> list[Part]:
    """Minutes moved, one at a time, from the longest other part to the mentor's longest."""
    chosen = list(parts)
    mine = [i for i, p in enumerate(chosen) if p.lead == "mentor"]
    if not mine:
        return chosen
    to = max(mine, key=lambda i: (chosen[i].about == "topic", chosen[i].minutes))
    while 2 * sum(chosen[i].minutes for i in mine) < minutes:
        others = [i for i in range(len(chosen)) if i not in mine and chosen[i].minutes > SHORTEST]
        if not others:
            break
        longest = max(others, key=lambda i: chosen[i].minutes)
        chosen[longest] = replace(chosen[longest], minutes=chosen[longest].minutes - 1)
        chosen[to] = replace(chosen[to], minutes=chosen[to].minutes + 1)
    return chosen
