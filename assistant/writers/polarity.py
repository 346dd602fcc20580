"""Whether a claim affirms what its source denies, or denies what its source affirms.

A negation reaches over the few content words that follow it, up to the next comma or "but".
The claim is held only against the sentences of the source that speak of the same thing.
"""

import re
from collections.abc import Iterable, Sequence

from assistant.language import lexicon, tokens
from assistant.language.sentences import sentences
from assistant.writers import facts

REACH = 3
"""How many content words after a negation it is taken to deny."""

_STOP = re.compile(r"[,;:.!?()\"]|\b(?:but|however|although|though|because|which|while)\b")


def negated(text: str) -> bool:
    """Whether anything in the text is denied."""
    return lexicon.says("denial", _plain(text))


def _plain(text: str) -> str:
    """The text without what only looks like a denial ("not only")."""
    return lexicon.cue("no_denial").sub(" ", facts.plain(text))


def denied(text: str, reaching: int = REACH) -> tuple[list[list[str]], set[str]]:
    """The stems each negation reaches, nearest first, and the stems no negation reaches."""
    text = _plain(text)
    reaches: list[list[str]] = []
    spans = []
    for match in lexicon.cue("denial").finditer(text):
        rest = text[match.end() :]
        stop = _STOP.search(rest)
        clause = rest[: stop.start()] if stop else rest
        reach = _content(clause)[:reaching]
        word = match.group().lower()
        if word.startswith("un") and word != "unable":
            reach = [tokens.stem(word[2:])]
        reaches.append(reach)
        spans.append((match.start(), match.end() + _width(clause, len(reach))))
    outside = text
    for start, end in reversed(spans):
        outside = outside[:start] + " " + outside[end:]
    return reaches, set(_content(outside))


def _content(text: str) -> list[str]:
    keep = {"done", "met", "used", "use", "need", "make", "made", "give", "given", "see", "seen"}
    return [
        tokens.stem(word)
        for word in facts.words(text)
        if word.lower() in keep or not tokens.is_stop(word)
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
    everything = [s for text in sources for s in sentences(text)]
    near = everything if whole else _related(claim, everything)
    if not near:
        return []
    reaches, _ = denied(claim)
    _, claim_yes = denied(claim, 2 * REACH)
    source_no, source_yes = _all_denied(near)
    anywhere, _ = _all_denied(everything)
    some = any(negated(sentence) for sentence in near)
    if any(_unfounded(reach, anywhere, source_yes, some) for reach in reaches):
        return ["The source says this without “not”"]
    turned = claim_yes & (source_no - source_yes)
    if turned and (whole or not reaches):
        return ["The source says “not” here"]
    return []


def _unfounded(reach: Sequence[str], denied_there: set[str], said: set[str], some: bool) -> bool:
    """Whether one negation of the claim has none in the source to rest on."""
    if not reach:
        return not some
    head = reach[0]
    if head in denied_there:
        return False
    return head in said or not (set(reach) & denied_there or some)


def _all_denied(texts: Iterable[str]) -> tuple[set[str], set[str]]:
    no: set[str] = set()
    yes: set[str] = set()
    for text in texts:
        reaches, outside = denied(text)
        no |= {stem for reach in reaches for stem in reach}
        yes |= outside
    return no, yes


def _related(claim: str, everything: Sequence[str]) -> list[str]:
    """The source sentences that share most with the claim."""
    content = set(_content(claim))
    scored = [(len(content & set(_content(sentence))), sentence) for sentence in everything]
    best = max((score for score, _ in scored), default=0)
    return [sentence for score, sentence in scored if best and score >= max(1, best * 0.6)]
