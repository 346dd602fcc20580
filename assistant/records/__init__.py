"""The records: everything that is true lives here, in SQL."""

from assistant.records.decisions import DecisionRecords
from assistant.records.drafts import DraftRecords, citation_dict
from assistant.records.guidelines import GuidelineChange, GuidelineRecords
from assistant.records.notes import NoteRecords, Proposal
from assistant.records.passages import PassageRecords
from assistant.records.program import ProgramRecords
from assistant.records.reviews import ReviewRecords
from assistant.records.store import Store, open_store
from assistant.records.usage import Usage, UsageRecords

__all__ = [
    "DecisionRecords",
    "DraftRecords",
    "GuidelineChange",
    "GuidelineRecords",
    "NoteRecords",
    "PassageRecords",
    "ProgramRecords",
    "Proposal",
    "Records",
    "ReviewRecords",
    "Store",
    "Usage",
    "UsageRecords",
    "citation_dict",
    "open_store",
]


class Records(
    ProgramRecords,
    NoteRecords,
    GuidelineRecords,
    PassageRecords,
    DraftRecords,
    ReviewRecords,
    DecisionRecords,
    UsageRecords,
):
    """All queries over one store, each group in its own module."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.store = store
