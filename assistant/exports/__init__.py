"""A draft as a file to keep, print or send: Markdown, Word, PDF, or an entry for a calendar."""

from assistant.domain import Pair
from assistant.errors import Invalid
from assistant.exports.layout import NOT_RELEASED, About, Exported, file_name
from assistant.stored import DraftRecord

__all__ = ["FORMATS", "Exported", "export"]

FORMATS = {
    "md": "text/markdown; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "ics": "text/calendar; charset=utf-8",
}
"""The formats that can be asked for, with their media types."""


def export(
    record: DraftRecord, form: str, *, pair: Pair | None = None, release: str = NOT_RELEASED
) -> Exported:
    """The draft as a file in one of ``FORMATS``.

    ``pair`` names the owners of actions and gives a calendar entry its date; ``release`` is one
    sentence on how the draft stands with HR. The head of every file says that AI drafted it, with
    which engine, in which version, and how it stands; its end, that it is program support and not
    appraisal. Sources are numbered and listed with their place and date, without the text of
    the passages.

    Raises:
        Invalid: when the format is unknown, or ``ics`` is asked for without a coming session.
    """
    if form not in FORMATS:
        raise Invalid(f"There is no format {form!r}; choose one of {', '.join(FORMATS)}.")
    about = About(
        people={p.email: p for p in (pair.mentor, pair.mentee)} if pair else {},
        release=release,
        session=pair.next_session() if pair and pair.ended_on is None else None,
    )
    return Exported(file_name(record.draft, form), FORMATS[form], _written(record, form, about))


def _written(record: DraftRecord, form: str, about: About) -> bytes:
    # Each format's library is loaded only when that format is asked for.
    if form == "docx":
        from assistant.exports import word

        return word.write(record, about)
    if form == "pdf":
        from assistant.exports import pdf

        return pdf.write(record, about)
    if form == "ics":
        from assistant.exports import calendar

        return calendar.write(record, about)
    from assistant.exports import markdown

    return markdown.write(record, about)
