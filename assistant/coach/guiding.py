"""The program's guidelines and its overview, for the admin."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant import permissions
from assistant.coach.base import Base
from assistant.domain import Guideline, Role, Stage
from assistant.errors import Invalid, UpmentorError
from assistant.records import GuidelineChange, unchanged
from assistant.retrieval.files import (
    GuidelineReader,
    content_hash,
    guideline_bytes,
    guideline_files,
    read_guideline,
    stray_questions,
)

Progress = Callable[[int, int], None]
Told = Callable[[str, str], None]

NO_GUIDELINE = "No guideline of this name stands beside these example questions."


@dataclass(frozen=True, slots=True)
class PairStatus:
    """What an admin sees of a pair: that it exists and how far it is, never what was said."""

    pair_id: str
    mentor: str
    mentee: str
    stage: Stage
    held: int
    cancelled: int
    planned: int


@dataclass(frozen=True, slots=True)
class Ingested:
    """What taking in files changed, and which were refused with what sentence."""

    changes: tuple[GuidelineChange, ...]
    refused: tuple[tuple[str, str], ...]

    def count(self, status: str) -> int:
        return sum(c.status == status for c in self.changes)


def read_except(left_out: Sequence[str]) -> str:
    """What of a file was not read, as the end of a sentence; empty if all of it was.

    ``read except 2 pictures (under “Fees”) and 1 embedded object (at the start)``
    """
    if not left_out:
        return ""
    *some, last = left_out
    return f"read except {', '.join(some)}{' and ' if some else ''}{last}"


class Guiding(Base):
    """Everybody reads the guidelines; an admin changes them."""

    def guidelines(self, reader: str) -> list[Guideline]:
        """The guidelines in force."""
        self._person(reader)
        return self._records.guidelines()

    def add_guideline(self, reader: str, filename: str, content: bytes) -> GuidelineChange:
        """Take in an uploaded file (md, txt, pdf, docx); its name is its place.

        Raises:
            Invalid: when the file cannot be read as what its name says.
            Refused: when the reader is not an admin.
        """
        person = permissions.with_role(self._person(reader), Role.ADMIN)
        name = Path(filename.replace("\\", "/")).name
        guideline, passages = read_guideline(f"uploads/{name}", content)
        change = self._records.save_guideline(person.email, guideline, passages)
        self._engine.follow()
        return change

    def retire_guideline(self, reader: str, source: str) -> GuidelineChange:
        """Take a guideline out of force; its text leaves the index."""
        person = permissions.with_role(self._person(reader), Role.ADMIN)
        change = self._records.retire_guideline(person.email, source)
        self._engine.follow()
        return change

    def program_status(self, reader: str) -> list[PairStatus]:
        """How far each pair is, in counts.

        Raises:
            Refused: when the reader is not an admin.
        """
        permissions.with_role(self._person(reader), Role.ADMIN)
        program = self._program()
        return [
            PairStatus(
                pair_id=p.id,
                mentor=p.mentor.name,
                mentee=p.mentee.name,
                stage=p.stage(program),
                held=len(p.held()),
                cancelled=len(p.cancelled()),
                planned=program.sessions_planned,
            )
            for p in self._records.pairs()
        ]

    def ingest(
        self, paths: list[Path], progress: Progress | None = None, refusal: Told | None = None
    ) -> Ingested:
        """The operator's way to add or refresh guidelines, from files and folders.

        A file that is gone from a folder ingested before is retired when that folder is
        ingested again. A guideline is taken in with the example questions in the file beside it,
        or neither is. Unchanged files are skipped. A file that cannot be read is told to
        ``refusal`` with its reason as soon as that is known; the others go on.

        Raises:
            Invalid: when a path does not exist or holds no file that can be read.
        """
        files, folders = _files(paths)
        known = {guideline.source: guideline for guideline in self._records.guidelines()}
        changes: list[GuidelineChange] = []
        refused: list[tuple[str, str]] = []
        with GuidelineReader() as reader:
            for done, (path, source) in enumerate(files, 1):
                try:
                    changes.append(self._taken_in(reader, path, source, known.get(source)))
                except (UpmentorError, OSError) as error:
                    refused.append((str(path), str(error)))
                    if refusal:
                        refusal(*refused[-1])
                if progress:
                    progress(done, len(files))
        for stray in stray_questions(paths, [path for path, _ in files]):
            refused.append((str(stray), NO_GUIDELINE))
            if refusal:
                refusal(*refused[-1])
        present = {source for _, source in files}
        for source in known:
            if source not in present and source.startswith(folders):
                changes.append(self._records.retire_guideline("operator", source))
        return Ingested(tuple(changes), tuple(refused))

    def _taken_in(
        self, reader: GuidelineReader, path: Path, source: str, known: Guideline | None
    ) -> GuidelineChange:
        content, questions = guideline_bytes(path)
        if known and known.content_hash == content_hash(source, content, questions):
            return unchanged(known)
        return self._records.save_guideline("operator", *reader.read(source, content, questions))

    def follow(self, progress: Progress | None = None) -> int:
        """Bring the index up to date with the records; the number of changes taken in."""
        return self._engine.follow(progress)


def _files(paths: list[Path]) -> tuple[list[tuple[Path, str]], tuple[str, ...]]:
    files: dict[str, Path] = {}
    folders = []

    def add(source: str, file: Path) -> None:
        if source in files and files[source].resolve() != file.resolve():
            raise Invalid(f"Two files would be kept as {source}; rename one of them.")
        files[source] = file

    for path in paths:
        name = path.resolve().name
        if path.is_dir():
            folders.append(f"{name}/")
        for file in guideline_files(path):
            add(f"{name}/{file.relative_to(path).as_posix()}" if path.is_dir() else name, file)
    return [(file, source) for source, file in files.items()], tuple(folders)
