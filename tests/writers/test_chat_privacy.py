import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from assistant.domain import (
    Contact,
    Hit,
    Passage,
    PassageKind,
    Person,
    Program,
    Visibility,
)
from assistant.drafts import Kind
from assistant.stored import Message
from assistant.writers import Brief, NoteMaterial
from assistant.writers.chat import ChatWriter
from assistant.writers.chatting.consent import shareable
from assistant.writers.chatting.pseudonyms import Known, Pseudonyms, visible
from tests import builders
from tests.writers import demo
from tests.writers.wire import drafted, said, wire

PRIVATE = builders.note("n2", visibility=Visibility.PRIVATE, text="I keep canaryprivate to myself.")
SHARED = builders.note(
    "n1",
    text="Mina Ortiz told leo about Zoë Quist (zoe.quist@a.example, +49 151 2345678). "
    "Card 4111 1111 1111 1111, account DE89370400440532013000.",
)
ZOE = Person("zoe.quist@a.example", "Zoë Quist", "Head of Audit")


def brief(kind: Kind = Kind.ANSWER, question: str = "What did Mina tell Leo?") -> Brief:
    notes = tuple(
        NoteMaterial(n, tuple((p.id, p.text) for p in builders.one_passage(n)))
        for n in (SHARED, PRIVATE)
    )
    found = tuple(Hit(p, 0.9) for n in (SHARED, PRIVATE) for p in builders.one_passage(n))
    history = (
        Message(1, "person", "An earlier question", datetime(2026, 6, 1, tzinfo=UTC)),
        Message(2, "assistant", "You wrote canaryprivate.", datetime(2026, 6, 1, tzinfo=UTC)),
    )
    program = Program("Test", contacts=(Contact("program", "Ada Kim", "ada@a.example"),))
    pair = builders.pair()
    side = pair.side_of(builders.MENTOR.email)
    return Brief(
        kind, builders.MENTOR, date(2026, 6, 15), program, pair=pair, side=side,
        question=question, hits=found, notes=notes, history=history,
    )  # fmt: skip


def sent(value: Brief, allowed: frozenset[str] = frozenset()) -> str:
    """Everything that arrived at the server for a brief."""
    with wire(said(drafted("Fine."))) as server:
        chosen = ChatWriter("openai:scripted", server.url, people=lambda: [ZOE])
        list(chosen.write(value, allowed))
    return "".join(r.body.decode() for r in server.requests)


def test_private_notes_stay_here() -> None:
    """A private note leaves by none of its ways: note, passage found, earlier answer."""
    body = sent(brief())
    assert "canaryprivate" not in body
    assert "An earlier question" in body
    assert "told" in body, "the shared note is there"


def test_an_allowed_note_is_sent() -> None:
    """The author may allow a single note by its id."""
    assert "canaryprivate" in sent(brief(), frozenset({"n2"}))


@pytest.mark.parametrize("kind", [Kind.AGENDA, Kind.SUMMARY])
def test_what_both_read_holds_no_private_note(kind: Kind) -> None:
    """An agenda and a summary are for both, so an allowed private note is left out as well."""
    kept = shareable(brief(kind), frozenset({"n2"}))
    assert [m.note.id for m in kept.notes] == ["n1"]
    assert {h.passage.source for h in kept.hits} == {"n1"}


def test_a_passage_of_an_unknown_note_stays_here() -> None:
    """A note's passage that belongs to no note of the brief is left out."""
    stray = Passage("n-0", PassageKind.NOTE, "n9", "Session 9", "canarystray")
    kept = shareable(replace(brief(), hits=(Hit(stray, 1.0),)))
    assert not kept.hits


def test_nobody_is_named_on_the_wire() -> None:
    """Names, first names, addresses, titles, cards, accounts and phones are not in the bytes."""
    body = sent(brief()).lower()
    hidden = """mina ortiz leo strand zoë quist zoe analyst director ada kim mentor@a.example
    mentee@a.example zoe.quist@a.example ada@a.example 4111 370400440532013000 2345678""".split()
    for word in hidden:
        assert not re.search(rf"\b{re.escape(word)}\b", body), word
    assert "firstname-1" in body


def test_the_demo_program_is_not_named() -> None:
    """No name, address or title of the demo pair leaves in any kind of draft."""
    for kind in Kind:
        value = demo.brief(kind, question="How do I tell Charles that he interrupts me?")
        assert value.pair is not None
        body = sent(value)
        for person in (value.pair.mentor, value.pair.mentee):
            for word in (*person.name.split(), person.email, person.title):
                assert word not in body, (kind, word)


