"""The use cases: everything a person, a page or a command can ask of Upmentor."""

from assistant.coach.access import Access
from assistant.coach.asking import Asking
from assistant.coach.base import Parts, question_text
from assistant.coach.conversing import Conversing
from assistant.coach.examples import Examples
from assistant.coach.exporting import Exporting
from assistant.coach.guiding import Guiding, Ingested, PairStatus, read_except
from assistant.coach.noting import Noting, SavedNote
from assistant.coach.operating import Health, Operating
from assistant.coach.overview import Overview, Overviews
from assistant.coach.probing import Probed, Probing
from assistant.coach.rehearsing import Rehearsed, Rehearsing
from assistant.coach.sharing import HrCopy, Sharing
from assistant.coach.suggesting import Suggesting
from assistant.coach.typed import STAYS_SIGNED_IN, TYPED_LIMIT, Typed
from assistant.coach.writing import ModelStatus
from assistant.records import GuidelineChange, Proposal
from assistant.records.imports import Imported
from assistant.retrieval.found import Found
from assistant.writers import Turn

__all__ = [
    "STAYS_SIGNED_IN",
    "TYPED_LIMIT",
    "Coach",
    "Found",
    "GuidelineChange",
    "Health",
    "HrCopy",
    "Imported",
    "Ingested",
    "ModelStatus",
    "Overview",
    "PairStatus",
    "Parts",
    "Probed",
    "Proposal",
    "Rehearsed",
    "SavedNote",
    "Turn",
    "question_text",
    "read_except",
]


class Coach(
    Asking,
    Overviews,
    Rehearsing,
    Sharing,
    Conversing,
    Noting,
    Typed,
    Guiding,
    Examples,
    Suggesting,
    Exporting,
    Access,
    Operating,
    Probing,
):
    """One object with every use case; permissions are decided here and nowhere above."""
