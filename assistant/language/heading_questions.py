"""Questions that a heading answers: a plain rule, without a model.

A heading that is a question is one in any language. Of other headings, in English, a question is
made only where their words can stay as they are; what gives no sensible question gives none.
"""

import re

MOST = 2
SHORT = 4
"""Words; a question of so few is also asked with the heading above it in front."""
LONGEST = 12
"""Words; a longer heading is a sentence, and no question is made of it."""

_NUMBER = re.compile(
    r"(?i)(?:(?:chapter|section|part|step|annex|appendix)\s+[\divx]+|[\divx]+(?:\.\d+)*[.)]|\d[\d.]*"
    r"|[a-z][.)])(?:\s*[:.–—-]\s*|\s+|$)"
)
_SIDE = re.compile(r"(?i)for (?:the |all |every )?(mentor|mentee|leader|reviewer|admin)s?\b:?\s*")
_EMPTY = frozenset(
    "about acknowledgements annex appendices appendix attachments background changes conclusion "
    "conclusions contents definitions details disclaimer end example examples faq foreword further "
    "general glossary history imprint index information introduction literature miscellaneous more "
    "note notes other outlook overview parts preamble preface purpose reading references remarks "
    "resources scope section sources start status summary template title version welcome "
    "a an and for in of the to".split()
)
"""A heading of these words alone names no matter."""
_POINTS = re.compile(r"(?i)\b(?:this|that|these|those|above|below|here)\b")
_LEANS = re.compile(r"(?i)\b(?:its?|they|them|their)\b|^(?:for |by |since )?(?:how \w+|\w+)\??$")
_THEM = re.compile(r"(?i)\b(?:we|you|yourself)\b")
_ASKS = re.compile(
    r"(?i)(?:what|who|which) (?:is|are|can|may|must|should|will|happens|helps|counts|belongs|makes"
    r"|works|pays|leads|decides|goes|comes|stays|follows|matters|starts|signs|approves|owns|sees)\b"
    r"|(?:is|are|do|does|can|should|must) (?:i|we|the|a|an|my|our|there|it)\b"
    r"|(?:for |by |since )?(?:how (?:far|long|many|much|often|soon)|what|when|where|who|why)$"
)
_TO = re.compile(r"(?i)(how|what|when|where|whether|whom?) to (?=\w)")
_BEGINS = {"when": "when should I", "whether": "should I"}
_IF = re.compile(r"(?i)(?:if|when)\b")
_CLAUSE = re.compile(r"(?i)(?:how|what|where|which|who|why)\b")
_DO = re.compile(
    r"(?i)(?:agree|apply|ask|become|begin|book|bring|build|choose|claim|collect|complete|create|decide"
    r"|define|describe|discuss|ensure|establish|explain|find|follow|get|give|handle|hold|identify"
    r"|invite|join|keep|learn|leave|make|manage|measure|meet|prepare|protect|provide|raise|read|run"
    r"|select|send|set|share|show|speak|start|stop|submit|take|talk|teach|tell|track|write)\b"
    r"|(?:change|close|contact|end|log|plan|record|report|review|schedule|use) (?:a|an|the|your)\b"
)
_NO_MATTER = re.compile(
    r"(?i)(?:an?|always|avoid|be|both|by|do|don['’]t|during|for|five|four|from|if|in|never|no|not|on"
    r"|one|please|remember|three|to|two|with|without)\b|.*:"
)
_SAYS = re.compile(
    r"(?i)\b(?:am|is|are|was|were|be|been|has|have|had|do|does|did|can|could|may|might|must|shall"
    r"|should|will|would|needs?|keeps?|makes?|takes?|gives?)\b"
)
_JOINS = re.compile(r"(?i)\b(?:of|for|and|or|in|on|with|between|after|before|during|to|by|at)\b")
_ENGLISH = re.compile(r"(?i)\b(?:the|of|and|to|a|in|is|for|are|with|not|be)\b")
_WORD = re.compile(r"\w[\w'’-]*")


def heading_questions(heading: str, above: str = "", text: str = "") -> tuple[str, ...]:
    """At most two questions that a section of this heading and text answers.

    ``above`` is the heading or title over it. A heading that is no question is used only if the
    text below it is English.
    """
    name = (
        _NUMBER.sub("", " ".join(heading.split()), count=1) if _NUMBER.match(heading) else heading
    )
    name = " ".join(name.split()).strip(" :.-–—")
    side = _SIDE.match(name)
    name = name[side.end() :] if side else name
    words = _WORD.findall(name)
    if not words or len(words) > LONGEST or not re.search(r"[^\W\d_]{3}", name):
        return ()
    if not name.endswith("?") and (_POINTS.search(name) or not _is_english(text)):
        return ()
    above = above.strip(" ?.")
    context = "" if ":" in above else above
    if re.fullmatch(r"(?i)what it is", name):
        return (f"What is {_lower(context)}?",) if context else ()
    question = _question(name, words)
    if not question:
        return _about(name, words, side[1].lower() if side else "")
    question = f"As a {side[1].lower()}, {_lower(question)}" if side else question
    alone = len(words) > 2 and not _LEANS.search(name)
    asked = [_upper(question)] if alone else []
    if context and len(words) <= SHORT and context.lower() not in question.lower():
        asked.append(f"{_upper(context)}: {_lower(question)}")
    return tuple(asked[:MOST])


def _question(name: str, words: list[str]) -> str:
    """The question that a heading is or stands for, empty for a noun or a statement."""
    lower = _lower(name)
    if name.endswith("?"):
        return lower
    if _THEM.search(name):
        return ""
    if to := _TO.match(name):
        begins = _BEGINS.get(to[1].lower(), f"{to[1].lower()} do I")
        return f"{begins} {_mine(name[to.end() :])}?"
    if _ASKS.match(name):
        return f"{lower}?"
    if _IF.match(name):
        return f"what do I do {_mine(lower)}?" if len(words) > 2 else ""
    if _CLAUSE.match(name):
        return f"can you tell me {lower}?" if len(words) > 2 else ""
    if _DO.match(name) and len(words) > 1:
        return f"how do I {_mine(lower)}?"
    return ""


def _about(name: str, words: list[str], side: str) -> tuple[str, ...]:
    """The question for a heading that names a matter; none where that cannot be told."""
    vague = {word.lower() for word in words if len(word) > 1} <= _EMPTY
    if vague or any(p.search(name) for p in (_LEANS, _THEM, _SAYS)) or _NO_MATTER.match(name):
        return ()
    if _CLAUSE.match(name) or (len(words) > SHORT and not _JOINS.search(name)):
        return ()
    told = f"to a {side} about" if side else "about"
    return (f"What does the program say {told} {_mine(_lower(name))}?",)


def _mine(words: str) -> str:
    return re.sub(r"(?i)\byour\b", "my", words)


def _lower(text: str) -> str:
    """The text with its first word in lower case, unless that is a name or an abbreviation."""
    first, *rest = text.split()
    if first == "I" or first[1:] != first[1:].lower() or any(c.isdigit() for c in first):
        return text
    long = [word for word in rest if len(word) > 3]
    if long and all(word[:1].isupper() for word in long):
        return text
    return text[:1].lower() + text[1:]


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _is_english(text: str) -> bool:
    start = text[:4000]
    words = len(_WORD.findall(start))
    return words > 0 and len(_ENGLISH.findall(start)) * 12 >= words
