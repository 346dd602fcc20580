import re
import socket
from pathlib import Path

import pytest

from evals import run, startup


def test_the_machine_is_told_without_a_name() -> None:
    """Cores, memory and Python's version, no host name."""
    told = startup.machine()
    assert re.fullmatch(
        r"\d+ cores, \d+ GB of memory, Python 3\.\d+\.\d+, load [\d.]+ at the start", told
    )
    assert socket.gethostname() not in told


def test_a_command_that_fails_is_not_timed(tmp_path: Path) -> None:
    """A search without a store raises instead of being measured as fast."""
    with pytest.raises(RuntimeError, match="The search failed"):
        startup.cold_search(tmp_path / "nothing")


def test_an_unknown_part_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """--only takes the parts there are."""
    with pytest.raises(SystemExit) as ended:
        run.main(["--only", "weather"])
    assert ended.value.code == 2
    assert "drafts" in capsys.readouterr().err
