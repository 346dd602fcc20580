"""What Ask replies beside answers: messages, small talk, points for the agenda, other sessions."""

import pytest

from assistant.drafts import Kind
from assistant.questions import TALK, Want
from assistant.retrieval.chunks import note_passages
from tests.writers import demo
from tests.writers.test_offline_answer import asked, lines, recalled


@pytest.mark.parametrize("style", [None, Want.FORMAL])
@pytest.mark.parametrize(
    "question",
    [
        "draft an email to move our next session",
        "a mail to cancel",
        "a mail to remind him of his actions",
        "a restart mail",
        "thank him by mail",
        "an intro mail for the first time",
        "a mail to Charles: we start later on Monday",
    ],
)
def test_a_message_is_addressed_signed_and_never_doubted(question: str, style: Want | None) -> None:
    """A message has subject, greeting, words and name; what it tells of the records is theirs."""
    draft = asked(question, want=Want.MESSAGE, style=style)
    told = lines(draft)
    assert told[0].startswith("Subject: ")
    assert "Charles" in told[1]
    assert "Priya" in told[-1]
    assert len(told) > 3
    assert demo.flags(draft) == []


@pytest.mark.parametrize("want", sorted(TALK | {Want.OUT_OF_SCOPE}))
def test_small_talk_gets_a_reply_and_no_search(want: Want) -> None:
    """A greeting is greeted, and only what is out of scope counts as not answered."""
    draft = asked("hello", want=want, hits=())
    assert lines(draft)
    assert draft.abstained is (want is Want.OUT_OF_SCOPE)
    assert demo.flags(draft) == []


def test_a_point_for_the_agenda_is_named_in_the_asker_s_words() -> None:
    """What is to be put on the agenda is told with the session, and where agendas are made."""
    told = lines(asked("put the forecast range on the next agenda", want=Want.TO_AGENDA))
    assert told[0] == "For the agenda of session 4: “the forecast range”."
    assert "Prepare" in told[-1]


def test_another_session_than_the_one_asked_for_is_said_to_be_another() -> None:
    """A note of session 3 does not answer for session 1, and is told as another's."""
    brief = demo.brief(Kind.ANSWER, question="What was said on the forecast range in session 1?")
    third = tuple(p for m in brief.notes for p in note_passages(m.note) if p.session == 3)
    draft = asked(brief.question, hits=demo.hits("forecast range", third))
    assert (draft.abstained, draft.corrected) == (True, True)
    assert "elsewhere" in lines(draft)[0]
    assert lines(draft)[1].startswith("In session 3 ")


def test_a_session_that_never_was_is_said_to_be_none() -> None:
    """A question about session 9 of three is not answered from another one."""
    draft = asked("What did we agree in session 9?")
    assert draft.abstained
    assert "9" in lines(draft)[0]


def test_both_partners_tellings_are_quoted() -> None:
    """Where both sides are asked for, the second statement is the other partner's."""
    draft = recalled("What did Charles and I note on the forecast range?", want=Want.BOTH_SIDES)
    one, other = lines(draft)[:2]
    assert ("you noted" in one) != ("you noted" in other)


@pytest.mark.parametrize("question", ["What did I note on the dashboard?", "What did I promise?"])
def test_an_answer_is_told_shorter_and_longer(question: str) -> None:
    """Shorter has fewer words than the answer, longer more or as many, and a tone says so."""
    usual, *others = (
        recalled(question, style=style)
        for style in (None, Want.SHORTER, Want.LONGER, Want.FRIENDLIER)
    )
    shorter, longer, friendlier = (len(" ".join(lines(d)).split()) for d in others)
    length = len(" ".join(lines(usual)).split())
    assert shorter < length <= longer
    assert friendlier >= length
