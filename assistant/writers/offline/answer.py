"""Answering a question: the stretch of a note, the section of a guideline, or the record.

The first statement answers. Every claim is a record or words as they stand in their source. When
nothing in the reader's scope answers, that is said, with what would help.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations
from math import log

from assistant.domain import PassageKind
from assistant.drafts import Draft, Kind, Section, Statement
from assistant.language.lexicon import says
from assistant.language.tokens import stems, words
from assistant.questions import ADVISED, TALK, Stretch, Want
from assistant.writers import Brief
from assistant.writers.offline import (
    asked,
    concerns,
    escalation,
    message,
    recap,
    talk,
    text,
    undertaken,
)
from assistant.writers.offline.note_sentences import is_order
from assistant.writers.offline.quoting import for_side, is_private, items, noted, side_of_section
from assistant.writers.offline.refusing import (
    SURE,
    nothing,
    of_another_session,
    of_the_other,
    shares_a_word,
    sureness,
)

NOTED, BEHIND = 2, 1.0
"""Stretches of notes in an answer, at most (twice as many where more is wanted), and how far
behind the first, in score, another may be."""
SPOKEN, SPOKEN_BEHIND = 2, 3.0
"""The same of a transcript, whose lines are short."""
PRIVATE_AHEAD = 0.5
"""How far ahead, in score, a private note has to be to be shown to a question not about one."""
LATER, CORRECTED, GUESSED = 2.0, 1.0, 0.5
"""What it counts for, in score, where the question asks how it stands: the last session, words
that correct something, and against it words that guess or plan."""
ALIKE = 3.0
"""What the words count for that two partners' tellings of one thing share."""
SAME_SESSION = 1.0
"""What it counts for that both are of one session."""
OWN_SIDE = 1.5
"""How far advice for the reader's own side is ahead of what is for both, in score."""
ITEMS = {Want.SHORTER: 1, Want.LONGER: 6}
"""Statements from one section of a guideline, at most, likewise; else three."""
AS_QUOTED = (
    "These are quotations, so I leave their words as they are; a message can have that tone."
)
BESIDE = 0.6
"""How sure the other kind of source has to be to stand beside the answer."""

_OWN_NOTES = re.compile(r"(?i)\bprivate\w*|\b(?:for|to|only) (?:me|myself)\b|\bmy own notes?\b")
_ASKS_FOR_QUESTIONS = re.compile(r"(?i)\b(?:questions?|starters?|openers?|ask|talk about)\b")
_LISTS_QUESTIONS = re.compile(r"(?i)^starters\b|\bto ask$|\bsafety question\b|> ?questions\b")

_POINT = re.compile(
    r"(?i)\b(?:put|place|add|stick|pop|set|get)\s+(.{2,160}?)\s+(?:on|in|into|to|for)\s+"
    r"(?:the|our|my|your|next)\b.{0,30}\bagenda\b"
)
_POINTS_BACK = re.compile(r"(?i)(?:it|this|that|these|those|both(?: of (?:these|those))?|them)")

_BACKGROUND = re.compile(r"(?i)(?:what happens|why |when to take it further)")

EVEN = 1e-4

TONES = frozenset({Want.FRIENDLIER, Want.FORMAL})


def compose(brief: Brief) -> Draft:
    """The answer to ``brief.question``, abstaining when neither records nor hits answer it."""
    title = _title(brief.question)
    if concerns.concern(brief.question):
        return Draft(Kind.ANSWER, title, tuple(_turned_over(brief)))
    if brief.want in TALK or (brief.want is Want.OUT_OF_SCOPE and not _of_the_pair(brief)):
        return talk.compose(brief)
    if brief.want is Want.TO_AGENDA and brief.pair is not None:
        return _put_on_agenda(brief, title)
    if brief.want is Want.MESSAGE:
        return message.compose(brief)
    if brief.want is Want.SUMMARY and brief.pair is not None:
        return recap.compose(brief)
    question = brief.in_context or brief.question
    found = _of_notes(brief), _of_guidelines(brief)
    apart = of_another_session(brief, question, found[0])
    if brief.want is Want.ACTION_STATE and (stands := undertaken.stands(brief, question, found[0])):
        return Draft(Kind.ANSWER, title, (Section("Answer", None, tuple(stands)),))
    record = asked.from_records(brief, question)
    if record and not (record.yields and any(found) and apart is None):
        return Draft(Kind.ANSWER, title, tuple(_recorded(brief, record, found[0])))
    if apart is not None:
        return Draft(Kind.ANSWER, title, (apart,), abstained=True, corrected=True)
    if not brief.sure or not any(found) or not shares_a_word(brief, question):
        return Draft(Kind.ANSWER, title, tuple(nothing(brief, *found)), abstained=True)
    turned = of_the_other(brief, found[0])
    if turned is not None:
        return Draft(Kind.ANSWER, title, (turned,), abstained=True, corrected=True)
    sections = _sections(brief, *found)
    if brief.style in TONES:
        toned = (*sections[0].statements, text.inferred(AS_QUOTED))
        sections[0] = replace(sections[0], statements=toned)
    if record:
        sections.append(Section("From the records", None, tuple(record.statements[:1])))
    return Draft(Kind.ANSWER, title, tuple(sections))


