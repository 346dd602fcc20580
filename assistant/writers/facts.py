"""What a sentence claims that can be looked up: numbers, dates, names, quotes, word stems.

Everything here is plain text work without a model, so that the same sentence always gives
the same facts. Text is compared after ``plain``: one spelling of quotes, dashes and spaces.
"""

import re
from functools import lru_cache

from Stemmer import Stemmer

from assistant.language.daywords import without_days
from assistant.language.numberwords import NUMBER_WORDS, ORDINAL_WORDS

_QUOTES = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‐": "-", "‑": "-"}
)

_NUMBER = re.compile(
    r"(?<![\w.,-])\d{1,3}(?:,\d{3})+(?![\d])|(?<![\w.])\d+(?:\.\d+)?(?:st|nd|rd|th)?(?![\d])"
)
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['-])*|\d+(?:[.,]\d+)*")
_QUOTED = re.compile(r'"([^"]{2,})"')
_CURLY = re.compile(r"“([^”]{2,})”")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b(?:https?://|www\.)\S+[\w/]")

STOPWORDS = frozenset(
    """a about above after again all also although always am an and another any anyone anything
    are around as at away back be became because become been before being below best better
    between both but by came can cannot could did do does doing down during each either else
    ever every everything few first for from further get gets give given go goes going got had
    has have having he her here hers herself him himself his how however i if in instead into
    is it its itself just keep kept last least less let like made make makes many may me might
    mine more most much must my myself near need needs neither never new next no nobody none nor
    not nothing now of off often on once one only onto or other others our ours out over own per
    quite rather really said same say says see seen shall she should since so some someone
    something soon still such take taken takes than that the their theirs them themselves then
    there these they thing things this those though through to together too took toward towards
    under until up upon us use used uses using very via was way we well went were what when where
    whether which while who whoever whom whose why will with within without would yes yet you your
    yours yourself yourselves it's i'm i've i'd i'll don't doesn't didn't isn't aren't wasn't
    weren't won't can't couldn't wouldn't shouldn't hasn't haven't hadn't let's that's
    there's""".split()
)
IRREGULAR = {
    "wrote": "write",
    "written": "write",
    "built": "build",
    "showed": "show",
    "shown": "show",
    "spoke": "speak",
    "spoken": "speak",
    "told": "tell",
    "taught": "teach",
    "thought": "think",
    "brought": "bring",
    "bought": "buy",
    "found": "find",
    "met": "meet",
    "held": "hold",
    "chose": "choose",
    "chosen": "choose",
    "drew": "draw",
    "drawn": "draw",
    "sent": "send",
    "read": "read",
    "ran": "run",
    "began": "begin",
    "begun": "begin",
    "knew": "know",
    "known": "know",
    "understood": "understand",
    "gave": "give",
    "heard": "hear",
    "felt": "feel",
    "left": "leave",
    "lost": "lose",
    "paid": "pay",
    "put": "put",
    "sat": "sit",
    "saw": "see",
    "seen": "see",
    "spent": "spend",
    "stood": "stand",
    "won": "win",
    "cut": "cut",
    "kept": "keep",
    "made": "make",
    "took": "take",
    "taken": "take",
    "people": "person",
    "children": "child",
    "done": "done",
    "finished": "finish",
    "swapped": "swap",
}


def plain(text: str) -> str:
    """The text with one spelling of quotes and hyphens and single spaces."""
    return re.sub(r"\s+", " ", text.translate(_QUOTES)).strip()


def words(text: str) -> list[str]:
    """The words and numbers of a text, in order, as they are spelled."""
    return _WORD.findall(text.translate(_QUOTES))


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """One form for the forms of a word: "marked", "marks" and "mark" give "mark"."""
    lower = word.lower().removesuffix("'s").removesuffix("'")
    lower = IRREGULAR.get(lower, lower)
    return str(_stemmer().stemWord(lower))


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer:
    return Stemmer("english")


@lru_cache(maxsize=8192)
def stems(text: str) -> tuple[str, ...]:
    """The stems of the text's content words, in order; hyphenated words also in parts."""
    found: list[str] = []
    for word in words(text):
        parts = [word] if "-" not in word else [word, *word.split("-")]
        found += [stem(p) for p in parts if p and p.lower() not in STOPWORDS]
    return tuple(found)


def numbers(text: str) -> dict[float, str]:
    """The numbers of a text that are no dates, digits or words, each with its spelling."""
    text = without_days(text)
    found = {}
    for match in _NUMBER.finditer(text):
        digits = re.sub(r"st|nd|rd|th|,", "", match.group())
        found[float(digits)] = match.group()
    for word in words(text):
        lower = word.lower()
        value = NUMBER_WORDS.get(lower, ORDINAL_WORDS.get(lower))
        if value is None and "-" in lower:  # "five-minute", "four-part"
            value = next((NUMBER_WORDS[p] for p in lower.split("-") if p in NUMBER_WORDS), None)
        if value is not None:
            found.setdefault(float(value), word)
    return found


def quotes(text: str) -> list[str]:
    """What stands between quotation marks; marks within curly ones belong to the words."""
    curly = [q.strip() for q in _CURLY.findall(text)]
    return [*curly, *(q.strip() for q in _QUOTED.findall(_CURLY.sub(" ", text)))]


def without_quotes(text: str) -> str:
    """The text without what stands between quotation marks."""
    return _QUOTED.sub(" ", _CURLY.sub(" ", text))


def addresses(text: str) -> list[str]:
    """The e-mail and web addresses of a text."""
    return _ADDRESS.findall(text)


def without_addresses(text: str) -> str:
    """The text without its e-mail and web addresses."""
    return _ADDRESS.sub(" ", text)
