"""Agenda: twelve points."""

import re

from assistant.domain import Stage
from assistant.drafts import Kind, Section, Statement
from evals.drafts import common
from evals.drafts.points import Point, parts, rubric, share
from evals.drafts.view import View
from evals.drafts.words import asked, dates, holds, is_open, plain, words

E = Kind.AGENDA
AGREEMENT = {
    "frequency": r"frequen|how often|every \d+ days|one every",
    "who sets the agenda": r"agenda",
    "wanted topics": r"wanted",
    "excluded topics": r"exclud",
    "confidentiality": r"confiden",
    "its limits": r"limits|danger|law",
    "boundaries": r"boundar",
    "review points": r"review",
    "conflict": r"conflict|disagree",
    "third parties": r"third part|names? of others",
    "the end": r"end date|ends on|end of",
    "success": r"success|what .* looks like",
}
FRAME = re.compile(
    r"check-?in|rules|agreement|actions|close|closing|gives? back|what the leader knows|welcome"
    r"|break|celebrate|contact|goals|new plan|safety|next date",
    re.IGNORECASE,
)


@rubric(1, E)
def names_session_and_purpose(view: View) -> Point | None:
    """Session n of N and its purpose; after the end, that no session is left."""
    purpose = any(s.statements for s in view.under("purpose")) or "purpose:" in view.text.lower()
    upcoming = view.pair.next_session()
    if view.pair.stage(view.program) is Stage.ENDED or upcoming is None:
        said = re.search(r"\b(ended|closed|no (?:further|more|next) session)\b", view.text)
        return parts({"that the pair has ended": said is not None, "the purpose": purpose})
    numbered = rf"session {upcoming.number} of {view.program.sessions_planned}\b"
    found = re.search(numbered, view.text, re.IGNORECASE) is not None
    return parts({f"“{numbered[:-2]}”": found, "the purpose": purpose})


@rubric(2, E)
def minutes_add_up(view: View) -> Point | None:
    """Minutes sum exactly to what was asked, at most 60, none below 1."""
    minutes = [s.minutes or 0 for s in view.timed()]
    if sum(minutes) != view.case.minutes or sum(minutes) > 60:
        return Point(0, f"{sum(minutes)} minutes, not {view.case.minutes}")
    return Point(2) if min(minutes) >= 1 else Point(1, "a part has no minutes")


@rubric(3, E)
def opens_with_check_in_and_rules(view: View) -> Point | None:
    """First a check-in and the ground rules; in session 1 the full agreement."""
    opening = view.timed()[:2]
    said = " ".join(_said(s) for s in opening)
    there = {
        "a check-in": bool(opening) and "check" in _said(opening[0]),
        "the ground rules": re.search(r"ground rules|agreement|confiden", said) is not None,
    }
    if view.pair.stage(view.program) is not Stage.NEW:
        return parts(there)
    missing = [name for name, sign in AGREEMENT.items() if not re.search(sign, said)]
    there["the full agreement"] = len(missing) <= 1
    point = parts(there)
    return Point(point.points, f"{point.reason} (lacks {', '.join(missing)})" if missing else "")


@rubric(4, E)
def reviews_each_open_action(view: View) -> Point | None:
    """Each open action stands in a timed part, with its owner."""
    actions = view.pair.open_actions()
    if not actions:
        return None
    parts_of_it = [s for section in view.timed() for s in section.statements]
    named = [
        a
        for a in actions
        if any(holds(s.text, a.text) and view.about(s, view.owner(a)) for s in parts_of_it)
    ]
    return share(len(named), len(actions), "open actions with their owner")


@rubric(5, E)
def mentor_leads_half(view: View) -> Point | None:
    """At most three topics, one led by the mentor, who leads at least half the minutes."""
    topics = [s for s in view.timed() if not FRAME.search(s.heading)]
    mentor = view.mentor.called
    led = sum(s.minutes or 0 for s in view.timed() if _leads(s, mentor))
    return parts(
        {
            "a limit of three topics": 1 <= len(topics) <= 3,
            "a topic led by the mentor": any(_leads(s, mentor) for s in topics),
            f"half the minutes ({led} of {view.case.minutes})": 2 * led >= view.case.minutes,
        }
    )


