"""What a summary says of itself, where it says it, and that it can be released as drafted."""

import copy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.coach import Coach
from assistant.domain import Visibility
from assistant.drafts import ONLY_TWO, Basis, Draft, Kind, Section, Statement, for_review
from assistant.stored import DraftRecord
from assistant.writers.third_parties import NAMES_ANOTHER
from tests.builders import program_file
from tests.coach.conftest import open_coach
from tests.coach.test_sharing import both_release

MENTOR, MENTEE, HR = "mentor1@a.example", "mentee1@a.example", "hr@a.example"
ODD = {
    "a title": ("Dr. Ute Brandl", "Mei Aoki"),
    "last name first": ("de la Torre, Inés-María (IT)", "Prof. Karl von Rhein"),
    "one first name": ("Ute Brandl", "Ute Sommer"),
    "one name": ("Wulan", "田中花子"),
    "words and months": ("May Park", "Will Read"),
}


def summary(coach: Coach) -> DraftRecord:
    *_, last = coach.draft(MENTOR, Kind.SUMMARY, "pair-1")
    return last


def texts(draft: Draft) -> list[str]:
    return [s.text for s in draft.statements()]


def named(mentor: str, mentee: str) -> dict[str, Any]:
    """A program whose first pair has these names, no start date and nothing agreed."""
    value = copy.deepcopy(program_file(1))
    for person in value["people"]:
        person["name"] = {MENTOR: mentor, MENTEE: mentee}.get(person["email"], person["name"])
    value["pairs"][0].pop("started_on")
    value["pairs"][0].pop("agreement")
    return value


@pytest.mark.parametrize("names", ODD.values(), ids=ODD)
def test_a_summary_is_released_by_both_as_it_was_drafted(
    names: tuple[str, str], tmp_path: Path
) -> None:
    """Without a start date, with odd names: nothing is marked, and HR gets its copy."""
    coach = open_coach(tmp_path)
    coach.import_program(named(*names))
    coach.reindex()
    record = summary(coach)
    assert [s.text for s in record.draft.statements() if s.flag] == []
    assert texts(record.draft)[0].startswith("Period: 1 June 2026 to 15 June 2026, for ")
    both_release(coach, record)
    assert len(coach.review_queue(HR)) == 1
    coach.close()


def test_an_action_that_names_another_is_told_to_hr_without_the_name(coach: Coach) -> None:
    """The name is in none of HR's bytes, and whole sentences remain."""
    coach.add_action(MENTEE, "pair-1", 1, "Ask Yuki Ortiz for the cost table", MENTEE, None)
    coach.add_goal(MENTOR, "pair-1", "Sort the old Yuki list")
    record = summary(coach)
    assert "Said by Greta in session 1: Ask someone for the cost table." in " ".join(
        texts(record.draft)
    )
    assert any("a goal that names someone else" in text for text in texts(record.draft))
    both_release(coach, record)
    assert "Yuki" not in str(coach.review_queue(HR))
    assert "Yuki" not in str(record)


def test_an_edit_that_names_another_is_marked_and_ends_the_claim(coach: Coach) -> None:
    """The sentence that nobody else is named goes with the first edit that makes it false."""
    record = summary(coach)
    assert ONLY_TWO in texts(record.draft)
    first = record.draft.sections[0]
    said = replace(first.statements[0], text="Yuki was there.", basis=Basis.GROUNDED)
    changed = replace(
        record.draft,
        sections=(
            replace(first, statements=(said, *first.statements[1:])),
            *record.draft.sections[1:],
        ),
    )
    saved = coach.save_draft(MENTOR, record.id, changed, 1)
    assert ONLY_TWO not in texts(saved.draft)
    assert NAMES_ANOTHER in (next(saved.draft.statements()).flag or "")


def test_a_reviewers_wording_ends_the_claim(coach: Coach) -> None:
    """Nobody has looked whom HR's own words name, so HR's copy claims it no longer."""
    record = summary(coach)
    both_release(coach, record)
    snapshot = coach.review_queue(HR)[0]
    assert ONLY_TWO in texts(snapshot.draft)
    after = coach.revise(HR, snapshot.id, snapshot.version, {(0, 0): "Yuki was there."})
    assert ONLY_TWO not in texts(after.draft)


def test_the_status_stands_as_it_is_now_and_not_in_the_text(coach: Coach) -> None:
    """Each step changes the head of an export at once; the text never tells it."""
    record = summary(coach)

    def head() -> str:
        file = coach.export(MENTOR, record.id, "md").content.decode()
        head, _, body = file.partition("\n## ")
        assert "reviewer" not in body
        assert "AI-drafted" not in body
        assert coach.standing(MENTEE, record.id) in head.replace("\\", "")
        return head

    assert "version 1 of" in head()
    assert "Not released; no reviewer sees it." in head()
    coach.release(MENTOR, record.id, 1)
    assert "Released by Tariq Ortiz only; no reviewer sees it yet." in head()
    coach.release(MENTEE, record.id, 1)
    assert "Released by Tariq Ortiz and Greta Strand; waiting for a reviewer." in head()
    snapshot = coach.review_queue(HR)[0]
    everything = frozenset(range(len(snapshot.draft.sections)))
    coach.approve(HR, snapshot.id, snapshot.version, everything)
    assert "Greta Strand; approved by reviewer Hana Reyes on " in head()
    coach.withdraw(MENTEE, record.id)
    assert "Released by Tariq Ortiz only" in head()
    coach.save_draft(MENTOR, record.id, replace(record.draft, title="Shorter"), 1)
    assert "version 2 of" in head()
    assert "Not released" in head()


def test_a_return_is_told_with_the_reviewers_name(coach: Coach) -> None:
    """Both partners read who returned it, on the page and in a file."""
    record = summary(coach)
    both_release(coach, record)
    snapshot = coach.review_queue(HR)[0]
    coach.return_to_pair(HR, snapshot.id, snapshot.version, "Name the date.")
    assert "returned by reviewer Hana Reyes on " in coach.standing(MENTEE, record.id)


def test_what_an_earlier_version_said_of_its_status_is_not_in_hrs_copy() -> None:
    """Old drafts keep such lines; HR's copy drops them, and the section they leave empty."""
    old = (
        "AI-drafted on 3 May 2026 by the model m, as version 1.",
        "Release: pending; nothing reaches HR before both partners have released it.",
        "Reviewer: not assigned.",
        "Only the two partners are named.",
        "Gap: no shared note by Leo for session 2.",
    )
    said = tuple(Statement(text, ("record:x",), Basis.RECORD) for text in old)
    kept = Statement("Period: 1 May 2026 to 3 May 2026.", ("record:x",), Basis.RECORD)
    draft = Draft(
        Kind.SUMMARY, "Old", (Section("Period", None, (kept,)), Section("About", None, said))
    )
    assert for_review(draft).sections == (Section("Period", None, (kept,)),)


def test_who_shared_no_note_is_told_nowhere(coach: Coach) -> None:
    """A partner who keeps every note private is not named for it in the text or its sources."""
    coach.save_note(MENTEE, "pair-1", 1, "I kept this for myself.", Visibility.PRIVATE)
    record = summary(coach)
    told = f"{texts(record.draft)} {[c.text for c in record.citations]}"
    assert "hared note by" not in told
    assert "Shared notes by" not in told
