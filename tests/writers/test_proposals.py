"""Proposed actions belong to whoever said them, or to nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Pair, Person, SessionNote, Visibility
from assistant.writers.offline.proposals import proposals

ADA = Person("ada@a.example", "Ada Ferreira")
LEO = Person("leo@a.example", "Dr. Leo Großmann")
PAIR = Pair("p", ADA, LEO)


def proposed(text: str, author: Person = ADA, pair: Pair = PAIR) -> set[tuple[str, str]]:
    """The first names of owners, and what is proposed as theirs."""
    note = SessionNote("n", pair.id, 1, author.email, Visibility.PAIR, text)
    names = {ADA.email: "Ada", LEO.email: "Leo"}
    return {(names[owner], task) for task, owner in proposals(note, pair)}


TRANSCRIPTS = {
    "names": (
        "Ada Ferreira: How was the audit?\n"
        "Leo Großmann: Long. I will show the map to the harbour board on Monday.\n"
        "Ada Ferreira: I'll write down the three filters.\n"
        "Leo Großmann: Now I see why the average misleads."
    ),
    "first names in bold": (
        "**Leo:** I will show the map to the harbour board on Monday.\n"
        "**Ada:** I'll write down the three filters."
    ),
    "times before names": (
        "[00:04] Grossmann: I will show the map to the harbour board on Monday.\n"
        "[00:09] Ada F.: I'll write down the three filters."
    ),
    "names with a time on their own line": (
        "Dr. Leo Großmann  0:04\nI will show the map to the harbour board on Monday.\n\n"
        "Ada Ferreira  0:11\nI'll write down the three filters."
    ),
    "voices of captions": (
        "WEBVTT\n\n00:00:04.000 --> 00:00:09.000\n<v Großmann, Leo (Harbour)>Good. I will show "
        "the map to the harbour board on Monday.</v>\n\n00:00:09.500 --> 00:00:12.000\n"
        "<v Ada Ferreira>I'll write down the three filters.</v>"
    ),
    "a chat": (
        "14:22:07 From Leo Grossmann to Everyone: I will show the map to the harbour board on "
        "Monday.\n14:23:40 From Ada Ferreira to Everyone: I'll write down the three filters."
    ),
    "small letters": (
        "leo: i will show the map to the harbour board on Monday.\n"
        "ada: i'll write down the three filters."
    ),
}


@pytest.mark.parametrize("form", TRANSCRIPTS)
@pytest.mark.parametrize("author", [ADA, LEO])
def test_a_spoken_promise_is_its_speakers(form: str, author: Person) -> None:
    """Whoever saved the transcript, "I will" belongs to the partner who says it."""
    assert proposed(TRANSCRIPTS[form], author) == {
        ("Leo", "Show the map to the harbour board on Monday"),
        ("Ada", "Write down the three filters"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "Jorun: I will send you the new figures.\nAda: Thank you.",
        "Leo: Good to see you.\nJorun Vik: Yes. We met before and\nI will send the new figures.",
        "00:00:01.000 --> 00:00:04.000\nI will send the new figures to you.",
        "From: Jorun Vik\nTo: Leo\nSubject: figures\nThank you. I will send the new figures.",
        "> I will send the new figures to you.",
        'Jorun said "I will send the new figures tomorrow" and left.',
        "Ada: Fine.\nLeo: Fine.\n\nI will send the new figures to you.",
    ],
)
def test_an_unknown_voice_is_not_the_authors(text: str) -> None:
    """Somebody else's "I", or one that the note does not tell, proposes nothing."""
    assert proposed(text) == set()


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("I will ask the controller for the scrap figures.", "Ada"),
        ("I promised to ask the controller for the scrap figures.", "Ada"),
        ("Leo will ask the controller for the scrap figures.", "Leo"),
        ("Dr. Großmann will ask the controller for the scrap figures.", "Leo"),
        ("Leo Grossmann has agreed to ask the controller for the scrap figures.", "Leo"),
        ("He will ask the controller for the scrap figures.", "Leo"),
        ("Leo was glad. He said he will ask the controller for the scrap figures.", "Leo"),
        ("Leo to ask the controller for the scrap figures.", "Leo"),
        ("Minutes. ACTION: Leo – ask the controller for the scrap figures.", "Leo"),
        ("2. Scrap. It rose. ACTION: AF to ask the controller for the scrap figures.", "Ada"),
        ("Actions:\n- Leo: ask the controller for the scrap figures", "Leo"),
        ("## Next steps\n\n1. Großmann, Leo: ask the controller for the scrap figures", "Leo"),
        ("- [ ] Ada to ask the controller for the scrap figures", "Ada"),
    ],
)
def test_a_written_promise_is_whose_it_says(text: str, owner: str) -> None:
    """ "I" is the author, a partner's name that partner, "he" the partner alone."""
    assert proposed(text) == {(owner, "Ask the controller for the scrap figures")}


