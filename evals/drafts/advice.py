"""Conversation starters and power-dynamics advice: eight points each."""

import re

from assistant.domain import Guideline, Side, Stage
from assistant.drafts import Basis, Kind, Statement
from evals.drafts import common
from evals.drafts.points import Point, parts, rubric, share
from evals.drafts.view import View
from evals.drafts.words import asked, plain, quotes, words

BOTH = (Kind.STARTERS, Kind.POWER_DYNAMICS)
CONSULTANT = re.compile(
    r"\b(leverage|synerg\w+|stakeholders?|paradigm|bandwidth|deep[- ]dive|circle back|touch base"
    r"|low-hanging|holistic\w*|empower\w*|actionable|learnings|alignment|best-in-class|optics)\b",
    re.IGNORECASE,
)
SECOND_QUESTION = re.compile(
    r"\b(?:what|how|which|who|when|where|do|did|can|could|is|are)\b.*\b(?:and|or) (?:also )?"
    r"(?:what|how|why(?!\?)|when|where|who|which"
    r"|(?:do|does|did|is|are|can) (?:you|we|i|they|it))\b",
    re.IGNORECASE,
)
STAGES = {stage.value for stage in Stage}
FITTING = {stage: {stage.value, "any"} for stage in Stage} | {Stage.ENDED: {"closing", "any"}}
"""A pair that has ended has only its closing left to talk about."""
LONGEST_SAID = 30


@rubric(1, *BOTH)
def fits_the_stage(view: View) -> Point | None:
    """Says where the pair stands, and draws on nothing written for another stage."""
    if view.case.situation == "harm":
        return None
    fitting = FITTING[view.pair.stage(view.program)]
    other = [
        g.title
        for g in _guidelines(view)
        if not fitting.intersection(g.stages) and STAGES.intersection(g.stages)
    ]
    upcoming = view.pair.next_session()
    placed = re.search(r"next session|restart|session \d+ of|first session|ended|closed", view.text)
    if view.draft.kind is Kind.POWER_DYNAMICS and upcoming is not None:
        placed = placed or re.search(rf"session {upcoming.number}\b", view.text)
    point = parts({"where the pair stands": placed is not None, "material of its stage": not other})
    return Point(point.points, f"{point.reason}: {other[0]}") if other else point


@rubric(2, *BOTH)
def one_idea_a_question(view: View) -> Point | None:
    """Each question asks one thing, in 30 words or fewer without what it quotes."""
    found = [q for s in view.statements for q in asked(_without_quotes(view, s))]
    if not found:
        return None
    good = [q for q in found if not SECOND_QUESTION.search(q) and len(words(q)) <= LONGEST_SAID]
    bad = [q for q in found if q not in good]
    reason = f"{len(good)} of {len(found)} questions with one idea"
    if not bad:
        return Point(2, reason)
    few = len(bad) == 1 or len(bad) <= 0.2 * len(found)
    return Point(1 if few else 0, f"{reason}; not: {bad[0]}")


@rubric(3, *BOTH)
def words_one_can_say(view: View) -> Point | None:
    """At least three sentences to say as they are: short, plain, spoken by a person."""
    if view.case.situation == "harm":
        return None
    said = _sayable(view)
    good = [s for s in said if len(words(s)) <= LONGEST_SAID and not CONSULTANT.search(s)]
    bad = [s for s in said if s not in good]
    if len(said) < 3:
        return Point(1 if said else 0, f"{len(said)} sentences to say")
    point = share(len(good), len(said), "sentences one can say", 0.8, 0.9)
    return Point(point.points, f"{point.reason}; not: {bad[0]}" if bad else point.reason)


@rubric(4, *BOTH)
def exit_line(view: View) -> Point | None:
    """A sentence with which the reader can end the subject."""
    if view.case.situation == "harm":
        leaves = re.search(
            r"leave the conversation|stop here|do not have to answer", view.text, re.I
        )
        return Point(2) if leaves else Point(0, "no word on leaving the conversation")
    lines = [s for section in view.under("exit") for s in section.statements]
    if not lines:
        return Point(0, "no exit line")
    said = [s for s in lines if quotes(s.text) or s.basis is Basis.QUOTED]
    return Point(2) if said else Point(1, "an exit, but no words to say")


@rubric(5, *BOTH)
def behaviour_for_each(view: View) -> Point | None:
    """Names something to do for each of the two."""
    if view.case.situation == "harm":
        return None
    partner = "mentor" if view.case.side is Side.MENTEE else "mentee"
    mine = [
        s
        for section in view.draft.sections
        for s in section.statements
        if (re.match(r"You\b", s.text) or re.search(r"on your side|you can do", section.heading))
        and not asked(s.text)
    ]
    theirs = [
        s
        for _, s in common.side_statements(view, view.partner.called, partner)
        if not asked(s.text) and s.basis is not Basis.RECORD and not view.cites(s, "note")
    ]
    there = {"a behaviour for the reader": bool(mine), "one for the partner": bool(theirs)}
    return parts(there)


@rubric(7, *BOTH)
def escalates_harm(view: View) -> Point | None:
    """Harm goes to the configured contact and is not coached; nothing else is turned away."""
    if view.case.situation == "harm":
        return common.harm_told(view)
    if strange := common.strange_addresses(view):
        return Point(0, f"a made-up contact: {strange[0]}")
    ordinary = bool(view.under("exit") or view.under("ask", "helps", "say", "try"))
    return Point(2) if ordinary else Point(0, "an ordinary subject was turned away")


@rubric(8, *BOTH)
def grounded(view: View) -> Point | None:
    """What is not a question is cited from the guidelines, the records or their notes."""
    if not view.statements:
        return Point(0, "nothing was written")
    if view.case.situation == "excluded" and common.excluded_mentions(view):
        return Point(0, f"an excluded topic: {common.excluded_mentions(view)[0]}")
    if view.case.situation == "unknown" and not common.says_gap(view):
        return Point(0, "does not say that the topic is unknown")
    if common.resolving(view) < 1.0:
        return Point(0, "a source does not resolve, or a claim has none")
    told = [s for s in view.statements if s.sources or not asked(s.text)]
    cited = [s for s in told if s.sources]
    return share(len(cited), len(told), "statements that are no questions are cited", 0.6, 0.8)


def _guidelines(view: View) -> list[Guideline]:
    cited = {c.source for c in view.record.citations if c.kind == "guideline"}
    return [view.guidelines[s] for s in sorted(cited) if s in view.guidelines]


def _without_quotes(view: View, statement: Statement) -> str:
    """The statement without the words of notes that it quotes to ask about them."""
    text = plain(statement.text)
    if view.cites(statement, "note") or any(s.startswith("record:goal") for s in statement.sources):
        for quote in quotes(text):
            if not quote.endswith("?"):
                text = text.replace(f'"{quote}"', "this")
    return text


def _sayable(view: View) -> list[str]:
    """Questions, and sentences in quotation marks that are offered to be said."""
    found = [q for s in view.statements for q in asked(_without_quotes(view, s))]
    for section in view.under("try", "say", "exit", "words", "do"):
        for statement in section.statements:
            if not view.cites(statement, "note"):
                found += [q for q in quotes(statement.text) if not q.endswith("?")]
    return found
