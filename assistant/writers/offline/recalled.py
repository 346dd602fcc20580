"""Questions about what somebody said, noted, promised or learned: answered from the notes."""

import re
from collections.abc import Sequence

from assistant.domain import Pair, Person
from assistant.drafts import Statement
from assistant.language import tokens
from assistant.writers import Brief
from assistant.writers.offline import situations, text
from assistant.writers.offline.signals import Signal
from assistant.writers.offline.text import Said

_RECALL = re.compile(
    r"(?i)\b(?:(?:say|said|says|note|noted|notes|wrote|write|told|mention\w*|discuss\w*|"
    r"talk(?:ed)? about|"
    r"spoke|learn\w*|happened|happen in|do|did|count\w*|explain\w*|ask\w*|promise\w*|agree\w*|"
    r"decid\w*|"
    r"think|thought|show\w*|cover\w*)\b.*)$"
)
_ASKS_BACK = re.compile(
    r"(?i)^\s*(?:and |so |then )?(?:what|which|who|when|where|did|has|have|remind|summari[sz]e|"
    r"how did|why did)\b"
)
_TOLD = "said|says|answered|replied|asked|told|explained|noted|argued|proposed|suggested|wanted"
_DANGLES = re.compile(r"(?i)^(?:\w+ ){1,3}(?:it|them|that|this|so)\b")
_SESSION = re.compile(r"(?i)\b(?:session|meeting) (?:number |no\. ?)?(\d{1,2})\b")
_LAST = re.compile(r"(?i)\b(?:last|previous|latest) (?:session|meeting|time)\b")
_KINDS = (
    (re.compile(r"(?i)\blearn\w*\b"), Signal.LEARNING),
    (re.compile(r"(?i)\b(?:promis|agree|commit|decid)\w*\b"), Signal.COMMITMENT),
    (re.compile(r"(?i)\b(?:open questions?|unanswered|wonder\w*)\b"), Signal.QUESTION),
    (
        re.compile(r"(?i)\b(?:unfinished|left over|not finish|did not get to|carry over)\b"),
        Signal.UNFINISHED,
    ),
    (re.compile(r"(?i)\bdisagree\w*\b"), Signal.DISAGREEMENT),
)
_AGREED = re.compile(r"(?i)\b(?:agree|decid|settle)\w*\b")
_RULE = re.compile(
    r"(?i)\b(?:agreed|suggested|proposed|rule|sign|from now on|hand flat|flat hand)\b"
)
_FRAME = frozenset(
    tokens.stem(w)
    for w in """say said note noted write wrote tell told mention discuss discussed talk talked
    speak spoke learn learned happen happened explain explained ask asked promise promised agree
    agreed decide decided think thought show showed cover covered session meeting last previous time
    did
    remind summarise summarize question open private mentor mentee leader partner""".split()
)


def sentences(brief: Brief, question: str) -> list[Said]:
    """The sentences of the notes that the question asks to recall, best first; else none.

    A question with a topic of its own, that names neither a session nor private notes and asks for
    no agreement, is answered from what search found for it.
    """
    pair = brief.pair
    if pair is None or not _ASKS_BACK.search(question) or not _RECALL.search(question):
        return []
    both = (pair.mentor, pair.mentee)
    people = [p for p in both if re.search(rf"\b{re.escape(p.called)}\b", question)]
    number = _number(question, pair)
    if not people and number is None and not re.search(r"\b(?:I|we|We|my|our|he|she)\b", question):
        return []
    names = {tokens.stem(n) for p in (pair.mentor, pair.mentee) for n in p.names}
    wanted = {s for s in tokens.stems(question) if not s.isdigit()} - _FRAME - names
    private = "private" in question.lower()
    if brief.sure and wanted and number is None and not (private or _AGREED.search(question)):
        return []
    kinds = [signal for pattern, signal in _KINDS if pattern.search(question)]
    scored = []
    for place, one in enumerate(text.said(brief.notes)):
        if number is not None and one.note.session != number:
            continue
        if wanted and not (_about(one, wanted, people) or _shows(one, question)):
            continue
        score = _score(one, question, wanted, kinds, pair, brief)
        if score > 0:
            scored.append((-score, place, one))
    ranked = [one for _, _, one in sorted(scored, key=lambda s: s[:2])]
    return sorted(_apart(ranked), key=lambda one: one.private and not private)


