"""Drawing what is written while it is written."""

from collections.abc import Callable, Iterator
from contextlib import closing
from typing import TypeVar

import streamlit as st

from assistant.coach import Rehearsed
from assistant.stored import DraftRecord
from assistant.ui import sheet
from assistant.ui.sheet import Names

Part = TypeVar("Part", DraftRecord, Rehearsed)


def draw(
    stream: Iterator[Part], names: Names, uid: str, keep: Callable[[Part], object] | None = None
) -> Part | None:
    """Draw each part, and under it the words that come; returns the last part.

    Each turn of the loop lets Stop end this run, and ending the run ends the stream at once.
    ``keep`` is told of every part that has another whole statement.
    """
    slot, tail, drawn, last = st.empty(), st.empty(), None, None
    with closing(stream):  # type: ignore[type-var]
        for last in stream:
            tail.html(sheet.tail(last.growing, last.doing))
            if last.draft is not drawn and last.draft.sections:
                drawn = last.draft
                slot.html(sheet.sheet(drawn, last.citations, names, uid=uid))
                if keep is not None:
                    keep(last)
    slot.empty()
    tail.empty()
    return last
