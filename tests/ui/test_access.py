import re

import pytest

from assistant.coach import Coach
from assistant.domain import Role
from assistant.ui import routes
from assistant.ui.wiring import Key
from tests.demo_store import ADMIN, MENTEE, MENTOR, REVIEWER

from .conftest import ADDRESSES, Visit, press, words

pytestmark = pytest.mark.timeout(300)  # the first one makes the demo store

PAGES = {
    Role.MENTOR: {"home", "ask", "prepare", "rehearse", "explain", "notes", "progress"},
    Role.MENTEE: {"home", "ask", "prepare", "rehearse", "explain", "notes", "progress"},
    Role.REVIEWER: {"review", "ask"},
    Role.ADMIN: {"program", "guidelines", "model", "ask"},
}
EVERY_PAGE = [r.file for r in routes.ROUTES]
GRANTED = [(role, page) for role in Role for page in EVERY_PAGE if page in PAGES[role]]
WITHHELD = [(role, page) for role in Role for page in EVERY_PAGE if page not in PAGES[role]]


@pytest.mark.parametrize(("role", "page"), GRANTED)
def test_a_role_opens_each_of_its_pages(visit: Visit, role: Role, page: str) -> None:
    """Each page of a role opens, says something, and shows no failure."""
    app = visit(ADDRESSES[role], page)
    assert "<h1>" in "".join(e.proto.body for e in app.main.get("html"))
    assert not app.error


@pytest.mark.parametrize(("role", "page"), WITHHELD)
def test_a_page_of_another_role_does_not_exist(visit: Visit, role: Role, page: str) -> None:
    """A page that a role was not given is not among its pages."""
    with pytest.raises(ValueError, match="Could not find"):
        visit(ADDRESSES[role], page)


@pytest.mark.parametrize("page", EVERY_PAGE)
def test_nobody_sees_a_page_before_signing_in(visit: Visit, page: str) -> None:
    """Before sign-in there is the sign-in page and nothing else."""
    with pytest.raises(ValueError, match="Could not find"):
        visit("", page)


def test_demo_mode_is_named_on_the_sign_in_page(visit: Visit) -> None:
    """The picker of demo people says that it is one, and that they are fictional."""
    said = words(visit())
    assert "Demo mode" in said
    assert "fictional" in said


def test_picking_a_person_signs_in(visit: Visit) -> None:
    """Continuing as somebody opens their first page."""
    app = visit()
    app.radio[0].set_value(Role.REVIEWER).run()
    assert "Dorothy Quill" in words(press(app, app.button[0].label))


def test_an_address_that_is_nobodys_is_refused(visit: Visit) -> None:
    """A session with an unknown address is told so and shown no page."""
    app = visit("nobody@lanternfield.example")
    assert "Nobody in this program" in app.error[0].value
    assert "Home" not in words(app)


def test_a_disabled_person_is_shut_out_at_the_next_click(visit: Visit, coach: Coach) -> None:
    """Roles are read again at each rerun: who is switched off mid-way sees nothing more."""
    app = visit(MENTEE, "notes")
    coach.disable(MENTEE)
    try:
        app.run()
        assert "switched off" in app.error[0].value
        assert "Charles" not in words(app)
    finally:
        coach.disable(MENTEE, False)


def test_signing_out_forgets_everything(visit: Visit) -> None:
    """After sign-out no key of the person is left in the session."""
    app = visit(MENTOR, "prepare")
    app.session_state[Key.CONVERSATION] = "talk-1"
    press(app, "Sign out")
    for key in (Key.READER, Key.CONVERSATION, Key.MINUTES, Key.TOPIC.at("agenda")):
        assert key not in app.session_state
    assert "Choose who to be" in words(app)


def test_the_sidebar_names_the_person_and_their_role(visit: Visit) -> None:
    """Whoever is signed in sees as whom, in which role, and that it is the demo."""
    said = words(visit(ADMIN))
    assert "Elspeth Marlowe" in said
    assert "Program admin" in said
    assert "Demo mode" in said


def test_a_reviewer_asks_the_guidelines_only(visit: Visit) -> None:
    """The reviewer's Ask speaks of guidelines and offers nothing about notes."""
    said = words(visit(REVIEWER, "ask"))
    assert "program's guidelines" in said
    assert not re.search(r"notes that you can read|last time", said)
