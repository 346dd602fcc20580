from collections import Counter
from functools import lru_cache
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from assistant.domain import Side
from assistant.drafts import Basis, Draft, Kind, Section, Statement
from assistant.language.sentences import quotable
from assistant.writers import Brief
from assistant.writers.checks import check
from assistant.writers.offline import answer, explainer, summary
from assistant.writers.recordtext import evidence, record_texts
from tests.writers import demo, mutations

QUESTIONS = ("When is our next session?", "What did I promise?", "What did we do in session 2?")
NOTE = (
    "Session 3. 2026-10-27, 27 October 2026. Note by Priya Raman, partner Charles Whitlock.\n"
    "I showed Charles the dashboard on 40 slides. He promised to mark twelve of them by Friday. "
    "We did not get to data quality."
)
ACTION = (
    "Action: Decide which 28 slides leave the pack. Owner: Charles Whitlock <charles@a.example>. "
    "Agreed in session 3. Due on 2026-11-17 (17 November 2026). Open, not done yet."
)
PASSAGES = {"n-1": NOTE}
RECORDS = {"record:action:a1": ACTION}


def flag(
    text: str,
    sources: tuple[str, ...] = ("n-1",),
    basis: Basis = Basis.GROUNDED,
    owner: str | None = None,
    kind: Kind = Kind.SUMMARY,
) -> str | None:
    statement = Statement(text, sources, basis, owner)
    draft = Draft(kind, "A draft", (Section("Part", None, (statement,)),))
    return next(check(draft, PASSAGES, RECORDS).statements()).flag


@lru_cache(maxsize=1)
def own_drafts() -> tuple[tuple[Brief, Draft], ...]:
    found = []
    for pair in demo.pairs():
        for side in Side:
            brief = demo.brief(Kind.SUMMARY, pair, side)
            found.append((brief, summary.compose(brief)))
            for question in QUESTIONS:
                brief = demo.brief(Kind.ANSWER, pair, side, question, materials=())
                found.append((brief, answer.compose(brief)))
    return tuple(found)


def test_the_offline_writers_own_drafts_raise_no_doubt() -> None:
    """Nothing is flagged in any summary, answer or explainer over the demo program."""
    drafts = list(own_drafts())
    for pair in demo.pairs():
        brief = demo.brief(Kind.EXPLAINER, pair, Side.MENTEE)
        drafts.append((brief, explainer.compose(brief)))
    doubts = [doubt for brief, draft in drafts for doubt in demo.flags(demo.checked(brief, draft))]
    assert sum(1 for _, draft in drafts for _ in draft.statements()) > 500
    assert doubts == []


def changed(statement: Statement, how: str, pick: Random, brief: Brief) -> Statement | None:
    assert brief.pair is not None
    one, other = brief.pair.mentor.called, brief.pair.mentee.called
    if how == "name":
        return mutations.name(statement, pick, (one, other))
    if how == "swapped":
        return mutations.swapped(statement, pick, one, other)
    return mutations.PLAIN[how](statement, pick)


def claims(brief: Brief, draft: Draft) -> list[Statement]:
    return [s for s in draft.statements() if s.basis is not Basis.INFERRED]


def test_at_least_95_percent_of_seeded_false_claims_are_flagged() -> None:
    """Every kind of false claim seeded into true drafts is flagged 95 times in 100 or more."""
    pick, made, found = Random(20261122), Counter[str](), Counter[str]()
    for brief, draft in own_drafts():
        false: list[tuple[str, Statement]] = []
        for statement in claims(brief, draft):
            for how in (*mutations.PLAIN, "name", "swapped"):
                one = changed(statement, how, pick, brief)
                if one is not None and one != statement:
                    false.append((how, one))
        seeded = Draft(draft.kind, "Seeded", (Section("All", None, tuple(s for _, s in false)),))
        judged = check(seeded, evidence(brief), record_texts(brief))
        for (how, _), statement in zip(false, judged.statements(), strict=True):
            made[how] += 1
            found[how] += statement.flag is not None
    assert min(made.values()) > 100
    assert {how: found[how] / made[how] for how in made if found[how] < 0.95 * made[how]} == {}


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_changed_figure_date_name_source_or_quote_is_always_flagged(data: st.DataObject) -> None:
    """Whatever figure, date, name, source or quote is changed in a draft, the check says so."""
    brief, draft = data.draw(st.sampled_from([one for one in own_drafts() if claims(*one)]))
    statement = data.draw(st.sampled_from(claims(brief, draft)))
    how = data.draw(st.sampled_from(("number", "date", "name", "source", "quote")))
    pick = Random(data.draw(st.integers(0, 2**32)))
    false = changed(statement, how, pick, brief)
    assume(false is not None and false != statement)
    assert false is not None
    seeded = Draft(draft.kind, "Seeded", (Section("One", None, (false,)),))
    judged = next(check(seeded, evidence(brief), record_texts(brief)).statements())
    assert judged.flag is not None


