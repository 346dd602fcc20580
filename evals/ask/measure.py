"""Asking a program's questions, and the table of how the answers did."""

import json
import tempfile
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from assistant.coach import Coach
from evals.ask.answers import COST, ask, cost, head, opened, row, warm
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
        coach = opened(Path(folder), json.loads(program.read_text("utf-8")), today)
        try:
            judged = ask_all(coach, read_questions(questions))
            print("\n".join(table(judged)), flush=True)
            _told(judged, verbose)
            if conversations:
                talks = [talk(coach, *named) for named in read_conversations(conversations)]
                print("\n".join(_talks(talks)), flush=True)
                _told([j for t in talks for j in t], verbose)
        finally:
            coach.close()
    return []


def ask_all(coach: Coach, wanted: Sequence[Wanted]) -> list[Judged]:
    """Every question asked alone, with what is read once read before."""
    for reader, pair in dict.fromkeys((one.reader, one.pair) for one in wanted):
        warm(coach, reader, pair)
    return [judge(one, ask(coach, one.reader, one.query, one.pair)) for one in wanted]


def talk(coach: Coach, name: str, turns: Iterable[Wanted]) -> list[Judged]:
    """The turns of one conversation, asked one after another in a stored conversation."""
    judged = []
    for turn in turns:
        kept = coach.named_conversation(turn.reader, name, turn.query, turn.pair)
        judged.append(judge(turn, ask(coach, turn.reader, turn.query, turn.pair, kept.id)))
    return judged


def table(judged: Sequence[Judged]) -> list[str]:
    """The table by type of question, with what is asked of all at its end."""
    lines = head("type", "questions", "right", "refused", "put right", "leaked", *COST)
    for kind in dict.fromkeys(j.wanted.type for j in judged):
        lines.append(_row(kind, [j for j in judged if j.wanted.type == kind]))
    answerable = [j for j in judged if j.wanted.answerable]
    to_refuse = [j for j in judged if j.wanted.type in (*REFUSE, PUT_RIGHT)]
    return [
        *lines,
        _row("**answerable**", answerable),
        _row("**to be refused or put right**", to_refuse),
        _row("**all**", judged),
    ]


def _row(name: str, some: Sequence[Judged]) -> str:
    right = sum(j.right for j in some)
    refused, put_right = sum(j.answer.refused for j in some), sum(j.answer.put_right for j in some)
    leaked = sum(bool(j.leaked) for j in some)
    return row(name, len(some), right, refused, put_right, leaked, *cost([j.answer for j in some]))


def _talks(talks: Sequence[Sequence[Judged]]) -> list[str]:
    turns = [j for t in talks for j in t if j.wanted.must_contain or j.wanted.must_not]
    right = sum(not j.leaked and _said(j) for j in turns)
    words, half, most = cost([j.answer for t in talks for j in t])
    told = f"Conversations: {right} of {len(turns)} turns right that words can judge;"
    return ["", f"{told} median {words} words, p50 {half} ms, p95 {most} ms."]


def _said(judged: Judged) -> bool:
    return judged.right or (judged.answer.refused and not judged.wanted.must_contain)


def _told(judged: Sequence[Judged], verbose: bool) -> None:
    for j in judged:
        if verbose and not j.right:
            wants = "; ".join(j.wanted.must_contain) or "a refusal"
            print(f"- {j.wanted.id} [{j.wanted.type}] {j.wanted.query}\n    wants: {wants}")
            print(f"    {j.answer.told()}")
            if j.leaked:
                print(f"    leaked: {', '.join(j.leaked)}")
