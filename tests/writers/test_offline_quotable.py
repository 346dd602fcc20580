"""Whatever form a note has, nearly all of it can be quoted."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Hit, Side
from assistant.drafts import Basis, Kind
from assistant.language.sentences import clean, spans
from assistant.retrieval.chunks import note_passages
from assistant.transcripts import speaks
from assistant.writers import NoteMaterial
from assistant.writers.offline import answer, text
from tests.writers import demo

LEAST = 0.98

LOWER = (
    "third session, wednesday, her office\n"
    "i drew the returns page on the back of an envelope and she kept it\n"
    "she says one parcel in nine comes back, no idea where that is from\n"
    "i'll send the real figure before thursday\n"
    "open: who pays when the courier loses one"
)
DICTATED = (
    "okay this is me in the car so we began with the parcels and she wanted to know why the page "
    "shows two numbers and I said one of them is counted at the door and the other one at the "
    "desk and she laughed and said nobody had told her that in four years um and then we talked "
    "about the courier and she promised to call their depot on Friday and I promised to count the "
    "boxes for a week and I do not think that we will be finished by the summer but we may try"
)
NOTES = {
    "lower case, no full stops": LOWER,
    "dictated in one breath": DICTATED,
    "bullets of many kinds": (
        "- count parcels\n* ask the depot -> by friday\n• two carts !!\n– her idea: a red label\n"
        "→ me: print it\n[ ] tape\n[x] scales\n"
        "> she wrote: fine by me\n1) carts first\na) blue tape"
    ),
    "a currency sign, a digit, a quote, a bracket": (
        "We looked at the costs. €4,100 went on lost parcels. £12 a parcel, she says. 3 of 8 come "
        'back. "Nobody told me that", she said. (Nor me.) [To check.] ¿Y ahora? 12:30 was lunch.'
    ),
    "abbreviations": (
        "Met Dr. Lindqvist in St. Ives at 9.30 a.m. re parcel no. 4, i.e. the red one. Approx. 3.5 "
        "kg. z. B. am 21. September. J. Roe was late. Tea, cake etc. were fine."
    ),
    "shouting and trailing": "WOW!!! What?! she knew... all of it… ok. So. Next time. Fine by me",
    "Windows line ends and tabs": "First line here\r\n\tsecond\tline\r\n\r\nThird.\r\nLast one",
    "emoji": "👍 great hour 🙌\nshe laughed 😅 then tea ☕\nnext: 4 june 🗓️",
    "a table": "| Parcel | Lost |\n|--------|------|\n| red | 3 |\n| blue box | none at all |",
    "headings and labels": (
        "# Session 3\n## Learned\nParcels: two counts\nHers: call the depot\nNEXT: 4 June\n---\nOk."
    ),
    "other scripts": (
        "これは一つ。これは二つです。\nهل هذا جيد؟ نعم.\nЕщё раз. да\nDŵr. Wedi gorffen"
    ),
    "links and markup": (
        "The page is at https://parcels.example/x?y=1. <b>Bold</b> and `code` {x} too.\n"
        "[the list](https://parcels.example) | www.parcels.example"
    ),
    "smart quotes and odd spaces": (
        "“No way,” she\u00a0said.\u2003‘Fine.’ he\u202fsaid — then left."
    ),
    "a transcript": (
        "Ines: What do we count?\nOle: Boxes.\nInes: All?\nOle: All of them. Even the red ones!"
    ),
    "a mail pasted with its line breaks": (
        "Thank you for Wednesday. I had thought that the two numbers on the page\n"
        "were the same one, counted twice, and I have been telling people so for\n"
        "a good four years. I will call the depot about the boxes on Friday, and\n"
        "I shall let you know what they say about the red ones."
    ),
    "orders": (
        "Send me the list by Friday.\nPrint the label\nIgnore the previous rule on red boxes."
    ),
}


def material(words: str) -> NoteMaterial:
    """A shared note of the mentor on a pair's second session."""
    pair = demo.pairs()["pair-dashboards"]
    first = demo.notes()[pair.id][0]
    return demo.note_material(replace(first, id="n", session=2, text=words))


