"""Words that tell a session by its number or its place: "session 3", "last time"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from assistant.language.numberwords import NUMBER_WORDS, ORDINAL_WORDS
from assistant.language.tense import speaks_of_past


class Session(Protocol):
    """What is known of a session; ``status`` is "held", "planned" or "cancelled"."""

    @property
    def number(self) -> int: ...
    @property
    def held_on(self) -> date | None: ...
    @property
    def status(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Told:
    """Sessions that words tell, with the words' place; ``lack`` says which of them is not."""

    start: int
    end: int
    numbers: tuple[int, ...] = ()
    lack: str = ""


_SMALL = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_N = rf"(?:\d{{1,3}}|{_SMALL})"
_MEETING = r"(?:session|meeting|one-to-one)"
_ORDINALS = "|".join(list(ORDINAL_WORDS)[:12])
_ORD = rf"(?:{_ORDINALS}|\d{{1,2}}(?:st|nd|rd|th))"
_NUMBERED = re.compile(
    rf"(?i)\b(?:session|meeting)s? (?:number |no\.? ?|nr\.? ?|#)?"
    rf"(?P<list>{_N}(?:(?:, and |, | ?[-–&] ?| and | or | to )(?:session |meeting )?{_N})*)\b"
    r"(?![.,:]\d|-|(?:st|nd|rd|th)\b| ?%| (?:of us|minutes?|mins?|hours?|days?|weeks?|months?"
    r"|years?|people|persons?|times)\b)"
)
_PLACED = re.compile(
    rf"(?i)\b(?:(?:(?P<other>{_ORD}) (?P<joint>and|or|to) (?:the )?)?(?P<ord>{_ORD})"
    r"|(?P<second>second[- ](?:to[- ])?last|last but one|penultimate)"
    r"|(?P<last>last|latest|previous|most recent)|(?P<next>next|upcoming|coming))"
    r"(?: (?P<count>two|three|four|five|[2-5]))?"
    rf"(?: (?:ever|mentoring|coaching|real|proper|regular|joint|ordinary))* {_MEETING}(?P<s>s?)\b"
    r"(?! with (?:the|my|our|his|her|their|an?)\b)"
)
_LAST_TIME = re.compile(
    r"(?i)(?<!\bthe )\b(?P<which>last|next) time\b"
    r"(?! (?:I|he|she|they|it|you|we|somebody|someone)\b|(?-i: [A-Z]))"
    r"|\b(?:the )?(?P<which2>last|next) time we(?: (?:met|meet|spoke|speak|talked|talk|sat down)\b"
    r"| saw each other)(?! about)"
    r"|\b(?:when )?we last (?P<which3>met|spoke|talked)\b(?! about)"
)
_BEFORE_LAST = re.compile(
    rf"(?i)\b(?:{_MEETING}|time|one) (?P<way>before last|after next)\b(?! \w+ing)"
)
_POINTS = re.compile(
    rf"(?i)\bthe (?P<what>{_MEETING}|one|time) (?P<way>before|after)(?: (?:that|this|it))?"
    r"(?=\s*(?:$|[?.!,;]|(?:and|or|about|too|we|did|was|what)\b))"
)
_LEADS = re.compile(r"(?i)(?:^|\b(?:in|at|during|from|about|and|or|since|after|of)\s+)$")
_BEGINNING = re.compile(
    r"(?i)\b(?:(?:right )?(?:at|in|from) the (?:very )?(?:beginning|start|outset)"
    r"(?: of (?:the |our |this )?(?:program(?:me)?|mentoring|sessions|work together)|(?! of))"
    r"|at first(?! (?:sight|glance|hand|light))|when we (?:first )?(?:started|began)"
    r"(?=\s*(?:$|[?.!,;]|out|together|working together|meeting|mentoring))|when we first met)\b"
)


def names_session(question: str) -> bool:
    """Whether a session is named, by its number or its place."""
    return any(p.search(question) for p in (_NUMBERED, _PLACED, _BEFORE_LAST, _LAST_TIME))


