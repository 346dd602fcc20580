"""Saying no: nobody noted it, or not of this session or person; and what would help."""

import re
from collections.abc import Sequence
from dataclasses import replace
from math import inf

from assistant.domain import PassageKind, Role
from assistant.drafts import Section, Statement
from assistant.language.lexicon import says
from assistant.language.times import names_session, time_asked
from assistant.language.tokens import stems, words
from assistant.questions import Stretch
from assistant.writers import Brief
from assistant.writers import recordtext as rec
from assistant.writers.offline import text
from assistant.writers.offline.quoting import items, noted

NOT_HERE = "This is not in the guidelines or your notes."
"""What an answer says when nothing in the reader's scope answers the question."""
ELSEWHERE = 2.0
"""The least score of a stretch that is worth telling although it is of another session."""
SURE = 0.6
"""How sure search is where it may answer without a word of the question."""
AHEAD = 1.0
"""How far ahead of others' lines, in score, those of the one who is named have to be. The name
itself puts them ahead, so that less tells nothing."""
NAMED = 3
"""Words of a question that are named, at most, as spoken of or not."""
_PRIVATE_OF = re.compile(r"(?i)\b(?:his|her|their|[A-Z]\w+['’]s) private notes?\b")
_OF_NOTES = re.compile(r"(?i)\b(?:notes?|write|wrote|noted|said|say)\b")


def of_another_session(brief: Brief, question: str, notes: list[Stretch]) -> Section | None:
    """That the session which is named holds nothing of it; else ``notes`` keep its own alone."""
    if brief.pair is None or not names_session(question):
        return None
    asked = time_asked(question, brief.pair.sessions, brief.today)
    if asked.missing and not asked.sessions:
        return Section("Answer", None, (text.inferred(asked.missing[0].sentence),))
    held = {session.number for session in brief.pair.held()}
    own = [s for s in notes if s.passage.session in asked.sessions]
    if own or not held.intersection(asked.sessions) or not notes or notes[0].score < ELSEWHERE:
        notes[:] = own or notes
        return None
    line = "Your notes of that session do not say this. They say it elsewhere:"
    return Section("Answer", None, (text.inferred(line), noted(brief, notes[0])))


def sureness(brief: Brief, *kinds: PassageKind) -> float:
    """How sure search is of its best hit, or of its best of these kinds."""
    wanted = kinds or tuple(PassageKind)
    return max((hit.score for hit in brief.hits if hit.passage.kind in wanted), default=0.0)


def shares_a_word(brief: Brief, question: str) -> bool:
    """Whether what search is not very sure of has a word of the question at all."""
    if sureness(brief) >= SURE:
        return True
    asked = set(stems(question))
    said = {w for s in brief.stretches for w in stems(f"{s.passage.heading} {s.text}")}
    return not asked or bool(asked & said)


def of_the_other(brief: Brief, notes: Sequence[Stretch]) -> Section | None:
    """What a transcript has the other one say, where a question names the one who did not.

    Only what others say of themselves counts against it: "your new job" is an answer to the one
    who told of it.
    """
    pair = brief.pair
    if pair is None or not notes or not notes[0].lines[0].speaker:
        return None
    question = brief.in_context or brief.question
    both = (pair.mentor, pair.mentee)
    named = [p for p in both if re.search(rf"\b{re.escape(p.called)}\b", question)]
    if len(named) != 1 or brief.hits[0].passage.kind is not PassageKind.NOTE:
        return None
    theirs = [s for s in notes if named[0].is_called(s.lines[s.best].speaker)]
    others = [s for s in notes if s not in theirs and _of_oneself(s.lines[s.best].text)]
    other = max(others, key=lambda s: s.score, default=None)
    if other is None or max((s.score for s in theirs), default=-inf) >= other.score + AHEAD:
        return None
    line = f"I found no line of {named[0].called} on this. The nearest is somebody else's:"
    nearest = noted(brief, replace(other, lines=(other.lines[other.best],), best=0))
    return Section("Answer", None, (text.inferred(line), nearest))


def _of_oneself(said: str) -> bool:
    return says("of_oneself", said) and not says("of_the_listener", said)


def nothing(brief: Brief, notes: Sequence[Stretch], guides: Sequence[Stretch]) -> list[Section]:
    """That nothing answers, what would help, and the nearest that was found."""
    near_note = bool(notes) and any(h.passage.kind is PassageKind.NOTE for h in brief.hits)
    speaks = _speaks_of(brief, notes[0]) if near_note else ""
    lines = [text.inferred(NOT_HERE)]
    if _PRIVATE_OF.search(brief.question):
        lines.append(text.inferred("A private note is read by nobody but its author."))
    if re.search(r"(?i)\b(?:other|another|different) pairs?\b", brief.question):
        lines.append(text.inferred("Notes of other pairs are never searched for you."))
    if brief.pair is None and _OF_NOTES.search(brief.question):
        lines.append(text.inferred("Session notes can be searched by their own pair only."))
    if speaks:
        lines.append(text.inferred(speaks))
    elif brief.role is Role.ADMIN:
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
    nearest: list[Statement] = []
    for kind in dict.fromkeys(hit.passage.kind for hit in brief.hits):
        if kind is PassageKind.NOTE:
            nearest += [noted(brief, s) for s in notes[:1]]
        elif guides:
            nearest += items(brief, guides, 1)
    return [
        Section("Answer", None, tuple(lines)),
        *([Section("The nearest that was found", None, tuple(nearest))] if nearest else []),
    ]


def _speaks_of(brief: Brief, nearest: Stretch) -> str:
    """Of what the nearest note speaks, and what of the question it does not say."""
    names = text.name_stems(brief.pair)
    said = set(stems(nearest.text))
    topic = [w for w in words(brief.question) if stems(w) and not names & set(stems(w))]
    told, rest = ([w for w in topic if (stems(w)[0] in said) is held] for held in (True, False))
    if not told:
        return ""
    place = f"Your notes speak of {_marked(told)} (session {nearest.passage.session})"
    return f"{place}, but I found no line on {_marked(rest)}." if rest else ""


def _marked(said: Sequence[str]) -> str:
    return text.listed([f"“{word}”" for word in dict.fromkeys(said)][:NAMED])
