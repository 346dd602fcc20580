"""Opening the store, and one sentence for each way it can fail."""

import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text

from assistant.domain import Guideline, Visibility
from assistant.errors import Conflict, StoreError
from assistant.importing import parse_program
from assistant.records import Records, migrations, open_store
from assistant.records.imports import import_program
from assistant.records.store import HEAD
from assistant.records.tables import Base
from tests.builders import one_passage, program_file


def test_a_missing_store_says_how_to_make_one(tmp_path: Path) -> None:
    """Opening a store that is not there names the command that makes it, and makes nothing."""
    with pytest.raises(StoreError, match="upmentor init"):
        open_store(f"sqlite:///{tmp_path / 'none.db'}")
    assert list(tmp_path.iterdir()) == []


def test_the_pragmas_are_on(records: Records) -> None:
    """WAL, full synchronisation and foreign keys hold for every connection."""
    with records.store.begin() as sql:
        found = {
            p: sql.scalar(text(f"PRAGMA {p}"))
            for p in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_the_migrations_make_the_tables_of_this_version(records: Records) -> None:
    """Migrated tables have the columns that the code names, and the newest version's mark."""
    from sqlalchemy import inspect

    with records.store.begin() as sql:
        inspector = inspect(sql.connection())
        for table in Base.metadata.sorted_tables:
            columns = {c["name"] for c in inspector.get_columns(table.name)}
            assert columns == set(table.columns.keys()), table.name
        assert sql.scalar(text("SELECT version_num FROM alembic_version")) == HEAD


def test_an_older_store_keeps_its_guidelines(tmp_path: Path) -> None:
    """A store of the first version is brought up to this one, and nothing in it is lost."""
    url = f"sqlite:///{tmp_path / 'upmentor.db'}"
    store = open_store(url, create=True)
    guideline = Guideline("a.md", "A", "Text.", content_hash="1", left_out=("1 picture",))
    Records(store).save_guideline("operator", guideline, [])
    with store.begin(write=True) as sql:
        config = Config()
        config.set_main_option("script_location", str(Path(migrations.__path__[0])))
        config.attributes["connection"] = sql.connection()
        command.downgrade(config, "0001")
    store.close()
    (kept,) = Records(open_store(url)).guidelines()
    assert kept == replace(guideline, left_out=())


def test_a_locked_store_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another program writes, a write says so and changes nothing."""
    monkeypatch.setattr("assistant.records.store.BUSY_TIMEOUT_MS", 50)
    path = tmp_path / "upmentor.db"
    records = Records(open_store(f"sqlite:///{path}", create=True))
    import_program(records.store, parse_program(program_file(1)), one_passage)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="another program is writing"):
        records.add_note("mentor1@a.example", "pair-1", 1, "New.", Visibility.PAIR, one_passage)
    other.execute("ROLLBACK")
    assert len(records.notes("pair-1")) == 2


def test_a_file_that_is_no_database_is_one_sentence(tmp_path: Path) -> None:
    """A damaged store is named as damaged."""
    path = tmp_path / "upmentor.db"
    path.write_bytes(b"this is not a database, whatever its name says" * 50)
    with pytest.raises(StoreError, match="damaged"):
        open_store(f"sqlite:///{path}")


def test_a_newer_store_is_refused(tmp_path: Path) -> None:
    """A store of a later version asks for an update and is left alone."""
    url = f"sqlite:///{tmp_path / 'upmentor.db'}"
    store = open_store(url, create=True)
    with store.begin(write=True) as sql:
        sql.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    with pytest.raises(StoreError, match="newer version"):
        open_store(url)


WRITE = """
import sys
from assistant.domain import Visibility
from assistant.records import Records, open_store
from tests.builders import one_passage

records = Records(open_store(f"sqlite:///{sys.argv[1]}"))
for n in range(25):
    records.add_note(
        "mentor1@a.example", "pair-1", 1, f"Note {n} of today.", Visibility.PAIR, one_passage
    )
"""


def test_no_update_is_lost_between_processes(tmp_path: Path) -> None:
    """Four processes that write at once leave every note, with its outbox row."""
    path = str(tmp_path / "upmentor.db")
    records = Records(open_store(f"sqlite:///{path}", create=True))
    import_program(records.store, parse_program(program_file(1)), one_passage)
    root = Path(__file__).resolve().parents[2]
    writers = [subprocess.Popen([sys.executable, "-c", WRITE, path], cwd=root) for _ in range(4)]
    assert [writer.wait(100) for writer in writers] == [0, 0, 0, 0]
    assert len(records.notes("pair-1")) == 2 + 100


def test_a_stale_note_is_a_conflict(records: Records) -> None:
    """Two edits of the same version: the second is told, and the first stays."""
    import_program(records.store, parse_program(program_file(1)), one_passage)
    author = "mentor1@a.example"
    records.change_note(author, "shared-1", 1, "First.", Visibility.PAIR, one_passage)
    with pytest.raises(Conflict):
        records.change_note(author, "shared-1", 1, "Second.", Visibility.PAIR, one_passage)
    assert records.note("shared-1").text == "First."


def test_a_snapshot_stays_as_it_was(records: Records, tmp_path: Path) -> None:
    """Within a snapshot every statement sees the same records; without, each its own moment."""
    count = text("SELECT count(*) FROM stamps")
    for snapshot, seen in ((True, 0), (False, 1)):
        with records.store.read(snapshot=snapshot) as sql:
            before = sql.scalar(count) or 0
            with records.store.begin(write=True) as other:
                other.execute(
                    text("INSERT INTO stamps (name, value) VALUES (:name, 1)"),
                    {"name": f"snapshot {snapshot}"},
                )
            assert (sql.scalar(count) or 0) - before == seen
