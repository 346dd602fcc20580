"""Briefs over the demo program and the shipped guidelines, built without a store or a search."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from assistant.coach.asking import read_question
from assistant.domain import (
    ActionItem,
    Agreement,
    CheckIn,
    Contact,
    Goal,
    GoalStatus,
    Guideline,
    Hit,
    Pair,
    Passage,
    Person,
    Program,
    Role,
    Session,
    SessionNote,
    SessionStatus,
    Side,
    Visibility,
)
from assistant.drafts import Draft, Kind
from assistant.language import tokens
from assistant.questions import Stretch
from assistant.retrieval.chunks import guideline_passages, note_passages
from assistant.retrieval.stretches import lines
from assistant.writers import Brief, Material, NoteMaterial
from assistant.writers.checks import check
from assistant.writers.recordtext import evidence, record_texts

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 22)


def day(value: str | None) -> date | None:
    """A date of the demo file: ISO, or days from today ("@-21")."""
    if value is None:
        return None
    relative = re.fullmatch(r"@([+-]\d+)", value)
    if relative:
        return TODAY + timedelta(days=int(relative.group(1)))
    return date.fromisoformat(value)


@lru_cache(maxsize=1)
def raw() -> dict[str, Any]:
    """The demo file as it is."""
    value: dict[str, Any] = json.loads((ROOT / "assistant/demo/program.json").read_text())
    return value


@lru_cache(maxsize=1)
def program() -> Program:
    """The demo program."""
    p = raw()["program"]
    return Program(
        p["name"],
        tuple(p["objectives"]),
        p["cadence_days"],
        p["session_minutes"],
        p["sessions_planned"],
        day(p["starts_on"]),
        day(p["ends_on"]),
        tuple(Contact(**c) for c in p["contacts"]),
    )


@lru_cache(maxsize=1)
def people() -> dict[str, Person]:
    """The demo program's people by e-mail address."""
    return {
        p["email"]: Person(
            p["email"],
            p["name"],
            p["title"],
            frozenset(Role(r) for r in p["roles"]),
            tuple(p["offers"]),
            tuple(p["wants"]),
        )
        for p in raw()["people"]
    }


@lru_cache(maxsize=1)
def pairs() -> dict[str, Pair]:
    """The demo program's pairs by id."""
    return {p["id"]: _pair(p) for p in raw()["pairs"]}


def _pair(p: dict[str, Any]) -> Pair:
    agreement = p["agreement"]
    return Pair(
        p["id"],
        people()[p["mentor"]],
        people()[p["mentee"]],
        day(p["started_on"]),
        day(p.get("ended_on")),
        p.get("end_reason", ""),
        tuple(
            Goal(g["id"], g["text"], GoalStatus(g["status"]), day(g["due_on"])) for g in p["goals"]
        ),
        Agreement(
            agreement["confidentiality"],
            tuple(agreement["excluded_topics"]),
            agreement["meeting_minutes"],
            tuple(agreement["review_points"]),
        ),
        tuple(
            Session(
                s["number"],
                day(s["held_on"]),
                s["minutes"],
                SessionStatus(s["status"]),
                s.get("cancelled_by"),
            )
            for s in p["sessions"]
        ),
        tuple(
            ActionItem(
                a["id"], a["text"], a["owner"], day(a["due_on"]), day(a["done_on"]), s["number"]
            )
            for s in p["sessions"]
            for a in s.get("actions", [])
        ),
        tuple(
            CheckIn(s["number"], c["by"], c["useful"], c["heard"], c.get("comment", ""))
            for s in p["sessions"]
            for c in s.get("check_ins", [])
        ),
    )


@lru_cache(maxsize=1)
def notes() -> dict[str, tuple[SessionNote, ...]]:
    """The demo program's notes by pair."""
    return {
        p["id"]: tuple(
            SessionNote(
                n["id"],
                p["id"],
                s["number"],
                n["author"],
                Visibility(n["visibility"]),
                n["text"],
                day(s["held_on"]),
            )
            for s in p["sessions"]
            for n in s.get("notes", [])
        )
        for p in raw()["pairs"]
    }


