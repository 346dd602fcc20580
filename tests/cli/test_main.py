import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assistant import __main__ as entry
from assistant import __version__
from assistant.cli import COMMANDS, operating
from tests.builders import program_file
from tests.cli.conftest import Run

ROOT = Path(__file__).resolve().parent.parent.parent


def upmentor(*argv: str, **options: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "assistant", *argv],
        cwd=ROOT,
        encoding="utf-8",
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **options,  # type: ignore[call-overload]
    )


def test_help_names_every_command(run: Run) -> None:
    """The help lists all commands, and each has a help of its own with --json."""
    ended = run("--help")
    assert ended.code == 0
    for name in COMMANDS:
        assert f"    {name} " in ended.out
        assert "--json" in run(name, "--help").out


def test_version(run: Run) -> None:
    """The version is printed with the name."""
    assert run("--version").out == f"upmentor {__version__}\n"


def test_help_loads_nothing_slow() -> None:
    """The help is there before any library for records, vectors or files is loaded."""
    code = (
        "import sys, assistant.__main__ as m; m.make_parser().format_help(); "
        "slow = {'sqlalchemy', 'numpy', 'chromadb', 'langchain_core', 'pydantic', 'docx', 'fpdf', "
        "'tqdm', 'streamlit', 'onnxruntime'}; print(sorted(slow & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout == "[]\n", done.stderr


def test_an_unexpected_error_is_a_sentence(
    home: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even a mistake in the program itself ends with one line and exit code 1."""

    def broken(_: object) -> int:
        raise RuntimeError("two\nlines")

    monkeypatch.setattr(operating, "people", broken)
    ended = run("people")
    assert ended.code == 1
    assert ended.err == "upmentor: something unexpected went wrong (RuntimeError: two lines).\n"


def test_debugging_shows_where(home: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """With UPMENTOR_DEBUG an unexpected error keeps its traceback."""

    def broken(_: object) -> int:
        raise RuntimeError("here")

    monkeypatch.setattr(operating, "people", broken)
    monkeypatch.setenv(entry.DEBUG, "1")
    with pytest.raises(RuntimeError, match="here"):
        run("people")


def test_stopping_from_the_keyboard(home: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends a command with one line and exit code 130."""

    def stopped(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(operating, "people", stopped)
    ended = run("people")
    assert (ended.code, ended.err) == (130, "upmentor: stopped.\n")


def test_a_reader_that_leaves_is_no_error(home: Path) -> None:
    """A pipe that is closed early ends the command quietly."""
    child = upmentor("people", env=dict(os.environ))
    assert child.stdout is not None
    assert child.stderr is not None
    child.stdout.close()
    assert child.stderr.read() == ""
    assert child.wait(60) == 0


def test_ctrl_c_in_a_real_process(home: Path) -> None:
    """A command that waits for its input stops at Ctrl-C with 130 and no traceback."""
    # A test run in the background may ignore Ctrl-C, and a child would inherit that.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        child = upmentor("search", "--batch", env=dict(os.environ), stdin=subprocess.PIPE)
    finally:
        signal.signal(signal.SIGINT, before)
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write('{"id": 1, "query": "dashboards", "as": "mentor1@a.example"}\n')
    child.stdin.flush()
    assert child.stdout.readline().startswith('{"id": 1, "query": "dashboards"')
    time.sleep(0.2)
    child.send_signal(signal.SIGINT)
    _, err = child.communicate(timeout=60)
    assert (child.returncode, err) == (130, "upmentor: stopped.\n")


def test_output_survives_any_terminal_encoding(home: Path, run: Run) -> None:
    """Names beyond ASCII are printed as UTF-8 wherever the command runs."""
    program = program_file()
    program["people"][0]["name"] = "Zoë Ångström 田中"
    assert run("import", "-", stdin=json.dumps(program)).code == 0
    child = upmentor("people", env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0"})
    out, err = child.communicate(timeout=60)
    assert (child.returncode, err) == (0, "")
    assert "Zoë Ångström 田中" in out
