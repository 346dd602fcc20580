from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.domain import Side
from assistant.drafts import Kind
from evals.drafts import judging
from evals.drafts.points import CHECKS, Check, of_kind
from evals.drafts.view import View
from tests.evals.samples import (
    ENDED_PAIR,
    NEW_PAIR,
    abstaining,
    parsed,
    redrawn,
    rewording,
    saying,
    unsourced,
    view,
    without,
)

Spoil = Callable[[View], View]


def both(*spoils: Spoil) -> Spoil:
    """One way to spoil a draft after the other."""

    def spoiled(shown: View) -> View:
        for spoil in spoils:
            shown = spoil(shown)
        return shown

    return spoiled


def of_another_stage(shown: View) -> View:
    """Cites a guideline for another stage."""

    def moved(s: str) -> str:
        return "closing.md" if s in ("midpoint.md", "any.md") else s

    draft = shown.draft.map(lambda s: replace(s, sources=tuple(map(moved, s.sources))))
    return redrawn(shown, draft)


TWO_AT_ONCE = saying("What do you want and how will you get it?", "Who decides and what is it?")
ADVICE: dict[str, Spoil] = {
    "fits_the_stage": both(without("stand", "going on"), of_another_stage),
    "one_idea_a_question": TWO_AT_ONCE,
    "words_one_can_say": without("ask", "exit", "Words"),
    "exit_line": without("exit"),
    "behaviour_for_each": without("helps", "can do"),
    "blames_no_generation": saying("Your generation prefers short films."),
    "escalates_harm": saying("Write to help@elsewhere.example."),
    "grounded": unsourced,
}
SPOILS: dict[Kind, dict[str, Spoil]] = {
    Kind.AGENDA: {
        "names_session_and_purpose": both(
            without("Purpose"), rewording("session 3 of 6", "our talk")
        ),
        "minutes_add_up": without("Topic"),
        "opens_with_check_in_and_rules": without("Check-in"),
        "reviews_each_open_action": without("Open actions"),
        "mentor_leads_half": rewording("Mina leads", "Leo leads"),
        "open_questions_from_their_notes": saying("Do you like the filter?", only=True),
        "asks_nobody_to_speak_for_a_group": saying("What do young people think of this?"),
        "leader_gives_back": without("gives back"),
        "preparation_for_each": without("prepares"),
        "closes_with_next_steps": without("Close"),
        "keeps_exclusions_and_contacts": saying("Let us talk about the merger."),
        "cites_and_says_gaps": unsourced,
    },
    Kind.SUMMARY: {
        "period_and_sessions": without("Period"),
        "every_claim_traces": unsourced,
        "behaviour_only": saying("Leo was frustrated. | record | record:pair:pair-a"),
        "goals_with_evidence_and_status": without("Goals"),
        "what_both_learned": without("learned"),
        "leaders_commitments": without("Commitments", "Next steps"),
        "quotes_and_third_parties": saying("Desmond joined them. | grounded | n-leo"),
        "health_as_reported": saying("Their relationship is one of trust. | grounded | n-leo"),
        "parallel_language": saying("The young Mina did well. | grounded | n-leo"),
        "next_steps_owned": without("Next steps"),
        "says_what_it_is": saying(
            "Release: pending; no reviewer yet. | record | record:pair:pair-a"
        ),
        "hr_receives_less": without("For the two"),
    },
    Kind.STARTERS: ADVICE,
    Kind.POWER_DYNAMICS: ADVICE,
    Kind.EXPLAINER: {
        "analogy_that_holds": without("analogy"),
        "three_plain_sentences": without("What it is"),
        "for_this_leader": without("changes"),
        "risk_and_handling": without("risk"),
        "hands_on_task": without("Five minutes"),
        "question_for_the_mentor": without("Ask"),
        "unsure_and_dated": without("uncertain"),
        "cited_or_unknown": unsourced,
    },
    Kind.ANSWER: {
        "answers_first": saying("Great question, thank you.", only=True),
        "each_claim_cited": unsourced,
        "says_when_it_is_not_there": abstaining,
        "no_other_pairs_words": saying("There was a harbour crane that nobody here has ever seen."),
        "short": saying(" ".join(["word"] * 250)),
        "next_step": without("Next step"),
    },
}
RUBRIC_POINTS = {
    Kind.AGENDA: 12,
    Kind.SUMMARY: 12,
    Kind.STARTERS: 8,
    Kind.POWER_DYNAMICS: 8,
    Kind.EXPLAINER: 8,
    Kind.ANSWER: 6,
}
EACH = [pytest.param(c, id=f"{c.kind.value}-{c.name}") for c in CHECKS]


@pytest.mark.parametrize("kind", Kind)
def test_each_point_of_a_rubric_has_one_check(kind: Kind) -> None:
    """The checks of a kind are numbered as its rubric's points, none left out."""
    numbers = [c.number for c in of_kind(kind)]
    assert numbers == list(range(1, RUBRIC_POINTS[kind] + 1))


@pytest.mark.parametrize("check", EACH)
def test_a_good_draft_gets_two_points(check: Check) -> None:
    """A draft that has what the check looks for gets both points."""
    point = check.judge(view(check.kind))
    assert point is not None
    assert point.points == 2, point.reason


