import pytest

from assistant.retrieval.focus import focus


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("On which floor would the quiet room be?", ("floor",)),
        ("How many slides is he cutting from the pack?", ("slide",)),
        ("What is the parental leave policy?", ("parent", "leav", "polici")),
        ("What commission does our biggest broker get?", ("commiss",)),
        ("What kind of label did we agree on?", ("label",)),
        ("Who chairs the finance committee?", ("chair", "financ", "committe")),
    ],
)
def test_the_thing_that_is_asked_for_is_known(question: str, named: tuple[str, ...]) -> None:
    """Which, what, whose, how many and who are followed by words for the thing asked for."""
    assert focus(question) == named


@pytest.mark.parametrize(
    "question",
    [
        "What happens when a number turns into a target?",
        "What makes the string snap?",
        "What did she say?",
        "Who else should I ask?",
        "Why did he cancel?",
        "the quiet room",
        "",
    ],
)
def test_most_questions_name_no_thing(question: str) -> None:
    """A verb after "what", a word that stands for anything, and other questions name none."""
    assert focus(question) == ()


@pytest.mark.timeout(5)
@pytest.mark.parametrize("word", ["x", "x' ", "what ", "how many x-"])
def test_a_hostile_question_is_read_at_once(word: str) -> None:
    """The longest question allowed, made to be tried in ever new pieces, takes no time."""
    for start in ("what ", "which ", "who ", "what is our ", "how many "):
        focus((start + word * 2000)[:1990] + "! no")
