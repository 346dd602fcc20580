"""Progress summary: twelve points."""

import re

from assistant.domain import Goal, Person
from assistant.drafts import PAIR_ONLY, Basis, Kind, Statement, for_review
from assistant.exports import export
from evals.drafts.points import Point, clean, parts, rubric, share
from evals.drafts.support import unsupported
from evals.drafts.view import View, own_words
from evals.drafts.words import content, dates, holds, plain, quotes, unquoted, words

E = Kind.SUMMARY
TRAIT_OR_MOOD = re.compile(
    r"\b(personalit\w+|character|attitude|arrogan\w+|lazy|shy|timid|bright|brilliant|talented"
    r"|gifted|charismatic|stubborn|emotional|immature|naive|confident|enthusiastic|motivated"
    r"|engaged|passionate|frustrat\w+|happy|unhappy|angry|anxious|nervous|afraid|disappointed"
    r"|relieved|glad|embarrass\w*|defensive|clumsy|impressed|reluctant|eager|hesitant|proud"
    r"|ashamed|enjoyed|delighted|upset|bored|rank(?:ed|ing|s)?|rated|rating|score[ds]?"
    r"|(?:above|below) average|out ?performs?|under ?performs?|better than|worse than|excellent"
    r"|outstanding|poor|weak|strong performer)\b|\b[1-5] (?:of|out of) 5\b|\b[1-5]/5\b",
    re.IGNORECASE,
)
LABEL = re.compile(
    r"\b(mr|mrs|ms|miss|girl|boy|lady|gentleman|young(?:er|ster)?|old(?:er)?|elderly|senior man"
    r"|junior girl|digital native|despite (?:his|her) age|for (?:his|her) age)\b",
    re.IGNORECASE,
)
RELATION = re.compile(r"\b(being heard|felt heard|trust\w*|relationship|rapport|chemistry)\b", re.I)
STATUS_TEXT = re.compile(
    r"\brelease(?:d to HR)?\b[^.]{0,30}\b(?:pending|yet)\b|\breviewer: |\bas version \d"
    r"|\bno reviewer is",
    re.IGNORECASE,
)
STATUS = {"open": r"open|not met|in progress|not yet", "met": r"\bmet\b", "dropped": r"dropped"}


@rubric(1, E)
def period_and_sessions(view: View) -> Point | None:
    """The period, sessions held of planned, cancellations and by whom."""
    held, planned = len(view.pair.held()), view.program.sessions_planned
    count = rf"\b(?:{held}{'|none|no session' if not held else ''}) of (?:the )?{planned}\b"
    cancelled = view.pair.cancelled()
    who = {view.partner_of(s.cancelled_by).called for s in cancelled if s.cancelled_by}
    told = [s.text for s in view.statements if "ancel" in s.text]
    start, end = view.pair.started_on, view.pair.ended_on or view.today
    return parts(
        {
            "the period": bool(start and start in dates(view.text) and end in dates(view.text)),
            "sessions held of planned": re.search(count, view.text, re.IGNORECASE) is not None,
            "cancellations": bool(told) and (bool(cancelled) or "none" in " ".join(told)),
            "who cancelled": all(any(name in t for t in told) for name in who),
        }
    )


@rubric(2, E)
def every_claim_traces(view: View) -> Point | None:
    """Every statement has a source that bears it out."""
    doubted = unsupported(view) + [(s, "no source") for s in view.statements if not s.sources]
    if not doubted:
        return Point(2)
    statement, why = doubted[0]
    few = len(doubted) <= 0.05 * len(view.statements)
    return Point(1 if few else 0, f"{why}: {plain(statement.text)}")


