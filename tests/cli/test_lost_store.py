"""An emptied, lost or exchanged store is told by every command, and never taken for a new one."""

import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.postgres import Server

TABLES = (
    "reviews", "snapshots", "releases", "draft_versions", "proposals", "notes", "actions",
    "check_ins", "goals", "agreements", "sessions", "pairs", "passages", "outbox", "stamps",
    "guidelines", "people", "program", "audit", "identity",
)  # fmt: skip


@pytest.fixture
def known(home: Path) -> Path:
    """A store that its home knows, closed and healthy."""
    assert json.loads((home / "known.json").read_text())["held"]["notes"] == 4
    return home


def database(home: Path) -> list[Path]:
    return [home / f"upmentor.db{end}" for end in ("", "-wal", "-shm")]


def delete(home: Path) -> None:
    for path in database(home):
        path.unlink(missing_ok=True)


def truncate(home: Path) -> None:
    delete(home)
    (home / "upmentor.db").touch()


def replace_by_an_empty_one(home: Path) -> None:
    delete(home)
    with sqlite3.connect(home / "upmentor.db") as sql:
        sql.execute("CREATE TABLE other (x)")
        sql.execute("DROP TABLE other")


def replace_by_nonsense(home: Path) -> None:
    delete(home)
    (home / "upmentor.db").write_bytes(b"no database" * 1_000)


def execute(*statements: str) -> Callable[[Path], None]:
    def change(home: Path) -> None:
        with sqlite3.connect(home / "upmentor.db") as sql:
            for statement in statements:
                sql.execute(statement)

    return change


def lose_the_inventory(home: Path) -> None:
    """As after a version that kept none."""
    delete(home)
    (home / "known.json").unlink()


LOST = {
    "deleted": delete,
    "0 bytes": truncate,
    "an empty database": replace_by_an_empty_one,
    "nonsense": replace_by_nonsense,
    "deleted, of an earlier version": lose_the_inventory,
    "tables emptied": execute(*(f"DELETE FROM {name}" for name in TABLES)),
    "program gone": execute("DELETE FROM program"),
    "people gone": execute("DELETE FROM people"),
    "guidelines gone": execute("DELETE FROM guidelines"),
    "notes gone without a deed": execute("DELETE FROM notes"),
    "tables without a version": execute("DELETE FROM alembic_version"),
}


@pytest.mark.parametrize("how", LOST)
def test_a_lost_store_is_told_by_every_command(how: str, known: Path, run: Run) -> None:
    """check, serve, init and search say it in one line with exit code 1, and change nothing."""
    LOST[how](known)
    before = {path.name: path.stat().st_size for path in known.iterdir() if path.is_file()}
    for argv in (
        ("check",),
        ("serve",),
        ("init",),
        ("init", "--demo"),
        ("reindex",),
        ("search", "dashboard", "--as", "mentor1@a.example"),
    ):
        ended = run(*argv)
        assert ended.code == 1, argv
        assert "in order" not in ended.out
        assert "upmentor init --new" in ended.err, argv
        assert "backup" in ended.err
        assert ended.err.count("\n") == 1
        assert len(ended.err.replace(str(known), "HOME")) < 400
    after = {path.name: path.stat().st_size for path in known.iterdir() if path.is_file()}
    for name in {"upmentor.db", "known.json"}:
        assert after.get(name) == before.get(name)


@pytest.mark.parametrize("how", ["deleted", "nonsense", "tables emptied"])
def test_starting_anew_keeps_the_rest_and_drops_the_vectors(
    how: str, known: Path, run: Run
) -> None:
    """init --new makes a new store; the old file is kept aside and no vector of it is left."""
    LOST[how](known)
    told = json.loads(run("init", "--new", "--json").out)
    assert told["created"] is True
    assert bool(told.get("put_aside")) is (how != "deleted")
    assert all(Path(path).stat().st_mode & 0o077 == 0 for path in told.get("put_aside", []))
    assert json.loads(run("people", "--json").out) == {"people": []}
    ended = run("check")
    assert ended.code == 0
    passages, vectors = (
        next(line for line in ended.out.splitlines() if line.startswith(name)).split(": ")[1]
        for name in ("passages", "vectors")
    )
    assert passages == vectors