def _shows(one: Said, question: str) -> bool:
    """Whether a sentence shows the situation between the two that the question names."""
    return situations.shows(question, one.text)


def _about(one: Said, wanted: set[str], people: Sequence[Person]) -> bool:
    """Whether a sentence speaks of what is asked, or tells what was said in such a paragraph."""
    if wanted & set(tokens.stems(one.text)):
        return True
    told = any(
        re.search(rf"\b{re.escape(p.called)} (?:\w+ )?(?:{_TOLD})\b", one.text) for p in people
    )
    paragraphs = re.split(r"\n\s*\n", one.note.text)
    return told and any(one.text in p and wanted & set(tokens.stems(p)) for p in paragraphs)


def _number(question: str, pair: Pair) -> int | None:
    named = _SESSION.search(question)
    if named:
        return int(named.group(1))
    held = pair.held()
    return held[-1].number if held and _LAST.search(question) else None


def _score(
    one: Said, question: str, wanted: set[str], kinds: Sequence[Signal], pair: Pair, brief: Brief
) -> float:
    stems = set(tokens.stems(one.text))
    score = 1.0 + 2.0 * len(wanted & stems) / (len(wanted) or 1)
    score += 1.5 * len(one.signals & set(kinds))
    score += 0.1 * len(one.signals) - text.alone(one.text) * 0.3
    score -= one.doubt + (0.6 if _DANGLES.search(one.text) else 0.0)
    score += 0.6 if not wanted and one.note.text.startswith(one.text) else 0.0
    score += 1.5 if _AGREED.search(question) and _RULE.search(one.text) else 0.0
    score -= 0.8 if one.private and "private" not in question.lower() else 0.0
    for person in (pair.mentor, pair.mentee):
        if not re.search(rf"\b{re.escape(person.called)}\b", question):
            continue
        by = one.note.author == person.email and re.search(r"\b(?:I|[Mm]y)\b", one.text)
        of = re.search(rf"\b{re.escape(person.called)}\b", one.text)
        told = re.search(rf"\b{re.escape(person.called)} (?:\w+ )?(?:{_TOLD})\b", one.text)
        score += 1.4 if told else (1.2 if by else (1.0 if of else -0.4))
    if re.search(r"\bI\b", question):
        score += 0.8 if one.note.author == brief.reader.email else 0.0
    return score


def _apart(found: Sequence[Said]) -> list[Said]:
    """Without sentences in which one author says nearly the same; at most four."""
    chosen: list[Said] = []
    for one in found:
        own = set(tokens.stems(one.text))
        alike = any(
            len(own & set(tokens.stems(other.text))) >= 0.6 * max(1, min(len(own), 8))
            for other in chosen
            if other.note.author == one.note.author
        )
        if not alike and len(chosen) < 4:
            chosen.append(one)
    return chosen


def noted(brief: Brief, said: Said) -> Statement:
    """A sentence of a note with its place and author: ``In session 3 Priya noted: “…”``."""
    pair = brief.pair
    session = said.note.session
    planned = said.note.held_on is not None and said.note.held_on >= brief.today
    place = f"Before session {session}" if planned else f"In session {session}"
    if said.speaker:
        who = f"{text.speaker(pair, said.speaker)} said"
    elif said.note.author == brief.reader.email:
        who = "you noted, in a private note" if said.private else "you noted"
    else:
        who = f"{text.called(pair, said.note.author) if pair else 'Someone'} noted"
    return text.quoted(f"{place} {who}: {text.cited(said)}", said.source)
