"""An agenda as an entry for a calendar."""

from datetime import date, timedelta

from icalendar import Calendar, Event

from assistant import __version__
from assistant.drafts import Kind
from assistant.errors import Invalid
from assistant.exports.layout import (
    PURPOSE,
    About,
    clean,
    heading_of,
    numbers,
    opening,
    remark,
    sources,
)
from assistant.stored import DraftRecord


def write(record: DraftRecord, about: About) -> bytes:
    """The file's content: a day-long, private entry on the date of the next session.

    The program keeps the date of a session and not its hour, so the entry takes no time. The
    same draft keeps its identity, so importing a newer version replaces the older entry.

    Raises:
        Invalid: when the draft is not an agenda, or no session with a date is coming.
    """
    if record.draft.kind is not Kind.AGENDA:
        raise Invalid("Only an agenda can go into a calendar; choose md, docx or pdf.")
    session = about.session
    if session is None or session.held_on is None:
        raise Invalid("No session with a date is coming, so there is nothing to put in a calendar.")
    return _calendar(record, about, session.held_on)


def _calendar(record: DraftRecord, about: About, on: date) -> bytes:
    event = Event()
    event.add("uid", f"{record.id}@upmentor")
    event.add("sequence", record.version)
    event.add("dtstamp", record.created_at)
    event.add("dtstart", on)
    event.add("dtend", on + timedelta(days=1))
    event.add("summary", clean(f"Reverse mentoring: {record.draft.title}"))
    event.add("description", _plain(record, about))
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    calendar = Calendar()
    calendar.add("prodid", f"-//Upmentor//{__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _plain(record: DraftRecord, about: About) -> str:
    number = numbers(record.draft)
    lines = [*opening(record, about), ""]
    for section in record.draft.sections:
        lines.append(heading_of(section.heading, section.minutes))
        for statement in section.statements:
            marks = "".join(f"[{number[s]}]" for s in statement.sources)
            said = remark(statement, about.people)
            text = clean(statement.text)
            lines.append(f"- {text}{f' {marks}' if marks else ''}{f' ({said})' if said else ''}")
        lines.append("")
    if number:
        lines.append("Sources")
        lines += [f"[{n}] {line}" for n, line in enumerate(sources(record), start=1)]
        lines.append("")
    return "\n".join([*lines, PURPOSE])
