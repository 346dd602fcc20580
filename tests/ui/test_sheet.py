from datetime import UTC, date, datetime

from assistant.drafts import Basis, Draft, Kind, Section, Statement
from assistant.stored import Citation, DraftRecord
from assistant.ui import diff, sheet
from assistant.ui.rewording import edited

CITED = Citation(
    "g-1", "guideline", "power.md", "Power > Steps", None, date(2026, 3, 2), "Ask <b>."
)
DRAFT = Draft(
    Kind.AGENDA,
    "Agenda & more",
    (
        Section("Start", 10, (Statement("Say hello again, all.", ("g-1",), Basis.QUOTED),)),
        Section(
            "Close",
            5,
            (
                Statement("Agree a date.", (), Basis.INFERRED, "a@a.example", date(2026, 3, 9)),
                Statement("Count to five.", ("g-9",), Basis.GROUNDED, flag="No source says it"),
            ),
        ),
    ),
)


def test_a_sheet_shows_each_part_of_a_draft() -> None:
    """Sections, minutes, statements, their basis, owner, due date and flags are all there."""
    html = sheet.sheet(DRAFT, [CITED], {"a@a.example": "Ada"})
    for words in ("Agenda &amp; more", "10 min", "5 min", "Quoted", "Suggestion", "Owner: Ada"):
        assert words in html
    assert "Due Mon 9 Mar 2026" in html
    assert "Check this: No source says it" in html


def test_a_citation_opens_its_passage_with_place_and_date() -> None:
    """The button of a source and the card it opens carry the same id."""
    html = sheet.sheet(DRAFT, [CITED], uid="draft-7")
    assert html.count('popovertarget="src-draft-7-1"') == 2
    assert 'id="src-draft-7-1"' in html
    assert "Power › Steps" in html
    assert "Mon 2 Mar 2026" in html
    assert "Ask &lt;b&gt;." in html


def test_a_source_that_does_not_resolve_has_no_button() -> None:
    """Only sources with a citation get a number."""
    assert "src-x-2" not in sheet.sheet(DRAFT, [CITED], uid="x")


def test_an_owner_outside_the_pair_is_not_named() -> None:
    """An address that no name is known for is not shown."""
    assert "a@a.example" not in sheet.sheet(DRAFT, [CITED])


def test_the_foot_names_engine_and_version() -> None:
    """A draft says what wrote it, when, and in which version."""
    at = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    record = DraftRecord("d", None, "a@a.example", DRAFT, 3, "offline", "offline-1", at)
    assert "Written offline on 2 Mar 2026, 09:30 UTC, version 3." in sheet.foot(record)


def test_editing_keeps_what_was_not_touched() -> None:
    """Unchanged lines stay; a reworded one loses its quotation; a new one has no source."""
    new = edited(DRAFT, {0: "Say hello again.\nSit down.", 1: "Count to five."}, {0: 12})
    first, second = new.sections
    assert first.minutes == 12
    assert [(s.text, s.basis, s.sources) for s in first.statements] == [
        ("Say hello again.", Basis.GROUNDED, ("g-1",)),
        ("Sit down.", Basis.INFERRED, ()),
    ]
    assert second.statements == (DRAFT.sections[1].statements[1],)


def test_editing_drops_an_emptied_section() -> None:
    """A section without a line is gone."""
    assert [s.heading for s in edited(DRAFT, {0: " \n"}, {}).sections] == ["Close"]


def test_a_diff_marks_words_that_went_and_came() -> None:
    """Only changed statements are listed, with their words marked."""
    new = edited(DRAFT, {0: "Say <i> hello again, all."}, {})
    html = diff.html(DRAFT, new)
    assert html.count("<li>") == 1
    assert "<ins>&lt;i&gt;</ins>" in html
    assert "No wording changed" in diff.html(DRAFT, DRAFT)
