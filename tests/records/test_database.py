"""Opening the database: what is missing, damaged or busy is told, and opening only reads."""

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from assistant.domain import Visibility
from assistant.errors import Invalid, LostStore, NoStore, StoreError
from assistant.importing import parse_program
from assistant.records import Records, database_url, open_store
from assistant.records.database import HEAD
from assistant.records.imports import import_program
from assistant.records.tables import Base
from tests.builders import one_passage, program_file
from tests.postgres import Server

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The file of a store with one pair."""
    path = tmp_path / "upmentor.db"
    store = open_store(f"sqlite:///{path}", create=True)
    import_program(store, parse_program(program_file(1)), one_passage)
    store.close()
    return path


def test_a_missing_store_is_not_made(tmp_path: Path) -> None:
    """Opening a store that is not there makes nothing."""
    with pytest.raises(NoStore, match="missing"):
        open_store(f"sqlite:///{tmp_path / 'none.db'}")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_no_store(file: Path) -> None:
    """A file of 0 bytes is not filled with tables, and its journal is not thrown away."""
    kept = sqlite3.connect(file)
    kept.execute("CREATE TABLE later (x)")
    journal = file.with_name("upmentor.db-wal")
    size = journal.stat().st_size
    os.truncate(file, 0)
    with pytest.raises(NoStore, match="empty"):
        open_store(f"sqlite:///{file}")
    assert (file.stat().st_size, journal.stat().st_size) == (0, size)


def test_another_programs_database_is_no_store(tmp_path: Path) -> None:
    """A database without our tables stays without them."""
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE songs (title)")
    with pytest.raises(NoStore, match="no tables"):
        open_store(f"sqlite:///{tmp_path / 'other.db'}")


def test_a_new_postgresql_database_is_no_store(postgresql: Server) -> None:
    """The same holds for PostgreSQL; with ``create`` its tables are made."""
    url = postgresql.fresh(empty=True)
    with pytest.raises(NoStore, match="no tables"):
        open_store(url)
    open_store(url, create=True).close()
    open_store(url).close()


def test_the_pragmas_are_on(file: Path) -> None:
    """WAL, full synchronisation and foreign keys hold for every connection."""
    store = open_store(f"sqlite:///{file}")
    with store.begin() as sql:
        found = {
            p: sql.scalar(text(f"PRAGMA {p}"))
            for p in ("journal_mode", "synchronous", "foreign_keys")
        }
    store.close()
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_the_migrations_make_the_tables_of_this_version(records: Records) -> None:
    """Migrated tables have the columns that the code names, and the newest version's mark."""
    with records.store.begin() as sql:
        inspector = inspect(sql.connection())
        for table in Base.metadata.sorted_tables:
            columns = {c["name"] for c in inspector.get_columns(table.name)}
            assert columns == set(table.columns.keys()), table.name
        assert sql.scalar(text("SELECT version_num FROM alembic_version")) == HEAD


def test_two_processes_may_make_the_tables_at_once(postgresql: Server) -> None:
    """Both find a whole store, whoever was first."""
    url = postgresql.fresh(empty=True)
    code = f"from assistant.records import open_store; open_store({url!r}, create=True)"
    makers = [subprocess.Popen([sys.executable, "-c", code], cwd=ROOT) for _ in range(3)]
    assert [maker.wait(100) for maker in makers] == [0, 0, 0]
    open_store(url).close()


