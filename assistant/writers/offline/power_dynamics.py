"""Advice for a moment when rank gets in the way, for the reader's own side of the pair."""

from collections.abc import Sequence

from assistant.domain import Pair, Session, SessionStatus, Side
from assistant.drafts import Draft, Kind, Section, Statement
from assistant.writers import Brief, Material, recordtext
from assistant.writers.offline import (
    concerns,
    escalation,
    guides,
    ours,
    questions,
    situations,
    text,
    themes,
)
from assistant.writers.offline.guides import Line
from assistant.writers.offline.text import Said, inferred, quoted, recorded

_DEFAULT = "disagreement challenge speaking up"
_HELPS, _WORDS = "what helps", "words to try"


def compose(brief: Brief) -> Draft:
    """Advice on one situation, or where to turn when it is not one to coach."""
    if concerns.concern(brief.question):
        title = "This leaves the pair: whom to turn to"
        return Draft(Kind.POWER_DYNAMICS, title, tuple(escalation.sections(brief)))
    options = guides.of_kind(brief.materials, "situation")
    if not options:
        return _nothing(brief)
    side = brief.side or Side.MENTOR
    match, why = _choose(brief, options)
    guide = match.material
    near = situations.connected(guide, text.telling(brief.notes))
    near = [one for one in near if not text.excluded(one.text, brief.pair)][:2]
    sections = (
        Section("What is going on", None, (*why, *_going_on(brief, guide, near))),
        Section("What you two can build on", None, tuple(ours.stakes(brief, brief.question, near))),
        Section("What helps, on your side", None, tuple(_helps(brief, guide, side))),
        Section("Words to try", None, tuple(_words(brief, guide, side, near))),
        Section(
            f"One thing {_partner(brief)} can do", None, tuple(_other(brief, guide, side.other))
        ),
        Section("An exit line", None, (_exit(guide, side),)),
        Section("When to take it further", None, tuple(_further(brief, guide))),
    )
    title = f"{guide.guideline.title}: advice for {brief.reader.called}, the {side.value}"
    return Draft(Kind.POWER_DYNAMICS, title, tuple(s for s in sections if s.statements))


def _nothing(brief: Brief) -> Draft:
    """What is said when the program has no guideline on any situation."""
    said = inferred(
        "The guidelines hold nothing on situations between two people of different rank; "
        "an admin can add one of the kind “situation”."
    )
    sections = (
        Section("Not in the guidelines", None, (said, escalation.contact_statement(brief))),
    )
    return Draft(Kind.POWER_DYNAMICS, "No advice in the guidelines", sections, abstained=True)


def _choose(brief: Brief, options: Sequence[Material]) -> tuple[situations.Match, list[Statement]]:
    """The situation to advise on, and what to say about the choice, if anything."""
    notes = text.telling(brief.notes)
    if brief.question.strip():
        best = situations.ranked(brief.question, options, brief)[0]
        if best.known:
            return best, []
        nearest = situations.ranked(
            f"{brief.question} {situations.suggested(notes) or _DEFAULT}", options, brief
        )[0]
        return nearest, [
            inferred(
                "I found no guideline on that situation as such. The nearest one is "
                f"“{nearest.material.guideline.title}”, and the advice below comes from it.",
                *_first_source(nearest.material),
            )
        ]
    if _cancellations(brief):
        words = "cancellation postponing rescheduling"
        return situations.ranked(words, options)[0], []
    words = situations.suggested(notes)
    best = situations.ranked(words or _DEFAULT, options)[0]
    if words:
        why = "You named no situation, so this one was chosen from your notes."
    else:
        why = "You named no situation and I found none in your notes: this is the most common one."
    return best, [inferred(why, *_first_source(best.material))]


def _first_source(material: Material) -> tuple[str, ...]:
    return tuple(pid for pid, _, _ in material.passages[:1])


def _cancellations(brief: Brief) -> list[int]:
    """The numbers of the cancelled sessions, when the last past session is one of them."""
    if brief.pair is None:
        return []
    past = [s for s in brief.pair.sessions if s.status is not SessionStatus.PLANNED]
    if not past or past[-1].status is not SessionStatus.CANCELLED:
        return []
    return [s.number for s in past if s.status is SessionStatus.CANCELLED]


def _partner(brief: Brief) -> str:
    if brief.pair is None or brief.side is None:
        return "the other"
    return brief.pair.person(brief.side.other).called


def _going_on(brief: Brief, guide: Material, near: Sequence[Said]) -> list[Statement]:
    """What the records, the notes and the guideline say about it, and when to raise it."""
    found = []
    pair = brief.pair
    if pair and ("cancellation" in guide.guideline.topics or _cancellations(brief)):
        found += cancelled(pair, pair.cancelled(), brief.reader.email)
    if pair:
        found += [
            quoted(text.attributed(one, pair, brief.today, brief.reader.email), one.source)
            for one in near
        ]
    for start in ("What happens", "Why"):
        found += _best(brief, guides.section(guide, start), 1)
    found += ours.timing(brief)
    return found


