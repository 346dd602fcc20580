"""Whether an answer is right is judged by what its first statements say and what none may."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.drafts import Draft, Kind, Section, Statement
from assistant.stored import DraftRecord
from evals import run
from evals.ask.answers import Answer
from evals.ask.measure import table
from evals.ask.questions import Wanted, judge, read_questions
from tests.builders import program_file


def answer(*texts: str, abstained: bool = False) -> Answer:
    section = Section("Answer", None, tuple(Statement(t) for t in texts))
    draft = Draft(Kind.ANSWER, "", (section,), abstained)
    at = datetime.now(UTC)
    return Answer(DraftRecord("d", None, "a@a.example", draft, 1, "offline", "1", at))


FACT = Wanted("how much?", "fact", ("7.4|7,4", "percent"), ("11",))


@pytest.mark.parametrize(
    ("texts", "right"),
    [
        (("It is 7,4 Percent.",), True),
        (("Well.", "It is 7.4 percent."), True),
        (("Well.", "Then.", "It is 7.4 percent."), False),
        (("It is 7.4.",), False),
        (("It is 7.4 percent.", "Well.", "Then.", "Not 11."), False),
    ],
)
def test_what_must_be_said_is_said_first_and_what_must_not_nowhere(
    texts: tuple[str, ...], right: bool
) -> None:
    """Each part stands in the first two statements, in one of its forms; the rest in none."""
    assert judge(FACT, answer(*texts)).right is right


def test_a_refusal_answers_only_what_nobody_can_answer() -> None:
    """Refusing is right for what was never noted, and wrong where there is an answer."""
    refused = answer("I found no line on this.", abstained=True)
    assert judge(Wanted("who?", "unanswerable"), refused).right
    assert not judge(FACT, refused).right
    assert not judge(Wanted("who?", "unanswerable"), answer("It was Leo.")).right
    assert not judge(Wanted("who?", "private", (), ("no line",)), refused).right


def test_a_false_premise_is_put_right_or_refused() -> None:
    """Either the truth stands first, or the question is refused."""
    wanted = Wanted("why did I?", "premise", ("leo did",))
    assert judge(wanted, answer("Leo did it.")).right
    assert judge(wanted, answer("No line.", abstained=True)).right
    assert not judge(wanted, answer("You did it since it was late.")).right


def test_a_program_is_asked_from_end_to_end(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A program file and its questions give a table by type, and conversations their turns."""
    program, questions, talks = (tmp_path / n for n in ("p.json", "q.jsonl", "c.jsonl"))
    program.write_text(json.dumps(program_file(1)))
    base = {"as": "mentor1@a.example", "pair": "pair-1"}
    asked = {"id": "q1", "type": "fact", "query": "what did we compare?", **base}
    questions.write_text(json.dumps({**asked, "must_contain": ["canary1shared"]}))
    turn = {"query": "When is our next session?", "must_contain": ["29 June 2026|no date"]}
    talks.write_text(json.dumps({"id": "c1", **base, "turns": [turn, turn]}))
    assert [w.id for w in read_questions(questions)] == ["q1"]
    paths = ["--program", str(program), "--questions", str(questions)]
    assert run.main(["--only", "ask", *paths, "--conversations", str(talks)]) == 0
    told = capsys.readouterr().out
    assert "| fact | 1 | 1 | 0 | 0 | 0 |" in told
    assert "Conversations: 2 of 2 turns right" in told
    assert table([])[-1] == "| **all** | 0 | 0 | 0 | 0 | 0 | - | - | - |"


def test_asking_needs_a_program_and_questions() -> None:
    """Without its files the measure says what it needs."""
    with pytest.raises(SystemExit):
        run.main(["--only", "ask"])
