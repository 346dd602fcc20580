"""What a sentence claims that can be looked up: numbers, dates, names and quotes.

Everything here is plain text work without a model, so that the same sentence always gives
the same facts. Text is compared after ``plain``: one spelling of quotes, dashes and spaces.
"""

import re

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


def plain(text: str) -> str:
    """The text with one spelling of quotes and hyphens and single spaces."""
    return re.sub(r"\s+", " ", text.translate(_QUOTES)).strip()


def words(text: str) -> list[str]:
    """The words and numbers of a text, in order, as they are spelled."""
    return _WORD.findall(text.translate(_QUOTES))


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
