"""Answering a question: the answer first, from records, guidelines and the pair's notes.

Every claim is a record or a sentence as it stands in its source. When nothing in the reader's
scope answers, that is said, with what would help: what to add, and whom to ask.
"""

import re
from collections.abc import Sequence

from assistant.domain import PassageKind, Role
from assistant.drafts import Draft, Kind, Section, Statement
from assistant.writers import Brief
from assistant.writers import recordtext as rec
from assistant.writers.offline import asked, chosen, concerns, escalation, recalled, text
from assistant.writers.offline.chosen import Found

NOT_HERE = "This is not in the guidelines or your notes."
"""What an answer says when nothing in the reader's scope answers the question."""

NEAREST = 2
BESIDE = 0.7
"""What the other kind of source says stands beside the answer if it is worth this much of it."""
SURE = 0.6
"""A hit of this score may answer without sharing a word with the question."""

_ADVICE = re.compile(
    r"(?i)\b(?:how (?:do|should|can|could|would|might|may|to)|what (?:should|can|could|do|may) "
    r"(?:I|we|you|one)"
    r"|should (?:I|we)|may (?:I|we)|can (?:I|we)|is it (?:ok|okay|fine|normal|allowed)|help me|"
    r"advice|"
    r"what if|what happens (?:if|when))\b"
)

_PRIVATE_OF = re.compile(r"(?i)\b(?:his|her|their|[A-Z]\w+['’]s) private notes?\b")
_OF_NOTES = re.compile(r"(?i)\b(?:notes?|write|wrote|noted|said|say)\b")

_TELLING = re.compile(
    r"(?i)\bhow (?:do|can|should|could|would|might) (?:I|we)\b(?!.*\bprepare\b)|\bwhat (?:do|can|"
    r"should|could) I say\b"
)
"""A how-to question between two people: words to say belong in its answer."""


def compose(brief: Brief) -> Draft:
    """The answer to ``brief.question``, abstaining when neither records nor hits answer it."""
    title = _title(brief.question)
    if concerns.concern(brief.question):
        return Draft(Kind.ANSWER, title, tuple(_turned_over(brief)))
    question = brief.in_context or brief.question
    kind = asked.kind_of(brief, brief.question) or asked.kind_of(brief, question)
    onrecord = asked.answer(kind, brief, brief.question, question) if kind else []
    advised = brief.sure and brief.hits and _ADVICE.search(question)
    if kind is not None and not (kind.beside_advice and advised):
        answer = onrecord
        if answer:
            step = kind.step(brief)
            return Draft(Kind.ANSWER, title, _two("Answer", answer, step))
    remembered = [] if _ADVICE.search(question) else recalled.sentences(brief, question)
    found = near = chosen.sentences(brief, question)
    unsure = max((hit.score for hit in brief.hits), default=0.0) < SURE
    if not brief.sure or (unsure and not chosen.covers(brief, found, question)):
        found = []
    if not remembered and not found:
        return Draft(Kind.ANSWER, title, tuple(_nothing(brief, near)), abstained=True)
    sections = _sections(brief, question, remembered, found)
    if kind is not None and kind.beside_advice and onrecord:
        sections.insert(1, Section("On record", None, tuple(onrecord[:2])))
    return Draft(Kind.ANSWER, title, tuple(sections))


def _two(heading: str, answer: Sequence[Statement], step: Statement) -> tuple[Section, ...]:
    return (Section(heading, None, tuple(answer)), Section("Next step", None, (step,)))


def _title(question: str) -> str:
    flat = text.plain(question)
    return flat if len(flat) <= 120 else f"{flat[:117].rsplit(' ', 1)[0]} ..."


def _sections(
    brief: Brief, question: str, remembered: Sequence[text.Said], found: Sequence[Found]
) -> list[Section]:
    from_guidelines = _for_reader([f for f in found if f.said is None], brief)
    noted = [f for f in found if f.said is not None]
    best = chosen.best(from_guidelines, 3)
    spoken = chosen.words_to_try(from_guidelines, brief) if _TELLING.search(question) else None
    if spoken is not None and spoken not in best:
        best = [*best[:2], spoken]
    guides = [_guided(brief, f) for f in best]
    best_note = noted[0].score if noted else 0.0
    best_guide = from_guidelines[0].score if from_guidelines else 0.0
    words = [recalled.noted(brief, s) for s in remembered[:4]]
    if not words and noted and brief.hits[0].passage.kind is PassageKind.NOTE:
        words = [recalled.noted(brief, f.said) for f in chosen.best(noted, 4, 0.55) if f.said]
        rest = guides[:1] if best_guide >= BESIDE * best_note else []
    elif words:
        rest = []
    else:
        near = chosen.best(noted, 2, 0.7) if guides and best_note >= BESIDE * best_guide else []
        rest = [recalled.noted(brief, f.said) for f in near if f.said]
    answer = words or guides or [recalled.noted(brief, f.said) for f in noted[:3] if f.said]
    sections = [Section("Answer", None, tuple(answer))]
    if rest:
        heading = "From the guidelines" if words else "From your notes"
        sections.append(Section(heading, None, tuple(rest)))
    used = {s.text for section in sections for s in section.statements}
    advice = bool(_ADVICE.search(question))
    step = _next_step(brief, from_guidelines, used, to_session=bool(words) or advice)
    return [*sections, Section("Next step", None, (step,))]


