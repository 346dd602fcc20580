import json
from pathlib import Path

from tests.cli.conftest import Run

MENTOR = "mentor1@a.example"


def test_a_person_is_disabled_and_enabled(home: Path, run: Run) -> None:
    """Disabled, every command of the person is refused; enabled, it answers as before."""
    assert run("disable", MENTOR.upper()).out == (
        f"Tariq Ortiz ({MENTOR}) has no access from now on; nothing was deleted.\n"
    )
    refused = run("ask", "How long is a session?", "--as", MENTOR)
    assert (refused.code, refused.out) == (1, "")
    assert "switched off" in refused.err
    assert "(no access)" in run("people").out
    assert run("enable", MENTOR).out == f"Tariq Ortiz ({MENTOR}) has access.\n"
    assert run("search", "dashboard", "--as", MENTOR).code == 0


def test_disabling_tells_json(home: Path, run: Run) -> None:
    """With --json the person and the new state are told."""
    told = json.loads(run("disable", MENTOR, "--json").out)
    assert told == {"email": MENTOR, "name": "Tariq Ortiz", "disabled": True}
    assert json.loads(run("enable", MENTOR, "--json").out)["disabled"] is False


def test_an_unknown_address_is_one_sentence(home: Path, run: Run) -> None:
    """Neither command finds nobody, and both end with code 1."""
    for command in ("disable", "enable"):
        ended = run(command, "nobody@a.example")
        assert (ended.code, ended.out) == (1, "")
        assert ended.err == "upmentor: Nobody in this program has that e-mail address.\n"


def test_the_operator_may_shut_out_the_last_admin_and_is_told(home: Path, run: Run) -> None:
    """A stolen account is shut out even when it is the only admin's."""
    ended = run("disable", "admin@a.example")
    assert ended.code == 0
    assert "no admin has access now" in ended.err
