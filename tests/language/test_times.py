from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Session, SessionStatus
from assistant.language.times import (
    names_session,
    time_asked,
    without_times,
)

HELD, PLANNED, CANCELLED = SessionStatus.HELD, SessionStatus.PLANNED, SessionStatus.CANCELLED
TODAY = date(2026, 6, 15)  # a Monday
SESSIONS = [
    Session(1, date(2026, 3, 2), 45, HELD),
    Session(2, date(2026, 4, 7), 45, HELD),
    Session(3, date(2026, 5, 11), 45, HELD),
    Session(4, date(2026, 6, 1), 45, CANCELLED),
    Session(5, date(2026, 6, 10), 45, HELD),
    Session(6, date(2026, 6, 10), 45, HELD),
    Session(7, date(2026, 6, 24), 45, PLANNED),
    Session(8, None, 45, PLANNED),
]
ASKED: list[tuple[str, tuple[int, ...]]] = [
    ("What did we cover in session 3?", (3,)),
    ("what was said in session two", (2,)),
    ("Summarise meeting no. 2 for me", (2,)),
    ("Who took the notes in session #5?", (5,)),
    ("Why was session 4 called off?", (4,)),
    ("What did we decide in sessions 1 and 3?", (1, 3)),
    ("How do sessions 1, 2 and 5 differ?", (1, 2, 5)),
    ("What moved between session 1 and session 3?", (1, 2, 3)),
    ("Anything on pricing in sessions 2-3?", (2, 3)),
    ("What came up in the third session?", (3,)),
    ("In our very first meeting, what did he hope for?", (1,)),
    ("Compare the first and the third session", (1, 3)),
    ("What changed between the first and third session?", (1, 2, 3)),
    ("What did she say in the 2nd session?", (2,)),
    ("What did I take from our last session?", (6,)),
    ("Remind me of the most recent meeting", (6,)),
    ("Which topics were in the last two sessions?", (5, 6)),
    ("What did we do in our first three sessions?", (1, 2, 3)),
    ("What did he bring up last time?", (6,)),
    ("Where did we stop the last time we met?", (6,)),
    ("What have I done since we last spoke?", (6,)),
    ("What was on the table in the session before last?", (5,)),
    ("And the time before last?", (5,)),
    ("What was our second-to-last session about?", (5,)),
    ("What did we say last time, and in the one before that?", (6, 5)),
    ("Was session 3 longer than the one before?", (3, 2)),
    ("What about the one before?", (5,)),
    ("What is planned for next time?", (7,)),
    ("When is our next session?", (7,)),
    ("What comes in the session after next?", (8,)),
    ("What did he expect at the beginning?", (1,)),
    ("How did she feel about it at first?", (1,)),
    ("Which goal did we set when we started?", (1,)),
    ("What did we talk about last Wednesday?", (5, 6)),
    ("What did we settle on Wednesday?", (5, 6)),
    ("Who spoke at Wednesday's session?", (5, 6)),
    ("What did we say on Tuesday, 7 April?", (2,)),
    ("What happened on 10 June?", (5, 6)),
    ("What did we do on the 11th of May?", (3,)),
    ("what was agreed on may 11", (3,)),
    ("What did we decide on 2026-05-11?", (3,)),
    ("What was cancelled on June 1st?", (4,)),
    ("What did we do in May?", (3,)),
    ("what did we do in may", (3,)),
    ("Was the April session any good?", (2,)),
    ("What did we plan in March 2026?", (1,)),
    ("How did things stand by the spring?", ()),
    ("What did he try before the summer?", (1, 2, 3)),
    ("What did we work on in spring?", (1, 2, 3)),
    ("What did we do last month?", (3,)),
    ("What did I promise last week?", (5, 6)),
    ("What did we agree five days ago?", (5, 6)),
    ("What did she show me two months ago?", (2,)),
    ("What have we covered in the past two weeks?", (5, 6)),
    ("What have we talked about lately?", (5, 6)),
    ("What has he tried since session 2?", (2, 3, 5, 6)),
    ("What has changed since April?", (2, 3, 5, 6)),
    ("What had we said before session 3?", (1, 2)),
    ("What did we do until April?", (1, 2)),
    ("What had we agreed before 11 May?", (1, 2)),
    ("What did he do in the two weeks before 15 May?", (3,)),
    ("What has happened since the reorganisation in April?", (2, 3, 5, 6)),
    ("What did we try in spring 2026?", (1, 2, 3)),
    ("What did he learn last Friday, as noted on 10 June 2026?", (5, 6)),
    ("What did we discuss from March to May?", (1, 2, 3)),
    ("What did we do between 1 April and 31 May?", (2, 3)),
    ("What is on next week?", (7,)),
    ("What did we get done this year?", (1, 2, 3, 5, 6, 7)),
    # Nothing is asked about a time:
    ("May I ask him about money?", ()),
    ("How long should a session 30 minutes in be paused?", ()),
    ("On second thoughts, should I wait?", ()),
    ("When was the last time she cancelled?", ()),
    ("What do I do next time he is late?", ()),
    ("Do we march through the whole list?", ()),
    ("What happened over Easter?", ()),
    ("Is it better to sit at the start of a table?", ()),
    ("What did she like at first sight?", ()),
    ("Did my last meeting with the board come up?", ()),
    ("Was the deck worse than the one before?", ()),
    ("Have previous sessions been too long?", ()),
    ("What did we do last April?", (2,)),
]
MISSING: list[tuple[str, str, str]] = [
    ("What was said in session 9?", "session 9", "No session 9 is recorded."),
    ("What about the eleventh session?", "eleventh session", "No session 11 is recorded."),
    ("What did we do on 3 June?", "on 3 June", "No session was held on 3 June."),
    ("the June 3 session, what was it", "June 3", "No session was held on June 3."),
    ("What did we say yesterday?", "yesterday", "No session was held yesterday."),
    ("What did he say last Monday?", "last Monday", "No session was held last Monday."),
    ("What came up on Saturday?", "on Saturday", "No session was held on Saturday."),
    ("Did we meet in February?", "in February", "No session was held in February."),
    ("What did we do in 2025?", "in 2025", "No session was held in 2025."),
    ("Do we meet tomorrow?", "tomorrow", "No session is planned tomorrow."),
    ("What was before session 1?", "before session 1", "No session was held before session 1."),
    ("What did we do three weeks ago?", "three weeks ago", "No session was held three weeks ago."),
]


