"""Which explainer a pair needs: the one asked for, or one that its goals and notes call for."""

import re
from collections.abc import Sequence

from assistant.domain import Goal, GoalStatus, Pair
from assistant.drafts import Statement
from assistant.language import tokens
from assistant.language.lexicon import says
from assistant.language.tokens import stemmed
from assistant.writers import Brief, Material
from assistant.writers import recordtext as rec
from assistant.writers.offline import text
from assistant.writers.offline.excluded import excluded
from assistant.writers.offline.signals import Signal
from assistant.writers.offline.text import Said

Choice = tuple[Material, list[Statement]]


def named(asked: str, options: Sequence[Material], brief: Brief) -> Choice | None:
    """The explainer of the topic asked for, when its title, topics or the hits name it."""
    best = max(options, key=lambda m: _fit(asked, m, brief), default=None)
    if best is None or _fit(asked, best, brief) < 1.0:
        return None
    return best, []


def _fit(asked: str, material: Material, brief: Brief) -> float:
    """How well a topic fits an explainer; from 1.0 on it is that topic."""
    guide = material.guideline
    wanted = set(tokens.stems(asked)) - stemmed("request")
    if wanted in ({"ai"}, {"artifici", "intellig"}):
        asked, wanted = "generative ai", {"generat", "ai"}
    flat = f" {' '.join(tokens.stems(asked))} "
    score = 0.0
    for place, topic in enumerate((guide.title, *guide.topics)):
        stems = [s for s in tokens.stems(topic) if s not in stemmed("request")]
        if not stems:
            continue
        whole = f" {' '.join(tokens.stems(topic))} " in flat
        share = len(wanted & set(stems)) / len(set(stems) | wanted) if wanted else 0.0
        score = max(score, (2.0 if whole else 1.6 * share) - 0.01 * place)
        if wanted and wanted <= set(stems) and not wanted <= stemmed("shared"):
            score = max(score, 1.4)
    body = set(tokens.stems(f"{guide.title} {guide.text}"))
    found_first = bool(brief.hits) and brief.hits[0].passage.source == guide.source
    if 0.3 <= score < 1.0 and found_first and wanted <= body:
        score += 0.7
    return score


_LIKE = 0.5
"""A passage found for a topic with a lower score is not near it."""


def nearest(asked: str, options: Sequence[Material], brief: Brief) -> list[Material]:
    """At most three explainers near the topic: by words, then by what was found for it."""
    pair = brief.pair
    wishes = [*pair.mentee.wants, *pair.mentor.offers] if pair else []
    owned = any(asked.lower() in wish.lower() for wish in wishes) if asked else False

    def nearness(material: Material) -> float:
        own = owned and any(_fit(w, material, brief) >= 1.0 for w in wishes)
        return _near(asked, material) + (3.0 if own else 0.0)

    by_words = sorted(options, key=nearness, reverse=True)
    near = [m for m in by_words[:3] if nearness(m) >= 1]
    sources = [hit.passage.source for hit in brief.hits if hit.score >= _LIKE]
    for source in sources:
        near += [m for m in options if m.guideline.source == source and m not in near]
    return near[:3]


def examples(options: Sequence[Material], pair: Pair | None) -> list[Material]:
    """Three topics that are there, those of the pair's goals first."""
    own = [m for m in options if pair is not None and goals_on(m, pair)]
    return [*own, *(m for m in options if m not in own)][:3]


def _near(asked: str, material: Material) -> int:
    """How many of the topic's words the explainer's title and topics name, or two of its text."""
    guide = material.guideline
    wanted = set(tokens.stems(asked)) - stemmed("request")
    named = len(wanted & set(tokens.stems(" ".join([guide.title, *guide.topics]))))
    told = len(wanted & set(tokens.stems(guide.text)))
    return named or (told if told > 1 else 0)


def chosen(options: Sequence[Material], brief: Brief) -> Choice | None:
    """The explainer that the pair's unfinished topics, goals or wishes call for, and why."""
    pair = brief.pair
    if pair is None:
        return None
    wishes = [*pair.mentee.wants]
    open_goals = [g for g in pair.goals if g.status is GoalStatus.OPEN]
    unfinished = [
        s
        for s in text.matters(
            text.telling(brief.notes), Signal.UNFINISHED, Signal.QUESTION, limit=12
        )
        if not s.private and not excluded(s.text, pair)
    ]
    scored = []
    for place, material in enumerate(options):
        goals = [g for g in open_goals if _speaks_of(material, g.text)]
        wants = [w for w in wishes if _fit(w, material, brief) >= 0.5]
        left = [s for s in unfinished if _speaks_of(material, s.text)]
        score = 1.2 * len(goals) + 0.4 * len(left)
        score += 1.5 * sum(_fit(w, material, brief) for w in wants)
        if score:
            scored.append((-score, place, material, goals, wants, left))
    if not scored:
        return None
    _, _, material, goals, wants, left = min(scored, key=lambda s: s[:2])
    why: list[Statement] = []
    if goals:
        why.append(
            text.recorded(
                f"Chosen because of your open goal: {rec.ended(goals[0].text)}",
                rec.goal_id(goals[0]),
            )
        )
    elif wants:
        why.append(
            text.recorded(
                f"Chosen because {pair.mentee.called} wants to learn {text.listed(wants)}.",
                rec.pair_id(pair),
            )
        )
    if left and (not goals or not wants):
        line = text.attributed(left[0], pair, brief.today, brief.reader.email)
        why.append(text.quoted(line, left[0].source))
    return material, why


def goals_on(material: Material, pair: Pair) -> list[Goal]:
    """The pair's goals that speak of the explainer's topic, open ones first."""
    found = [g for g in pair.goals if _speaks_of(material, g.text)]
    if not found and any(_speaks_of(material, want) for want in pair.mentee.wants):
        body = set(tokens.stems(material.guideline.text)) - stemmed("request") - stemmed("shared")
        near = {g.id: len(body & set(tokens.stems(g.text))) for g in pair.goals}
        about = [g for g in pair.goals if near[g.id] > 1]
        leader = pair.mentee.called
        found = sorted(about, key=lambda g: (leader not in g.text, -near[g.id]))[:1]
    return sorted(found, key=lambda g: g.status is not GoalStatus.OPEN)


def said_on(material: Material, brief: Brief) -> list[Said]:
    """What the pair's shared notes said about the topic, what matters most first."""
    own = [
        s
        for s in text.telling(brief.notes)
        if _speaks_of(material, s.text)
        and not s.private
        and not excluded(s.text, brief.pair)
        and not says("begins_leaning", s.text)
    ]
    if not own and brief.pair is not None:
        goals = " ".join(g.text for g in goals_on(material, brief.pair))
        shared = [s for s in text.telling(brief.notes, shared_only=True) if text.alone(s.text) < 2]
        usable = [s for s in shared if not excluded(s.text, brief.pair)]
        own = [s for s in usable if text.shared(goals, s.text) > 1]
    return text.matters(own, limit=4)


def _speaks_of(material: Material, said: str) -> bool:
    """Whether a sentence names the topic: a word that means it alone, or a whole phrase."""
    guide = material.guideline
    stems = tokens.stems(said)
    flat = f" {' '.join(stems)} "
    for topic in (*re.split(r" and |,", guide.title), *guide.topics):
        own = [s for s in tokens.stems(topic) if s not in stemmed("request")]
        if not own or (len(own) == 1 and own[0] in stemmed("shared")):
            continue
        if f" {' '.join(own)} " in flat:
            return True
    title = set(tokens.stems(guide.title)) - stemmed("request") - stemmed("shared")
    return bool(title & set(stems))