@pytest.mark.parametrize(
    ("day", "doubted"), [("26 October 2026", False), ("25 October 2026", True), ("2026", True)]
)
@pytest.mark.parametrize("basis", [Basis.QUOTED, Basis.GROUNDED])
def test_a_quote_with_resolved_times_is_still_quoted(day: str, doubted: bool, basis: Basis) -> None:
    """A date in brackets is no word of the quote; it is held against the day of the source."""
    note = {"n-1": NOTE.replace("by Friday", "yesterday and starts next week")}
    words = f"He promised to mark twelve of them yesterday [{day}] and starts next week"
    text = f"Priya wrote after session 3: “{words} [the week of 2 November 2026].”"
    section = Section("Part", None, (Statement(text, ("n-1",), basis),))
    found = next(check(Draft(Kind.SUMMARY, "A draft", (section,)), note).statements()).flag
    assert bool(found) is doubted
    assert not doubted or "in brackets" in str(found)


def test_brackets_elsewhere_are_words_of_the_quote() -> None:
    """A date in brackets behind other words, or of a source without a day, is no resolved time."""
    assert flag("“I showed Charles the dashboard [26 October 2026].”", basis=Basis.QUOTED)
    guideline = {"g-1": "Silence > Why it helps.\nWhoever spoke yesterday waits today."}
    quote = Statement("“Whoever spoke yesterday [26 October 2026] waits today.”", ("g-1",))
    draft = Draft(Kind.SUMMARY, "A draft", (Section("Part", None, (quote,)),))
    assert next(check(draft, guideline).statements()).flag


@pytest.mark.parametrize(
    "text",
    [
        "Priya showed Charles the dashboard on 40 slides.",
        "Priya presented the dashboard, which covers forty slides, to Charles.",
        "Charles promised to mark 12 of the slides by Friday.",
        "Charles will mark a dozen slides, as promised.",
        "Data quality was not reached.",
        "Priya and Charles did not get to data quality.",
        "On 27 October 2026 Priya showed the dashboard slides.",
        "On October 27th Priya showed the dashboard slides.",
    ],
)
def test_a_true_claim_in_other_words_is_not_flagged(text: str) -> None:
    """A paraphrase that its note supports stands without a flag."""
    assert flag(text) is None


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("Priya showed Charles the dashboard on 60 slides.", "The number 60 is not in the source"),
        ("Charles promised to mark fourteen of them.", "The number fourteen is not in the source"),
        ("Priya showed the dashboard on 3 May 2026.", "The date 3 May 2026 is not in the source"),
        ("Charles promised to mark slides by Monday.", "The date Monday is not in the source"),
        ("Priya showed Gregor the dashboard slides.", "The name Gregor is not in the source"),
        ("Wendell promised to mark twelve of them.", "The name Wendell is not in the source"),
        ("Charles showed Priya the dashboard slides.", "The source says this of"),
        ("Priya promised to mark twelve of them.", "The source says this of"),
        ("Charles did not promise to mark twelve.", "The source says this without “not”"),
        ("Priya and Charles did get to data quality.", "The source says “not” here"),
        ("Charles said “I will cancel the pack”.", "The quoted words are not in the source"),
        ("In session 4 Priya showed the dashboard slides.", "The number 4 is not in the source"),
        ("The team celebrated a product launch in public.", "The source hardly speaks of this"),
        ("Charles's note says the dashboard has slides.", "The source names another author"),
        ("Priya wrote to eve@evil.example on slides.", "The address eve@evil.example"),
    ],
)
def test_a_false_claim_is_flagged_in_a_plain_sentence(text: str, doubt: str) -> None:
    """Each kind of false claim gets a doubt that says what is wrong."""
    assert doubt in (flag(text) or "")


