"""What a model is sent for one turn of a rehearsal: the moment, the turns, the guideline.

No note, no goal and no action of the pair goes with it; of the records only the agreement does,
so that excluded topics stay out.
"""

from collections.abc import Sequence
from dataclasses import replace

from assistant import prompts
from assistant.drafts import Kind
from assistant.writers import Brief, Turn, recordtext
from assistant.writers.chatting.asking import Request, Room, fitted
from assistant.writers.chatting.packing import GUIDELINES, pieces
from assistant.writers.chatting.pseudonyms import Known

BUDGET = 2_500
"""The most tokens of material for a turn."""
TURNS, LONGEST = 8, 600
"""So many of the latest turns are sent, each with so many characters at most."""


def bare(brief: Brief) -> Brief:
    """The brief of a rehearsal with nothing in it that a turn does not need."""
    return replace(brief, kind=Kind.POWER_DYNAMICS, notes=(), hits=(), history=())


def turn_request(
    brief: Brief, turns: Sequence[Turn], people: Sequence[Known], room: Room
) -> Request:
    """The messages of one turn.

    Raises:
        Invalid: when the moment to rehearse is longer than a model is sent.
    """
    brief = bare(brief)
    agreement = recordtext.agreement_id(brief.pair) if brief.pair else ""
    needed = [
        replace(piece, value=1.0)
        for piece in pieces(brief)
        if piece.part == GUIDELINES or piece.source == agreement
    ]
    earlier = "\n".join(
        f"{'The reader' if turn.mine else 'The other side'}: {turn.text[:LONGEST]}"
        for turn in turns[-TURNS:]
    )
    return fitted(brief, prompts.rehearsal(), earlier, needed, people, room)
