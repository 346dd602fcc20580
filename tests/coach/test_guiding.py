"""Taking in guidelines: what is told, what is kept, what never happens."""

from pathlib import Path

import pytest

from assistant.coach import Coach, read_except
from assistant.domain import Scope
from assistant.errors import Invalid, UpmentorError
from assistant.retrieval.files import questions_file
from tests.coach.conftest import open_coach
from tests.retrieval.word_files import PICTURE, paragraph, word_file

ADMIN = "admin@a.example"
WITH_PICTURE = word_file(
    paragraph("Fees", style="U1"), paragraph("No fee is due."), paragraph(PICTURE)
)
LEFT_OUT = ("1 picture (under “Fees”)",)


def test_what_was_left_out_is_told_and_kept(coach: Coach, tmp_path: Path) -> None:
    """An upload tells it, an unchanged one too, and the guideline keeps it in the store."""
    for status in ("added", "unchanged"):
        change = coach.add_guideline(ADMIN, "fees.docx", WITH_PICTURE)
        assert (change.status, change.left_out) == (status, LEFT_OUT)
    again = open_coach(tmp_path)
    kept = {g.source: g.left_out for g in again.guidelines(ADMIN)}
    again.close()
    assert kept == {"uploads/fees.docx": LEFT_OUT, "uploads/short.md": ()}


def test_a_hole_that_is_filled_is_forgotten(coach: Coach) -> None:
    """A better file in the place of the old one leaves nothing out any more."""
    coach.add_guideline(ADMIN, "fees.docx", WITH_PICTURE)
    change = coach.add_guideline(ADMIN, "fees.docx", word_file(paragraph("No fee is due.")))
    assert change.left_out == ()
    assert [g.left_out for g in coach.guidelines(ADMIN)] == [(), ()]


def test_a_refusal_is_told_before_the_next_file_is_read(coach: Coach, tmp_path: Path) -> None:
    """Each refused file is named as soon as it is known; the others go on."""
    for name, text in (("a.md", "One."), ("b.md", ""), ("c.md", "Two."), ("d.docx", "No.")):
        (tmp_path / name).write_text(text)
    told: list[object] = []
    paths = [tmp_path / f"{name}" for name in ("a.md", "b.md", "c.md", "d.docx")]
    ingested = coach.ingest(
        paths, lambda done, _: told.append(done), lambda path, _: told.append(Path(path).name)
    )
    assert told == [1, "b.md", 2, 3, "d.docx", 4]
    assert [c.source for c in ingested.changes] == ["a.md", "c.md"]


def test_an_unchanged_file_is_not_read_again(coach: Coach, tmp_path: Path) -> None:
    """What it left out is told from the store."""
    (tmp_path / "fees.docx").write_bytes(WITH_PICTURE)
    statuses = [coach.ingest([tmp_path / "fees.docx"]).changes for _ in range(2)]
    assert [(c.status, c.left_out) for (c,) in statuses] == [
        ("added", LEFT_OUT),
        ("unchanged", LEFT_OUT),
    ]


def test_too_many_passages_change_nothing(coach: Coach) -> None:
    """A file of more passages than allowed is refused before anything is saved or indexed."""
    before = (coach.guidelines(ADMIN), coach.check())
    with pytest.raises(Invalid, match=r"long\.txt makes more than 5,000 passages; split it"):
        coach.add_guideline(ADMIN, "long.txt", b"Each pair meets again. " * 400_000)
    assert (coach.guidelines(ADMIN), coach.check()) == before


@pytest.mark.parametrize(
    ("left_out", "told"),
    [
        ((), ""),
        (("1 chart",), "read except 1 chart"),
        (("1 chart", "2 pictures", "1 comment"), "read except 1 chart, 2 pictures and 1 comment"),
    ],
)
def test_what_was_left_out_is_a_sentence(left_out: tuple[str, ...], told: str) -> None:
    """One, some or nothing."""
    assert read_except(left_out) == told


FEES = "## Who pays\n\nThe program pays.\n\n## For how long\n\nSix months.\n"
PAYS = "The program pays the train and the hotel of both partners."
EVERYBODY = Scope(ADMIN, None, guidelines=True)


