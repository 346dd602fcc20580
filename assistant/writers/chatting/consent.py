"""What of a brief may leave the machine at all."""

from collections.abc import Collection
from dataclasses import replace

from assistant.domain import PassageKind, Visibility
from assistant.drafts import Kind
from assistant.writers import Brief

FOR_BOTH = (Kind.AGENDA, Kind.SUMMARY)
"""What both partners read: no private note goes into it, allowed or not."""


def shareable(brief: Brief, allowed_notes: Collection[str] = frozenset()) -> Brief:
    """The brief without the reader's private notes, except those that the reader allowed.

    ``allowed_notes`` are note ids; they count for no kind that both partners read. A passage of a
    note that does not stay is left out too, and of an earlier conversation only the reader's own
    questions stay: an answer may quote a note.
    """
    allowed: Collection[str] = () if brief.kind in FOR_BOTH else allowed_notes
    notes = tuple(
        held
        for held in brief.notes
        if held.note.visibility is Visibility.PAIR or held.note.id in allowed
    )
    kept = {held.note.id for held in notes}
    hits = tuple(
        hit
        for hit in brief.hits
        if hit.passage.kind is PassageKind.GUIDELINE or hit.passage.source in kept
    )
    asked = tuple(turn for turn in brief.history if turn.role == "person")
    return replace(brief, notes=notes, hits=hits, history=asked)
