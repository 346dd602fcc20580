"""What a claim says that its sources must hold: numbers, dates, names, quoted words."""

import re
from collections.abc import Collection, Iterable
from functools import cached_property, lru_cache

from assistant import naming
from assistant.language import daywords, lexicon, tokens
from assistant.language.numberwords import NUMBER_WORDS
from assistant.language.sentences import quotable, sentences
from assistant.writers import facts, polarity

_LABELLED = re.compile(r"\b([Ss]ession|[Gg]oal|[Ss]lide|[Pp]age|[Vv]ersion|[Ss]tep)s? (\d+)\b")
_UNVERIFIABLE = re.compile(r"\d\s*(?:%|per ?cent\b)|[€$£]\s*\d|\b(?:19|20)\d\d\b")
CAPITAL = "[A-ZÀ-ÖØ-Þ\u0100-\u024f\u0386-\u03ab\u0400-\u042f]"
"""A letter that may be a capital one, in the scripts that have them."""
_NAME = re.compile(rf"\b{CAPITAL}[\w'-]*[\w]")
_NEUTRAL = frozenset(
    """AI API CEO COO CFO FAQ HR IT ID OK PDF TV UK Upmentor Session Sessions Program Goal Goals
    Agenda Action Actions Note Notes Status Done Due Owner Open Yes No Next Part Guideline
    Guidelines Hello Dear Subject Best Warm Kind""".split()
)
"""Capitalised words that the records and drafts use without naming anybody."""


