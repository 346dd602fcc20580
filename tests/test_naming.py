import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import naming
from assistant.domain import Pair, Person


@pytest.mark.parametrize(
    ("written", "called", "full"),
    [
        ("Ines Falk", "Ines", "Ines Falk"),
        ("Dr. Ines Falk", "Ines", "Ines Falk"),
        ("Dr Ines Falk", "Ines", "Ines Falk"),
        ("Prof. Dr.-Ing. habil. Ines Falk (R&D/2)", "Ines", "Ines Falk"),
        ("Falk, Ines", "Ines", "Ines Falk"),
        ("Falk, Dr. Ines (Plant)", "Ines", "Ines Falk"),
        ("Ines Falk, PhD, MBA", "Ines", "Ines Falk"),
        ("Herr Dipl.-Ing. Max Falk", "Max", "Max Falk"),
        ("Mr Falk", "Falk", "Falk"),
        ("van der Velde, Jan-Willem", "Jan-Willem", "Jan-Willem van der Velde"),
        ("Jan van der Velde", "Jan", "Jan van der Velde"),
        ("van der Velde", "van der Velde", "van der Velde"),
        ("J. Robert Marsh", "Robert", "J. Robert Marsh"),
        ("J. Marsh", "J. Marsh", "J. Marsh"),
        ("Sukarno", "Sukarno", "Sukarno"),
        ("Zoë Ångström", "Zoë", "Zoë Ångström"),
        ("Bríd O’Shea", "Bríd", "Bríd O’Shea"),
        ("高橋美咲", "高橋美咲", "高橋美咲"),
        ("高橋 美咲", "高橋 美咲", "高橋 美咲"),
        ("Олена Коваль", "Олена", "Олена Коваль"),
        ("Nat Cole", "Nat", "Nat Cole"),
        ("Ing-Marie Lind", "Ing-Marie", "Ing-Marie Lind"),
        ("Dr.", "Dr.", "Dr."),
    ],
)
def test_a_name_is_read_in_whatever_form(written: str, called: str, full: str) -> None:
    """Titles, degrees and units are no name, and "Last, First" is turned round."""
    person = Person("p@a.example", written)
    assert (person.called, person.full) == (called, full)


@pytest.mark.parametrize("said", ["Ines", "Falk", "Dr. Falk", "Frau Falk", "Falk, Ines (Plant)"])
def test_words_mean_the_person_whom_they_name(said: str) -> None:
    """A part of the name, with a title or without, means its bearer and nobody else."""
    assert Person("p@a.example", "Dr. Ines Falk").is_called(said)
    assert not Person("q@a.example", "Ida Falkner").is_called(said)


@pytest.mark.parametrize("said", ["", "Dr.", "Somebody", "Ines Berg"])
def test_other_words_mean_somebody_else(said: str) -> None:
    """A title alone, or a name that is only half the person's, does not."""
    assert not Person("p@a.example", "Dr. Ines Falk").is_called(said)


def test_titles_go_from_a_text_that_speaks_of_the_person() -> None:
    """ "Dr. Falk" becomes what the person is called elsewhere, another's title stays."""
    person = Person("p@a.example", "Dr. Ines Falk")
    said = "Dr. Falk asked Mrs Ines Falk and Dr. Falkner."
    assert person.untitled(said) == "Ines asked Ines and Dr. Falkner."


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("Ines Falk", "Jon Falk", ("Ines", "Jon")),
        ("Ines Falk", "Dr. Ines Berg", ("Ines Falk", "Ines Berg")),
        ("Falk, Ines", "Ines Falk", ("Ines Falk (mentor)", "Ines Falk (mentee)")),
    ],
)
def test_two_partners_can_be_told_apart(one: str, other: str, apart: tuple[str, str]) -> None:
    """Two of one first name get the whole name, two of one name their side."""
    mentor, mentee = Person("p@a.example", one), Person("q@a.example", other)
    pair = Pair("p", mentor, mentee)
    assert (pair.mentor.called, pair.mentee.called) == apart
    assert pair.mentor == mentor


@given(st.text(max_size=60))
def test_any_text_gives_a_name_to_call_somebody_by(written: str) -> None:
    """Whatever stands in the field, there is something to call the person by."""
    person = Person("p@a.example", written)
    assert person.called
    assert person.full
    assert naming.read(written).words == person.names
