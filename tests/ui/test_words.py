from datetime import date

import pytest

from assistant.ui import words

TODAY = date(2026, 6, 15)


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2026, 6, 15), "today"),
        (date(2026, 6, 16), "tomorrow"),
        (date(2026, 6, 14), "yesterday"),
        (date(2026, 6, 20), "in 5 days"),
        (date(2026, 7, 20), "in 5 weeks"),
        (date(2026, 6, 10), "5 days ago"),
        (None, "no date yet"),
    ],
)
def test_a_date_is_said_as_seen_from_today(on: date | None, said: str) -> None:
    """Near dates are said in days, far ones in weeks."""
    assert words.when(on, TODAY) == said


def test_names_are_joined_as_one_says_them() -> None:
    """One, two and three names."""
    assert [words.names(list("abc"[:n])) for n in range(4)] == ["", "a", "a and b", "a, b and c"]
