"""What the shared notes and actions say for each goal, and what each partner learned."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.domain import ActionItem, Goal, GoalStatus, Pair, Person, Visibility
from assistant.language import tokens
from assistant.language.lexicon import says
from assistant.writers import NoteMaterial, facts
from assistant.writers.offline import reported, text
from assistant.writers.offline.excluded import excluded
from assistant.writers.third_parties import KEPT, NOBODY, Others

_OWN_LEARNING = re.compile(r"(?:, and|, but|;) (I (?:also )?learned (?!to \w+ (?:it|them)\b).*)$")


@dataclass(frozen=True, slots=True)
class Reported:
    """A sentence of a shared note in the third person, with where it comes from."""

    text: str
    source: str
    author: str
    session: int
    place: str
    stems: frozenset[str]


def collect(pair: Pair, notes: Sequence[NoteMaterial], others: Others = NOBODY) -> list[Reported]:
    """What the shared notes of held sessions hold that can be told in a summary, in order."""
    shared = [m for m in notes if m.note.visibility is Visibility.PAIR]
    voices = {
        m.note.author: reported.voice(pair, m.note.author, (s.note.text for s in shared), others)
        for m in shared
    }
    names = {tokens.stem(n) for p in (pair.mentor, pair.mentee) for n in p.names}
    held = {session.number for session in pair.held()}
    found: dict[str, Reported] = {}
    for material in shared:
        note = material.note
        if note.session not in held:
            continue
        for paragraph in re.split(r"\n\s*\n", note.text):
            before = ""
            for sentence in text.sentences(paragraph):
                own = _OWN_LEARNING.search(sentence)
                part = own.group(1) if own else sentence
                told = reported.told(part, before, voices[note.author])
                source = text.source_of(sentence, material.passages)
                before = f"{before} {sentence}"
                if told is None or source is None:
                    continue
                author = text.called(pair, note.author)
                found.setdefault(
                    told,
                    Reported(
                        told,
                        source,
                        note.author,
                        note.session,
                        f"{author}'s note, session {note.session}",
                        frozenset(tokens.stems(told)) - names,
                    ),
                )
    return list(found.values())


def for_goal(
    goal: Goal, pair: Pair, found: Sequence[Reported], taken: Iterable[str], limit: int
) -> list[Reported]:
    """The sentences that speak of the goal, the two authors in turn, in order of session."""
    used = set(taken)
    wanted = _stems(goal.text, pair)
    related = wanted | {
        s for a in pair.actions if goal_of(a, pair) == goal for s in _stems(a.text, pair)
    }
    rarity = _rarity(found)
    names = pair.mentor.names | pair.mentee.names
    scored = []
    for one in found:
        if one.text in used or says("learning", one.text) or says("ahead", one.text):
            continue
        if not (names & set(facts.words(one.text)) or says("done", one.text)):
            continue
        direct = one.stems & wanted
        score = sum(rarity[s] for s in direct) + 0.3 * sum(
            rarity[s] for s in (one.stems & related) - direct
        )
        near = direct and len(one.stems & related) >= 2 and says("done", one.text)
        if len(direct) < 2 and not near:
            continue
        score += 1.0 if says("done", one.text) else 0.0
        score += 0.25 * one.session
        score += 0.8 * len(direct) if goal.status is GoalStatus.MET else 0.0
        scored.append((score, one))
    scored.sort(key=lambda pair_: -pair_[0])
    chosen: list[Reported] = []
    for score, one in scored:
        if score < 2.0 or len(chosen) >= limit:
            break
        same = sum(c.author == one.author for c in chosen)
        if same >= (limit + 1) // 2 or any(_alike(one, c) for c in chosen):
            continue
        chosen.append(one)
    return sorted(chosen, key=lambda one: one.session)


def actions_for(goal: Goal, pair: Pair, spent: Iterable[str]) -> list[ActionItem]:
    """The actions that serve the goal and were not shown before, the nearest to it first."""
    used = set(spent)
    wanted = _stems(goal.text, pair)
    own = [a for a in pair.actions if a.id not in used and goal_of(a, pair) == goal]
    return sorted(
        own,
        key=lambda a: (-len(wanted & _stems(a.text, pair)), a.done_on is None, -(a.session or 0)),
    )


def goal_of(action: ActionItem, pair: Pair) -> Goal | None:
    """The goal an action serves, when two words, or one that only one goal has, point at it."""
    if KEPT in action.text:
        return None
    whole = _stems(action.text, pair)
    words = whole - tokens.stemmed("tasks")
    goals = [goal for goal in pair.goals if KEPT not in goal.text]
    shared = [(words & _stems(goal.text, pair), goal) for goal in goals]
    if not shared:
        return None
    best, goal = max(shared, key=lambda one: (len(one[0]), len(whole & _stems(one[1].text, pair))))
    if len(best) >= 2:
        return goal
    elsewhere = [other for other, held in shared if held is not goal]
    return goal if best and not any(best & other for other in elsewhere) else None


def learnings(person: Person, found: Sequence[Reported]) -> list[Reported]:
    """What a partner's own notes say that partner learned, the latest first."""
    own = [
        one for one in found if one.author == person.email and one.text.startswith(person.called)
    ]
    said = [one for one in own if says("learning", " ".join(one.text.split()[:5]))]
    if not said:
        said = [one for one in own if says("able_now", one.text) and not says("ahead", one.text)]
    return sorted(said, key=lambda one: -one.session)


