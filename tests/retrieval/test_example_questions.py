"""Example questions: what their file may hold, and which sentence tells what it may not."""

from pathlib import Path

import pytest

from assistant.domain import Guideline, PassageKind
from assistant.errors import Invalid
from assistant.retrieval.chunks import dense_text, guideline_passages
from assistant.retrieval.example_questions import read_questions
from assistant.retrieval.files import (
    GuidelineReader,
    content_hash,
    guideline_bytes,
    questions_file,
)

TEXT = """## Who pays

The program pays.

## Travel

### Who pays

Each partner pays.

## For how long

Six months.
"""
SECTIONS = guideline_passages(Guideline("fees.md", "Fees", TEXT))
NAME = "fees.questions.yaml"


def test_each_question_belongs_to_its_section() -> None:
    """A heading, or the end of its trail, names the section exactly as its passages do."""
    content = (
        b"For how long:\n  - how many  months\n  - 2026\n  - yes\nTravel > Who pays: [my train]\n"
    )
    made = read_questions(NAME, content, SECTIONS)
    assert [(p.heading, p.text) for p in made] == [
        ("Fees > For how long", "how many months"),
        ("Fees > For how long", "2026"),
        ("Fees > For how long", "yes"),
        ("Fees > Travel > Who pays", "my train"),
    ]
    assert {p.heading for p in made} <= {p.heading for p in SECTIONS}
    assert {(p.kind, p.source) for p in made} == {(PassageKind.QUESTION, "fees.md")}
    assert len({p.id for p in made}) == 4


def test_the_same_question_counts_once() -> None:
    """A question that is repeated in a section is one."""
    assert len(read_questions(NAME, b"For how long: [when, when]", SECTIONS)) == 1


def test_an_empty_file_holds_none() -> None:
    """Nothing, or a comment alone, is no fault."""
    assert read_questions(NAME, b"", SECTIONS) == []
    assert read_questions(NAME, b"# later\n", SECTIONS) == []


def test_only_the_question_is_embedded() -> None:
    """Neither its headings nor what looks like a speaker's name is mixed in or taken away."""
    assert dense_text(PassageKind.QUESTION, "Fees > Travel", "Boss: who pays?") == "Boss: who pays?"


SHAPE = "write a heading, a colon, and below it a list of questions"
LIST = b"\n  - q"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"For how long:\n  - [\n", "is not valid YAML near its line 3."),
        (b"[" * 5_000, "is not valid YAML"),
        (b"\xff\xfe\xfd", "cannot be read; save it as UTF-8."),
        (b"- how many months\n", f", line 1: {SHAPE}."),
        (b"# ours\nFor how long: how many months\n", f", line 2: {SHAPE}."),
        (b"For how long:\n", f", line 1: {SHAPE}."),
        (b"? [a]\n: [b]\n", f", line 1: {SHAPE}."),
        (b"For how long:\n  - fine\n  - a: b\n", ", line 3: a question is one line of text."),
        (b"For how long:\n  - fine\n  - ''\n", ", line 3: a question is one line of text."),
        (b"For how long: [a]\nFees: [b]\n", ", line 2: the guideline has no section “Fees”."),
        (b"For how long: [a]\nFor how long: [b]\n", ", line 2: the section “For how long” stands"),
        (b"Who pays: [a]\n", "write “Fees > Who pays” or “Fees > Travel > Who pays”."),
        (b"For how long:\n  - " + b"x" * 301, ", line 2: a question has more than 300 characters."),
        (b"For how long:" + LIST * 41, ", line 1: “For how long” has more than 40 questions."),
        (b"#" * (1024 * 1024 + 1), "is larger than 1 MB."),
    ],
)
def test_what_is_wrong_is_told_with_its_place(content: bytes, told: str) -> None:
    """One sentence names the file, the line where there is one, and what to write instead."""
    with pytest.raises(Invalid) as refused:
        read_questions(NAME, content, SECTIONS)
    assert NAME in str(refused.value)
    assert told in str(refused.value)


def test_the_limits_are_allowed() -> None:
    """Forty questions of three hundred characters are read."""
    lines = [f"  - {n:02d}{'x' * 298}" for n in range(40)]
    content = "\n".join(["For how long:", *lines]).encode()
    assert len(read_questions(NAME, content, SECTIONS)) == 40


def test_a_file_is_read_with_its_questions(tmp_path: Path) -> None:
    """Questions beside a guideline become passages of it and part of what tells a change."""
    path = tmp_path / "fees.md"
    path.write_text(TEXT)
    assert guideline_bytes(path) == (TEXT.encode(), None)
    questions_file(path).write_text("For how long: [until when]\n")
    with GuidelineReader() as reader:
        guideline, passages = reader.read("k/fees.md", *guideline_bytes(path))
    assert [p.text for p in passages if p.kind is PassageKind.QUESTION] == ["until when"]
    assert guideline.content_hash == content_hash("k/fees.md", *guideline_bytes(path))
    assert guideline.content_hash != content_hash("k/fees.md", TEXT.encode())
    assert content_hash("k/fees.md", b"a", b"") != content_hash("k/fees.md", b"a")