@pytest.mark.parametrize(
    "text",
    [
        "Anton will send the new figures on Friday.",
        "Anton Großmann will send the new figures on Friday.",
        "Leo's assistant will send the new figures on Friday.",
        "Leo and I will send the new figures on Friday.",
        "Verena wrote it down. She will send the new figures on Friday.",
        "Verena was here. It was late. She will send the new figures on Friday.",
        "He was late and she was not. He will send the new figures on Friday.",
        "Leo will probably be on leave in December. He will be sixty next week.",
        "If it fails, I will have to send the new figures myself.",
        "I do not think I will send the new figures on Friday.",
        "I hope Leo will send the new figures on Friday.",
        "Should I say that Leo will send the new figures?",
        "They will send the new figures on Friday.",
        "Leo won't send the new figures on Friday, he will not.",
        "Leo agreed to the plan of last week.",
        "Actions:\n- [x] Leo: send the new figures on Friday\n- Anton: send the same figures",
    ],
)
def test_what_is_no_partners_promise_proposes_nothing(text: str) -> None:
    """Others' promises, joint ones, doubts, conditions, states and what is done are left alone."""
    assert proposed(text) == set()


def test_two_promises_of_a_sentence_are_two_proposals() -> None:
    """Each ends before the next one's subject."""
    text = "I will invite him to the fair, and he will read my page before we meet."
    assert proposed(text) == {
        ("Ada", "Invite him to the fair"),
        ("Leo", "Read my page before we meet"),
    }


def test_a_first_name_that_both_have_gives_no_owner() -> None:
    """Only a full name tells two partners of one first name apart."""
    pair = Pair("p", ADA, Person(LEO.email, "Ada Großmann"))
    text = "Ada will bring the new figures. Ada Großmann will bring the old figures."
    assert proposed(text, pair=pair) == {("Leo", "Bring the old figures")}


def test_a_stranger_to_the_pair_proposes_nothing() -> None:
    """A note of somebody who is not a partner has no owners."""
    assert proposals(
        SessionNote("n", "p", 1, "x@a.example", Visibility.PAIR, "I will send the list."), PAIR
    ) == []  # fmt: skip


WAYS = {
    ADA.email: ("Ada", "Ada Ferreira", "Ferreira, Ada", "Ms Ferreira", "ADA", "A. Ferreira"),
    LEO.email: ("Leo", "Dr. Großmann", "Leo Grossmann", "Großmann, Leo (Harbour)", "Leo G."),
    "": ("Jorun Vik", "Anton Großmann", "Ada Vik", "Speaker 2", "Facilitator"),
}
SAYS = ("I will {}.", "Yes, so I'll {}.", "We were late. I promised to {}.", "Fine. I shall {}.")
LINES = st.lists(
    st.tuples(st.sampled_from(sorted(WAYS)), st.integers(0, 5), st.sampled_from(SAYS)),
    min_size=2,
    max_size=9,
)


@given(LINES, st.sampled_from([ADA, LEO]), st.sampled_from(["{}: {}", "**{}**: {}", "0:07 {}: {}"]))
def test_a_transcripts_promises_are_never_turned_round(
    lines: list[tuple[str, int, str]], author: Person, form: str
) -> None:
    """Every proposal is the partner's who spoke its line; a stranger's line proposes nothing."""
    said, spoken = {}, []
    for n, (who, way, says) in enumerate(lines):
        name = WAYS[who][way % len(WAYS[who])]
        said[f"Send report number {n}"] = who
        spoken.append(form.format(name, says.format(f"send report number {n}")))
    note = SessionNote("n", "p", 1, author.email, Visibility.PRIVATE, "\n".join(spoken))
    found = proposals(note, PAIR)
    assert {(task, owner) for task, owner in found} == {i for i in said.items() if i[1]}
