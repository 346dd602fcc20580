"""Which example questions may be shown on a page."""

import pytest

from assistant.language.plain_questions import plain_question, words_of

OWN = words_of("How often do pairs meet in the first half of a program? Once a month, we agreed.")
KNOWN = OWN | words_of("my leader should i the what is to boss health director asks about that can")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("how often should i meet my leader", "How often should I meet my leader?"),
        ("What is agreed in the first half?", "What is agreed in the first half?"),
        ("how often should i meet Charles in the first half", ""),
        ("how often should i meet my boss in the first half", ""),
        ("should a director meet a leader about my health", ""),
        ("my leader agreed to meet once a month", ""),
        ("how often should we meet. i agreed once", ""),
        ("is that agreed in the first half", ""),
        ("how often to meet in the first half", ""),
        ("meet how often", ""),
        ("what is the director about", ""),
    ],
)
def test_only_a_plain_question_is_shown(typed: str, shown: str) -> None:
    """One short question in the guidelines' own words: no name, nothing private, no rough word."""
    assert plain_question(typed, KNOWN, OWN) == shown
