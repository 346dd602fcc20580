import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

MENTOR, MENTEE, OTHER, HR = (
    "mentor1@a.example",
    "mentee1@a.example",
    "mentor2@a.example",
    "hr@a.example",
)


def test_search_gives_passages_with_their_place(home: Path, run: Run) -> None:
    """A search as JSON has the query, the hits with their place, and the times."""
    found = json.loads(run("search", "compare dashboards", "--as", MENTOR, "--json").out)
    assert list(found) == ["query", "hits", "timings_ms"]
    assert {"embed", "search", "total"} <= set(found["timings_ms"])
    assert {hit["kind"] for hit in found["hits"]} == {"guideline", "note"}
    keys = ["passage_id", "kind", "source", "heading", "session", "date", "score", "text"]
    assert all(list(hit) == keys for hit in found["hits"])
    note = next(hit for hit in found["hits"] if hit["kind"] == "note")
    assert (note["session"], note["date"]) == (1, "2026-06-01")


def test_k_limits_the_hits(home: Path, run: Run) -> None:
    """No more hits than asked for are given."""
    found = json.loads(run("search", "dashboards", "--as", MENTOR, "-k", "1", "--json").out)
    assert len(found["hits"]) == 1


@pytest.mark.parametrize("reader", [OTHER, HR, "admin@a.example"])
@pytest.mark.parametrize("word", ["canary1shared", "canary1private"])
def test_nobody_else_finds_a_pairs_notes(reader: str, word: str, home: Path, run: Run) -> None:
    """A note of one pair is found by no other mentor, no reviewer and no admin."""
    assert word not in run("search", word, "--as", reader, "-k", "100").out
    assert word not in run("search", word, "--as", reader, "-k", "100", "--json").out.replace(
        f'"query": "{word}"', ""
    )


def test_a_private_note_is_its_authors_alone(home: Path, run: Run) -> None:
    """The partner finds the shared note and never the private one."""
    shown = run("search", "view canary1private dashboards", "--as", MENTEE, "-k", "100").out
    assert "canary1shared" in shown
    assert "canary1private" not in shown
    assert "canary1private" in run("search", "canary1private", "--as", MENTOR, "-k", "100").out


def test_ask_as_json(home: Path, run: Run) -> None:
    """An answer as JSON is the draft with its citations, engine and times."""
    argv = ("ask", "What does a dashboard show?", "--as", MENTOR, "--json")
    answer = json.loads(run(*argv).out)
    assert answer["kind"] == "answer"
    assert answer["abstained"] is False
    assert {"id", "title", "sections", "engine", "prompt_version", "timings_ms"} <= set(answer)
    cited = {citation["passage_id"] for citation in answer["citations"]}
    used = {s for sec in answer["sections"] for st in sec["statements"] for s in st["sources"]}
    assert used
    assert used == cited


def test_ask_for_people(home: Path, run: Run) -> None:
    """An answer for people has numbered marks, the list of sources, and the purpose."""
    shown = run("ask", "What does a dashboard show?", "--as", MENTOR).out
    assert "[1]" in shown
    assert "\nSources\n" in shown
    assert "not appraisal" in " ".join(shown.split())


def test_what_is_nowhere_is_said_to_be_nowhere(home: Path, run: Run) -> None:
    """A question that nothing answers is not answered."""
    argv = ("ask", "Who won the football cup in 1974?", "--as", MENTOR, "--json")
    assert json.loads(run(*argv).out)["abstained"] is True


@pytest.mark.parametrize("minutes", [15, 45, 60])
def test_an_agenda_has_the_minutes_asked_for(minutes: int, home: Path, run: Run) -> None:
    """The parts of an agenda add up to the minutes, and each statement has a basis."""
    argv = ("draft", "agenda", "--as", MENTOR, "--pair", "pair-1", "--json")
    agenda = json.loads(run(*argv, "--minutes", str(minutes)).out)
    assert sum(section["minutes"] or 0 for section in agenda["sections"]) == minutes
    assert all(st["basis"] for section in agenda["sections"] for st in section["statements"])


def test_a_kind_may_be_written_with_a_dash(home: Path, run: Run) -> None:
    """power-dynamics is understood as power_dynamics."""
    argv = ("draft", "power-dynamics", "--as", MENTOR, "--pair", "pair-1", "--json")
    assert json.loads(run(*argv).out)["kind"] == "power_dynamics"


