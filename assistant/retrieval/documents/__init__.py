"""What a guideline file says: its text, and what of it could not be read.

All of it runs in the worker's process, never in the app's: a file made to do harm, or a broken
one, must not take the app with it. ``kinds`` judges the content, ``word`` and ``pdf`` read their
formats, ``plain`` decodes text, ``guideline`` makes the guideline and its passages of it.
"""

from dataclasses import dataclass, field

MOST_PLACES = 3


class Unreadable(Exception):
    """Why a document is refused, as a sentence without its subject."""


@dataclass(frozen=True, slots=True)
class DocumentText:
    """A document as Markdown, and what of it is not in there: ``1 picture (under “Fees”)``."""

    text: str
    left_out: tuple[str, ...] = ()


@dataclass(slots=True)
class LeftOutCount:
    """What was left out so far, each kind with its places in reading order."""

    _found: dict[str, list[str]] = field(default_factory=dict)

    def add(self, what: str, place: str) -> None:
        self._found.setdefault(what, []).append(place)

    def total(self) -> tuple[str, ...]:
        return tuple(
            f"{len(places)} {what}{'s' * (len(places) > 1)} ({_joined(places)})"
            for what, places in self._found.items()
        )


def _joined(places: list[str]) -> str:
    different = list(dict.fromkeys(places))
    more = len(different) - MOST_PLACES
    rest = f" and {more} more place{'s' * (more > 1)}" if more > 0 else ""
    return ", ".join(different[:MOST_PLACES]) + rest
