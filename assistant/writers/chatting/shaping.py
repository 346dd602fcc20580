"""From a model's JSON to a Draft: only known sources, only the partners as owners, no addresses.

What a model wrote is kept as it is unless a rule here is exact. Whatever is taken away is said
in the statement's flag.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant.domain import Pair, Side
from assistant.drafts import Basis, Draft, Kind, Section, Statement
from assistant.writers.chatting.pseudonyms import stand_ins, visible
from assistant.writers.chatting.reading import listed

UNKNOWN_SOURCE = "The model named a source that it was not given"
UNKNOWN_OWNER = "The model named an owner who is not one of the two partners"
UNREADABLE_DATE = "The model gave a date that cannot be read"
FOREIGN_ADDRESS = "The model wrote an address or code that no source holds; it was taken out"
UNKNOWN_PERSON = "The model named a person whom it was not told of"

TITLES: Mapping[Kind, str] = {
    Kind.ANSWER: "Answer",
    Kind.AGENDA: "Agenda",
    Kind.STARTERS: "Conversation starters",
    Kind.POWER_DYNAMICS: "Across the difference in power",
    Kind.EXPLAINER: "Explainer",
    Kind.SUMMARY: "Progress summary",
}
_REMOVED = "[address removed]"
# Each of these takes time in proportion to the text, whatever the text is.
_INLINE = re.compile(r" ?[\[(](?:[GNR]\d{1,4}(?: ?[,;] ?)?)+[\])]")
_ALIAS = re.compile(r"\b[GNR]\d{1,4}\b")
_LINK = re.compile(r"!?\[([^\[\]\n]*)\](?:\([^()\n]*\)?| ?\[[^\[\]\n]*\])")
_REFERENCE = re.compile(r"^[ \t]{0,9}\[[^\[\]\n]+\]:[ \t]{0,9}\S.*$", re.MULTILINE)
_TAG = re.compile(r"<[!/?]?[A-Za-z][^>]*(?:>|$)|<!--.*?(?:-->|$)", re.DOTALL)
_ADDRESS = re.compile(
    r"(?:\b[a-z][a-z0-9+.-]{0,20}:)?//[^\s<>\"')\]]+|\bwww\.[^\s<>\"')\]]+"
    r"|\b(?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24}/[^\s<>\"')\]]*"
    r"|(?:javascript|vbscript|\b(?:data|file|mailto)):[^\s\"')\]]+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Given:
    """What the model was given, as far as its answer is held against it.

    ``sources`` maps the short ids of the prompt to passage and record ids; ``restore`` puts
    names back; ``texts`` is everything that may hold an address.
    """

    kind: Kind
    sources: Mapping[str, str]
    restore: Callable[[str], str]
    texts: str = ""
    pair: Pair | None = None


def shape(value: Mapping[str, Any], given: Given) -> Draft:
    """The Draft that a model's JSON stands for."""
    title = _plain(value.get("title"), given)[0] or TITLES[given.kind]
    sections, said = [], set[tuple[object, ...]]()
    for entry in listed(value.get("sections")):
        if isinstance(entry, dict):
            statements = [_statement(s, given) for s in listed(entry.get("statements"))]
            kept = tuple(s for s in statements if s is not None and _is_new(s, said))
            heading = _plain(entry.get("heading"), given)[0] or TITLES[given.kind]
            if kept:
                sections.append(Section(heading, _minutes(entry.get("minutes"), given), kept))
    return Draft(given.kind, title, tuple(sections), value.get("abstained") is True)


def _is_new(statement: Statement, said: set[tuple[object, ...]]) -> bool:
    """Whether no statement before it says the same; a weak model may go round in circles."""
    before = len(said)
    said.add((statement.text.casefold(), statement.owner, statement.due))
    return len(said) > before


def words(said: str, given: Given) -> str:
    """A model's words as they may be shown, names put back."""
    return _plain(said, given)[0] if said else ""


def _statement(entry: object, given: Given) -> Statement | None:
    if isinstance(entry, str):
        entry = {"text": entry}
    if not isinstance(entry, dict):
        return None
    raw = entry.get("text")
    named = _ALIAS.findall(raw) if isinstance(raw, str) and _INLINE.search(raw) else []
    text, flags = _plain(_INLINE.sub("", raw) if isinstance(raw, str) else raw, given)
    if not any(c.isalnum() for c in text):
        return None
    asked = [str(s).strip(" []()") for s in listed(entry.get("sources"))]
    asked += [n for n in named if n not in asked]
    sources = tuple(dict.fromkeys(given.sources[a] for a in asked if a in given.sources))
    if any(a not in given.sources for a in asked):
        flags.append(UNKNOWN_SOURCE)
    owner, due = _owner(entry.get("owner"), given), _date(entry.get("due"))
    if owner is None and entry.get("owner"):
        flags.append(UNKNOWN_OWNER)
    if due is None and entry.get("due"):
        flags.append(UNREADABLE_DATE)
    basis = _basis(entry.get("basis"), sources)
    return Statement(text, sources, basis, owner, due, "; ".join(dict.fromkeys(flags)) or None)


def _plain(value: object, given: Given) -> tuple[str, list[str]]:
    """A model's words with names put back and addresses taken out, and what was wrong."""
    if not isinstance(value, str):
        return "", []
    text = visible(value)

    def known(match: re.Match[str]) -> str:
        address = match[0].rstrip(".,;:!?")
        rest = match[0][len(address) :]
        return match[0] if len(address) > 7 and address in given.texts else _REMOVED + rest

    safe = _LINK.sub(lambda m: m[1] or _REMOVED, _REFERENCE.sub(_REMOVED, text))
    safe = _ADDRESS.sub(known, _TAG.sub("", safe))
    flags = [FOREIGN_ADDRESS] if safe != text else []
    restored = given.restore(safe)
    if any(True for _ in stand_ins(restored)) and restored not in given.texts:
        flags.append(UNKNOWN_PERSON)
    return " ".join(restored.split()), flags


def _minutes(value: object, given: Given) -> int | None:
    if given.kind is not Kind.AGENDA or isinstance(value, bool):
        return None
    if isinstance(value, str) and (number := re.fullmatch(r"\s*(\d{1,3})\s*(?:min\w*)?\s*", value)):
        value = int(number[1])
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return value if isinstance(value, int) and 0 <= value <= 600 else None


def _owner(value: object, given: Given) -> str | None:
    if given.pair is None or not isinstance(value, str):
        return None
    named = given.restore(value).strip().casefold()
    for side in Side:
        person = given.pair.person(side)
        if named in {side.value, f"the {side.value}", person.email, person.name.casefold()}:
            return person.email
    same = [p for p in map(given.pair.person, Side) if p.is_called(named)]
    return same[0].email if len(same) == 1 else None


def _date(value: object) -> date | None:
    try:
        return date.fromisoformat(value.strip()) if isinstance(value, str) else None
    except ValueError:
        return None


def _basis(value: object, sources: tuple[str, ...]) -> Basis:
    if isinstance(value, str) and value.strip().lower() in list(Basis):
        return Basis(value.strip().lower())
    return Basis.GROUNDED if sources else Basis.INFERRED