def test_a_batch_answers_line_by_line(home: Path, run: Run) -> None:
    """Each line has its result under the same id; a bad line gives an error and no more."""
    lines = [
        json.dumps({"id": "a", "query": "compare dashboards", "as": MENTOR, "pair": "pair-1"}),
        "",
        "no json",
        json.dumps([1]),
        json.dumps({"id": 4, "query": "x y", "as": MENTOR, "pair": "pair-2"}),
        json.dumps({"id": 5, "query": "", "as": MENTOR}),
        json.dumps({"id": 6, "as": MENTOR}),
        json.dumps({"id": 7, "query": "x y", "as": MENTOR, "limit": 3}),
        json.dumps({"id": 8, "query": ["x"], "as": MENTOR}),
        json.dumps({"id": 9, "query": "dashboards", "as": MENTOR, "k": "3"}),
        json.dumps({"id": 10, "query": "dashboards \ud800", "as": MENTOR, "k": 1}),
    ]
    ended = run("search", "--batch", stdin="\n".join(lines))
    results = [json.loads(line) for line in ended.out.splitlines()]
    assert ended.code == 0
    assert [r["id"] for r in results] == ["a", None, None, 4, 5, 6, 7, 8, 9, 10]
    assert [list(r) for r in results[1:-1]] == [["id", "error"]] * 8
    assert results[0]["hits"]
    assert len(results[-1]["hits"]) == 1
    assert ended.err == "upmentor: 8 of the lines failed; each says why.\n"


def test_a_batch_takes_what_its_lines_leave_out_from_the_options(home: Path, run: Run) -> None:
    """The reader and the pair of the command hold for lines that name none."""
    line = json.dumps({"id": 1, "query": "What does a dashboard show?"})
    ended = run("ask", "--batch", "--as", MENTOR, "--pair", "pair-1", stdin=line)
    answer = json.loads(ended.out)
    assert (answer["id"], answer["kind"]) == (1, "answer")
    assert answer["draft_id"].startswith("draft-")


@pytest.fixture
def agenda(home: Path, run: Run) -> str:
    """The id of an agenda that was drafted."""
    argv = ("draft", "agenda", "--as", MENTOR, "--pair", "pair-1", "--json")
    return str(json.loads(run(*argv).out)["id"])


def test_an_export_goes_to_the_pipe(agenda: str, run: Run) -> None:
    """Without a terminal the file's content is written to stdout and nowhere else."""
    shown = run("export", agenda, "--as", MENTOR, "--format", "md").out
    assert shown.startswith("# ")
    assert "not appraisal" in shown
    assert not list(Path().glob("*.md"))


def test_an_export_goes_to_a_file(agenda: str, run: Run) -> None:
    """With --json a file is written in this folder, never over another one."""
    argv = ("export", agenda, "--as", MENTOR, "--format", "pdf", "--json")
    first, second = json.loads(run(*argv).out), json.loads(run(*argv).out)
    assert first["path"] != second["path"]
    assert Path(first["path"]).read_bytes().startswith(b"%PDF")
    assert first["bytes"] == Path(first["path"]).stat().st_size
    named = run("export", agenda, "--as", MENTOR, "--format", "docx", "-o", "a b.docx")
    assert named.out == "Written to a b.docx\n"
    assert Path("a b.docx").read_bytes().startswith(b"PK")


def test_an_export_that_cannot_be_written(agenda: str, run: Run) -> None:
    """A folder that is not there is named."""
    argv = ("export", agenda, "--as", MENTOR, "--format", "md", "-o", "no/where.md")
    ended = run(*argv)
    assert ended.code == 1
    assert "no/where.md" in ended.err


def test_an_agenda_becomes_a_calendar_entry(agenda: str, run: Run) -> None:
    """The entry lies on the date of the pair's next session."""
    shown = run("export", agenda, "--as", MENTOR, "--format", "ics").out
    assert "DTSTART;VALUE=DATE:20260629" in shown


@pytest.mark.parametrize("reader", [MENTEE, OTHER, HR])
def test_a_draft_is_exported_by_nobody_else(agenda: str, reader: str, run: Run) -> None:
    """A draft that is not a summary belongs to its author."""
    ended = run("export", agenda, "--as", reader, "--format", "md")
    assert (ended.code, ended.out) == (1, "")
    assert "no such draft" in ended.err
