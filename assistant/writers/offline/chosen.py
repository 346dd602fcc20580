"""Choosing the sentences that answer a question, from the passages that were found for it."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.domain import Hit, PassageKind, Side
from assistant.language import tokens
from assistant.writers import Brief
from assistant.writers.offline import intents, text
from assistant.writers.offline.note_sentences import Said, short

_ASKS_FOR_QUESTIONS = re.compile(r"(?i)\b(?:questions?|starters?|ask|talk about|openers?)\b")
_LABEL = re.compile(r"^\*\*(.{1,40}?):?\*\*:?\s*")
_ADVICE = re.compile(
    r"(?i)\b(?:how (?:do|should|can|could) (?:I|we)|what (?:should|can) (?:I|we)|should|when|"
    r"what happens if)\b"
)
_HELP = re.compile(r"(?i)what helps|words to try|what to do|getting|to ask|rules|checklist")
_BACKGROUND = re.compile(r"(?i)take it further|what happens|why the power gap|why ")
_NUMBER = re.compile(r"\d|\b(?:one|two|three|four|five|six|seven|eight|twice|once|month|weeks?)\b")
_NEAR = tuple(
    frozenset(tokens.stem(w) for w in group.split())
    for group in (
        "meet meeting session sessions talk",
        "often frequency frequently cadence rhythm month weeks",
        "long duration minutes hour length",
        "boss leader mentee executive senior director",
        "cancel cancels cancelled postpone reschedule cancellation off",
        "interrupt interrupts interrupted interrupting interruption talking over cut",
        "stop quit leave withdraw end ending drop",
        "agree agreed agreement rules",
        "hr reviewer review reads read see sees",
        "secret confidential confidentiality private privacy",
        "rate rating score appraisal evaluate judge",
        "prepare preparation preparing ahead before",
        "disagree disagreement challenge contradict object pushback",
        "wrong mistake error",
        "nervous afraid courage scared fear",
        "phone multitask distracted mail screen",
        "credit idea ideas stolen recognition",
        "start begin first opening",
        "goal goals objective objectives aim",
        "match matching pairing matched rematch",
        "ai assistant software model",
    )
)


_EMPTY = frozenset(
    tokens.stem(w)
    for w in """happen happens keep react tell know think want explain mean answer question find
    help try work go come thing someone person mentor mentee leader""".split()
)


FIRST, BEHIND = 1.6, 0.3
"""What a sentence of the first hit is worth, and how much less for each step in score behind it."""
LONG = 200


@dataclass(frozen=True, slots=True)
class Found:
    """One sentence that may answer, with how well it does."""

    text: str
    source: str
    heading: str
    score: float
    side: Side | None = None
    said: Said | None = None

    @property
    def stems(self) -> frozenset[str]:
        return frozenset(tokens.stems(self.text))


def sentences(brief: Brief, question: str) -> list[Found]:
    """Every sentence of the hits that this reader may be given, the best answer first."""
    wanted = _wanted(question, brief)
    spoken: dict[str, list[Said]] = {}
    for one in text.said(brief.notes):
        spoken.setdefault(one.source, []).append(one)
    found: list[Found] = []
    for hit in brief.hits:
        if _of_questions(hit) and not _ASKS_FOR_QUESTIONS.search(question):
            continue
        behind = _logit(brief.hits[0].score) - _logit(hit.score)
        found += _of_hit(brief, hit, FIRST - BEHIND * behind, spoken)
    rarity = _rarity(found)
    ranked = [
        Found(f.text, f.source, f.heading, _score(f, question, wanted, rarity), f.side, f.said)
        for f in found
    ]
    return sorted(ranked, key=lambda f: -f.score)


def _logit(score: float) -> float:
    """A calibrated score as search adds it up, so that its distances keep their meaning."""
    likely = min(max(score, 1e-4), 1 - 1e-4)
    return math.log(likely / (1 - likely))


def _of_questions(hit: Hit) -> bool:
    """Whether a passage lists questions to ask, which answer no question themselves."""
    last = hit.passage.heading.rsplit(">", 1)[-1]
    return hit.passage.kind is PassageKind.GUIDELINE and (
        hit.passage.heading.startswith("Starters")
        or "/starters/" in hit.passage.source
        or re.search(r"(?i)\bto ask\b|\bsafety question\b|^ ?questions\b", last) is not None
    )


def words_to_try(found: Sequence[Found], brief: Brief) -> Found | None:
    """The best sentence to say that a guideline offers the reader's side, if one was found."""
    return next(
        (
            f
            for f in found
            if f.said is None
            and "words to try" in f.heading.lower()
            and f.text[:1] in '"“'
            and (brief.side is None or f.side is brief.side)
        ),
        None,
    )


