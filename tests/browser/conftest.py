import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests import demo_store

from .stage import FLAGS, Stage, served


@pytest.fixture(scope="session")
def made_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo program's store; copied, never changed."""
    return demo_store.shared(tmp_path_factory)


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def home(made_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy that the tests of one file share."""
    return Path(shutil.copytree(made_home, tmp_path_factory.mktemp("module") / "home"))


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    """Where the app of this file answers."""
    with served(home) as url:
        yield url


@pytest.fixture
def stage(browser: Browser, address: str) -> Iterator[Stage]:
    """A browser window on the app; fails a test that reached elsewhere or opened a dialog."""
    with Stage.opened(browser, address) as opened:
        yield opened
        assert opened.foreign == []
        assert opened.dialogs == []
        assert opened.requests > 10, "nothing was counted"
