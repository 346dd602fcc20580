"""Opening the store: engine, pragmas, migrations, and one sentence for what can go wrong."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session as SqlSession
from sqlalchemy.pool import ConnectionPoolEntry

from assistant.errors import StoreError

from .tables import AuditRow, StampRow

HEAD = "left_out"
BUSY_TIMEOUT_MS = 5_000


class Store:
    """One database and its transactions. Made with ``open_store``."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._single = engine.execution_options(begin="")
        self._reading = engine.execution_options(begin="BEGIN")
        self._writing = engine.execution_options(begin="BEGIN IMMEDIATE")

    @contextmanager
    def begin(self, write: bool = False) -> Iterator[SqlSession]:
        """A transaction: committed as a whole when the block ends, nothing kept when it fails.

        A writing transaction takes SQLite's write lock at once, so that what it read before
        writing cannot have changed meanwhile.

        Raises:
            StoreError: when the database is locked, read-only, full or damaged.
        """
        engine = self._writing if write else self._reading
        try:
            with SqlSession(engine, expire_on_commit=False) as session, session.begin():
                yield session
        except DBAPIError as error:
            raise StoreError(sentence(error)) from error

    @contextmanager
    def read(self, *, snapshot: bool = False) -> Iterator[Connection]:
        """Reading whose rows are plain: for what every question reads.

        Each statement sees the records of its own moment, all of them the same ones with
        ``snapshot``; for a single statement a transaction would cost as much as the statement.

        Raises:
            StoreError: when the database is locked or damaged.
        """
        engine = self._reading if snapshot else self._single
        try:
            with engine.connect() as connection:
                yield connection
        except DBAPIError as error:
            raise StoreError(sentence(error)) from error

    def close(self) -> None:
        self._engine.dispose()


def open_store(url: str, *, create: bool = False) -> Store:
    """The store at a database URL, migrated to the tables of this version.

    Raises:
        StoreError: when it does not exist and ``create`` is False, or cannot be opened.
    """
    path = Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:///") else None
    if path is not None and not path.exists():
        if not create:
            raise StoreError(f"There is no store in {path.parent} yet; run: upmentor init")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(
                f"Cannot write to {path.parent}; choose another folder with UPMENTOR_HOME."
            ) from error
    engine = create_engine(url)
    if path is not None:
        event.listen(engine, "connect", _pragmas)
        event.listen(engine, "begin", _begin)
    try:
        _migrate(engine, url)
    except DBAPIError as error:
        raise StoreError(sentence(error)) from error
    return Store(engine)


def _pragmas(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    # sqlite3's own BEGIN comes late and only before writes; _begin sends ours instead.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    if statement := connection.get_execution_options().get("begin", "BEGIN IMMEDIATE"):
        connection.exec_driver_sql(statement)


def _migrate(engine: Engine, url: str) -> None:
    with engine.connect() as connection:
        known = inspect(connection).has_table("alembic_version")
        at = connection.scalar(text("SELECT version_num FROM alembic_version")) if known else None
    if at == HEAD:
        return
    from alembic import command  # slow to import, needed once a version
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise StoreError(
                f"The store was made by a newer version of Upmentor ({at}); update Upmentor."
            ) from error


def sentence(error: DBAPIError) -> str:
    """What a database error means to the person who sees it."""
    reason = str(error.orig).lower()
    if "locked" in reason or "busy" in reason:
        return "The store is busy: another program is writing to it. Try again in a moment."
    if "readonly" in reason or "read-only" in reason or "unable to open" in reason:
        return "The store cannot be written; check the folder's permissions or UPMENTOR_HOME."
    if "disk is full" in reason or "disk i/o" in reason:
        return "The disk is full or failing; nothing was saved."
    if "malformed" in reason or "not a database" in reason:
        return "The store is damaged; restore a backup of upmentor.db."
    if isinstance(error, OperationalError):
        return "The database did not answer; check UPMENTOR_DATABASE_URL."
    return "The records refused this change; nothing was saved."


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def audit(session: SqlSession, person: str, verb: str, subject: str) -> None:
    """Note who did what to which record, in the same transaction as the deed."""
    session.add(AuditRow(at=now(), person=person, verb=verb, subject=subject))


def raise_stamp(session: SqlSession, name: str) -> None:
    """Tell every reader, in any process, that what ``name`` stands for has changed."""
    row = session.get(StampRow, name)
    if row is None:
        session.add(StampRow(name=name, value=1))
    else:
        row.value += 1
