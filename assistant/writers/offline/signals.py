"""What a sentence of a note signals: why it may matter for what comes next."""

import re
from enum import StrEnum

from assistant.writers.offline.words import any_of


class Signal(StrEnum):
    """Why a sentence of a note may matter for what comes next."""

    COMMITMENT = "commitment"
    LEARNING = "learning"
    QUESTION = "question"
    UNFINISHED = "unfinished"
    BEHAVIOUR = "behaviour"
    DISAGREEMENT = "disagreement"
    WISH = "wish"
    OUTCOME = "outcome"


WEIGHT = {
    Signal.UNFINISHED: 5,
    Signal.COMMITMENT: 4,
    Signal.QUESTION: 4,
    Signal.DISAGREEMENT: 4,
    Signal.LEARNING: 3,
    Signal.WISH: 3,
    Signal.BEHAVIOUR: 2,
    Signal.OUTCOME: 1,
}
"""How much each signal counts when the sentences that matter are chosen."""

_SIGNALS: dict[Signal, re.Pattern[str]] = {
    Signal.COMMITMENT: any_of(
        r"(?:I|we|you|he|she|they|both|(?-i:[A-Z])\w+) (?:also )?(?:will|shall|am going to|is "
        r"going to|are going to)",
        r"(?:I|we|you|he|she|they|both|(?-i:[A-Z])\w+) (?:also )?(?:agreed|promised|committed|"
        r"offered|undertook)",
        r"(?:I|we|he|she|they)['’]ll",
        r"(?:he|she|they|(?-i:[A-Z])\w+) said (?:he|she|they) (?:will|would)",
        r"owes? (?:me|him|her|(?-i:[A-Z])\w+)",
        r"promise",
        r"agreed (?:to|on|that)",
        r"(?:can|could) offer",
    ),
    Signal.LEARNING: any_of(
        r"learn(?:ed|t|s|ing)?",
        r"reali[sz]ed?",
        r"underst(?:ood|ands?)",
        r"did(?: not|n['’]t) know",
        r"had(?: not|n['’]t) known",
        r"now know",
        r"surpris\w+",
        r"discover\w+",
        r"taught (?:me|us)",
        r"ma(?:de|kes) (?:me see|sense)",
        r"noticed",
        r"found (?:out|that)",
        r"for the first time",
        r"saw (?:that|how|why|what)",
        r"new to me",
    ),
    Signal.QUESTION: any_of(
        r"(?:open|remaining|my) question",
        r"wonder(?:s|ed|ing)?",
        r"(?:not|un) ?(?:sure|clear|certain)",
        r"(?:do|does)(?: not|n['’]t) know",
        r"(?:my|the|our|one|another) question (?:for|is|was|remains)",
        r"would like to (?:know|understand|hear)",
        r"I (?:still |also )?want to (?:know|understand|hear)",
    ),
    Signal.UNFINISHED: any_of(
        r"did(?: not|n['’]t) (?:get|reach|finish|come|manage|have time)",
        r"ran out of time",
        r"no time (?:for|to|left)",
        r"(?:not|un) ?finished",
        r"postpone\w*|put off|parked|skipped",
        r"(?:to|until|till|for) (?:the )?(?:next (?:time|session|meeting)|another (?:time|day))",
        r"still (?:open|to|need|needs|have|has|waiting|missing|not|owe|owes)",
        r"left (?:open|over|undone|for later)",
        r"carr(?:y|ied) (?:over|forward)",
        r"not yet|half ?(?:way|done|finished)|outstanding|remains? open|is (?:still )?open",
        r"com(?:e|es|ing) back to|came back to",
        r"(?:has|have|had|is|was|were|are) not (?:been )?"
        r"(?:done|started|sent|ready|happened|moved|settled|reserved|found|written|agreed)",
        r"(?:no|not)\b.{0,40} so far",
        r"waiting for|(?:is|was|are|were) (?:stuck|waiting)",
        r"on the list again",
    ),
    Signal.BEHAVIOUR: any_of(
        r"interrupt\w*",
        r"cut(?:s|ting)? (?:me|him|her|them|(?-i:[A-Z])\w+)? ?(?:off|short|in)",
        r"talk(?:s|ed|ing)? over",
        r"phone|silen(?:ce|t)|listen\w*|prais\w*|lectur\w*|apologi[sz]\w*|nodd\w*|laugh\w*|"
        r"thank\w*",
        r"(?:went|was|were|stayed|kept|fell) quiet",
        r"cancel\w*|reschedul\w*|late",
        r"finish(?:ed|es|ing)? my sentences?",
        r"took over|answered for|explained to me|spoke for|held back|waited|tried",
        r"asked (?:me|before|first|what|how|whether)",
        r"let me (?:finish|speak)",
        r"hand sign|took notes|wrote (?:it|them|that) down",
    ),
    Signal.DISAGREEMENT: any_of(
        r"disagree\w*|contradict\w*|doubt(?:s|ed)?|object(?:ed|ion|s)|opposite|unhappy|annoy\w*",
        r"(?:do|does|did|could)(?: not|n['’]t) agree",
        r"push(?:ed|es) back|said no|not convinced|differently",
        r"argu(?:e|ed|ing)|challeng(?:e|ed|ing)",
        r"against (?:it|me|him|her|that|this|the idea)",
        r"(?:is|was|were|are) wrong",
        r"too (?:fast|slow|long|early|late|much)",
        r"uncomfortable|awkward|hard to (?:say|hear|read)",
    ),
    Signal.WISH: any_of(
        r"would (?:like|love|prefer)",
        r"['’]d (?:like|love|prefer)",
        r"(?:I|we|he|she|they|(?-i:[A-Z])\w+) (?:also |still )?(?:want|hope|wish)(?:s|es|ed|d)?",
        r"look(?:ing)? forward|interested in|curious|my (?:goal|aim)|please",
        r"ask(?:s|ed)? for",
    ),
    Signal.OUTCOME: any_of(
        r"now (?:uses?|opens?|reads?|has|have|can|writes?|does|do|works?)",
        r"built|finished|completed|published|launched|presented|sent|decided|approved|wrote",
        r"went from|(?:fell|rose) (?:to|from|by)|worked|showed|used|changed|stopped|started",
        r"(?:is|are|was|were|been) done|(?:it|that) ran",
    ),
}


