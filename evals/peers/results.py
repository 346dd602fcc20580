"""Results as files, so that a run that was stopped goes on where it was."""

import hashlib
import json
import os
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

BUSY = 0.25
"""The share of the processors at work for others above which times are marked."""


class Results:
    """One JSON file a result, named by what it is and by what it depends on."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder

    def get(self, name: str, key: str) -> dict[str, Any] | None:
        """A result that was kept before, if there is one for this code and data."""
        path = self._path(name, key)
        if not path.exists():
            return None
        found: dict[str, Any] = json.loads(path.read_text("utf-8"))
        return found

    def put(self, name: str, key: str, result: dict[str, Any]) -> dict[str, Any]:
        """Keep a result, with the day; what was kept under this name before goes."""
        day = datetime.now(UTC).astimezone().date().isoformat()
        result = {"name": name, "measured_on": day, **result}
        fresh = self._folder / "unfinished"
        fresh.write_text(json.dumps(result), "utf-8")
        for old in self._folder.glob(f"{name}-{'[0-9a-f]' * 12}.json"):
            old.unlink()
        fresh.replace(self._path(name, key))
        return result

    def _path(self, name: str, key: str) -> Path:
        return self._folder / f"{name}-{key}.json"


def key_of(files: Sequence[Path], data: Any) -> str:
    """Twelve hex digits that change when a file or the data do."""
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    digest.update(json.dumps(data, sort_keys=True, default=str).encode())
    return digest.hexdigest()[:12]


def load(seconds: float = 2.0) -> float:
    """The share of the processors, 0 to 1, that is at work while this process waits."""
    before = _times()
    time.sleep(seconds)
    idle, total = (b - a for a, b in zip(before, _times(), strict=True))
    return round(1 - idle / max(total, 1), 2)


def _times() -> tuple[int, int]:
    numbers = [int(n) for n in Path("/proc/stat").read_text("ascii").split("\n")[0].split()[1:9]]
    return numbers[3] + numbers[4], sum(numbers)


def disk_mb(folder: Path) -> float:
    """The size of the files in a folder, in MB."""
    sizes = (os.path.getsize(p) for p in folder.rglob("*") if p.is_file())
    return round(sum(sizes) / 1e6, 1)
