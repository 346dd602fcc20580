"""What only this pair's own records and notes add to advice on a situation."""

import re
from collections.abc import Sequence

from assistant.domain import ActionItem, CheckIn, GoalStatus, Pair, Person, Side, Stage
from assistant.drafts import Basis, Statement
from assistant.language.lexicon import says
from assistant.writers import Brief
from assistant.writers import recordtext as rec
from assistant.writers.offline import concerns, text, themes, topics
from assistant.writers.offline.signals import Signal, leading
from assistant.writers.offline.text import Said, inferred, quoted, recorded

_TIMING = {
    Stage.NEW: "You have not met yet, so settle it in the ground rules of the first session",
    Stage.EARLY: "It is early, and one light sentence is easier now than a serious talk later",
    Stage.MIDPOINT: "The next session is the midpoint review, when the ground rules are open for "
    "changes and raising it is natural",
    Stage.LATE: "Raise it in the next session, and agree on what should look different after it",
    Stage.CLOSING: "The next session is the last, so say the one thing that still matters and "
    "leave the rest",
    Stage.STALLED: "Raise it at the start of the restart session, before any topic",
    Stage.ENDED: "The pair is closed, so nothing has to be raised any more; take what helps into "
    "other work",
}


def timing(brief: Brief) -> list[Statement]:
    """When to raise it, with the date and the topic of this pair's next session."""
    pair = brief.pair
    if brief.stage is None:
        return []
    line = _TIMING[brief.stage]
    upcoming = pair.next_session() if pair and brief.stage is not Stage.ENDED else None
    if pair is None or upcoming is None:
        return [inferred(f"{line}.", *([rec.pair_id(pair)] if pair else []))]
    refs = [rec.session_id(pair, upcoming.number)]
    on = f" on {text.day(upcoming.held_on)}" if upcoming.held_on else ""
    line += f": session {upcoming.number}{on}"
    if subject := _subject(brief, pair):
        line += f", before you turn to {subject}"
        refs.append(rec.pair_id(pair))
    return [inferred(f"{line}.", *refs)]


def stakes(brief: Brief, question: str, near: Sequence[Said]) -> list[Statement]:
    """The goal it touches, the agreement, the reader's check-in, and what the partner did well."""
    pair = brief.pair
    if pair is None:
        return []
    found = _goal(pair, f"{question} {' '.join(s.text for s in near)}")
    found += _agreement(brief, pair)
    found += _reported(brief, pair)
    return [*found, *to_build_on(brief, pair, near)]


def helps(brief: Brief) -> list[Statement]:
    """To keep the talk apart from one open promise, the reader's own or the partner's."""
    pair = brief.pair
    if pair is None or brief.side is None or pair.ended_on is not None:
        return []
    mine, theirs = (_oldest(pair, pair.person(s)) for s in (brief.side, brief.side.other))
    partner = pair.person(brief.side.other).called
    if brief.side is Side.MENTEE and mine:
        return [
            inferred(
                f"Say first how “{rec.bare(mine.text)}” stands, since {partner} is waiting for it.",
                rec.action_id(mine),
            )
        ]
    if theirs:
        return [
            inferred(
                f"Keep it apart from “{rec.bare(theirs.text)}”, which {partner} still has open, so "
                "that you raise one thing at a time.",
                rec.action_id(theirs),
            )
        ]
    return []


def words(brief: Brief) -> list[Statement]:
    """A sentence that opens the talk in this pair's next session."""
    pair = brief.pair
    if pair is None or brief.side is None or brief.stage in (Stage.ENDED, None):
        return []
    subject = _subject(brief, pair)
    if not subject:
        return []
    if brief.side is Side.MENTOR:
        line = f"Before we start on {subject}, I need two minutes for how we work together."
    else:
        line = f"Before we start on {subject}, what should I do differently when we talk?"
    upcoming = pair.next_session()
    refs = [rec.session_id(pair, upcoming.number)] if upcoming else []
    where = f"session {upcoming.number}" if upcoming else "the next session"
    return [inferred(f"To open {where}, say: {line}", *refs, rec.pair_id(pair))]


