"""What the next session is about: this pair's goals and what its notes left open."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.domain import Goal, GoalStatus, Pair
from assistant.language.tokens import stems
from assistant.writers import Brief
from assistant.writers.offline import concerns, text, themes
from assistant.writers.offline.signals import Signal, leading
from assistant.writers.offline.text import Said

LONGEST_NAME = 70


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic: its name for a heading, the goal it serves, and what notes say about it.

    ``carried`` when notes left it over, ``asked`` when the reader asked for it.
    """

    name: str
    goal: Goal | None = None
    said: tuple[Said, ...] = ()
    carried: bool = False
    asked: bool = False


def usable(brief: Brief) -> list[Said]:
    """Sentences of notes that both partners can read, as material for what comes next.

    Excluded topics are left out, what leaves the pair, and promises kept since.
    """
    return [
        one
        for one in text.telling(brief.notes, shared_only=True)
        if not text.excluded(one.text, brief.pair)
        and not concerns.concern(one.text)
        and not _kept(one, brief.pair)
    ]


def _kept(one: Said, pair: Pair | None) -> bool:
    """Whether a promise is of a session whose actions are done: one's own, or all of them."""
    if pair is None or leading(one.text, one.signals) is not Signal.COMMITMENT:
        return False
    agreed = [a for a in pair.actions if a.session == one.note.session]
    if re.match(r"I\b", one.text):
        agreed = [a for a in agreed if a.owner == one.note.author]
    return bool(agreed) and all(a.done_on for a in agreed)


def goals_of(pair: Pair, *statuses: GoalStatus) -> list[Goal]:
    """The pair's goals of these statuses, none that touches an excluded topic, by date."""
    found = [g for g in pair.goals if g.status in statuses and not text.excluded(g.text, pair)]
    return sorted(found, key=lambda g: g.due_on or date.max)


def for_mentor(goal: Goal, pair: Pair) -> bool:
    """Whether a goal is the mentor's own gain, so that it belongs to the giving back."""
    return re.match(rf"{re.escape(pair.mentor.called)}\b", goal.text) is not None


def name_of(goal: Goal) -> str:
    """A goal's text as a heading: whole, or up to a comma or "and" that closes a thought."""
    flat = text.plain(goal.text).rstrip(".")
    if len(flat) <= LONGEST_NAME:
        return flat
    cuts = [m.start() for m in re.finditer(r", | and \w+s\b| without | so that | before ", flat)]
    fitting = [c for c in cuts if 25 <= c <= LONGEST_NAME + 10]
    return flat[: fitting[-1]] if fitting else flat


def chosen(brief: Brief, pair: Pair) -> list[Topic]:
    """At most three topics, the one that open actions and the last notes speak of most first."""
    sentences = usable(brief)
    latest = recent(sentences)
    weighed: list[tuple[float, int, Topic]] = []
    for goal in goals_of(pair, GoalStatus.OPEN):
        if not for_mentor(goal, pair):
            late = goal.due_on is not None and goal.due_on < brief.today
            weight = _weight(goal.text, pair, latest, 2) + (1.0 if late else 0.0) + 1.0
            weighed.append((-weight, len(weighed), Topic(name_of(goal), goal)))
    for tag in themes.shared_tags(pair):
        if not text.excluded(tag, pair) and all(
            not text.shared(tag, t.name) for _, _, t in weighed if t.goal
        ):
            weight = _weight(tag, pair, latest, len(stems(tag)))
            weighed.append((-weight, len(weighed), Topic(tag)))
    ranked = [t for w, _, t in sorted(weighed, key=lambda r: r[:2]) if w < 0 or len(weighed) == 1]
    found = [Topic(t.name, t.goal, tuple(about(_words_of(t, pair), sentences))) for t in ranked]
    carried = tuple(carried_over(sentences))
    if carried:
        name = f"carried over from session {max(s.note.session for s in carried)}"
        found.insert(1 if found else 0, Topic(name, None, carried[:2], carried=True))
    return found[:3]


def _words_of(topic: Topic, pair: Pair) -> str:
    """What a topic is searched by: its goal, or its name with the actions that prepare it."""
    if topic.goal:
        return topic.goal.text
    near = [a.text for a in pair.open_actions() if text.shared(topic.name, a.text)]
    return " ".join([topic.name, *near])


def _weight(subject: str, pair: Pair, recent: Sequence[Said], needed: int) -> float:
    """How much open actions and recent notes speak of a subject, by its meaning words."""
    weight = 0.0
    for action in pair.open_actions():
        if text.shared(subject, action.text) >= needed:
            weight += 6.0 if action.owner == pair.mentor.email else 1.5
    spoken = sum(1 for one in recent if text.shared(subject, one.text) >= needed)
    return weight + min(0.5 * spoken, 2.0)


def carried_over(sentences: Sequence[Said]) -> list[Said]:
    """What the last two sessions' notes left unfinished, best first, each thing once."""
    found: list[Said] = []
    for one in text.matters(recent(sentences), Signal.UNFINISHED, limit=6):
        if all(text.overlap(one.text, other.text) < 0.5 for other in found):
            found.append(one)
    return found


def about(subject: str, sentences: Sequence[Said], limit: int = 3) -> list[Said]:
    """The sentences that speak of a subject and signal something, latest and closest first.

    A commitment of an earlier session than the last is left to the list of actions.
    """
    last = max((s.note.session for s in sentences), default=0)
    scored = []
    for place, one in enumerate(sentences):
        near = text.shared(subject, one.text)
        signal = leading(one.text, one.signals)
        stale = signal is Signal.COMMITMENT and one.note.session < last
        if near and signal and not stale:
            rank = (
                (3.0 if near > 1 else 0.0)
                + min(near, 4)
                + 1.2 * one.note.session
                + 0.3 * len(one.signals)
            )
            scored.append((text.alone(one.text) - rank, place, one))
    return [one for _, _, one in sorted(scored, key=lambda s: s[:2])][:limit]


def evidence(goal: Goal, sentences: Sequence[Said]) -> Said | None:
    """The sentence of a note that says most about what was done for a goal, if any does."""
    best, score = None, 0.0
    last = max((s.note.session for s in sentences), default=0)
    for one in sentences:
        near = text.shared(goal.text, one.text)
        signal = leading(one.text, one.signals)
        rank = min(near, 4) + 0.5 * one.note.session - 0.5 * text.alone(one.text)
        rank += 0.8 if one.signals & {Signal.OUTCOME, Signal.LEARNING} else 0.0
        old = goal.status is GoalStatus.MET or one.note.session < last
        rank -= 2.0 if old and signal is Signal.COMMITMENT else 0.0
        if near >= 2 and rank > score:
            best, score = one, rank
    return best


def recent(sentences: Sequence[Said]) -> list[Said]:
    """The sentences of the last two sessions that have notes."""
    numbers = sorted({s.note.session for s in sentences})[-2:]
    return [s for s in sentences if s.note.session in numbers]


def without_notes(brief: Brief, pair: Pair) -> list[int]:
    """The held sessions on which neither partner shared a note."""
    noted = {m.note.session for m in brief.notes if m.note.visibility == "pair"}
    return [session.number for session in pair.held() if session.number not in noted]