def of_questions(coach: Coach) -> list[str]:
    return [p.text for p in coach._records.example_questions(EVERYBODY)]


def test_example_questions_come_and_go_with_their_guideline(coach: Coach, tmp_path: Path) -> None:
    """An edit beside a guideline is a change of it, the same again is none, and nothing stays."""
    folder, questions = tmp_path / "ours", tmp_path / "ours" / "fees.questions.yaml"
    folder.mkdir()
    (folder / "fees.md").write_text(FEES)
    (folder / "other.md").write_text("Something else.\n")

    def taken_in(text: str) -> tuple[str, list[str]]:
        questions.write_text(text)
        (change,) = [c for c in coach.ingest([folder]).changes if c.source == "ours/fees.md"]
        coach.follow()
        assert coach.check().healthy
        return change.status, of_questions(coach)

    assert taken_in("Who pays: [my train, my hotel]") == ("added", ["my train", "my hotel"])
    assert taken_in("Who pays: [my train, my hotel]") == ("unchanged", ["my train", "my hotel"])
    assert taken_in("Who pays: [my train]") == ("changed", ["my train"])
    assert taken_in("") == ("changed", [])
    assert taken_in("For how long: [until when]") == ("changed", ["until when"])
    (folder / "fees.md").unlink()
    assert [c.status for c in coach.ingest([folder]).changes] == ["unchanged", "removed"]
    assert of_questions(coach) == []


def test_a_guideline_and_its_questions_are_taken_in_together(coach: Coach, tmp_path: Path) -> None:
    """When the file beside it is wrong, the guideline in force stays as it was."""
    path = tmp_path / "fees.md"
    path.write_text(FEES)
    questions_file(path).write_text("Who pays: [my train]")
    coach.ingest([path])
    before = (coach.guidelines(ADMIN), of_questions(coach))
    path.write_text(FEES.replace("Six", "Nine"))
    questions_file(path).write_text("Who will pay: [my train]")
    refused = coach.ingest([path]).refused
    told = "fees.questions.yaml, line 1: the guideline has no section “Who will pay”."
    assert refused == ((str(path), told),)
    assert (coach.guidelines(ADMIN), of_questions(coach)) == before


def test_questions_without_their_guideline_are_told(coach: Coach, tmp_path: Path) -> None:
    """A mistyped name is no silent loss: the file is named, and the rest is taken in."""
    (tmp_path / "fees.md").write_text(FEES)
    (tmp_path / "fee.questions.yaml").write_text("Who pays: [my train]")
    told: list[str] = []
    ingested = coach.ingest([tmp_path], refusal=lambda path, why: told.append(f"{path}: {why}"))
    assert [c.status for c in ingested.changes] == ["added"]
    stray = tmp_path / "fee.questions.yaml"
    assert told == [f"{stray}: No guideline of this name stands beside these example questions."]
    assert len(ingested.refused) == 1


def test_an_example_question_is_never_shown(coach: Coach, tmp_path: Path) -> None:
    """It leads to its section, and nobody finds, reads or is told the question itself."""
    path = tmp_path / "fees.md"
    path.write_text(FEES.replace("The program pays.", PAYS))
    questions_file(path).write_text("Who pays: [who pays for kangaroo tickets]")
    (change,) = coach.ingest([path]).changes
    coach.follow()
    assert change.passages_added == 2
    found = coach.search(ADMIN, "who pays for kangaroo tickets", k=50)
    assert found.hits[0].passage.text == PAYS
    assert not any("kangaroo" in hit.passage.text for hit in found.hits)
    records = coach._records
    (question,) = records.example_questions(EVERYBODY)
    assert records.readable([question.id], EVERYBODY) == {}
    assert question not in records.passages(EVERYBODY)
    assert question not in records.of_sources(["fees.md"], EVERYBODY)["fees.md"]
    assert records.example_questions(Scope(ADMIN, None, guidelines=False)) == []
    typed = "Who pays the train and the hotel of both partners?"
    *_, answer = coach.ask("mentor1@a.example", typed, "pair-1")
    assert PAYS in str(answer)
    assert question.id not in str(answer)
    assert "kangaroo" not in str(answer)
    with pytest.raises(UpmentorError):
        coach.passage(ADMIN, question.id)
