"""What a pair's home page says before anything is asked."""

from collections.abc import Sequence

from assistant.domain import SessionStatus, Side, Stage
from assistant.drafts import Statement
from assistant.writers import Brief, HomePage
from assistant.writers.offline import guides, text


def page(brief: Brief) -> HomePage:
    """The home page of the brief's pair, for its reader."""
    return HomePage(
        tuple(preparation(brief)), tuple(carried(brief)), both_sides(brief), nudge(brief)
    )


def preparation(brief: Brief) -> list[Statement]:
    """The reader's own fifteen minutes before the next session, from its agenda guideline."""
    if brief.stage is None or brief.side is None:
        return []
    shapes = text_for_stage(brief, brief.stage)
    starts = f"Preparation for the {brief.side.value}"
    return [text.quoted(line.text, line.source) for line in shapes if line.heading.endswith(starts)]


def text_for_stage(brief: Brief, stage: Stage) -> Sequence[guides.Line]:
    """The lines of the agenda guideline for a stage; none when there is no such guideline."""
    shapes = guides.for_stage(guides.of_kind(brief.materials, "agenda"), stage.value)
    return guides.lines(shapes[0]) if shapes else []


def carried(brief: Brief) -> list[Statement]:
    """What the pair's latest notes leave unfinished, as their authors wrote it."""
    if brief.pair is None:
        return []
    pair = brief.pair
    latest = max((m.note.session for m in brief.notes), default=0)
    recent = [one for one in text.telling(brief.notes) if one.note.session == latest]
    chosen = text.matters(recent, text.Signal.UNFINISHED, limit=3)
    return [
        text.quoted(text.attributed(one, pair, brief.today, brief.reader.email), one.source)
        for one in chosen
    ]


def both_sides(brief: Brief) -> dict[Side, tuple[Statement, ...]]:
    """The latest thing each partner learned or decided, from the notes the reader may read."""
    if brief.pair is None:
        return {}
    pair = brief.pair
    found: dict[Side, tuple[Statement, ...]] = {}
    for side in Side:
        own = [m for m in brief.notes if m.note.author == pair.person(side).email]
        wanted = (text.Signal.LEARNING, text.Signal.OUTCOME)
        chosen = text.matters(text.telling(own), *wanted, limit=2)
        found[side] = tuple(
            text.quoted(text.attributed(one, pair, brief.today, brief.reader.email), one.source)
            for one in chosen
        )
    return found


def nudge(brief: Brief) -> Statement | None:
    """One sentence when momentum is being lost, from the records; None when it is not."""
    pair = brief.pair
    if pair is None or brief.stage is Stage.ENDED:
        return None
    source = f"record:pair:{pair.id}"
    past = [s for s in pair.sessions if s.status is not SessionStatus.PLANNED]
    if brief.stage is Stage.STALLED:
        return text.recorded(
            "The last two sessions were cancelled. Agree on a new date within ten working days, "
            "and make the next session short enough to keep.",
            source,
        )
    if past and past[-1].status is SessionStatus.CANCELLED:
        return text.recorded(
            f"Session {past[-1].number} was cancelled. A second cancellation in a row is where "
            "pairs lose momentum, so protect the next date.",
            source,
        )
    overdue = [a for a in pair.open_actions() if a.overdue(brief.today)]
    if len(overdue) >= 2:
        return text.recorded(
            f"{text.counted(len(overdue), 'action')} are past their date. Finish, move or drop "
            "each one before the next session.",
            source,
        )
    upcoming = pair.next_session()
    if upcoming is None:
        return text.recorded("No next session is planned. Agree on a date this week.", source)
    if upcoming.held_on is not None and upcoming.held_on < brief.today:
        return text.recorded(
            f"Session {upcoming.number} was planned for {text.day(upcoming.held_on)}. "
            "Log whether it was held or cancelled.",
            source,
        )
    return None
