"""Every format holds the draft, its numbered sources, and what every export must say."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from pypdf import PdfReader

from assistant.domain import Pair, Session, SessionStatus
from assistant.drafts import Basis, Draft, Kind, Section, Statement
from assistant.errors import Invalid
from assistant.exports import FORMATS, export
from assistant.stored import Citation, DraftRecord
from tests.builders import MENTEE, MENTOR, pair

WITHHELD = "The words of the note itself."
CITATIONS = (
    Citation("g-1", "guideline", "power/upward.md", "Disagreeing > For you", None, None, "Words."),
    Citation("n-1", "note", "n1", "Session 1, note by Mina", 1, date(2026, 6, 1), WITHHELD),
    Citation(
        "record:goal:g", "record", "record:goal:g", "Program records: goal", None, None, "Goal: X."
    ),
)


def record(*statements: Statement, kind: Kind = Kind.AGENDA, title: str = "Agenda") -> DraftRecord:
    draft = Draft(kind, title, (Section("Open", 5, statements), Section("Close", 40, ())))
    at = datetime(2026, 6, 15, 9, tzinfo=UTC)
    return DraftRecord(
        "draft-1", "pair-a", MENTOR.email, draft, 3, "offline", "p-7", at, CITATIONS, minutes=45
    )


USUAL = record(
    Statement("Ask what changed.", ("n-1", "g-1"), Basis.GROUNDED),
    Statement("Send the link.", ("record:goal:g",), Basis.RECORD, MENTEE.email, date(2026, 12, 3)),
    Statement("Try it together.", (), Basis.INFERRED),
    Statement("It takes 5 days.", ("g-1",), Basis.GROUNDED, flag="5 is not in the source."),
)


def words(form: str, value: DraftRecord = USUAL, of: Pair | None = None, **options: str) -> str:
    """The text a reader of the exported file sees, with single spaces."""
    content = export(value, form, pair=of or pair(), **options).content
    if form == "docx":
        document = Document(io.BytesIO(content))
        text = "\n".join(p.text for p in document.paragraphs)
    elif form == "pdf":
        text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    elif form == "ics":
        event = Calendar.from_ical(content).walk("VEVENT")[0]
        text = f"{event['summary']}\n{event['description']}"
    else:
        text = content.decode("utf-8")
    return " ".join(text.split())


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_holds_the_whole_draft(form: str) -> None:
    """Headings with minutes, statements, owners by name, dates, suggestions and doubts."""
    shown = words(form)
    for expected in (
        "Agenda",
        "Open (5 minutes)",
        "Close (40 minutes)",
        "Ask what changed.",
        "Leo Strand, by 3 December 2026",
        "Try it together. (suggestion)",
        "check this: 5 is not in the source",
    ):
        assert expected in shown


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_says_what_it_is(form: str) -> None:
    """Purpose, AI, engine, version and release stand in every file."""
    shown = words(form, release="Released by Mina Ortiz only; HR does not see it.")
    for expected in (
        "program support, not appraisal",
        "AI-drafted",
        "engine offline, prompt p-7, version 3 of 15 June 2026",
        "Released by Mina Ortiz only; HR does not see it.",
    ):
        assert expected in shown.replace("\\", "")
    assert "Not released" in words(form)


@pytest.mark.parametrize(
    ("form", "marks"),
    [("md", "[^1][^2]"), ("docx", "1,2"), ("pdf", "[1][2]"), ("ics", "[1][2]")],
)
def test_sources_are_numbered_with_place_and_date(form: str, marks: str) -> None:
    """Marks count sources by first use; the list gives their place, never a note's words."""
    shown = words(form).replace("\\", "")
    assert f"Ask what changed.{marks}" in shown.replace(". [", ".[")
    assert "Session 1, note by Mina, 1 June 2026" in shown
    assert "Guideline: Disagreeing > For you (power/upward.md)" in shown
    assert WITHHELD not in shown


def test_a_source_without_a_citation_is_not_hidden() -> None:
    """A source that no longer resolves keeps its number and says so."""
    assert "[^1]: A source that is no longer there (g-9)" in words(
        "md", record(Statement("Gone.", ("g-9",)))
    )


def test_a_record_is_named_by_its_first_sentence() -> None:
    """What else is known of a record, an e-mail address for one, is not listed."""
    line = "Action: Send the link. Owner: Leo Strand <mentee@a.example>. Due on 2026-12-03."
    cited = Citation("record:action:a", "record", "record:action:a", "Records", None, None, line)
    value = replace(record(Statement("Sent.", (cited.source,))), citations=(cited,))
    assert "Program records: Action: Send the link" in words("docx", value)
    assert "mentee@" not in words("docx", value)


def test_an_owner_and_a_date_are_said_once() -> None:
    """What the statement's own words name is not repeated in brackets."""
    due = date(2026, 12, 3)
    for text in ("Leo: send the link by 3 December 2026.", "Said by Leo, due 3 December 2026."):
        said = words("md", record(Statement(text, ("n-1",), Basis.RECORD, MENTEE.email, due)))
        assert f"{text}[^1] [" in said or f"{text}[^1] #" in said