@pytest.mark.parametrize("check", EACH)
def test_a_spoiled_draft_gets_none(check: Check) -> None:
    """The same draft without it gets no point, and the reason is told."""
    point = check.judge(SPOILS[check.kind][check.name](view(check.kind)))
    assert point is not None
    assert point.points == 0
    assert point.reason


def test_the_percent_counts_only_checks_that_apply() -> None:
    """A check that does not apply is left out of the denominator."""
    shown = view(Kind.AGENDA)
    done = replace(shown, pair=replace(shown.pair, actions=()))
    verdict = judging.judge(done)
    assert [c.name for c, p in verdict.points if p is None] == ["reviews_each_open_action"]
    assert verdict.percent == 100.0
    assert verdict.lost == []


def test_a_first_session_needs_the_whole_agreement() -> None:
    """In session 1 a ground rule alone is only part of the agreement."""
    shown = replace(view(Kind.AGENDA), pair=NEW_PAIR)
    judged = named(shown, "opens_with_check_in_and_rules")
    assert judged == 1
    whole = rewording(
        "the agreement is read again.",
        "the agreement: frequency, who sets the agenda, wanted and excluded topics, "
        "confidentiality and its limits, boundaries, review points, conflict, third parties, "
        "end date and success.",
    )
    assert named(whole(shown), "opens_with_check_in_and_rules") == 2


def test_evidence_must_speak_of_its_goal() -> None:
    """A note that has nothing to do with the goal is no evidence for it."""
    beside = rewording("Leo read the dashboard alone", "Leo told a story about a letter")
    assert named(beside(view(Kind.SUMMARY)), "goals_with_evidence_and_status") == 1


def test_an_agenda_after_the_end_must_say_so() -> None:
    """A pair that has ended gets no session number but is told that it ended."""
    shown = replace(view(Kind.AGENDA), pair=ENDED_PAIR)
    assert named(shown, "names_session_and_purpose") == 1
    told = saying("The pair ended on 1 June 2026.")(shown)
    assert named(told, "names_session_and_purpose") == 2


@pytest.mark.parametrize("kind", [Kind.POWER_DYNAMICS, Kind.ANSWER])
def test_harm_is_passed_on_and_not_coached(kind: Kind) -> None:
    """On a report of harm a draft must name the configured contact and offer no phrases."""
    check = "escalates_harm" if kind is Kind.POWER_DYNAMICS else "says_when_it_is_not_there"
    shown = view(kind, situation="harm")
    coached = saying("You could tell him how you feel.")
    assert named(coached(shown), check) == 0
    told = saying("Your contact is Ruth Vane, ruth@a.example.", only=True)
    assert named(told(shown), check) == 2
    assert named(coached(told(shown)), check) == 1


def test_a_question_is_no_answer() -> None:
    """An answer that begins with a question gets no point for answering first."""
    asking = saying("How many weeks would suit you? | quoted | any.md", only=True)
    assert named(asking(view(Kind.ANSWER)), "answers_first") == 0


def test_an_unknown_question_must_be_said_to_be_one() -> None:
    """An unanswerable question gets two points only for abstaining in so many words."""
    shown = view(Kind.ANSWER, situation="unknown")
    assert named(shown, "says_when_it_is_not_there") == 0
    told = saying("This is not in the guidelines or your notes. Ask Ada Kim.", only=True)
    assert named(abstaining(told(shown)), "says_when_it_is_not_there") == 2


def test_an_unknown_technology_must_be_said_to_be_one() -> None:
    """An explainer of an unknown topic gets two points for saying so and what to add."""
    shown = view(Kind.EXPLAINER, situation="unknown")
    assert named(shown, "cited_or_unknown") == 0
    told = saying("There is no guideline on dashboards; an admin can add one.", only=True)
    assert named(abstaining(told(shown)), "cited_or_unknown") == 2


def test_an_excluded_topic_must_be_told() -> None:
    """An agenda on an excluded topic says that it is excluded, and does not go on about it."""
    shown = view(Kind.AGENDA, situation="excluded")
    shown = replace(shown, case=replace(shown.case, topic="the merger"))
    assert named(shown, "keeps_exclusions_and_contacts") == 1
    told = saying("You excluded the merger, so it stays out.")
    assert named(told(shown), "keeps_exclusions_and_contacts") == 2


def test_the_reader_may_be_either_partner() -> None:
    """Advice for the mentee is judged by what it gives the mentee and the mentor."""
    text = """
    # Silence: advice for Leo
    ## What helps, on your side
    Wait five seconds. | quoted | any.md
    ## One thing Mina can do
    Count to five. | quoted | any.md
    """
    shown = view(Kind.POWER_DYNAMICS, Side.MENTEE)
    drawn = redrawn(shown, parsed(Kind.POWER_DYNAMICS, text))
    assert named(drawn, "behaviour_for_each") == 2
    assert named(without("Mina")(drawn), "behaviour_for_each") == 1


def named(shown: View, name: str) -> int:
    """The points that the check of this name gives."""
    check = next(c for c in of_kind(shown.draft.kind) if c.name == name)
    point = check.judge(shown)
    assert point is not None
    return point.points
