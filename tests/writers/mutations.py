"""False claims made from true statements: one figure, name, date, word or source changed."""

import re
from collections.abc import Callable
from dataclasses import replace
from random import Random

from assistant.drafts import Basis, Statement
from assistant.language import daywords
from assistant.writers import facts

NAMES = ("Gregor", "Maribel", "Wendell", "Astrid", "Bogdan")
MONTHS = (
    "January February March April May June July August September October November December".split()
)
AUXILIARY = r"\b(is|was|are|were|has|have|had|can|could|will|would|did|does)\b(?! not\b| no\b)"


def number(statement: Statement, pick: Random) -> Statement | None:
    """The statement with one of its counts changed, in figures or in words."""
    text = statement.text
    counts = r"(?<![\w.,-])\d{1,4}(?![\w.,-]*\d)"
    spots = list(re.finditer(counts, daywords.without_days(text)))
    words = list(
        re.finditer(r"\b(two|three|four|five|six|seven|eight|nine|ten|twelve|forty)\b", text)
    )
    if words and (not spots or pick.random() < 0.5):
        match = pick.choice(words)
        other = pick.choice(["ninety-one", "ninety-three"])
        return replace(statement, text=text[: match.start()] + other + text[match.end() :])
    dates = [m.span() for m in re.finditer(r"\d{1,2} [A-Z][a-z]+ \d{4}", text)]
    spots = [
        m
        for m in re.finditer(r"(?<![\w.,-])\d{1,4}(?![\w,-]*\d)", text)
        if not any(a <= m.start() < b for a, b in dates)
    ]
    if not spots:
        return None
    match = pick.choice(spots)
    other = str(int(match.group()) + pick.choice([37, 53, 71]))
    return replace(statement, text=text[: match.start()] + other + text[match.end() :])


def date(statement: Statement, pick: Random) -> Statement | None:
    """The statement with another day, month or year in one of its dates."""
    found = list(re.finditer(r"(\d{1,2}) ([A-Z][a-z]+) (\d{4})", statement.text))
    if not found:
        return None
    match = pick.choice(found)
    day, month, year = int(match.group(1)), match.group(2), int(match.group(3))
    part = pick.choice(("day", "month", "year"))
    if part == "day":
        day = day % 27 + 1
    elif part == "month":
        month = MONTHS[(MONTHS.index(month) + pick.choice([4, 5, 7])) % 12]
    else:
        year += pick.choice([-3, 3])
    spelled = pick.choice([f"{day} {month} {year}", f"{month} {day}, {year}"])
    text = statement.text[: match.start()] + spelled + statement.text[match.end() :]
    return replace(statement, text=text)


def name(statement: Statement, pick: Random, known: tuple[str, ...]) -> Statement | None:
    """The statement with one person's name replaced by a stranger's."""
    found = [m for n in known for m in re.finditer(rf"\b{n}\b", statement.text)]
    if not found:
        return None
    match = pick.choice(found)
    text = statement.text[: match.start()] + pick.choice(NAMES) + statement.text[match.end() :]
    return replace(statement, text=text)


def swapped(statement: Statement, pick: Random, one: str, other: str) -> Statement | None:
    """The statement with the two partners' names exchanged, its owner too."""
    alike = rf"{one} and {other}|{other} and {one}|What (?:{one}|{other}) learned: I found no"
    if re.search(alike, statement.text):
        return None  # as true of the one as of the other
    turn = {one: other, other: one}
    text = re.sub(rf"\b(?:{one}|{other})\b", lambda m: turn[m.group()], statement.text)
    return replace(statement, text=text) if text != statement.text else None


def negation(statement: Statement, pick: Random) -> Statement | None:
    """The statement with a "not" put in or taken out."""
    denied = re.search(
        r"\b(is|was|are|were|has|have|had|can|could|will|would|did|does|and) not\b"
        r"|\bnot (?=met|done)",
        statement.text,
    )
    if denied:
        kept = denied.group(1) or ""
        text = statement.text[: denied.start()] + kept + statement.text[denied.end() :]
        return replace(
            statement, text=facts.plain(text) if "“" not in text else text.replace("  ", " ")
        )
    found = list(re.finditer(AUXILIARY, statement.text))
    if not found:
        return None
    match = pick.choice(found)
    text = statement.text[: match.end()] + " not" + statement.text[match.end() :]
    return replace(statement, text=text)


def source(statement: Statement, pick: Random) -> Statement | None:
    """The statement citing a passage that is not among its brief's."""
    foreign = pick.choice(["n-0123456789abcdef", "g-ffffffffffffffff", "record:goal:other-pair-1"])
    return replace(statement, sources=(*statement.sources[1:], foreign))


def quote(statement: Statement, pick: Random) -> Statement | None:
    """The statement with words in quotation marks that nobody wrote."""
    invented = pick.choice(
        ["“We will double the budget next year.”", "“She never listens to anybody.”"]
    )
    return replace(statement, text=f"{statement.text.rstrip('.')}: {invented}", basis=Basis.QUOTED)


Change = Callable[[Statement, Random], Statement | None]
PLAIN: dict[str, Change] = {
    "number": number,
    "date": date,
    "negation": negation,
    "source": source,
    "quote": quote,
}
