"""Asking a program's questions, and the table of how the answers did."""

import json
import statistics
import tempfile
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from time import perf_counter

from assistant.bootstrap import build
from assistant.coach import Coach
from assistant.settings import Settings
from evals.ask.questions import (
    PUT_RIGHT,
    REFUSE,
    Judged,
    Wanted,
    judge,
    read_conversations,
    read_questions,
)


def main(
    program: Path, questions: Path, conversations: Path | None, today: date, verbose: bool
) -> list[str]:
    """Print the table of one program's questions, and of its conversations if any are given."""
    with tempfile.TemporaryDirectory() as folder:
        coach = opened(Path(folder), program, today)
        try:
            judged, taken = ask_all(coach, read_questions(questions))
            print("\n".join(table(judged, taken)), flush=True)
            _told(judged, verbose)
            if conversations:
                talks = [talk(coach, turns) for _, turns in read_conversations(conversations)]
                print("\n".join(_talks(talks)), flush=True)
                _told([j for t in talks for j in t], verbose)
        finally:
            coach.close()
    return []


def opened(home: Path, program: Path, today: date) -> Coach:
    """A Coach over a new store with the program and the shipped guidelines."""
    settings = Settings.from_env({"UPMENTOR_HOME": str(home)})
    coach = build(settings, create=True, today=lambda: today)
    coach.ingest([settings.knowledge])
    coach.import_program(json.loads(program.read_text("utf-8")))
    coach.follow()
    return coach


def ask_all(coach: Coach, wanted: Iterable[Wanted]) -> tuple[list[Judged], list[float]]:
    """Every question asked alone, and the milliseconds that each answer took."""
    judged, taken = [], []
    for one in wanted:
        start = perf_counter()
        *_, record = coach.ask(one.reader, one.query, one.pair, offline=True)
        taken.append(1000 * (perf_counter() - start))
        judged.append(judge(one, record))
    return judged, taken


def talk(coach: Coach, turns: Sequence[Wanted]) -> list[Judged]:
    """The turns of one conversation, asked one after another."""
    first = turns[0]
    number = coach.start_conversation(first.reader, first.query, first.pair)
    judged = []
    for turn in turns:
        *_, record = coach.ask(turn.reader, turn.query, turn.pair, number, offline=True)
        judged.append(judge(turn, record))
    return judged


def table(judged: Sequence[Judged], taken: Sequence[float]) -> list[str]:
    """The table by type of question, with what is asked of all at its end."""
    lines = ["| type | questions | right | refused | leaked |", "|---|---|---|---|---|"]
    for kind in dict.fromkeys(j.wanted.type for j in judged):
        some = [j for j in judged if j.wanted.type == kind]
        lines.append(_row(kind, some))
    answerable = [j for j in judged if j.wanted.answerable]
    to_refuse = [j for j in judged if j.wanted.type in (*REFUSE, PUT_RIGHT)]
    lines += [_row("**answerable**", answerable), _row("**to be refused or put right**", to_refuse)]
    words = statistics.median(j.words for j in answerable) if answerable else 0
    slow = sorted(taken)[int(0.95 * (len(taken) - 1))] if taken else 0
    lines += ["", f"Median answer {words:.0f} words; p95 {slow:.0f} ms."]
    return lines


def _row(name: str, some: Sequence[Judged]) -> str:
    right, refused = sum(j.right for j in some), sum(j.refused for j in some)
    leaked = sum(bool(j.leaked) for j in some)
    return f"| {name} | {len(some)} | {right} | {refused} | {leaked} |"


def _talks(talks: Sequence[Sequence[Judged]]) -> list[str]:
    turns = [j for t in talks for j in t if j.wanted.must_contain or j.wanted.must_not]
    right = sum(not j.leaked and _said(j) for j in turns)
    return ["", f"Conversations: {right} of {len(turns)} turns right that words can judge."]


def _said(judged: Judged) -> bool:
    return judged.right or (judged.refused and not judged.wanted.must_contain)


def _told(judged: Sequence[Judged], verbose: bool) -> None:
    for j in judged:
        if verbose and not j.right:
            texts = " / ".join(s.text for s in j.record.draft.statements())
            wants = "; ".join(j.wanted.must_contain) or "a refusal"
            print(f"- {j.wanted.id} [{j.wanted.type}] {j.wanted.query}\n    wants: {wants}")
            print(f"    says{' (refused)' if j.refused else ''}: {texts[:400]}")
            if j.leaked:
                print(f"    leaked: {', '.join(j.leaked)}")
