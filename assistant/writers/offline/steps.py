"""The step that follows from an answer out of the records."""

from dataclasses import replace

from assistant.drafts import Statement
from assistant.writers import Brief
from assistant.writers import recordtext as rec
from assistant.writers.offline import text


def prepare(brief: Brief) -> Statement:
    """Read the agenda of the next session, or write to the contact when none is planned."""
    pair = brief.pair
    upcoming = pair.next_session() if pair and pair.ended_on is None else None
    if pair and upcoming and upcoming.held_on:
        return text.inferred(
            f"Ask for an agenda of session {upcoming.number} and read it before "
            f"{text.day(upcoming.held_on)}.",
            rec.session_id(pair, upcoming.number),
        )
    return write_to(brief)


def settle(brief: Brief) -> Statement:
    """Set a new date for the reader's oldest overdue action; else prepare."""
    pair = brief.pair
    if pair is None:
        return write_to(brief)
    mine = [a for a in pair.open_actions() if a.owner == brief.reader.email]
    late = sorted((a for a in mine if a.overdue(brief.today)), key=lambda a: (a.due_on, a.id))
    if late and pair.ended_on is None:
        step = text.inferred(
            f"Set a new date for “{rec.bare(late[0].text)}”, or mark it as done.",
            rec.action_id(late[0]),
        )
        return replace(step, owner=brief.reader.email)
    return prepare(brief)


def write_to(brief: Brief) -> Statement:
    """Write to the program's contact."""
    contact = brief.program.contact("program")
    if contact is None or contact.email == brief.reader.email:
        return text.inferred("Check the program notice if anything here looks wrong.")
    return text.inferred(f"Write to {contact.name} if anything here should change.", rec.PROGRAM)
