"""Which texts touch a topic that the pair's agreement excludes."""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise

from assistant.domain import Pair
from assistant.language import lexicon
from assistant.language.tokens import stem, stemmed, stems


def excluded(said: str, pair: Pair | None) -> bool:
    """Whether a text touches a topic that the pair's agreement excludes.

    A word of the topic that is rare enough to mean nothing else ("relocation") is sufficient;
    of common words ("pay round") most must stand in the text. Doubt counts as touching.
    """
    if pair is None or not pair.agreement.excluded_topics:
        return False
    familiar = frozenset(stems(" ".join(_everyday(pair)))) | stemmed("generic")
    return any(_touches(topic, stems(said), familiar) for topic in pair.agreement.excluded_topics)


def _everyday(pair: Pair) -> Iterable[str]:
    """The words the pair works with anyway: its goals and what each offers and wants."""
    yield from (g.text for g in pair.goals)
    for person in (pair.mentor, pair.mentee):
        yield from (*person.offers, *person.wants)


def _touches(topic: str, said: Sequence[str], familiar: frozenset[str]) -> bool:
    own, held = stems(topic), frozenset(said)
    if not own:
        return False
    for word in own:
        kin = next((k for k in _kin() if word in k), frozenset({word}))
        if word not in familiar and (word in held or kin & held - familiar):
            return True
    if len(frozenset(own) & held) >= max(2, -(-2 * len(frozenset(own)) // 3)):
        return True
    if set(pairwise(own)) & set(pairwise(said)):
        return True
    return len(own) == 1 and own[0] in held


@cache
def _kin() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(map(stem, group)) for group in lexicon.groups("kin"))
