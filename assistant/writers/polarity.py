"""Whether a claim affirms what its source denies, or denies what its source affirms.

A negation reaches over the few content words that follow it, up to the next comma or "but".
The claim is held only against the sentences of the source that speak of the same thing.
"""

import re
from collections.abc import Iterable, Sequence

from assistant.writers import facts

REACH = 3
"""How many content words after a negation it is taken to deny."""

_NEGATION = re.compile(
    r"(?i)\b(?:not|never|no|none|nobody|nothing|neither|nor|without|cannot|unable|failed|fails|"
    r"refused|declined|un(?:met|done|finished|answered|resolved))\b|n't\b"
)
_ALSO = re.compile(
    r"(?i)\bnot (?:only|just|merely|least)\b|\bno doubt\b|\bif not\b|\bor not\b|\bwhy not\b|\bno\. \d"
)
_STOP = re.compile(r"[,;:.!?()\"]|\b(?:but|however|although|though|because|which|while)\b")


def negated(text: str) -> bool:
    """Whether anything in the text is denied."""
    return bool(_NEGATION.search(_ALSO.sub(" ", facts.plain(text))))


def denied(text: str) -> tuple[set[str], set[str]]:
    """The stems a text denies, and those it speaks of without denying them."""
    text = _ALSO.sub(" ", facts.plain(text))
    within: set[str] = set()
    spans = []
    for match in _NEGATION.finditer(text):
        rest = text[match.end() :]
        stop = _STOP.search(rest)
        clause = rest[: stop.start()] if stop else rest
        reach = _content(clause)[:REACH]
        word = match.group().lower()
        if word.startswith("un") and word != "unable":
            reach = [facts.stem(word[2:])]
        within.update(reach)
        spans.append((match.start(), match.end() + _width(clause, len(reach))))
    outside = text
    for start, end in reversed(spans):
        outside = outside[:start] + " " + outside[end:]
    return within, set(_content(outside))


def _content(text: str) -> list[str]:
    keep = {"done", "met", "used", "use", "need", "make", "made", "give", "given", "see", "seen"}
    return [
        facts.stem(word)
        for word in facts.words(text)
        if word.lower() in keep or word.lower() not in facts.STOPWORDS
    ]


def _width(clause: str, count: int) -> int:
    """How many characters of the clause hold its first ``count`` content words."""
    end = 0
    for match in re.finditer(r"\S+", clause):
        if count <= 0:
            break
        end = match.end()
        count -= len(_content(match.group()))
    return end


def doubts(claim: str, sources: Sequence[str], *, whole: bool = False) -> list[str]:
    """At most one doubt: that the claim and its sources disagree on yes or no.

    ``whole`` holds the claim against every sentence of the sources, as for a record's one line.
    """
    everything = [s for text in sources for s in facts.sentences(text)]
    near = everything if whole else _related(claim, everything)
    if not near:
        return []
    claim_no, claim_yes = denied(claim)
    source_no, source_yes = _all_denied(near)
    if negated(claim):
        anywhere, _ = _all_denied(everything)
        affirmed = bool(claim_no & source_yes) or not any(negated(s) for s in near)
        return (
            ["The source says this without “not”"] if affirmed and not claim_no & anywhere else []
        )
    if (claim_yes - claim_no) & (source_no - source_yes):
        return ["The source says “not” here"]
    return []


def _all_denied(texts: Iterable[str]) -> tuple[set[str], set[str]]:
    no: set[str] = set()
    yes: set[str] = set()
    for text in texts:
        within, outside = denied(text)
        no |= within
        yes |= outside
    return no, yes


def _related(claim: str, everything: Sequence[str]) -> list[str]:
    """The source sentences that share most with the claim."""
    content = set(_content(claim))
    scored = [(len(content & set(_content(sentence))), sentence) for sentence in everything]
    best = max((score for score, _ in scored), default=0)
    return [sentence for score, sentence in scored if best and score >= max(1, best * 0.6)]
