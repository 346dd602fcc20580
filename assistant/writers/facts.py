"""What a sentence claims that can be looked up: numbers, dates, names, quotes, word stems.

Everything here is plain text work without a model, so that the same sentence always gives
the same facts. Text is compared after ``plain``: one spelling of quotes, dashes and spaces.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from Stemmer import Stemmer

_QUOTES = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‐": "-", "‑": "-"}
)
_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()

NUMBER_WORDS: dict[str, int] = {word: n for n, word in enumerate(_UNITS)}
NUMBER_WORDS |= {word: 20 + 10 * n for n, word in enumerate(_TENS)}
NUMBER_WORDS |= {
    f"{ten}-{unit}": 20 + 10 * t + u
    for t, ten in enumerate(_TENS)
    for u, unit in enumerate(_UNITS)
    if 0 < u < 10
}
NUMBER_WORDS |= {"hundred": 100, "thousand": 1000, "dozen": 12, "twice": 2}
ORDINAL_WORDS: dict[str, int] = {word: n for n, word in enumerate(_ORDINALS, start=1)}
ORDINAL_WORDS |= {f"twenty-{w}": 20 + n for n, w in enumerate(_ORDINALS[:9], start=1)}
ORDINAL_WORDS |= {"thirtieth": 30, "thirty-first": 31}

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)(?:[a-z]*)\b\.?"
_ORDINAL = "|".join(sorted(ORDINAL_WORDS, key=len, reverse=True))
_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?|(?i:{_ORDINAL}))"
_DATE = re.compile(
    rf"(?P<iso>\b\d{{4}}-\d{{2}}-\d{{2}}\b)"
    rf"|(?P<slash>\b\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}}\b)"
    rf"|\b(?P<d1>{_DAY})\s+(?:of\s+)?(?P<m1>{_MONTH})(?:,?\s+(?P<y1>\d{{4}})\b)?"
    rf"|\b(?P<m2>{_MONTH})\s+(?:the\s+)?(?P<d2>{_DAY})\b(?!\s*%)(?:,?\s+(?P<y2>\d{{4}})\b)?"
    rf"|\b(?P<m3>{_MONTH})\s+(?P<y3>\d{{4}})\b"
    rf"|\b(?P<m4>{'|'.join(m for m in _MONTHS if m not in ('May', 'March'))}|(?<=in )May)\b"
)
_DAY_LABEL = re.compile(
    r"(?i)\b(done|due|held|planned|started|starts|ended|ends|cancelled)\b[^.;()]{0,12}$"
)
_WEEKDAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)})s?\b")
_NUMBER = re.compile(
    r"(?<![\w.,-])\d{1,3}(?:,\d{3})+(?![\d])|(?<![\w.])\d+(?:\.\d+)?(?:st|nd|rd|th)?(?![\d])"
)
_WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ][A-Za-zÀ-ÖØ-öø-ÿ'-]*|\d+(?:[.,]\d+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"')]*\s+(?=[\"'(A-ZÀ-Ö0-9])|\n+")
_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|Mr|Mrs|Ms|Dr|St|Prof|vs|No|approx|[A-Z])\.$")
_BULLET = re.compile(r"^\s*(?:[-*+•]|\d{1,2}[.)])\s+|^\s*#{1,6}\s+")
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
    whether which while who whom whose why will with within without would yes yet you your yours
    yourself yourselves it's i'm i've i'd i'll don't doesn't didn't isn't aren't wasn't weren't
    won't can't couldn't wouldn't shouldn't hasn't haven't hadn't let's that's there's""".split()
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


@dataclass(frozen=True, slots=True)
class Day:
    """A date as it was spelled; a part that was not said is None."""

    year: int | None
    month: int | None
    day: int | None
    weekday: int | None = None
    spelled: str = ""

    def told_by(self, other: "Day") -> bool:
        """Whether ``other``, a date of a source, says at least what this one says."""
        if self.weekday is not None:
            return self.weekday in (other.weekday, _weekday(other))
        if self.month != other.month or (self.day is not None and self.day != other.day):
            return False
        return self.year is None or other.year is None or self.year == other.year


def _weekday(day: Day) -> int | None:
    if day.year is None or day.month is None or day.day is None:
        return None
    try:
        return date(day.year, day.month, day.day).weekday()
    except ValueError:
        return None


def plain(text: str) -> str:
    """The text with one spelling of quotes and hyphens and single spaces."""
    return re.sub(r"\s+", " ", text.translate(_QUOTES)).strip()


@lru_cache(maxsize=4096)
def sentences(text: str) -> tuple[str, ...]:
    """The text's sentences and bullets, in order, without bullet signs and headings' signs."""
    found: list[str] = []
    for line in text.splitlines():
        start, body = 0, _BULLET.sub("", line).strip()
        for end in _SENTENCE_END.finditer(body):
            piece = body[start : end.end()].strip()
            if _ABBREVIATION.search(piece):
                continue
            found.append(piece)
            start = end.end()
        if body[start:].strip():
            found.append(body[start:].strip())
    return tuple(found)


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


def days(text: str) -> list[Day]:
    """Every date in the text, in whatever spelling, with what is said of it."""
    text = text.translate(_QUOTES)
    found = [day for match in _DATE.finditer(text) for day in _read_day(match)]
    found += [
        Day(None, None, None, _WEEKDAYS.index(m.group(1)), m.group(0))
        for m in _WEEKDAY.finditer(text)
    ]
    return found


def _read_day(match: re.Match[str]) -> list[Day]:
    spelled, part = match.group(0), match.groupdict()
    if part["iso"]:
        year, month, day = (int(p) for p in part["iso"].split("-"))
        return [Day(year, month, day, spelled=spelled)]
    if part["slash"]:
        first, second, year = (int(p) for p in re.split(r"[/.]", part["slash"]))
        return [Day(year, second, first, spelled=spelled)]
    for d, m, y in (("d1", "m1", "y1"), ("d2", "m2", "y2"), (None, "m3", "y3"), (None, "m4", None)):
        if part[m]:
            return [
                Day(
                    int(part[y]) if y and part[y] else None,
                    _month(part[m]),
                    _ordinal(part[d]) if d else None,
                    spelled=spelled,
                )
            ]
    return []


def _month(word: str) -> int | None:
    return next((n for n, m in enumerate(_MONTHS, 1) if m.startswith(word.rstrip(".")[:3])), None)


def _ordinal(word: str) -> int:
    digits = re.match(r"\d+", word)
    return int(digits.group()) if digits else ORDINAL_WORDS[word.lower()]


def labelled_days(text: str) -> list[tuple[str, Day]]:
    """Dates right after a word that says what they are: "done on 3 May" gives ("done", ...)."""
    text = text.translate(_QUOTES)
    found = []
    for match in _DATE.finditer(text):
        label = _DAY_LABEL.search(text[max(0, match.start() - 24) : match.start()])
        if label:
            found += [(label.group(1).lower(), day) for day in _read_day(match)]
    return found


def without_days(text: str) -> str:
    """The text without its dates, so that a day of the month is not taken for a count."""
    return _DATE.sub(" ", text.translate(_QUOTES))


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