def test_a_source_that_does_not_resolve_is_flagged() -> None:
    """A passage id outside the brief is a doubt, whatever the statement says."""
    found = flag("Priya showed Charles the dashboard.", ("n-1", "n-other"))
    assert found == "A source of this statement cannot be found"


def test_a_summary_statement_without_a_source_is_flagged() -> None:
    """In a summary even a suggestion needs a source; elsewhere it does not."""
    text = "Agree on a date for the next session."
    assert flag(text, (), Basis.INFERRED) == "This statement has no source"
    assert flag(text, (), Basis.INFERRED, kind=Kind.AGENDA) is None


def test_a_quote_must_be_word_for_word() -> None:
    """A quote with one word changed is flagged, and the true one is not."""
    lead = "In session 3 Priya noted: "
    assert flag(lead + "“We did not get to data quality.”", basis=Basis.QUOTED) is None
    assert flag(lead + "“We did get to data quality.”", basis=Basis.QUOTED)
    assert flag(lead + "“We will not get to data quality.”", basis=Basis.QUOTED)
    assert flag("In session 3 Charles noted: “We did not get to data quality.”", basis=Basis.QUOTED)


def test_a_quote_cut_out_of_a_denial_is_flagged() -> None:
    """Words that stand behind a "not" in the source may not be quoted without it."""
    assert flag("Priya noted: “get to data quality”", basis=Basis.QUOTED)


def test_a_part_of_dictation_is_no_cut_out_of_a_denial() -> None:
    """A whole part of a sentence without full stops may be quoted, although "not" came before."""
    said = (
        "okay so we did not look at the pack because the room was taken by the board and he said "
        "we could sit in the corridor and I showed him the page on my telephone and then we went "
        "through the slides that nobody reads and I counted twelve and he counted fourteen of them"
    )
    passages = {"n-1": f"Session 3. Note by Priya Raman.\n{said}"}

    def flagged(words: str) -> str | None:
        statement = Statement(f"Priya noted: “{words}”", ("n-1",), Basis.QUOTED)
        draft = Draft(Kind.ANSWER, "A draft", (Section("Part", None, (statement,)),))
        return next(check(draft, passages).statements()).flag

    whole = [words for words, part in quotable(said) if part]
    assert len(whole) > 1
    assert not any(map(flagged, whole))
    assert flagged("look at the pack because the room was taken by the board")


def test_an_action_given_to_the_other_owner_is_flagged() -> None:
    """An action's owner is the one its record names, in the text and in the field."""
    source, text = ("record:action:a1",), "Decide which 28 slides leave the pack."
    mine = {"basis": Basis.RECORD, "sources": source}
    assert flag(f"Charles: {text}", owner="charles@a.example", **mine) is None
    assert flag(f"Priya: {text}", owner="charles@a.example", **mine)
    assert flag(f"Charles: {text}", owner="priya@a.example", **mine)


def test_an_open_action_called_done_is_flagged() -> None:
    """The status that a record gives cannot be turned round."""
    text = "Decide which 28 slides leave the pack"
    source = ("record:action:a1",)
    assert flag(f"Charles: {text}. Not done yet.", source, Basis.RECORD) is None
    assert flag(f"Charles: {text}. Done.", source, Basis.RECORD)


def test_a_date_said_of_the_wrong_thing_is_flagged() -> None:
    """The day an action is due is not the day it was done."""
    text = "Decide which 28 slides leave the pack, due 17 November 2026."
    assert flag(text, ("record:action:a1",), Basis.RECORD) is None
    records = {"record:action:a1": ACTION.replace("Open, not done yet", "Done on 2026-11-19")}
    draft = Draft(
        Kind.SUMMARY,
        "A draft",
        (
            Section(
                "Part",
                None,
                (
                    Statement(
                        "Decide which 28 slides leave the pack, done on 17 November 2026.",
                        ("record:action:a1",),
                        Basis.RECORD,
                    ),
                ),
            ),
        ),
    )
    assert "another date" in (next(check(draft, {}, records).statements()).flag or "")


def test_checking_twice_changes_nothing() -> None:
    """A flag is set afresh each time: a doubt that is gone leaves no trace."""
    brief, draft = own_drafts()[0]
    once = demo.checked(brief, draft)
    assert demo.checked(brief, once) == once
    doubted = once.map(lambda s: Statement(s.text, s.sources, s.basis, s.owner, s.due, "Old"))
    assert demo.flags(demo.checked(brief, doubted)) == []