@rubric(3, E)
def behaviour_only(view: View) -> Point | None:
    """No personality, mood, rating or ranking; in what the pair keeps, not in the app's words."""
    found = []
    for section in view.draft.sections:
        for statement in section.statements:
            own = statement.text
            if section.heading == PAIR_ONLY:
                own = unquoted(own) if not _self_reported(statement) else ""
            if trait := TRAIT_OR_MOOD.search(_without_goals(view, own)):
                found.append(f"“{trait.group()}” in {plain(statement.text)}")
    return clean(found, "trait, mood or rating")


@rubric(4, E)
def goals_with_evidence_and_status(view: View) -> Point | None:
    """Each goal with its evidence (or that there is none) and its status, the unmet included."""
    told = view.statements
    good = 0
    lacking = ""
    for goal in view.pair.goals:
        at = next((i for i, s in enumerate(told) if holds(s.text, goal.text, 0.9)), None)
        if at is None:
            lacking = lacking or f"; not there: {goal.text}"
            continue
        status = re.search(STATUS[goal.status.value], told[at].text, re.IGNORECASE)
        evidence = told[at + 1 : at + 2]
        shown = bool(evidence) and _evidence(view, evidence[0], goal)
        if status and shown:
            good += 1
        else:
            lacking = lacking or f"; without status or evidence: {goal.text}"
    point = share(good, len(view.pair.goals), "goals with evidence and status")
    return Point(point.points, point.reason + lacking)


@rubric(5, E)
def what_both_learned(view: View) -> Point | None:
    """What each of the two learned, from a note, or that no line on it was found."""
    learned = [s for section in view.under("learn") for s in section.statements]
    there = {}
    for person in (view.mentor, view.mentee):
        of_person = [s for s in learned if _subject(s, person)]
        there[f"what {person.called} learned"] = bool(of_person)
        noted = _said_to_learn(view, person)
        drawn = any(view.cites(s, "note") for s in of_person)
        there[f"what {person.called}'s note says"] = drawn or not noted
    return parts(there)


@rubric(6, E)
def leaders_commitments(view: View) -> Point | None:
    """Each action the leader owns: said, and whether it is done."""
    owned = [a for a in view.pair.actions if a.owner == view.mentee.email]
    if not owned:
        said = re.search(rf"{view.mentee.called}[^.]*(?:none|no (?:action|commitment))", view.text)
        return Point(2) if said else Point(0, "does not say that the leader committed to nothing")
    good = 0
    for action in owned:
        found = [plain(s.text) for s in view.statements if holds(s.text, action.text, 0.9)]
        told = [t.replace(plain(action.text), "") for t in found]
        done = [t for t in told if re.search(r"\bdone\b", t, re.IGNORECASE)]
        negated = any(re.search(r"\bnot (?:yet )?done|open\b", t, re.IGNORECASE) for t in told)
        good += bool(done) and negated == (action.done_on is None)
    return share(good, len(owned), "of the leader's actions with what became of them")


@rubric(7, E)
def quotes_and_third_parties(view: View) -> Point | None:
    """Quoted words only where HR does not read; nobody but the two partners is named."""
    named = [n for n in view.third_parties if re.search(rf"\b{n}\b", view.text)]
    quoted = [
        plain(statement.text)
        for section, statement in _for_hr(view)
        if any(view.cites(statement, "note") and len(words(q)) > 3 for q in quotes(statement.text))
    ]
    return clean([*named, *quoted], "a third party or a quote for HR")


@rubric(8, E)
def health_as_reported(view: View) -> Point | None:
    """The relationship's health only from what the two reported themselves."""
    spoken = [s for _, s in own_words(view) if RELATION.search(unquoted(s.text))]
    judged = [s for s in spoken if not _self_reported(s)]
    if judged:
        return Point(0, f"not their own report: {plain(judged[0].text)}")
    reported = [s for s in view.statements if _self_reported(s)]
    if view.pair.check_ins and not reported:
        return Point(1, "their check-ins are not used")
    return Point(2)


