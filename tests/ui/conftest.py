import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from assistant.coach import Coach
from assistant.domain import Role
from assistant.ui import wiring
from assistant.ui.wiring import Key
from tests import demo_store

APP = Path(__file__).resolve().parents[2] / "app.py"
PAGES = "assistant/ui"


@pytest.fixture(scope="session")
def made_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo program's store; copied, never changed."""
    return demo_store.make(tmp_path_factory.mktemp("demo") / "home")


@pytest.fixture(scope="module")
def shared_home(made_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy that the tests of one file share."""
    return Path(shutil.copytree(made_home, tmp_path_factory.mktemp("module") / "home"))


@pytest.fixture
def coach(shared_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Coach]:
    """The Coach that the pages use, over the file's copy of the store."""
    monkeypatch.setenv("UPMENTOR_HOME", str(shared_home))
    yield wiring.coach()


@pytest.fixture(scope="module", autouse=True)
def closed_afterwards() -> Iterator[None]:
    yield
    st.cache_resource.clear()


@pytest.fixture
def nobody(coach: Coach) -> AppTest:
    """The app before anybody signed in."""
    return AppTest.from_file(str(APP), default_timeout=60).run()


class Visit:
    """The app as one person sees it."""

    def __init__(self, address: str) -> None:
        self.app = AppTest.from_file(str(APP), default_timeout=60)
        self.app.session_state[Key.READER] = address
        self.app.run()

    def open(self, page: str) -> AppTest:
        """Go to a page by its file's name; raises ValueError when this person has none such."""
        self.app.switch_page(f"{PAGES}/{page}.py")
        self.app.run()
        assert not self.app.exception, self.app.exception
        return self.app


ADDRESSES = {
    Role.MENTOR: demo_store.MENTOR,
    Role.MENTEE: demo_store.MENTEE,
    Role.REVIEWER: demo_store.REVIEWER,
    Role.ADMIN: demo_store.ADMIN,
}


def words(app: AppTest) -> str:
    """Everything that the page says, in the order it says it."""
    return "\n".join(_texts(app.main)) + "\n" + "\n".join(_texts(app.sidebar))


def _texts(block: object) -> Iterator[str]:
    for element in block:  # type: ignore[attr-defined]
        for part in ("label", "value", "body"):
            text = getattr(element, part, None)
            if isinstance(text, str):
                yield text
        proto = getattr(element, "proto", None)
        if isinstance(body := getattr(proto, "body", None), str):
            yield body