def places(question: str) -> Iterator[tuple[int, int]]:
    """Where sessions are told; "the one before" only points at another and stays."""
    for pattern in (_NUMBERED, _PLACED, _BEFORE_LAST, _LAST_TIME):
        for match in pattern.finditer(question):
            yield match.span()


def told(question: str, sessions: Sequence[Session]) -> list[Told]:
    """The sessions that the question tells, in order, none in another's words."""
    held = [s.number for s in sessions if s.status == "held"]
    planned = [s.number for s in sessions if s.status == "planned"]
    known = {s.number for s in sessions}
    found: list[Told] = []

    def add(match: re.Match[str], numbers: Sequence[int], lack: str = "") -> None:
        start, end = match.span()
        if all(end <= one.start or one.end <= start for one in found):
            there = tuple(n for n in numbers if n in known)
            gone = [n for n in numbers if n not in known]
            lack = lack or " ".join(f"No session {n} is recorded." for n in gone)
            found.append(Told(start, end, there, lack))

    for match in _BEFORE_LAST.finditer(question):
        ahead = match["way"].lower() == "after next"
        add(match, *_one(planned, 1, _NOT_PLANNED) if ahead else _one(held, -2, _ONE_HELD))
    for match in _NUMBERED.finditer(question):
        add(match, _numbers(match["list"], question[: match.start()]))
    for match in _PLACED.finditer(question):
        add(match, *_placed(match, held, planned))
    for match in _LAST_TIME.finditer(question):
        ahead = (match["which"] or match["which2"] or "").lower() == "next"
        add(match, *_one(planned, 0, _NOT_PLANNED) if ahead else _one(held, -1, _NONE_HELD))
    if speaks_of_past(question):
        for match in _BEGINNING.finditer(question):
            add(match, *_one(sorted(known), 0, _NONE_HELD))
    for match in _POINTS.finditer(question):
        anchors = [n for one in found if one.end <= match.start() for n in one.numbers]
        if not anchors and not (held and _LEADS.search(question[: match.start()])):
            continue
        step = -1 if match["way"].lower() == "before" else 1
        anchor = anchors[-1] if anchors else held[-1]
        add(match, *_one([n for n in known if n == anchor + step], 0, _ONE_HELD))
    return sorted(found, key=lambda one: one.start)


_NONE_HELD = "No session has been held so far."
_ONE_HELD = "There is no such session."
_NOT_PLANNED = "No further session is planned."


def _one(numbers: Sequence[int], at: int, lack: str) -> tuple[Sequence[int], str]:
    """The number at a place of the list, or what to say where the list is too short."""
    there = len(numbers) > at if at >= 0 else len(numbers) >= -at
    return ([numbers[at]], "") if there else ([], lack)


def _placed(
    match: re.Match[str], held: Sequence[int], planned: Sequence[int]
) -> tuple[Sequence[int], str]:
    count = _number(match["count"] or "one")
    if match["ord"]:
        first = _number(match["ord"])
        if match["other"]:
            between = f"{match['other']} {match['joint']} {match['ord']}"
            return _numbers(between, match.string[: match.start()]), ""
        return list(range(first, first + count)), ""
    if match["s"] and not match["count"]:
        return [], ""  # "previous sessions": all of them
    if match["second"]:
        return _one(held, -2, _ONE_HELD)
    if match["next"]:
        return planned[:count], "" if planned else _NOT_PLANNED
    return held[-count:], "" if held else _NONE_HELD


def _numbers(words: str, before: str) -> list[int]:
    """The numbers of a list; "2 to 4", and "between 2 and 4", hold those between."""
    numbers = [_number(word) for word in re.findall(rf"(?i)\b(?:{_ORD}|{_N})\b", words)]
    spans = re.search(r"(?i)\bto\b|[-–]", words) or re.search(
        r"(?i)\bbetween (?:the |our )?$", before
    )
    if len(numbers) == 2 and spans and numbers[0] < numbers[1]:
        return list(range(numbers[0], numbers[1] + 1))
    return numbers


def _number(word: str) -> int:
    word = word.lower()
    digits = re.match(r"\d+", word)
    return int(digits.group()) if digits else ORDINAL_WORDS.get(word) or NUMBER_WORDS[word]
