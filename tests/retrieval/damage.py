"""Ways to damage the files of a search index, and what must go on all the same.

python -m tests.retrieval.damage N [SEED]    N random damages, and how each of them ended
"""

import random
import re
import shutil
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from assistant.domain import Guideline, Scope
from assistant.retrieval.chunks import guideline_passages
from assistant.retrieval.folder import DamagedIndex, IndexFolder
from tests.builders import TODAY
from tests.retrieval.spaces import MENTOR, OLD, Desk

# More than Chroma keeps in its journal, so that it has written its compiled part's files too.
SECTIONS = 1_300
PATIENCE = 100.0
EVERYBODY = [Scope(f"mentor{n}@a.example", f"pair-{n}", guidelines=True) for n in (1, 2, 3)]
INDEX_LEAF = 0x0A  # the first byte of such a page, https://www.sqlite.org/fileformat2.html

Change = Callable[[bytearray, random.Random], bytes]


def _flipped(content: bytearray, rng: random.Random) -> bytes:
    for _ in range(rng.choice([1, 20, 400])):
        content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
    return bytes(content)


def _overwritten(content: bytearray, rng: random.Random) -> bytes:
    at = rng.randrange(min(len(content), rng.choice([100, 4_000, 10**9])))
    end = min(len(content), at + rng.choice([4, 64, 4_096]))
    content[at:end] = bytes([rng.choice([0, 0x7F, 0xFF])]) * (end - at)
    return bytes(content)


def _truncated(content: bytearray, rng: random.Random) -> bytes:
    return bytes(content[: rng.randrange(len(content))])


CHANGES: dict[str, Change] = {"flip": _flipped, "overwrite": _overwritten, "cut": _truncated}


def files(index: Path) -> list[Path]:
    """What Chroma reads: its database, and the graph's files where it has written them out."""
    written = [found.parent for found in index.rglob("index_metadata.pickle")]
    return [index / "chroma.sqlite3", *sorted(p for folder in written for p in folder.iterdir())]


def damage(index: Path, rng: random.Random) -> str:
    """Damage one file in one way; says which."""
    file, way = rng.choice(files(index)), rng.choice([*CHANGES, "delete"])
    if way == "delete" or not file.stat().st_size:
        file.unlink()
    else:
        file.write_bytes(CHANGES[way](bytearray(file.read_bytes()), rng))
    return f"{file.name}: {way}"


def misfile(index: Path, entry: int) -> None:
    """Change one entry of the database's own list of ids, so that it stands in the wrong place."""
    file = index / "chroma.sqlite3"
    with closing(sqlite3.connect(file)) as database:
        most = "SELECT segment_id FROM embeddings GROUP BY 1 ORDER BY COUNT(*) DESC"
        name = database.execute(most).fetchone()[0].encode()
        (size,) = database.execute("PRAGMA page_size").fetchone()
    content = bytearray(file.read_bytes())
    lists = [at for at in range(0, len(content), size) if content[at] == INDEX_LEAF]
    fullest = max(lists, key=lambda at: content.count(name, at, at + size))
    entries = [found.start() for found in re.finditer(name, content[fullest : fullest + size])]
    content[fullest + entries[entry] + 11] ^= 0x40
    file.write_bytes(content)


def stocked(home: Path) -> Path:
    """A store whose index is on the disk in all its parts."""
    desk = Desk(home, OLD).stock()
    text = "\n\n".join(f"## Piece {n}\n\nPiece {n} is about z{n}." for n in range(SECTIONS))
    pieces = Guideline("pieces.md", "Pieces", text, content_hash="1")
    desk.records.save_guideline("operator", pieces, guideline_passages(pieces))
    desk.engine.follow()
    desk.close()
    assert {p.name for p in files(home / "index")} >= {"chroma.sqlite3", "header.bin"}
    return home


def finds(desk: Desk, question: str, word: str) -> bool:
    """Whether what is asked for is among ten hits; which is first, vectors may decide."""
    hits = desk.engine.find(question, MENTOR, 10, today=TODAY).hits
    return any(word in hit.passage.text for hit in hits)


class Running:
    """The app's engine over such a store: it answers, takes in, and mends beside that."""

    def __init__(self, home: Path) -> None:
        self.desk = Desk(home, OLD)
        self.desk.engine.fill_in_background()

    def answer(self, number: int) -> None:
        """Ask and save, as people do; both must succeed whatever the index looks like."""
        assert finds(self.desk, f"Piece {number} about z{number}", f"z{number}")
        text = f"## Late {number}\n\nSaved is y{number}."
        late = Guideline(f"late-{number}.md", "Late", text, content_hash=str(number))
        self.desk.records.save_guideline("operator", late, guideline_passages(late))
        self.desk.engine.follow()
        assert finds(self.desk, f"Saved y{number}", f"y{number}")

    def mended(self) -> bool:
        """Whether everything can be read again, and is there, before patience is over."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                if self.desk.engine.lag().agrees:
                    return True
            except Exception as error:  # noqa: BLE001 - told, until it is mended
                assert "index" in str(error)  # noqa: PT017
            self.desk.engine._spaces.clear()  # as after a restart, or for other readers
            for anybody in EVERYBODY:  # a fault is noticed by whoever reads what it touched
                self.desk.engine.find("Piece 5 about z5", anybody, 3, today=TODAY)
            self.desk.engine.follow()
            time.sleep(0.2)
        return False


def noticed(index: Path) -> bool:
    """Whether the damage shows when everything is read."""
    folder = IndexFolder(index)
    try:
        folder.verify()
        return False
    except DamagedIndex:
        return True
    finally:
        folder.close()


def trial(base: Path, seed: int) -> str:
    """One damage, before the store is opened or while it is in use; what was damaged, and when."""
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        shutil.copytree(base, home)
        early = bool(seed % 2)
        told = damage(home / "index", rng) if early else ""
        shows = early and noticed(home / "index")
        running = Running(home)
        running.answer(7)
        if not early:
            told = damage(home / "index", rng)
            shows = noticed(home / "index")
            running.desk.engine._spaces.clear()  # somebody else's first question
        running.answer(8)
        assert running.mended(), told
        running.answer(9)
        running.desk.close()
    when = "before opening" if early else "while running"
    return f"{told}, {when}, {'told' if shows else 'without a trace'}"


def main() -> None:
    """Damage as often as the command line says."""
    count, first = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder) / "base"
        base.mkdir()
        stocked(base)
        kinds: Counter[str] = Counter()
        for seed in range(first, first + count):
            told = trial(base, seed)
            kinds[told] += 1
            print(seed, told, flush=True)  # noqa: T201
        told = sum(n for kind, n in kinds.items() if kind.endswith("told"))
        print(f"{told} were told")  # noqa: T201
        print(f"{kinds.total()} of {count} lived, answered and were mended")  # noqa: T201


if __name__ == "__main__":
    main()
