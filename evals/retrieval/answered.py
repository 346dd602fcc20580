"""What the offline writer makes of the project's own questions, from end to end."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.coach import Coach
from assistant.language.times import without_brackets
from evals.retrieval.own import Case

WHOLE = 30
"""Characters; a statement that long which is a part of a quoted sentence answers like the whole."""

_MARKS = re.compile(r"[*“”\"’']")


@dataclass(frozen=True, slots=True)
class Answered:
    """Whether an answer was refused, and whether its first statement, or any, is an answering one.

    ``within`` looks at the part headed "Answer" alone.
    """

    case: Case
    refused: bool
    first: bool
    within: bool


def answers(coach: Coach, cases: Iterable[Case]) -> Iterator[Answered]:
    """Each question that needs no earlier one, asked of the Coach as its reader."""
    for case in cases:
        if case.history:
            continue
        *_, record = coach.ask(case.reader, case.question, case.pair, offline=True)
        part = record.draft.sections[0]
        held = [_holds(case, statement.text) for statement in part.statements]
        refused = record.draft.abstained
        yield Answered(case, refused, held[:1] == [True] and not refused, any(held) and not refused)


def _holds(case: Case, statement: str) -> bool:
    """Whether a statement is one of the sentences that answer, perhaps led by who noted it."""
    said = _plain(without_brackets(statement))
    told = said.split(" noted: ")[-1].strip(".")
    return any(
        _plain(quote) in said or (len(told) > WHOLE and told in _plain(quote))
        for _, quote in case.relevant
    )


def _plain(text: str) -> str:
    return " ".join(_MARKS.sub("", text).lower().split())
