"""The folder of everything that is stored: who may read it, and what it last knew of the store.

The database is looked after by the records, the index by the search. What lies between them is
kept here: files that only their owner can read, and enough about the store to notice when it is
gone, emptied or exchanged. Such a store is never taken for a new one.
"""

import json
import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from assistant.errors import StoreError

OTHERS = 0o077
NO_MODES = os.name != "posix"


@dataclass(frozen=True, slots=True)
class Inventory:
    """A store's name, the number and moment of its last deed, and how many records it holds."""

    store: str
    deed: int
    at: str
    held: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Loss:
    """What is missing of a store: ``emptied``, ``other`` (another store) or ``older`` (a copy)."""

    kind: str
    sentence: str


class Home:
    """The folder, and the database's file where it has one (it may lie elsewhere)."""

    def __init__(self, path: Path, database: Path | None = None) -> None:
        self.path = path
        self._database = database
        self._known = path / "known.json"
        self._initialised = path / "initialised"

    def make_private(self) -> None:
        """Keep others out of what is there and of what this process will make.

        What is not ours, or cannot be changed, stays as it is and is told by ``problems``.
        """
        if NO_MODES:
            return
        os.umask(OTHERS)
        for path, found in self._open_to_others():
            if found.st_uid == os.geteuid():
                with suppress(OSError):
                    path.chmod(stat.S_IMODE(found.st_mode) & ~OTHERS)

    def problems(self) -> list[str]:
        """What others on this machine could read or take over, in sentences; none is best."""
        if NO_MODES or not self.path.exists():
            return []
        found, elsewhere = [], "choose a folder of your own with UPMENTOR_HOME"
        if self.path.stat().st_uid != os.geteuid():
            found.append(f"{self.path} belongs to another user; {elsewhere}")
        wide = [str(path) for path, _ in self._open_to_others()]
        if wide:
            told = f"{wide[0]}{f' and {len(wide) - 1} more' if len(wide) > 1 else ''}"
            found.append(f"others on this machine may read {told}; {elsewhere}")
        return found

    def _open_to_others(self) -> Iterator[tuple[Path, os.stat_result]]:
        """What of ours is open to others; a link is never followed."""
        for path in self._ours():
            with suppress(OSError):
                found = path.lstat()
                if not stat.S_ISLNK(found.st_mode) and found.st_mode & OTHERS:
                    yield path, found

    def _ours(self) -> Iterator[Path]:
        """The folder and everything that Upmentor makes in it; nothing else that lies there."""
        yield self.path
        for name in ("known.json", "initialised", "exports", "index"):
            yield from _with_inside(self.path / name)
        yield from self.database_files()

    def database_files(self) -> list[Path]:
        """SQLite's file and the two that it keeps beside it, as far as they are there."""
        if self._database is None:
            return []
        names = [f"{self._database.name}{end}" for end in ("", "-wal", "-shm")]
        return [path for name in names if (path := self._database.with_name(name)).exists()]

    def move_database(self, name: str) -> list[Path]:
        """Give what is left of the database another name; the paths it has now."""
        kept = []
        for path in self.database_files():
            target = path.with_name(f"lost-{name}-{path.name}")
            path.rename(target)
            kept.append(target)
        return kept

    def known(self) -> Inventory | None:
        """What was last known of the store; None when this home never had one."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            told = json.loads(self._known.read_text("utf-8"))
            held = {str(kind): int(count) for kind, count in told["held"].items()}
            return Inventory(str(told["store"]), int(told["deed"]), str(told["at"]), held)
        done = self.done()  # what a version that kept no inventory had taken in
        held = dict.fromkeys(["guidelines"] if "guidelines" in done else [], 1)
        if "demo" in done:
            held |= {"program": 1, "people": 1, "pairs": 1}
        if done or (self.path / "index" / "chroma.sqlite3").exists():
            return Inventory("", 0, "", held)
        return None

    def remember(self, inventory: Inventory) -> None:
        """Keep what the store is and holds now; where nothing can be written, nothing is kept."""
        if inventory != self.known():
            with suppress(OSError):
                self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
                replace_file(self._known, json.dumps(asdict(inventory), indent=1))

    def forget(self) -> None:
        """Know of no store any more."""
        for path in (self._initialised, self._known):
            path.unlink(missing_ok=True)

    def done(self) -> set[str]:
        """What an earlier init has finished."""
        with suppress(OSError):
            return set(self._initialised.read_text("utf-8").split())
        return set()

    def mark(self, done: Sequence[str]) -> None:
        """Keep what init has finished."""
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            replace_file(self._initialised, "\n".join(sorted(done)) + "\n")
        except OSError as error:
            raise StoreError(f"Cannot write to {self.path}; check its permissions.") from error


def _with_inside(path: Path) -> Iterator[Path]:
    if path.is_symlink():
        return
    if path.is_dir():
        yield path
        with suppress(OSError):
            for inside in path.iterdir():
                yield from _with_inside(inside)
    elif path.exists():
        yield path


def replace_file(path: Path, text: str) -> None:
    """Write a small file so that a reader sees the old text or the new one, whole."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        with fresh.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
