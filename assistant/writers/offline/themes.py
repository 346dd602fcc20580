"""What a pair works on, and which guidelines of questions fit it."""

from collections.abc import Sequence

from assistant.domain import Pair
from assistant.language import lexicon
from assistant.language.tokens import stems
from assistant.writers import Brief, Material
from assistant.writers.offline import text


def shared_tags(pair: Pair) -> list[str]:
    """What the mentor offers and the mentee wants, in the mentee's order; else either's own."""
    offered = {t.lower() for t in pair.mentor.offers}
    both = [t for t in pair.mentee.wants if t.lower() in offered]
    return both or list(pair.mentee.wants or pair.mentor.offers)


def of_pair(brief: Brief) -> str:
    """The words that stand for the pair's theme: its tags and open goals, nothing excluded."""
    pair = brief.pair
    if pair is None:
        return ""
    pieces = [*shared_tags(pair), *(g.text for g in pair.goals)]
    return " ".join(p for p in pieces if not text.excluded(p, pair))


def fitting(about: str, guidelines: Sequence[Material], least: float = 1.0) -> list[Material]:
    """The guidelines whose topics, title or questions fit the words, best first."""
    weights: dict[str, float] = {}
    for stem in stems(about):
        weights[stem] = weights.get(stem, 0.0) + 1.0
    for theme in lexicon.family("theme"):
        times = min(len(lexicon.cue(theme).findall(about)), 4)
        for stem in stems(lexicon.topics(theme)):
            weights[stem] = weights.get(stem, 0.0) + 1.2 * times
    found = []
    for place, material in enumerate(guidelines):
        score = 0.0
        for topic in (material.guideline.title, *material.guideline.topics):
            own = [s for s in stems(topic) if s not in ("start", "starter")]
            if own and all(s in weights for s in own):
                score += min(min(weights[s] for s in own), 6.0)
        if score >= least:
            found.append((-score, place, material))
    return [m for _, _, m in sorted(found, key=lambda f: f[:2])]
