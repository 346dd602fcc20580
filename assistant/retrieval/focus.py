"""The thing a question asks for by name: "which floor", "how many slides", "what is our ratio".

Where nothing that was found holds the word for it, the answer is seldom there either, however
close the rest of the question comes. Questions that name no such thing ("why", "what happened")
have no focus.
"""

import re

from assistant.retrieval.lexical import stems

_END = (
    r"is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|must|to|of"
    r"|for|in|on|at|from|with|about|by|as|per|that|who|which|what|i|we|you|he|she|they|it|the|a|an"
    r"|my|our|your|his|her|their|its|this|these|those|not|when|after|before|during|while|and|or|if"
    r"|besides|like|between|than"
)
# Whole words only, and never tried again in pieces: a long word must not take long to read.
_THING = rf"((?:(?!(?:{_END})\b)[\w'’-]++\s*+){{1,4}})"
_SORT = r"(?:(?:kinds?|types?|sorts?|names?) of\s+)?"
_OWNED = r"(?:(?:the|our|my|your|his|her|their|its|an?)\s+|[A-Z]\w+['’]s\s+)"
_AFTER = (
    r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|must|of"
    r"|for|i|we|you|he|she|they|it)\b|\W*$"
)
_ASKED = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:which|whose)\s+{_SORT}{_THING}",
        # "What happens" and "what makes" name nothing, so a noun is known by what follows it.
        rf"\bwhat\s+{_SORT}{_THING}(?={_AFTER})",
        rf"\bhow (?:many|much)\s+{_THING}",
        rf"\bwhat(?:['’]s|\s+(?:is|are|was|were))\s+{_OWNED}{_SORT}{_THING}",
        rf"\bwho\s+{_THING}(?:(?:the|our|my|an?)\s+{_THING})?",
    )
]
# Words that stand for an answer of any kind, and so need not be near it.
_LIGHT = frozenset(
    """kind kinds type types sort sorts way ways thing things one ones part parts time times else
    other others example examples many much""".split()
)


def focus(question: str) -> tuple[str, ...]:
    """The stems of the words for the thing asked for, none when no thing is named."""
    for pattern in _ASKED:
        if match := pattern.search(question):
            words = " ".join(filter(None, match.groups())).lower().split()
            found = [stem for word in words if word not in _LIGHT for stem in stems(word)]
            if found:
                return tuple(found)
    return ()
