"""The cases: which draft is asked for, by whom, and what is known about a good one."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from assistant.domain import Side
from assistant.drafts import Kind

CASES = Path(__file__).resolve().parent.parent / "cases" / "drafts.yaml"


@dataclass(frozen=True, slots=True)
class Case:
    """One draft to ask for.

    ``topic`` is the topic, situation or question. ``session`` asks for the pair as it stood
    before its session of that number. ``expect`` are words of which an answer needs one.
    ``situation`` says what is special: ``unknown`` (nothing in the program covers it), ``harm``
    (a report of harassment or retaliation) or ``excluded`` (a topic the pair keeps out).
    ``group`` names cases that differ only in pair, side or session and are compared.
    """

    id: str
    kind: Kind
    pair: str
    side: Side
    minutes: int = 45
    topic: str = ""
    session: int | None = None
    expect: tuple[str, ...] = ()
    situation: str = ""
    group: str = ""

    @property
    def pair_id(self) -> str:
        return staged_id(self.pair, self.session) if self.session else self.pair


@dataclass(frozen=True, slots=True)
class Suite:
    """All cases, and the people whom each pair's notes name besides the two partners."""

    cases: tuple[Case, ...]
    third_parties: dict[str, tuple[str, ...]]

    def some(self, of_each: int) -> "Suite":
        """The same with so many cases of each kind at most, the first ones."""
        kinds = {kind: [c for c in self.cases if c.kind is kind][:of_each] for kind in Kind}
        return Suite(tuple(c for few in kinds.values() for c in few), self.third_parties)

    def staged(self) -> list[tuple[str, int]]:
        """The pairs that are needed as they stood before one of their sessions."""
        return sorted({(c.pair, c.session) for c in self.cases if c.session})


def staged_id(pair: str, session: int) -> str:
    """The id of a pair as it stood before a session."""
    return f"{pair}-before-{session}"


def load(path: Path = CASES) -> Suite:
    """The suite in a YAML file.

    Raises:
        ValueError: when a case has an unknown key or kind, or two cases share an id.
    """
    value = yaml.safe_load(path.read_text(encoding="utf-8"))
    cases = [*_everywhere(value["everywhere"]), *_alike(value["alike"])]
    cases += [_case(each) for each in value["cases"]]
    ids = [c.id for c in cases]
    if twice := {i for i in ids if ids.count(i) > 1}:
        raise ValueError(f"Two cases are called {sorted(twice)[0]}.")
    third = {pair: tuple(names) for pair, names in value["third_parties"].items()}
    return Suite(tuple(cases), third)


def _everywhere(pairs: dict[str, Any]) -> list[Case]:
    """Each pair's six kinds, read by both partners."""
    return [
        _case({**asked, "kind": kind, "pair": pair, "as": side.value, "group": f"{pair} {kind}"})
        for pair, kinds in pairs.items()
        for kind, asked in kinds.items()
        for side in Side
    ]


def _alike(groups: list[dict[str, Any]]) -> list[Case]:
    """The same request from several pairs."""
    cases = []
    for group in groups:
        asked = {k: v for k, v in group.items() if k != "pairs"}
        named = f"same {asked['kind']}"
        cases += [_case({**asked, "pair": pair, "group": named}) for pair in group["pairs"]]
    return cases


_KEYS = {"id", "kind", "pair", "as", "minutes", "topic", "session", "expect", "situation", "group"}


def _case(value: dict[str, Any]) -> Case:
    if unknown := sorted(set(value) - _KEYS):
        raise ValueError(f"A case has the unknown key {unknown[0]}.")
    named = " ".join([value["kind"], value["pair"], value["as"]])
    if str(value.get("group", "")).startswith("same"):
        named = f"{named} alike"
    return Case(
        id=value.get("id", named),
        kind=Kind(value["kind"]),
        pair=value["pair"],
        side=Side(value["as"]),
        minutes=value.get("minutes", 45),
        topic=value.get("topic", ""),
        session=value.get("session"),
        expect=tuple(value.get("expect", ())),
        situation=value.get("situation", ""),
        group=value.get("group", ""),
    )
