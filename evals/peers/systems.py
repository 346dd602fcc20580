"""The systems that are measured, and the environment of each.

NAME.in lists what is wanted, NAME.txt all versions; ``uv pip compile --universal
--python-version 3.11 --generate-hashes NAME.in -o NAME.txt`` chooses anew. txtai.txt has no
hashes and none of torch's own requirements, so that the CPU build of torch can stand in where it
is served.
"""

import hashlib
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent


@dataclass(frozen=True, slots=True)
class System:
    """A search stack; ``ways`` gives each of its ways of retrieving the name it has in tables.

    One with ``sets`` is asked on those alone, and its speed is not measured. One of our ``own``
    runs in this environment and depends on those parts of ``assistant``.
    """

    name: str
    ways: dict[str, str]
    own: tuple[str, ...] = ()
    sets: tuple[str, ...] = ()

    def answers(self, corpus: str) -> bool:
        """Whether it is asked the questions of a set."""
        return not self.sets or corpus in self.sets

    @property
    def module(self) -> str:
        return f"evals.peers.{self.name}"

    @property
    def requirements(self) -> Path:
        return HERE / f"{self.name}.txt"

    def code(self) -> list[Path]:
        """The files that its answers depend on."""
        files = [HERE / f"{self.name}.py", HERE / "worker.py"]
        if self.own:
            parts = [ROOT / "assistant" / part for part in self.own]
            inner = [path for part in parts for path in sorted(part.rglob("*.py"))]
            return [*files, ROOT / "evals" / "retrieval" / "memory.py", *inner]
        return [*files, HERE / "minilm.py", self.requirements]


UPMENTOR = System("upmentor", {"search": "Upmentor"}, own=("retrieval",))
SYSTEMS = (
    UPMENTOR,
    System("langchain", {"chroma": "LangChain Chroma", "ensemble": "LangChain Ensemble"}),
    System("llamaindex", {"vector": "LlamaIndex", "fusion": "LlamaIndex fusion"}),
    System(
        "haystack",
        {"bm25": "Haystack BM25", "embedding": "Haystack dense", "hybrid": "Haystack hybrid"},
    ),
    System("txtai", {"hybrid": "txtai hybrid"}),
    System(
        "answers",
        {"answer": "Upmentor, offline answer"},
        own=("retrieval", "writers"),
        sets=("qmsum",),
    ),
    System(
        "sumy",
        {"lead": "First turns", "textrank": "TextRank", "lexrank": "LexRank"},
        sets=("qmsum",),
    ),
)


def python_of(system: System, cache: Path) -> Path:
    """The interpreter of a system's environment, which is made or finished first.

    Raises:
        RuntimeError: when pip could not install it; the message names the log.
    """
    if system.own:
        return Path(sys.executable)
    folder = cache / "venvs" / system.name
    python, mark = folder / "venv" / "bin" / "python", folder / "installed"
    wanted = hashlib.sha256(system.requirements.read_bytes() + sys.version.encode()).hexdigest()
    if mark.exists() and mark.read_text("ascii") == wanted and python.exists():
        return python
    print(f"Making the environment of {system.name} (once)", flush=True)
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "setup.log"
    install = "-I -m pip install --no-input --disable-pip-version-check --no-compile -r".split()
    with log.open("w", encoding="utf-8") as output:
        for command in (
            [sys.executable, "-m", "venv", "--clear", str(folder / "venv")],
            [str(python), *install, str(system.requirements)],
        ):
            done = subprocess.run(command, stdout=output, stderr=output, check=False)  # noqa: S603
            if done.returncode:
                raise RuntimeError(f"{system.name} could not be installed; see {log}.")
    mark.write_text(wanted, "ascii")
    return python
