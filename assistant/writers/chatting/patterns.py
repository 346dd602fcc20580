"""Personal data that is known by its form: e-mail and network addresses, cards, accounts, phones.

A card must pass Luhn's sum and an account number (IBAN) its checksum. Telephone numbers have no
checksum: any seven to seventeen digits written like one count, since hiding a number that was none
costs nothing (it is restored in the draft) and missing one cannot be taken back.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]+(?:'[\w.+%-]+)*@[\w-]+(?:\.[\w-]+)+")
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?:[ -]?[A-Za-z0-9]){11,30}")
_CARD = re.compile(r"(?<![\d.,])[2-6](?:[ -]?\d){11,18}(?!\d)")
_NETWORK = re.compile(
    r"(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?!\.?\d)"
)
_PHONE = re.compile(
    r"(?<![\w.,+(])(?<!\w-)[+(]{0,3}\d(?:[ ()./-]{0,3}\d){6,16}"
    r"(?:\s?(?:x|ext\.?|extension|#)\s?\d{1,6})?(?![\w-])",
    re.IGNORECASE,
)
_EXTENSION = re.compile(r"(?:x|ext|#).*$", re.IGNORECASE)
_DATE = re.compile(
    r"(?<![\w/-])(?:(?:19|20)\d\d([-/.])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])"  # 2026-11-03
    r"|(?:0?[1-9]|[12]\d|3[01])([-/.])(?:0?[1-9]|1[0-2])\2(?:19|20)\d\d"  # 3.11.2026
    r"|(?:19|20)\d\d ?[-/–] ?(?:19|20)\d\d)(?![\w/-])"  # 2025-2026
)
_AMOUNT = re.compile(r"\d{1,2}(?:[ .]\d{3}){2}|\d{1,3}(?:[ .]\d{3})*[ .]000")  # 1 000 000
_KEPT = "Date"
_LENGTHS = """NO15 BE16 DK18 FI18 FO18 GL18 NL18 FK18 SD18 MK19 SI19 AT20 BA20 EE20 KZ20 LT20 LU20
    XK20 MN20 CH21 HR21 LI21 LV21 BG22 BH22 CR22 DE22 GB22 GE22 IE22 ME22 RS22 VA22 AE23 GI23 IL23
    IQ23 OM23 TL23 SO23 AD24 CZ24 ES24 MD24 PK24 RO24 SA24 SE24 SK24 TN24 VG24 LY25 PT25 ST25 IS26
    TR26 FR27 GR27 IT27 MC27 MR27 SM27 BI27 DJ27 AL28 AZ28 BY28 CY28 DO28 GT28 HU28 LB28 PL28 SV28
    NI28 HN28 BR29 EG29 PS29 QA29 UA29 JO30 KW30 MU30 YE30 MT31 SC31 LC32 RU33"""
_ACCOUNT_LENGTHS = {each[:2]: int(each[2:]) for each in _LENGTHS.split()}


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a text that holds personal data of a kind."""

    kind: str
    start: int
    end: int


def spans(text: str) -> list[Span]:
    """Every such place, in order and without overlaps; an earlier pattern wins over a later.

    Dates are no personal data here and stay.
    """
    taken: list[Span] = []
    for kind, expression, holds in _PATTERNS:
        for start, end in list(_gaps(taken, len(text))):
            taken += _matches(kind, expression, holds, text, start, end)
        taken.sort(key=lambda s: s.start)
    return [span for span in taken if span.kind != _KEPT]


def is_card(text: str) -> bool:
    """Whether the digits of a text are 13 to 19 and pass Luhn's sum."""
    digits = [int(c) for c in text if c.isdigit()]
    if not 13 <= len(digits) <= 19 or len(set(digits)) == 1:
        return False
    doubled = (d if at % 2 == 0 else 2 * d - 9 * (d > 4) for at, d in enumerate(reversed(digits)))
    return sum(doubled) % 10 == 0


def is_account(text: str) -> bool:
    """Whether a text is an IBAN with the right checksum."""
    plain = re.sub(r"[ -]", "", text).upper()
    if not 15 <= len(plain) <= 34 or not plain.isalnum() or not plain.isascii():
        return False
    if len(plain) != len(text) and len(plain) != _ACCOUNT_LENGTHS.get(plain[:2], len(plain)):
        return False  # in groups, and as long as no account of that country is
    return int("".join(str(int(c, 36)) for c in plain[4:] + plain[:4])) % 97 == 1


def is_phone(text: str) -> bool:
    """Whether a text is written like a telephone number and not like a date or an amount."""
    if _AMOUNT.fullmatch(text.strip()):
        return False
    return 7 <= sum(c.isdigit() for c in _EXTENSION.sub("", text)) <= 17


def _gaps(taken: list[Span], length: int) -> Iterator[tuple[int, int]]:
    at = 0
    for span in taken:
        yield at, span.start
        at = span.end
    yield at, length


def _matches(
    kind: str,
    expression: re.Pattern[str],
    holds: Callable[[str], bool],
    text: str,
    begin: int,
    stop: int,
) -> Iterator[Span]:
    for match in expression.finditer(text, begin, stop):
        start, end = match.span()
        if holds is is_account:
            end = _account_end(text, start, end)
        if holds(text[start:end]):
            yield Span(kind, start, end)


def _account_end(text: str, start: int, end: int) -> int:
    """Where the account number ends: the words after it may look like a part of it."""
    for stop in range(end, start + 14, -1):
        if text[stop - 1].isalnum() and is_account(text[start:stop]):
            return stop
    return end


def _always(text: str) -> bool:
    return True


_PATTERNS: tuple[tuple[str, re.Pattern[str], Callable[[str], bool]], ...] = (
    ("Email", _EMAIL, _always),
    ("Account", _IBAN, is_account),
    (_KEPT, _DATE, _always),
    ("Card", _CARD, is_card),
    ("Network", _NETWORK, _always),
    ("Phone", _PHONE, is_phone),
)
