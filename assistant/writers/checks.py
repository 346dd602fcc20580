"""Doubts about a draft, said in words a reader understands.

Each statement is held against its own sources: do they exist, do they hold its numbers, dates,
names and quoted words, do they speak of the same thing, and do they say it rather than deny
it. A check doubts; it never corrects. What it cannot see is a false claim made only of the
words, names and figures of its source; the reader has the source beside the statement.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from assistant.drafts import ONLY_TWO, Basis, Draft, Kind, Statement
from assistant.language import daywords, times, tokens
from assistant.writers import claims, facts, persons, polarity
from assistant.writers.claims import Evidence

LEAST_SHARED = {Basis.GROUNDED: 0.34, Basis.RECORD: 0.25}
"""The share of a statement's content words that its sources must hold, by basis."""

_REPORTING = re.compile(
    r"\b(?<![Yy]ou )(?:noted|wrote|said|commented|reported|promised|told)\b[^\"]{0,40}\""
)
_FOUND_NOTHING = re.compile(
    r"(?:Evidence: |What [^:.]{1,80} learned: )?I found no (?:line|shared note) on [^.;,]{1,80}\."
)
"""Tells of the search: a source can neither bear it out nor deny it."""
_WRONG_DAY = "The date in brackets is not what the source's words mean on its day"
_RECORD = re.compile(r"^(?:Goal|Action): (.*?)\. (?:Status|Owner):")


def check(draft: Draft, passages: Mapping[str, str], records: Mapping[str, str] = {}) -> Draft:
    """The draft with each statement's ``flag`` set to what is doubtful about it, else None.

    ``passages`` maps passage ids to their text (best with the line that
    ``recordtext.passage_texts`` puts before it), ``records`` record ids to their line. A source
    in neither does not resolve. Several doubts are joined with "; ".
    """
    known = {**passages, **records}
    everything = Evidence(known.values())

    def judged(statement: Statement) -> Statement:
        doubts = _doubts(statement, draft.kind, known, everything)
        return replace(statement, flag="; ".join(dict.fromkeys(doubts)) or None)

    return draft.map(judged)


def keep_flags(written: Draft, checked: Draft) -> Draft:
    """The checked draft with the flags that its writer had set added to those of the checks.

    Both have the same statements in the same places.
    """
    flags = iter([s.flag for s in written.statements()])

    def joined(statement: Statement) -> Statement:
        doubts = [d for d in (next(flags), statement.flag) if d]
        return replace(statement, flag="; ".join(dict.fromkeys(doubts)) or None)

    return checked.map(joined)


def _doubts(
    statement: Statement, kind: Kind, known: Mapping[str, str], everything: Evidence
) -> list[str]:
    if any(source not in known for source in statement.sources):
        return ["A source of this statement cannot be found"]
    if statement.text == ONLY_TWO:  # of the whole draft, and taken out where it is not true
        return []
    people = everything.names
    if not statement.sources:
        if kind is Kind.SUMMARY or statement.basis is not Basis.INFERRED:
            return ["This statement has no source"]
        return _doubts_without_source(statement.text, everything)
    texts = [known[source] for source in statement.sources]
    own = Evidence(texts)
    bare = times.without_brackets(statement.text)
    if bare != statement.text and not claims.verbatim(statement.text, own):
        if not all(_means(words, bare, texts) for words in times.bracketed(statement.text)):
            return [_WRONG_DAY]
        statement = replace(statement, text=bare)
    if statement.basis is Basis.QUOTED:
        return _doubts_of_quote(statement, own, people)
    claim = statement.text
    found = [
        *claims.misquoted(facts.quotes(claim), own),
        *persons.owner(statement, own),
        *persons.speaker(claim, own, quoting=False),
    ]
    if statement.basis is Basis.INFERRED:
        return [
            *found,
            *claims.figures(claim, everything),
            *claims.names(claim, everything, people),
        ]
    found += [
        *claims.numbers(claim, own),
        *claims.dates(claim, own),
        *claims.names(claim, own, people),
    ]
    if found or _FOUND_NOTHING.fullmatch(claim):
        return found
    return _doubts_of_meaning(statement, own, people)


def _means(words: str, bare: str, texts: list[str]) -> bool:
    """Whether a source, read on its own day, means the date that ``words`` give in brackets."""
    words = facts.plain(words).lower()
    for text in texts:
        head, _, body = text.partition("\n")
        for said_on in daywords.whole_days(head):
            told = (times.resolved(body, said_on), times.resolved(bare, said_on))
            if any(words in facts.plain(one).lower() for one in told):
                return True
    return False


def _doubts_of_meaning(statement: Statement, own: Evidence, people: frozenset[str]) -> list[str]:
    """For a statement whose figures and names are all in its sources."""
    record = statement.basis is Basis.RECORD
    around = _without_recorded_words(statement.text, own) if record else statement.text
    told = record and claims.verbatim(statement.text.partition(": ")[2], own)
    return [
        *(_status(around, own) if record else []),
        *_little_shared(statement, own, people),
        *([] if told else polarity.doubts(statement.text, own.texts, whole=record)),
        *persons.swapped(around, own, people),
    ]


def _doubts_without_source(claim: str, everything: Evidence) -> list[str]:
    """A suggestion may repeat what the reader asked, in quotation marks: that claims nothing."""
    reports = bool(facts.quotes(claim)) and _REPORTING.search(facts.plain(claim)) is not None
    own = claim if reports else facts.without_quotes(claim)
    return [
        *claims.figures(own, everything),
        *claims.names(own, everything, everything.names, stopwords=False),
        *(claims.misquoted(facts.quotes(claim), everything) if reports else []),
    ]


def _doubts_of_quote(statement: Statement, own: Evidence, people: frozenset[str]) -> list[str]:
    text = facts.plain(statement.text)
    if claims.verbatim(text, own):
        return persons.owner(statement, own)
    quoted = facts.quotes(statement.text)
    if quoted:
        around = facts.without_quotes(statement.text)
    elif ": " in text:
        around, _, words = text.partition(": ")
        quoted = [words]
    else:
        return ["The quoted words are not in the source word for word"]
    found = [
        *claims.misquoted(quoted, own),
        *claims.numbers(around, own),
        *claims.dates(around, own),
        *claims.names(around, own, people),
        *persons.owner(statement, own),
        *persons.speaker(around, own, quoting=True),
    ]
    if polarity.negated(around):
        found.append("The words around the quote deny what the source says")
    return found


def _without_recorded_words(claim: str, own: Evidence) -> str:
    """The claim without the words of the goals and actions that it tells."""
    claim = facts.plain(claim)
    for text in own.plain:
        for words in _RECORD.findall(text):
            claim = claim.replace(words, " ")
    return claim


def _status(claim: str, own: Evidence) -> list[str]:
    """Flags "met" of a goal that is not met, and "done" of an action that is not done."""
    for word, standing in (("met", "not met"), ("done", "not done yet")):
        claimed = re.search(rf"(?i)\b(?<!not )(?<!not yet ){word}\b", claim)
        if claimed and all(standing in text for text in own.texts):
            return [f"The source says this is not {word}"]
    return []


def _little_shared(statement: Statement, own: Evidence, people: frozenset[str]) -> list[str]:
    claim = daywords.without_days(statement.text)
    names = {tokens.stem(p) for p in people}
    content = {
        s
        for s in tokens.stems(claim)
        if s not in persons.FRAME and s not in names and not s[0].isdigit()
    }
    if len(content) < 2:
        return []
    if len(content & own.stems) / len(content) >= LEAST_SHARED[statement.basis]:
        return []
    return ["The source hardly speaks of this"]