def _of_hit(
    brief: Brief, hit: Hit, relative: float, spoken: Mapping[str, Sequence[Said]]
) -> list[Found]:
    passage = hit.passage
    if passage.kind is PassageKind.NOTE:
        held = spoken.get(passage.id, ())
        return [Found(s.text, passage.id, passage.heading, relative, None, s) for s in held]
    found = []
    for sentence in text.sentences(passage.text):
        if sentence.startswith("#") or short(sentence):
            continue
        label = _LABEL.match(sentence)
        words = _LABEL.sub("", sentence)
        side = _side(passage.heading, label.group(1) if label else "")
        if side is not None and brief.side is not None and side is not brief.side:
            continue
        if words.strip():
            found.append(Found(words.strip(), passage.id, passage.heading, relative, side))
    return found


def _side(heading: str, label: str) -> Side | None:
    """The side a section or a labelled line addresses; None for both."""
    last = heading.rsplit(">", 1)[-1].strip().lower()
    for side in Side:
        if last.startswith(f"for the {side.value}") or label.strip().lower() == side.value:
            return side
    return None


def _wanted(question: str, brief: Brief) -> dict[str, float]:
    """The stems asked for, near ones at less weight; the partners' names count little."""
    own = dict.fromkeys((s for s in tokens.stems(question) if s not in _EMPTY), 1.0)
    if brief.pair is not None:
        for person in (brief.pair.mentor, brief.pair.mentee):
            own |= {s: 0.3 for s in tokens.stems(person.name) if s in own}
    for group in _NEAR:
        if group & own.keys():
            for stem in group:
                own.setdefault(stem, 0.4)
    return own


def _rarity(found: Sequence[Found]) -> dict[str, float]:
    counts = Counter(stem for f in found for stem in f.stems)
    return {stem: math.log(1 + len(found) / count) for stem, count in counts.items()}


def _score(
    found: Found, question: str, wanted: dict[str, float], rarity: dict[str, float]
) -> float:
    default = math.log(1 + max(1, len(rarity)))
    whole = sum(
        weight * rarity.get(stem, default) for stem, weight in wanted.items() if weight == 1
    )
    shared = sum(wanted[s] * rarity.get(s, default) for s in found.stems if s in wanted)
    score = found.score + 2.0 * shared / (whole or 1.0)
    last = found.heading.rsplit(">", 1)[-1]
    score += 0.7 * min(1.0, sum(wanted.get(s, 0.0) for s in set(tokens.stems(last))) / 2)
    if re.match(r"(?i)how (?:many|often|long|much|fast|soon)|when", question.strip()):
        score += 0.4 if _NUMBER.search(found.text) else -0.2
    score += 0.4 * min(len(found.text), LONG) / 100
    if found.said is None:
        score += intents.fit(question, found.heading) - 0.25 * text.alone(found.text)
    if _ADVICE.search(question):
        score += 0.5 if _HELP.search(last) else 0.0
        score -= 0.5 if _BACKGROUND.search(last) else 0.0
    score -= 0.9 if found.text.endswith("?") and "question" not in question.lower() else 0.0
    score -= 1.0 if "[" in found.text else 0.0
    if found.said is not None:
        score += _spoken_by(found.said, found.text, question) - found.said.doubt
    score -= 0.3 if len(found.text) > LONG else 0.0
    return score


def _spoken_by(said: Said, sentence: str, question: str) -> float:
    """More for the words of whom the question asks about ("What did Priya say ...")."""
    asked = re.search(
        r"\b(?:did|does|has|do) (\w+) (?:say|think|note|write|ask|answer|tell)", question
    )
    if asked is None:
        return 0.0
    who = asked.group(1)
    told = re.search(
        rf"\b{re.escape(who)} (?:\w+ )?(?:said|answered|replied|asked|told|explained|noted|argued)",
        sentence,
    )
    return 0.8 if told else 0.0


def best(found: Sequence[Found], most: int, least: float = 0.6) -> list[Found]:
    """At most ``most`` sentences, each at least ``least`` as good as the first, no two alike."""
    chosen: list[Found] = []
    for one in found:
        if len(chosen) >= most or (chosen and one.score < least * chosen[0].score):
            break
        if not any(_alike(one, other) for other in chosen):
            chosen.append(one)
    return chosen


def _alike(one: Found, other: Found) -> bool:
    fewer = min(len(one.stems), len(other.stems)) or 1
    return one.text == other.text or len(one.stems & other.stems) >= 0.6 * fewer


def covers(brief: Brief, found: Sequence[Found], question: str) -> bool:
    """Whether the sentences or their headings share any telling word with the question."""
    asked = set(_wanted(question, brief))
    return not asked or any(asked & (f.stems | set(tokens.stems(f.heading))) for f in found)
