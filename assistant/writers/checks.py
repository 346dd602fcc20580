"""Doubts about a draft, said in words a reader understands.

Each statement is held against its own sources: do they exist, do they hold its numbers, dates,
names and quoted words, do they speak of the same thing, and do they say it rather than deny
it. A check doubts; it never corrects. What it cannot see is a false claim made only of the
words, names and figures of its source; the reader has the source beside the statement.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.drafts import Basis, Draft, Kind, Statement
from assistant.writers import facts, polarity

LEAST_SHARED = {Basis.GROUNDED: 0.34, Basis.RECORD: 0.25}
"""The share of a statement's content words that its sources must hold, by basis."""

_REPORTING = re.compile(
    r"\b(?<![Yy]ou )(?:noted|wrote|said|commented|reported|promised|told)\b[^\"]{0,40}\""
)
_UNVERIFIABLE = re.compile(r"\d\s*(?:%|per ?cent\b)|[€$£]\s*\d|\b(?:19|20)\d\d\b")
_NAME = re.compile(r"\b[A-ZÀ-Ö][\w'-]*[\w]")
_NEUTRAL = frozenset(
    """AI API CEO COO CFO FAQ HR IT ID OK PDF TV UK Upmentor Session Sessions Program Goal Goals
    Agenda Action Actions Note Notes Status Done Due Owner Open Yes No Next Part Guideline
    Guidelines""".split()
)
_VERBS_AFTER_NAME = frozenset(
    """noted wrote said commented reported recorded promised asked answered told agreed will has
    had is was does did can could would should may might must and cancelled presented learned
    showed explained learnt marked planned sent built met gave took made owns owes offered wants
    leads prepared brings needs tried used found moved decided started finished writes says
    commits committed came went became""".split()
)
_PLAIN_NOUNS = frozenset(
    """progress work time feedback trust people leaders mentors mentees partners questions evidence
    sessions notes actions goals nothing everything everyone everybody nobody somebody someone
    preparation practice discussion discussions meetings agreement confidentiality""".split()
)
_FRAME = frozenset(
    facts.stem(w)
    for w in """note noted report reported record recorded session sessions goal goals status
    evidence write wrote written mention mentioned comment commented learn learned mentor mentee
    leader statement shared agree agreed agreement pair partner action actions""".split()
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one statement is held against: the texts of its sources, read once."""

    texts: tuple[str, ...]

    @property
    def joined(self) -> str:
        return "\n".join(self.texts)


def check(draft: Draft, passages: Mapping[str, str], records: Mapping[str, str] = {}) -> Draft:
    """The draft with each statement's ``flag`` set to what is doubtful about it, else None.

    ``passages`` maps passage ids to their text (best with the line that
    ``recordtext.passage_texts`` puts before it), ``records`` record ids to their line. A source
    in neither does not resolve. Several doubts are joined with "; ".
    """
    known = {**passages, **records}
    everything = Evidence(tuple(known.values()))
    people = _known_names(everything.texts)

    def judged(statement: Statement) -> Statement:
        doubts = _doubts(statement, draft.kind, known, everything, people)
        return replace(statement, flag="; ".join(dict.fromkeys(doubts)) or None)

    return draft.map(judged)


def _doubts(
    statement: Statement,
    kind: Kind,
    known: Mapping[str, str],
    everything: Evidence,
    people: frozenset[str],
) -> list[str]:
    missing = [s for s in statement.sources if s not in known]
    if missing:
        return ["A source of this statement cannot be found"]
    if not statement.sources:
        if kind is Kind.SUMMARY or statement.basis is not Basis.INFERRED:
            return ["This statement has no source"]
        return _doubts_without_source(statement, everything, people)
    own = Evidence(tuple(known[s] for s in statement.sources))
    if statement.basis is Basis.QUOTED:
        return _doubts_of_quote(statement, own, people)
    claim = statement.text
    found = [
        *_misquoted(facts.quotes(claim), own),
        *_owner(statement, own),
        *_speaker(claim, own, quoting=False),
    ]
    if statement.basis is Basis.INFERRED:
        wider = Evidence((*own.texts, *everything.texts))
        return [*found, *_figures(claim, wider), *_unnamed(claim, wider, people)]
    found += [*_numbers(claim, own), *_dates(claim, own), *_unnamed(claim, own, people)]
    if found:
        return found
    return [
        *(_status(claim, own) if statement.basis is Basis.RECORD else []),
        *_little_shared(statement, own, people),
        *polarity.doubts(claim, own.texts, whole=statement.basis is Basis.RECORD),
        *_swapped(claim, own, people),
    ]


def _doubts_without_source(
    statement: Statement, everything: Evidence, people: frozenset[str]
) -> list[str]:
    claim = statement.text
    found = [*_figures(claim, everything), *_unnamed(claim, everything, people, strict=False)]
    if facts.quotes(claim) and _REPORTING.search(facts.plain(claim)):
        found += _misquoted(facts.quotes(claim), everything)
    return found


def _doubts_of_quote(statement: Statement, own: Evidence, people: frozenset[str]) -> list[str]:
    text = facts.plain(statement.text)
    if _verbatim(text, own):
        return _owner(statement, own)
    quoted = facts.quotes(statement.text)
    if quoted:
        around = facts.without_quotes(statement.text)
    elif ": " in text:
        around, _, words = text.partition(": ")
        quoted = [words]
    else:
        return ["The quoted words are not in the source word for word"]
    found = _misquoted(quoted, own)
    found += [*_numbers(around, own), *_dates(around, own), *_unnamed(around, own, people)]
    found += [*_owner(statement, own), *_speaker(around, own, quoting=True)]
    if polarity.negated(around):
        found.append("The words around the quote deny what the source says")
    return found


def _verbatim(words: str, own: Evidence) -> bool:
    return any(_within(words, text) for text in own.texts)


def _within(words: str, text: str) -> bool:
    words = facts.plain(words).strip(" .,;:!?…")
    text = facts.plain(text)
    at = text.find(words)
    if at < 0 and words:
        at = text.find(words[0].swapcase() + words[1:])
    if at < 0 or not words:
        return False
    if at and text[at - 1].isalnum() or text[at + len(words) : at + len(words) + 1].isalnum():
        return False
    before = re.split(r"[.!?:;][\"')\]]*\s|\n", text[:at])[-1]
    return not polarity.negated(before)


def _misquoted(quoted: Iterable[str], own: Evidence) -> list[str]:
    if all(_verbatim(quote, own) for quote in quoted):
        return []
    return ["The quoted words are not in the source word for word"]


def _numbers(claim: str, own: Evidence) -> list[str]:
    held = facts.numbers(own.joined)
    found = []
    for value, spelled in facts.numbers(claim).items():
        if spelled.lower() in ("one", "first") or value in held:
            continue
        found.append(f"The number {spelled} is not in the source")
    return found + _misplaced(claim, own)


_LABELLED = re.compile(r"\b([Ss]ession|[Gg]oal|[Ss]lide|[Pp]age|[Vv]ersion|[Ss]tep)s? (\d+)\b")


def _misplaced(claim: str, own: Evidence) -> list[str]:
    """Flags "session 4" where the source speaks only of session 3, although it holds a 4."""
    source = {(m.group(1).lower(), m.group(2)) for m in _LABELLED.finditer(own.joined)}
    labels = {label for label, _ in source}
    return [
        f"The source speaks of another {label.lower()} than {label.lower()} {number}"
        for label, number in _LABELLED.findall(claim)
        if label.lower() in labels and (label.lower(), number) not in source
    ]


def _figures(claim: str, everything: Evidence) -> list[str]:
    """For a suggestion: only figures that look like findings, and dates."""
    found = _dates(claim, everything)
    if _UNVERIFIABLE.search(facts.without_days(claim)):
        found += _numbers(claim, everything)
    return found


def _dates(claim: str, own: Evidence) -> list[str]:
    held = facts.days(own.joined)
    missing = [
        f"The date {day.spelled} is not in the source"
        for day in facts.days(claim)
        if not any(day.told_by(other) for other in held)
    ]
    named = facts.labelled_days(own.joined)
    return missing + [
        f"The source gives another date than {day.spelled} for “{label}”"
        for label, day in facts.labelled_days(claim)
        if (same := [d for said, d in named if said == label])
        and not any(day.told_by(other) for other in same)
    ]


@lru_cache(maxsize=64)
def _known_names(texts: tuple[str, ...]) -> frozenset[str]:
    """Words that stand with a capital within a sentence somewhere: names, mostly."""
    found: set[str] = set()
    for text in texts:
        for sentence in facts.sentences(text):
            found.update(token for token, at in _capitals(sentence) if at)
    bare = [facts.without_addresses(text) for text in texts]
    spelled_small = {w for text in bare for w in facts.words(text) if w.islower()}
    return frozenset(w for w in found - _NEUTRAL if w.lower() not in spelled_small)


def _capitals(sentence: str) -> list[tuple[str, bool]]:
    """The capitalised words of a sentence, each with whether it stands within it."""
    sentence = facts.without_days(facts.plain(sentence))
    found = []
    for match in _NAME.finditer(sentence):
        before = sentence[: match.start()].rstrip(" ")
        token = match.group().removesuffix("'s").rstrip("'")
        if token and token not in ("I", "I'm", "I'd", "I'll", "I've"):
            found.append((token, bool(before) and before[-1] not in '.!?:;-–—•>*"(|'))
    return found


def _unnamed(
    claim: str, own: Evidence, people: frozenset[str], *, strict: bool = True
) -> list[str]:
    """Flags names and addresses of the claim that its sources do not hold."""
    source_words = {w.removesuffix("'s") for w in facts.words(own.joined)}
    lower = {w.lower() for w in source_words}
    source_stems = frozenset(facts.stems(own.joined))
    found = []
    claim = facts.plain(claim)
    for sentence in facts.sentences(claim):
        for token, within in _capitals(sentence):
            if token in source_words or token in _NEUTRAL or _is_weekday(token):
                continue
            if token.lower() in lower and token not in people:
                continue
            if token in people or within or _looks_named(token, claim, source_stems):
                if strict or token in people or not _common(token):
                    found.append(f"The name {token} is not in the source")
    joined = own.joined.lower()
    found += [
        f"The address {a} is not in the source"
        for a in facts.addresses(claim)
        if a.lower() not in joined
    ]
    return found


def _is_weekday(token: str) -> bool:
    return bool(facts.days(token))


def _common(token: str) -> bool:
    return token.lower() in facts.STOPWORDS


def _looks_named(token: str, claim: str, source_stems: frozenset[str]) -> bool:
    """Whether a capitalised word that opens a sentence reads like somebody's name."""
    if _common(token) or token.lower() in facts.NUMBER_WORDS or facts.stem(token) in source_stems:
        return False
    after = re.search(rf"\b{re.escape(token)}('s\b| [A-Z][a-z]| (?:now |also |still )?\w+)", claim)
    if after is None or token.lower() in _PLAIN_NOUNS:
        return False
    following = after.group(1)
    if following[0] == "'" or following[1].isupper():
        return True
    verb = following.split()[-1]
    return verb in _VERBS_AFTER_NAME or verb in facts.IRREGULAR or verb.endswith(("ed", "es", "s"))


def _little_shared(statement: Statement, own: Evidence, people: frozenset[str]) -> list[str]:
    claim = facts.without_days(statement.text)
    names = {facts.stem(p) for p in people}
    content = {
        s for s in facts.stems(claim) if s not in _FRAME and s not in names and not s[0].isdigit()
    }
    if len(content) < 2:
        return []
    shared = content & set(facts.stems(own.joined))
    if len(shared) / len(content) >= LEAST_SHARED[statement.basis]:
        return []
    return ["The source hardly speaks of this"]


_OWNER = re.compile(r"\bOwner: ([^<.]*)<([^>]+)>")


def _owner(statement: Statement, own: Evidence) -> list[str]:
    """Flags an owner other than the one the record of the action names."""
    owners = [(name.strip(), email) for t in own.texts for name, email in _OWNER.findall(t)]
    if not owners:
        return []
    if statement.owner and statement.owner not in {email for _, email in owners}:
        return ["The source names another owner"]
    claim = facts.plain(statement.text)
    for text in own.texts:
        for action in re.findall(r"Action: (.*?)\. Owner:", facts.plain(text)):
            claim = claim.replace(action, "")
    firsts = {name.split()[0] for name, _ in owners if name}
    label = re.match(r"([A-Z]\w+)(?: [A-Z]\w+)?:", claim)
    if statement.owner and label and firsts and label.group(1) not in firsts:
        return [f"The source names another owner than {label.group(1)}"]
    if len(owners) < len(own.texts):
        return []
    others = {w for t in own.texts for w in facts.words(t)[:60] if w[:1].isupper()} - firsts
    lead = facts.words(claim)[:1]
    named = re.findall(
        r"(?:\bby|\bfor|[Oo]wner:?|[Rr]esponsible:?|\() ?([A-Z]\w+)|([A-Z]\w+)(?: \w+)? (?:will|owns|"
        r"promised|agreed|committed|said)\b|^([A-Z]\w+)(?: [A-Z]\w+)?:",
        claim,
    )
    claimed = {w for group in named for w in group if w} | set(
        lead if not firsts & set(lead) else []
    )
    wrong = {c.removesuffix("'s") for c in claimed} & others
    return [f"The source names another owner than {sorted(wrong)[0]}"] if wrong else []


_SPEAKER = re.compile(r"\b([A-Z]\w+) (?:\w+ )?(?:noted|wrote|commented|reported)\b")
_NOTE_OF = re.compile(r"\b([A-Z]\w+)'s (?:private )?note\b")


def _speaker(around: str, own: Evidence, *, quoting: bool) -> list[str]:
    """Flags words put into another mouth than the author of the note."""
    authors = {
        word
        for text in own.texts
        for line in re.findall(r"(?:Note by|Check-in of) ([^.,\n]+?)(?:[.,]|\n| after|$)", text)
        for word in line.split()
    }
    around = facts.plain(around)
    says = _NOTE_OF.findall(around) + (_SPEAKER.findall(around) if quoting else [])
    wrong = [s for s in says if authors and s not in authors]
    return [f"The source names another author than {wrong[0]}"] if wrong else []


def _status(claim: str, own: Evidence) -> list[str]:
    """Flags "met" of a goal that is open, and "done" of an action that is not."""
    claim = facts.plain(claim)
    for text in own.texts:
        for words in re.findall(r"^(?:Goal|Action): (.*?)\. (?:Status|Owner):", facts.plain(text)):
            claim = claim.replace(words, " ")
    for word, standing in (("met", "not met"), ("done", "not done yet")):
        if all(standing in text for text in own.texts) and re.search(
            rf"(?i)\b(?<!not )(?<!not yet ){word}\b", claim
        ):
            return [f"The source says this is not {word}"]
    return []


def _swapped(claim: str, own: Evidence, people: Iterable[str]) -> list[str]:
    """Flags a name beside words that the source puts beside another name only."""
    names = frozenset(people)
    said = _beside(claim, names)
    held: dict[tuple[str, str], set[str]] = {}
    for text in own.texts:
        header = re.search(r"Note by (\w+)[^,.\n]*(?:, partner (\w+))?", text)
        author, partner = header.groups() if header else (None, None)
        for place, found in _beside(text, names, author, partner).items():
            held.setdefault(place, set()).update(found)
    for one, other in re.findall(r"\b([A-Z][\w'-]+) ([A-Z][\w'-]+)\b", facts.plain(claim)):
        if {one, other} <= names and not any(f"{one} {other}" in facts.plain(t) for t in own.texts):
            return [f"The source names nobody called {one} {other}"]
    for place, claimed in said.items():
        told = held.get(place, set())
        if told and not claimed & told:
            return [f"The source says this of {sorted(told)[0]}, not of {sorted(claimed)[0]}"]
    return []


def _beside(
    text: str, names: frozenset[str], author: str | None = None, partner: str | None = None
) -> dict[tuple[str, str], set[str]]:
    """The names that stand right before or after each content word.

    In a note "I" is its author, "he" and "she" may be the partner, and "we" is both.
    """
    found: dict[tuple[str, str], set[str]] = {}
    meant: dict[str, list[str]] = {}
    if author:
        meant |= {w: [author] for w in ("I", "my", "me", "I've", "I'd", "I'm", "I'll")}
    if partner:
        meant |= {w: [partner] for w in ("he", "she", "his", "her", "him")}
    if author and partner:
        meant |= {w: [author, partner] for w in ("we", "us", "our")}
    for sentence in facts.sentences(facts.plain(text)):
        tokens = [n for t in facts.words(sentence) for n in meant.get(t, meant.get(t.lower(), [t]))]
        bare = [t.removesuffix("'s") for t in tokens]
        at = 0
        while at < len(bare):
            end = at
            while end < len(bare) and (bare[end] in names or _joins(bare, end, names, end > at)):
                end += 1
            if end > at:
                group = set(bare[at:end]) - {"and"}
                after = _content_near(bare[end : end + 3], names)
                before = _content_near(bare[max(0, at - 3) : at][::-1], names)
                if after:
                    found.setdefault(("before", after), set()).update(group)
                if before:
                    found.setdefault(("after", before), set()).update(group)
            at = max(end, at + 1)
    return found


def _joins(tokens: list[str], at: int, names: frozenset[str], opened: bool) -> bool:
    return opened and tokens[at] == "and" and at + 1 < len(tokens) and tokens[at + 1] in names


_ROLES = frozenset(facts.stem(w) for w in ("mentor", "mentee", "leader"))


def _content_near(tokens: list[str], names: frozenset[str]) -> str | None:
    for token in tokens:
        if token in names:
            return None
        stem = facts.stem(token)
        if token.lower() not in facts.STOPWORDS and (stem in _ROLES or stem not in _FRAME):
            return facts.stem(token)
    return None