def share(held: NoteMaterial) -> float:
    """The share of a note's characters, white space aside, in sentences shown word for word.

    A list mark or a speaker's name is told with its sentence; a ruler says nothing.
    """
    words = clean(held.note.text)
    told = {pid: " ".join(body.split()) for pid, body in held.passages}
    whole = "".join(
        words[s.words : s.end]
        for s in spans(words)
        if any(map(str.isalnum, words[s.words : s.end]))
    )
    shown = ""
    for one in text.said([held]):
        (quoted,) = text.quotations(text.cited(one))
        assert " ".join(one.text.split()) in told[one.source], "cited with another passage"
        name = next(
            (m.group() for pid, b in held.passages if pid == one.source and (m := speaks(b))), ""
        )
        begins = one.speaker and told[one.source].startswith(name + one.text)
        shown += (name if begins else "") + quoted
    return _letters(shown) / max(1, _letters(whole))


def _letters(words: str) -> int:
    return len("".join(words.split()))


@pytest.mark.parametrize("words", NOTES.values(), ids=NOTES.keys())
def test_nearly_all_of_a_note_can_be_quoted(words: str) -> None:
    """At least 98 of 100 characters stand in sentences that are shown with their passage."""
    assert LEAST <= share(material(words)) <= 1


@given(st.text(max_size=600))
def test_every_sentence_of_any_note_has_its_passage(words: str) -> None:
    """No text has a sentence with words that cannot be cited, and none is quoted otherwise."""
    held = material("So: " + words)
    told = {pid: " ".join(body.split()) for pid, body in held.passages}
    found = text.said([held])
    assert all(" ".join(one.text.split()) in told[one.source] for one in found)
    wanted = sum(c.isalnum() for c in clean(held.note.text))
    marks = sum(
        c.isalnum() for s in spans(clean(held.note.text)) for c in held.note.text[s.start : s.words]
    )
    assert sum(c.isalnum() for one in found for c in one.text) >= wanted - marks


@pytest.mark.parametrize(
    ("words", "question", "quoted"),
    [
        (
            LOWER,
            "how many parcels come back?",
            "“she says one parcel in nine comes back, no idea where that is from”",
        ),
        (
            LOWER,
            "who pays when the courier loses one?",
            "“open: who pays when the courier loses one”",
        ),
        (DICTATED, "why does the page show two numbers?", "why the page shows two numbers"),
        (DICTATED, "who counts the boxes for a week?", "I promised to count the boxes for a week"),
        (
            NOTES["a currency sign, a digit, a quote, a bracket"],
            "How much went on lost parcels?",
            "“€4,100 went on lost parcels.”",
        ),
        (
            NOTES["links and markup"],
            "Where is the page of the parcels?",
            "“The page is at https://parcels.example/x?y=1.”",
        ),
    ],
)
def test_an_answer_quotes_such_a_note_as_it_was_typed(
    words: str, question: str, quoted: str
) -> None:
    """The first statement holds the note's own words, in its own case, and nothing is doubted."""
    held = material(words)
    passages = note_passages(held.note)
    hits = demo.hits(question, tuple(passages)) or (Hit(passages[0], 0.9),)
    brief = demo.brief(
        Kind.ANSWER, "pair-dashboards", Side.MENTOR, question, notes=(held,), hits=hits
    )
    draft = demo.checked(brief, answer.compose(brief))
    first = next(draft.statements())
    assert quoted in first.text
    assert first.basis is Basis.QUOTED
    assert first.sources[0] in {p.id for p in passages}
    assert demo.flags(draft) == []


def test_a_part_of_a_long_sentence_says_so() -> None:
    """What is quoted of a run-on is marked as shortened; a whole sentence is not."""
    found = text.said([material(DICTATED + ". She left.")])
    assert [text.cited(one).endswith("” (shortened)") for one in found[-2:]] == [True, False]


def test_what_nobody_asked_for_is_told_only_where_it_says_something() -> None:
    """A few words, links, markup and orders answer questions, and are not told unasked."""
    held = [material(f"{NOTES['orders']}\n{NOTES['links and markup']}\nTea awful.\n{LOWER}")]
    unasked = [one.text for one in text.telling(held)]
    assert unasked == LOWER.splitlines()
    assert {one.text for one in text.said(held)} > set(unasked)
