"""Answer: six points."""

import re

from assistant.drafts import Basis, Kind, Statement
from assistant.language.tokens import stem
from evals.drafts import common
from evals.drafts.points import Point, clean, parts, rubric, share
from evals.drafts.view import View
from evals.drafts.words import content, plain, sentences, words

E = Kind.ANSWER
SHORT, LONG = 130, 200
PREAMBLE = re.compile(
    r"^(great question|thank|thanks|that's a|this is a|as an ai|sure|certainly|let me)",
    re.IGNORECASE,
)
STEP = re.compile(
    r"\b(next step|you could|you can|try|ask|bring|raise|write|agree|add|put|tell|send|read|take"
    r"|call|contact|choose|set|note|say|name|open|start|plan)\b",
    re.IGNORECASE,
)
NOT_THERE = re.compile(r"not in the guidelines or (?:your|the) notes", re.IGNORECASE)
RUN = 7


@rubric(1, E)
def answers_first(view: View) -> Point | None:
    """The first statement answers the question, without a preamble."""
    if not view.statements:
        return Point(0, "nothing was written")
    first = plain(view.statements[0].text)
    if PREAMBLE.match(first):
        return Point(0, f"a preamble: {first}")
    if view.case.situation == "harm":
        contact = view.program.contact("safeguarding")
        named = contact is not None and contact.name in first
        return Point(2) if named else Point(1, "the contact is not named first")
    if view.case.situation == "unknown":
        told = NOT_THERE.search(first) is not None
        return Point(2) if told else Point(0, f"begins with: {first}")
    if first.endswith("?"):
        return Point(0, f"answers with a question: {first}")
    wanted = set(map(stem, view.case.expect))
    if wanted.intersection(map(stem, words(first))):
        return Point(2)
    if wanted.intersection(map(stem, words(view.text))):
        return Point(1, f"begins with: {first}")
    return Point(0, f"none of {', '.join(view.case.expect)}; begins with: {first}")


@rubric(2, E)
def each_claim_cited(view: View) -> Point | None:
    """Each claim cites a passage that speaks of it."""
    claims = [s for s in view.statements if s.basis is not Basis.INFERRED]
    if not claims:
        return None
    good = [s for s in claims if _spoken_of(view, s)]
    bad = [plain(s.text) for s in claims if s not in good]
    point = share(len(good), len(claims), "claims with a passage that says it", 0.8)
    return Point(point.points, f"{point.reason}; not: {bad[0]}" if bad else point.reason)


@rubric(3, E)
def says_when_it_is_not_there(view: View) -> Point | None:
    """An unanswerable question is said to be one; an answerable one is answered."""
    told = NOT_THERE.search(view.text) is not None
    if view.case.situation == "unknown":
        add = re.search(r"\badd|ask\b|guideline", view.text, re.IGNORECASE) is not None
        return parts(
            {"that it abstains": view.draft.abstained, "that it is not there": told and add}
        )
    if view.case.situation == "harm":
        return common.harm_told(view)
    return Point(0, "abstains, although the answer is there") if view.draft.abstained else Point(2)


@rubric(4, E)
def no_other_pairs_words(view: View) -> Point | None:
    """No words from another pair's notes, and no note but this pair's cited."""
    mine = {n.id for n in view.notes}
    strange = [c.source for c in view.record.citations if c.kind == "note" and c.source not in mine]
    own = " ".join([*(n.text for n in view.notes), *(g.text for g in view.guidelines.values())])
    runs = _runs(own)
    told = _runs(" ".join(s.text for s in view.statements)) - runs
    leaked = [" ".join(run) for text in view.foreign for run in _runs(text) & told]
    return clean([*strange, *leaked], "another pair's words")


@rubric(5, E)
def short(view: View) -> Point | None:
    """At most 130 words; up to 200 is partly short."""
    length = len(words(" ".join(s.text for s in view.statements)))
    points = 2 if 0 < length <= SHORT else 1 if 0 < length <= LONG else 0
    return Point(points, f"{length} words")


@rubric(6, E)
def next_step(view: View) -> Point | None:
    """Ends with something to do next."""
    headed = [
        t for s in view.under("next", "what you can do", "to do", "add") for t in s.statements
    ]
    if any(STEP.search(s.text) for s in headed):
        return Point(2)
    stepped = any(STEP.match(x) for s in view.statements[1:] for x in sentences(s.text))
    if stepped and view.draft.abstained:
        return Point(2)
    return Point(1, "a step, but not marked as one") if stepped else Point(0, "no next step")


def _spoken_of(view: View, statement: Statement) -> bool:
    claim = content(statement.text)
    said = content(" ".join(view.cited(statement)))
    return bool(statement.sources) and len(claim & said) >= 0.5 * len(claim)


def _runs(text: str) -> set[tuple[str, ...]]:
    """Every run of words long enough that two texts do not share it by chance."""
    said = words(text)
    return {tuple(said[i : i + RUN]) for i in range(len(said) - RUN + 1)}
