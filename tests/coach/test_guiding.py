"""Taking in guidelines: what is told, what is kept, what never happens."""

from pathlib import Path

import pytest

from assistant.coach import Coach, read_except
from assistant.errors import Invalid
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
