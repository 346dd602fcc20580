"""Sentences, whoever typed them: where each begins and ends in a text.

Every sentence is a verbatim piece of its text, and together they hold every character that is
no white space. A line ends a sentence, unless an editor broke the line for its width. Within a
line a full stop ends one, in lower case too, and a sentence without an end (dictated, or never
punctuated) is cut between its clauses. Each rule looks at a few characters around a place, so
that any text takes time in proportion to its length.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from assistant.language.abbreviations import BEFORE_ORDINALS, CLOSING, MONTHS, NUMBERED, TITLES
from assistant.language.clauses import LONGEST, QUOTED, after, parts

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_MARK = re.compile(
    r"[ \t\u00a0]*+(?:"
    r"[>|]++"
    r"|#{1,6}(?=\s)"
    r"|[-–—=]{1,2}>|[→⇒➔➜▶►]"
    r"|[*+•◦▪▫‣∙·○●■□–—](?=\s)|-{1,2}(?=\s|[^\W\d_])|[•‣▪●](?=\S)"
    r"|[\[(][ xX✓✔]?[\])](?=\s)|[☐☑☒✓✔✗✘](?=\s)"
    rf"|\(?\d{{1,3}}[.)](?=\s)(?!\s++(?:{_MONTH})\b)"
    r"|\(?[A-Za-z]\)(?=\s)|\([ivx]{1,4}\)(?=\s)"
    r")[ \t\u00a0]*+",
    re.IGNORECASE,
)
"""What stands before the words of a list item, a heading, a quoted line or a table's row."""
_DASH = re.compile(r"(?:[-–—→•*]|[-=]>)[ \t\u00a0]++(?=\S)")
"""What stands before an item within a line: "– rota six days ahead – scanners down at two"."""
_LABEL = re.compile(r"[A-ZÀ-ÖØ-Þ][\w'’().,& -]{0,60}:\s")
_RULER = re.compile(r"[-=_*~+|:\s]*+")
_END = re.compile(
    r"(?<![.!?…؟۔।።՞])[.!?…؟۔।።‼⁇⁈⁉]++[\"'”’»›)\]}*_`]*+(?=\s|$)|[。！？｡]++[」』）”’\"')]*+"
)
_OPENERS = "\"'“‘„«»‹([{*_`¿¡"
_NUMBER = re.compile(r"\(?\d{1,3}[.)]")
_WORDY = re.compile(r"[^\W_]")
_BEFORE = re.compile(r"[^\s\"'“‘„«(\[{*_,;:/–—-]+$")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")

_WIDTHS = (60, 132)
"""Characters of the longest line of a paragraph that an editor may have wrapped."""


def clean(text: str) -> str:
    """The text with one kind of line end and no characters that nothing can show."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").replace("\ufeff", "")
    return text.encode("utf-8", "replace").decode("utf-8")


@dataclass(frozen=True, slots=True)
class Span:
    """A sentence's place: from ``start`` to ``end``; its words begin at ``words``.

    Between ``start`` and ``words`` stands a list mark or the like, mostly nothing. ``part`` is
    true of what was cut from a sentence beyond the longest.
    """

    start: int
    words: int
    end: int
    part: bool = False


def spans(text: str, room: int = LONGEST) -> list[Span]:
    """The places of all sentences, in order, without the white space between them.

    A sentence that has no ``room`` with its list mark is cut into parts.
    """
    found: list[Span] = []
    for statement in statements(text):
        start = statement.start
        for first, last in _sentences(text, statement.words, statement.end):
            mark = first - start if 0 < first - start < room // 2 else 0
            most = (room if last - first <= room - mark else min(room, LONGEST)) - mark
            cut = parts(text, first, last, most)
            for begin, end in cut:
                dash = _DASH.match(text, begin, end)
                words = dash.end() if dash else begin
                found.append(
                    Span(start if start < statement.words else begin, words, end, len(cut) > 1)
                )
                start = statement.end
        if start == statement.start and statement.words == statement.end:
            found.append(statement)
    return found


@lru_cache(maxsize=4096)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences themselves, without list marks; a ruler or a lone mark is none."""
    return tuple(text[s.words : s.end] for s in spans(text) if _WORDY.search(text, s.words, s.end))


def quotable(text: str) -> Iterator[tuple[str, bool]]:
    """The sentences, each short enough to be quoted, and whether it is a part of a longer one."""
    for span in spans(text):
        if _WORDY.search(text, span.words, span.end):
            cut = parts(text, span.words, span.end, QUOTED)
            yield from ((text[start:end], span.part or len(cut) > 1) for start, end in cut)


def pieces(text: str, limit: int) -> list[tuple[int, int]]:
    """(start, end) of stretches of at most ``limit`` characters, made of whole sentences.

    A sentence longer than the limit is cut between clauses; a word longer than it, anywhere.
    """
    found: list[tuple[int, int]] = []
    for span in spans(text, limit):
        for start, end in parts(text, span.start, span.end, limit):
            if found and end - found[-1][0] <= limit:
                found[-1] = (found[-1][0], end)
            else:
                found.append((start, end))
    return found


