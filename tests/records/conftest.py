from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.records import Records, open_store
from tests.postgres import Server


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database with tables and no records, of each kind that is supported."""
    if request.param == "postgresql":
        server: Server = request.getfixturevalue("postgresql")
        return server.fresh()
    url = f"sqlite:///{tmp_path / 'upmentor.db'}"
    open_store(url, create=True).close()
    return url


@pytest.fixture
def records(database: str) -> Iterator[Records]:
    """Records over a store of the test's own."""
    store = open_store(database)
    yield Records(store)
    store.close()
