"""The folder of the search index, shared by every process that uses one store.

Chroma is not made for two processes on one folder: a process does not see the vectors another one
wrote after it had opened the folder, and asking for them fails. Two rules make sharing safe:

- Every access holds the file lock ``index.lock``, for milliseconds (embedding happens outside).
- Every change raises the number in the file ``generation``. A process that finds a number that
  it has not seen opens the folder afresh before it goes on.

Chroma itself runs in a process beside this one (``chroma``), because damage can end it.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock, Timer
from typing import Any, BinaryIO, cast

from filelock import FileLock, Timeout

from assistant.errors import StoreError
from assistant.home import replace_file
from assistant.retrieval.frames import Vectors, read_frame, write_frame

WAIT_SECONDS = 20.0
ANSWER_SECONDS = 120.0
STAYS = ("index.lock", "generation", "filling.lock", "serving.json")
ROOT = Path(__file__).resolve().parents[2]

DAMAGED = "The search index is damaged; run `upmentor reindex` to rebuild it from the records."
LACKING = "The search index lacks passages of the records; run `upmentor reindex`."
BUSY = "Another process is writing to the search index; try again when it has finished."


class DamagedIndex(StoreError):
    """What lies in the folder cannot be read."""


class LackingIndex(DamagedIndex):
    """What lies in the folder is not all that was put there."""


class Chroma:
    """The process that reads and writes the folder; it ends when this object or process does."""

    def __init__(self, path: Path) -> None:
        paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "assistant.retrieval.chroma", str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for us; it ends when its stdin does
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        )
        self._asked = cast(BinaryIO, self._process.stdin)
        self._told = cast(BinaryIO, self._process.stdout)

    def ask(
        self, verb: str, *arguments: Any, vectors: Vectors | None = None
    ) -> tuple[Any, Vectors | None]:
        """The answer to a request: one of the methods of ``chroma.Collections``.

        Raises:
            DamagedIndex: when it fails, takes too long, or ends the process.
        """
        patience = Timer(ANSWER_SECONDS, self._process.kill)
        patience.start()
        try:
            write_frame(self._asked, {"verb": verb, "arguments": arguments}, vectors)
            frame = read_frame(self._told)
        except (OSError, ValueError):
            frame = None
        finally:
            patience.cancel()
        if frame is None or "fault" in frame[0]:
            reason = frame[0]["fault"] if frame else "the process that read it ended"
            raise DamagedIndex(DAMAGED) from RuntimeError(reason)
        return frame[0]["answer"], frame[1]

    def end(self) -> None:
        """End the process; whatever it was doing is of no use any more."""
        for pipe in (self._asked, self._told):
            with suppress(OSError):
                pipe.close()
        self._process.kill()
        self._process.wait()


class IndexFolder:
    """The folder, opened by one process at a time.

    Raises:
        StoreError: from every method, when another process holds the index for too long, or
            when it is damaged; the sentence says what to do.
    """

    def __init__(self, path: Path, wait: float = WAIT_SECONDS) -> None:
        self.path = path
        self._guard = RLock()
        self._lock = FileLock(path / "index.lock", timeout=wait, thread_local=False)
        self._chroma: Chroma | None = None
        self._generation = -1

    def start(self) -> None:
        """Begin to load Chroma, which takes a second, beside whatever comes before it is asked."""
        with self._guard:
            if self._chroma is None:
                self._generation = -1
                self._chroma = Chroma(self.path)

    @contextmanager
    def open(self, writes: bool = False) -> Iterator[Chroma]:
        """Hold the lock with a Chroma that sees everything."""
        with self.locked():
            generation = self._read_generation()
            try:
                if self._chroma is None:
                    self._chroma = Chroma(self.path)
                elif self._generation not in {generation, -1}:
                    self._chroma.ask("close")
                self._generation = generation
                yield self._chroma
            except BaseException as error:
                if isinstance(error, DamagedIndex) or not isinstance(error, StoreError):
                    self._shut()
                raise
            if writes:
                self._raise_generation()

    def verify(self) -> None:
        """Read everything that is there; DamagedIndex when that fails."""
        with self.open() as chroma:
            chroma.ask("verify")

    def drop(self, unwanted: Callable[[str], bool]) -> None:
        """Remove collections by name, and give their space on the disk back."""
        with self.open(writes=True) as chroma:
            widths, _ = chroma.ask("widths")
            if names := [name for name in widths if unwanted(name)]:
                chroma.ask("drop", names)

    def clear(self) -> None:
        """Remove every collection, damaged or not."""
        with self.locked():
            self._shut()
            for path in self.path.iterdir():
                if path.name not in STAYS:
                    shutil.rmtree(path) if path.is_dir() else path.unlink()
            self._raise_generation()

    def close(self) -> None:
        """Let go of the folder; the next call opens it again."""
        with self._guard:
            self._shut()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the lock alone: nobody else reads or writes meanwhile."""
        with self._guard:
            try:
                self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
                with self._lock:
                    yield
            except Timeout as error:
                raise StoreError(BUSY) from error
            except OSError as error:
                sentence = f"The search index in {self.path} cannot be used: {error}"
                raise StoreError(sentence) from error

    def _read_generation(self) -> int:
        try:
            return int((self.path / "generation").read_text("ascii"))
        except (OSError, ValueError):
            return 0

    def _raise_generation(self) -> None:
        self._generation = self._read_generation() + 1
        replace_file(self.path / "generation", str(self._generation))

    def _shut(self) -> None:
        if self._chroma is not None:
            self._chroma.end()
        self._chroma = None
