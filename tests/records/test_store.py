"""Transactions: what was read and has changed since is a conflict, on either database."""

from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text

from assistant.domain import Guideline, Visibility
from assistant.errors import Conflict
from assistant.importing import parse_program
from assistant.records import Records, migrations, open_store
from assistant.records.imports import import_program
from tests.builders import one_passage, program_file


def test_an_older_store_keeps_its_records(database: str) -> None:
    """A store of the first version is brought up to this one, and nothing in it is lost."""
    store = open_store(database)
    guideline = Guideline("a.md", "A", "Text.", content_hash="1", left_out=("1 picture",))
    Records(store).save_guideline("operator", guideline, [])
    import_program(store, parse_program(program_file(1)), one_passage)
    with store.begin(write=True) as sql:
        config = Config()
        config.set_main_option("script_location", str(Path(migrations.__path__[0])))
        config.attributes["connection"] = sql.connection()
        command.downgrade(config, "0001")
    store.close()
    newer = open_store(database)
    (kept,) = Records(newer).guidelines()
    assert kept == replace(guideline, left_out=())
    assert len(Records(newer).notes("pair-1")) == 2
    newer.close()


def test_a_stale_note_is_a_conflict(records: Records) -> None:
    """Two edits of the same version: the second is told, and the first stays."""
    import_program(records.store, parse_program(program_file(1)), one_passage)
    author = "mentor1@a.example"
    records.change_note(author, "shared-1", 1, "First.", Visibility.PAIR, one_passage)
    with pytest.raises(Conflict):
        records.change_note(author, "shared-1", 1, "Second.", Visibility.PAIR, one_passage)
    assert records.note("shared-1").text == "First."


def test_a_snapshot_stays_as_it_was(records: Records) -> None:
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
