"""A real program, a real sign-in: provider, tokens and cookies on this machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from assistant.bootstrap import build
from tests import demo_store
from tests.builders import program_file

from .provider import CLIENT, SECRET, Provider
from .stage import Stage, free_port, served

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

ACCOUNTS: dict[str, dict[str, Any]] = {
    "Checked": {"email": "Mentor1@A.example", "email_verified": True},
    "Admin": {"email": "admin@a.example", "email_verified": "true"},
    "Not checked": {"email": "mentor1@a.example", "email_verified": False},
    "Not said": {"email": "mentor1@a.example"},
    "Stranger": {"email": "nobody@else.example", "email_verified": True},
}
SECRETS = """[auth]
redirect_uri = "{address}/oauth2callback"
cookie_secret = "0123456789abcdef0123456789abcdef"
client_id = "{client}"
client_secret = "{secret}"
server_metadata_url = "{provider}/.well-known/openid-configuration"
"""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of a program that is no demo."""
    home = tmp_path_factory.mktemp("real") / "home"
    coach = build(demo_store.settings(home), create=True)
    coach.import_program(program_file())
    coach.follow()
    coach.close()
    return home


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with Provider(ACCOUNTS).running() as running:
        yield running


@contextmanager
def signing_in(program: Path, provider: Provider, folder: Path, **env: str) -> Iterator[str]:
    """The app with this provider in its secrets, as an operator would write them."""
    port = free_port()
    written = folder / ".streamlit" / "secrets.toml"
    written.parent.mkdir()
    written.write_text(
        SECRETS.format(
            address=f"http://127.0.0.1:{port}", client=CLIENT, secret=SECRET, provider=provider.url
        )
    )
    with served(program, port, HOME=str(folder), **env) as address:
        yield address


@pytest.fixture(scope="module")
def address(
    program: Path, provider: Provider, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    with signing_in(program, provider, tmp_path_factory.mktemp("operator")) as url:
        yield url


def sign_in(stage: Stage, account: str) -> None:
    stage.page.goto(stage.address)
    stage.press("Sign in with your organisation")
    stage.page.get_by_role("link", name=account, exact=True).click()


def test_a_person_signs_in_reloads_and_signs_out_for_good(
    browser: Browser, address: str, provider: Provider
) -> None:
    """The provider's word opens the person's pages; after sign-out an old cookie opens nothing."""
    with Stage.opened(browser, address) as stage:
        sign_in(stage, "Checked")
        stage.see("Tariq Ortiz")
        stage.page.reload()
        stage.see("Tariq Ortiz")
        cookies = stage.page.context.cookies()
        stage.press("Sign out")
        stage.see("Use the account of your organisation.")
        assert provider.signed_out == 1
    with Stage.opened(browser, address) as thief:
        thief.page.context.add_cookies(cookies)  # type: ignore[arg-type]
        thief.page.goto(address)
        thief.see("You are signed out")
        assert "Tariq" not in thief.page.content()
        thief.press("Sign in again")
        sign_in(thief, "Checked")
        thief.see("Tariq Ortiz")


@pytest.mark.parametrize(
    ("account", "reason"),
    [
        ("Not checked", "was not checked"),
        ("Not said", "does not say whether"),
        ("Stranger", "Nobody in this program"),
    ],
)
def test_whoever_is_not_vouched_for_sees_the_reason_and_the_way_out(
    browser: Browser, address: str, account: str, reason: str
) -> None:
    """No page, no name; signing out leads back to the sign-in page."""
    with Stage.opened(browser, address) as stage:
        sign_in(stage, account)
        stage.see(reason)
        assert "Ortiz" not in stage.page.content()
        assert stage.page.locator('[data-testid="stSidebarNavLink"]').count() == 0
        stage.press("Sign out")
        stage.see("Use the account of your organisation.")


def test_a_provider_that_says_nothing_is_accepted_by_the_operators_word(
    browser: Browser, program: Path, provider: Provider, tmp_path: Path
) -> None:
    """With the setting a missing claim is enough, and a false one still is not."""
    with (
        signing_in(program, provider, tmp_path, UPMENTOR_TRUST_EMAIL="1") as trusting,
        Stage.opened(browser, trusting) as stage,
    ):
        sign_in(stage, "Not checked")
        stage.see("was not checked")
        stage.press("Sign out")
        sign_in(stage, "Not said")
        stage.see("Tariq Ortiz")


def test_a_long_open_tab_is_shut_when_its_person_is_switched_off(
    browser: Browser, address: str
) -> None:
    """The admin switches somebody off, and their open tab shows nothing from its next click on."""
    with Stage.opened(browser, address) as open_tab, Stage.opened(browser, address) as admin:
        sign_in(open_tab, "Checked")
        open_tab.go("Notes")
        open_tab.see("Write a note")
        sign_in(admin, "Admin")
        admin.see("Ada Kim")
        row = admin.page.locator('[class*="st-key-up-person-"]', has_text="mentor1@a.example")
        row.get_by_role("button", name="Switch off").click()
        admin.press("Switch off Tariq Ortiz")
        admin.see("1 without access")
        open_tab.page.get_by_role("button", name="Save the note").click()
        open_tab.see("Your access is switched off")
        assert "Tariq" not in open_tab.page.content()
        row.get_by_role("button", name="Switch on").click()
        admin.press("Switch on Tariq Ortiz")
        admin.see("none without access")