@pytest.mark.parametrize("form", ["md", "docx", "pdf"])
def test_a_draft_without_sources_has_no_list_of_them(form: str) -> None:
    """An empty list of sources is left out."""
    shown = words(form, record(Statement("Try it.")))
    assert "Sources" not in shown
    assert "[^" not in shown


def test_markdown_shows_text_as_it_is() -> None:
    """Nothing in a statement becomes a heading, a tag, a link or a list."""
    text = "# Big <script>x</script> [a](http://b) *c* `d` https://e.example"
    shown = words("md", record(Statement(text), Statement("1. one"), Statement("- two")))
    assert r"- \# Big \<script\>x\</script\> \[a\](http\://b) \*c\* \`d\` https\://e" in shown
    assert r"- 1\. one" in shown
    assert r"- \- two" in shown


def test_the_pdf_has_fonts_for_many_scripts() -> None:
    """Text beyond Latin is written with real letters."""
    text = "Zoë Łódź Ελλάδα Україна Tiếng Việt ქართული ≤ → ✓"
    shown = words("pdf", record(Statement(text)))
    assert text in shown
    assert "□" not in shown
    assert "□" not in words("pdf", record(Statement("שלום مرحبا नमस्ते สวัสดี")))


def test_the_pdf_replaces_what_it_cannot_write_and_says_so() -> None:
    """A character without a font becomes a box, with a line on where to find it."""
    shown = words("pdf", record(Statement("Hello 田中.")))
    assert "Hello □□." in shown
    assert "stands for a character that this PDF has no font for" in shown
    assert "Hello 田中." in words("docx", record(Statement("Hello 田中.")))


def test_a_long_draft_runs_over_pages() -> None:
    """Each page says the purpose and its number."""
    long = record(*[Statement(f"Statement {n}. " + "word " * 40, ("g-1",)) for n in range(60)])
    reader = PdfReader(io.BytesIO(export(long, "pdf").content))
    assert len(reader.pages) > 3
    for n, page in enumerate(reader.pages, start=1):
        assert f"{n}/{len(reader.pages)}" in page.extract_text()
        assert "not appraisal" in page.extract_text()


@pytest.mark.parametrize("form", FORMATS)
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(max_size=200), title=st.text(max_size=80))
def test_no_text_breaks_an_export(form: str, text: str, title: str) -> None:
    """Any characters at all can be exported, and the file name stays plain."""
    value = record(Statement(text, ("n-1",), flag=text), Statement(text * 5), title=title)
    exported = export(value, form, pair=pair(), release=text)
    assert exported.content
    assert exported.filename.isascii()
    assert "/" not in exported.filename
    assert exported.filename.endswith(f".{form}")


@pytest.mark.parametrize("form", FORMATS)
def test_hostile_characters_do_not_reach_the_file(form: str) -> None:
    """Terminal codes, marks that turn the reading direction and lone surrogates are gone."""
    shown = words(form, record(Statement("a\x1b[31mb\x00c\u202ed\ud800e")))
    assert not {"\x1b", "\x00", "\u202e", "\ud800"} & set(shown)


def test_the_calendar_entry() -> None:
    """A private, day-long entry on the next session's date that a newer version replaces."""
    calendar = Calendar.from_ical(export(USUAL, "ics", pair=pair()).content)
    event = calendar.walk("VEVENT")[0]
    assert event.decoded("dtstart") == date(2026, 6, 29)
    assert event.decoded("dtend") == date(2026, 6, 30)
    assert (str(event["uid"]), event["sequence"]) == ("draft-1@upmentor", 3)
    assert str(event["class"]) == "PRIVATE"
    assert MENTOR.email.encode() not in export(USUAL, "ics", pair=pair()).content


@pytest.mark.parametrize(
    "of",
    [
        None,
        pair(sessions=()),
        pair(sessions=(Session(1, None, 45, SessionStatus.PLANNED),)),
        pair(ended_on=date(2026, 6, 10)),
    ],
    ids=["no pair", "no session", "no date", "ended"],
)
def test_no_calendar_entry_without_a_coming_session(of: Pair | None) -> None:
    """Without a date there is nothing to put into a calendar."""
    with pytest.raises(Invalid, match="No session with a date is coming"):
        export(USUAL, "ics", pair=of)


def test_only_an_agenda_goes_into_a_calendar() -> None:
    """A summary is refused as a calendar entry, and an unknown format altogether."""
    summary = replace(USUAL, draft=replace(USUAL.draft, kind=Kind.SUMMARY))
    with pytest.raises(Invalid, match="Only an agenda"):
        export(summary, "ics", pair=pair())
    with pytest.raises(Invalid, match="choose one of md, docx, pdf, ics"):
        export(USUAL, "odt")


def test_the_file_name_comes_from_the_title() -> None:
    """The name is readable, and the kind stands in where a title gives none."""
    assert export(record(title="Agenda: Zoë & Bo, 3"), "md").filename == "agenda-zoe-bo-3.md"
    assert export(record(title="田中"), "md").filename == "agenda.md"