def test_opening_waits_for_no_writer(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another program writes for an hour, the store is opened and read."""
    monkeypatch.setattr("assistant.records.database.BUSY_TIMEOUT_MS", 3_600_000)
    writer = sqlite3.connect(file, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    records = Records(open_store(f"sqlite:///{file}"))
    assert len(records.notes("pair-1")) == 2
    assert records.people()
    assert records.inventory().held["pairs"] == 1
    writer.execute("ROLLBACK")
    records.store.close()


def test_opening_an_old_journal_waits_for_no_writer(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database that is not in WAL mode yet is read too, and switched when nobody writes."""
    monkeypatch.setattr("assistant.records.database.BUSY_TIMEOUT_MS", 3_600_000)
    writer = sqlite3.connect(file, isolation_level=None)
    writer.execute("PRAGMA journal_mode=DELETE")
    writer.execute("BEGIN IMMEDIATE")
    records = Records(open_store(f"sqlite:///{file}"))
    assert records.people()
    records.store.close()
    writer.execute("ROLLBACK")
    open_store(f"sqlite:///{file}").close()
    assert sqlite3.connect(file).execute("PRAGMA journal_mode").fetchone() == ("wal",)


@pytest.fixture
def read_only() -> Iterator[Path]:
    """A store in a folder where its reader, who owns nothing there, can write nothing."""
    with tempfile.TemporaryDirectory(prefix="upmentor-ro-") as made:
        folder = Path(made)
        path = folder / "upmentor.db"
        store = open_store(f"sqlite:///{path}", create=True)
        import_program(store, parse_program(program_file(1)), one_passage)
        store.close()
        path.chmod(0o444)
        folder.chmod(0o555)
        yield path
        folder.chmod(0o700)


def test_a_store_that_cannot_be_written_is_read(read_only: Path) -> None:
    """From a read-only place people and notes are read; writing says that it cannot."""
    code = """
import os, sys
from assistant.domain import Visibility
from assistant.errors import StoreError
from assistant.records import Records, open_store
if not os.geteuid():
    os.setuid(65534)  # root may write anywhere
records = Records(open_store(f"sqlite:///{sys.argv[1]}"))
print(len(records.people()), len(records.notes("pair-1")))
try:
    records.add_note("mentor1@a.example", "pair-1", 1, "New.", Visibility.PAIR, lambda note: [])
except StoreError as error:
    print(error)
"""
    command = [sys.executable, "-c", code, str(read_only)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    counts, sentence = done.stdout.splitlines()
    assert counts == "4 2"
    assert sentence.startswith("The store cannot be written")


def test_a_locked_store_is_one_sentence(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another program writes, a write says so and changes nothing."""
    monkeypatch.setattr("assistant.records.database.BUSY_TIMEOUT_MS", 50)
    records = Records(open_store(f"sqlite:///{file}"))
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="another program is writing"):
        records.add_note("mentor1@a.example", "pair-1", 1, "New.", Visibility.PAIR, one_passage)
    other.execute("ROLLBACK")
    assert len(records.notes("pair-1")) == 2
    records.store.close()


def test_a_file_that_vanishes_is_not_made_anew(file: Path) -> None:
    """A store that is deleted while it is open is told, not replaced by an empty one."""
    records = Records(open_store(f"sqlite:///{file}"))
    for path in file.parent.iterdir():
        path.unlink()
    records.store.close()
    with pytest.raises(StoreError, match="check that its database is there"):
        records.people()
    assert not file.exists()


def test_a_file_that_is_no_database_is_one_sentence(tmp_path: Path) -> None:
    """A damaged store is named as damaged."""
    path = tmp_path / "upmentor.db"
    path.write_bytes(b"this is not a database, whatever its name says" * 50)
    with pytest.raises(LostStore, match="damaged"):
        open_store(f"sqlite:///{path}")


def test_a_newer_store_is_refused(database: str) -> None:
    """A store of a later version asks for an update and is left alone."""
    store = open_store(database)
    with store.begin(write=True) as sql:
        sql.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    with pytest.raises(StoreError, match="newer version"):
        open_store(database)


@pytest.mark.parametrize(
    "url", ["", "upmentor.db", "mysql://root:secret@host/db", "sqlite://", "sqlite:///:memory:"]
)
def test_an_address_that_cannot_be_used_is_not_repeated(url: str) -> None:
    """What is no address of a database is refused in a sentence that holds no password."""
    with pytest.raises(Invalid) as told:
        open_store(url)
    assert "UPMENTOR_DATABASE_URL" in str(told.value)
    assert "secret" not in str(told.value)


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_every_way_to_write_postgresql_is_understood(scheme: str) -> None:
    """The driver need not be named."""
    url = database_url(f"{scheme}://name:password@host:5432/upmentor?sslmode=require")
    assert url.drivername == "postgresql+psycopg"
    assert (url.host, url.database, url.query["sslmode"]) == ("host", "upmentor", "require")


def test_a_server_that_is_not_there_is_one_sentence() -> None:
    """Nobody behind the address: the setting is named."""
    with pytest.raises(StoreError, match="did not answer; check UPMENTOR_DATABASE_URL"):
        open_store("postgresql://upmentor@127.0.0.1:1/upmentor")


def test_a_database_that_is_not_there_is_one_sentence(postgresql: Server) -> None:
    """A server without that database, or without that user, says which is missing."""
    with pytest.raises(StoreError, match="make it first"):
        open_store(postgresql.url("nowhere"))
    stranger = postgresql.url("postgres").replace("upmentor@", "stranger@")
    with pytest.raises(StoreError, match="refused the name or password"):
        open_store(stranger)


def test_a_locked_row_is_one_sentence(postgresql: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another program holds a row, a write gives up with a sentence."""
    monkeypatch.setattr("assistant.records.database.BUSY_TIMEOUT_MS", 50)
    records = Records(open_store(postgresql.fresh()))
    import_program(records.store, parse_program(program_file(1)), one_passage)
    author = "mentor1@a.example"
    with records.store.begin(write=True) as other:
        other.execute(text("SELECT * FROM notes FOR UPDATE"))
        with pytest.raises(StoreError, match="busy"):
            records.change_note(author, "shared-1", 1, "New.", Visibility.PAIR, one_passage)
    assert records.note("shared-1").version == 1
    records.store.close()