def _of_the_pair(brief: Brief) -> bool:
    """Whether what looks out of scope is not: a partner is named, or search is sure of it."""
    people = (brief.pair.mentor, brief.pair.mentee) if brief.pair else ()
    names = {word for person in people for word in words(person.name)}
    return bool(names & set(words(brief.question))) or sureness(brief) >= SURE


def _recorded(brief: Brief, record: asked.Told, notes: Sequence[Stretch]) -> list[Section]:
    """What the records say; of a session's day what its notes say too, since days are moved."""
    if brief.style is Want.SHORTER:
        return [Section("Answer", None, tuple(record.statements[:1]))]
    beside = notes[:1] if brief.want is Want.SESSIONS_HELD and brief.sure else []
    told = (*record.statements, *(noted(brief, s) for s in beside))
    return [Section("Answer", None, told), Section("Next step", None, (record.step,))]


def _title(question: str) -> str:
    flat = text.plain(question)
    return flat if len(flat) <= 120 else f"{flat[:117].rsplit(' ', 1)[0]} ..."


def _put_on_agenda(brief: Brief, title: str) -> Draft:
    """The point as it can be taken over, what the notes say on it, and where agendas are made."""
    named = _POINT.search(brief.question)
    own = named.group(1) if named and not _POINTS_BACK.fullmatch(named.group(1)) else ""
    point = text.plain(own or brief.in_context or brief.question).rstrip("?.! ")
    upcoming = brief.pair.next_session() if brief.pair else None
    when = f"session {upcoming.number}" if upcoming else "your next session"
    lines = [text.inferred(f"For the agenda of {when}: “{point}”.")]
    lines += [noted(brief, s) for s in _of_notes(brief)[:1] if brief.sure]
    step = text.inferred(f"Write “{point}” as the topic on Prepare, and draft the agenda with it.")
    steps = Section("Next step", None, (step,))
    return Draft(Kind.ANSWER, title, (Section("Answer", None, tuple(lines)), steps))


def _sections(brief: Brief, notes: Sequence[Stretch], guides: Sequence[Stretch]) -> list[Section]:
    """From what answers better; the other beside it, if it is sure of its own."""
    note, guide = sureness(brief, PassageKind.NOTE), sureness(brief, PassageKind.GUIDELINE)
    if notes and (not guides or _odds(note) + brief.recalls >= _odds(guide)):
        sections = [Section("Answer", None, tuple(_told(brief, notes)))]
        if guides and guide >= BESIDE and brief.want in ADVISED:
            sections.append(Section("From the guidelines", None, tuple(items(brief, guides, 1))))
        return sections
    sections = [
        Section(
            "Answer", None, tuple(items(brief, guides, ITEMS.get(brief.style or Want.RULES, 3)))
        )
    ]
    if notes and note >= BESIDE:
        sections.append(Section("From your notes", None, (noted(brief, notes[0]),)))
    further = _see_also(guides)
    return [*sections, *([Section("Next step", None, (further,))] if further else [])]


def _odds(sure: float) -> float:
    return log((sure + EVEN) / (1 - sure + EVEN))


