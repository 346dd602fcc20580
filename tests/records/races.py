"""Writers that change the same records at once, and what became of every one of their changes.

python -m tests.records.races URL WRITERS EDITS    writers in processes of their own, and a report
"""

import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace

from sqlalchemy import event

from assistant.domain import Visibility
from assistant.drafts import Draft, Kind, Section, Statement
from assistant.errors import Conflict, UpmentorError
from assistant.importing import parse_program
from assistant.records import Records, open_store
from assistant.records.imports import import_program
from tests.builders import draft_record, one_passage, program_file

AUTHOR = "mentor1@a.example"
NOTES = ("shared-1", "private-1")
DRAFT = Draft(Kind.SUMMARY, "Progress", (Section("Learned", None, (Statement("One."),)),))


@dataclass
class Told:
    """What a writer was told: the words it was told were saved, and how often there was none."""

    saved: dict[str, list[str]]
    conflicts: int


def stocked(url: str) -> str:
    """A store with one pair's two notes and a draft, whose id is returned."""
    records = Records(open_store(url, create=True))
    import_program(records.store, parse_program(program_file(1)), one_passage)
    draft = records.add_draft(draft_record(DRAFT, author=AUTHOR, pair_id="pair-1"))
    records.store.close()
    return draft.id


def write(url: str, number: int, edits: int) -> Told:
    """Add a word to a note and to the draft again and again, each time to what was just read."""
    records = Records(open_store(url))
    draft_id = records.drafts("pair-1")[0].id
    told = Told({name: [] for name in (*NOTES, draft_id)}, 0)
    for turn in range(edits):
        word = f"w{number}x{turn}"
        note = records.note(NOTES[turn % 2])
        try:
            text = f"{note.text} {word}"
            records.change_note(AUTHOR, note.id, note.version, text, Visibility.PAIR, one_passage)
            told.saved[note.id].append(word)
        except Conflict:
            told.conflicts += 1
        held = records.draft(draft_id)
        try:
            changed = replace(held.draft, title=f"{held.draft.title} {word}")
            records.change_draft(AUTHOR, draft_id, held.version, changed)
            told.saved[draft_id].append(word)
        except Conflict:
            told.conflicts += 1
    records.store.close()
    return told


def kept(url: str) -> dict[str, Counter[str]]:
    """The words that are there in the end."""
    records = Records(open_store(url))
    words = {name: Counter(records.note(name).text.split()) for name in NOTES}
    words |= {d.id: Counter(d.draft.title.split()) for d in records.drafts("pair-1")}
    records.store.close()
    return words


def race(url: str, writers: int, edits: int, pool: type[Executor]) -> tuple[int, int, int]:
    """(acknowledged, lost, conflicts) of writers in threads, or in processes of their own."""
    with pool(max_workers=writers) as running:  # type: ignore[call-arg]
        told = list(running.map(write, [url] * writers, range(writers), [edits] * writers))
    there = kept(url)
    saved = [(name, word) for t in told for name, words in t.saved.items() for word in words]
    lost = sum(there[name][word] != 1 for name, word in saved)
    return len(saved), lost, sum(t.conflicts for t in told)


def at_once(url: str, *deeds: Callable[[Records], object]) -> list[str]:
    """Each deed by a thread and connection of its own, begun together; the errors they met."""
    told: list[str] = []
    start = threading.Barrier(len(deeds))

    def run(deed: Callable[[Records], object]) -> None:
        records = Records(open_store(url))
        start.wait()
        try:
            deed(records)
        except UpmentorError as error:
            told.append(type(error).__name__)
        finally:
            records.store.close()

    threads = [threading.Thread(target=run, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


@contextmanager
def between(records: Records, statement: str, deed: Callable[[], object]) -> Iterator[None]:
    """Do something, once, right before the first statement that begins so."""
    waiting = [deed]

    def look(_: object, __: object, sent: str, *___: object) -> None:
        if sent.startswith(statement) and waiting:
            waiting.pop()()

    event.listen(records.store.engine, "before_cursor_execute", look)
    try:
        yield
    finally:
        event.remove(records.store.engine, "before_cursor_execute", look)
    assert not waiting, "the moment never came"


def main() -> None:
    """Race as the command line says."""
    url, writers, edits = sys.argv[1:]
    stocked(url)
    saved, lost, conflicts = race(url, int(writers), int(edits), ProcessPoolExecutor)
    print(f"{saved} acknowledged, {lost} lost, {conflicts} conflicts shown")  # noqa: T201


if __name__ == "__main__":
    main()