@rubric(9, E)
def parallel_language(view: View) -> Point | None:
    """Both are named alike and as often, without labels of age or gender."""
    if label := LABEL.search(unquoted(view.text)):
        return Point(0, f"label: {label.group()}")
    counts = [
        sum(p.called in words_of for words_of in map(plain, _texts(view)))
        for p in (view.mentor, view.mentee)
    ]
    low, high = min(counts), max(counts)
    even = low / high if high else 0.0
    return Point(2 if even >= 0.5 else 1 if even >= 0.25 else 0, f"named {counts[0]}:{counts[1]}")


@rubric(10, E)
def next_steps_owned(view: View) -> Point | None:
    """Each next step names who and by when; after the end, what was handed over."""
    steps = [s for section in view.under("next step", "after the end") for s in section.statements]
    steps = [s for s in steps if not re.search(r"\bnone\b|^no ", s.text, re.IGNORECASE)]
    if not steps:
        return Point(0, "no next steps") if view.pair.ended_on is None else None
    owned = [s for s in steps if s.owner or any(n in s.text for n in view.names())]
    dated = [s for s in owned if s.due or dates(s.text) or "no date" in s.text]
    return share(len(dated), len(steps), "next steps with owner and date", 0.6)


@rubric(11, E)
def says_what_it_is(view: View) -> Point | None:
    """AI-drafted, version, reviewer and release status head the file; the text tells no status."""
    if stale := STATUS_TEXT.search(view.text):
        return Point(0, f"status in the text, where it goes stale: {stale.group()}")
    file = export(view.record, "md", pair=view.pair).content.decode()
    head = file.partition("\n## ")[0]
    signs = {
        "AI-drafted": r"AI-drafted",
        "version": r"\bversion \d",
        "reviewer": r"\breviewer",
        "release status": r"\breleased",
    }
    return parts({name: bool(re.search(s, head, re.I)) for name, s in signs.items()})


@rubric(12, E)
def hr_receives_less(view: View) -> Point | None:
    """HR's copy holds less than the pair's, and no quotation."""
    copy = for_review(view.draft)
    kept, full = len(list(copy.statements())), len(view.statements)
    quoted = [s for s in copy.statements() if s.basis is Basis.QUOTED]
    if quoted or kept >= full:
        return Point(0, f"HR receives {kept} of {full} statements")
    headed = any(s.heading == PAIR_ONLY for s in view.draft.sections)
    return Point(2) if headed else Point(1, "no section is the pair's own")


def _evidence(view: View, statement: Statement, goal: Goal) -> bool:
    """Whether a statement is evidence, and a note it comes from speaks of the goal at all."""
    names = content(" ".join(view.names()))
    beside = view.cites(statement, "note") and not (
        (content(goal.text) & content(statement.text)) - names
    )
    return "vidence" in statement.text and not beside


def _texts(view: View) -> list[str]:
    return [s.text for s in view.statements]


def _for_hr(view: View) -> list[tuple[object, Statement]]:
    return [
        (section, statement)
        for section in for_review(view.draft).sections
        for statement in section.statements
    ]


def _self_reported(statement: Statement) -> bool:
    return any(s.startswith("record:check_in") for s in statement.sources)


def _without_goals(view: View, text: str) -> str:
    """The text without the goals' and actions' own wording, which the pair chose."""
    text = plain(text)
    for worded in [*(g.text for g in view.pair.goals), *(a.text for a in view.pair.actions)]:
        text = text.replace(plain(worded), " ")
    return text


def _subject(statement: Statement, person: Person) -> bool:
    return person.called in " ".join(plain(statement.text).split()[:4])


def _said_to_learn(view: View, person: Person) -> bool:
    """Whether a shared note by the person says "I learned", or the other's that they did."""
    shared = [n for n in view.notes if n.visibility.value == "pair"]
    return any(
        re.search(r"\bI (?:also )?(?:have )?learn(?:ed|t)\b", n.text)
        for n in shared
        if n.author == person.email
    )