def cancelled(pair: Pair, sessions: Sequence[Session], reader: str) -> list[Statement]:
    """Who cancelled which sessions, as the records have it, without a word of blame."""
    found = []
    for person in (pair.mentor, pair.mentee):
        own = [s for s in sessions if s.cancelled_by == person.email]
        if own:
            name = "you" if person.email == reader else person.called
            found.append(_cancelled_by(pair, own, f" by {name}"))
    unknown = [s for s in sessions if pair.side_of(s.cancelled_by or "") is None]
    if unknown:
        found.append(_cancelled_by(pair, unknown, ""))
    return found


def _cancelled_by(pair: Pair, sessions: Sequence[Session], by: str) -> Statement:
    numbers = [str(s.number) for s in sessions]
    noun = "Session" if len(numbers) == 1 else "Sessions"
    verb = "was" if len(numbers) == 1 else "were"
    return recorded(
        f"{noun} {text.listed(numbers)} {verb} cancelled{by}.",
        *(recordtext.session_id(pair, s.number) for s in sessions),
    )


def _best(brief: Brief, lines: Sequence[Line], count: int) -> list[Statement]:
    """The lines closest to the question, then to what the pair works on, in their own order."""
    pair = themes.of_pair(brief) + " ".join(s.text for s in text.telling(brief.notes))
    close = sorted(
        range(len(lines)),
        key=lambda i: (
            -text.shared(brief.question, lines[i].text),
            -text.overlap(lines[i].text, pair),
            i,
        ),
    )[:count]
    return [quoted(lines[i].text, lines[i].source) for i in sorted(close)]


def _helps(brief: Brief, guide: Material, side: Side) -> list[Statement]:
    lines = _of_side(guide, side, _HELPS)
    own = ours.helps(brief)
    count = 3 - len(own)
    return [*_best(brief, lines or guides.section(guide, f"For the {side.value}"), count), *own]


def _words(brief: Brief, guide: Material, side: Side, near: Sequence[Said]) -> list[Statement]:
    """Sentences to say, from the guideline, and one that picks up this pair's notes."""
    found = questions.own_words(brief, brief.question)[:1]
    opening = ours.words(brief)
    found += _best(brief, _of_side(guide, side, _WORDS), 4 - len(opening))
    found += opening
    if near and brief.pair:
        when = text.when(near[0].note, brief.today)
        if near[0].note.author != brief.reader.email:
            line = f"Your note {when} speaks of it; what would help you with it today?"
        elif near[0].private and side is Side.MENTOR:
            line = "There is something I have wanted to raise, and I need two minutes for it."
        elif near[0].private:
            line = "I have thought about my own part in our sessions, and I would like to tell you."
        else:
            line = f"I wrote about this {when}, and I would like two minutes for it."
        found.append(inferred(f"To pick up the notes, say: {line}", near[0].source))
    return found


def _of_side(guide: Material, side: Side, about: str) -> list[Line]:
    return [
        one
        for one in guides.section(guide, f"For the {side.value}")
        if about in one.heading.lower()
    ]


def _other(brief: Brief, guide: Material, side: Side) -> list[Statement]:
    """One behaviour for the partner and the words that go with it."""
    found = _best(brief, _of_side(guide, side, _HELPS), 1)
    for one in _of_side(guide, side, _WORDS)[:1]:
        refs = (recordtext.pair_id(brief.pair),) if brief.pair else ()
        found.append(quoted(f"{_partner(brief)} could say: {one.text}", one.source, *refs))
    return found


def _exit(guide: Material, side: Side) -> Statement:
    for one in guides.section(guide, "An exit line"):
        if one.label.lower() in (side.value, ""):
            return quoted(one.text, one.source)
    return inferred("“I would like to stop here for today and come back to it next time.”")


def _further(brief: Brief, guide: Material) -> list[Statement]:
    """When the pair should not settle it alone, and who the program named for that."""
    found = []
    for one in text.telling(brief.notes):
        if one.note.author == brief.reader.email and concerns.concern(one.text):
            found.append(
                inferred(
                    f"You wrote {text.when(one.note, brief.today)}: {text.cited(one)} If "
                    f"somebody was "
                    "harassed, threatened or put at a disadvantage, leave the advice above and "
                    "turn to the contact.",
                    one.source,
                )
            )
            break
    lines = guides.section(guide, "When to take it further")
    found += [quoted(one.text, one.source) for one in [*lines[1:2], *lines[-1:]]]
    manager = brief.program.contact("program")
    if manager and brief.pair and brief.pair.side_of(manager.email) is None:
        name = f"The program's contact is {manager.name}, {manager.email}."
        found.append(recorded(name, recordtext.PROGRAM))
    if brief.program.contact("safeguarding") or not manager:
        found.append(escalation.contact_statement(brief))
    return found
