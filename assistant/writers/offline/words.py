"""Words that carry meaning, by stem: how close two texts are, and what a pair excluded."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from assistant.domain import Pair

_SMALL = frozenset(
    """a about after again all also am an and any are as at be because been before being between
    both but by can could did do does done each ever every few for from get go had has have
    he her here him his how i if in into is it its just like make many may me might more
    most much must my new no not now of off on once one only or other our out over own per
    she should so some such than that the their them then there these they thing things this
    those through to too two three up us very was we were what when where which while who
    why will with would you your yes ask say said says myself yourself himself herself
    itself themselves ourselves hers theirs mine yours session sessions meeting work works
    worked working use uses used using need needs way ways good next last first time don
    doesn didn""".split()
)


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """A word without its common endings, so that "relocating" meets "relocation"."""
    w = word.lower().replace("’", "'").removesuffix("'s").strip("'")
    if len(w) <= 3:
        return w
    for ending in (
        "isations",
        "izations",
        "isation",
        "ization",
        "ations",
        "ation",
        "ments",
        "ment",
        "ings",
        "ing",
    ):
        if w.endswith(ending) and len(w) - len(ending) >= 4:
            return _undouble(w[: -len(ending)])
    for ending, instead in (
        ("ies", "y"),
        ("ied", "y"),
        ("sses", "ss"),
        ("ers", ""),
        ("ors", ""),
        ("ed", ""),
        ("er", ""),
        ("es", ""),
        ("s", ""),
    ):
        if w.endswith(ending) and len(w) - len(ending) >= 3 and not w.endswith(("ss", "us")):
            return _undouble(w[: -len(ending)] + instead)
    return w.removesuffix("e") if len(w) > 4 else w


def _undouble(w: str) -> str:
    if len(w) > 3 and w[-1] == w[-2] and w[-1] not in "lsz":
        w = w[:-1]
    return w.removesuffix("e") if len(w) > 4 else w


def words(text: str) -> list[str]:
    """The stems of the words that carry meaning, in their order."""
    found = re.findall(r"[^\W_]+(?:['’][^\W_]+)?", text)
    return [stem(w) for w in found if w.lower() not in _SMALL and (len(w) > 2 or w.isupper())]


def overlap(a: str, b: str) -> float:
    """How much of the shorter text's meaning words the other shares, 0 to 1."""
    one, two = frozenset(words(a)), frozenset(words(b))
    return len(one & two) / min(len(one), len(two)) if one and two else 0.0


def shared(a: str, b: str) -> int:
    """How many of the first text's meaning words the second holds."""
    return len(frozenset(words(a)) & frozenset(words(b)))


_GENERIC = frozenset(
    stem(w)
    for w in """office round case cases call calls team leader leaders individual individuals person
    personal people company business region regional department unit work working group
    project program matter matters issue issues topic topics question questions thing
    plan plans planning detail details other others adviser advisers colleague
    colleagues staff employee employees customer customers manager managers director
    line current former internal external private general certain specific anything
    everything related regarding concerning discussion discussions talk decision
    decisions name names number numbers figure figures report reports year month week
    day time open new old""".split()
)
_KIN = tuple(
    frozenset(stem(w) for w in group.split())
    for group in (
        "salary salaries pay wage wages bonus compensation remuneration",
        "redundancy redundancies layoff layoffs",
        "merger acquisition takeover",
        "relocation relocate move",
        "health illness sick sickness medical diagnosis",
        "religion religious faith church mosque",
        "politics political election party",
        "court lawsuit litigation trial",
    )
)


def any_of(*alternatives: str) -> re.Pattern[str]:
    """A pattern for whole words that any of the alternatives matches, in upper or lower case.

    A space in an alternative stands for any white space.
    """
    joined = "|".join(a.replace(" ?", r"\s?").replace(" ", r"\s+") for a in alternatives)
    return re.compile(rf"(?i)(?<!\w)(?:{joined})(?!\w)")


def excluded(said: str, pair: Pair | None) -> bool:
    """Whether a text touches a topic that the pair's agreement excludes.

    A word of the topic that is rare enough to mean nothing else ("relocation") is sufficient;
    of common words ("pay round") most must stand in the text. Doubt counts as touching.
    """
    if pair is None or not pair.agreement.excluded_topics:
        return False
    stems = words(said)
    held = frozenset(stems)
    familiar = frozenset(words(" ".join(_everyday(pair))))
    return any(_touches(topic, stems, held, familiar) for topic in pair.agreement.excluded_topics)


def _everyday(pair: Pair) -> Iterable[str]:
    """The words the pair works with anyway: its goals and what each offers and wants."""
    yield from (g.text for g in pair.goals)
    for person in (pair.mentor, pair.mentee):
        yield from (*person.offers, *person.wants)


def _touches(topic: str, stems: list[str], held: frozenset[str], familiar: frozenset[str]) -> bool:
    own = words(topic)
    if not own:
        return False
    for word in own:
        kin = next((k for k in _KIN if word in k), frozenset({word}))
        rare = word not in _GENERIC and word not in familiar
        if rare and (word in held or (len(kin) > 1 and kin & held - familiar - _GENERIC)):
            return True
    if len(frozenset(own) & held) >= max(2, -(-2 * len(frozenset(own)) // 3)):
        return True
    if set(pairwise(own)) & set(pairwise(stems)):
        return True
    return len(own) == 1 and own[0] in held
