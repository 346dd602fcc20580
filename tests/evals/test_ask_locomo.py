"""Questions about many sessions are judged by the words of a reference answer."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.drafts import Draft, Kind, Section, Statement
from assistant.stored import DraftRecord
from evals import run
from evals.ask.answers import Answer, cost
from evals.ask.gold import share
from evals.ask.locomo import chosen, judge
from evals.retrieval.sets import Question


def answer(*texts: str, abstained: bool = False, ms: float = 0.0) -> Answer:
    section = Section("2022", None, tuple(Statement(t) for t in texts))
    draft = Draft(Kind.ANSWER, "Adoption agencies?", (section,), abstained)
    return Answer(DraftRecord("d", None, "a", draft, 1, "offline", "1", datetime.now(UTC)), ms)


@pytest.mark.parametrize(
    ("gold", "text", "wanted"),
    [
        ("7 May 2023", "It was on May 7th, 2023.", 1),
        ("7 May 2023", "It was on 2023-05-07.", 1),
        ("7 May 2023", "It was on 7 May.", 1),
        ("7 May 2023", "It was on 8 May 2023.", 0),
        ("7 May", "It was on 7 May 2022.", 1),
        ("May 2023", "It was on 7 May 2023.", 1),
        ("2022", "It was in Sept. 2022.", 1),
        ("Sept 3, 2022", "on 3 September 2022", 1),
        ("The Friday before 24June, 2022.", "the Friday before 24 June 2022", 1),
        ("Four years", "for 4 years now", 1),
        ("1,960", "It saved 1960 pounds.", 1),
        ("Adoption agencies", "researching an adoption agency", 1),
        ("Sage, mint and thyme", "Mint and thyme!", 2 / 3),
        ("No", "No, never.", 1),
        ("No", "Yes.", 0),
        ("", "Yes.", 0),
    ],
)
def test_words_count_however_they_are_written(gold: str, text: str, wanted: float) -> None:
    """Stems, figures and dates are compared, not spellings; stop words only where all are."""
    assert share(gold, text) == pytest.approx(wanted)


FACT = Question("What did she research?", ("I looked into adoption agencies.",), 1, "Agencies")


def test_two_thirds_of_the_reference_are_right() -> None:
    """The statements are counted, the first two apart; no heading, and nothing that is refused."""
    herbs = Question("Which herbs?", (), 4, "Sage, mint, thyme")
    assert judge(herbs, answer("Sage.", "Mint.")).right
    assert not judge(herbs, answer("Sage.", "Sage again.")).right
    third = judge(herbs, answer("Sage.", "Well.", "Mint."))
    assert (third.right, third.at_once) == (True, False)
    assert not judge(Question("When?", (), 2, "2022"), answer("Once.")).right
    assert not judge(FACT, answer("Agencies.", abstained=True)).right
    assert judge(FACT, answer("Once.")).within_reach


def test_a_question_about_the_wrong_person_is_refused_or_put_right() -> None:
    """Whatever else is told, only a refusal or a correction is right."""
    swapped = Question("What did he research?", (), 5)
    assert judge(swapped, answer("Nothing on this.", abstained=True)).right
    assert not judge(swapped, answer("Adoption agencies.")).right


def test_a_sample_is_always_the_same() -> None:
    """As many questions as asked for, in their order, without those that need outside knowledge."""
    questions = [Question(str(n), (), n % 5 + 1) for n in range(50)]
    few = chosen(questions, 10)
    assert few == chosen(questions, 10)
    assert len(few) == 10
    assert few == sorted(few, key=questions.index)
    assert len(chosen(questions, None)) == 40
    assert 3 not in {q.category for q in chosen(questions, None)}


def test_what_answers_cost() -> None:
    """The median of words and milliseconds, and what 95 of 100 answers stay under."""
    some = [answer("one two three", ms=float(ms)) for ms in range(1, 101)]
    assert cost(some) == ("3", "50", "95")
    assert cost(some[:2])[2] == "2"
    assert cost([]) == ("-", "-", "-")


def test_two_people_are_asked_from_end_to_end(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A conversation file gives a table by category, each row with the count of its questions."""
    said = ["I painted a lighthouse yesterday.", "Lovely! I adopted a spaniel."]
    turns = [
        {"dia_id": f"D1:{n}", "speaker": name, "text": text}
        for n, (name, text) in enumerate(zip(("Ann", "Bea"), said, strict=True), 1)
    ]
    asked = [("What did Ann paint?", "A lighthouse", 1, 4), ("What did Ann adopt?", "", 2, 5)]
    content = {
        "speaker_a": "Ann",
        "speaker_b": "Bea",
        "session_1_date_time": "1:56 pm on 8 May, 2023",
        "session_1": turns,
        "qa": [
            {"question": q, "answer": gold, "evidence": [f"D1:{line}"], "category": category}
            for q, gold, line, category in asked
        ],
    }
    path = tmp_path / "1.json"
    path.write_text(json.dumps(content))
    assert run.main(["--only", "ask", "--locomo", str(path)]) == 0
    told = capsys.readouterr().out
    assert "| 1, several sessions | 0 | - |" in told
    assert "| 4, one session | 1 | 100.0 % | 100.0 % | 100.0 % | 0.0 % |" in told
    assert "| **5, another person's or nobody's** | 1 | 100.0 % | 100.0 % | - |" in told
