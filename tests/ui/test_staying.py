"""Signing in to the demo, and the addresses that a page's script posts to."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from assistant.coach import Coach
from assistant.domain import Role
from assistant.signing import Signer
from assistant.ui import staying
from assistant.ui.beside import routes
from assistant.ui.wiring import Key
from tests.demo_store import ADMIN, MENTEE, MENTOR

from .conftest import Visit, press, words
from .test_identity import app as provider_app
from .test_identity import real_program

__all__ = ["real_program"]
pytestmark = pytest.mark.timeout(300)  # the first one makes the demo store
PLACE = "note:pair-dashboards"


def told(app: AppTest) -> dict[str, str]:
    """What the page tells its script."""
    bodies = (e.proto.body for e in app.main.get("html"))
    return dict(re.findall(r'data-([\w-]+)="([^"]*)"', next(b for b in bodies if "up-beside" in b)))


def signed_in(visit: Visit) -> AppTest:
    app = visit()
    app.selectbox[0].set_value(MENTOR).run()
    app.button[0].click().run()
    assert app.session_state[Key.READER] == MENTOR
    return app


@pytest.fixture
def browser(coach: Coach) -> Iterator[TestClient]:
    """What posts as a browser does; it keeps the cookies it is given."""
    with TestClient(Starlette(routes=routes()), base_url="http://127.0.0.1") as client:
        yield client


def test_whoever_is_chosen_at_the_press_is_signed_in(visit: Visit) -> None:
    """A press that comes with the choice, before the page was drawn again, takes that choice."""
    app = visit()
    assert app.selectbox[0].value != MENTOR
    assert "Priya" not in app.button[0].label
    app.selectbox[0].set_value(MENTOR)
    app.button[0].click().run()
    assert app.session_state[Key.READER] == MENTOR
    assert "Priya Raman" in words(app)


def test_a_role_chosen_at_the_press_signs_nobody_else_in(visit: Visit) -> None:
    """Of another role nobody was chosen yet: the page stays, with that role's people."""
    app = visit()
    app.radio[0].set_value(Role.ADMIN)
    app.button[0].click().run()
    assert Key.READER not in app.session_state
    assert "Elspeth" in app.button[0].label


def test_a_ticket_becomes_a_cookie_once(visit: Visit, browser: TestClient) -> None:
    """The cookie is for the server alone, of this site alone, and names the person's sign-in."""
    ticket = told(signed_in(visit))["ticket"]
    given = browser.post("/upmentor/sign-in", json={"ticket": ticket})
    assert given.status_code == 204
    header = given.headers["set-cookie"].lower()
    assert "httponly" in header
    assert "samesite=strict" in header
    assert MENTOR not in header
    cookie = browser.cookies[staying.cookie_name()]
    assert staying.sign_in_of(cookie)
    again = browser.post("/upmentor/sign-in", json={"ticket": ticket})
    assert (again.status_code, "set-cookie" in again.headers) == (403, False)


def test_a_ticket_is_no_cookie_and_no_token(visit: Visit, browser: TestClient) -> None:
    """What was signed for one purpose is refused for every other."""
    shown = told(signed_in(visit))
    assert staying.sign_in_of(shown["ticket"]) == ""
    assert staying.reader_of(shown["ticket"]) == ""
    assert browser.post("/upmentor/sign-in", json={"ticket": shown["token"]}).status_code == 403
    assert staying.reader_of(shown["token"]) == MENTOR


def test_signing_out_ends_the_cookie_everywhere(
    visit: Visit, browser: TestClient, coach: Coach
) -> None:
    """The old value names nobody, the page beside is signed out, and its token posts nothing."""
    app = signed_in(visit)
    shown = told(app)
    browser.post("/upmentor/sign-in", json={"ticket": shown["ticket"]})
    old = browser.cookies[staying.cookie_name()]
    beside = visit()
    beside.session_state[Key.READER] = MENTOR
    beside.session_state[Key.SIGN_IN] = app.session_state[Key.SIGN_IN]
    assert "Priya Raman" in words(beside.run())
    assert browser.post("/upmentor/leave", json={}).headers.get("set-cookie") is None
    press(app, "Sign out")
    assert staying.sign_in_of(old) == ""
    assert "Choose who to be" in words(beside.run())
    posted = {"token": shown["token"], "place": PLACE, "form": "f", "text": "Half"}
    assert browser.post("/upmentor/typed", json=posted).status_code == 403
    browser.post("/upmentor/leave", json={})
    assert staying.cookie_name() not in browser.cookies


