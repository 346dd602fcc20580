"""How one action stands: what the records say of it, beside what the notes say."""

from collections.abc import Sequence

from assistant.domain import ActionItem
from assistant.drafts import Statement
from assistant.language.tokens import stems
from assistant.questions import Stretch
from assistant.writers import Brief
from assistant.writers.offline import onrecord
from assistant.writers.offline.quoting import noted

SHARED = 2
"""Words that an action, or what a note says of it, shares with the question."""
BEHIND = 3.5
"""How far behind the best, in score, what the latest session says of it may be."""


def stands(brief: Brief, question: str, notes: Sequence[Stretch]) -> list[Statement]:
    """The record of the action that is asked about, and the latest note of it.

    Notes often know what nobody ticked off. Empty when no action is meant.
    """
    action = _meant(brief, question)
    if action is None:
        return []
    topic = set(stems(question)) - _names(brief)
    near = [
        s
        for s in notes
        if s.score >= notes[0].score - BEHIND and len(topic & set(stems(s.text))) >= SHARED
    ]
    latest = max(near, key=lambda s: (s.passage.session or 0, s.score), default=None)
    shown = latest or (notes[0] if notes and brief.sure else None)
    record = onrecord.one_action(brief, action)
    return [record, noted(brief, shown)] if shown else [record]


def _meant(brief: Brief, question: str) -> ActionItem | None:
    """The action with most words of the question; of several the one that is due last."""
    if brief.pair is None:
        return None
    asked = set(stems(question)) - _names(brief)
    shared = {a.id: len(asked & set(stems(a.text))) for a in brief.pair.actions}
    near = [a for a in brief.pair.actions if shared[a.id] >= SHARED]
    return max(near, key=lambda a: (shared[a.id], str(a.due_on or "")), default=None)


def _names(brief: Brief) -> set[str]:
    """The stems of the two partners' names, which tell nothing of what was undertaken."""
    both = (brief.pair.mentor, brief.pair.mentee) if brief.pair else ()
    return {stem for person in both for name in person.names for stem in stems(name)}
