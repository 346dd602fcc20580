"""Starting a system in its own process and talking to it."""

import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
QUIET = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "ANONYMIZED_TELEMETRY": "False",
    "TOKENIZERS_PARALLELISM": "true",
    "PYTHONWARNINGS": "ignore",
}


class Client:
    """A running system. Use it in a ``with`` statement; leaving it ends the process.

    Args:
        python: the interpreter of the system's environment.
        module: the system's module, as ``evals.peers.txtai``.
        log: the file that gets what the system prints.
        vectors: a file of known vectors; without it every text is embedded.
        folder: the index to serve with ``retriever``; without it the system starts empty.
    """

    def __init__(
        self,
        python: Path,
        module: str,
        log: Path,
        vectors: Path | None = None,
        folder: Path | None = None,
        retriever: str = "",
    ) -> None:
        command = [str(python), "-m", module]
        command += ["--vectors", str(vectors)] if vectors else []
        command += ["--open", str(folder), "--retriever", retriever] if folder else []
        own = {k: v for k, v in os.environ.items() if not k.startswith(("UPMENTOR_", "PYTHON"))}
        self._log = log
        with log.open("a", encoding="utf-8") as errors:
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                command,
                cwd=ROOT,
                env={**own, **QUIET},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                encoding="utf-8",
            )

    def __enter__(self) -> "Client":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process.stdin:
            self._process.stdin.close()
        try:
            self._process.wait(timeout=10 if kind is None else 0.1)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()

    def ask(self, **message: Any) -> dict[str, Any]:
        """What the system answers.

        Raises:
            RuntimeError: when it ended; the message names its log.
        """
        sent, received = self._process.stdin, self._process.stdout
        if sent is None or received is None:
            raise RuntimeError("The system has no pipes.")
        try:
            sent.write(json.dumps(message) + "\n")
            sent.flush()
            line = received.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            raise RuntimeError(f"The system ended; its last words are in {self._log}.")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def index(
        self,
        documents: Sequence[dict[str, Any]],
        cut: bool = True,
        folder: Path | None = None,
        **more: Any,
    ) -> dict[str, Any]:
        """Index documents; the passages made and the seconds taken."""
        kept = str(folder) if folder else None
        return self.ask(do="index", documents=list(documents), cut=cut, folder=kept, **more)

    def query(self, retriever: str, text: str, k: int) -> dict[str, Any]:
        """The hits for a question, with milliseconds."""
        return self.ask(do="query", retriever=retriever, text=text, k=k)

    def memory_mb(self) -> float:
        """Resident memory of the process, in MB."""
        status = Path(f"/proc/{self._process.pid}/status").read_text("ascii")
        kilobytes = next(r.split()[1] for r in status.splitlines() if r.startswith("VmRSS"))
        return int(kilobytes) / 1000