@lru_cache(maxsize=1)
def materials() -> tuple[Material, ...]:
    """Every shipped guideline with its passages."""
    return tuple(_material(path) for path in sorted((ROOT / "knowledge").glob("*/*.md")))


def _material(path: Path) -> Material:
    _, front, body = path.read_text().split("---\n", 2)
    meta = yaml.safe_load(front)
    guideline = Guideline(
        f"{path.parent.name}/{path.name}",
        meta["title"],
        body,
        meta["kind"],
        tuple(meta["audience"]),
        tuple(meta["stage"]),
        tuple(meta["topics"]),
        tuple(meta["sources"]),
        str(meta["reviewed"]),
    )
    passages = guideline_passages(guideline)
    return Material(guideline, tuple((p.id, p.heading, p.text) for p in passages))


@lru_cache(maxsize=1)
def guideline_pieces() -> tuple[Passage, ...]:
    """The passages of every shipped guideline."""
    return tuple(p for m in materials() for p in guideline_passages(m.guideline))


def note_material(note: SessionNote) -> NoteMaterial:
    """A note with its passages."""
    return NoteMaterial(note, tuple((p.id, p.text) for p in note_passages(note)))


def hits(question: str, passages: tuple[Passage, ...], k: int = 10) -> tuple[Hit, ...]:
    """The passages that share most words with the question; none below a third of its words."""
    asked = set(tokens.stems(question))
    scored = [
        (len(asked & set(tokens.stems(f"{p.heading} {p.text}"))) / (len(asked) or 1), n, p)
        for n, p in enumerate(passages)
    ]
    best = sorted(scored, key=lambda s: (-s[0], s[1]))[:k]
    return tuple(Hit(p, min(1.0, score)) for score, _, p in best if score > 0.34)


def stretches(question: str, found: tuple[Hit, ...]) -> tuple[Stretch, ...]:
    """A stretch of each sentence of the hits, those first that share most with the question."""
    asked = set(tokens.stems(question))
    made = [
        Stretch((line,), len(asked & set(tokens.stems(line.text))) + hit.score)
        for hit in found
        for line in lines(hit.passage)
    ]
    return tuple(sorted(made, key=lambda s: -s.score))


def with_stretches(value: Brief) -> Brief:
    """The brief with what may be quoted of its hits, as search gives it."""
    return replace(value, stretches=stretches(value.in_context or value.question, value.hits))


def brief(
    kind: Kind,
    pair_id: str | None = "pair-dashboards",
    side: Side = Side.MENTOR,
    question: str = "",
    *,
    reader: str | None = None,
    **changes: Any,
) -> Brief:
    """A brief for one partner of a demo pair, or for a reader outside any pair.

    A question is read as the Coach reads it, unless ``want`` is given.
    """
    if question:
        changes.setdefault("want", read_question(changes.get("in_context") or question).want)
    if pair_id is None:
        person = people()[reader or "elspeth.marlowe@lanternfield.example"]
        role = next(iter(person.roles))
        found = hits(question, guideline_pieces())
        value = Brief(kind, person, TODAY, program(), role, question=question, hits=found)
        return with_stretches(replace(value, **changes))
    pair = pairs()[pair_id]
    person = pair.person(side)
    readable = tuple(
        note_material(n)
        for n in notes()[pair_id]
        if n.visibility is Visibility.PAIR
        or (kind is not Kind.SUMMARY and n.author == person.email)
    )
    own = tuple(p for m in readable for p in note_passages(m.note))
    value = Brief(
        kind,
        person,
        TODAY,
        program(),
        Role(side.value),
        pair,
        side,
        pair.stage(program()),
        question,
        hits=hits(question, guideline_pieces() + own) if question else (),
        notes=readable,
        materials=materials(),
    )
    return with_stretches(replace(value, **changes))


def checked(value: Brief, draft: Draft) -> Draft:
    """The draft as the Coach checks it: against the brief's passages and records."""
    return check(draft, evidence(value), record_texts(value))


def flags(draft: Draft) -> list[str]:
    """Every doubtful statement with its doubt."""
    return [f"{s.flag}: {s.text}" for s in draft.statements() if s.flag]
