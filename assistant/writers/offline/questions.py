"""Open questions that pick up a sentence of a note, a goal or an action.

The sentence stays as it was written, in quotation marks; the question after it fits any
wording, asks one thing, and starts with what, how or where.
"""

import re
from collections.abc import Mapping
from datetime import date

from assistant.domain import ActionItem, Goal, GoalStatus, Pair, Side, Stage
from assistant.drafts import Statement
from assistant.language import lexicon
from assistant.writers import Brief, recordtext
from assistant.writers.offline import text
from assistant.writers.offline.signals import Signal, leading
from assistant.writers.offline.text import Said, inferred, quoted

_TO_PARTNER = {
    Signal.QUESTION: "What have you found out about it since?",
    Signal.UNFINISHED: "What would be the next small step?",
    Signal.COMMITMENT: "What has come of it so far?",
}
_TO_PARTNER_AHEAD = {
    Signal.QUESTION: "What would a good answer change for you?",
    Signal.UNFINISHED: "What would be the next small step?",
    Signal.COMMITMENT: "What would help you with that?",
    Signal.WISH: "What would make that easier?",
}
_OWN = {
    Signal.COMMITMENT: "How would you like me to go about it?",
    Signal.QUESTION: "What is your view?",
    Signal.UNFINISHED: "What should we do about that?",
    Signal.WISH: "How does that look from your side?",
}
_OWED = "What do you still need from me for it?"
_BOTH = {
    Signal.QUESTION: "What can each of you say to that now?",
    Signal.UNFINISHED: "What is the next small step?",
    Signal.COMMITMENT: "What has come of it so far?",
}
_BOTH_AHEAD = {
    Signal.QUESTION: "What would a good answer change?",
    Signal.UNFINISHED: "What is the next small step?",
    Signal.COMMITMENT: "What would help with that?",
    Signal.WISH: "What would make that easier?",
}
_GOAL = {
    Stage.NEW: "What would tell us both that we got there?",
    Stage.EARLY: "What would you like to try for it first?",
    Stage.MIDPOINT: "What have we done for it so far?",
    Stage.LATE: "What is still missing?",
    Stage.CLOSING: "What should happen with it after our last session?",
    Stage.STALLED: "What is the smallest step that would count?",
    Stage.ENDED: "What can still be used of it?",
}
_GOAL_MET = "What will keep it going when we stop meeting?"
_PLANNED = re.compile(
    r"(?i)(?:first sentence|what to say|my (?:question|line|sentence)|could (?:say|ask)"
    r"|(?:would like|want|wanted|plan|hope|going|able|try|like) to (?:say|ask)"
    r"|will (?:say|ask|be|begin|open))[^\"“]{0,40}[\"“]([^\"”]{15,220})[\"”]"
)


def _ahead(one: Said, today: date) -> bool:
    return text.when(one.note, today).startswith("before")


def leaves_open(one: Said, pair: Pair | None, today: date) -> Signal | None:
    """What a sentence leaves open: a question, something unfinished, an open commitment.

    Before a session a wish is open too. None when there is nothing to ask about any more.
    """
    signal = leading(one.text, one.signals)
    if signal is Signal.WISH:
        return signal if _ahead(one, today) else None
    if signal is Signal.COMMITMENT:
        return signal if _still_owed(one, pair) else None
    if signal in (Signal.QUESTION, Signal.UNFINISHED):
        return None if _done_since(one, pair) else signal
    return None


def _still_owed(one: Said, pair: Pair | None) -> bool:
    """Whether an open action is what was promised; without actions, whether it was a promise."""
    actions = [a for a in pair.actions if a.session == one.note.session] if pair else []
    if pair is None or not actions:
        return not lexicon.says("meant", one.text)
    return any(text.shared(one.text, a.text) > 1 for a in pair.open_actions())


def _done_since(one: Said, pair: Pair | None) -> bool:
    """Whether a done action, and no open one, speaks of the same thing."""
    near = [a for a in pair.actions if text.shared(one.text, a.text) > 2] if pair else []
    return bool(near) and all(a.done_on for a in near)


