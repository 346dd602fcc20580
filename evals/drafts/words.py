"""Reading English closely enough to judge it: words, sentences, questions, dates."""

import re
from collections.abc import Iterable
from datetime import date

from assistant.language import tokens

MONTHS = """january february march april may june july august september october november
december""".split()
OPENERS = frozenset("what how which who whose when where why tell".split())
CLOSED = frozenset(
    """do does did is are am was were have has had can could will would should may might shall
    isn't aren't don't doesn't didn't won't wouldn't couldn't shouldn't""".split()
)
LEADING = re.compile(
    r"\b(don't you|isn't it|aren't you|wouldn't you|shouldn't (?:we|you)|right\?|surely|obviously"
    r"|why (?:didn't|don't|won't|can't) you|agree that|you must)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r'"[^"]+"')
_LONG_DATE = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})\b", re.IGNORECASE)
_ISO_DATE = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")


def plain(text: str) -> str:
    """The text with straight quotation marks and single spaces."""
    text = text.replace("“", '"').replace("”", '"').replace("’", "'").replace("‘", "'")
    text = text.replace("**", "").replace("`", "")
    return re.sub(r"\s+", " ", text).strip()


def words(text: str) -> list[str]:
    """Words in lower case, apostrophes kept."""
    return re.findall(r"[a-zà-öø-ÿ0-9][\wà-öø-ÿ'-]*", plain(text).lower())


def content(text: str) -> set[str]:
    """The stems of the words that carry meaning."""
    return {stem for stem in tokens.stems(text) if len(stem) > 1}


def holds(text: str, wanted: str, least: float = 0.75) -> bool:
    """Whether at least this share of the meaning words of ``wanted`` occur in the text."""
    need = content(wanted)
    return bool(need) and len(need & content(text)) / len(need) >= least


def sentences(text: str) -> list[str]:
    """Sentences, cut after . ! or ? and before a capital or a quotation mark."""
    return [s for s in re.split(r'(?<=[.!?])"?\s+(?=["A-Z])', plain(text)) if s]


def unquoted(text: str) -> str:
    """The text without what stands in quotation marks."""
    return _QUOTED.sub(" ", plain(text))


def quotes(text: str) -> list[str]:
    """What stands in quotation marks."""
    return [q.strip('"') for q in _QUOTED.findall(plain(text))]


def asked(text: str) -> list[str]:
    """The questions in a text, each from its first word on; labels before a colon are cut."""
    text = re.sub(r'[.!?]"\s*(?=[A-Z])', '."\n', plain(text)).replace('"', " ")
    found = []
    for piece in re.findall(r"[^.!?\n]*\?", text):
        question = re.sub(r"^.*[:;]\s+", "", piece).strip()
        if question:
            found.append(question)
    return found


def is_open(question: str) -> bool:
    """Whether a question cannot be answered with yes or no, and does not push an answer."""
    if LEADING.search(question):
        return False
    clauses = re.split(r",\s+(?:and\s+)?", question)
    heads = [w[0] for c in clauses if (w := words(c))]
    heads += [w[1] for c in clauses if len(w := words(c)) > 1 and w[0] in _PREPOSITIONS]
    if OPENERS.intersection(heads):
        return True
    return not (heads and heads[0] in CLOSED) and bool(OPENERS.intersection(words(question)))


_PREPOSITIONS = frozenset("in on at for with from by to of about after and so but".split())


def dates(text: str) -> set[date]:
    """The dates in a text, written 24 November 2026 or 2026-11-24."""
    written = [(y, MONTHS.index(m.lower()) + 1, d) for d, m, y in _LONG_DATE.findall(text)]
    written += _ISO_DATE.findall(text)
    found = (_date(int(y), int(m), int(d)) for y, m, d in written)
    return {day for day in found if day is not None}


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def numbers(text: str) -> set[str]:
    """The numbers in figures, without those of dates."""
    text = _ISO_DATE.sub(" ", _LONG_DATE.sub(" ", plain(text)))
    return {n.replace(",", "") for n in re.findall(r"(?<![\w.-])\d[\d,]*(?:\.\d+)?", text)}


def mask(text: str, names: Iterable[str]) -> str:
    """The text in lower case with names, dates and numbers taken out, to compare wordings."""
    text = _ISO_DATE.sub("#", _LONG_DATE.sub("#", plain(text)))
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(rf"\b{re.escape(name)}\b", "N", text)
    return re.sub(r"\d+", "#", text).lower()


def grade(text: str) -> float:
    """The school grade that reads a text with ease (Flesch and Kincaid); 0 for an empty one.

    Syllables are counted as groups of vowels, without a silent e at the end.
    """
    said, of = words(text), [s for s in sentences(text) if words(s)]
    if not said or not of:
        return 0.0
    syllables = sum(_syllables(word) for word in said)
    return 0.39 * len(said) / len(of) + 11.8 * syllables / len(said) - 15.59


def _syllables(word: str) -> int:
    groups = len(re.findall(r"[aeiouy]+", word))
    silent = word.endswith("e") and not word.endswith("le") and groups > 1
    return max(1, groups - silent)
