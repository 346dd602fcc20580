"""What every summary says of itself, whoever wrote it."""

from dataclasses import replace

from assistant.domain import Visibility
from assistant.drafts import ONLY_TWO, Basis, Draft, Section, Statement
from assistant.writers import Brief
from assistant.writers.recordtext import pair_id
from assistant.writers.third_parties import still_true


def with_about(draft: Draft, brief: Brief) -> Draft:
    """A summary with its last section: what was read for it, and that it names only the two.

    What becomes of it (version, release, review) is not told here: that changes, and stands in
    the head of the page and of each export as it is then.
    """
    pair = brief.pair
    if pair is None:
        return draft
    shared = [m for m in brief.notes if m.note.visibility is Visibility.PAIR]
    read = (
        f"Read for the summary: {_counted(len(shared), 'shared note')}, "
        f"{_counted(len(pair.goals), 'goal')}, {_counted(len(pair.actions), 'action')}, "
        f"{_counted(len(pair.sessions), 'session')} and "
        f"{_counted(len(pair.check_ins), 'check-in')}."
    )
    lines = [Statement(line, (pair_id(pair),), Basis.RECORD) for line in (read, ONLY_TWO)]
    about = Section("About this summary", None, tuple(lines))
    told = replace(draft, sections=(*draft.sections, about))
    return still_true(told, pair, brief.others)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
