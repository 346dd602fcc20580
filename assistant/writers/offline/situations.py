"""Which situation guideline a question is about, in the words people really use."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.writers import Brief, Material
from assistant.writers.offline import guides, text
from assistant.writers.offline.text import Said

_CUES: tuple[tuple[str, str], ...] = (
    (
        r"interrupt\w*|cut(?:s|ting)? (?:me|him|her|them|us|\w+) ?(?:off|short)|cuts? in\b|talk\w* over|talk\w* across|"
        r"finish\w* (?:my|his|her) sentences?|jump(?:s|ed|ing) in\b(?! the)|(?:can ?not|can't|cannot|never) (?:get a word|finish)|"
        r"speaks? over|butt\w* in|(?:has|have|had) not finished|let (?:me|him|her) finish",
        "interruption talking over",
    ),
    (
        r"phone|multi-?task\w*|distract\w*|laptop|(?:reads?|check\w*|answer\w*|typ\w+|look\w*) (?:\w+ ){0,3}"
        r"(?:e-?mails?|messages?|texts?|screen|watch)|not paying attention|half listening|took a call|takes? calls?|"
        r"a call (?:at|from|that)|stepped out",
        "multitasking phone attention distraction",
    ),
    (
        r"cancel\w*|reschedul\w*|postpon\w*|(?:never|no|has no|have no|finds? no|not have) time|too busy|stood me up|"
        r"(?:did|does) ?n[o']t (?:show|turn) up|no-?show|mov(?:es?|ed|ing) (?:the|our|a) (?:session|meeting|date)s?|"
        r"put\w* (?:\w+ )?off|skip\w* (?:the|our) (?:session|meeting)|keeps? moving|missed (?:the|our) (?:session|meeting|date)s?",
        "cancellation postponing rescheduling no time",
    ),
    (
        r"disagree\w*|challeng\w*|contradict\w*|(?:is|was|are|'s|'re) (?:\w+ )?wrong|push\w* back|object\w*|speak\w* up|"
        r"stand up to|say no|oppos\w+|different(?:ly| (?:view|opinion))|correct (?:him|her|them|my)|debate|argu\w+|"
        r"tell (?:\w+ ){0,4}(?:the truth|wrong|mistake)|mistaken",
        "disagreement challenge speaking up dissent",
    ),
    (
        r"feedback|critici\w+|defensive\w*|bad news|honest (?:opinion|view)|difficult message|hard truth|upset|offended|"
        r"reacted (?:badly|angrily)|annoyed|angry|(?:did|does) ?n[o']t (?:like|want to hear)|stung",
        "feedback criticism defensiveness difficult message",
    ),
    (
        r"credit|my idea|(?:stole|steal\w*|took|claim\w*|presented) (?:\w+ ){0,3}(?:my|his|her|as (?:his|her|their) own)"
        r"|own(?:ed)? idea|without (?:naming|mentioning) me|attribut\w*",
        "credit ideas recognition attribution",
    ),
    (
        r"lectur\w*|tak(?:es?|ing) over|took over|mansplain\w*|explain\w* (?:\w+ ){0,3}to me|teach(?:es|ing)? me|"
        r"gives? (?:me )?(?:career )?advice|turns? into (?:the )?(?:mentor|teacher)|talks? (?:all|most) the time|"
        r"domin\w+|does all the talking|role(?:s)? (?:flip|revers)\w*|his story|stopped steering|the second half was h",
        "lecturing taking over role reversal advice airtime",
    ),
    (
        r"spokes\w+|(?:your|my|our|whole|entire) (?:generation|community|people|kind)|on behalf of|gen ?z|millennials?|"
        r"young(?:er)? people|speak(?:s|ing)? for (?:all|every|my|the|a)|represent\w*|token\w*|stereotyp\w*|"
        r"what (?:do )?(?:women|young|you people|you all)",
        "spokesperson representation whole group stereotyping",
    ),
    (
        r"prais\w*|flatter\w*|compliment\w*|thanks? me but|nice words|great job|nothing (?:happens|changes|changed)|"
        r"no follow-?through|(?:does|did) nothing (?:about|with)|empty promises?|promis\w+ (?:\w+ ){0,4}(?:but|never|not)|"
        r"lip service",
        "praise recognition follow-through",
    ),
    (
        r"personal questions?|private (?:life|matters?|questions?)|famil(?:y|ies)|health|salary|pregnan\w*|married|"
        r"partner at home|where (?:i'm|i am|are you) (?:really )?from|disclos\w*|too personal|pry\w*|nosy",
        "disclosure privacy personal questions boundaries",
    ),
    (
        r"silen(?:t|ce)\w*|quiet|(?:says?|said) nothing|no answer|(?:does|did) ?n[o']t (?:answer|respond|say)|pauses?\b|"
        r"one-?word answers?|awkward\w*|hold(?:s|ing)? back|held back|freez\w+|froze|go blank|went blank",
        "silence pauses quiet awkwardness",
    ),
    (
        r"(?:do|does|did) ?n[o']t know|not knowing|admit\w*|vulnerab\w*|look(?:ing)? (?:stupid|foolish|weak|silly|ignorant)|"
        r"ashamed|embarrass\w*|imposter|impostor|nervous|mistakes?|lose face|losing face|ask(?:ing)? (?:a )?(?:stupid|silly)",
        "vulnerability not knowing mistakes openness",
    ),
)
_COMPILED = tuple((re.compile(rf"(?i)\b(?:{cue})"), words) for cue, words in _CUES)

_COMMON = frozenset(text.words("leader mentor mentee pair person boss senior junior"))

KNOWN_FROM = 3.0
"""A situation scoring less is only the nearest one, and the draft says so."""


@dataclass(frozen=True, slots=True)
class Match:
    """A situation guideline, how well it fits, and whether it is the one that was asked about."""

    material: Material
    score: float

    @property
    def known(self) -> bool:
        return self.score >= KNOWN_FROM


def meaning(words: str) -> str:
    """The words with the topics added that their turns of phrase stand for."""
    extra = [topics for cue, topics in _COMPILED if cue.search(words)]
    return " ".join([words, *extra])


def ranked(words: str, situations: Sequence[Material], brief: Brief | None = None) -> list[Match]:
    """The situations by how well they fit the words, best first; passages found count a little."""
    asked = meaning(words)
    stems = frozenset(text.words(asked)) - _COMMON
    found = []
    for place, material in enumerate(situations):
        score = _fit(stems, material)
        if brief:
            score += max(
                (h.score for h in brief.hits if h.passage.source == material.guideline.source),
                default=0.0,
            )
        found.append((-score, place, Match(material, score)))
    return [match for _, _, match in sorted(found, key=lambda f: f[:2])]


def _fit(stems: frozenset[str], material: Material) -> float:
    guideline = material.guideline
    score = 0.0
    for topic in guideline.topics:
        own = frozenset(text.words(topic))
        if own and own <= stems:
            score += 2.0 if len(own) == 1 else 3.0
    score += 2.0 * len(frozenset(text.words(guideline.title)) & stems)
    happens = " ".join(one.text for one in guides.section(material, "What happens"))
    return score + 0.5 * len(frozenset(text.words(happens)) & stems)


def suggested(sentences: Sequence[Said]) -> str:
    """The topics that the notes point to most, the latest session counting most; "" for none."""
    last = max((one.note.session for one in sentences), default=0)
    weights: dict[str, float] = {}
    for one in sentences:
        for cue, topics in _COMPILED:
            if cue.search(one.text):
                near = 1.0 / (1 + last - one.note.session)
                weights[topics] = weights.get(topics, 0.0) + near * (2.0 if one.private else 1.0)
    return max(weights, key=lambda topics: weights[topics], default="")


def connected(material: Material, sentences: Iterable[Said]) -> list[Said]:
    """The sentences of notes that speak of the situation, the closest and latest first."""
    topics = [frozenset(text.words(t)) for t in material.guideline.topics]
    title = frozenset(text.words(material.guideline.title))
    found = []
    for place, one in enumerate(sentences):
        stems = frozenset(text.words(meaning(one.text)))
        fit = sum(1.0 for t in topics if t and t <= stems) + 0.5 * len(title & stems)
        if fit >= 1.0:
            found.append((-fit - 0.1 * one.note.session, place, one))
    return [one for _, _, one in sorted(found, key=lambda f: f[:2])]
