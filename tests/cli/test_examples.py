import json
from pathlib import Path

from tests.cli.conftest import Run

ADMIN, MENTOR = "admin@a.example", "mentor1@a.example"
SOURCE = "knowledge/dashboard.md"


def test_questions_are_printed_as_their_file(home: Path, run: Run) -> None:
    """What is proposed stands in comments, what is saved as the file beside a guideline has it."""
    printed = run("examples", SOURCE, "--as", ADMIN).out
    assert '# "Reading a dashboard > What a dashboard shows":\n#   - "' in printed
    changed = home.parent / "dashboard.questions.yaml"
    changed.write_text("What a dashboard shows: [why all the dials, my “figures”]")
    saved = run("examples", SOURCE, "--as", ADMIN, "--save", str(changed))
    assert saved.out == "Saved for 1 section.\n"
    printed = run("examples", SOURCE, "--as", ADMIN).out
    assert '"Reading a dashboard > What a dashboard shows":\n  - "why all the dials"\n' in printed
    assert run("examples", SOURCE, "--as", ADMIN, "--save", "-", stdin=printed).code == 0
    told = json.loads(run("examples", SOURCE, "--as", ADMIN, "--json").out)
    assert told[0]["questions"] == ["why all the dials", "my “figures”"]
    assert told[0]["looked_at"]


def test_questions_are_the_admins(home: Path, run: Run) -> None:
    """Others are refused, and so are a file that is not there and a guideline that is none."""
    assert "for a admin" in run("examples", SOURCE, "--as", MENTOR).err
    missing = run("examples", SOURCE, "--as", ADMIN, "--save", "nowhere.yaml")
    assert (missing.code, missing.err.count("\n")) == (1, 1)
    assert "nowhere.yaml cannot be read" in missing.err
    assert "no such guideline" in run("examples", "none.md", "--as", ADMIN).err
