"""Answering a question: the stretch of a note, the section of a guideline, or the record.

The first statement answers. Every claim is a record or words as they stand in their source. When
nothing in the reader's scope answers, that is said, with what would help.
"""

import re
from collections.abc import Sequence

from assistant.domain import PassageKind, Role, Side
from assistant.drafts import Draft, Kind, Section, Statement
from assistant.language.lexicon import says
from assistant.language.tokens import stems
from assistant.questions import TALK, Stretch, Want
from assistant.writers import Brief
from assistant.writers import recordtext as rec
from assistant.writers.offline import asked, concerns, escalation, message, recap, talk, text
from assistant.writers.offline.note_sentences import is_order
from assistant.writers.offline.quoting import guided, is_private, noted, runs

NOT_HERE = "This is not in the guidelines or your notes."
"""What an answer says when nothing in the reader's scope answers the question."""

NOTED = 2
"""Stretches of notes in an answer, at most."""
BEHIND = 1.5
"""How far behind the first a second stretch may be, in score."""
LATER = 1.0
"""How far ahead, in score, the last session is where the question asks how it stands."""
AHEAD = 0.6
"""How far ahead, in score, what the one asked about says has to be of what others say alone."""
ALIKE = 3.0
"""What the words of the first stretch count for in the other partner's telling of the same."""
OWN_SIDE = 1.0
"""How far advice for the reader's own side is ahead of what is for both, in score."""
ITEMS = 3
"""Statements from one section of a guideline, at most."""
FAR = 1.2
"""How far behind the first another item of the same section may be."""
BESIDE = 0.6
"""How sure the other kind of source has to be to stand beside the answer."""

_LABEL = re.compile(r"^\*\*(.{1,40}?):?\*\*:?\s*")
_PRIVATE_OF = re.compile(r"(?i)\b(?:his|her|their|[A-Z]\w+['’]s) private notes?\b")
_OWN_NOTES = re.compile(r"(?i)\bprivate\w*|\b(?:for|to|only) (?:me|myself)\b|\bmy own notes?\b")
_OF_NOTES = re.compile(r"(?i)\b(?:notes?|write|wrote|noted|said|say)\b")
_ASKS_FOR_QUESTIONS = re.compile(r"(?i)\b(?:questions?|starters?|openers?|ask|talk about)\b")
_LISTS_QUESTIONS = re.compile(r"(?i)^starters\b|\bto ask$|\bsafety question\b|> ?questions\b")

_POINT = re.compile(
    r"(?i)\b(?:put|place|add|stick|pop|set|get)\s+(.{2,160}?)\s+(?:on|in|into|to|for)\s+"
    r"(?:the|our|my|your|next)\b.{0,30}\bagenda\b"
)
_POINTS_BACK = re.compile(r"(?i)(?:it|this|that|these|those|both(?: of (?:these|those))?|them)")

_BACKGROUND = re.compile(r"(?i)(?:what happens|why |when to take it further)")

ADVISED = frozenset({Want.ADVICE, Want.WORDS, Want.RULES, Want.EXPLAIN})


def compose(brief: Brief) -> Draft:
    """The answer to ``brief.question``, abstaining when neither records nor hits answer it."""
    title = _title(brief.question)
    if brief.want in TALK or brief.want is Want.OUT_OF_SCOPE:
        return talk.compose(brief)
    if concerns.concern(brief.question):
        return Draft(Kind.ANSWER, title, tuple(_turned_over(brief)))
    if brief.want is Want.TO_AGENDA and brief.pair is not None:
        return _put_on_agenda(brief, title)
    if brief.want is Want.MESSAGE:
        return message.compose(brief)
    if brief.want is Want.SUMMARY and brief.pair is not None:
        return recap.compose(brief)
    question = brief.in_context or brief.question
    kind = asked.kind_of(brief, brief.question) or asked.kind_of(brief, question)
    record = asked.answer(kind, brief, brief.question, question) if kind else []
    found = _of_notes(brief), _of_guidelines(brief)
    if kind is not None and record and not (kind.beside_advice and brief.want in ADVISED):
        step = Section("Next step", None, (kind.step(brief),))
        return Draft(Kind.ANSWER, title, (Section("Answer", None, tuple(record)), step))
    if not brief.sure or not any(found):
        return Draft(Kind.ANSWER, title, tuple(_nothing(brief, *found)), abstained=True)
    turned = _of_the_other(brief, found[0])
    if turned is not None:
        return Draft(Kind.ANSWER, title, (turned,), abstained=True, corrected=True)
    sections = _sections(brief, *found)
    if record:
        sections.insert(1, Section("On record", None, tuple(record[:2])))
    return Draft(Kind.ANSWER, title, tuple(sections))


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
    best = dict.fromkeys(PassageKind, 0.0)
    for hit in brief.hits:
        best[hit.passage.kind] = max(best[hit.passage.kind], hit.score)
    note, guide = best[PassageKind.NOTE], best[PassageKind.GUIDELINE]
    if notes and (note >= guide or not guides):
        sections = [Section("Answer", None, tuple(_told(brief, notes)))]
        if guides and guide >= BESIDE and brief.want in ADVISED:
            sections.append(Section("From the guidelines", None, tuple(_items(brief, guides, 1))))
        return sections
    sections = [Section("Answer", None, tuple(_items(brief, guides, ITEMS)))]
    if notes and note >= BESIDE:
        sections.append(Section("From your notes", None, (noted(brief, notes[0]),)))
    further = _see_also(guides)
    return [*sections, *([Section("Next step", None, (further,))] if further else [])]


