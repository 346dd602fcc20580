"""Questions that the records answer: dates, sessions, actions, goals, agreement, contacts.

What is wanted chooses the records; words of the question choose among them, and what comes first.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from assistant.domain import Pair, PassageKind
from assistant.drafts import Statement
from assistant.language.times import time_asked
from assistant.language.tokens import stems
from assistant.questions import Want
from assistant.writers import Brief
from assistant.writers.offline import onrecord, steps, text
from assistant.writers.offline.refusing import SURE, sureness

_SUBJECT = re.compile(
    r"\b(?i:did|does|do|has|have|had|was|is|are|will)\s+([A-Z][\w-]+)|\b([A-Z][\w-]+)['’]s\b"
)
_RULES = re.compile(
    r"(?i)^\W*(?:and |so |but )?why\b|\bchang(?:e|ing)\b|\b(?:may|must|should|shall) (?!I\b|we\b)"
)
"""Records hold no reasons, and no rules."""
_COUNTS = re.compile(r"(?i)\bhow many\b|\bnumber of\b")
_DATES = re.compile(r"(?i)\b(?:when|start\w*|begin\w*|ends?|finish\w*|until|till|over|dates?)\b")
_NONE = re.compile(r".{1,60}? ha(?:s|ve) no \w+ action\b|The records hold no\b|None of your\b")
"""How the records tell that they hold nothing of what is asked."""
LIKELY = 0.3
"""How sure search has to be where a note holds more of the question than the records."""
MORE = 2
"""Words of a question that a text holds and the records lack, where the text answers."""

Records = Callable[[Brief, str], Sequence[Statement]]
Step = Callable[[Brief], Statement]


class Told(NamedTuple):
    """What the records say, the answer first, and the step that follows from it.

    ``yields``: what search found answers better, and the record stands beside it.
    """

    statements: list[Statement]
    step: Statement
    yields: bool = False


def from_records(brief: Brief, question: str) -> Told | None:
    """What the records answer; None where it is not they that are asked for, or they are silent.

    What was promised at a time stands in the notes; the records tell what is open now.
    """
    records, step = _RECORDS.get(brief.want, (None, steps.prepare))
    if brief.in_context:
        question = f"{brief.question} {question}"
    if records is None or _RULES.search(question):
        return None
    if brief.want not in _WITHOUT_PAIR and not _ours(brief.pair, question):
        return None
    if brief.want is Want.ACTIONS and brief.sure and brief.pair is not None:
        then = time_asked(question, brief.pair.sessions, brief.today).sessions
        if then and brief.stretches:
            return None
    statements = list(records(brief, question))[: onrecord.MOST]
    if not statements:
        return None
    return Told(statements, step(brief), _yields(brief, question, statements))


def _yields(brief: Brief, question: str, told: Sequence[Statement]) -> bool:
    """Whether there is no such record, or a text that search is sure of holds more words of it."""
    topic = set(stems(question)) - text.name_stems(brief.pair)
    recorded = topic & set(stems(" ".join(line.text for line in told)))
    if _NONE.match(told[0].text) or (brief.want is Want.PARTNER and not recorded):
        return sureness(brief) >= SURE
    near = {s.of_note: set(stems(s.text)) & topic for s in reversed(brief.stretches)}
    if len(near.get(True, set()) - recorded) >= MORE:
        return sureness(brief, PassageKind.NOTE) >= LIKELY
    of_guideline = not recorded and len(near.get(False, set())) >= MORE
    return of_guideline and sureness(brief, PassageKind.GUIDELINE) >= SURE


def _ours(pair: Pair | None, question: str) -> bool:
    """Whether the question is about the reader's pair: it names nobody else as its subject."""
    if pair is None:
        return False
    both = pair.mentor.names | pair.mentee.names
    named = [one or other for one, other in _SUBJECT.findall(question)]
    return not named or any(name in both for name in named)


def _sessions(brief: Brief, question: str) -> Sequence[Statement]:
    """How many there were, which were cancelled, or when those that are named took place."""
    if "cancel" in stems(question):
        return onrecord.cancelled(brief, question)
    pair = brief.pair
    named = time_asked(question, pair.sessions, brief.today) if pair else None
    if named is None or _COUNTS.search(question) or not (named.sessions or named.missing):
        return onrecord.held(brief, question)
    return [line for number in named.sessions for line in onrecord.one_session(brief, number)]


def _agreement(brief: Brief, question: str) -> Sequence[Statement]:
    """Every part of it, led by the one that is asked for."""
    asked = set(stems(question))
    parts: list[tuple[str, Records]] = [
        ("confidentiality confidential secret tell repeat share", onrecord.confidentiality),
        ("excluded topics subjects taboo limits avoid", onrecord.excluded),
        ("review check points", onrecord.review_points),
    ]
    parts.sort(key=lambda part: -len(asked & set(stems(part[0]))))
    return [line for _, part in parts for line in part(brief, question)]


def _program(brief: Brief, question: str) -> Sequence[Statement]:
    """Its dates and its rhythm, led by what is asked for."""
    parts = [onrecord.rhythm, onrecord.program_dates]
    if _DATES.search(question):
        parts.reverse()
    return [line for part in parts for line in part(brief, question)]


_RECORDS: dict[Want | None, tuple[Records, Step]] = {
    Want.NEXT_SESSION: (onrecord.next_session, steps.prepare),
    Want.SESSIONS_HELD: (_sessions, steps.prepare),
    Want.ACTIONS: (onrecord.actions, steps.settle),
    Want.GOALS: (onrecord.goals, steps.prepare),
    Want.AGREEMENT: (_agreement, steps.prepare),
    Want.PARTNER: (onrecord.partner, steps.prepare),
    Want.CONTACT: (onrecord.contact, steps.write_to),
    Want.PROGRAM: (_program, steps.write_to),
}
_WITHOUT_PAIR = {Want.CONTACT, Want.PROGRAM}