def to_partner(one: Said, brief: Brief) -> Statement:
    """What the reader can say to the partner about a sentence of either one's shared note.

    A question follows only where the sentence leaves something open.
    """
    when = text.when(one.note, brief.today)
    signal = leaves_open(one, brief.pair, brief.today)
    if one.note.author == brief.reader.email and not one.speaker:
        if one.text.rstrip("\"'”’) ").endswith("?"):
            return inferred(f"As I asked in my note {when}: {text.cited(one)}", one.source)
        return _with(f"My note {when} says: {text.cited(one)}", signal, _OWN, one)
    read = f"In your note {when} I read: {text.cited(one)}"
    promises = lexicon.cue("commitment").match(one.text) is not None
    if signal is Signal.COMMITMENT and promises and one.text.startswith(brief.reader.called):
        return inferred(f"{read} {_OWED}", one.source)
    return _with(read, signal, _TO_PARTNER_AHEAD if _ahead(one, brief.today) else _TO_PARTNER, one)


def for_both(one: Said, pair: Pair, today: date) -> Statement:
    """A sentence of a note with its author, and a question to the two where it leaves one open."""
    asked = _BOTH_AHEAD if _ahead(one, today) else _BOTH
    signal = leaves_open(one, pair, today)
    return _with(text.attributed(one, pair, today), signal, asked, one)


def _with(said: str, signal: Signal | None, asked: Mapping[Signal, str], one: Said) -> Statement:
    """The quotation with the question that fits what it leaves open, or alone."""
    question = asked.get(signal) if signal else None
    return inferred(f"{said} {question}", one.source) if question else quoted(said, one.source)


def on_goal(goal: Goal, stage: Stage | None, side: Side) -> Statement:
    """An open question about a goal that fits the stage, as the reader would say it."""
    if goal.status is GoalStatus.MET:
        asked = _GOAL_MET
    elif side is Side.MENTEE and stage in (Stage.EARLY, Stage.LATE):
        asked = "What do you need from me for it?"
    else:
        asked = _GOAL[stage or Stage.EARLY]
    asked = asked[0].lower() + asked[1:]
    which = "goal, which is met" if goal.status is GoalStatus.MET else "goal"
    return inferred(f"On our {which}, “{text.plain(goal.text)}”: {asked}", recordtext.goal_id(goal))


def on_action(action: ActionItem, brief: Brief) -> Statement:
    """An open question about an open action, said without blame."""
    source = recordtext.action_id(action)
    words = infinitive(action.text, brief.pair)
    if action.owner == brief.reader.email:
        return inferred(
            f"I still have “{text.plain(action.text)}” open. What would make the result useful "
            f"for you?",
            source,
        )
    if words:
        return inferred(f"What would make it easier for you to {words}?", source)
    return inferred(
        f"The action “{text.plain(action.text)}” is with you. What would make it easier?",
        source,
    )


def own_words(brief: Brief, topic: str = "") -> list[Statement]:
    """What the reader planned to say, quoted from their own private notes, the latest first."""
    found = []
    for one in reversed(text.telling(brief.notes)):
        planned = _PLANNED.search(one.text)
        fits = not topic or text.shared(topic, one.text)
        if one.private and planned and fits and not text.excluded(one.text, brief.pair):
            words = text.plain(planned.group(1)).rstrip(",")
            line = f"In your own words, from your private note: “{words}”"
            found.append(quoted(line, one.source))
    return found


def infinitive(said: str, pair: Pair | None) -> str | None:
    """An action as it stands after "to", or None when it is not one plain instruction.

    "Decide which slides leave the pack" gives "decide which slides leave the pack"; a text
    that names one of the two partners gives None, since it would be said to that person.
    """
    flat = text.plain(said).rstrip(".!; ")
    first = re.split(r"[\s,]", flat, maxsplit=1)[0]
    names = [p.called for p in (pair.mentor, pair.mentee)] if pair else []
    if (
        first.lower() not in lexicon.words("verbs")
        or len(flat) > 120
        or re.search(r"[.;:?!]\s", flat)
    ):
        return None
    if any(re.search(rf"\b{re.escape(name)}\b", flat) for name in names):
        return None
    return flat[0].lower() + flat[1:]
