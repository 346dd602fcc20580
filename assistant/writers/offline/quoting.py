"""Stretches of notes and guidelines as statements: their words, and whose they are."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from assistant.domain import Passage, SessionNote, Side, Visibility
from assistant.drafts import Statement
from assistant.language.times import resolved
from assistant.questions import Line, Stretch
from assistant.writers import Brief
from assistant.writers.offline import text

_LABEL = re.compile(r"^\*\*(.{1,40}?):?\*\*:?\s*")

FAR = 1.2
"""How far behind the first another item of the same section may be."""

ONLY_YOU = "in a private note that only you see"


def noted(brief: Brief, stretch: Stretch) -> Statement:
    """A stretch of a note with its place, day and author.

    ``In session 3 (9 June 2026) Priya noted: “…”``.
    """
    passage = stretch.passage
    planned = passage.date is not None and passage.date >= brief.today
    place = f"{'Before' if planned else 'In'} session {passage.session}"
    if passage.date is not None:
        place = f"{place} ({text.day(passage.date)})"
    author = passage.author or ""
    own = author == brief.reader.email
    said = []
    for speaker, lines in groupby(stretch.lines, key=lambda line: line.speaker):
        words = " ".join(_quotes(list(lines)))
        words = resolved(words, passage.date) if passage.date else words
        name = text.speaker(brief.pair, speaker) if speaker else ""
        said.append(f"{name} said: {words}" if name else words)
    if stretch.lines[0].speaker:
        return text.quoted(f"{place} {'; '.join(said)}", *_sources(stretch))
    who = "you" if own else text.called(brief.pair, author) if brief.pair else "someone"
    private = f", {ONLY_YOU}" if own and is_private(brief, stretch) else ""
    return text.quoted(f"{place} {who} noted{private}: {' '.join(said)}", *_sources(stretch))


def guided(brief: Brief, words: str, source: str, label: str = "") -> Statement:
    """A guideline's words as they stand; what is to be said is offered as such."""
    if label:
        return text.quoted(f"{label}: {words}", source)
    spoken = words[:1] in '"“'
    return text.quoted(f"You could say: {words}" if spoken else words, source)


def is_private(brief: Brief, stretch: Stretch) -> bool:
    """Whether the stretch is of a private note."""
    note = note_of(brief, stretch)
    return note is not None and note.visibility is Visibility.PRIVATE


def note_of(brief: Brief, stretch: Stretch) -> SessionNote | None:
    """The note that a stretch is of."""
    source = stretch.passage.source
    return next((m.note for m in brief.notes if m.note.id == source), None)


def runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines, together where nothing but white space stands between them in their passage."""
    run: list[Line] = []
    for line in lines:
        joined = " ".join([*(text.plain(x.text) for x in run), text.plain(line.text)])
        near = run and run[0].passage.id == line.passage.id
        if near and joined in text.plain(line.passage.text):
            run.append(line)
            continue
        if run:
            yield run
        run = [line]
    if run:
        yield run


def _quotes(lines: Sequence[Line]) -> Iterator[str]:
    for run in runs(lines):
        words = " ".join(text.plain(line.text) for line in run)
        yield text.verbatim(words, part=any(x.part for x in run))


def _sources(stretch: Stretch) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.passage.id for line in stretch.lines))


def for_side(stretch: Stretch, side: Side | None) -> Stretch | None:
    """The stretch without the lines that speak to the other side; None where all do."""
    if side is None:
        return stretch
    kept = [line for line in stretch.lines if side_of(line) in {None, side}]
    if not kept:
        return None
    best = stretch.lines[stretch.best]
    return replace(stretch, lines=tuple(kept), best=kept.index(best) if best in kept else 0)


def side_of(line: Line) -> Side | None:
    """The side that a labelled line speaks to, or its section; None for both."""
    label = _LABEL.match(line.text)
    named = label.group(1).strip().lower() if label else ""
    labelled = (side for side in Side if named in {side.value, f"{side.value}s"})
    return next(labelled, None) or side_of_section(line.passage)


def side_of_section(passage: Passage) -> Side | None:
    """The side that a section is for; None for both."""
    heading = passage.heading.rsplit(">", 1)[-1].strip().lower()
    both = ((side, f"for the {side.value}") for side in Side)
    return next(
        (s for s, named in both if heading.startswith(named) or heading.endswith(named)), None
    )


def _by_side(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The runs of lines, none of which speaks to both sides in turn."""
    for run in runs(lines):
        for _, same in groupby(run, key=side_of):
            yield list(same)


def items(brief: Brief, found: Sequence[Stretch], most: int) -> list[Statement]:
    """What one section says to the question: its best lines, at most ``most``."""
    first = found[0]
    told: list[Statement] = []
    for stretch in found:
        same = stretch.passage.source == first.passage.source
        if not same or stretch.passage.heading != first.passage.heading:
            continue
        if len(told) >= most or stretch.score < first.score - FAR:
            break
        best = stretch.lines[stretch.best]
        for run in sorted(_by_side(stretch.lines), key=lambda lines: best not in lines):
            side = side_of(run[0])
            label = f"For the {side.value}" if side and brief.side is None else ""
            words = " ".join(_LABEL.sub("", text.plain(line.text)) for line in run)
            if words and not words.startswith("#"):
                told.append(guided(brief, words, stretch.passage.id, label))
    return told[:most]
