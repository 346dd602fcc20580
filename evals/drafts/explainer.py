"""Tech explainer: eight points."""

import re

from assistant.drafts import Basis, Kind, Section, Statement
from evals.drafts import common
from evals.drafts.points import Point, parts, rubric
from evals.drafts.view import View
from evals.drafts.words import asked, content, holds, plain, sentences

E = Kind.EXPLAINER
ACRONYM = re.compile(r"\b[A-Z][A-Z0-9]{1,5}s?\b")
COMMON = frozenset("AI IT HR PDF TV UK US EU CEO CFO COO PIN QR OK A I".split())
HANDLED = re.compile(
    r"\b(handle|limit|check|ask|control|require|review|approv|confirm|keep|named? owner|test"
    r"|mitigat|reduce|train|protect|only|second person|rule|agree)",
    re.IGNORECASE,
)
FIELDS = {
    "financ": "finance",
    "operat": "operations",
    "market": "marketing",
    "sales": "sales",
    "risk": "risk",
    "counsel": "legal",
    "people": "people",
    "service": "customer service",
}
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
IMPERATIVE = re.compile(
    r"^(?:\d+\. )?(?:open|ask|write|compare|choose|pick|try|look|find|send|read|note|turn|take|draw"
    r"|list|mark|record|show|search|check|keep|put|type|press|set|use|count|watch|go|copy|say"
    r"|start|sort|bring|add|name|think|replace|switch|visit|click|change|paste|repeat|close|tap|scroll"
    r"|give|make|move|run|decide|point|change|measure|explain|film|share|hold|plug|delete|unplug|tell"
    r"|register|create|test|spend|cross|circle|underline|rewrite|do|listen|remove|select|enter)\b",
    re.IGNORECASE,
)


def _known(view: View) -> bool:
    return view.case.situation != "unknown"


@rubric(1, E)
def analogy_that_holds(view: View) -> Point | None:
    """A business analogy, and where it stops holding."""
    if not _known(view):
        return None
    said = _said(view, "analogy", "picture", "think of", "like")
    return parts(
        {
            "an analogy": bool(re.search(r"\b(like|as if|the way|similar|is an?|as an?)\b", said)),
            "where it stops holding": bool(
                re.search(r"stops?|breaks?|ends where|does not hold|limit|unlike|except", said)
            ),
        }
    )


@rubric(2, E)
def three_plain_sentences(view: View) -> Point | None:
    """What it is, in three sentences, with every abbreviation explained."""
    if not _known(view):
        return None
    told = view.under("what it is")
    said = [x for s in told for t in s.statements for x in sentences(t.text)]
    if not said:
        return Point(0, "nothing says what it is")
    topic = set(ACRONYM.findall(f"{view.case.topic} {view.draft.title}"))
    unexplained = [a for a in ACRONYM.findall(" ".join(said)) if not _explained(view, a, topic)]
    return parts({"three sentences": len(said) <= 3, "plain words": not unexplained})


def _explained(view: View, acronym: str, topic: set[str]) -> bool:
    bare = acronym.rstrip("s")
    if bare in COMMON or acronym in topic or bare in topic:
        return True
    told = r"(?:\(|, (?:the|a|an|short|which|or)\b|stands for|is )"
    expanded = rf"\({bare}s?\)|(?:, or|called|known as) {bare}\b|\b{bare}s?\b[^.]{{0,30}}{told}"
    return bool(re.search(expanded, view.text))


@rubric(3, E)
def for_this_leader(view: View) -> Point | None:
    """What it changes for the mentee's own work, tied to their work, goals or notes."""
    if not _known(view):
        return None
    told = view.under("change", "your work", f"{view.mentee.called}'s work", "for you")
    said = [t for s in told for t in s.statements]
    if not said:
        return Point(0, "nothing on the leader's work")
    ours = [t for t in said if view.cites(t, "note") or view.cites(t, "record")]
    field = any(_label(view, t) in _fields(view.mentee.title) for t in said)
    goals = any(holds(t.text, g.text, 0.5) for t in said for g in view.pair.goals)
    return Point(2) if ours or field or goals else Point(1, "nothing about this leader's own work")


