"""Cutting text into passages: the pieces that are found, cited and read on their own.

Every passage is a stretch of its source, unchanged: whole lines or whole sentences. A guideline
is cut at its headings, and a long section at its paragraphs, list items and sentences. A
transcript ("Name: what was said" on each line) is cut at its lines, a note in prose at its
sentences. Only a single sentence beyond the limit is cut inside.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from assistant.domain import Guideline, Passage, PassageKind, SessionNote
from assistant.language.sentences import clean, pieces, statements
from assistant.transcripts import is_transcript, said

GUIDELINE_CHARS = 700
NOTE_CHARS = 320
TRAIL = " > "

LONGEST_NAME = 200

_ATX = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*)$")
_FENCE = re.compile(r"^ {0,3}(```|~~~)")
_SETEXT = re.compile(r"^ {0,3}(=+|-+)[ \t]*$")


def guideline_passages(guideline: Guideline, at_most: int | None = None) -> list[Passage]:
    """A guideline's passages in reading order, each with its trail "Title > Section".

    Not many more than ``at_most`` are cut when it is given.
    """
    made: list[Passage] = []
    seen: Counter[tuple[str, str]] = Counter()
    for heading, text in sections(guideline.title, guideline.text):
        if at_most is not None and len(made) > at_most:
            break
        for start, end in _blocks(text, GUIDELINE_CHARS):
            body = text[start:end]
            made.append(
                Passage(
                    id=_identity(PassageKind.GUIDELINE, guideline.source, heading, body, seen),
                    kind=PassageKind.GUIDELINE,
                    source=guideline.source,
                    heading=heading,
                    text=body,
                    position=len(made),
                )
            )
    return made


def note_passages(note: SessionNote) -> list[Passage]:
    """A note's passages in reading order, headed by their session."""
    heading = f"Session {note.session}"
    text = clean(note.text)
    limit = 0 if is_transcript(text) else NOTE_CHARS
    made: list[Passage] = []
    seen: Counter[tuple[str, str]] = Counter()
    for start, end in _lines(text, NOTE_CHARS * 2, limit):
        body = text[start:end]
        made.append(
            Passage(
                id=_identity(PassageKind.NOTE, note.id, heading, body, seen),
                kind=PassageKind.NOTE,
                source=note.id,
                heading=heading,
                text=body,
                position=len(made),
                session=note.session,
                date=note.held_on,
                author=note.author,
                pair_id=note.pair_id,
            )
        )
    return made


def question_passages(source: str, asked: Mapping[str, Sequence[str]]) -> list[Passage]:
    """The example questions of a guideline's sections, by the sections' trails."""
    kind = PassageKind.QUESTION
    pairs = [(heading, text) for heading, texts in asked.items() for text in dict.fromkeys(texts)]
    return [
        Passage(_identity(kind, source, heading, text, Counter()), kind, source, heading, text, n)
        for n, (heading, text) in enumerate(pairs)
    ]


def dense_text(kind: PassageKind, heading: str, text: str) -> str:
    """What of a passage is embedded: a guideline's with its trail, others' text alone.

    Measured: the trail helps guidelines; a session's date or a speaker's name in the embedded
    text of a note hurts.
    """
    if kind is PassageKind.GUIDELINE:
        return f"{heading}\n{text}"
    return said(text) if kind is PassageKind.NOTE else text


def _identity(
    kind: PassageKind, source: str, heading: str, text: str, seen: Counter[tuple[str, str]]
) -> str:
    repetition = seen[(heading, text)]
    seen[(heading, text)] += 1
    key = "\0".join((kind.value, source, heading, text, str(repetition)))
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{kind.value[0]}-{digest[:16]}"


def sections(title: str, text: str) -> Iterator[tuple[str, str]]:
    """(trail of headings, text below them up to the next heading) of a Markdown text."""
    trail: list[tuple[int, str]] = []
    lines: list[str] = []
    fenced: str | None = None

    def heading() -> str:
        names = [title, *(name for _, name in trail)]
        return TRAIL.join(n for i, n in enumerate(names) if n and (i == 0 or n != names[i - 1]))

    for line in clean(text).split("\n"):
        fence = _FENCE.match(line)
        if fence and fenced in (None, fence.group(1)):
            fenced = fence.group(1) if fenced is None else None
        atx = None if fenced or fence else heading_of(line)
        underlined = (
            None
            if fenced or not lines or not lines[-1].strip() or len(lines[-1]) > 120
            else _SETEXT.match(line)
        )
        if underlined and (len(lines) < 2 or not lines[-2].strip()) and "|" not in lines[-1]:
            name, level = lines.pop().strip(), 1 if underlined.group(1)[0] == "=" else 2
        elif atx:
            level, name = atx
        else:
            lines.append(line)
            continue
        if "".join(lines).strip():
            yield heading(), "\n".join(lines)
        lines = []
        trail = [(depth, kept) for depth, kept in trail if depth < level]
        trail.append((level, _plain(name)))
    if "".join(lines).strip():
        yield heading(), "\n".join(lines)


def heading_of(line: str) -> tuple[int, str] | None:
    """The level and the name of a heading marked with ``#``; None for any other line."""
    marked = _ATX.match(line)
    if not marked:
        return None
    name = marked.group(2).strip()
    open_name = name.rstrip("#")
    closed = open_name != name and open_name[-1:] in ("", " ", "\t")
    return len(marked.group(1)), open_name.strip() if closed else name


def _plain(heading: str) -> str:
    """A heading without link targets, attributes and marks of emphasis."""
    heading = heading[: 5 * LONGEST_NAME]
    heading = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", heading)
    heading = re.sub(r"\{[:%#].*?\}|<[^>]+>|[*_`]{1,3}", "", heading)
    return re.sub(r"\s+", " ", heading).strip()[:LONGEST_NAME]


def _blocks(text: str, limit: int) -> Iterator[tuple[int, int]]:
    """Stretches of whole lines up to the limit; a longer line is cut between its sentences."""
    current: tuple[int, int] | None = None
    for start, end in _lines(text, limit, 1):
        if current and end - current[0] <= limit:
            current = (current[0], end)
            continue
        if current:
            yield current
        current = (start, end)
    if current:
        yield current


def _lines(text: str, longest: int, limit: int) -> Iterator[tuple[int, int]]:
    """Each line that is not blank, the lines of a wrapped paragraph as one; a line over ``limit``
    (0: none) or ``longest`` in pieces."""
    room = limit if 1 < limit < longest else longest
    for line in statements(text):
        if line.end - line.start <= room:
            yield line.start, line.end
            continue
        for first, last in pieces(text[line.start : line.end], room):
            yield line.start + first, line.start + last
