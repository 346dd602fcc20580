"""What stands in a text for what could not be read there."""

from collections.abc import Iterator
from itertools import groupby

BLANK = "[left blank]"
_CLOSED = (*'.!?:;…)]”"\n',)


class Mark(str):
    """What stands in a sentence for something that is not a word of it."""

    __slots__ = ()


class LooseMark(Mark):
    """A mark that is wanted only within a sentence, not between two of them."""

    __slots__ = ()


def spaced(parts: list[str]) -> Iterator[str]:
    """The parts, a space between mark and word; loose marks only where a sentence is open."""
    groups = [(mark, list(group)) for mark, group in groupby(parts, lambda p: isinstance(p, Mark))]
    texts = ["" if mark else "".join(group) for mark, group in groups]
    for place, (mark, group) in enumerate(groups):
        if not mark:
            yield texts[place]
            continue
        before = texts[place - 1] if place else ""
        after = texts[place + 1] if place + 1 < len(texts) else ""
        closed = not before.strip(" ") or before.rstrip(" ").endswith(_CLOSED)
        goes_on = not closed or after.lstrip(" ")[:1].islower()
        marks = " ".join(m for m in group if goes_on or not isinstance(m, LooseMark))
        if marks:
            yield f"{' ' * before[-1:].isalnum()}{marks}{' ' * after[:1].isalnum()}"