def _for_reader(found: Sequence[Found], brief: Brief) -> list[Found]:
    """For a reader outside a pair: neutral sentences, or those of a side the question names."""
    if brief.side is not None:
        return list(found)
    named = [f for f in found if f.side and f.side.value in brief.question.lower()]
    neutral = [f for f in found if f.side is None]
    return sorted(named + neutral, key=lambda f: -f.score) or list(found)


def _guided(brief: Brief, one: Found) -> Statement:
    """A guideline's sentence as it stands; words to say are offered as such."""
    if one.side is not None and brief.side is None:
        return text.quoted(f"For the {one.side.value}: {one.text}", one.source)
    spoken = one.text[:1] in '"“'
    return text.quoted(f"You could say: {one.text}" if spoken else one.text, one.source)


def _next_step(
    brief: Brief, found: Sequence[Found], used: set[str], *, to_session: bool
) -> Statement:
    """Take it into the next session, or read on in the guideline that answered."""
    pair = brief.pair
    if to_session and pair is not None and pair.ended_on is None:
        upcoming = pair.next_session()
        if upcoming is not None and upcoming.held_on is not None:
            return text.inferred(
                f"Take it into session {upcoming.number}, on {text.day(upcoming.held_on)}.",
                rec.session_id(pair, upcoming.number),
            )
    advice = next((f for f in found if f.text not in used and " > " in f.heading), None)
    advice = advice or next((f for f in found if " > " in f.heading), None)
    if advice is not None:
        title, _, section = advice.heading.partition(" > ")
        return text.inferred(f"Read “{section}” in the guideline “{title}”.", advice.source)
    return text.inferred("Ask about one of the sentences above to read more.")


def _turned_over(brief: Brief) -> list[Section]:
    """The configured contact first, then the guideline's own words; no advice of ours."""
    first, *others = escalation.sections(brief)
    doing = [s for section in others[:1] for s in section.statements][:2]
    return [
        Section("Whom to turn to now", None, first.statements[:4]),
        *([Section("What you can do", None, tuple(doing))] if doing else []),
    ]


def _nothing(brief: Brief, near: Sequence[Found]) -> list[Section]:
    lines = [text.inferred(NOT_HERE)]
    if _PRIVATE_OF.search(brief.question):
        lines.append(text.inferred("A private note is read by nobody but its author."))
    if re.search(r"(?i)\b(?:other|another|different) pairs?\b", brief.question):
        lines.append(text.inferred("Notes of other pairs are never searched for you."))
    if brief.pair is None and _OF_NOTES.search(brief.question):
        lines.append(text.inferred("Session notes can be searched by their own pair only."))
    if brief.role is Role.ADMIN:
        lines.append(text.inferred("If the guidelines should answer it, add one that does."))
    elif brief.pair is not None:
        lines.append(
            text.inferred(
                "If the two of you spoke about it, write it into a session note and ask again."
            )
        )
    contact = brief.program.contact("program")
    if contact is None:
        lines.append(
            text.inferred("Ask whoever runs your program, since no contact is configured here.")
        )
    elif contact.email != brief.reader.email:
        lines.append(
            text.recorded(
                f"Ask {contact.name}, {contact.email}, your contact for the program.", rec.PROGRAM
            )
        )
        lines.append(
            text.inferred("A guideline on it can be added by the program's administrators.")
        )
    nearest = [_told(brief, one) for one in chosen.best(_for_reader(near, brief), NEAREST)]
    return [
        Section("Answer", None, tuple(lines)),
        *([Section("The nearest that was found", None, tuple(nearest))] if nearest else []),
    ]


def _told(brief: Brief, one: Found) -> Statement:
    return recalled.noted(brief, one.said) if one.said else _guided(brief, one)
