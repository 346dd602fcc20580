"""What is said between the questions: greetings, thanks, who this is, and what it is not for."""

from assistant.drafts import Draft, Kind, Section, Statement
from assistant.questions import Want
from assistant.writers import Brief
from assistant.writers.offline import onrecord, text
from assistant.writers.offline.refusing import NOT_HERE

ABOUT = (
    "I am Upmentor, the assistant of your reverse-mentoring program. I answer from its guidelines "
    "and from the notes that you may read, and show where each sentence stands."
)
CAN = (
    "I also draft agendas, conversation starters and short messages, explain technology in "
    "business terms, and rehearse a difficult talk with you."
)
KEEPS = (
    "Nobody but you sees this conversation; HR never reads session notes, and a private note "
    "is read by nobody but its author."
)
NOT_FOR = f"{NOT_HERE[:-1]}, and it is outside what I am for."
INSTEAD = (
    "Ask me about the program or about your sessions, or for an agenda, conversation starters or "
    "an explanation."
)


def compose(brief: Brief) -> Draft:
    """The reply to small talk, or that a request is out of scope."""
    lines = list(_lines(brief))
    abstained = brief.want is Want.OUT_OF_SCOPE
    section = Section("Answer", None, tuple(lines))
    return Draft(Kind.ANSWER, text.plain(brief.question)[:120], (section,), abstained=abstained)


def _lines(brief: Brief) -> list[Statement]:
    name = brief.reader.called
    if brief.want is Want.OUT_OF_SCOPE:
        return [text.inferred(NOT_FOR), text.inferred(INSTEAD)]
    if brief.want is Want.THANKS:
        return [text.inferred("You are welcome."), *_next(brief)]
    if brief.want is Want.REHEARSE:
        return [
            text.inferred("Open Rehearse: it takes the other side, and you can try your words.")
        ]
    if brief.want is Want.TO_ACTION:
        return [
            text.inferred(
                "Add it to your actions on Progress, with who does it and by when; "
                "a note that says so is proposed as an action, too."
            )
        ]
    if brief.want is Want.ABOUT_YOU:
        return [text.inferred(ABOUT), text.inferred(KEEPS), text.inferred(CAN)]
    hello = f"Hello {name}. Ask me about the program or about your sessions, in your own words."
    return [text.inferred(hello), text.inferred(ABOUT), *_next(brief)]


def _next(brief: Brief) -> list[Statement]:
    pair = brief.pair
    upcoming = pair.next_session() if pair and not pair.ended_on else None
    dated = upcoming is not None and upcoming.held_on is not None
    return list(onrecord.next_session(brief, "")) if dated else []
