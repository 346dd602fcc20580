"""How much of a reference answer's words stand in a text."""

import re
from collections.abc import Iterator

from assistant.language.tokens import is_stop, stem
from evals.drafts.words import MONTHS

_NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
        fifteen sixteen seventeen eighteen nineteen twenty""".split()
    )
}
_DAY = r"\b(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_NAMES = "|".join(f"{month[:3]}(?:{month[3:]}|t)?" for month in MONTHS)
_MONTH = rf"(?P<month>{_NAMES})(?![a-z])\.?"
_YEAR = r"(?P<year>\d{4})\b"
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])-(?P<day>\d{2})\b",
        rf"{_DAY}\s?(?:of )?{_MONTH},? {_YEAR}",
        rf"\b{_MONTH} {_DAY},? {_YEAR}",
        rf"{_DAY}\s?(?:of )?{_MONTH}",
        rf"\b{_MONTH} {_DAY}\b",
        rf"\b{_MONTH},? (?:of )?{_YEAR}",
    )
)


def share(gold: str, text: str) -> float:
    """The share of the reference answer's words that stand in the text; 0 without any word.

    Words are compared by their stems, without punctuation and stop words; numbers are figures,
    and a date is one word, however it is written: "7 May 2023" is "May 7, 2023". A month or a year
    in the reference is met by any date within it, and a date by the same one without its year.
    """
    wanted = _wanted(gold)
    said = _said(text)
    return sum(not said.isdisjoint(forms) for forms in wanted) / len(wanted) if wanted else 0.0


def _wanted(gold: str) -> set[frozenset[str]]:
    """Each word of the reference, with the forms that meet it."""
    dates, rest = _parted(gold)
    words = list(_words(rest))
    forms = {frozenset({stem(w)}) for w in words if not is_stop(w)}
    if not forms and not dates:
        forms = {frozenset({stem(w)}) for w in words}
    return forms | {_met_by(*day) for day in dates}


def _met_by(year: str, month: int, day: int) -> frozenset[str]:
    if not day:
        return frozenset({f"{year}-{month}"})
    if not year:
        return frozenset({f"any-{month}-{day}"})
    return frozenset({f"{year}-{month}-{day}", f"?-{month}-{day}"})


def _said(text: str) -> frozenset[str]:
    """The stems of a text, and its dates in every form that may be asked for."""
    dates, rest = _parted(text)
    said = {stem(word) for word in _words(rest)}
    for year, month, day in dates:
        said |= {stem(MONTHS[month - 1]), year, f"{year}-{month}"}
        said |= {f"{year or '?'}-{month}-{day}", f"any-{month}-{day}"} if day else set()
    return frozenset(said)


def _parted(text: str) -> tuple[list[tuple[str, int, int]], str]:
    """The dates of a text as year, month and day, "" or 0 for what is left open, and the rest."""
    found: list[tuple[str, int, int]] = []
    for pattern in _DATES:
        while match := pattern.search(text):
            parts = match.groupdict()
            found.append((parts.get("year", ""), _month(parts["month"]), int(parts.get("day", 0))))
            text = f"{text[: match.start()]} {text[match.end() :]}"
    return found, text


def _month(printed: str) -> int:
    if printed.isdigit():
        return int(printed)
    return next(n for n, month in enumerate(MONTHS, 1) if month[:3] == printed[:3].lower())


def _words(text: str) -> Iterator[str]:
    """The words in lower case, numbers in figures."""
    plain = re.sub(r"(?<=\d),(?=\d{3}\b)", "", text.lower().replace("’", "'"))
    plain = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", plain)
    for word in re.findall(r"[^\W_]+(?:[.'][^\W_]+)*", plain):
        bare = word.removesuffix("'s")
        yield _NUMBERS.get(bare, bare)
