"""What a session was about: the telling sentences of each partner's shared note of it."""

import re

from assistant.domain import Pair, Visibility
from assistant.drafts import Draft, Kind, Section, Statement
from assistant.questions import Want
from assistant.writers import Brief, NoteMaterial
from assistant.writers import recordtext as rec
from assistant.writers.offline import text
from assistant.writers.offline.signals import Signal

WORDS = {Want.SHORTER: 20, Want.LONGER: 140}
"""Words of each note that are told, likewise; else 65."""
USUAL = 65
TELLS = {
    Signal.OUTCOME: 1.0,
    Signal.LEARNING: 1.0,
    Signal.COMMITMENT: 1.0,
    Signal.UNFINISHED: 0.7,
    Signal.DISAGREEMENT: 0.7,
}
FIGURE = 1.0
"""What a number in a sentence counts for, beside what it signals."""

_NUMBER = re.compile(r"(?i)\b(?:session|meeting) (?:number |no\.? ?)?(\d{1,2})\b")
_FIGURE = re.compile(r"\d")
_FIRST = re.compile(r"(?i)\bfirst (?:session|meeting|one|time)\b")
_BEFORE = re.compile(r"(?i)\b(?:one before|before (?:that|last)|previous one|last but one)\b")


def compose(brief: Brief) -> Draft:
    """A few sentences of each shared note of the session that is meant, the last one by default."""
    title = text.plain(brief.question)[:120]
    number = _session(brief.pair, brief.question) if brief.pair else None
    notes = [
        m
        for m in brief.notes
        if m.note.session == number and m.note.visibility is not Visibility.PRIVATE
    ]
    told = [s for m in notes for s in _of_note(brief, m)]
    if not told:
        line = f"I found no shared note on session {number}." if number else "No session was held."
        source = (rec.pair_id(brief.pair),) if brief.pair else ()
        return Draft(
            Kind.ANSWER,
            title,
            (Section("Answer", None, (text.inferred(line, *source),)),),
            abstained=True,
        )
    return Draft(Kind.ANSWER, title, (Section(f"Session {number}", None, tuple(told)),))


def _session(pair: Pair, question: str) -> int | None:
    """The number of the session that is meant."""
    held = pair.held()
    if named := _NUMBER.findall(question):
        return int(named[-1])
    if not held:
        return None
    if _FIRST.search(question):
        return held[0].number
    return held[-2 if _BEFORE.search(question) and len(held) > 1 else -1].number


def _of_note(brief: Brief, material: NoteMaterial) -> list[Statement]:
    """The sentences of one note that tell most, in its order, as one statement."""
    said = text.telling([material]) or text.said([material])
    room = WORDS.get(brief.style or Want.SUMMARY, USUAL)
    kept: list[text.Said] = []
    for one in sorted(said, key=_tells, reverse=True):
        words = len(one.text.split())
        if not kept or words <= room:
            kept.append(one)
            room -= words
    kept.sort(key=said.index)
    if not kept:
        return []
    own = material.note.author == brief.reader.email
    who = "you" if own or brief.pair is None else text.called(brief.pair, material.note.author)
    words_of = " ".join(text.cited(one) for one in kept)
    sources = dict.fromkeys(one.source for one in kept)
    return [text.quoted(f"In session {material.note.session} {who} noted: {words_of}", *sources)]


def _tells(one: text.Said) -> float:
    """How much a sentence tells of a session: outcomes, figures and names above what leads up."""
    weight = sum(TELLS.get(signal, 0.0) for signal in one.signals)
    return weight + FIGURE * bool(_FIGURE.search(one.text)) - text.alone(one.text) / 2
