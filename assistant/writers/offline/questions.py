"""Open questions that pick up a sentence of a note, a goal or an action.

The sentence stays as it was written, in quotation marks; the question after it fits any
wording, asks one thing, and starts with what, how or where.
"""

import re
from datetime import date

from assistant.domain import ActionItem, Goal, GoalStatus, Pair, Side, Stage
from assistant.drafts import Statement
from assistant.writers import Brief, recordtext
from assistant.writers.offline import text
from assistant.writers.offline.signals import Signal, leading
from assistant.writers.offline.text import Said, inferred

_TO_PARTNER = {
    Signal.QUESTION: "What have you found out about it since?",
    Signal.UNFINISHED: "What would be the next small step?",
    Signal.DISAGREEMENT: "How do you see it today?",
    Signal.COMMITMENT: "What has come of it so far?",
    Signal.LEARNING: "What has that changed for you since?",
    Signal.WISH: "What would make that easier?",
    Signal.BEHAVIOUR: "What would you keep or change about that?",
    Signal.OUTCOME: "What changed for you because of it?",
}
_TO_PARTNER_AHEAD = {
    Signal.QUESTION: "What would a good answer change for you?",
    Signal.COMMITMENT: "What would help you with that?",
    Signal.WISH: "What would make that easier?",
    Signal.LEARNING: "What made you notice that?",
}
_OWN = {
    Signal.COMMITMENT: "How would you like me to go about it?",
    Signal.QUESTION: "What is your view?",
    Signal.UNFINISHED: "What should we do about that?",
    Signal.LEARNING: "What would you add?",
    Signal.WISH: "What do you think about it?",
}
_PROMISES = r"(?:will|promised|agreed|offered|owes|said that|committed)\b"
_SEEN = (Signal.DISAGREEMENT, Signal.BEHAVIOUR, Signal.LEARNING, Signal.OUTCOME)
_OWED = "What do you still need from me for it?"
_BOTH = {
    Signal.QUESTION: "What can each of you say to that now?",
    Signal.UNFINISHED: "What is the next small step?",
    Signal.DISAGREEMENT: "How does each of you see it today?",
    Signal.COMMITMENT: "What has come of it so far?",
    Signal.LEARNING: "What has that changed since?",
    Signal.WISH: "What would make that easier?",
    Signal.BEHAVIOUR: "What should the two of you keep or change about that?",
    Signal.OUTCOME: "What changed because of it?",
}
_BOTH_AHEAD = {
    Signal.QUESTION: "What would a good answer change?",
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
_VERBS = frozenset(
    """add agree answer apply arrange ask attend bring build buy call change check choose collect
    come compare complete count create cut decide define describe design discuss download
    draft draw edit enter explain export fill film find finish fix follow forward gather
    get give go help hold identify install introduce invite keep learn let list listen
    look make map mark measure meet move name note observe offer open order organise
    organize pay pick plan prepare present print propose publish put read record register
    remove reply report request reserve return review rewrite run save schedule select
    send set share show sign sit sketch speak spend start stop study submit suggest
    summarise summarize switch take talk teach tell test think train translate try turn
    update upload use visit walk watch work write""".split()
)


def _ahead(one: Said, today: date) -> bool:
    return text.when(one.note, today).startswith("before")


def to_partner(one: Said, brief: Brief) -> Statement:
    """What the reader can say to the partner about a sentence of either one's shared note."""
    mine = one.note.author == brief.reader.email and not one.speaker
    when = text.when(one.note, brief.today)
    signal = leading(one.text, one.signals)
    if mine:
        if one.text.rstrip("\"'”’) ").endswith("?"):
            return inferred(f"As I asked in my note {when}: {text.quote(one.text)}", one.source)
        if _ahead(one, brief.today):
            asked = "How does that look from your side?"
        else:
            asked = (_OWN.get(signal) if signal else None) or "How did it look from your side?"
        return inferred(f"My note {when} says: {text.quote(one.text)} {asked}", one.source)
    name = re.escape(brief.reader.first_name)
    if re.match(rf"{name} (?:also )?{_PROMISES}", one.text):
        asked = _OWED
    elif re.match(rf"{name} ", one.text) and signal in _SEEN:
        asked = "What did you see that made you write it?"
    elif _ahead(one, brief.today):
        asked = _TO_PARTNER_AHEAD.get(signal, "") if signal else ""
        asked = asked or "What should I know about that?"
    else:
        asked = _TO_PARTNER[signal] if signal else "How do you see it today?"
    return inferred(f"In your note {when} I read: {text.quote(one.text)} {asked}", one.source)


def for_both(one: Said, pair: Pair, today: date) -> Statement:
    """A sentence of a note with its author and an open question to the two of them."""
    signal = leading(one.text, one.signals)
    if _ahead(one, today):
        asked = (_BOTH_AHEAD.get(signal) if signal else None) or "How does that look to the other?"
    else:
        asked = _BOTH[signal] if signal else "How does each of you see it today?"
    return inferred(f"{text.attributed(one, pair, today)} {asked}", one.source)


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
    for one in reversed(text.said(brief.notes)):
        planned = _PLANNED.search(one.text)
        fits = not topic or text.shared(topic, one.text)
        if one.private and planned and fits and not text.excluded(one.text, brief.pair):
            words = text.plain(planned.group(1)).rstrip(",")
            line = f"In your own words, from your private note: “{words}”"
            found.append(text.quoted(line, one.source))
    return found


def infinitive(said: str, pair: Pair | None) -> str | None:
    """An action as it stands after "to", or None when it is not one plain instruction.

    "Decide which slides leave the pack" gives "decide which slides leave the pack"; a text
    that names one of the two partners gives None, since it would be said to that person.
    """
    flat = text.plain(said).rstrip(".!; ")
    first = re.split(r"[\s,]", flat, maxsplit=1)[0]
    names = [p.first_name for p in (pair.mentor, pair.mentee)] if pair else []
    if first.lower() not in _VERBS or len(flat) > 120 or re.search(r"[.;:?!]\s", flat):
        return None
    if any(re.search(rf"\b{re.escape(name)}\b", flat) for name in names):
        return None
    return flat[0].lower() + flat[1:]
