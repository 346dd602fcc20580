"""Whether a claim says things of the right person: owner, author, and who did what."""

import re
from itertools import takewhile

from assistant import naming
from assistant.drafts import Statement
from assistant.language.sentences import sentences
from assistant.language.tokens import is_stop, stem, stemmed
from assistant.writers import claims, facts
from assistant.writers.claims import Evidence

FRAME = stemmed("frame") | stemmed("roles")

_OWNER = re.compile(r"\bOwner: ([^<]*)<([^>]+)>")
_ACTION = re.compile(r"Action: (.*?)\. Owner:")
_ONE = rf"(?<![\w'-])({claims.CAPITAL}[\w'-]*\w)"
_LABEL = rf"^{_ONE}(?: {claims.CAPITAL}[\w'-]+)?:"
_CLAIMED = re.compile(
    rf"(?:\bby|\bfor|[Oo]wner:?|[Rr]esponsible:?|\() ?{_ONE}"
    rf"|{_ONE}(?: \w+)? (?:will|owns|promised|agreed|committed|said)\b|{_LABEL}"
)
_AUTHOR = re.compile(r"(?:Note by (.+?)(?=, partner |\.?$)|Check-in of (.+?) after session)", re.M)
_PARTNERS = re.compile(r"Note by (.+?)(?:, partner (.+?))?\.?$", re.M)
_SPEAKER = re.compile(rf"{_ONE} (?:\w+ )?(?:noted|wrote|commented|reported)\b")
_NOTE_OF = re.compile(rf"{_ONE}'s (?:private )?note\b")
_FULL_NAME = re.compile(r"\b([A-Z][\w'-]+) ([A-Z][\w'-]+)\b")
Places = dict[tuple[str, str], set[str]]


def owner(statement: Statement, own: Evidence) -> list[str]:
    """Flags an owner other than the one that the records of the actions name."""
    owners = [(name.strip(), email) for t in own.texts for name, email in _OWNER.findall(t)]
    if not owners:
        return []
    if statement.owner and statement.owner not in {email for _, email in owners}:
        return ["The source names another owner"]
    claim, around = facts.plain(statement.text), " ".join(own.plain)
    for text in own.plain:
        for action in _ACTION.findall(text):
            claim, around = claim.replace(action, ""), around.replace(action, "")
    firsts = {word for name, _ in owners for word in facts.words(name)}
    label = re.match(_LABEL, claim)
    if statement.owner and label and firsts and label.group(1) not in firsts:
        return [f"The source names another owner than {label.group(1)}"]
    if len(owners) < len(own.texts):
        return []
    others = {w for w in facts.words(around) if w[:1].isupper()} - firsts
    lead = [word for word in facts.words(claim)[:1] if claim.startswith(word)]
    claimed = {w for group in _CLAIMED.findall(claim) for w in group if w}
    claimed |= set(lead) - firsts
    wrong = {c.removesuffix("'s") for c in claimed} & others
    return [f"The source names another owner than {min(wrong)}"] if wrong else []


def speaker(around: str, own: Evidence, *, quoting: bool) -> list[str]:
    """Flags words put into another mouth than that of the note's or the check-in's author."""
    found = (name for text in own.texts for both in _AUTHOR.findall(text) for name in both)
    authors = frozenset[str]().union(*(naming.read(name).words for name in found if name))
    around = facts.plain(around)
    says = _NOTE_OF.findall(around) + (_SPEAKER.findall(around) if quoting else [])
    wrong = [s for s in says if authors and s not in authors]
    return [f"The source names another author than {wrong[0]}"] if wrong else []


def swapped(claim: str, own: Evidence, people: frozenset[str]) -> list[str]:
    """Flags a name beside words that the source puts beside another name only."""
    for first, last in _FULL_NAME.findall(facts.plain(claim)):
        if {first, last} <= people and not any(f"{first} {last}" in text for text in own.plain):
            return [f"The source names nobody called {first} {last}"]
    told: Places = {}
    for text in own.texts:
        header = _PARTNERS.search(text)
        author, partner = map(_spoken, header.groups() if header else (None, None))
        for place, found in _beside(text, people, author, partner).items():
            told.setdefault(place, set()).update(found)
    for place, claimed in _beside(claim, people).items():
        there = told.get(place, set())
        if there and not claimed & there:
            return [f"The source says this of {min(there)}, not of {min(claimed)}"]
    return []


def _spoken(name: str | None) -> str | None:
    """The one word by which a text speaks of somebody of that name."""
    return naming.read(name).called.split()[-1] if name else None


def _beside(
    text: str, names: frozenset[str], author: str | None = None, partner: str | None = None
) -> Places:
    """The names that stand right before or after each content word.

    In a note "I" is its author, "he" and "she" may be the partner, and "we" is both.
    """
    found: Places = {}
    meant: dict[str, list[str]] = {}
    if author:
        meant |= {w: [author] for w in ("I", "my", "me", "I've", "I'd", "I'm", "I'll")}
    if partner:
        meant |= {w: [partner] for w in ("he", "she", "his", "her", "him")}
    if author and partner:
        meant |= {w: [author, partner] for w in ("we", "us", "our")}
    for sentence in sentences(facts.plain(text)):
        tokens = [n for t in facts.words(sentence) for n in meant.get(t, meant.get(t.lower(), [t]))]
        bare = [t.removesuffix("'s") for t in tokens]
        at = 0
        while at < len(bare):
            end = _end_of_names(bare, at, names)
            if end > at:
                group = set(bare[at:end]) & names
                after = _content_near(bare[end : end + 3], names)
                before = _content_near(bare[max(0, at - 3) : at][::-1], names)
                if after:
                    found.setdefault(("before", after), set()).update(group)
                if before:
                    found.setdefault(("after", before), set()).update(group)
            at = max(end, at + 1)
    return found


def _end_of_names(tokens: list[str], at: int, names: frozenset[str]) -> int:
    """Where the names from a place on end: "Ana de la Cruz and Charles" is one group."""
    end = at
    while end < len(tokens):
        rest = tokens[end:] if end > at else []
        joining = list(takewhile(lambda t: t == "and" or t in naming.PARTICLES, rest))
        after = end + len(joining)
        if after >= len(tokens) or tokens[after] not in names:
            break
        end = after + 1
    return end


def _content_near(tokens: list[str], names: frozenset[str]) -> str | None:
    for token in tokens:
        if token in names:
            return None
        if token[0].isdigit():
            continue
        found = stem(token)
        if not is_stop(token) and found not in stemmed("frame"):
            return found
    return None
