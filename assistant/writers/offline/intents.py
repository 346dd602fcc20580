"""Which guideline a question is meant for, where its words alone lead elsewhere."""

import re
from dataclasses import dataclass

from assistant.language.lexicon import any_of


@dataclass(frozen=True, slots=True)
class Intent:
    """A way of asking, the headings that answer it, and those that answer something else."""

    asked: re.Pattern[str]
    meant: re.Pattern[str]
    other: re.Pattern[str] | None = None


_EARLY = re.compile(r"(?i)\b(?:early|earlier|before the end|withdraw|stop|quit|drop out)\b")
_INTENTS = (
    Intent(
        any_of(
            r"agree\w* (?:on|about|to)?\b.*\b(?:first|start|beginning)\b.*",
            r"(?:first|start|beginning)\b.*\bagree\w*\b.*",
            r"(?:what|which) (?:ground )?rules\b.*",
            r"(?:what|which)\b.*\b(?:belongs? in|goes into|cover\w*)\b.*\bagreement\b.*",
        ),
        re.compile(
            r"(?i)^The agreement > What does the agreement cover"
            r"|^The first session > What is the first session for"
        ),
    ),
    Intent(
        any_of(
            r"(?:end|close|finish|wrap up)\b.*\b(?:last|final|sessions?|pair|well)\b.*",
            r"(?:last|final|closing) (?:session|meeting)\b.*",
        ),
        re.compile(r"(?i)^Closing well > (?:What belongs|Why plan)"),
        re.compile(r"(?i)^(?:Ending early|Starters|Agenda: a closing talk)"),
    ),
    Intent(
        any_of(r"cancel\w*\b.*\b(?:row|twice|again|two|second)\b.*", r"two cancel\w*\b.*"),
        re.compile(r"(?i)^Cancellations and moved dates > What happens after two|restart session"),
    ),
    Intent(
        any_of(
            r"(?:can|could|does|may|might|will) (?:\w+ )?(?:go|goes) wrong\b.*",
            r"(?:challenges|pitfalls|obstacles|difficulties)\b.*",
            r"why do (?:\w+ )?(?:program\w*|pairs)\b.*\bfail\b.*",
        ),
        re.compile(r"(?i)> What can go wrong|> What are the (?:four )?challenges"),
        re.compile(r"(?i)^Six steps"),
    ),
    Intent(
        any_of(r"(?:tell|repeat|say|share|talk)\b.*\b(?:others?|colleagues|manager|outside)\b.*"),
        re.compile(r"(?i)^Confidentiality and its limits"),
    ),
)


def fit(question: str, heading: str) -> float:
    """How much more, or less, a passage under this heading trail answers the question."""
    score = 0.0
    for intent in _INTENTS:
        if not intent.asked.search(question):
            continue
        if intent.meant.search(heading):
            score += 2.5
        elif intent.other and intent.other.search(heading) and not _EARLY.search(question):
            score -= 1.5
    return score
