"""Long sentences in parts: cut between their clauses, so that each part can be read alone."""

import re
import unicodedata

LONGEST = 320
"""Characters of a sentence, about 55 words; a longer one is cut between its clauses."""
QUOTED = 220
"""Characters of a quotation; a longer sentence is quoted in parts."""
SHORTEST = 40
"""Characters; a part that is cut off in front is no shorter, if its text leaves the choice."""

_SPACE = re.compile(r"\s*+")
_GLUE = frozenset("\u200d\ufe0e\ufe0f")
_JOINTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<=[;:.!?…])\s+|\s+(?=(?:[-–—→•*]|[-=]>)\s)|[\n\r\u2028]",
        r"\s+(?=(?:and|so|then|und|dann|et|puis|y|entonces)\s(?:i|we|he|she|they|it|you|then|so|ich"
        r"|wir|er|sie|es|je|il|elle|nous|on|yo|él|ella)\b)"
        r"|\s+(?=(?:um|uh|erm|okay|ok|anyway|also|right|well|oh|next)\b)",
        r"(?<=[,،])\s+|(?<=[、，；])",
        r"\s+(?=(?:and|or|so|because|which|while|since|when|where|after|before|und|oder|weil|et|ou"
        r"|mais|parce|y|o|pero|porque)\b)",
        r"\s+",
    )
)
"""Where a long sentence may be cut, the best first."""
_TURNS = re.compile(
    r"(?i)\s*(?:but|though|although|unless|except|if|until|not|never|only|that|whether|than"
    r"|aber|sondern|außer|wenn|falls|bis|nicht|nie|nur|dass|daß|ob|als|mais|sauf|que|si|pas|sin|no)\b"
)
_HANGS = re.compile(
    r"(?i)(?:\b(?:and|or|but|so|if|of|to|the|an?|no|not|never|nor|without|nobody|nothing|that)"
    r"|n['’]t)\s*$"
)


def parts(text: str, start: int, end: int, most: int = LONGEST) -> list[tuple[int, int]]:
    """The sentence from ``start`` to ``end`` in parts of at most ``most`` characters.

    They are of about the same length and end between clauses if any do; no part begins with a
    word that turns the meaning of the one before it, or ends with a denial that reaches on.
    """
    found: list[tuple[int, int]] = []
    start = after(text, start, end)
    while start < end:
        cut = _cut(text, start, end, most) if end - start > most else end
        last = start + len(text[start:cut].rstrip())
        if last > start:
            found.append((start, last))
        start = after(text, cut, end)
    return found


def _cut(text: str, start: int, end: int, most: int) -> int:
    """The best place to cut within the next ``most`` characters."""
    wanted = start + (end - start) // -(-(end - start) // most)
    low = start + min(SHORTEST, most // 2)
    high = min(start + most, end - 1)
    for joint in _JOINTS:
        places = [
            m.end()
            for m in joint.finditer(text, low, high)
            if not _TURNS.match(text, m.end(), end)
            and not _HANGS.search(text[max(low, m.start() - 12) : m.start()])
        ]
        if places:
            return min(places, key=lambda place: abs(place - wanted))
    spaces = [m.end() for m in _JOINTS[-1].finditer(text, low, high)]
    if spaces:
        return min(spaces, key=lambda place: abs(place - wanted))
    while high > low and (unicodedata.combining(text[high]) or text[high] in _GLUE):
        high -= 1
    return high


def after(text: str, at: int, end: int) -> int:
    """The next place that is no white space."""
    match = _SPACE.match(text, at, end)
    return match.end() if match else at
