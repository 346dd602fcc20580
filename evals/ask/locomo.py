"""Ask on LoCoMo: what two people told each other in many sessions, and questions about it."""

import random
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.coach import Coach
from evals.ask.answers import COST, LEADING, Answer, ask, cost, head, opened, row, warm
from evals.ask.gold import share
from evals.retrieval.sets import Conversation, Question, conversation

ANSWERABLE = {1: "several sessions", 2: "time", 4: "one session"}
SWAPPED = 5
"""The category that asks about one person what the other one said, or what nobody said."""
ENOUGH = 2 / 3
"""The share of the reference answer's words that makes an answer right."""
SEED = 20


@dataclass(frozen=True, slots=True)
class Judged:
    """How one answer did: by all that is shown, by its first statements, and by the evidence."""

    question: Question
    answer: Answer
    right: bool
    at_once: bool
    within_reach: bool


def main(paths: Iterable[Path], limit: int | None, verbose: bool) -> list[str]:
    """Print the table of some conversations' questions, at most ``limit`` of each."""
    judged: list[Judged] = []
    with tempfile.TemporaryDirectory() as folder:
        for talk in map(conversation, paths):
            coach = opened(Path(folder) / f"of {talk.name}", program(talk), talk.ends_on)
            try:
                judged += ask_all(coach, talk, chosen(talk.questions, limit))
            finally:
                coach.close()
    print("\n".join(table(judged)), flush=True)
    if verbose:
        _tell(judged)
    return []


def program(talk: Conversation) -> dict[str, Any]:
    """A program with the two speakers as its pair, and a note that both see of each session."""
    mentor, mentee = addresses(talk)
    people = zip((mentor, mentee), talk.speakers, ("mentor", "mentee"), strict=True)
    return {
        "program": {"name": "Two people"},
        "people": [{"email": mail, "name": name, "roles": [role]} for mail, name, role in people],
        "pairs": [
            {
                "id": talk.name,
                "mentor": mentor,
                "mentee": mentee,
                "started_on": str(min(n.held_on for n in talk.notes if n.held_on)),
                "sessions": [
                    {
                        "number": note.session,
                        "held_on": str(note.held_on),
                        "status": "held",
                        "notes": [
                            {
                                "id": note.id,
                                "author": mentor,
                                "visibility": "pair",
                                "text": note.text,
                            }
                        ],
                    }
                    for note in talk.notes
                ],
            }
        ],
    }


def addresses(talk: Conversation) -> tuple[str, str]:
    """The speakers' e-mail addresses."""
    first, second = (f"{name.lower()}@locomo.example" for name in talk.speakers)
    return first, second


def ask_all(coach: Coach, talk: Conversation, questions: Iterable[Question]) -> list[Judged]:
    """The first speaker asks each question alone."""
    reader = addresses(talk)[0]
    warm(coach, reader, talk.name)
    return [judge(one, ask(coach, reader, one.text, talk.name)) for one in questions]


def chosen(questions: Sequence[Question], limit: int | None) -> list[Question]:
    """The questions of the measured categories, or a sample of them that is always the same."""
    measured = [q for q in questions if q.category in (*ANSWERABLE, SWAPPED)]
    if limit is None or limit >= len(measured):
        return measured
    places = random.Random(SEED).sample(range(len(measured)), limit)  # noqa: S311 - no secret
    return [measured[place] for place in sorted(places)]


def judge(question: Question, answer: Answer) -> Judged:
    """An answer is right when its statements hold two thirds of the reference answer's words.

    No refusal is. A question about the wrong person is right when it was refused or put right.
    """
    if question.category == SWAPPED:
        right = answer.refused or answer.put_right
        return Judged(question, answer, right, right, False)
    right, at_once = (
        share(question.gold, " ".join(shown)) >= ENOUGH and not answer.refused
        for shown in (answer.texts, answer.texts[:LEADING])
    )
    return Judged(
        question, answer, right, at_once, share(question.gold, " ".join(question.answers)) >= ENOUGH
    )


def table(judged: Sequence[Judged]) -> list[str]:
    """The table by category; shares are of the questions in the row."""
    names = ("right", "in the first two", "words in the evidence", "refused", "put right")
    lines = head("category", "questions", *names, *COST)
    for number, name in ANSWERABLE.items():
        some = [j for j in judged if j.question.category == number]
        lines.append(_row(f"{number}, {name}", some))
    lines.append(_row("**answerable**", [j for j in judged if j.question.category != SWAPPED]))
    swapped = [j for j in judged if j.question.category == SWAPPED]
    return [*lines, _row(f"**{SWAPPED}, another person's or nobody's**", swapped)]


def _row(name: str, some: Sequence[Judged]) -> str:
    answers = [j.answer for j in some]
    counted = (
        [j.right for j in some],
        [j.at_once for j in some],
        [j.within_reach for j in some if j.question.category != SWAPPED],
        [a.refused for a in answers],
        [a.put_right for a in answers],
    )
    return row(name, len(some), *map(_share, counted), *cost(answers))


def _share(which: Sequence[bool]) -> str:
    return f"{100 * sum(which) / len(which):.1f} %" if which else "-"


def _tell(judged: Iterable[Judged]) -> None:
    for j in judged:
        if not j.right:
            wants = j.question.gold or "a refusal, or to be put right"
            print(f"- [{j.question.category}] {j.question.text}\n    wants: {wants}")
            print(f"    {j.answer.told()}")
