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
    opened = app(is_logged_in=True, email=" Mentor1@A.example ", email_verified=True).run()
    assert "Tariq Ortiz" in words(opened)
    assert "Demo mode" not in words(opened)


def test_a_vouched_for_stranger_stays_outside(real_program: Path) -> None:
    """An account that the program does not know is refused with one sentence."""
    opened = app(is_logged_in=True, email="someone@else.example", email_verified=True).run()
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


@pytest.mark.parametrize("checked", [True, "true", "True"])
def test_an_address_that_was_checked_is_let_in(real_program: Path, checked: object) -> None:
    """The provider says that it checked the address, as a value or as a word."""
    opened = app(is_logged_in=True, email="mentor1@a.example", email_verified=checked).run()
    assert "Tariq Ortiz" in words(opened)


@pytest.mark.parametrize("trusting", ["0", "1"])
@pytest.mark.parametrize("checked", [False, "false", "no", "", 0, 1])
def test_an_address_that_was_not_checked_is_nobody(
    real_program: Path, monkeypatch: pytest.MonkeyPatch, checked: object, trusting: str
) -> None:
    """Whatever the operator set, an address that the provider disowns opens no page."""
    monkeypatch.setenv("UPMENTOR_TRUST_EMAIL", trusting)
    opened = app(is_logged_in=True, email="mentor1@a.example", email_verified=checked).run()
    assert "was not checked" in opened.error[0].value
    assert [b.label for b in opened.button] == ["Sign out"]
    assert "Tariq" not in words(opened)


def test_an_address_of_which_nothing_is_said_needs_the_operators_word(
    real_program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the claim a person is told where to read on, until the operator accepts that."""
    claims: dict[str, object] = {"is_logged_in": True, "email": "mentor1@a.example"}
    opened = app(**claims).run()
    assert "docs/sign-in.md" in opened.error[0].value
    assert [b.label for b in opened.button] == ["Sign out"]
    assert "Tariq" not in words(opened)
    monkeypatch.setenv("UPMENTOR_TRUST_EMAIL", "1")
    assert "Tariq Ortiz" in words(app(**claims).run())


@pytest.mark.parametrize("email", [None, "", "  ", 7, ["mentor1@a.example"]])
def test_a_sign_in_without_an_address_is_nobody(real_program: Path, email: object) -> None:
    """An account without an e-mail address is told what is missing."""
    opened = app(is_logged_in=True, email=email, email_verified=True, sub="s").run()
    assert "sent no e-mail address" in opened.error[0].value


def test_a_sign_in_that_was_ended_is_over_everywhere(real_program: Path) -> None:
    """After signing out in one window, a copy of the same sign-in opens nothing; a new one does."""
    claims = {"is_logged_in": True, "email": "mentor1@a.example", "email_verified": True}
    first = {**claims, "iat": 1_000, "nonce": "a"}
    open_tab = app(**first).run()
    other_tab = app(**first).run()
    next(b for b in other_tab.button if b.label == "Sign out").click().run()
    open_tab.run()
    assert "sign-in was ended" in open_tab.error[0].value
    assert [b.label for b in open_tab.button] == ["Sign in again"]
    assert "Tariq" not in words(open_tab)
    assert "sign-in was ended" in app(**first).run().error[0].value
    assert "Tariq Ortiz" in words(app(**{**first, "iat": 1_001, "nonce": "b"}).run())


def test_an_incomplete_provider_is_said_in_one_sentence(real_program: Path) -> None:
    """When the provider's settings lack a key, pressing the button says where to read on."""
    opened = app(is_logged_in=False)
    opened.secrets["auth"] = {"redirect_uri": "http://localhost:8501/oauth2callback"}
    opened.run()
    next(b for b in opened.button if b.label == "Sign in with your organisation").click().run()
    assert "docs/sign-in.md" in opened.error[0].value
    assert not opened.exception
