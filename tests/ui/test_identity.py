from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from assistant.bootstrap import build
from assistant.ui.wiring import Key
from tests import demo_store
from tests.builders import program_file

from .conftest import APP, words


@pytest.fixture
def real_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """A store whose program is not the demo."""
    coach = build(demo_store.settings(tmp_path), create=True)
    coach.import_program(program_file())
    coach.close()
    monkeypatch.setenv("UPMENTOR_HOME", str(tmp_path))
    yield tmp_path
    st.cache_resource.clear()


def app(**user: object) -> AppTest:
    opened = AppTest.from_file(str(APP), default_timeout=60)
    if user:
        opened.user = user
    return opened


def test_a_real_program_has_no_picker(real_program: Path) -> None:
    """Without an identity provider one sentence says what to configure, and nobody gets in."""
    opened = app().run()
    assert "Demo mode" not in words(opened)
    assert "No identity provider is configured" in opened.warning[0].value
    assert not opened.selectbox


def test_a_name_in_the_session_is_no_identity(real_program: Path) -> None:
    """In a real program a session that merely names a person stays signed out."""
    opened = app()
    opened.session_state[Key.READER] = "mentor1@a.example"
    assert "Sign in" in words(opened.run())


def test_the_providers_address_is_looked_up(real_program: Path) -> None:
    """Whom the provider vouches for is found in the records, whatever the case of the address."""
    opened = app(is_logged_in=True, email="Mentor1@A.example").run()
    assert "Tariq Ortiz" in words(opened)
    assert "Demo mode" not in words(opened)


def test_a_vouched_for_stranger_stays_outside(real_program: Path) -> None:
    """An account that the program does not know is refused with one sentence."""
    opened = app(is_logged_in=True, email="someone@else.example").run()
    assert "Nobody in this program" in opened.error[0].value
    assert "Home" not in words(opened)


def test_a_missing_store_is_said_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a store the app says what to do instead of failing."""
    monkeypatch.setenv("UPMENTOR_HOME", str(tmp_path / "none"))
    opened = app().run()
    assert not opened.exception
    assert "upmentor init" in opened.error[0].value
