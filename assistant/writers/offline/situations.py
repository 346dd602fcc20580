"""Which situation guideline a question or a note is about."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.language import lexicon
from assistant.language.tokens import stemmed, stems
from assistant.writers import Brief, Material
from assistant.writers.offline import guides, text
from assistant.writers.offline.text import Said

KNOWN_FROM = 3.0
"""A situation scoring less is only the nearest one, and the draft says so."""


@dataclass(frozen=True, slots=True)
class Match:
    """A situation guideline and how well it fits."""

    material: Material
    score: float

    @property
    def known(self) -> bool:
        """Whether it is the situation that was asked about, not only the nearest."""
        return self.score >= KNOWN_FROM


def ranked(words: str, situations: Sequence[Material], brief: Brief | None = None) -> list[Match]:
    """The situations by how well they fit the words, best first.

    With a brief, a passage that was found for its question counts a little.
    """
    asked = [lexicon.topics(cue) for cue in lexicon.family("situation") if lexicon.says(cue, words)]
    wanted = frozenset(stems(" ".join([words, *asked]))) - stemmed("roles")
    found = []
    for place, material in enumerate(situations):
        score = _fit(wanted, material)
        source = material.guideline.source
        hits = brief.hits if brief else ()
        score += max((h.score for h in hits if h.passage.source == source), default=0.0)
        found.append((-score, place, Match(material, score)))
    return [match for _, _, match in sorted(found, key=lambda f: f[:2])]


def _fit(wanted: frozenset[str], material: Material) -> float:
    guideline = material.guideline
    score = 0.0
    for topic in guideline.topics:
        own = frozenset(stems(topic))
        if own and own <= wanted:
            score += 2.0 if len(own) == 1 else 3.0
    score += 2.0 * len(frozenset(stems(guideline.title)) & wanted)
    happens = " ".join(one.text for one in guides.section(material, "What happens"))
    return score + 0.5 * len(frozenset(stems(happens)) & wanted)


def suggested(sentences: Sequence[Said]) -> str:
    """The topics that the notes point to most, the latest session counting most; "" for none."""
    last = max((one.note.session for one in sentences), default=0)
    weights: dict[str, float] = {}
    for one in sentences:
        for cue in lexicon.family("situation"):
            if _noted(cue).search(one.text):
                near = 1.0 / (1 + last - one.note.session)
                weight, topics = near * (2.0 if one.private else 1.0), lexicon.topics(cue)
                weights[topics] = weights.get(topics, 0.0) + weight
    return max(weights, key=lambda topics: weights[topics], default="")


def connected(material: Material, sentences: Iterable[Said]) -> list[Said]:
    """The sentences of notes that show the situation, the closest and latest first."""
    cues = _cues_of(material)
    topics = [frozenset(stems(t)) for t in material.guideline.topics]
    found = []
    for place, one in enumerate(sentences):
        if cues:
            fit = float(sum(len(_noted(cue).findall(one.text)) for cue in cues))
        else:
            said = frozenset(stems(one.text))
            fit = float(sum(1 for t in topics if t and t <= said))
        if fit:
            rank = min(fit, 2.0) + 0.3 * one.note.session - text.alone(one.text)
            found.append((-rank, place, one))
    return [one for _, _, one in sorted(found, key=lambda f: f[:2])]


def shows(question: str, sentence: str) -> bool:
    """Whether a sentence of a note shows a situation that the question asks about."""
    asked = (cue for cue in lexicon.family("situation") if lexicon.says(cue, question))
    return any(_noted(cue).search(sentence) for cue in asked)


def _noted(cue: str) -> re.Pattern[str]:
    """What shows a situation in a note: its own cue, or a narrower one if there is any."""
    narrower = cue.replace("situation", "noted")
    return lexicon.cue(narrower if narrower in lexicon.family("noted") else cue)


def _cues_of(material: Material) -> list[str]:
    """The cues for a guideline's situation: those that share two of its topics' words."""
    own = frozenset(stems(" ".join(material.guideline.topics)))
    cues = lexicon.family("situation")
    return [cue for cue in cues if len(frozenset(stems(lexicon.topics(cue))) & own) > 1]
