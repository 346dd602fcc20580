"""What a session was about: the telling sentences of each partner's shared note of it."""

import re

from assistant.domain import Pair, Visibility
from assistant.drafts import Draft, Kind, Section, Statement
from assistant.questions import Want
from assistant.writers import Brief, NoteMaterial
from assistant.writers import recordtext as rec
from assistant.writers.offline import text

SENTENCES = {Want.SHORTER: 1, Want.LONGER: 6}
USUAL = 3
MOST_WORDS = 90

_NUMBER = re.compile(r"(?i)\b(?:session|meeting) (?:number |no\.? ?)?(\d{1,2})\b")
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
    """The sentences of one note that matter most, in its order, as one statement."""
    said = text.telling([material]) or text.said([material])
    most = SENTENCES.get(brief.style or Want.SUMMARY, USUAL)
    best = text.matters(said, limit=most)
    best += [one for one in said if one not in best][: most - len(best)]
    kept: list[text.Said] = []
    words = 0
    for one in best:
        words += len(one.text.split())
        if kept and words > MOST_WORDS and brief.style is not Want.LONGER:
            break
        kept.append(one)
    kept.sort(key=said.index)
    if not kept:
        return []
    own = material.note.author == brief.reader.email
    who = "you" if own or brief.pair is None else text.called(brief.pair, material.note.author)
    words_of = " ".join(text.cited(one) for one in kept)
    sources = dict.fromkeys(one.source for one in kept)
    return [text.quoted(f"In session {material.note.session} {who} noted: {words_of}", *sources)]
