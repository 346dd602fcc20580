"""The agenda of the next session, in the shape its stage asks for."""

import re
from collections.abc import Sequence

from assistant.domain import Pair, Side, Stage, Visibility
from assistant.drafts import Draft, Kind, Section, Statement
from assistant.writers import Brief, Material, recordtext
from assistant.writers.offline import (
    brevity,
    concerns,
    escalation,
    guides,
    parts,
    segments,
    text,
    themes,
    topics,
)
from assistant.writers.offline.parts import Part
from assistant.writers.offline.signals import Signal
from assistant.writers.offline.table import Table
from assistant.writers.offline.text import inferred, quoted, recorded

LONGEST = 60
MOST_PREPARATION, LEAST_PREPARATION = 15, 5
_ROOM_TO_THINK = 30
"""Minutes of a session from which on the partner's question is sent ahead."""
_MINUTES = re.compile(r"\((\d{1,2}) minutes?\)")


def compose(brief: Brief) -> Draft:
    """An agenda whose parts add up to the minutes asked for, at most sixty."""
    pair = brief.pair
    if pair is None:
        said = inferred("An agenda needs a pair; choose one of yours.")
        return Draft(Kind.AGENDA, "No agenda", (Section("What is missing", None, (said,)),), True)
    guide = _guide(brief)
    shape = (parts.read(guide) if guide else []) or parts.general()
    fitted = parts.fit(shape, min(brief.minutes, LONGEST))
    table = Table(
        brief, pair, _number(pair), _topics(brief, pair), topics.usable(brief), _safety(guide, pair)
    )
    middle = [
        Section(_heading(part, table), part.minutes, tuple(segments.statements(part, table)))
        for part in fitted
    ]
    side = brief.side or Side.MENTOR
    harm = concerns.concern(brief.question) is not None
    sections = [
        *(escalation.sections(brief)[:1] if harm else ()),
        Section("Purpose", None, tuple(_purpose(table, guide, fitted))),
        *(_preparation(table, guide, s) for s in (side, side.other)),
        *middle,
        Section("What is missing", None, tuple(_missing(table, guide, shape))),
    ]
    kept = brevity.fitted([s for s in sections if s.statements], min(brief.minutes, LONGEST))
    return Draft(Kind.AGENDA, _title(table), tuple(kept))


def _guide(brief: Brief) -> Material | None:
    """The agenda guideline of the stage, or one for any stage."""
    shapes = guides.of_kind(brief.materials, "agenda")
    stage = (brief.stage or Stage.EARLY).value
    fitting = guides.for_stage(shapes, stage) or guides.for_stage(shapes, "any")
    return fitting[0] if fitting else None


def _number(pair: Pair) -> int:
    upcoming = pair.next_session()
    if upcoming:
        return upcoming.number
    return max((s.number for s in pair.sessions), default=0) + 1


def _topics(brief: Brief, pair: Pair) -> list[topics.Topic]:
    """The pair's topics; the one that was asked for goes first, unless it is excluded."""
    found = topics.chosen(brief, pair)
    asked = text.plain(brief.question)
    if asked and not text.excluded(asked, pair) and not concerns.concern(asked):
        said = topics.about(asked, topics.usable(brief))
        found = [topics.Topic(text.shorten(asked, 80), None, tuple(said), asked=True), *found][:3]
    elif brief.stage is Stage.NEW:
        tags = [t for t in themes.shared_tags(pair) if not text.excluded(t, pair)]
        near = " ".join([*tags, *pair.mentor.offers, *(g.text for g in pair.goals[:1])])
        said = topics.about(near, topics.usable(brief))
        found = [topics.Topic(t, None, tuple(said)) for t in tags[:1]] or found
    return found


def _safety(guide: Material | None, pair: Pair) -> list[Statement]:
    """One safety question, another one each session."""
    lines = guides.section(guide, "A safety question") if guide else []
    if not lines:
        return [inferred("Safety question: what, if anything, was hard to say today?")]
    one = lines[_number(pair) % len(lines)]
    return [quoted(f"Safety question: {one.text}", one.source)]


def _title(table: Table) -> str:
    planned = table.brief.program.sessions_planned
    names = f"{table.name(Side.MENTOR)} and {table.name(Side.MENTEE)}"
    if table.brief.stage is Stage.ENDED:
        return f"Agenda: a closing talk for {names}"
    last = ", the last" if table.number == planned else ""
    return f"Agenda: session {table.number} of {planned}{last}, {names}"


def _heading(part: Part, table: Table) -> str:
    """The part's name, its topic when it carries one, and who leads it."""
    leads = {
        "mentor": f"{table.name(Side.MENTOR)} leads",
        "mentee": f"{table.name(Side.MENTEE)} leads",
    }.get(part.lead, "both lead")
    name = "Topic" if part.name.lower().startswith("topic") else part.name
    reviews = table.brief.stage in (Stage.MIDPOINT, Stage.CLOSING, Stage.ENDED)
    carries = part.about == "topic" and part.lead != "mentee" and not table.main_given
    if carries and not reviews and table.topics:
        name = f"{name}: {table.topics[0].name}"
    return f"{name} ({leads})"