def to_build_on(brief: Brief, pair: Pair, not_these: Sequence[Said] = ()) -> list[Statement]:
    """A sentence of a note on something that the partner did well, the latest and clearest."""
    if brief.side is None:
        return []
    partner = pair.person(brief.side.other)
    ranked = []
    for place, one in enumerate(text.telling(brief.notes)):
        if one in not_these or not _did_well(one, partner, brief):
            continue
        rank = 0.5 * one.note.session - text.alone(one.text) + (one.private and 0.5)
        rank += 1.0 if leading(one.text, one.signals) is Signal.BEHAVIOUR else 0.0
        rank += 1.0 if text.shared(brief.question, one.text) else 0.0
        ranked.append((-rank, place, one))
    chosen = [one for _, _, one in sorted(ranked, key=lambda r: r[:2])][:1]
    return [
        quoted(text.attributed(one, pair, brief.today, brief.reader.email), one.source)
        for one in chosen
    ]


def _did_well(one: Said, partner: Person, brief: Brief) -> bool:
    """Whether a sentence says that the partner did something, and nothing against it."""
    by = one.note.author == partner.email and re.match(r"(?i)I\b", one.text)
    of = re.match(rf"(?:[A-Z]\w+ (?:\w+ ){{0,3}})?{re.escape(partner.called)} \w+", one.text)
    return bool(
        (by or (of and one.note.author != partner.email))
        and says("good_act", one.text)
        and not says("held_against", one.text)
        and len(one.text.split()) >= 8
        and not one.part
        and not text.excluded(one.text, brief.pair)
        and not concerns.concern(one.text)
    )


def _subject(brief: Brief, pair: Pair) -> str:
    """What the next session is about, in the pair's own word for it; "" when none is named."""
    tags = [t for t in themes.shared_tags(pair) if not text.excluded(t, pair)]
    if not tags:
        return ""
    latest = topics.recent(topics.usable(brief))
    open_ = [a.text for a in pair.open_actions()]
    near = [*open_, *(s.text for s in latest)]
    return max(tags, key=lambda t: sum(1 for n in near if text.shared(t, n)))


def _goal(pair: Pair, near: str) -> list[Statement]:
    shown = topics.goals_of(pair, GoalStatus.OPEN) or topics.goals_of(pair, GoalStatus.MET)
    if not shown:
        return []
    goal = max(shown, key=lambda g: text.shared(near, g.text))
    state = "open" if goal.status is GoalStatus.OPEN else "met"
    line = f"The goal it touches, {state}: “{rec.bare(goal.text)}”."
    return [recorded(line, rec.goal_id(goal))]


def _agreement(brief: Brief, pair: Pair) -> list[Statement]:
    """What the two agreed that covers such a talk."""
    agreement, ref = pair.agreement, rec.agreement_id(pair)
    asking = [p for p in agreement.review_points if p.rstrip().endswith("?")]
    found = [
        recorded(f"Your agreement already asks: “{text.plain(point)}”", ref)
        for point in asking[:1]
        if brief.stage is not Stage.ENDED
    ]
    if agreement.confidentiality:
        said = text.plain(agreement.confidentiality)
        found.append(recorded(f"Your agreement says: “{said}”", ref))
    return found


def _reported(brief: Brief, pair: Pair) -> list[Statement]:
    """The reader's own check-in with the lowest mark for being heard, the latest of those."""
    own = [c for c in pair.check_ins if c.by == brief.reader.email]
    if not own:
        return []
    lowest: CheckIn = min(own, key=lambda c: (c.heard, -c.session))
    line = f"After session {lowest.session} you reported being heard {lowest.heard} of 5"
    source = rec.check_in_id(pair, lowest)
    comment = text.plain(lowest.comment)
    if not comment or text.excluded(comment, pair):
        return [recorded(f"{line}.", source)]
    return [Statement(f"{line}: {text.quote(comment)}", (source,), Basis.QUOTED)]


def _oldest(pair: Pair, person: Person) -> ActionItem | None:
    """A person's open action with the earliest date, none that touches an excluded topic."""
    own = [
        a
        for a in pair.open_actions()
        if a.owner == person.email and not text.excluded(a.text, pair)
    ]
    return min(own, key=lambda a: (a.due_on is None, a.due_on, a.id), default=None)
