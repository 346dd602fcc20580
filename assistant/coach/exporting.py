"""A draft as a file to take along, and how a summary stands with HR."""

from assistant.coach.drafting import Drafting
from assistant.domain import Pair
from assistant.errors import NotFound
from assistant.exports import Exported, export
from assistant.exports.layout import NOT_RELEASED
from assistant.language.daywords import day
from assistant.stored import DraftRecord

DECIDED = {"approve": "approved", "return": "returned"}


class Exporting(Drafting):
    """Only what the reader may see now is exported."""

    def export(self, reader: str, draft_id: str, format: str) -> Exported:
        """A draft as ``md``, ``docx``, ``pdf`` or, an agenda, ``ics``.

        Raises:
            Invalid: when the format is unknown or does not fit the kind.
            NotFound: when the draft is not the reader's.
        """
        person = self._person(reader)
        record, pair = self._readable_draft(person, draft_id)
        shown = self._shown(person, record, pair)
        return export(shown, format, pair=pair, release=self._standing(record, pair))

    def standing(self, reader: str, draft_id: str) -> str:
        """One sentence on who released a draft and what its reviewer decided, as of now."""
        return self._standing(*self._readable_draft(self._person(reader), draft_id))

    def _standing(self, record: DraftRecord, pair: Pair | None) -> str:
        if pair is None or record.draft.kind.value != "summary":
            return NOT_RELEASED
        given = self._records.releases(record.id)
        names = [p.full for p in (pair.mentor, pair.mentee) if p.email in given]
        if not names:
            return "Not released; no reviewer sees it."
        if len(names) < 2:
            return f"Released by {names[0]} only; no reviewer sees it yet."
        status, _ = self._records.snapshot_status(record.id) or ("withdrawn", "")
        return f"Released by {names[0]} and {names[1]}; {self._reviewed(record.id, status)}."

    def _reviewed(self, draft_id: str, status: str) -> str:
        step = self._records.decision(draft_id)
        if status == "waiting":
            return "waiting for a reviewer"
        if step is None or DECIDED[step.verb] != status:
            return f"HR's copy is {status}"
        return f"{status} by reviewer {self._name(step.reviewer)} on {day(step.at)}"

    def _name(self, email: str) -> str:
        try:
            return self._records.person(email).full
        except NotFound:  # has left the program since
            return email
