"""Questions that the records answer: dates, sessions, actions, goals, agreement, contacts.

Each kind of question has a pattern and a function that gives the statements of its answer,
the answer itself first. What the records do not hold is said.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.domain import Pair
from assistant.drafts import Statement
from assistant.language.lexicon import any_of
from assistant.questions import Want
from assistant.writers import Brief
from assistant.writers.offline import onrecord, steps

_SUBJECT = re.compile(
    r"\b(?i:did|does|do|has|have|had|was|is|will)\s+([A-Z][\w-]+)|\b([A-Z][\w-]+)['’]s\b"
)
_REASONS = re.compile(r"(?i)^\W*(?:and |so |but )?why\b|\bwhat counts\b|\bhow many minutes for\b")
"""Records hold no reasons, and no rules for an agenda."""
_OF_A_TEXT = re.compile(
    r"(?i)\b(?:templates?|guid(?:eline|ance)s?|polic(?:y|ies)|handbooks?|rules?|notice|documents?)"
    r" (?:\w+ ){0,2}says?\b|\b(?:must|should|may|can|shall|has to|have to) (?:an?|the|every|each"
    r"|pairs?|one|it|sessions?|meetings?)\b"
)
"""A question of what a text says, or of what holds for every pair: records hold no rules."""
_THEN = re.compile(
    r"(?i)\b(?:(?:session|meeting) (?:number |no\. ?)?\d"
    r"|(?:first|second|third|fourth|fifth|sixth) (?:session|meeting)|last (?:week|month)"
    r"|(?:weeks?|months?) ago|(?:start|end) of)\b"
)
"""A time: what was promised then stands in the notes, while the records tell what is open now."""
_RECALLED = re.compile(r"(?i)\b(?:did|was|were|wanted|going to|out of habit)\b")
_OF_RULES = re.compile(r"(?i)\b(?:chang\w*|when (?:does|do|is)|stops? being)\b")
_PROMISE = r"(?:promise|promised|agree|agreed|commit|committed|owe|owes|offer|offered|sign up)"


ANSWERED = 0.6
"""How sure search is where it answers what no pattern takes for a question about records."""

Step = Callable[[Brief], Statement]


@dataclass(frozen=True, slots=True)
class Asked:
    """A kind of question the records answer, and the step that follows from the answer."""

    pattern: re.Pattern[str]
    statements: Callable[[Brief, str], Sequence[Statement]]
    step: Step
    pair: bool = True
    unless: re.Pattern[str] | None = None
    """What in a question makes it one for what search found."""
    beside_advice: bool = False
    """Whether advice that was asked for comes first, and the record beside it."""


def kind_of(brief: Brief, question: str) -> Asked | None:
    """The kind of record question this is, if it is one that this reader can ask.

    Where no pattern tells, the example utterances do.
    """
    ours = brief.pair is not None and not _of_others(brief.pair, question)
    if _REASONS.search(question) or _OF_A_TEXT.search(question):
        return None
    fit = (k for k in _KINDS if k.pattern.search(question) and (ours or not k.pair))
    kind = next(fit, None)
    answered = max((hit.score for hit in brief.hits), default=0.0) >= ANSWERED
    if kind is None and ours and brief.pair and brief.want in _BY_WANT and not answered:
        kind = Asked(any_of(r".*"), *_BY_WANT[brief.want])
    noted = kind and kind.unless and brief.sure and brief.hits and kind.unless.search(question)
    return None if noted else kind


def _of_others(pair: Pair, question: str) -> bool:
    """Whether the question names somebody as its subject, and neither of the two."""
    both = pair.mentor.names | pair.mentee.names
    named = [one or other for one, other in _SUBJECT.findall(question)]
    return bool(named) and not any(name in both for name in named)


def answer(kind: Asked, brief: Brief, question: str, in_context: str) -> list[Statement]:
    """The answer's statements, the answer itself first; empty when the records hold none.

    ``in_context`` is the question with the one before it, for a follow-up that only names
    somebody else ("And Charles?").
    """
    asked_for = question if kind.pattern.search(question) else f"{question} {in_context}"
    return list(kind.statements(brief, asked_for))[: onrecord.MOST]


_BY_WANT: dict[Want | None, tuple[Callable[[Brief, str], Sequence[Statement]], Step]] = {
    Want.NEXT_SESSION: (onrecord.next_session, steps.prepare),
    Want.ACTIONS: (onrecord.actions, steps.settle),
    Want.GOALS: (onrecord.goals, steps.prepare),
    Want.PARTNER: (onrecord.partner, steps.prepare),
}
"""What the records answer whenever it is wanted; the rest depends on words of the question."""

_KINDS = (
    Asked(
        any_of(
            r"when (?:was|is|did)\b.*\bsession \d+.*",
            r"when (?:was|did)\b.*\b(?:last|previous)\b.*",
        ),
        onrecord.one_session,
        steps.prepare,
    ),
    Asked(
        any_of(
            r"(?:when|what date|which date|what day|date of"
            r"|how soon)\b.*\b(?:next|upcoming|coming|last session|final)\b.*",
            r"when (?:do|are|will|should|can) (?:we|I) (?:\w+ ){0,2}(?:meet|meeting|see)(?: \w+)*",
            r"(?:what|which)(?: is|'s)? (?:the |our |my )?next session",
        ),
        onrecord.next_session,
        steps.prepare,
    ),
    Asked(
        any_of(r"(?:who|which|what|did|how many|were|was)\b.*\bcancel(?:led|lations?|ed|s)?\b.*"),
        onrecord.cancelled,
        steps.prepare,
        beside_advice=True,
    ),
    Asked(
        any_of(
            r"how many (?:sessions|meetings)\b.*\b(?:had|held|left"
            r"|remain\w*|done|so far|to go)\b.*",
        ),
        onrecord.held,
        steps.prepare,
    ),
    Asked(
        any_of(
            rf"what (?:did|have|has|had|was|were|do|does)\b.*\b{_PROMISE}\b(?! about| on).*",
            r"(?:which|what|list|show|are there|any|do)\b.*\b(?:actions?"
            r"|commitments?|promises|to-?dos?|tasks?)\b.*",
            r"(?:my|our|open|overdue"
            r"|(?-i:[A-Z])\w+['’]s) (?:\w+ )?(?:actions?|to-?dos?|tasks|commitments)",
            r"what (?:do|must|should) I (?:still )?(?:have to do|need to do|owe|do before)\b.*",
            r"what (?:is|are) (?:still )?(?:overdue|open|due|outstanding)\b.*",
            r"who owes\b.*",
        ),
        onrecord.actions,
        steps.settle,
        unless=_THEN,
    ),
    Asked(
        any_of(
            r"(?:what|which|list|show|how|are|is|status)\b.*\b(?:our|my"
            r"|the|these|pair['’]s) (?:\w+ )?goals?\b.*",
            r"(?:which|what) goals\b.*",
        ),
        onrecord.goals,
        steps.prepare,
    ),
    Asked(
        any_of(
            r"(?:excluded|forbidden|off[- ]limits|taboo)\b.*",
            r"(?:what|which) (?:topics|subjects)\b.*\b(?:not|avoid|leave out|exclude)\b.*",
        ),
        onrecord.excluded,
        steps.write_to,
    ),
    Asked(
        any_of(
            r"what (?:may|can|should|could) I (?:tell|say to|share with|repeat to|talk about)\b.*"
            r"\b(?:others?|anyone|anybody|somebody|colleagues?|manager|outside)\b.*",
            r"(?:our|we|my) (?:\w+ ){0,3}(?:confidentiality|confidential"
            r"|ground rules?|agreement)\b.*",
        ),
        onrecord.confidentiality,
        steps.prepare,
        unless=_OF_RULES,
    ),
    Asked(
        any_of(r"(?:our|we|my) (?:\w+ ){0,3}review points?\b.*"),
        onrecord.review_points,
        steps.prepare,
    ),
    Asked(
        any_of(r"who(?: is|'s| are) my (?:mentor|mentee|partner|leader|match)"),
        onrecord.partner,
        steps.prepare,
    ),
    Asked(
        any_of(
            r"who(?:m)?\b.*\b(?:contact|turn to|report to|write to|ask|call|talk to|complain)\b.*",
            r"(?:who is|name of|e-?mail of"
            r"|how do I reach)\b.*\b(?:contact|program(?:me)? manager|admin)\b.*",
        ),
        onrecord.contact,
        steps.write_to,
        pair=False,
        unless=_RECALLED,
    ),
    Asked(
        any_of(
            r"how (?:often|frequently) (?:do|should|will|must|are) (?:we|pairs|I|a pair|you)\b.*",
            r"how (?:long|many minutes) (?:is|are|should|does|do"
            r"|will)\b.*\b(?:sessions?|meetings?)\b.*",
            r"how many sessions\b.*",
        ),
        onrecord.rhythm,
        steps.write_to,
        pair=False,
    ),
    Asked(
        any_of(r"when (?:does|did|will|is) (?:the |our |this )?program(?:me)?\b.*"),
        onrecord.program_dates,
        steps.write_to,
        pair=False,
    ),
)