def _of_notes(brief: Brief) -> list[Stretch]:
    """The stretches of notes that may be shown; a private one only if it is asked for or alone."""
    found = [s for s in brief.stretches if s.of_note and not is_order(s.text)]
    if not _OWN_NOTES.search(brief.question):
        shared = [s for s in found if not is_private(brief, s)]
        close = bool(shared) and shared[0].score >= found[0].score - PRIVATE_AHEAD
        found = shared if close else found
    return sorted(found, key=_settled(found)) if says("settled", brief.question) else found


def _settled(found: Sequence[Stretch]) -> Callable[[Stretch], float]:
    """How it stands is told by the later session and by what corrects, not by what was guessed."""
    last = max((s.passage.session or 0 for s in found), default=0) or 1

    def behind(stretch: Stretch) -> float:
        later = LATER * (stretch.passage.session or 0) / last
        corrected = CORRECTED * says("corrected", stretch.text)
        return GUESSED * says("guessed", stretch.text) - stretch.score - later - corrected

    return behind


def _told(brief: Brief, found: Sequence[Stretch]) -> list[Statement]:
    """The best stretch and another close to it; one of each partner where both are asked for."""
    if brief.style is Want.SHORTER:
        first = found[0]
        return [noted(brief, replace(first, lines=(first.lines[first.best],), best=0))]
    spoken = bool(found[0].lines[0].speaker)
    most, behind = (SPOKEN, SPOKEN_BEHIND) if spoken else (NOTED, BEHIND)
    shown = [s for s in found if s.score >= found[0].score - behind][:most]
    if brief.style is Want.LONGER:
        shown = list(found[: 2 * most])
    elif brief.want is Want.BOTH_SIDES:
        shown = _both_sides(found) or shown
    return [noted(brief, s) for s in shown]


def _both_sides(found: Sequence[Stretch]) -> list[Stretch]:
    """Of each partner what tells the same thing, the better one first; empty if one is silent."""
    words = {id(s): set(stems(s.text)) for s in found}

    def together(pair: tuple[Stretch, Stretch]) -> float:
        one, other = pair
        said, heard = words[id(one)], words[id(other)]
        alike = len(said & heard) / (min(len(said), len(heard)) or 1)
        same = one.passage.session == other.passage.session
        return one.score + other.score + ALIKE * alike + SAME_SESSION * same

    pairs = [p for p in combinations(found, 2) if p[0].passage.author != p[1].passage.author]
    return list(max(pairs, key=together, default=()))


def _of_guidelines(brief: Brief) -> list[Stretch]:
    """The stretches of guidelines for this reader's side, without lists of questions to ask."""
    for_questions = _ASKS_FOR_QUESTIONS.search(brief.question) or brief.want is Want.STARTERS
    found = [
        own
        for s in brief.stretches
        if not s.of_note and (for_questions or not _lists_questions(s))
        if (own := for_side(s, brief.side)) is not None
    ]
    if brief.want not in {Want.ADVICE, Want.WORDS} and not says("asks_advice", brief.question):
        return found
    return sorted(found, key=lambda s: -s.score - OWN_SIDE * _advises(brief, s))


def _advises(brief: Brief, stretch: Stretch) -> int:
    """1 for a section of advice to the reader's side, or to any; -1 for one of the situation."""
    section = stretch.passage.heading.rsplit(">", 1)[-1].strip()
    side = side_of_section(stretch.passage)
    advised = side is not None and brief.side in {None, side}
    return int(advised) - bool(_BACKGROUND.match(section))


def _lists_questions(stretch: Stretch) -> bool:
    heading, said = stretch.passage.heading, stretch.text.rstrip('"”*')
    return _LISTS_QUESTIONS.search(heading) is not None or said.endswith("?")


def _see_also(guides: Sequence[Stretch]) -> Statement | None:
    """The next best section of a guideline."""
    first = guides[0].passage.heading
    for stretch in guides[1:]:
        title, _, section = stretch.passage.heading.partition(" > ")
        if section and stretch.passage.heading != first:
            words = f"Read “{section}” in the guideline “{title}”."
            return text.inferred(words, stretch.passage.id)
    return None


def _turned_over(brief: Brief) -> list[Section]:
    """The configured contact first, then the guideline's own words; no advice of ours."""
    first, *others = escalation.sections(brief)
    doing = [s for section in others[:1] for s in section.statements][:2]
    return [
        Section("Whom to turn to now", None, first.statements[:4]),
        *([Section("What you can do", None, tuple(doing))] if doing else []),
    ]
