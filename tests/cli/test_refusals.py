"""Bad input of each kind: one clear sentence, exit code 1 or 2, and the records unchanged."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.builders import program_file
from tests.cli.conftest import Ended, Run, records_hash
from tests.retrieval.word_files import word_file

MENTOR, MENTEE, OTHER, HR = (
    "mentor1@a.example",
    "mentee1@a.example",
    "mentor2@a.example",
    "hr@a.example",
)
DRAFT = ("draft", "agenda", "--as", MENTOR, "--pair")
LONG = "why " * 25_000

REFUSED = {
    "unknown pair": ((*DRAFT, "pair-9"), "no such pair"),
    "foreign pair to draft": ((*DRAFT, "pair-2"), "no such pair"),
    "foreign pair to search": (("search", "x y", "--as", MENTOR, "--pair", "pair-2"), "no such"),
    "foreign pair to ask": (("ask", "x y", "--as", HR, "--pair", "pair-1"), "no such pair"),
    "empty pair": ((*DRAFT, ""), "no such pair"),
    "unknown reader": (("search", "x y", "--as", "nobody@a.example"), "Nobody"),
    "reader is no address": (("search", "x y", "--as", "\x00\n';--"), "Nobody"),
    "0 minutes": ((*DRAFT, "pair-1", "--minutes", "0"), "15 to 60"),
    "14 minutes": ((*DRAFT, "pair-1", "--minutes", "14"), "15 to 60"),
    "500 minutes": ((*DRAFT, "pair-1", "--minutes", "500"), "15 to 60"),
    "-45 minutes": ((*DRAFT, "pair-1", "--minutes=-45"), "15 to 60"),
    "empty question": (("ask", "", "--as", MENTOR), "empty"),
    "question of spaces": (("ask", " \n\t ", "--as", MENTOR), "empty"),
    "question of signs": (("ask", "?!…", "--as", MENTOR), "empty"),
    "100 KB question": (("ask", LONG, "--as", MENTOR), "4,000"),
    "100 KB query": (("search", LONG, "--as", MENTOR), "4,000"),
    "100 KB topic": ((*DRAFT, "pair-1", "--topic", LONG), "shorten"),
    "no passages": (("search", "x y", "--as", MENTOR, "-k", "0"), "1 to 100"),
    "too many passages": (("search", "x y", "--as", MENTOR, "-k", "101"), "1 to 100"),
    "unknown draft": (("export", "draft-9", "--as", MENTOR, "--format", "md"), "no such draft"),
    "no file": (("ingest", "nowhere.md"), "nowhere.md"),
    "no program file": (("import", "nowhere.json"), "nowhere.json"),
    "a folder as program file": (("import", "."), "Is a directory"),
    "port 0": (("serve", "--port", "0"), "port"),
    "port 70000": (("serve", "--port", "70000"), "port"),
}

WRONG_USAGE = {
    "nothing": (),
    "unknown command": ("dance",),
    "unknown kind": ("draft", "poem", "--as", MENTOR, "--pair", "pair-1"),
    "an answer is asked, not drafted": ("draft", "answer", "--as", MENTOR, "--pair", "pair-1"),
    "unknown format": ("export", "d", "--as", MENTOR, "--format", "odt"),
    "minutes in words": (*DRAFT, "pair-1", "--minutes", "many"),
    "nobody asks": ("ask", "Why?"),
    "nothing is asked": ("search", "--as", MENTOR),
    "unknown option": ("people", "--all"),
}

ENTRY = {"email": "x@a.example", "name": "X", "roles": ["mentor"]}


def changed(**parts: Any) -> str:
    return json.dumps({**program_file(), **parts})


BROKEN = {
    "not JSON": ("{ 'program': ", "line 1, column 3"),
    "empty": ("", "not JSON"),
    "a list": ("[]", "JSON object"),
    "nested too deeply": ("[" * 200_000, "nested too deeply"),
    "unknown key": (changed(surprise=1), 'Unknown key "surprise"'),
    "unknown key inside": (changed(people=[{**ENTRY, "nick": "Y"}]), "people[0]"),
    "wrong type": (changed(people=[{**ENTRY, "name": 5}]), "people[0].name"),
    "wrong date": (changed(program={"name": "P", "starts_on": "soon"}), "program.starts_on"),
    "missing key": (changed(people=[{"name": "X", "roles": ["mentor"]}]), "people[0].email"),
    "key twice": ('{"program": {"name": "a", "name": "b"}}', '"name" stands twice'),
    "unknown partner": (changed(people=[ENTRY]), "pairs[0].mentor"),
}


def assert_refused(ended: Ended, sentence: str, code: int = 1) -> None:
    assert ended.code == code
    assert ended.out == ""
    assert sentence in ended.err
    assert "Traceback" not in ended.err
    if code == 1:
        assert ended.err.startswith("upmentor: ")
        assert ended.err.count("\n") == 1
        assert len(ended.err) < 300


@pytest.mark.parametrize("case", REFUSED)
@pytest.mark.parametrize("more", [(), ("--json",)], ids=["text", "json"])
def test_a_refusal_is_one_sentence(case: str, more: tuple[str], home: Path, run: Run) -> None:
    """What cannot be done ends with exit code 1 and one line on stderr, in both outputs."""
    argv, sentence = REFUSED[case]
    before = records_hash(home)
    assert_refused(run(*argv, *more), sentence)
    assert records_hash(home) == before


@pytest.mark.parametrize("case", WRONG_USAGE)
def test_wrong_usage_shows_the_usage(case: str, home: Path, run: Run) -> None:
    """What cannot be parsed ends with exit code 2 and the usage."""
    before = records_hash(home)
    ended = run(*WRONG_USAGE[case])
    assert_refused(ended, "usage: upmentor", code=2)
    assert records_hash(home) == before


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_program_file_changes_nothing(
    case: str, home: Path, run: Run, tmp_path: Path
) -> None:
    """The first mistake of a program file is named with its place; nothing of it is kept."""
    content, sentence = BROKEN[case]
    (tmp_path / "PROGRAM.json").write_text(content)
    before = records_hash(home)
    assert_refused(run("import", "PROGRAM.json"), sentence)
    assert records_hash(home) == before


def test_a_program_file_that_is_no_text(home: Path, run: Run, tmp_path: Path) -> None:
    """Bytes that are not UTF-8 are told apart from a mistake in the JSON."""
    (tmp_path / "PROGRAM.json").write_bytes(b"\xff\xfe\x00{\x80")
    assert_refused(run("import", "PROGRAM.json"), "UTF")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("binary.md", bytes(range(256)) * 40),
        ("picture.md", b"\x89PNG\r\n\x1a\n" + b"\0" * 200),
        ("empty.md", b""),
        ("broken.pdf", b"%PDF-1.7 nothing more"),
        ("text.docx", b"only text"),
        ("page.html", b"<p>Hello</p>"),
        ("long.md", b"# A\nb\n" * 5_001),
        ("bomb.md", b"---\na: &a [x]\nb: [*a, *a]\n---\nText."),
        ("deep.docx", word_file("<w:sdt>" * 2_000 + "</w:sdt>" * 2_000)),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(
    name: str, content: bytes, home: Path, run: Run, tmp_path: Path
) -> None:
    """A file that is not what its name says is refused by name, and nothing is taken in."""
    (tmp_path / name).write_bytes(content)
    before = records_hash(home)
    ended = run("ingest", name)
    assert ended.code == 1
    assert ended.err.startswith("upmentor: ")
    assert ended.err.count("\n") == 1
    assert name in ended.err
    assert records_hash(home) == before


def test_a_locked_store_says_so(home: Path, run: Run, tmp_path: Path) -> None:
    """While another program writes, an import gives up with one sentence."""
    (tmp_path / "PROGRAM.json").write_text(changed())
    before = records_hash(home)
    writer = sqlite3.connect(home / "upmentor.db")
    writer.execute("BEGIN IMMEDIATE")
    try:
        assert_refused(run("import", "PROGRAM.json"), "The store is busy")
    finally:
        writer.rollback()
        writer.close()
    assert records_hash(home) == before


@pytest.mark.parametrize(
    "argv",
    [("people",), ("search", "x y", "--as", MENTOR), ("check",), ("serve",), ("reindex",)],
    ids=lambda argv: argv[0],
)
def test_a_missing_store_says_how_to_make_one(
    argv: tuple[str], run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a store every command names the one that makes it, and makes nothing itself."""
    monkeypatch.setenv("UPMENTOR_HOME", str(tmp_path / "none"))
    assert_refused(run(*argv), "upmentor init")
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("home", ["/proc/upmentor", "file/inside"], ids=["read-only", "a file"])
def test_a_home_that_cannot_be_made(
    home: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A place that cannot be written is named together with the setting that changes it."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("UPMENTOR_HOME", str(tmp_path / home))
    assert_refused(run("init"), "UPMENTOR_HOME")


def test_an_empty_home_is_refused(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty UPMENTOR_HOME is not taken for the folder one stands in."""
    monkeypatch.setenv("UPMENTOR_HOME", " ")
    assert_refused(run("people"), "UPMENTOR_HOME is empty")


def test_a_damaged_store_says_so(home: Path, run: Run) -> None:
    """A file that is no database is reported, not replaced."""
    for name in ("upmentor.db", "upmentor.db-wal", "upmentor.db-shm"):
        (home / name).unlink(missing_ok=True)
    (home / "upmentor.db").write_bytes(b"not a database at all" * 100)
    assert_refused(run("people"), "damaged")
    assert (home / "upmentor.db").read_bytes().startswith(b"not a database")
