"""What a model is sent to propose example questions: parts of one guideline, and nothing else."""

from collections.abc import Sequence
from dataclasses import replace

from assistant import prompts
from assistant.writers import Brief
from assistant.writers.chatting.asking import Request, Room, fitted
from assistant.writers.chatting.packing import GUIDELINES, pieces
from assistant.writers.chatting.pseudonyms import Known

BUDGET = 6_000
"""The most tokens of a guideline; a longer one is sent in part."""


def examples_request(brief: Brief, people: Sequence[Known], room: Room) -> Request:
    """The messages that ask for a guideline's example questions."""
    brief = replace(brief, notes=(), hits=(), history=(), pair=None, question="")
    parts = [replace(p, value=1.0) for p in pieces(brief) if p.part == GUIDELINES]
    return fitted(brief, prompts.example_questions(), "", parts, people, room)
