"""A draft as a file to take along."""

from assistant.coach.drafting import Drafting
from assistant.domain import Pair
from assistant.exports import Exported, export
from assistant.stored import DraftRecord


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
        return export(shown, format, pair=pair, release=self._release_line(record, pair))

    def _release_line(self, record: DraftRecord, pair: Pair | None) -> str:
        if pair is None or record.draft.kind.value != "summary":
            return "Not released to HR."
        given = self._records.releases(record.id)
        names = [p.name for p in (pair.mentor, pair.mentee) if p.email in given]
        if not names:
            return "Not released to HR."
        if len(names) < 2:
            return f"Released by {names[0]} only; HR does not see it."
        status, _ = self._records.snapshot_status(record.id) or ("withdrawn", "")
        return f"Released by {names[0]} and {names[1]}; HR's copy is {status}."
