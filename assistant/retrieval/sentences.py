"""Sentence ends, by rule: enough for English prose, safe for any text."""

import re

_END = re.compile(r"(?:[.!?…]+[\"'”’)\]*_]*|[。！？]+)(?=\s+|$)|[。！？]+")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|cf|al|approx|dept|no|nos|fig|figs|eq|ref|vol|pp?|st|mr|mrs|ms|dr"
    r"|prof|jr|sr|inc|ltd|co|u\.s|u\.k|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
    r"|(?:^|\s)[A-Z]|(?:^|\n)\s*\d+)\.$",
    re.IGNORECASE,
)
_INITIAL = re.compile(r"(?:^|\s)[A-Z]\.$")


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """(start, end) of each sentence, without the white space between them; together they hold
    every other character of the text."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        end = match.end()
        if end <= start or not _ends_here(text, start, end):
            continue
        _append(spans, text, start, end)
        start = end
    _append(spans, text, start, len(text))
    return spans


def _ends_here(text: str, start: int, end: int) -> bool:
    following = text[end : end + 40].lstrip()
    if not following:
        return True
    piece = text[max(start, end - 12) : end]
    if _INITIAL.search(piece):
        return False
    if _ABBREVIATION.search(piece):
        return False
    return not following[0].islower()


def _append(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    kept = piece.strip()
    if kept:
        spans.append((start + lead, start + lead + len(kept)))


def pieces(text: str, limit: int) -> list[tuple[int, int]]:
    """(start, end) of stretches of at most ``limit`` characters, made of whole sentences.

    A sentence longer than the limit is cut between words; a word longer than it, anywhere.
    """
    spans: list[tuple[int, int]] = []
    for start, end in sentence_spans(text):
        for part in _cut(text, start, end, limit):
            if spans and part[1] - spans[-1][0] <= limit:
                spans[-1] = (spans[-1][0], part[1])
            else:
                spans.append(part)
    return spans


def _cut(text: str, start: int, end: int, limit: int) -> list[tuple[int, int]]:
    parts: list[tuple[int, int]] = []
    while end - start > limit:
        space = max(text.rfind(mark, start + limit // 2, start + limit) for mark in (" ", "\n"))
        cut = space if space > start else start + limit
        _append(parts, text, start, cut)
        start = cut
    _append(parts, text, start, end)
    return parts