class Evidence:
    """The texts that claims are held against, each reading of them made once."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.texts = tuple(texts)

    @cached_property
    def joined(self) -> str:
        return "\n".join(self.texts)

    @cached_property
    def plain(self) -> tuple[str, ...]:
        return tuple(facts.plain(text) for text in self.texts)

    @cached_property
    def quotable(self) -> tuple[str, ...]:
        """The sentences, and the parts in which a long one is quoted."""
        return tuple(facts.plain(one) for text in self.texts for one, _ in quotable(text))

    @cached_property
    def numbers(self) -> frozenset[float]:
        return frozenset(facts.numbers(self.joined))

    @cached_property
    def days(self) -> list[daywords.Day]:
        return daywords.days(self.joined)

    @cached_property
    def labelled_days(self) -> list[tuple[str, daywords.Day]]:
        return daywords.labelled_days(self.joined)

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(w.removesuffix("'s") for w in facts.words(self.joined))

    def spells(self, token: str) -> bool:
        """Whether a text holds the token as a whole word, figures in it included ("N1")."""
        whole = rf"(?<!\w){re.escape(token)}(?!\w)"
        return token in self.words or any(re.search(whole, text) for text in self.plain)

    @cached_property
    def lower_words(self) -> frozenset[str]:
        return frozenset(w.lower() for w in self.words)

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(tokens.stems(self.joined))

    @cached_property
    def names(self) -> frozenset[str]:
        """Words that stand with a capital within a sentence and never without: names, mostly."""
        found = {
            token
            for text in self.texts
            for sentence in sentences(text)
            for token, within in _capitals(sentence)
            if within
        }
        bare = facts.without_addresses(self.joined)
        small = {w for w in facts.words(bare) if w.islower()}
        return frozenset(
            w for w in found - _NEUTRAL if w.lower() not in small and not names_nobody(w)
        )


def misquoted(quoted: Iterable[str], own: Evidence) -> list[str]:
    """Flags quoted words that no source holds word for word."""
    if all(verbatim(quote, own) for quote in quoted):
        return []
    return ["The quoted words are not in the source word for word"]


def verbatim(words: str, own: Evidence) -> bool:
    """Whether a source holds the words, whole and not cut out of a denial."""
    words = facts.plain(words).strip(" .,;:!?…")
    return bool(words) and any(_within(words, text) for text in (*own.quotable, *own.plain))


def _within(words: str, text: str) -> bool:
    at = text.find(words)
    if at < 0:
        at = text.find(words[0].swapcase() + words[1:])
    if at < 0:
        return False
    end = at + len(words)
    if (at and text[at - 1].isalnum()) or text[end : end + 1].isalnum():
        return False
    before = re.split(r"[.!?:;][\"')\]]*\s|\n", text[:at])[-1]
    return not polarity.negated(before)


def numbers(claim: str, own: Evidence) -> list[str]:
    """Flags numbers that no source holds; "one" and "first" are words of every sentence."""
    found = [
        f"The number {spelled} is not in the source"
        for value, spelled in facts.numbers(claim).items()
        if spelled.lower() not in ("one", "first") and value not in own.numbers
    ]
    return found + _misplaced(claim, own)


def _misplaced(claim: str, own: Evidence) -> list[str]:
    """Flags "session 4" where the source speaks only of session 3, although it holds a 4."""
    source = {(label.lower(), number) for label, number in _LABELLED.findall(own.joined)}
    labels = {label for label, _ in source}
    return [
        f"The source speaks of another {label.lower()} than {label.lower()} {number}"
        for label, number in _LABELLED.findall(claim)
        if label.lower() in labels and (label.lower(), number) not in source
    ]


def figures(claim: str, everything: Evidence) -> list[str]:
    """For a suggestion: flags only dates, and figures that look like findings."""
    found = dates(claim, everything)
    if _UNVERIFIABLE.search(daywords.without_days(claim)):
        found += numbers(claim, everything)
    return found


def dates(claim: str, own: Evidence) -> list[str]:
    """Flags dates that no source holds, or holds for something else ("done", "due")."""
    missing = [
        f"The date {day.spelled} is not in the source"
        for day in daywords.days(claim)
        if not any(day.told_by(other) for other in own.days)
    ]
    return missing + [
        f"The source gives another date than {day.spelled} for “{label}”"
        for label, day in daywords.labelled_days(claim)
        if (same := [d for said, d in own.labelled_days if said == label])
        and not any(day.told_by(other) for other in same)
    ]


def names(
    claim: str, own: Evidence, people: frozenset[str], *, stopwords: bool = True
) -> list[str]:
    """Flags names and addresses that no source holds; ``people`` are names known elsewhere.

    Without ``stopwords`` a capitalised everyday word is never taken for a name.
    """
    claim = facts.plain(claim)
    found = []
    for sentence in sentences(claim):
        for token, within in _capitals(sentence):
            if own.spells(token) or names_nobody(token) or (not within and is_everyday(token)):
                continue
            if token not in people and token.lower() in own.lower_words:
                continue
            likely = token in people or within or _looks_named(token, claim, own.stems)
            if likely and (stopwords or token in people or not _common(token)):
                found.append(f"The name {token} is not in the source")
    joined = own.joined.lower()
    return found + [
        f"The address {address} is not in the source"
        for address in facts.addresses(claim)
        if address.lower() not in joined
    ]


@lru_cache(maxsize=8192)
def _capitals(sentence: str) -> tuple[tuple[str, bool], ...]:
    """The capitalised words of a sentence, each with whether it stands within it."""
    sentence = daywords.without_days(facts.plain(sentence))
    found = []
    for match in _NAME.finditer(sentence):
        before = sentence[: match.start()].rstrip(" ")
        token = match.group().removesuffix("'s").rstrip("'")
        if token[:1].isupper() and token not in ("I", "I'm", "I'd", "I'll", "I've"):
            found.append((token, bool(before) and before[-1] not in '.!?:;-–—•>*"(|'))
    return tuple(found)


def is_everyday(word: str) -> bool:
    """Whether a sentence may begin with the word without naming anybody."""
    lower = word.lower()
    known = _opening() | lexicon.words("stop") | lexicon.irregular().keys()
    return lower not in ("will", "may") and (lower in known or word.capitalize() in _NEUTRAL)


def names_nobody(token: str) -> bool:
    """Whether a word with a capital is a title, a day, or a word that drafts write so."""
    return token in _NEUTRAL or naming.is_honorific(token) or bool(daywords.days(token))


def stranger(text: str, own: Collection[str]) -> str | None:
    """The first word that reads like the name of somebody but the ``own`` ones, if any."""
    text = facts.plain(text)
    for sentence in sentences(text):
        for token, within in _capitals(sentence):
            known = token in own or token.isupper() or names_nobody(token)
            if not known and (within or _looks_named(token, text, frozenset())):
                return token
    return None


def _opening() -> frozenset[str]:
    """What opens a sentence and is no name: what to do ("Ask Priya Raman"), or a plain thing."""
    orders = lexicon.words("verbs") - lexicon.words("ordinary_names")
    return orders | lexicon.words("plain_nouns")


def _common(token: str) -> bool:
    return tokens.is_stop(token)


def _looks_named(token: str, claim: str, source_stems: frozenset[str]) -> bool:
    """Whether a capitalised word that opens a sentence reads like somebody's name."""
    lower = token.lower()
    if _common(token) or lower in NUMBER_WORDS or lower in _opening():
        return False
    if tokens.stem(token) in source_stems:
        return False
    pattern = rf"\b{re.escape(token)}('s\b| [A-Z][a-z]| (?:now |also |still )?\w+)( \w+)?"
    after = re.search(pattern, claim)
    if after is None:
        return False
    following = after.group(1)
    if following[0] == "'" or following[1].isupper():
        return True
    verb = following.split()[-1]
    if verb in lexicon.words("plain_nouns"):
        return False
    if verb == "and" or tokens.is_verb_form(verb) or verb.endswith("ed"):
        return True
    behind = (after.group(2) or "").strip()
    return verb.endswith("s") and (not behind or behind in lexicon.words("after_verbs"))
