"""A short message to the partner: to move, cancel or restart, to remind, to thank, or one's own."""

import re
from collections.abc import Sequence

from assistant.domain import Pair, Person, Session
from assistant.drafts import Draft, Kind, Section, Statement
from assistant.questions import Want
from assistant.writers import Brief
from assistant.writers import recordtext as rec
from assistant.writers.offline import text

_PURPOSES = (
    ("cancel", re.compile(r"(?i)\bcancel|call(?:ing)? off|can(?:no|')t make\b")),
    (
        "restart",
        re.compile(r"(?i)\brestart|start again|pick (?:it )?up again|after (?:a|the) break"),
    ),
    ("move", re.compile(r"(?i)\bmov(?:e|ing)|postpon|re-?schedul|new date|another (?:date|time)")),
    ("remind", re.compile(r"(?i)\bremind")),
    ("thank", re.compile(r"(?i)\bthank")),
    ("first", re.compile(r"(?i)\b(?:intro\w*|first (?:time|message|contact)|say hello)\b")),
)
_OWN_WORDS = re.compile(
    r"(?::|\b(?:saying|to say|that says|telling (?:him|her|them)) (?:that )?)\s*(.+)$"
)


def compose(brief: Brief) -> Draft:
    """The message as statements: subject, greeting, what it says, and the name below it."""
    title = text.plain(brief.question)[:120]
    pair = brief.pair
    if pair is None or brief.side is None:
        line = text.inferred("I draft messages between the two partners of a pair.")
        return Draft(Kind.ANSWER, title, (Section("Answer", None, (line,)),), abstained=True)
    other = pair.person(brief.side.other)
    subject, body = _body(brief, pair, other)
    if brief.style is Want.SHORTER:
        body = body[:1]
    hello, bye = _frame(brief, other)
    lines = [text.inferred(f"Subject: {subject}"), text.inferred(hello), *body, text.inferred(bye)]
    return Draft(Kind.ANSWER, title, (Section("Message", None, tuple(lines)),))


def _body(brief: Brief, pair: Pair, other: Person) -> tuple[str, Sequence[Statement]]:
    own = _OWN_WORDS.search(brief.question)
    purpose = next((name for name, how in _PURPOSES if how.search(brief.question)), "")
    upcoming = pair.next_session() if not pair.ended_on else None
    if own:
        words = text.plain(own.group(1)).rstrip(".")
        line = text.inferred(f"{words[:1].upper()}{words[1:]}.")
        return "Our sessions", [line, *_kind(brief)]
    session = f"session {upcoming.number}" if upcoming else "our next session"
    source = (rec.session_id(pair, upcoming.number),) if upcoming else ()
    if purpose == "cancel":
        lines = [
            text.inferred(f"I have to cancel {session}{_on(upcoming)}, and I am sorry.", *source),
            text.inferred("Could you send me two dates that suit you, so that we do not lose it?"),
        ]
        return f"Cancelling {session}", lines
    if purpose == "restart":
        lines = [
            text.inferred("It has been a while, and I would like us to start again."),
            text.inferred("Thirty minutes are enough: no preparation, one question from each."),
        ]
        return "Starting again", lines
    if purpose == "remind":
        theirs = [a for a in pair.open_actions() if a.owner == other.email]
        lines = [
            text.recorded(f"You had taken on: {rec.bare(a.text)}.", rec.action_id(a))
            for a in theirs[:2]
        ] or [text.inferred("Could you tell me how it stands with what we agreed?")]
        return "A small reminder", [*lines, text.inferred("If it has changed, just tell me.")]
    if purpose == "thank":
        lines = [text.inferred("Thank you for your time in our last session.")]
        return "Thank you", [*lines, text.inferred("I will take it further before the next one.")]
    if purpose == "first":
        lines = [
            text.inferred("We have been matched for reverse mentoring, and I look forward to it."),
            text.inferred("Which two dates would suit you for a first talk?"),
        ]
        return "Our first session", lines
    lines = [
        text.inferred(f"Could we find a date for {session}{_on(upcoming, moved=True)}?", *source),
        text.inferred("If you send me two dates that suit you, I will take one of them."),
    ]
    return f"A date for {session}", [*lines, *_kind(brief)]


def _on(session: Session | None, moved: bool = False) -> str:
    if session is None or session.held_on is None:
        return ""
    day = text.day(session.held_on)
    return f", instead of {day}" if moved else f" on {day}"


def _kind(brief: Brief) -> list[Statement]:
    friendly = brief.style is Want.FRIENDLIER
    return [text.inferred("I am looking forward to it.")] if friendly else []


def _frame(brief: Brief, other: Person) -> tuple[str, str]:
    if brief.style is Want.FORMAL:
        return f"Dear {other.full},", f"Kind regards, {brief.reader.full}"
    if brief.style is Want.FRIENDLIER:
        return f"Hello {other.called}, I hope you are well.", f"Warm regards, {brief.reader.called}"
    return f"Hello {other.called},", f"Best wishes, {brief.reader.called}"
