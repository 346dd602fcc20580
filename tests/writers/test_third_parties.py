import pytest

from assistant.domain import Person
from assistant.drafts import ONLY_TWO, PAIR_ONLY, Draft, Kind, Section, Statement
from assistant.writers.third_parties import NAMES_ANOTHER, marked, of_pair, still_true
from tests.builders import pair

ROSTER = ("Mina Ortiz", "Leo Strand", "Dr. Zelda Abara", "Mark Quist", "May Orlo", "Mina Quell")
SAID = ("Desmond said that the list is late.", "Our finance controller, Imke, has the table.")


def left_out(text: str, *texts: str) -> str | None:
    return of_pair(pair(), ROSTER, (text, *texts)).left_out(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ask Zelda for the list", "Ask someone for the list"),
        ("Ask Dr. Zelda Abara for the list", "Ask someone for the list"),
        ("Sort the list with Abara and Quist", "Sort the list with someone and someone else"),
        ("Zelda shows the list", "Someone shows the list"),
        ("Read it with Zelda's team on Monday", "Read it with someone's team on Monday"),
        ("Read it with Zelda’s team", "Read it with someone’s team"),
        ("Talk to Mr Holm about access", "Talk to someone about access"),
        ("Ask Petra for the list", "Ask someone for the list"),
        ("Meet Desmond before May", "Meet someone before May"),
        ("Bring the table from Imke", "Bring the table from someone"),
        ("Ask Mina Quell for the list", "Ask someone for the list"),
    ],
)
def test_another_persons_name_becomes_someone(text: str, told: str) -> None:
    """People of the program, and those whom the pair's texts tell of, are not named."""
    assert left_out(text, *SAID) == told


@pytest.mark.parametrize(
    "text",
    [
        "Let Mina present the page to Leo",
        "Ask Leo Strand for the list",
        "Mark the slides that leave the pack",
        "May the leader read it? Yes, in May 2026",
        "Open the dashboard in Excel every Monday",
        "Das Lagebild ohne Hilfe lesen",
        "Ask Copilot for a first draft",
        "Ask finance for the list",
        "Read the pack. Done is better than perfect.",
    ],
)
def test_all_other_words_stay_as_they_are(text: str) -> None:
    """The two partners, programs, days, German nouns and what to do are no third person."""
    assert left_out(text, *SAID) == text


@pytest.mark.parametrize(
    "text",
    [
        "Sort the old Zelda list",
        "Frage Zelda nach den Zahlen",
        "Zelda fragen, ob die Zahlen stimmen",
        "Draft the Abara-Plan",
        "Next: Zelda to send the list",
    ],
)
def test_a_sentence_that_would_break_is_not_told(text: str) -> None:
    """Where "someone" does not fit the grammar the words are kept back whole."""
    assert left_out(text) is None


def draft(*texts: str, heading: str = "Next steps") -> Draft:
    said = tuple(Statement(text, ("record:pair:pair-a",)) for text in (*texts, ONLY_TWO))
    return Draft(Kind.SUMMARY, "Summary", (Section(heading, None, said),))


@pytest.mark.parametrize(
    ("text", "true"),
    [
        ("Said by Leo in session 1: open the dashboard. Done on 3 May 2026.", True),
        ("Mina and Leo: session 2 of 6, planned for 29 June 2026.", True),
        ("Cancelled by Leo Strand: session 3 on 1 May 2026.", True),
        ("Mina wrote after session 1: “I asked Desmond for the list.”", False),
        ("Leo learned that the Tanaka list is late.", False),
        ("Zelda shows the list.", False),
        ("Mina asked Łukasz for the list.", False),
    ],
)
def test_that_nobody_else_is_named_is_said_only_where_it_is_true(text: str, true: bool) -> None:
    """One name that is not theirs, in a quotation too, takes the sentence away."""
    others = of_pair(pair(), ROSTER, ())
    told = still_true(draft(text), pair(), others)
    assert (ONLY_TWO in [s.text for s in told.statements()]) is true


def test_a_statement_for_hr_that_names_another_is_marked() -> None:
    """In what HR reads it is a doubt; what only the two read may name whom it likes."""
    others = of_pair(pair(), ROSTER, ())
    text = "Leo asked Zelda for the list."
    assert next(marked(draft(text), others).statements()).flag == NAMES_ANOTHER
    assert next(marked(draft(text, heading=PAIR_ONLY), others).statements()).flag is None
    assert all(s.flag is None for s in marked(draft("Leo asked Mina."), others).statements())


def test_a_partner_of_the_same_family_name_is_no_third_person() -> None:
    """A colleague's given name is hidden where both have the family name."""
    namesakes = pair()
    others = of_pair(namesakes, ("Ada Strand",), ())
    assert others.left_out("Ask Ada Strand for the list") == "Ask someone for the list"
    assert others.left_out("Ask Leo Strand for the list") == "Ask Leo Strand for the list"
    assert Person("a@a.example", "Ada Strand").names & namesakes.mentee.names == {"Strand"}