@rubric(6, E)
def open_questions_from_their_notes(view: View) -> Point | None:
    """Questions are open, not leading, and at least one comes from this pair's notes."""
    found = [(s, q) for s in view.statements if not _agreed(s) for q in asked(s.text)]
    if not found:
        return Point(0, "no question at all")
    closed = [q for s, q in found if not is_open(q) and not view.cites(s, "note")]
    reason = f"not open: {closed[0]}" if closed else ""
    ours = [s for s, _ in found if view.cites(s, "note")]
    if view.notes and not ours:
        return Point(0 if closed else 1, reason or "no question comes from their notes")
    good = len(closed) <= 0.1 * len(found)
    return Point(2 if good else 1, "" if good else reason)


@rubric(8, E)
def leader_gives_back(view: View) -> Point | None:
    """A part in which the leader gives back, filled with what the mentor wants."""
    given = [s for s in view.timed() if re.search(r"g[ai]ves? back|in return", _said(s))]
    if not given:
        return Point(0, "no part in which the leader gives back")
    said = " ".join(_said(s) for s in given)
    wants = [*view.mentor.wants, *(g.text for g in view.pair.goals)]
    if any(holds(said, w) for w in wants) or not view.mentor.wants:
        return Point(2)
    return Point(1, "nothing in it is about what the mentor wants")


@rubric(9, E)
def preparation_for_each(view: View) -> Point | None:
    """Preparation for each side, 15 minutes at most."""
    there = {}
    for person, title in ((view.mentor, "mentor"), (view.mentee, "mentee")):
        sections = [s for s in view.under("prepar") if _for(s, person.called, title)]
        said = " ".join(statement.text for s in sections for statement in s.statements)
        spent = sum(int(n) for n in re.findall(r"\((\d+) minutes?\)", said))
        count = sum(len(s.statements) for s in sections)
        there[f"preparation for {person.called}"] = count > 0
        there[f"at most 15 minutes for {person.called}"] = count > 0 and spent <= 15
    return parts(there)


@rubric(10, E)
def closes_with_next_steps(view: View) -> Point | None:
    """Closes with actions (owner, date), the next date and a safety question."""
    if not view.timed():
        return Point(0, "no timed part")
    last = view.timed()[-1]
    said = _said(last)
    following = re.search(r"next date|next session|session \d|no date|follow-up date", said)
    return parts(
        {
            "actions with owner and date": "action" in said and "owner" in said and "date" in said,
            "the next date": following is not None or bool(dates(said)),
            "a safety question": any(asked(s.text) for s in last.statements),
        }
    )


@rubric(11, E)
def keeps_exclusions_and_contacts(view: View) -> Point | None:
    """Excluded topics stay out, and say so when asked for; contacts are the configured ones."""
    if offences := [*common.excluded_mentions(view), *common.strange_addresses(view)]:
        return Point(0, f"an excluded topic or a made-up contact: {offences[0]}")
    if view.case.situation == "excluded":
        told = [s.text for s in view.statements if common.EXCLUDING.search(s.text)]
        named = any(view.case.topic in t or "asked for" in t for t in told)
        return Point(2) if named else Point(1, "does not say that the topic asked for is excluded")
    return Point(2)


@rubric(12, E)
def cites_and_says_gaps(view: View) -> Point | None:
    """Citations resolve; what was asked for and is not there is said."""
    there = {"sources that resolve": common.resolving(view) == 1.0}
    if view.case.situation == "unknown":
        there["that the topic is unknown"] = common.says_gap(view) and view.case.topic in view.text
    elif view.case.topic and not view.case.situation:
        heads = [s.heading for s in view.timed()]
        there["a part on the topic asked for"] = any(
            common.same_topic(head, view.case.topic) for head in heads
        )
    return parts(there)


def _agreed(statement: Statement) -> bool:
    """Whether a statement only repeats the agreement, whose review points may be questions."""
    return any(s.startswith("record:agreement") for s in statement.sources)


def _said(section: Section) -> str:
    return plain(" ".join([section.heading, *(s.text for s in section.statements)])).lower()


def _leads(section: Section, name: str) -> bool:
    said = plain(section.heading)
    return f"{name} leads" in said or f"led by {name}" in said


def _for(section: Section, name: str, title: str) -> bool:
    return bool({name.lower(), title}.intersection(words(section.heading)))