def test_a_page_keeps_only_its_own_persons_text(
    visit: Visit, browser: TestClient, coach: Coach
) -> None:
    """The token says whose text it is, whatever else is posted with it."""
    token = told(signed_in(visit))["token"]
    posted = {"token": token, "place": PLACE, "form": "f-1", "text": "Half", "person": MENTEE}
    assert browser.post("/upmentor/typed", json=posted).status_code == 204
    kept = coach.typed(MENTOR, PLACE)
    assert kept is not None
    assert kept.text == "Half"
    assert coach.typed(MENTEE, PLACE) is None
    coach.end_typed(MENTOR, {PLACE: "f-1"})
    assert browser.post("/upmentor/typed", json=posted).status_code == 205
    assert coach.typed(MENTOR, PLACE) is None


def test_nothing_unsigned_is_kept(
    visit: Visit, browser: TestClient, coach: Coach, shared_home: Path
) -> None:
    """No token, another's, an outdated one, another form of body, too much: nothing is stored."""
    token = told(signed_in(visit))["token"]
    key = Signer(shared_home / "signing.key")
    old = key.sign("typed", f"{MENTOR}\n", datetime.now(UTC) - timedelta(hours=1))
    good = {"token": token, "place": "x:1", "form": "f", "text": "Half"}
    for bad in ("", old, token[:-2], f"{MENTOR}\n"):
        answer = browser.post("/upmentor/typed", json={**good, "token": bad})
        assert answer.status_code == 403, bad
    bodies = [b"", b"[]", b"\xff", b"{", json.dumps({**good, "text": 1}).encode(), b"[" * 99_999]
    for body in bodies:
        head = {"content-type": "application/json"}
        assert browser.post("/upmentor/typed", content=body, headers=head).status_code == 400
    text = browser.post("/upmentor/typed", content=json.dumps(good))
    assert text.status_code == 415, "another site may post plain text, and nothing else"
    assert (
        browser.post("/upmentor/typed", json={**good, "text": "a" * 1_000_001}).status_code == 413
    )
    long = browser.post("/upmentor/typed", json={**good, "text": "a" * 200_001})
    assert (long.status_code, "200,001" in long.text) == (409, True)
    assert browser.get("/upmentor/typed").status_code == 405
    assert "x:1" not in coach.typed_places(MENTOR)


def test_who_is_switched_off_is_out_whatever_the_cookie_says(
    visit: Visit, browser: TestClient, coach: Coach
) -> None:
    """An open page says so at its next run, and what it posts is refused."""
    app = signed_in(visit)
    posted = {"token": told(app)["token"], "place": PLACE, "form": "f-2", "text": "Half"}
    coach.disable(MENTOR)
    try:
        assert "switched off" in app.run().error[0].value
        assert browser.post("/upmentor/typed", json=posted).status_code == 409
    finally:
        coach.disable(MENTOR, False)


def test_a_page_tells_its_script_no_address(visit: Visit) -> None:
    """Whose page it is, is told by a mark that says nothing to anybody else."""
    mine, other = told(visit(MENTOR)), told(visit(ADMIN))
    assert mine["person"] != other["person"]
    assert told(visit(MENTOR))["person"] == mine["person"]
    assert "person" not in told(visit())


def test_a_page_of_a_real_program_keeps_text_without_a_cookie_of_ours(real_program: Path) -> None:
    """The provider's cookie signs in; the page's token keeps its person's text."""
    app = provider_app(is_logged_in=True, email="mentor1@a.example", email_verified=True).run()
    shown = told(app)
    assert "ticket" not in shown
    assert Key.SIGN_IN not in app.session_state
    with TestClient(Starlette(routes=routes()), base_url="http://127.0.0.1") as client:
        posted = {"token": shown["token"], "place": "note:pair-1", "form": "f", "text": "Half"}
        assert client.post("/upmentor/typed", json=posted).status_code == 204
    assert [a.value for a in app.switch_page("assistant/ui/notes.py").run().text_area] == ["Half"]