def _of_notes(brief: Brief) -> list[Stretch]:
    """The stretches of notes that may be shown; a private one only if it is asked for or alone."""
    found = [s for s in brief.stretches if s.of_note and not is_order(s.text)]
    if not _OWN_NOTES.search(brief.question):
        shared = [s for s in found if not is_private(brief, s)]
        close = bool(shared) and shared[0].score >= found[0].score - BEHIND
        found = shared if close else found
    if not says("settled", brief.question):
        return found
    last = max((s.passage.session or 0 for s in found), default=0) or 1
    return sorted(found, key=lambda s: -s.score - LATER * (s.passage.session or 0) / last)


def _of_the_other(brief: Brief, notes: Sequence[Stretch]) -> Section | None:
    """What a transcript has the other one say, where a question names the one who did not."""
    pair = brief.pair
    if pair is None or not notes or not notes[0].lines[0].speaker:
        return None
    question = brief.in_context or brief.question
    named = [p for p in (pair.mentor, pair.mentee) if re.search(rf"\b{p.called}\b", question)]
    if len(named) != 1 or brief.hits[0].passage.kind is not PassageKind.NOTE:
        return None
    who = named[0].called
    without = [s for s in notes if not any(who in line.speaker for line in s.lines)]
    theirs = max((s.score for s in notes if s not in without), default=None)
    if not without or (theirs is not None and theirs - without[0].score >= AHEAD):
        return None
    line = f"I found no line of {who} on this. The nearest is somebody else's:"
    return Section("Answer", None, (text.inferred(line), noted(brief, without[0])))


def _told(brief: Brief, found: Sequence[Stretch]) -> list[Statement]:
    """The best stretch, and another: the other partner's where both sides are asked for."""
    first, *others = found
    told = set(stems(first.text))

    def alike(other: Stretch) -> float:
        own = set(stems(other.text))
        return other.score + ALIKE * len(own & told) / (len(own) or 1)

    close = [s for s in others if s.score >= first.score - BEHIND]
    theirs = [s for s in others if s.passage.author != first.passage.author]
    if brief.want is Want.BOTH_SIDES or says("two_tellings", brief.question):
        second = max(theirs, key=alike, default=None)
    else:
        second = close[0] if close else None
    return [noted(brief, s) for s in (first, second) if s is not None][:NOTED]


def _of_guidelines(brief: Brief) -> list[Stretch]:
    """The stretches of guidelines for this reader's side, without lists of questions to ask."""
    for_questions = _ASKS_FOR_QUESTIONS.search(brief.question) or brief.want is Want.STARTERS
    found = [
        s
        for s in brief.stretches
        if not s.of_note
        and (for_questions or not _lists_questions(s))
        and _side(s) in {None, brief.side or _side(s)}
    ]
    if brief.want not in {Want.ADVICE, Want.WORDS} and not says("asks_advice", brief.question):
        return found
    return sorted(found, key=lambda s: -s.score - OWN_SIDE * _advises(brief, s))


def _advises(brief: Brief, stretch: Stretch) -> int:
    """1 for advice to the reader's side, or to both; -1 for what only tells the situation."""
    last = stretch.passage.heading.rsplit(">", 1)[-1].strip()
    return int(_side(stretch) is brief.side is not None) - bool(_BACKGROUND.match(last))


def _lists_questions(stretch: Stretch) -> bool:
    heading, said = stretch.passage.heading, stretch.text.rstrip('"”*')
    return _LISTS_QUESTIONS.search(heading) is not None or said.endswith("?")


def _side(stretch: Stretch) -> Side | None:
    """The side that a section or a labelled line speaks to; None for both."""
    label = _LABEL.match(stretch.lines[0].text)
    heading = stretch.passage.heading.rsplit(">", 1)[-1].strip().lower()
    for side in Side:
        if heading.endswith(f"for the {side.value}") or heading.startswith(f"for the {side.value}"):
            return side
        if label and label.group(1).strip().lower() in {side.value, f"{side.value}s"}:
            return side
    return None


def _items(brief: Brief, found: Sequence[Stretch], most: int) -> list[Statement]:
    """What one section says to the question: its best lines, at most ``most``."""
    first = found[0]
    told: list[Statement] = []
    for stretch in found:
        same = stretch.passage.source == first.passage.source
        if not same or stretch.passage.heading != first.passage.heading:
            continue
        if len(told) >= most or stretch.score < first.score - FAR:
            break
        side = _side(stretch)
        label = f"For the {side.value}" if side and brief.side is None else ""
        best = stretch.lines[stretch.best]
        for run in sorted(runs(stretch.lines), key=lambda lines: best not in lines):
            words = _LABEL.sub("", " ".join(text.plain(line.text) for line in run))
            if words and not words.startswith("#"):
                told.append(guided(brief, words, stretch.passage.id, label))
    return told[:most]


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


def _nothing(brief: Brief, notes: Sequence[Stretch], guides: Sequence[Stretch]) -> list[Section]:
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
    nearest = [noted(brief, s) for s in notes[:1]] if brief.hits else []
    nearest += _items(brief, guides, 1) if guides and brief.hits else []
    return [
        Section("Answer", None, tuple(lines)),
        *([Section("The nearest that was found", None, tuple(nearest))] if nearest else []),
    ]
