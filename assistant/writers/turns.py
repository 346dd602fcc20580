"""Who says what in a note: its author, a partner who is named, or somebody it does not tell.

Transcripts are pasted in many forms: "Name: words", also after a time, a bullet or in bold; a
name with a time on a line of its own; WebVTT voices and captions; the chat of a meeting.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.domain import Person
from assistant.transcripts import LABELS
from assistant.writers.partners import PARTICLES, Partners

_CLOCK = r"(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?(?:\s?[AaPp]\.?[Mm]\b\.?)?"
_DAY = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?\s+"
_TIME = rf"(?:{_DAY})?{_CLOCK}"
_BRACKETED = re.compile(rf"[\[(]\s*{_TIME}\s*[\])]\s*")
_STAMP = re.compile(rf"^{_TIME}\s*[-–|]?\s+")
_TIMED = re.compile(rf"^(?P<name>[^\W\d_][^:\d]{{0,58}}?)[\s|,–-]+{_TIME}$")
_CAPTION = re.compile(rf"^{_CLOCK}\s*-->")
_VOICE = re.compile(r"^<v(?:\.[\w.]+)?\s+(?P<name>[^>]+)>\s*(?P<words>.*?)(?:</v>)?$")
_LABEL = re.compile(r"^(?P<name>[^\W\d_][^:;?!\"“”]{0,60}?)\s?:(?:\s+(?P<words>.*))?$")
_CHAT = re.compile(r"^From\s+(?P<name>.+?)\s+to\s+.+$")
_ITEM = re.compile(r"^(?:[-*•–]|\d{1,2}[.)])\s+")
_ASIDE = re.compile(r"\s*[(\[][^)\]]*[)\]]")
_NO_NAMES = LABELS | frozenset(
    """task tasks commitment commitments homework plan plans mine hers ours both private session
    reminder place room location weather dissent monday tuesday wednesday thursday friday saturday
    sunday""".split()
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What one voice says; ``by`` is None when it is neither partner, or not told who it is."""

    by: Person | None
    text: str
    spoken: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    """A line by itself: a voice's ``name`` (empty for a caption), or None for plain text."""

    name: str | None
    words: str
    alone: bool = False
    """The name, or the time of a caption, stands by itself; the words follow."""


def turns(text: str, author: Person, partners: Partners) -> list[Turn]:
    """The note's turns in their order.

    A line without a name goes on with the one before it only where most lines have one;
    elsewhere in a note of several voices, nobody is taken for its voice.
    """
    lines = [_read(line.strip(), partners) for line in text.splitlines()]
    lines = _without_lone_times(lines, partners)
    voiced = sum(1 for line in lines if line.name is not None)
    filled = sum(1 for line in lines if line.words or line.name is not None)
    mostly = voiced > 1 and 2 * voiced >= filled
    return list(_joined(_carried(lines, author, partners, voiced, mostly)))


def _read(line: str, partners: Partners) -> _Line:
    bare = _ITEM.sub("", line.replace("**", "").replace("__", ""))
    if _CAPTION.match(bare):
        return _Line("", "", alone=True)
    if voice := _VOICE.match(bare):
        return _Line(voice["name"].strip(), voice["words"])
    rest = _STAMP.sub("", _BRACKETED.sub("", bare, count=1))
    stamped = rest != bare
    if (timed := _TIMED.match(bare)) and _is_name(timed["name"], partners):
        return _Line(timed["name"].strip(), "", alone=True)
    if stamped and _is_name(rest, partners):
        return _Line(rest, "", alone=True)
    if label := _LABEL.match(rest):
        chat = _CHAT.match(label["name"]) if stamped else None
        name = (chat or label)["name"].strip()
        if _is_name(name, partners):
            return _Line(name, label["words"] or "", alone=not label["words"])
    return _Line(None, line)


def _is_name(text: str, partners: Partners) -> bool:
    """Whether a label is somebody: a partner however written, else what looks like a name."""
    if partners.called(text) is not None:
        return True
    words = _ASIDE.sub("", text).replace(",", " ").split()
    if not 0 < len(words) <= 5 or words[0].lower() in _NO_NAMES:
        return False
    named = [w for w in words if w.lower() not in PARTICLES and not w.isdecimal()]
    return bool(named) and all(not w[0].islower() and any(map(str.isalpha, w)) for w in named)


def _without_lone_times(lines: list[_Line], partners: Partners) -> list[_Line]:
    """One name with a time that is no partner's is a plan ("Harbour Room 14:00"), not a voice."""
    strange = [n for n, x in enumerate(lines) if x.alone and x.name and not partners.called(x.name)]
    if len(strange) == 1:
        at = strange[0]
        lines = [*lines[:at], _Line(None, lines[at].name or ""), *lines[at + 1 :]]
    return lines


def _carried(
    lines: list[_Line], author: Person, partners: Partners, voiced: int, mostly: bool
) -> Iterator[Turn]:
    """Each line with its voice; a line without a name has that of what stands before it."""
    own = Turn(author, "")
    now, follows = own, False
    for line in lines:
        if line.name is not None:
            who = partners.called(line.name) if line.name else None
            now, follows = Turn(who, line.words, spoken=True), line.alone or mostly
            yield now
        elif not line.words:
            now = own if voiced < 2 or not now.spoken else Turn(None, "", spoken=True)
            follows = False
            yield replace(now, text="")
        elif line.words.startswith(">"):
            yield Turn(None, line.words.lstrip("> "), spoken=True)
        else:
            if now.spoken and not follows:
                known = voiced > 1 or now.by is not None
                now = Turn(None, "", spoken=True) if known else own
            yield replace(now, text=line.words)


def _joined(lines: Iterator[Turn]) -> Iterator[Turn]:
    """Lines of the same voice put together, so that a sentence may run over two of them."""
    last: Turn | None = None
    for line in lines:
        if last is not None and (line.by, line.spoken) == (last.by, last.spoken):
            last = replace(last, text=f"{last.text}\n{line.text}")
            continue
        if last is not None and last.text.strip():
            yield last
        last = line
    if last is not None and last.text.strip():
        yield last