def _purpose(table: Table, guide: Material | None, fitted: Sequence[Part]) -> list[Statement]:
    """Which session it is, what it is for, and how the minutes are led."""
    brief, pair = table.brief, table.pair
    found = [_which(table)]
    lines = guides.section(guide, "Purpose") if guide else []
    found += [quoted(one.text, one.source) for one in lines[:2]]
    if not lines:
        found.append(
            inferred(
                "Its purpose: keep the promises made, learn one thing, agree on the next step."
            )
        )
    asked = text.plain(brief.question)
    if asked and text.excluded(asked, pair):
        ref = recordtext.agreement_id(pair)
        found.append(
            recorded("The topic you asked for is excluded in your agreement and stays out.", ref)
        )
    elif asked and not concerns.concern(asked):
        found += _asked_for(table, asked)
    led = sum(p.minutes for p in fitted if p.lead == "mentor")
    total = sum(p.minutes for p in fitted)
    found.append(inferred(f"{table.name(Side.MENTOR)} leads {led} of the {total} minutes."))
    if brief.minutes > LONGEST:
        found.append(
            inferred(f"A session is at most {LONGEST} minutes long, so the plan is for {LONGEST}.")
        )
    return found


def _asked_for(table: Table, asked: str) -> list[Statement]:
    """That a topic nobody wrote about is on the agenda, and what to do about it."""
    brief, pair = table.brief, table.pair
    shown = text.shorten(asked, 80)
    held = [*pair.mentor.offers, *pair.mentee.wants, *(g.text for g in pair.goals)]
    starters = guides.of_kind(brief.materials, "starters")
    known = table.topics[:1] and table.topics[0].said
    if known or themes.fitting(asked, starters) or any(text.shared(asked, h) for h in held):
        return []
    return [
        inferred(
            f"You asked for “{shown}”, so it is on the agenda; the guidelines and your notes hold "
            "nothing on it."
        )
    ]


def _which(table: Table) -> Statement:
    brief, pair = table.brief, table.pair
    planned = brief.program.sessions_planned
    if brief.stage is Stage.ENDED:
        held = len(pair.held()) or "none"
        return recorded(
            f"The pair is closed. Sessions held: {held} of {planned} planned.",
            recordtext.pair_id(pair),
        )
    upcoming = pair.next_session()
    if upcoming is None:
        return inferred(
            f"Session {table.number} of {planned} comes next; no date is set.",
            recordtext.pair_id(pair),
        )
    on = f", planned for {text.day(upcoming.held_on)}" if upcoming.held_on else ", no date set"
    return recorded(
        f"Session {upcoming.number} of {planned}{on}.", recordtext.session_id(pair, upcoming.number)
    )


def _preparation(table: Table, guide: Material | None, side: Side) -> Section:
    """What one of the two does beforehand, fifteen minutes at most."""
    name = table.name(side)
    lines = guides.section(guide, f"Preparation for the {side.value}") if guide else []
    found: list[Statement] = []
    total = 0
    most = max(LEAST_PREPARATION, min(MOST_PREPARATION, table.brief.minutes // 3))
    for one in lines:
        taken = sum(int(m) for m in _MINUTES.findall(one.text))
        if total + taken <= most and len(found) < max(2, table.brief.minutes // 15):
            total += taken
            found.append(quoted(one.text, one.source))
    if not found:
        total = LEAST_PREPARATION
        found = [
            inferred("Read the open actions and the shared notes (3 minutes)."),
            inferred("Write down one open question for the session (2 minutes)."),
        ]
    pair = table.pair
    own = [
        a
        for a in pair.open_actions()
        if a.owner == pair.person(side).email and not text.excluded(a.text, pair)
    ]
    if own:
        count = text.counted(len(own), "open action")
        refs = (recordtext.action_id(a) for a in own)
        found.append(inferred(f"{name} has {count} to report on, listed below.", *refs))
    theirs = [s for s in table.sentences if s.note.author == pair.person(side.other).email]
    asked = text.matters(topics.recent(theirs), Signal.QUESTION, Signal.DISAGREEMENT, limit=6)
    if table.brief.minutes >= _ROOM_TO_THINK:
        found += [table.told(s, "To think about: ") for s in table.take(asked, 1)]
    return Section(f"Before the session, {name} prepares ({total} minutes)", None, tuple(found))


def _missing(table: Table, guide: Material | None, shape: Sequence[Part]) -> list[Statement]:
    """What the agenda could not be drawn from, said plainly."""
    brief, pair = table.brief, table.pair
    found = []
    for number in topics.without_notes(brief, pair):
        ref = recordtext.session_id(pair, number)
        found.append(recorded(f"I found no shared note on session {number}.", ref))
    if not table.sentences and not pair.held():
        found.append(
            inferred("There are no shared notes yet, so the questions come from the guidelines.")
        )
    if not pair.goals:
        found.append(inferred("No goal is on record; agree on a first one in this session."))
    if pair.next_session() is None and brief.stage is not Stage.ENDED:
        found.append(inferred("No date is set for this session."))
    if guide is None or all(not pid for p in shape for _, pid in p.says):
        found.append(
            inferred("I found no agenda guideline for this stage, so the general shape is used.")
        )
    private = [m for m in brief.notes if m.note.visibility is Visibility.PRIVATE]
    if private:
        found.append(inferred("Private notes stay out of an agenda, because both of you use it."))
    shared = [m.note.text for m in brief.notes if m.note.visibility is Visibility.PAIR]
    pieces = [*shared, *(a.text for a in pair.open_actions()), *(g.text for g in pair.goals)]
    if any(text.excluded(s, pair) for piece in pieces for s in text.sentences(piece)):
        ref = recordtext.agreement_id(pair)
        found.append(
            inferred("Something on record touches a topic you excluded; it is left out.", ref)
        )
    return found