_SUBORDINATE = re.compile(r"(?i)\b(?:when|if|until|unless|whether|before|whenever)\b[^,;.?!]*")
_LEARNED = re.compile(r"(?i)^(?:(?:so |and )?(?:I|we)(?: also)?|what I) learn(?:ed|t)\b")


def signals(sentence: str) -> frozenset[Signal]:
    """What a sentence signals; empty when nothing.

    What stands in a clause of time or condition ("when I have not finished") is not unfinished.
    """
    main = _SUBORDINATE.sub(" ", sentence)
    found = {
        signal
        for signal, pattern in _SIGNALS.items()
        if pattern.search(main if signal is Signal.UNFINISHED else sentence)
    }
    if _asks(sentence):
        found.add(Signal.QUESTION)
    return frozenset(found)


def leading(sentence: str, found: frozenset[Signal]) -> Signal | None:
    """The one signal that says best what the sentence is, or None."""
    if _asks(sentence):
        return Signal.QUESTION
    if _LEARNED.search(sentence):
        return Signal.LEARNING
    return next((s for s in _ORDER if s in found), None)


def own_learning(sentence: str) -> bool:
    """Whether the author says what they themselves learned."""
    return _LEARNED.search(sentence) is not None


def _asks(sentence: str) -> bool:
    return re.search(r"\?[\"'”’)\]]*\s*$", sentence) is not None


_ORDER = (
    Signal.UNFINISHED,
    Signal.QUESTION,
    Signal.DISAGREEMENT,
    Signal.COMMITMENT,
    Signal.LEARNING,
    Signal.WISH,
    Signal.BEHAVIOUR,
    Signal.OUTCOME,
)
