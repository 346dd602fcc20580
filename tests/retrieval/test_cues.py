from datetime import date

import pytest

from assistant.retrieval.cues import Cues, read_cues

TODAY = date(2026, 6, 15)
SESSIONS = {1: date(2026, 3, 2), 2: date(2026, 4, 6), 3: date(2026, 5, 11)}


def cues(question: str) -> Cues:
    return read_cues(question, {"mina", "leo"}, SESSIONS, TODAY, reader="mina", partner="leo")


@pytest.mark.parametrize(
    ("question", "inside", "outside"),
    [
        ("What did we do last month?", date(2026, 5, 20), date(2026, 6, 2)),
        ("What did Leo promise in March?", date(2026, 3, 2), date(2026, 4, 6)),
        ("What changed since our first session?", date(2026, 5, 11), date(2026, 3, 1)),
        ("What did we agree in session 2?", date(2026, 4, 6), date(2026, 5, 11)),
        ("What was open at our last session?", date(2026, 5, 11), date(2026, 3, 2)),
        ("What happened on 11 May 2026?", date(2026, 5, 11), date(2026, 4, 6)),
        ("What was said two weeks ago?", date(2026, 6, 1), date(2026, 4, 6)),
        ("Where was Leo between 9 May and 13 May?", date(2026, 5, 11), date(2026, 4, 6)),
        ("What did we say before April 2026?", date(2026, 3, 2), date(2026, 5, 11)),
    ],
)
def test_a_question_names_its_period(question: str, inside: date, outside: date) -> None:
    """Words for time are read as the days they mean."""
    assert cues(question).covers(inside)
    assert not cues(question).covers(outside)


def test_a_session_to_come_is_neither_the_last_nor_the_next() -> None:
    """A note that was written ahead of its session moves neither; by its number it is found."""
    sessions = SESSIONS | {4: date(2026, 6, 30)}
    for question, days in (
        ("What did we say last time?", [SESSIONS[3]]),
        ("How do I want to begin next time?", []),
        ("What did I note for session 4?", [sessions[4]]),
    ):
        assert [s.first for s in read_cues(question, set(), sessions, TODAY).spans] == days


def test_may_is_a_month_only_with_a_capital() -> None:
    """The verb "may" names no month."""
    assert not cues("what may I tell my boss?").months
    assert cues("What did we do in May?").months == {5}


def test_a_name_is_taken_out_of_the_question() -> None:
    """Who is asked about becomes a cue, and the rest is searched."""
    found = cues("What did Leo's team promise?")
    assert found.names == {"leo"}
    assert found.text == "What did team promise?"


def test_she_is_the_partner_and_i_the_reader() -> None:
    """In a pair, a pronoun tells who is meant."""
    assert cues("What did she promise?").names == {"leo"}
    assert cues("What did I promise?").names == {"mina"}
    assert not cues("How should we start?").names


@pytest.mark.parametrize("question", ["", "?", "2026-99-99", "session 999", "32 May 2026", "a" * 9])
def test_nonsense_has_no_cues(question: str) -> None:
    """What means nothing names no period and no one."""
    found = cues(question)
    assert not found.names
    assert not found.covers(date(2025, 5, 1))
