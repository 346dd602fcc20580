import json
import os
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from assistant.bootstrap import build
from assistant.settings import Settings
from tests.builders import program_file
from tests.cli.conftest import Run, records_hash
from tests.retrieval.word_files import PICTURE, paragraph, word_file


@pytest.fixture
def fresh(tmp_path: Path, finished_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home that is not made yet, with one guideline to take in."""
    monkeypatch.setenv("UPMENTOR_HOME", str(tmp_path / "new home"))
    monkeypatch.setenv("UPMENTOR_KNOWLEDGE", str(finished_home.parent / "knowledge"))
    return tmp_path / "new home"


def test_init_makes_a_store_with_the_guidelines(fresh: Path, run: Run) -> None:
    """A first init takes in the shipped guidelines and leaves a healthy, empty program."""
    ended = run("init")
    assert ended.code == 0
    assert "Guidelines: 1 added." in ended.out
    assert json.loads(run("people", "--json").out) == {"people": []}
    assert run("check").code == 0


def test_init_again_changes_nothing(fresh: Path, run: Run) -> None:
    """A second init says that the store is there, and touches no row of it."""
    run("init")
    before = records_hash(fresh)
    again = run("init")
    assert (again.code, "already; nothing was changed" in again.out) == (0, True)
    assert records_hash(fresh) == before
    assert json.loads(run("init", "--json").out) == {"home": str(fresh), "created": False}


def test_init_loads_the_demo_program_relative_to_today(fresh: Path, run: Run) -> None:
    """The demo program has eight pairs, and its next sessions lie ahead."""
    ended = run("init", "--demo")
    assert "8 pairs" in ended.out
    pairs = json.loads(run("pairs", "--json").out)["pairs"]
    ahead = [p["next_session_on"] for p in pairs if p["next_session_on"]]
    assert len(pairs) == 8
    today = datetime.now().astimezone().date()
    assert min(ahead) >= today.isoformat()
    assert max(ahead) < (today + timedelta(days=60)).isoformat()
    before = records_hash(fresh)
    assert "nothing was changed" in run("init", "--demo").out
    assert records_hash(fresh) == before


def test_the_demo_program_is_not_loaded_over_a_program(home: Path, run: Run) -> None:
    """A store that holds a program keeps it when the demo program is asked for."""
    ended = run("init", "--demo")
    assert ended.code == 0
    assert "the demo program was not loaded" in ended.out
    assert len(json.loads(run("pairs", "--json").out)["pairs"]) == 2


def test_an_interrupted_init_is_finished(fresh: Path, run: Run) -> None:
    """An init that was stopped half-way is completed by the next one."""
    build(Settings.from_env(os.environ), create=True).close()
    ended = run("init")
    assert "Guidelines: 1 added." in ended.out
    assert run("check").code == 0


def test_people_and_pairs_show_no_note(home: Path, run: Run) -> None:
    """The operator sees addresses, roles and stages, and not a word of a note or a goal."""
    people = json.loads(run("people", "--json").out)["people"]
    assert {"email": "hr@a.example", "name": "Hana Reyes", "title": "", "roles": ["reviewer"],
            "disabled": False} in people  # fmt: skip
    pair = json.loads(run("pairs", "--json").out)["pairs"][0]
    assert pair == {
        "id": "pair-1",
        "mentor": "mentor1@a.example",
        "mentee": "mentee1@a.example",
        "stage": "early",
        "started_on": "2026-05-01",
        "ended_on": None,
        "sessions_held": 1,
        "sessions_cancelled": 0,
        "sessions_planned": 6,
        "next_session": 2,
        "next_session_on": "2026-06-29",
    }
    for command in ("people", "pairs"):
        shown = run(command).out
        assert "mentor1@a.example" in shown
        assert "canary" not in shown
        assert "dashboard" not in shown


def test_importing_twice_changes_nothing(home: Path, run: Run, tmp_path: Path) -> None:
    """The same program file a second time adds and changes nothing."""
    (tmp_path / "PROGRAM.json").write_text(json.dumps(program_file()))
    told = json.loads(run("import", "PROGRAM.json", "--json").out)
    assert set(told["added"].values()) == {0}
    assert set(told["changed"].values()) == {0}
    assert told["unchanged"]["pairs"] == 2
    assert "2 unchanged" in run("import", "PROGRAM.json").out


def test_import_reads_stdin(home: Path, run: Run) -> None:
    """A third pair comes in through a pipe and is found at once."""
    told = json.loads(run("import", "-", "--json", stdin=json.dumps(program_file(3))).out)
    assert told["added"]["pairs"] == 1
    assert run("check").code == 0


def test_ingest_tells_what_changed(home: Path, run: Run, tmp_path: Path) -> None:
    """Added, changed, unchanged and removed files are counted; what is gone is not found."""
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.md").write_text("# Parking\n\nThe parking garage opens at seven.\n")
    (folder / "b.txt").write_text("The canteen serves soup on Fridays.\n")
    first = json.loads(run("ingest", "texts", "--json").out)
    assert (first["added"], first["changed"], first["removed"]) == (2, 0, 0)
    (folder / "a.md").write_text("# Parking\n\nThe bicycle cellar opens at eight.\n")
    (folder / "b.txt").unlink()
    second = json.loads(run("ingest", "texts", "--json").out)
    assert {k: second[k] for k in ("added", "changed", "unchanged", "removed")} == {
        "added": 0,
        "changed": 1,
        "unchanged": 0,
        "removed": 1,
    }
    assert "1 unchanged" in run("ingest", "texts").out
    found = run("search", "parking garage canteen soup", "--as", "hr@a.example").out
    assert "garage" not in found
    assert "soup" not in found
    assert "bicycle cellar" in run("search", "bicycle cellar", "--as", "hr@a.example").out


def test_ingest_goes_on_after_a_refused_file(home: Path, run: Run, tmp_path: Path) -> None:
    """A bad file among good ones is named on stderr; the good ones are taken in."""
    (tmp_path / "bad.md").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "good.md").write_text("The lift is out of order on Mondays.\n")
    ended = run("ingest", "bad.md", "good.md")
    assert ended.code == 0
    assert ended.out == "Guidelines: 1 added, 1 refused.\n"
    assert ended.err.startswith("upmentor: bad.md ")


def test_ingest_tells_what_it_could_not_read(home: Path, run: Run, tmp_path: Path) -> None:
    """What a Word file holds beside words is told with its place, in both outputs."""
    file = word_file(paragraph("Fees", style="U1"), paragraph("None."), paragraph(PICTURE))
    (tmp_path / "fees.docx").write_bytes(file)
    assert run("ingest", "fees.docx").out == (
        "fees.docx: added, read except 1 picture (under “Fees”).\nGuidelines: 1 added.\n"
    )
    (told,) = json.loads(run("ingest", "fees.docx", "--json").out)["files"]
    assert (told["status"], told["left_out"]) == ("unchanged", ["1 picture (under “Fees”)"])


def test_check_finds_an_index_that_lacks_vectors(home: Path, run: Run) -> None:
    """A missing index is unhealthy with exit code 1, and reindex repairs it."""
    shutil.rmtree(home / "index")
    ended = run("check", "--json")
    assert ended.code == 1
    assert json.loads(ended.out)["healthy"] is False
    assert "upmentor reindex" in ended.err
    rebuilt = json.loads(run("reindex", "--json").out)
    assert rebuilt["passages"] > 0
    assert run("check").code == 0
    assert run("check").out.endswith("Everything is in order.\n")
