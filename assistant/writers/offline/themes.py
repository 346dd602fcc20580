"""What a pair works on, and which guidelines of questions fit it."""

import re
from collections.abc import Sequence

from assistant.domain import Pair
from assistant.writers import Brief, Material
from assistant.writers.offline import text

_CUES: tuple[tuple[str, str], ...] = (
    (
        r"\bAI\b|[Aa]rtificial intelligence|[Pp]rompt|[Cc]hat ?bot|[Cc]hatGPT|[Ll]anguage model|"
        r"[Cc]opilot|"
        r"[Mm]achine learning|[Aa]lgorithm",
        "artificial intelligence ai generative ai chatbots",
    ),
    (
        r"(?i)\b(?:dashboard|cloud|passkey|password|phishing|low-?code|software|app\b|api|"
        r"automat|digital|data\b|tool|"
        r"device|system|workflow|screen reader|cyber|security|code\b|program(?:ming|med)|"
        r"notebook)",
        "technology digital tools software data",
    ),
    (
        r"(?i)\b(?:customer|client|claim(?:s|ant)\b|broker|user|audience|viewer|service|"
        r"complaint|market|brand|"
        r"social media|video|creator|campaign|letter)",
        "customers users service market",
    ),
    (
        r"(?i)\b(?:inclusion|inclusive|belong|diversity|accessib|caption|fairness|cultur|bias|"
        r"equal|shift|disabilit)",
        "culture inclusion fairness belonging",
    ),
    (
        r"(?i)\b(?:hybrid|remote|collaborat|e-?mail|channel|meeting|workload|flexib|calendar|"
        r"slides?\b|decisions? in)",
        "ways of working meetings hybrid work",
    ),
    (
        r"(?i)\b(?:career|promotion|leader(?:ship)?|strateg|mentor(?:ship)?|budget|board\b|"
        r"business case|present(?:s|ing)|"
        r"negotiat|decision)",
        "career leadership decisions strategy",
    ),
    (r"(?i)\b(?:feedback|critici|candou?r|blind spot|honest)", "feedback criticism candour"),
    (r"(?i)\b(?:trust|confiden|safe|secret|promise|open(?:ness|ly))", "trust openness promises"),
)
_COMPILED = tuple((re.compile(cue), topics) for cue, topics in _CUES)


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
    for stem in text.words(about):
        weights[stem] = weights.get(stem, 0.0) + 1.0
    for cue, topics in _COMPILED:
        times = min(len(cue.findall(about)), 4)
        for stem in text.words(topics):
            weights[stem] = weights.get(stem, 0.0) + 1.2 * times
    found = []
    for place, material in enumerate(guidelines):
        score = 0.0
        for topic in (material.guideline.title, *material.guideline.topics):
            stems = [s for s in text.words(topic) if s not in ("start", "starter")]
            if stems and all(s in weights for s in stems):
                score += min(min(weights[s] for s in stems), 6.0)
        if score >= least:
            found.append((-score, place, material))
    return [m for _, _, m in sorted(found, key=lambda f: f[:2])]
