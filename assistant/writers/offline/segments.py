"""What is said in each part of a session's agenda, from the pair's records and shared notes."""

from datetime import date, timedelta

from assistant.domain import ActionItem, Pair, SessionStatus, Stage
from assistant.drafts import Basis, Statement
from assistant.writers import recordtext
from assistant.writers.offline import escalation, teaching, text
from assistant.writers.offline.parts import Part
from assistant.writers.offline.table import Table
from assistant.writers.offline.text import inferred, quoted, recorded


def statements(part: Part, table: Table) -> list[Statement]:
    """The statements of one part, the guideline's sentence first."""
    found = [quoted(s, pid) if pid else inferred(s) for s, pid in part.says]
    for about in (part.about, *part.also):
        found += _of(about, part.lead, table)
    return found


def _of(about: str, lead: str, table: Table) -> list[Statement]:
    makers = {
        "agreement": _agreement,
        "actions": _actions,
        "goals": teaching.goals,
        "learning": teaching.learning,
        "give-back": teaching.giving_back,
        "close": _close,
    }
    if about == "topic":
        return teaching.topic(lead, table)
    return makers[about](table) if about in makers else []


def _agreement(table: Table) -> list[Statement]:
    agreement, pair, brief = table.pair.agreement, table.pair, table.brief
    ref = recordtext.agreement_id(pair)
    found = []
    if agreement.confidentiality:
        found.append(recorded(f"Confidentiality: “{text.plain(agreement.confidentiality)}”", ref))
    count = len(agreement.excluded_topics)
    if brief.stage is Stage.NEW:
        found += _whole_agreement(table, ref)
    elif count:
        which = (
            "The topic you excluded stays"
            if count == 1
            else f"The {count} topics you excluded stay"
        )
        found.append(inferred(f"{which} out of this agenda.", ref))
    found += [
        recorded(f"Your agreement planned a review here: “{text.plain(point)}”", ref)
        for point in agreement.review_points
        if _falls_here(point, table)
    ]
    return found


def _whole_agreement(table: Table, ref: str) -> list[Statement]:
    """Every rule on record, and by name those that are not written down yet."""
    agreement, program = table.pair.agreement, table.brief.program
    found = []
    if agreement.excluded_topics:
        found.append(recorded(f"Excluded topics: {text.listed(agreement.excluded_topics)}.", ref))
    found.append(
        recorded(
            f"Frequency: {program.sessions_planned} sessions, one every {program.cadence_days} "
            f"days.",
            recordtext.PROGRAM,
        )
    )
    found.append(recorded(f"Length: {agreement.meeting_minutes} minutes a session.", ref))
    if agreement.review_points:
        points = text.listed([f"“{text.plain(p)}”" for p in agreement.review_points])
        found.append(recorded(f"Review points: {points}.", ref))
    if program.ends_on:
        found.append(
            recorded(f"The program ends on {text.day(program.ends_on)}.", recordtext.PROGRAM)
        )
    gaps = [] if agreement.confidentiality else ["confidentiality and its limits"]
    gaps += [] if agreement.excluded_topics else ["excluded topics"]
    gaps += [] if agreement.review_points else ["review points"]
    gaps += ["who sets the agenda", "wanted topics", "boundaries and third parties"]
    gaps += ["what to do in a conflict", "what success is"]
    gaps += [] if program.ends_on else ["the end date"]
    found.append(inferred(f"Still to write down together: {text.listed(gaps)}.", ref))
    return found


def _falls_here(point: str, table: Table) -> bool:
    words = f" {point.lower()} "
    here = any(f"session {table.number}{end}" in words for end in (" ", ":", ",", ".", ";"))
    return (here and "after session" not in words) or (
        "last session" in words and table.brief.stage is Stage.CLOSING
    )


def _actions(table: Table) -> list[Statement]:
    """Each open action with owner and date, what was done since, and no blame."""
    pair, brief = table.pair, table.brief
    shown = [a for a in pair.open_actions() if not text.excluded(a.text, pair)]
    shown.sort(key=lambda a: (a.due_on or date.max, a.id))
    found = [action(a, pair, brief.today) for a in shown]
    if not shown:
        found.append(recorded("No action is open.", recordtext.pair_id(pair)))
    late = [a for a in shown if a.overdue(brief.today)]
    if late:
        those = "the overdue action" if len(late) == 1 else "each overdue action"
        asked = "what would make it easier to finish?"
        if brief.stage in (Stage.CLOSING, Stage.ENDED, Stage.STALLED):
            asked = "what should become of it?"
        refs = (recordtext.action_id(a) for a in late)
        found.append(inferred(f"For {those}: {asked}", *refs))
    last = max((s.number for s in pair.held()), default=0)
    done = [a for a in pair.actions if a.done_on and a.session == last]
    for one in [a for a in done if not text.excluded(a.text, pair)][:3]:
        owner = text.called(pair, one.owner)
        line = f"{owner}, done since session {last}: {_ended(one.text)}"
        found.append(recorded(line, recordtext.action_id(one)))
    return found


def action(one: ActionItem, pair: Pair, today: date) -> Statement:
    """An open action as a line: owner, what, and how its date stands."""
    owner = text.called(pair, one.owner)
    if one.due_on is None:
        dated = "No date is set."
    elif one.overdue(today):
        dated = f"Due on {text.day(one.due_on)}, now overdue."
    else:
        dated = f"Due on {text.day(one.due_on)}."
    return Statement(
        f"{owner}: {_ended(one.text)} {dated}",
        (recordtext.action_id(one),),
        Basis.RECORD,
        owner=one.owner,
        due=one.due_on,
    )


def _ended(words: str) -> str:
    flat = text.plain(words)
    return flat if flat.endswith((".", "!", "?")) else f"{flat}."


def _close(table: Table) -> list[Statement]:
    found = [_next_date(table)]
    found += table.safety[:1]
    found.append(escalation.contact_statement(table.brief))
    return found


def _next_date(table: Table) -> Statement:
    """The date after this session: planned, or where the program's rhythm would put it."""
    pair, program = table.pair, table.brief.program
    later = [
        s for s in pair.sessions if s.number > table.number and s.status is SessionStatus.PLANNED
    ]
    this = next((s for s in pair.sessions if s.number == table.number), None)
    if table.brief.stage is Stage.ENDED or table.number >= program.sessions_planned:
        return inferred(
            "No session is planned after this one; agree on a follow-up date or on none.",
            recordtext.pair_id(pair),
        )
    if later and later[0].held_on:
        return recorded(
            f"Next date: session {later[0].number} is planned for {text.day(later[0].held_on)}.",
            recordtext.session_id(pair, later[0].number),
        )
    if this and this.held_on:
        restart = table.brief.stage is Stage.STALLED
        days = 21 if restart else program.cadence_days
        why = "three weeks" if restart else f"the program's {days} days"
        ahead = text.day(this.held_on + timedelta(days=days))
        return inferred(
            f"No date is set for session {table.number + 1}; {why} from this one lead to {ahead}.",
            recordtext.session_id(pair, this.number),
            recordtext.PROGRAM,
        )
    return inferred(f"No date is set for session {table.number + 1}; set one before you leave.")