def statements(text: str) -> Iterator[Span]:
    """Each line that is not blank, the lines of a wrapped paragraph as one."""
    run: list[_Line] = []
    for line in _lines(text):
        if line is None or (run and line.opens):
            yield from _joined(text, run)
            run = []
        if line is not None:
            run.append(line)
    yield from _joined(text, run)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line's place, how wide it is on paper, and whether it cannot go on with the last one."""

    span: Span
    width: int
    opens: bool


def _lines(text: str) -> Iterator[_Line | None]:
    """The lines without the white space around them; None for a blank one."""
    offset = 0
    for raw in text.splitlines(keepends=True):
        kept = raw.strip()
        start = offset + len(raw) - len(raw.lstrip())
        if kept:
            end = start + len(kept)
            words = start
            while mark := _MARK.match(text, words, end):
                words = mark.end()
            if _RULER.fullmatch(text, words, end):
                words = end
            opens = words > start or _LABEL.match(text, start, end) is not None
            yield _Line(Span(start, words, end), end - offset, opens)
        else:
            yield None
        offset += len(raw)


def _joined(text: str, run: list[_Line]) -> Iterator[Span]:
    """The run's lines, those that were broken for their width put together again."""
    wrapped = _is_wrapped(text, run)
    current: Span | None = None
    for line in (one.span for one in run):
        if current is None:
            current = line
        elif wrapped or (text[current.end - 1] == "," and text[line.words].islower()):
            current = Span(current.start, current.words, line.end)
        else:
            yield current
            current = line
    if current is not None:
        yield current


def _is_wrapped(text: str, run: list[_Line]) -> bool:
    """Whether each line but the last was filled until the next word had no room.

    Two such lines are wrapped only if they read as prose, with a full stop at their end.
    """
    widest = max((line.width for line in run), default=0)
    if len(run) < 2 or not _WIDTHS[0] <= widest <= _WIDTHS[1]:
        return False
    for line, following in pairwise(run):
        word = text[following.span.start : following.span.end].split(maxsplit=1)[0]
        if line.width + 1 + len(word) <= widest:
            return False
    return len(run) > 2 or text[run[-1].span.end - 1] in ".!?…"


def _sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of one statement.

    What holds no word goes with the one before it, a number on its own with the one behind it.
    """
    ends = [m.end() for m in _END.finditer(text, start, end) if _ends_here(text, start, end, m)]
    found: list[tuple[int, int]] = []
    for stop in [*ends, end]:
        if stop <= start or (stop < end and _NUMBER.fullmatch(text, start, stop)):
            continue
        wordy = _WORDY.search(text, start, stop)
        if found and not (wordy and _WORDY.search(text, *found[-1])):
            found[-1] = (found[-1][0], stop)
        else:
            found.append((start, stop))
        start = after(text, stop, end)
    return found


def _ends_here(text: str, start: int, end: int, match: re.Match[str]) -> bool:
    """Whether the marks of a match end a sentence, seen from what stands around them."""
    at = after(text, match.end(), end)
    if at >= end:
        return True
    following = text[at : at + 24].lstrip(_OPENERS)
    small = following[:1].islower()
    marks = match.group()
    if marks[-1] in "\"'”’»)]" and small:
        return False
    stops = marks.rstrip("\"'”’»›)]}*_`")
    if stops in ("..", "...", "…"):
        return not small
    if stops != ".":
        return text[at] not in ",;:)"
    if text[at] in ",;:)":
        return False
    before = _BEFORE.search(text[max(start, match.start() - 24) : match.start()])
    return before is None or _is_last(
        before.group(), following, text[max(start, match.start() - 40) : match.start()]
    )


def _is_last(word: str, following: str, before: str) -> bool:
    """Whether a word with a full stop behind it may be the last of its sentence."""
    low = word.lower()
    if word.isdigit():
        return not _is_ordinal(word, following, before)
    if low in TITLES:
        return False
    if low in NUMBERED:
        return not following[:1].isdigit()
    if low in CLOSING:
        return not (following[:1].islower() or following[:1].isdigit())
    if len(word) == 1:
        return low == "i" and not before[:-1].endswith(".") if word.isalpha() else True
    return _DOTTED.fullmatch(word) is None


def _is_ordinal(number: str, following: str, before: str) -> bool:
    """Whether "21." is "twenty-first": before a month, or in German after "am", "der" ..."""
    if len(number) > 2:
        return False
    said = before.split()
    return (re.split(r"\W", following, maxsplit=1)[0].lower() in MONTHS) or (
        len(said) > 1 and said[-2].lower() in BEFORE_ORDINALS
    )
