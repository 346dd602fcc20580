"""The records: everything that is true lives here, in SQL."""

from assistant.records.database import database_url, open_store, sqlite_file
from assistant.records.decisions import DecisionRecords
from assistant.records.drafts import DraftRecords, citation_dict
from assistant.records.guidelines import GuidelineChange, GuidelineRecords, unchanged
from assistant.records.inventory import InventoryRecords
from assistant.records.notes import NoteRecords, Proposal
from assistant.records.passages import PassageRecords
from assistant.records.program import ProgramRecords
from assistant.records.questions import QuestionRecords
from assistant.records.reviews import ReviewRecords
from assistant.records.signins import SignInRecords
from assistant.records.store import Store
from assistant.records.typed import TypedRecords
from assistant.records.usage import Usage, UsageRecords
from assistant.records.withholding import Withholding

__all__ = [
    "DecisionRecords",
    "DraftRecords",
    "GuidelineChange",
    "GuidelineRecords",
    "NoteRecords",
    "PassageRecords",
    "ProgramRecords",
    "Proposal",
    "QuestionRecords",
    "Records",
    "ReviewRecords",
    "SignInRecords",
    "Store",
    "TypedRecords",
    "Usage",
    "UsageRecords",
    "Withholding",
    "citation_dict",
    "database_url",
    "open_store",
    "sqlite_file",
    "unchanged",
]


class Records(
    ProgramRecords,
    NoteRecords,
    GuidelineRecords,
    QuestionRecords,
    PassageRecords,
    DraftRecords,
    ReviewRecords,
    DecisionRecords,
    SignInRecords,
    UsageRecords,
    Withholding,
    InventoryRecords,
    TypedRecords,
):
    """All queries over one store, each group in its own module."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.store = store
