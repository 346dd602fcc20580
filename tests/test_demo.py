import json
from datetime import date

from assistant import demo
from assistant.importing import parse_program

TODAY = date(2027, 3, 1)


def test_the_demo_program_is_a_valid_program() -> None:
    """The demo program passes the same checks as anybody's PROGRAM.json."""
    file = parse_program(demo.load(TODAY))
    assert len(file.pairs) == 8
    assert sum("reviewer" in p.roles for p in file.people) == 2


def test_dates_follow_today() -> None:
    """A day later every date is a day later, and nothing else differs."""
    first, second = demo.load(date(2027, 3, 1)), demo.load(date(2027, 3, 2))
    assert first["program"]["starts_on"] == "2026-10-02"
    assert second["program"]["starts_on"] == "2026-10-03"
    assert first["people"] == second["people"]
    assert "@" not in {value[0] for value in _texts(first)}


def test_sessions_lie_on_the_right_side_of_today() -> None:
    """What was held lies before today, what is planned does not."""
    sessions = [s for pair in demo.load(TODAY)["pairs"] for s in pair["sessions"]]
    assert all(s["held_on"] < TODAY.isoformat() for s in sessions if s["status"] == "held")
    assert all(s["held_on"] >= TODAY.isoformat() for s in sessions if s["status"] == "planned")


def test_a_leap_day_and_the_end_of_a_year() -> None:
    """Any day will do as today."""
    for today in (date(2028, 2, 29), date(2027, 12, 31), date(2028, 1, 1)):
        assert json.dumps(demo.load(today))


def _texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for inner in value.values() for text in _texts(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in _texts(inner)]
    return [value] if isinstance(value, str) and value else []