@pytest.mark.parametrize(("question", "numbers"), ASKED)
def test_a_question_means_its_sessions(question: str, numbers: tuple[int, ...]) -> None:
    """Sessions are told by number, place, day or period; a cancelled one is not the last one."""
    asked = time_asked(question, SESSIONS, TODAY)
    assert asked.sessions == numbers
    assert not asked.missing


@pytest.mark.parametrize(("question", "words", "sentence"), MISSING)
def test_a_time_without_a_session_is_said(question: str, words: str, sentence: str) -> None:
    """Where no session was, the words of the question come back and nothing is invented."""
    asked = time_asked(question, SESSIONS, TODAY)
    assert asked.sessions == ()
    assert [(m.words, m.sentence) for m in asked.missing] == [(words, sentence)]


def test_a_new_pair_has_no_last_and_no_next_session() -> None:
    """Before the first session, and with none planned, that is what is said."""
    for question in ("What did we say last time?", "What was our last session about?"):
        assert "has been held" in time_asked(question, [], TODAY).missing[0].sentence
    assert "is planned" in time_asked("And next time?", [], TODAY).missing[0].sentence


def test_a_weekday_is_the_one_with_a_session() -> None:
    """ "On Friday" asked on a Thursday means the Friday on which the two met."""
    sessions = [Session(1, date(2026, 6, 5), 45, HELD)]
    assert time_asked("What did we say on Friday?", sessions, date(2026, 6, 18)).sessions == (1,)
    coming = [*sessions, Session(2, date(2026, 6, 19), 45, PLANNED)]
    assert time_asked("What will we do on Friday?", coming, date(2026, 6, 18)).sessions == (2,)


def test_a_date_without_a_year_is_the_likeliest() -> None:
    """In January, "3 November" was last year."""
    (period,) = time_asked("What was on 3 November?", [], date(2027, 1, 9)).periods
    assert (period.first, period.exact) == (date(2026, 11, 3), True)


def test_without_a_today_only_what_is_spelled_out_is_known() -> None:
    """Relative words mean nothing without the day on which they are asked."""
    assert time_asked("What did we do last week?", SESSIONS).periods == ()
    assert time_asked("What did we do in session 2?", SESSIONS).sessions == (2,)


@pytest.mark.parametrize(
    ("question", "rest"),
    [
        ("What did he say in session 2?", "What did he say in ?"),
        ("What may I tell her in May 2026?", "What may I tell her in ?"),
        ("What did we decide two weeks ago on 3 June?", "What did we decide on ?"),
        ("And the one before?", "And the one before?"),
    ],
)
def test_times_are_taken_out_of_a_question(question: str, rest: str) -> None:
    """What is left is the question itself; "the one before" still points at another."""
    assert without_times(question) == rest


def test_a_session_is_named() -> None:
    """By its number or its place, not by a month."""
    assert names_session("What did we do in our last session?")
    assert not names_session("What did we do in May?")


WORDS = st.sampled_from(
    """We met I will call she on in the last next this Friday Monday week weekend month year summer
    May March since by two a days ago yesterday today tomorrow's it was , . ; \n " ? 3 2023
    12 and or before after time session night 9 first what did between one""".split(" ")
)
TEXTS = st.lists(WORDS, max_size=25).map(" ".join) | st.text(max_size=60)
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1)) | st.dates()


@given(TEXTS, DAYS)
def test_any_question_is_read(question: str, today: date) -> None:
    """Whatever is asked, the numbers are of known sessions and each period has an end."""
    asked = time_asked(question, SESSIONS, today)
    assert set(asked.sessions) <= {s.number for s in SESSIONS}
    assert all(p.last - p.first >= timedelta(0) for p in asked.periods)
    assert len(without_times(question)) <= len(question)