def test_names_come_back_in_the_draft() -> None:
    """Stand-ins are restored in every field, also when the stream splits them."""
    text = drafted(
        {"text": "FIRSTNAME-1's card, Firstname-1’s and Person‑2: Person-77.", "owner": "Person-2"},
        title="For Firstname-1",
        heading="Firstname-1 prepares",
    )
    with wire(said(text, size=1)) as server:
        *_, last = ChatWriter("openai:scripted", server.url).write(brief())
    only = next(last.statements())
    assert last.title == "For Mina"
    assert last.sections[0].heading == "Mina prepares"
    assert only.text == "Mina's card, Mina’s and Leo Strand: Person-77."
    assert only.owner == "mentee@a.example"
    assert only.flag == "The model named a person whom it was not told of"


NAMES = [
    Known("Priya Raman", "priya.raman@a.example", "Data analyst"),
    Known("Will O'Brien-Young", "will@a.example", "Director"),
    Known("José Álvarez de la Cruz", "jose@a.example"),
    Known("Li Bo", "li@a.example"),
]


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Priya's notes, PRIYA and priya", ["riya", "RIYA"]),
        ("Raman, Priya; priya_raman; PriyaRaman; Priya2; priya-led", ["riya", "aman"]),
        ("Will asked. Will O’Brien-Young, O'Brien, Young", ["Will", "Brien", "Young"]),
        ("Jose Alvarez, JOSE\u0301, José Álvarez de la Cruz", ["ose", "lvarez", "Cruz", "OSE"]),
        ("Write to Priya.Raman@A.example or o'hara@b.example", ["@"]),
        ("Pri\u200bya met Bo", ["ya met", "Bo"]),
        ("the data analyst and the Director", ["analyst", "Director"]),
    ],
)
def test_all_spellings_are_hidden_and_restored(text: str, gone: list[str]) -> None:
    """A name is found in any case, form, order and company, and comes back as it was written."""
    names = Pseudonyms(NAMES, [text])
    hidden = names.hide(text)
    assert not [g for g in gone if g in hidden]
    assert names.restore(hidden) == visible(text)


def test_ordinary_words_stay() -> None:
    """A name that is also a word is a name only with a capital letter."""
    text = "you will read a young report, li and bo"
    assert Pseudonyms(NAMES, [text]).hide(text) == text


def test_stand_ins_in_the_text_itself_are_left_alone() -> None:
    """A note that writes Person-1 gets it back, and nobody's name instead."""
    names = Pseudonyms(NAMES, ["Person-1 and Person-3"])
    hidden = names.hide("Person-1 met Priya Raman")
    assert hidden == "Person-1 met Person-4"
    assert names.restore(hidden) == "Person-1 met Priya Raman"


def test_only_what_was_sent_can_come_back() -> None:
    """A model cannot call up a person of the roster who was not in the brief."""
    names = Pseudonyms(NAMES)
    names.hide("Priya spoke.")
    assert names.restore("Firstname-1, Email-1, Person-2") == "Priya, Email-1, Person-2"


def test_the_parts_of_a_name_come_back_too() -> None:
    """A model that was given the whole name may use its first name; the right one comes back."""
    names = Pseudonyms([Known("Mina Ortiz", "mina@a.example")])
    assert names.hide("Mina Ortiz spoke.") == "Person-1 spoke."
    assert names.restore("Firstname-1, or Surname-1, not Firstname-2.") == (
        "Mina, or Ortiz, not Firstname-2."
    )


@pytest.mark.parametrize(
    ("name", "text", "gone"),
    [
        ("Dr. Gerda Weiss", "Gerda Weiss met Dr. Weiss, and Dr. Lund came.", ["Gerda", "Weiss"]),
        ("Weiss, Gerda (Plant)", "Gerda Weiss met Weiss, Gerda (Plant).", ["Gerda", "Weiss"]),
        ("de la Torre, Inés", "Inés de la Torre met Mrs Torre.", ["Inés", "Torre"]),
        ("田中 花子", "田中 花子 met 花子.", ["田中", "花子"]),
    ],
)
def test_a_name_is_hidden_in_the_order_in_which_it_is_spoken(
    name: str, text: str, gone: list[str]
) -> None:
    """A title is no first name: what is hidden is the name, and it comes back as it was."""
    names = Pseudonyms([Known(name, "g@a.example")])
    hidden = names.hide(text)
    assert not [word for word in gone if word in hidden]
    assert ("Dr. Lund" in text) is ("Dr. Lund" in hidden)
    assert names.restore(hidden) == text


def test_the_first_name_of_a_titled_name_comes_back() -> None:
    """A model that calls Person-1 by a first name gives back the name and not the title."""
    names = Pseudonyms([Known("Dr. Gerda Weiss", "g@a.example")])
    stand_in = names.hide("Dr. Gerda Weiss")
    assert names.restore(f"{stand_in.replace('Person', 'Firstname')} agreed") == "Gerda agreed"
