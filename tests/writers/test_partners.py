"""A name means a partner only when it can be no one else."""

import pytest

from assistant.domain import Pair, Person
from assistant.writers.partners import Partners

ADA, LEO = "Ada Ferreira", "Dr. Leo Strand"


def partners(mentor: str = ADA, mentee: str = LEO) -> Partners:
    return Partners(Pair("p", Person("mentor", mentor), Person("mentee", mentee)))


@pytest.mark.parametrize(
    ("registered", "written"),
    [
        (LEO, "Leo Strand"),
        (LEO, "Leo"),
        (LEO, "Strand"),
        (LEO, "Dr. Strand"),
        (LEO, "Prof. Dr. Strand"),
        (LEO, "Strand, Leo"),
        (LEO, "Strand, Leo (Harbour)"),
        (LEO, "L. Strand"),
        (LEO, "Leo S."),
        (LEO, "LEO STRAND"),
        ("Seán Ó Briain", "Sean"),
        ("Núria Häberli", "Nuria Haeberli"),
        ("Núria Häberli", "Frau Haberli"),
        ("Otto Großmann", "Grossmann"),
        ("Małgorzata Wójcik", "Malgorzata"),
        ("van der Berg, Anne-Lise", "Anne-Lise van der Berg"),
        ("van der Berg, Anne-Lise", "Ms van der Berg"),
        ("van der Berg, Anne-Lise", "Anne-Lise"),
        ("Ruth Okoro-Vance", "Ruth O-V"),
        ("Ruth Okoro-Vance, PhD", "Ruth"),
        ('William "Bill" Marsh', "Bill Marsh"),
        ("Suharto", "Suharto"),
        ("佐藤健", "佐藤健"),
    ],
)
def test_a_partner_is_known_however_the_name_is_written(registered: str, written: str) -> None:
    """Titles, order, initials, accents and case do not hide who is meant."""
    found = partners(mentee=registered).called(written)
    assert found is not None
    assert found.email == "mentee"


@pytest.mark.parametrize(
    "written",
    ["Leonard", "Anton Strand", "Leo Anton", "Strand Leo Berg", "L. S.", "Dr.", "", "the leader"],
)
def test_another_name_is_nobody(written: str) -> None:
    """A name with a part that is not the partner's is somebody else."""
    assert partners().called(written) is None


def test_a_name_that_both_have_is_nobody() -> None:
    """Two partners of one first name are told apart by their last names only."""
    both = partners("Ada Ferreira", "Ada Strand")
    assert both.called("Ada") is None
    found = both.called("Ada Strand")
    assert found is not None
    assert found.email == "mentee"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Then Dr. Strand", True),
        ("We met, and Leo", True),
        ("It was late. Leo Strand", True),
        ("as leo", True),
        ("We met as leo", False),
        ("Anton Strand", False),
        ("Ada and Leo", False),
        ("Leo's boss", False),
    ],
)
def test_a_name_ends_a_text_only_when_it_stands_alone(text: str, found: bool) -> None:
    """A name after another name, or joined to another person, is not this partner alone."""
    assert (partners().ending(text) is not None) is found


def test_initials_are_read_as_minutes_write_them() -> None:
    """Capital initials mean a partner, hyphens included; others and shared ones mean nobody."""
    pair = partners("Ruth Okoro-Vance", "Leo Strand")
    assert [getattr(pair.initials(i), "email", None) for i in ("ROV", "LS", "XY", "ls")] == [
        "mentor",
        "mentee",
        None,
        None,
    ]
    assert partners("Lena Storm", "Leo Strand").initials("LS") is None


def test_a_name_that_is_a_word_needs_its_capital() -> None:
    """In small letters "will" and "mark" are words."""
    pair = partners("Will Ferreira", "Mark Strand")
    assert pair.ending("i think will") is None
    assert pair.ending("mark") is None
    assert pair.ending("Mark") is not None
