from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.records import Records, open_store


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    """Records over a store of the test's own."""
    store = open_store(f"sqlite:///{tmp_path / 'upmentor.db'}", create=True)
    yield Records(store)
    store.close()