_ALONE = re.compile(r"(?i)^(?:I|We|What|My)\b")


def words_to_keep(
    pair: Pair, notes: Sequence[NoteMaterial], others: Others = NOBODY
) -> list[text.Said]:
    """Two sentences of each partner, verbatim, for the section that only the pair reads.

    Each stands on its own, names no third person and comes from another session.
    """
    shared = [m.note.text for m in notes if m.note.visibility is Visibility.PAIR]

    def whole(one: text.Said) -> set[str]:
        said = text.plain(one.text)
        return {pid for m in notes for pid, words in m.passages if said in text.plain(words)}

    chosen: list[list[text.Said]] = []
    for person in (pair.mentor, pair.mentee):
        who = reported.voice(pair, person.email, shared, others)
        own = [
            one
            for one in text.matters(
                [s for s in text.telling(notes, shared_only=True) if s.note.author == person.email],
                text.Signal.DISAGREEMENT,
                text.Signal.BEHAVIOUR,
                text.Signal.OUTCOME,
                text.Signal.QUESTION,
                limit=40,
            )
            if _ALONE.match(one.text)
            and not says("learning", one.text)
            and 8 <= len(one.text.split()) <= 32
            and not says("points_back", " ".join(one.text.split()[:6]))
            and not any(q in one.text for q in '"“”?')
            and not _names_any(one.text, who.others)
            and one.source in whole(one)
            and not excluded(one.text, pair)
        ]
        by_session: dict[int, text.Said] = {}
        for one in own:
            by_session.setdefault(one.note.session, one)
        chosen.append(list(by_session.values())[:2])
    fewest = min(map(len, chosen)) or 1
    return [one for side in chosen for one in side[:fewest]]


def _names_any(sentence: str, names: frozenset[str]) -> bool:
    """Whether a sentence holds one of the names; typed without capitals, in lower case too."""
    if sentence[:1].islower() or " i " in sentence:
        names = names | {name.lower() for name in names}
    return bool(names & set(facts.words(sentence)))


def _stems(words: str, pair: Pair) -> frozenset[str]:
    names = {tokens.stem(n) for p in (pair.mentor, pair.mentee) for n in p.names}
    return frozenset(s for s in tokens.stems(words) if not s[0].isdigit()) - names


def _rarity(found: Sequence[Reported]) -> Counter[str]:
    """How telling each stem is: rare stems of these notes count more, 0.5 to about 2."""
    counts = Counter(s for one in found for s in one.stems)
    weights: Counter[str] = Counter()
    for stem, count in counts.items():
        weights[stem] = max(0.5, 2.0 - 0.35 * math.log(count))  # type: ignore[assignment]
    return weights


def _alike(one: Reported, other: Reported) -> bool:
    shared = len(one.stems & other.stems)
    return shared >= 0.6 * min(len(one.stems), len(other.stems))
