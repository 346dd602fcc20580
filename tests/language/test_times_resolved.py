import re
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assistant.language.times import bracketed, brackets, resolved, without_brackets

SAID_ON = date(2023, 5, 18)  # a Thursday
RESOLVED = """
We met last Friday [12 May 2023] and walked round the depot.
Last Monday evening [15 May 2023] the new rota went live.
Last Saturday [13 May 2023] I read the whole report.
He forwarded the figures yesterday [17 May 2023].
The day before yesterday [16 May 2023] two forklifts stood still.
Today [18 May 2023] we went through the dashboard.
I am tired, this morning [18 May 2023] began at five.
We stayed until ten last night [17 May 2023].
I'll send it tonight [18 May 2023].
Tomorrow morning [19 May 2023] she talks to the board.
The day after tomorrow [20 May 2023] he is back.
yesterday's [17 May 2023] call was rough
Last week [the week of 8 May 2023] was chaos.
This week [the week of 15 May 2023] I only shadowed.
The audit is next week [the week of 22 May 2023].
I wrote it the week before last [the week of 1 May 2023].
Our intranet moved last month [April 2023].
Targets change next month [June 2023].
The month before last [March 2023] we had none.
She joined last year [2022].
Budgets open next year [2024].
This year [2023] we skip the fair.
Two days ago [16 May 2023] it crashed again.
She cancelled three weeks ago [the week of 24 April 2023].
I tried it a week ago [the week of 8 May 2023].
A fortnight ago [the week of 1 May 2023] nobody knew it.
Six months ago [November 2022] I could not read a cash flow.
A year ago [2022] we had no tablets.
We tried that three years ago [2020].
Last weekend [13–14 May 2023] I built a small demo.
This past weekend [13–14 May 2023] I rested.
I am off this weekend [20–21 May 2023].
I practised over the weekend [13–14 May 2023].
This summer [summer 2023] we pilot it in two shops.
Last summer [summer 2022] the pilot failed.
Last autumn [autumn 2022] he took over.
Since March [2023] orders come in by app.
He has been in the role since October [2022].
She left last November [2022].
Last May [2022] I did not know him.
We met on Monday [15 May 2023] and she was sceptical.
I will call the supplier on Monday [22 May 2023].
He told me that he'll decide on Friday [19 May 2023].
She's presenting on Friday [19 May 2023].
I'll have it ready by Tuesday [23 May 2023].
This Saturday [20 May 2023] the shop opens.
Next Tuesday [23 May 2023] is fine.
We'll meet again in two weeks [the week of 29 May 2023].
I will know more in three days [21 May 2023].
We go live in a month's time [June 2023].
Ten days from now [28 May 2023] the trial ends.
Yesterday [17 May 2023] I asked, and tomorrow [19 May 2023] he answers.
""".strip().splitlines()
LEFT = """
May I say something about the budget?
On second thoughts we dropped it.
We had to march through forty slides.
We sat down with the sun in our eyes.
This may take two weeks.
In a few days I know more.
A few weeks ago I would have panicked.
A couple of weeks ago it broke.
About two months ago he changed teams.
Two or three weeks ago she asked.
More than five years ago we bought it.
Twenty years ago nobody did that.
I learned the basics in two days.
Rome was not built in a day.
The last week of the quarter is hard.
Over the last year I grew a lot.
In my last year at school I coded.
She reads USA Today on the train.
I subscribed to Last Week in Retail.
In today's market that is normal.
Nobody checks the labels today.
It feels like yesterday.
Tomorrow's going to be long.
We talk on Friday mornings.
We talk every Friday, and on Fridays I plan.
Call me a week on Friday.
The call is on Friday.
I could do it on Monday.
If it works on Tuesday, fine.
I'll come on Monday or Tuesday.
The last Friday of the month is free.
Next Saturday I am away.
Last Wednesday I sent it.
The next weekend is hers.
Next weekend I move.
Last winter was slow.
Next summer is far.
Last Friday, 12 May, we spoke.
Yesterday (17 May) we spoke.
On 3 May we spoke, and in April 2022.
I asked her lately, and recently he replied.
Next time I will ask first; last time I did not.
The following week was better.
Since May it works.
see example.org/today and #tomorrow
""".strip().splitlines()
OTHER_DAYS = [
    (date(2023, 5, 21), "Last week it rained."),  # a Sunday: whose week?
    (date(2023, 5, 21), "Last Friday [19 May 2023] it rained."),
    (date(2023, 5, 21), "Next Saturday [27 May 2023] we go."),
    (date(2023, 5, 1), "I painted last weekend [29–30 April 2023]."),
    (date(2023, 10, 3), "I painted last weekend [30 September 2023 – 1 October 2023]."),
    (date(2024, 1, 2), "Last month [December 2023] was short, last year [2023] long."),
    (date(2024, 2, 29), "A year ago [2023] I began; two months ago [December 2023] I stopped."),
    (date(2023, 10, 9), "Last summer we met."),  # of this year, or the one before?
    (date(2023, 10, 9), "Next summer [summer 2024] we meet."),
    (date(2023, 10, 9), "Next May [2024] we meet."),
    (date.min, "We met last year."),
    (date.max, "We meet tomorrow."),
]


def bare(text: str) -> str:
    return re.sub(r" \[[^]]*\]", "", text)


@pytest.mark.parametrize("text", [*RESOLVED, *LEFT])
def test_a_time_in_a_quotation_is_resolved_where_it_is_clear(text: str) -> None:
    """The day, week, month or year stands behind the words that mean it, and behind no others."""
    assert resolved(bare(text), SAID_ON) == text


@pytest.mark.parametrize(("said_on", "text"), OTHER_DAYS)
def test_the_same_words_mean_another_day_on_another_day(said_on: date, text: str) -> None:
    """What is unclear on one day of the week, or in one season, is clear in another."""
    assert resolved(bare(text), said_on) == text


@pytest.mark.parametrize("text", RESOLVED)
def test_brackets_are_found_and_taken_out(text: str) -> None:
    """A bracket is known by the time before it; resolving again changes nothing."""
    assert [text[a:b] for a, b in brackets(text)] == re.findall(r" \[[^]]*\]", text)
    assert all(words in text for words in bracketed(text))
    assert without_brackets(text) == bare(text)
    assert resolved(text, SAID_ON) == text


def test_a_bracket_of_the_author_stays() -> None:
    """A bracket that stands behind no such time is the author's own."""
    text = "He wrote [sic] teh, see [2022], on 3 May [3 May 2023]."
    assert without_brackets(text) == text


def test_a_long_text_takes_time_in_proportion() -> None:
    """Many pages of nothing but days are resolved, each of them."""
    text = "We met on Friday. I will call on Monday.\n" * 1_000
    assert resolved(text, SAID_ON).count("[") == 2_000


WORDS = st.sampled_from(
    """We met I will call she on in the last next this Friday Monday week weekend month year summer
    May March since by two a days ago yesterday today tomorrow's it was , . ; \n " “ ’ ( 3 2023
    12 and or before after time session night""".split(" ")
)
TEXTS = st.lists(WORDS, max_size=25).map(" ".join) | st.text(max_size=60)
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1)) | st.dates()


@given(TEXTS, DAYS)
def test_resolving_never_changes_the_words(text: str, said_on: date) -> None:
    """Without its brackets a resolved text is what it was, and resolves to the same again."""
    assume(not brackets(text))
    once = resolved(text, said_on)
    assert without_brackets(once) == text
    assert resolved(without_brackets(once), said_on) == once
