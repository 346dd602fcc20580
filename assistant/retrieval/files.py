"""Guideline files: md, txt, pdf or docx, from anyone, within limits.

A file is what its content says it is, not what its name says. It is read, and cut into passages,
in a process of its own with little memory and little time.
"""

import hashlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePath
from typing import Any

from assistant.domain import Guideline, Passage, PassageKind
from assistant.errors import Invalid

MAX_BYTES = 10 * 1024 * 1024
MAX_SECONDS = 20
QUESTIONS = ".questions.yaml"
SUFFIXES = (".md", ".markdown", ".txt", ".pdf", ".docx")

_ROOT = str(Path(__file__).resolve().parents[2])
_WORKER = f"""import sys
sys.path.insert(0, {_ROOT!r})
from assistant.retrieval.documents.worker import main
main()"""
_KEPT_ENV = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")
_REREAD = {".docx": b"2", ".pdf": b"2"}  # raised when a format is read better than before


class _Ended(Exception):
    """The worker's process cannot be asked any more, for this reason."""


class GuidelineReader:
    """Reads guideline files one after the other, all in one process that is kept for them.

    The process is ended and made anew after a file that took too long or too much.
    """

    def __init__(self, seconds: float = MAX_SECONDS) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

    def read(
        self, source: str, content: bytes, questions: bytes | None = None
    ) -> tuple[Guideline, list[Passage]]:
        """The guideline in a file of the given name, and its passages.

        ``questions`` is the file of example questions beside it, which become passages, too.

        Raises:
            Invalid: when a file is too large, empty, not of a known type, not what its name
                says, or cannot be read within the limits; the sentence names the file.
        """
        path = PurePath(source)
        name = path.name
        if PurePath(source).suffix.lower() not in SUFFIXES:
            raise Invalid(f"{name} is not a .md, .txt, .pdf or .docx file.")
        if len(content) > MAX_BYTES:
            raise Invalid(f"{name} is larger than 10 MB; split it or leave out its pictures.")
        if not content.strip():
            raise Invalid(f"{name} is empty.")
        answer = self._answer(name, source, content)
        if "refused" in answer:
            raise Invalid(answer["refused"])
        guideline, passages = _guideline(answer, content_hash(source, content, questions))
        if questions is not None:
            from assistant.retrieval.example_questions import read_questions

            passages += read_questions(path.stem + QUESTIONS, questions, passages)
        return guideline, passages

    def close(self) -> None:
        """End the process."""
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def __enter__(self) -> "GuidelineReader":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _answer(self, name: str, source: str, content: bytes) -> dict[str, Any]:
        while True:
            fresh = self._process is None
            try:
                return self._asked(source, content)
            except TimeoutError:
                raise Invalid(
                    f"{name} takes longer than {self._seconds} seconds to read."
                ) from None
            except _Ended as ended:
                if fresh:
                    raise Invalid(f"{name} cannot be read: {ended}") from None
            # A process that has read others may have had no room left: once more in a new one.

    def _asked(self, source: str, content: bytes) -> dict[str, Any]:
        """What the process answers within the time.

        Raises:
            TimeoutError: when it did not answer; it is ended.
            _Ended: when it broke off; it is ended.
        """
        process = self._process = self._process or _started()
        late = threading.Event()

        def end() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(self._seconds, end)
        timer.start()
        try:
            answer = _exchanged(process, source, content, self._seconds)
        except (OSError, ValueError):
            answer = {"ended": "it is broken or needs too much memory."}
        finally:
            timer.cancel()
            timer.join()
        if late.is_set() or "ended" in answer:
            self.close()
        if "ended" in answer:
            raise TimeoutError if late.is_set() else _Ended(answer["ended"])
        return answer


def read_guideline(source: str, content: bytes) -> tuple[Guideline, list[Passage]]:
    """A single file, as a ``GuidelineReader`` reads it."""
    with GuidelineReader() as reader:
        return reader.read(source, content)


def content_hash(source: str, content: bytes, questions: bytes | None = None) -> str:
    """What tells whether a file, its example questions or the way it is read has changed."""
    made = hashlib.sha256(_REREAD.get(PurePath(source).suffix.lower(), b"") + content)
    if questions is not None:
        made.update(hashlib.sha256(questions).digest())
    return made.hexdigest()


def questions_file(guideline: Path) -> Path:
    """Where the example questions of a guideline's file stand, if there are any."""
    return guideline.with_name(guideline.stem + QUESTIONS)


def guideline_bytes(path: Path) -> tuple[bytes, bytes | None]:
    """A guideline's file and the example questions beside it, None without any.

    Of a file that is too large just enough is read to tell.
    """
    beside = questions_file(path)
    return _bytes(path), _bytes(beside) if beside.is_file() else None


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def guideline_files(path: Path) -> list[Path]:
    """The guideline files in a folder and below, or the file itself, sorted by name.

    Hidden files and a folder's own README are no guidelines.

    Raises:
        Invalid: when there is nothing of that name, or no guideline file in the folder.
    """
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise Invalid(f"There is no file or folder {path}.")
    found = sorted(
        p
        for p in path.rglob("*")
        if p.suffix.lower() in SUFFIXES
        and p.is_file()
        and p.stem.upper() != "README"
        and not any(part.startswith(".") for part in p.relative_to(path).parts)
    )
    if not found:
        raise Invalid(f"There is no .md, .txt, .pdf or .docx file in {path}.")
    return found


def stray_questions(paths: Sequence[Path], guidelines: Iterable[Path]) -> list[Path]:
    """The files of example questions in the folders that stand beside none of the guidelines."""
    beside = {questions_file(guideline) for guideline in guidelines}
    found = {file for path in paths if path.is_dir() for file in path.rglob(f"*{QUESTIONS}")}
    return sorted(found - beside)


def _started() -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - our own program; the file goes in as bytes
        [sys.executable, "-I", "-c", _WORKER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in _KEPT_ENV if name in os.environ},
    )


def _exchanged(
    process: subprocess.Popen[bytes], source: str, content: bytes, seconds: float
) -> dict[str, Any]:
    if process.stdin is None or process.stdout is None:
        raise OSError
    head = {"source": source, "size": len(content), "seconds": int(seconds)}
    process.stdin.write(json.dumps(head).encode() + b"\n")
    process.stdin.write(content)
    process.stdin.flush()
    answer: dict[str, Any] = json.loads(process.stdout.readline())
    return answer


def _guideline(answer: dict[str, Any], digest: str) -> tuple[Guideline, list[Passage]]:
    told = answer["guideline"]
    lists = ("audience", "stages", "topics", "sources", "left_out")
    told |= {name: tuple(told[name]) for name in lists} | {"content_hash": digest}
    guideline = Guideline(**told)
    kind = PassageKind.GUIDELINE
    passages = [
        Passage(row["id"], kind, guideline.source, row["heading"], row["text"], position)
        for position, row in enumerate(answer["passages"])
    ]
    return guideline, passages