def test_a_whole_store_is_not_put_aside(known: Path, run: Run) -> None:
    """init --new refuses where nothing was lost."""
    ended = run("init", "--new")
    assert (ended.code, "is whole; nothing was changed" in ended.err) == (1, True)
    assert run("check").code == 0


def test_an_index_without_its_store_is_no_new_home(known: Path, run: Run) -> None:
    """Even when everything but the index is gone, init does not begin anew by itself."""
    delete(known)
    for name in ("known.json", "initialised"):
        (known / name).unlink(missing_ok=True)
    ended = run("init")
    assert ended.code == 1
    assert "clears the index of what is lost" in ended.err


def test_an_emptied_store_with_a_full_index_is_not_healthy(known: Path, run: Run) -> None:
    """Without anything that remembers, the vectors still tell that there were records."""
    LOST["tables emptied"](known)
    (known / "known.json").unlink()
    ended = run("check")
    assert ended.code == 1
    assert "the records are empty" in ended.err


def test_an_old_copy_is_told_until_it_is_accepted(known: Path, run: Run, tmp_path: Path) -> None:
    """A backup that was put back runs, check says so, and reindex accepts it."""
    shutil.copy(known / "upmentor.db", tmp_path / "backup.db")
    (tmp_path / "lift.md").write_text("# Lift\n\nThe lift opens at seven.\n")
    assert run("ingest", "lift.md").code == 0
    delete(known)
    shutil.copy(tmp_path / "backup.db", known / "upmentor.db")
    assert run("search", "dashboard", "--as", "mentor1@a.example").code == 0
    ended = run("check")
    assert ended.code == 1
    assert "an older copy" in ended.err
    assert run("reindex").code == 0
    assert run("check").code == 0


def test_another_store_in_its_place_is_told(known: Path, run: Run, tmp_path: Path) -> None:
    """A database of the same kind that is not this home's is refused until it is taken over."""
    with pytest.MonkeyPatch.context() as other:
        other.setenv("UPMENTOR_HOME", str(tmp_path / "other"))
        assert run("init", "--demo").code == 0
    delete(known)
    shutil.copy(tmp_path / "other" / "upmentor.db", known / "upmentor.db")
    for argv in (("serve",), ("people",)):
        ended = run(*argv)
        assert ended.code == 1
        assert "was exchanged" in ended.err
    assert run("check").code == 1
    assert run("reindex").code == 0
    assert run("check").code == 0


def test_notes_that_were_deleted_by_a_deed_are_no_loss(known: Path, run: Run) -> None:
    """Fewer records after somebody did something are what they did."""
    execute(
        "DELETE FROM passages WHERE kind = 'note'",
        "DELETE FROM notes",
        "INSERT INTO audit (at, person, verb, subject) VALUES "
        "('2030-01-01 00:00:00', 'mentor1@a.example', 'delete_note', 'shared-1')",
    )(known)
    run("reindex")
    assert run("check").code == 0


def test_broken_records_are_told(known: Path, run: Run) -> None:
    """Records that refer to others that are gone are a problem, whoever took them."""
    execute("DELETE FROM sessions", "UPDATE stamps SET value = value + 1")(known)
    ended = run("check")
    assert ended.code == 1
    assert "refer to records that are gone" in ended.err


def test_postgresql_without_its_tables_is_a_lost_store(
    home: Path, run: Run, postgresql: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same holds there: init makes the store once, and not again where one was."""
    monkeypatch.setenv("UPMENTOR_HOME", str(home.parent / "pg home"))
    monkeypatch.setenv("UPMENTOR_DATABASE_URL", postgresql.fresh(empty=True))
    assert "upmentor init" in run("people").err
    assert run("init").code == 0
    assert run("check").code == 0
    monkeypatch.setenv("UPMENTOR_DATABASE_URL", postgresql.fresh(empty=True))
    for argv in (("check",), ("init",), ("people",)):
        ended = run(*argv)
        assert ended.code == 1
        assert "upmentor init --new" in ended.err
    assert run("init", "--new").code == 0
    assert run("check").code == 0
    assert not os.listdir(home.parent / "pg home")[0].endswith(".db")
