"""Opening the database behind the store: SQLite in a file, or PostgreSQL by its address.

Opening only reads, unless there are tables to make or to migrate: it waits for no writer, and
works where nothing can be written.
"""

import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    create_engine,
    event,
    inspect,
    make_url,
    text,
)
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from assistant.errors import Invalid, NoStore, StoreError

from .faults import fault
from .store import Store

HEAD = "sections"
BUSY_TIMEOUT_MS = 5_000
_CANNOT_WRITE = {"unable to open database file", "attempt to write a readonly database"}
MIGRATING = 7_406_233  # any number, the same in every process: who migrates waits for it


def open_store(url: str, *, create: bool = False) -> Store:
    """The store at a database URL, migrated to the tables of this version.

    Raises:
        NoStore: when there is none and ``create`` is False.
        StoreError: when it cannot be opened, or is of a newer version.
        Invalid: when the URL is none.
    """
    address = database_url(url)
    file = sqlite_file(address)
    engine = _sqlite(file, create) if file else _postgresql(address)
    try:
        at = _version(engine)
        if at is None and not create:
            raise NoStore(f"{file.name if file else 'The database'} holds no tables of Upmentor")
        if at != HEAD:
            _migrate(engine, at)
    except DBAPIError as error:
        engine.dispose()
        raise fault(error) from error
    except BaseException:
        engine.dispose()
        raise
    return Store(engine)


def database_url(text_: str) -> URL:
    """The URL of a database that can be used, with its driver.

    Raises:
        Invalid: when it is none, without repeating it: it may hold a password.
    """
    with suppress(ArgumentError, ValueError):
        url = make_url(text_)
        if url.get_backend_name() in {"postgresql", "postgres"}:
            return url.set(drivername="postgresql+psycopg")
        if url.get_backend_name() == "sqlite" and url.database not in _IN_MEMORY:
            return url
    raise Invalid(
        "UPMENTOR_DATABASE_URL is an address such as postgresql://name:password@host/database, "
        "or sqlite:///a/file.db."
    )


_IN_MEMORY = {None, "", ":memory:"}


def sqlite_file(url: URL) -> Path | None:
    """The file of an SQLite database; None for another database."""
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


def _sqlite(file: Path, create: bool) -> Engine:
    # Of an empty file SQLite would throw its journal away, and what was written last with it.
    if create and not file.exists():
        _make_file(file)
    elif not file.exists():
        raise NoStore(f"{file.name} is missing")
    elif not create and not file.stat().st_size:
        raise NoStore(f"{file.name} is empty")

    def connect() -> sqlite3.Connection:
        return _connected(file)

    engine = create_engine("sqlite:///file", creator=connect)
    event.listen(engine, "connect", _pragmas)
    event.listen(engine, "begin", _begin)
    return engine


def _make_file(file: Path) -> None:
    """An empty file that only its owner can read; what SQLite puts beside it gets its mode."""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise StoreError(
            f"Cannot write to {file.parent}; choose another folder with UPMENTOR_HOME."
        ) from error


def _connected(file: Path) -> sqlite3.Connection:
    """A connection to a file that is there; SQLite would make a missing one anew, empty."""
    place = f"file:{quote(str(file.absolute()))}"
    # sqlite3's own BEGIN comes late and only before writes; _begin sends ours instead.
    how: dict[str, Any] = {"uri": True, "check_same_thread": False, "isolation_level": None}
    connection: sqlite3.Connection = sqlite3.connect(
        f"{place}?mode=rw", timeout=BUSY_TIMEOUT_MS / 1000, **how
    )
    try:
        connection.execute("PRAGMA schema_version")
    except sqlite3.OperationalError as error:
        connection.close()
        # Where nothing can be written, SQLite needs to be told that nobody else writes either.
        journal = file.with_name(f"{file.name}-wal")
        unread = journal.exists() and journal.stat().st_size
        told = str(error)
        if unread or os.access(file.parent, os.W_OK) or told not in _CANNOT_WRITE:
            raise
        connection = sqlite3.connect(f"{place}?immutable=1", **how)
    return connection


def _pragmas(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    if mode != "wal":
        # While somebody is writing, or nobody can, it stays; the next connection tries again.
        with suppress(sqlite3.OperationalError):
            connection.execute("PRAGMA journal_mode=WAL")
    for pragma in (f"busy_timeout={BUSY_TIMEOUT_MS}", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    if statement := connection.get_execution_options().get("begin", "BEGIN"):
        connection.exec_driver_sql(statement)


def _postgresql(url: URL) -> Engine:
    try:
        engine = create_engine(
            url,
            pool_pre_ping=True,  # a server that was restarted meanwhile is no fault
            connect_args={
                "connect_timeout": 10,
                "application_name": "upmentor",
                "options": f"-c lock_timeout={BUSY_TIMEOUT_MS}",
            },
        )
    except ModuleNotFoundError as error:
        raise StoreError(
            "PostgreSQL needs its driver; install it with: pip install 'upmentor[postgres]'"
        ) from error
    event.listen(engine, "before_cursor_execute", _without_nul, retval=True)
    return engine


def _without_nul(_: Any, __: Any, statement: str, values: Any, *___: Any) -> tuple[str, Any]:
    """What is sent, without the one character that PostgreSQL takes in no text."""
    return statement, _replaced(values)


def _replaced(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\0", "\ufffd")
    if isinstance(value, dict):
        return {key: _replaced(inside) for key, inside in value.items()}
    return type(value)(map(_replaced, value)) if isinstance(value, list | tuple) else value


def _version(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        at: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return at


def _migrate(engine: Engine, at: str | None) -> None:
    from alembic import command  # slow to import, needed once a version
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.execution_options(begin="BEGIN IMMEDIATE").begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({MIGRATING})"))
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")  # nothing, when another process was faster
        except CommandError as error:
            raise StoreError(
                f"The store was made by a newer version of Upmentor ({at}); update Upmentor."
            ) from error
