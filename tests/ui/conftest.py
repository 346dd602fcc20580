import html
import re
import shutil
from collections.abc import Callable, Iterator
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
ADDRESSES = {
    Role.MENTOR: demo_store.MENTOR,
    Role.MENTEE: demo_store.MENTEE,
    Role.REVIEWER: demo_store.REVIEWER,
    Role.ADMIN: demo_store.ADMIN,
}
Visit = Callable[..., AppTest]


@pytest.fixture(scope="session")
def made_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo program's store; copied, never changed."""
    return demo_store.shared(tmp_path_factory)


@pytest.fixture(scope="module")
def shared_home(made_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy that the tests of one file share."""
    yield Path(shutil.copytree(made_home, tmp_path_factory.mktemp("module") / "home"))
    st.cache_resource.clear()


@pytest.fixture
def coach(shared_home: Path, monkeypatch: pytest.MonkeyPatch) -> Coach:
    """The Coach that the pages use, over the file's copy of the store."""
    monkeypatch.setenv("UPMENTOR_HOME", str(shared_home))
    return wiring.coach()


@pytest.fixture
def visit(coach: Coach) -> Visit:
    """Opens the app as a person, on a page by its file's name; ValueError if it is not theirs."""

    def open_page(address: str = "", page: str = "") -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=90)
        if address:
            app.session_state[Key.READER] = address
        app.run()
        if page:
            app.switch_page(f"assistant/ui/{page}.py").run()
        return fine(app)

    return open_page


def words(app: AppTest) -> str:
    """What the page says, without its tags."""
    found = []
    for element in [*app.main, *app.sidebar]:
        for part in ("label", "value", "body"):
            text = getattr(element, part, None)
            if isinstance(text, str):
                found.append(text)
        body = getattr(getattr(element, "proto", None), "body", None)
        if isinstance(body, str) and not body.startswith("<style"):
            found.append(html.unescape(re.sub(r"<[^>]+>", " ", body)))
    return re.sub(r"[ \t]+", " ", "\n".join(found))


def press(app: AppTest, label: str) -> AppTest:
    """Press the first button with this label."""
    next(b for b in app.button if b.label == label).click().run()
    return fine(app)


def fine(app: AppTest) -> AppTest:
    """The app, if nothing unforeseen happened in it."""
    assert not app.exception, app.exception
    assert not [e.value for e in app.error if "unexpected" in e.value]
    return app