def _fields(title: str) -> set[str]:
    """The labels that explainers give to the work of somebody with this title."""
    return {field for sign, field in FIELDS.items() if sign in title.lower()}


def _label(view: View, statement: Statement) -> str:
    """The label under which the cited passage holds the statement: "Finance: A dashboard …"."""
    start = re.escape(plain(statement.text)[:40])
    said = " ".join(view.cited(statement))
    found = re.search(rf"([A-Z][a-z]+(?: [a-z]+)?):\s+{start}", said)
    return found.group(1).lower() if found else ""


@rubric(4, E)
def risk_and_handling(view: View) -> Point | None:
    """One risk and how it is handled."""
    if not _known(view):
        return None
    said = _said(view, "risk")
    return parts({"a risk": bool(said), "how it is handled": bool(HANDLED.search(said))})


@rubric(5, E)
def hands_on_task(view: View) -> Point | None:
    """A five-minute task in steps."""
    if not _known(view):
        return None
    told = view.under("five-minute", "five minutes", "5 minutes", "task", "try it", "hands")
    steps = [
        x for s in told for t in s.statements for x in sentences(t.text) if IMPERATIVE.match(x)
    ]
    five = any(re.search(r"five|5", s.heading, re.IGNORECASE) for s in told)
    return parts({"a five-minute task": bool(told) and five, "steps to do": len(steps) >= 2})


@rubric(6, E)
def question_for_the_mentor(view: View) -> Point | None:
    """A question to ask the mentor; for the mentor, one that checks understanding."""
    if not _known(view):
        return None
    told = view.under("question", "ask", "check", "explain", "mentor")
    found = [q for s in told for t in s.statements for q in asked(t.text)]
    return Point(2) if found else Point(0, "no question to ask")


@rubric(7, E)
def unsure_and_dated(view: View) -> Point | None:
    """Says what it is not sure of, with a date."""
    if not _known(view):
        return Point(2) if common.says_gap(view) else Point(0, "does not say that it does not know")
    said = _said(view, "uncertain", "not sure", "unsure", "not known", "open")
    dated = re.search(rf"\b{MONTH} \d{{4}}\b|\b\d{{4}}-\d{{2}}", said) is not None
    return parts({"what is uncertain": bool(said), "a date": dated})


@rubric(8, E)
def cited_or_unknown(view: View) -> Point | None:
    """Every claim is cited; an unknown topic is said to be unknown, with what to add."""
    if not _known(view):
        claims = [s for s in view.statements if s.basis in (Basis.GROUNDED, Basis.QUOTED)]
        offtopic = [s for s in claims if not common.same_topic(s.text, view.case.topic)]
        named = view.case.topic.lower().removeprefix("the ") in plain(view.text).lower()
        add = re.search(r"\badd(?:ed|s|ing)?\b|guideline", view.text, re.IGNORECASE) is not None
        return parts(
            {
                "that it abstains": view.draft.abstained and named,
                "what to add": add,
                "nothing said about something else": len(offtopic) <= 2,
            }
        )
    if view.draft.abstained:
        return Point(0, "abstains, although the guidelines cover it")
    cited = [s for s in view.statements if s.sources]
    on_topic = any(common.same_topic(c.heading, view.draft.title) for c in view.record.citations)
    whole = common.resolving(view) == 1.0 and len(cited) >= 0.85 * len(view.statements)
    return parts({"citations": whole, "a guideline on the topic": on_topic or _titled(view)})


def _titled(view: View) -> bool:
    topic = content(view.case.topic)
    heads = content(" ".join(c.heading + " " + c.text for c in view.record.citations[:3]))
    return bool(topic & heads)


def _said(view: View, *wanted: str) -> str:
    return " ".join(_text(s) for s in view.under(*wanted))


def _text(section: Section) -> str:
    return plain(" ".join(s.text for s in section.statements))
