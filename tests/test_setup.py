"""Setting up: what goes wrong on other people's machines is told in one clear sentence."""

import ast
import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / "setup" / "environment.py"


def load() -> ModuleType:
    """The set-up script as a module."""
    spec = importlib.util.spec_from_file_location("environment", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


environment = load()


class Builder:
    """A small real builder: an environment without packages; it can be told to break off."""

    def __init__(self) -> None:
        self.built: list[str] = []
        self.breaks = False

    def __call__(self, root: Path, lock: str) -> None:
        self.built.append(lock)
        venv = root / ".venv"
        if lock == environment.LOCK:
            command = [sys.executable, "-m", "venv", "--without-pip", str(venv)]
            subprocess.run(command, check=True)
        if self.breaks:
            raise KeyboardInterrupt
        environment.link(root, venv)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project in a folder with spaces: two locks and a package that says where it is."""
    root = tmp_path / "My Documents" / "up mentor"
    (root / "assistant").mkdir(parents=True)
    for lock in (environment.LOCK, environment.DEV_LOCK):
        (root / lock).write_text("numpy==2.0 \\\n    --hash=sha256:00\n")
    (root / "assistant" / "__init__.py").touch()
    (root / "assistant" / "__main__.py").write_text(
        "import sys; print(__file__, *sys.argv[1:], sep='|')"
    )
    return root


def test_a_folder_with_spaces_works(project: Path, tmp_path: Path) -> None:
    """The command runs from anywhere although the project's folder has spaces in its name."""
    environment.prepare(project, False, Builder())
    command = [str(project / ".venv" / "bin" / "upmentor"), "ask", "two words"]
    plain = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        command, cwd=tmp_path, env=plain, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == f"{project}/assistant/__main__.py|ask|two words"


def test_a_finished_set_up_is_left_alone(project: Path) -> None:
    """The second time nothing is built; the tests' packages are added when they are wanted."""
    builder = Builder()
    environment.prepare(project, False, builder)
    environment.prepare(project, False, builder)
    assert builder.built == [environment.LOCK]
    environment.prepare(project, True, builder)
    environment.prepare(project, True, builder)
    assert builder.built == [environment.LOCK, environment.DEV_LOCK]


def test_a_half_finished_set_up_starts_anew(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An installation that was stopped midway is thrown away, said so, and made again."""
    builder = Builder()
    builder.breaks = True
    with pytest.raises(KeyboardInterrupt):
        environment.prepare(project, False, builder)
    leftover = project / ".venv" / "half-copied"
    leftover.touch()
    builder.breaks = False
    environment.prepare(project, False, builder)
    assert not leftover.exists()
    assert capsys.readouterr().out == "An earlier set-up did not finish; starting anew.\n"
    environment.prepare(project, False, builder)
    assert builder.built == [environment.LOCK, environment.LOCK]


def test_a_changed_lock_or_a_moved_folder_is_noticed(project: Path) -> None:
    """An environment made from another lock, or in another place, is made again."""
    builder = Builder()
    environment.prepare(project, True, builder)
    (project / environment.LOCK).write_text("numpy==2.1 \\\n    --hash=sha256:01\n")
    environment.prepare(project, True, builder)
    assert builder.built == [environment.LOCK, environment.DEV_LOCK] * 2
    moved = project.rename(project.parent / "moved")
    environment.prepare(moved, False, builder)
    assert builder.built[4:] == [environment.LOCK]


def test_someone_elses_environment_is_not_touched(project: Path) -> None:
    """A .venv that the set-up did not make is refused and left as it is."""
    own = project / ".venv" / "pyvenv.cfg"
    own.parent.mkdir()
    own.write_text("mine")
    with pytest.raises(environment.SetupError, match="was not made by this set-up"):
        environment.prepare(project, False, Builder())
    assert own.read_text() == "mine"


def test_a_read_only_folder_is_told() -> None:
    """In a folder that may not be written the sentence names it and says what to do."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        for lock in (environment.LOCK, environment.DEV_LOCK):
            (root / lock).touch()
        root.chmod(0o555)
        with ordinary_user(), pytest.raises(environment.SetupError) as refusal:
            environment.prepare(root, False, Builder())
        root.chmod(0o755)
    assert str(refusal.value).startswith(f"cannot write to {root}")
    assert "a folder of your own" in str(refusal.value)


@contextmanager
def ordinary_user() -> Iterator[None]:
    """Give up root's rights for a moment, since root may write everywhere."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


def test_an_old_python_is_told_what_to_install() -> None:
    """The whole script, run by an old Python with no newer one about, ends with one sentence."""
    code = (
        "import runpy, sys; sys.version_info = (3, 8, 10, 'final', 0); sys.argv = ['setup'];"
        f"runpy.run_path({str(SCRIPT)!r}, run_name='__main__')"
    )
    command = [sys.executable, "-c", code]
    nothing = {**os.environ, "PATH": "/nonexistent"}
    done = subprocess.run(command, env=nothing, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith(
        "Upmentor: this is Python 3.8, and Python 3.11 or newer is needed."
    )
    assert done.stderr.count("\n") == 1


def test_a_newer_python_on_the_path_is_used() -> None:
    """An old python3 hands over to the newest suitable one it finds."""
    there = {"python3.12": "/opt/python3.12", "python3.11": "/opt/python3.11"}
    assert environment.suitable_python((3, 9), "/usr/bin/python3", there.get) == "/opt/python3.12"
    assert environment.suitable_python((3, 11), "/usr/bin/python3", there.get) == "/usr/bin/python3"


@pytest.mark.parametrize("script", sorted((ROOT / "setup").glob("*.py")), ids=lambda p: p.name)
def test_the_scripts_can_be_read_by_old_pythons(script: Path) -> None:
    """An old Python gets as far as the sentence: nothing in the scripts is newer than 3.6."""
    ast.parse(script.read_text(), feature_version=(3, 6))


def test_a_failed_installation_is_one_sentence(project: Path) -> None:
    """What pip said is kept in a file; its reason is in the sentence."""
    venv = project / ".venv"
    venv.mkdir()
    script = "print('Collecting x'); print('ERROR: No matching distribution for x'); exit(1)"
    with pytest.raises(environment.SetupError, match="No matching distribution for x") as refusal:
        environment.install([sys.executable, "-c", script], venv, 1)
    assert "\n" not in str(refusal.value)
    assert "Collecting x" in (venv / "setup.log").read_text()


@pytest.mark.parametrize("lock", [environment.LOCK, environment.DEV_LOCK])
def test_locks_hold_versions_and_hashes_only(lock: str) -> None:
    """Every package is pinned with hashes, and no address or path of anybody's is in the list."""
    text = (ROOT / lock).read_text()
    assert "://" not in text
    assert "file:" not in text
    for line in text.splitlines():
        assert line.startswith("    --hash=sha256:") or "==" in line, line
    assert "--hash=sha256:" in environment.locked_block(
        (ROOT / environment.LOCK).read_text(), "pip"
    )


def test_a_busy_port_is_told(tmp_path: Path) -> None:
    """Serving on a port that is taken ends with one sentence that names it."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = serve(tmp_path, port)
    assert done.returncode == 1
    assert done.stdout == ""
    assert port in done.stderr
    assert done.stderr.count("\n") == 1


def serve(home: Path, port: str) -> subprocess.CompletedProcess[str]:
    """Run ``upmentor serve`` over a new store with a single guideline."""
    (home / "knowledge").mkdir()
    shutil.copy(ROOT / "knowledge" / "program" / "matching.md", home / "knowledge")
    own = {
        **os.environ,
        "UPMENTOR_HOME": str(home / "store"),
        "UPMENTOR_KNOWLEDGE": str(home / "knowledge"),
    }
    command = [sys.executable, "-m", "assistant"]
    subprocess.run([*command, "init"], cwd=ROOT, env=own, capture_output=True, check=True)
    return subprocess.run(
        [*command, "serve", "--port", port],
        cwd=ROOT,
        env=own,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_an_installed_wheel_holds_all_the_app_needs(tmp_path: Path) -> None:
    """Guidelines, demo program, migrations, prompts, app and its settings are in the wheel."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    (wheel,) = tmp_path.glob("*.whl")
    installed = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    inside = installed / "assistant"
    for folder, packed in (
        (ROOT / "assistant", inside),
        (ROOT / "knowledge", inside / "knowledge"),
    ):
        for path in folder.rglob("*.*"):
            if path.is_file() and "__pycache__" not in path.parts:
                assert (packed / path.relative_to(folder)).is_file(), path
    assert (inside / "app.py").is_file()
    assert (inside / "asgi.py").is_file()
    assert (inside / ".streamlit" / "config.toml").is_file()
    code = (
        "from assistant.settings import Settings, shipped;"
        "print(Settings.from_env({}).knowledge, shipped('app.py'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == [str(inside / "knowledge"), str(inside / "app.py")]
