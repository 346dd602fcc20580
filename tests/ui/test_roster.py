import pytest
from streamlit.testing.v1 import AppTest

from assistant.coach import Coach
from assistant.domain import Role
from tests.demo_store import ADMIN, MENTEE, MENTOR, PAIR

from .conftest import Visit, fine, press, words

pytestmark = pytest.mark.timeout(300)


def ask(app: AppTest, address: str) -> AppTest:
    """Press the switch of one person."""
    next(b for b in app.button if b.key == f"decision:access:{address}:ask").click().run()
    return fine(app)


def test_an_admin_sees_who_has_access(visit: Visit, coach: Coach) -> None:
    """Each person stands there with address, roles and access, and no word of a note."""
    said = words(visit(ADMIN, "program"))
    for person in coach.people():
        assert person.email in said
    assert "none without access" in said
    notes = [n.text[:40] for n in coach.notes(MENTOR, PAIR)]
    assert notes
    assert not [n for n in notes if n in said]


def test_a_person_is_switched_off_and_on_after_a_question(visit: Visit, coach: Coach) -> None:
    """One press asks and says what follows; the second does it, and the open tab of the person
    shows nothing more."""
    open_tab = visit(MENTEE, "notes")
    app = ask(visit(ADMIN, "program"), MENTEE)
    assert "sees nothing from their next click on" in words(app)
    assert not coach.person(MENTEE).disabled
    press(app, "Switch off Charles Whitlock")
    assert "switched off" in open_tab.run().error[0].value
    assert "Charles" not in words(open_tab)
    assert "1 without access" in words(app)
    press(ask(app, MENTEE), "Switch on Charles Whitlock")
    assert "Charles Whitlock" in words(visit(MENTEE))


def test_a_question_can_be_left_open(visit: Visit, coach: Coach) -> None:
    """Leaving it as it is changes nothing."""
    app = press(ask(visit(ADMIN, "program"), MENTOR), "Leave it as it is")
    assert not coach.person(MENTOR).disabled
    assert "sees nothing from" not in words(app)


def test_an_admin_has_no_switch_for_themselves(visit: Visit, coach: Coach) -> None:
    """The list offers no way to lock oneself out."""
    app = visit(ADMIN, "program")
    asks = {b.key for b in app.button if b.key and b.key.endswith(":ask")}
    assert asks == {f"decision:access:{p.email}:ask" for p in coach.people() if p.email != ADMIN}
    assert Role.ADMIN in coach.person(ADMIN).roles
