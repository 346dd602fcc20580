"""What stands behind a number: buttons for sources, and cards with the exact passage."""

from collections.abc import Iterable

from assistant.drafts import Statement
from assistant.stored import Citation
from assistant.ui import words
from assistant.ui.markup import escape, prose

KIND_OF_SOURCE = {"guideline": "Guideline", "note": "Session note", "record": "Program record"}


class Marks:
    """The numbers of a draft's citations, and the buttons and cards that belong to them."""

    def __init__(self, uid: str, citations: Iterable[Citation]) -> None:
        self._uid = escape(uid.replace(":", "-"))
        self._numbers = {c.passage_id: (n, c) for n, c in enumerate(citations, 1)}

    def of(self, statement: Statement) -> str:
        """A button for each source of a statement that resolves."""
        known = [self._numbers[s] for s in statement.sources if s in self._numbers]
        return "".join(
            f'<button class="up-cite" popovertarget="src-{self._uid}-{n}" '
            f'aria-label="Open source {n}: {escape(place(c))}">{n}</button>'
            for n, c in known
        )

    def cards(self) -> str:
        """What the buttons open: the passage word for word, its place and its date."""
        return "".join(
            f'<div class="up-source" popover="auto" role="dialog" id="src-{self._uid}-{n}" '
            f'aria-label="Source {n}"><button class="up-close" aria-label="Close" '
            f'popovertarget="src-{self._uid}-{n}" popovertargetaction="hide">×</button>'
            f'<p class="up-place">{n}. {escape(place(c))}</p>'
            f'<p class="up-from">{escape(origin(c))}</p>'
            f"<blockquote>{prose(c.text)}</blockquote></div>"
            for n, c in self._numbers.values()
        )


def place(citation: Citation) -> str:
    """Where a citation stands: a guideline's title and section, or a note's session and author."""
    return citation.heading.replace(" > ", " › ") or citation.source


def origin(citation: Citation) -> str:
    """What kind of source it is, and its date."""
    kind = KIND_OF_SOURCE.get(citation.kind, citation.kind)
    named = f"{kind}, {citation.source}" if citation.kind == "guideline" else kind
    return f"{named}, {words.day(citation.date)}" if citation.date else named
