"""Turns of phrase for situations between two people of different rank.

Each row: the topics that a guideline on the situation carries, what people say when they ask
about it, and the narrower words that show it in a note (where "phone" may be just a phone).
"""

import re
from dataclasses import dataclass

from assistant.writers.offline.words import any_of, words


@dataclass(frozen=True, slots=True)
class Cue:
    """A situation's topics, and the patterns for a question and for a sentence of a note."""

    topics: str
    asked: re.Pattern[str]
    noted: re.Pattern[str]

    @property
    def stems(self) -> frozenset[str]:
        """The stems of the topics."""
        return frozenset(words(self.topics))


_NAME = r"(?:me|him|her|them|us|(?-i:[A-Z])\w+)"
_CUT = rf"cut(?:s|ting)? (?:{_NAME} )?(?:off|short)"

CUES = (
    Cue(
        "interruption talking over",
        any_of(
            r"interrupt\w*",
            _CUT,
            r"cuts? in|butt\w* in|jump(?:s|ed|ing) in(?! the)",
            r"talk\w* (?:over|across)|speaks? over",
            r"finish\w* (?:my|his|her) sentences?",
            r"(?:can ?not|can['’]t|never) (?:get a word|finish)",
            r"(?:has|have|had) not finished|let (?:me|him|her) finish",
        ),
        any_of(
            r"interrupt\w*",
            _CUT,
            r"talk(?:s|ed|ing)? over",
            r"finish(?:es|ed|ing)? my sentences?",
            r"(?:has|have|had) not finished",
            r"let (?:me|him|her) finish|finish the point|hand sign|flat hand",
        ),
    ),
    Cue(
        "multitasking phone attention distraction",
        any_of(
            r"phone|multi-?task\w*|distract\w*|laptop",
            r"(?:reads?|check\w*|answer\w*|typ\w+|look\w*) (?:\w+ ){0,3}"
            r"(?:e-?mails?|messages?|texts?|screen|watch)",
            r"not paying attention|half listening|stepped out",
            r"took a call|takes? calls?|a call (?:at|from|that)",
        ),
        any_of(
            r"(?:his|her|my) phone (?:in|on|rang|under|away|down)",
            r"took a call|a call from",
            r"looking at (?:his|her|the) (?:phone|screen|messages|watch)",
            r"(?:read|reads|reading|answered|checked) (?:his |her )?(?:e-?mails|messages)",
        ),
    ),
    Cue(
        "cancellation postponing rescheduling no time",
        any_of(
            r"cancel\w*|reschedul\w*|postpon\w*|skip\w* (?:the|our) (?:session|meeting)",
            r"(?:never|no|has no|have no|finds? no|not have) time|too busy|stood me up|no-?shows?",
            r"(?:did|does)(?: not|n['’]t) (?:show|turn) up|never (?:shows|turns|showed|turned) up",
            r"mov(?:es?|ed|ing) (?:the|our|a) (?:session|meeting|date)s?|keeps? moving",
            r"put(?:s|ting)? (?:\w+ )?off|(?:runs?|comes?|is|was|always|arrives?) (?:\w+ )?late",
            r"missed (?:the|our) (?:session|meeting|date)s?",
        ),
        any_of(
            r"cancel\w*|reschedul\w*",
            r"(?:move|moved|moving) (?:a|the|our) (?:session|meeting|date)",
            r"meeting falls away|did not come to (?:the|our) (?:session|meeting)",
        ),
    ),
    Cue(
        "disagreement challenge speaking up dissent",
        any_of(
            r"disagree\w*|contradict\w*|object(?:s|ed|ing|ion)?|oppos\w+|debate|argu\w+|mistaken",
            r"challeng\w*|push\w* back|speak\w* up|stand up to|say no",
            r"(?:is|was|are|he['’]s|she['’]s|they['’]re) (?:\w+ )?wrong",
            r"different (?:view|opinion)s?|correct (?:him|her|them|my)",
            r"tell (?:\w+ ){0,4}(?:the truth|wrong|mistake)",
            r"(?:be|being|more|been) (?:\w+ )?(?:honest|candid|open|frank) (?:with|to|about)",
        ),
        any_of(
            r"disagree\w*|contradict\w*|pushed back|objection|argued|challenged",
            r"said no to (?:me|him|her)|did(?: not|n['’]t) agree",
            r"(?:he|she|I|(?-i:[A-Z])\w+) (?:was|is) wrong",
        ),
    ),
    Cue(
        "feedback criticism defensiveness difficult message",
        any_of(
            r"feedback|critici\w+|defensive\w*|bad news|difficult message|hard truth",
            r"honest (?:opinion|view)|upset|offended|stung|annoyed|angry|reacted badly",
            r"(?:did|does)(?: not|n['’]t) (?:like it|want to hear)",
        ),
        any_of(
            r"feedback|critici\w+|defensive\w*|stung|offended",
            r"hard to (?:say|hear|read)|red ink",
        ),
    ),
    Cue(
        "credit ideas recognition attribution",
        any_of(
            r"credit|attribut\w*|without (?:naming|mentioning) me|(?:my|own|owned) idea",
            r"(?:stole|steal\w*|claim\w*) (?:\w+ ){0,3}(?:idea|work)",
            r"(?:presented|took|used) (?:\w+ ){0,4}as (?:his|her|their) own",
        ),
        any_of(r"(?:took|take|gave|give|given|the) credit", r"as (?:his|her|their) own"),
    ),
    Cue(
        "lecturing taking over role reversal advice airtime",
        any_of(
            r"lectur\w*|tak(?:es?|ing) over|took over|mansplain\w*|domin\w+|does all the talking",
            r"explain\w* (?:\w+ ){0,3}to me|teach(?:es|ing)? me|gives? (?:me )?(?:career )?advice",
            r"turns? into (?:the )?(?:mentor|teacher)|talks? (?:all|most|too much)",
            r"roles? (?:flip|revers)\w*",
        ),
        any_of(
            r"lectur\w*|took over|stopped steering|the second half was h\w+",
            r"talked (?:all|most) of the time|(?:solving|answering) before",
        ),
    ),
    Cue(
        "spokesperson representation whole group stereotyping",
        any_of(
            r"spokes\w+|on behalf of|represent\w*|token\w*|stereotyp\w*|gen ?z|millennials?",
            r"(?:your|my|our|whole|entire) (?:generation|community|people|kind)",
            r"young(?:er)? people|speak(?:s|ing)? for (?:all|every|my|the|a)",
            r"what (?:do )?(?:women|young|you people|you all)",
        ),
        any_of(
            r"spokes\w+|on behalf of|(?:my|your) generation|young people|stereotyp\w*",
            r"only window|speaks? for (?:herself|himself|all|everyone)",
        ),
    ),
    Cue(
        "praise recognition follow-through",
        any_of(
            r"prais\w*|flatter\w*|compliment\w*|thanks? me but|nice words|great job|lip service",
            r"nothing (?:happens|changes|changed)|no follow-?through|empty promises?",
            r"(?:does|did) nothing (?:about|with)|promis\w+ (?:\w+ ){0,4}(?:but|never|not)",
        ),
        any_of(r"prais\w*|flatter\w*|compliment\w*", r"no follow-?through"),
    ),
    Cue(
        "disclosure privacy personal questions boundaries",
        any_of(
            r"personal questions?|private (?:life|matters?|questions?)|too personal|pry\w*|nosy",
            r"famil(?:y|ies)|health|pregnan\w*|married|partner at home|disclos\w*",
            r"(?:asks?|asked|asking) (?:me )?(?:about )?(?:my|what I earn)(?: salary| pay| age)?",
            r"where (?:i['’]m|i am|are you) (?:really )?from",
        ),
        any_of(r"personal questions?|private life|too personal|disclos\w*"),
    ),
    Cue(
        "silence pauses quiet awkwardness",
        any_of(
            r"silen(?:t|ce)\w*|quiet|pauses?|awkward\w*|one-?word answers?|freez\w+|froze",
            r"(?:says?|said) nothing|nobody (?:says|said|answers)|no answer",
            r"(?:does|did)(?: not|n['’]t) (?:answer|respond|say)",
            r"hold(?:s|ing)? back|held back|(?:go|goes|went) blank",
        ),
        any_of(
            r"silence|said nothing|fell silent|pauses?",
            r"(?:went|stayed|kept|fell|was|were) (?:quiet|silent)|no answer ready",
        ),
    ),
    Cue(
        "vulnerability not knowing mistakes openness",
        any_of(
            r"(?:do|does|did)(?: not|n['’]t) know|not knowing|admit\w*|vulnerab\w*|mistakes?",
            r"(?:look|looking|feel|feeling|sound) (?:stupid|foolish|weak|silly|ignorant|dumb)",
            r"ashamed|embarrass\w*|imposter|impostor|nervous|los(?:e|ing) face|basic questions?",
        ),
        any_of(
            r"admit(?:s|ted|ting)?|admission|ashamed|embarrass\w*|clumsy|nervous",
            r"fail(?:s|ed|ing)? (?:at|in front)|I did(?: not|n['’]t) know",
        ),
    ),
)
