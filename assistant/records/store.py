"""Transactions over one database, and what is noted in every one of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session as SqlSession
from sqlalchemy.orm.exc import StaleDataError

from assistant.errors import Conflict

from .faults import CHANGED, fault
from .tables import AuditRow, StampRow

# A row that is read to be changed is locked first; rows that only refer to it are not held up.
LOCKED = {"key_share": True}


class Store:
    """One database and its transactions. Made with ``open_store``.

    SQLite has one writer at a time. PostgreSQL has many: whoever changes a row compares its
    version in the UPDATE itself, and locks the row first where more than it is decided from it.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.on_sqlite = engine.dialect.name == "sqlite"
        if self.on_sqlite:
            self._single = engine.execution_options(begin="")
            self._reading = engine
            self._writing = engine.execution_options(begin="BEGIN IMMEDIATE")
        else:
            self._single = engine.execution_options(isolation_level="AUTOCOMMIT")
            self._reading = engine.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
            self._writing = engine.execution_options(isolation_level="READ COMMITTED")

    @contextmanager
    def begin(self, write: bool = False) -> Iterator[SqlSession]:
        """A transaction: committed as a whole when the block ends, nothing kept when it fails.

        A reading transaction sees the records of one moment. A writing one takes SQLite's write
        lock at once, so that what it read before writing cannot have changed meanwhile.

        Raises:
            Conflict: when what it changes was changed by another one meanwhile.
            StoreError: when the database is locked, read-only, full or damaged.
        """
        engine = self._writing if write else self._reading
        try:
            with SqlSession(engine, expire_on_commit=False) as session, session.begin():
                yield session
        except StaleDataError as error:
            raise Conflict(CHANGED) from error
        except DBAPIError as error:
            raise fault(error) from error

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
            raise fault(error) from error

    def close(self) -> None:
        self.engine.dispose()


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def audit(session: SqlSession, person: str, verb: str, subject: str) -> None:
    """Note who did what to which record, in the same transaction as the deed."""
    session.add(AuditRow(at=now(), person=person, verb=verb, subject=subject))


def changed(session: SqlSession, sentence: str) -> None:
    """Write what was changed so far; the UPDATE itself compares the version that was read.

    Raises:
        Conflict: with the sentence, when another one changed the row since.
    """
    try:
        session.flush()
    except StaleDataError as error:
        raise Conflict(sentence) from error


def raise_stamp(session: SqlSession, name: str) -> None:
    """Tell every reader, in any process, that what ``name`` stands for has changed.

    The database does the counting, so that two changes at once are counted as two.
    """
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    session.execute(
        dialect.insert(StampRow)
        .values(name=name, value=1)
        .on_conflict_do_update(index_elements=[StampRow.name], set_={"value": StampRow.value + 1})
    )
