"""``upmentor serve``: the app on this machine."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from argparse import Namespace
from pathlib import Path
from types import FrameType

from assistant.cli import opening
from assistant.cli.output import say, say_json, warn
from assistant.errors import Invalid, StoreError

HOST = "127.0.0.1"
PATIENCE_SECONDS = 60.0


def serve(arguments: Namespace) -> int:
    """Start the app on the port, say where it is, and stay until it is stopped."""
    port = arguments.port
    if not 1 <= port <= 65535:
        raise Invalid(f"There is no port {port}; choose one from 1024 to 65535.")
    settings = opening.settings()
    with opening.coach(settings) as coach:  # what is wrong is told here, not in the browser
        for problem in coach.problems():
            warn(problem)
    _free(port)
    command = [sys.executable, "-m", "streamlit", "run", str(_app()), *_options(port)]
    env = {**os.environ, "UPMENTOR_HOME": str(settings.home)}
    child = subprocess.Popen(command, env=env, start_new_session=True)  # noqa: S603 - our own
    stopped = _pass_on_signals(child)
    if not _answers(child, port):
        child.terminate()
        child.wait()
        if stopped:
            return 0
        raise StoreError("The app did not start; what it said stands above.")
    address = f"http://localhost:{port}"
    if arguments.json:
        say_json({"url": address}, line=True)
    else:
        say(f"Open {address} in your browser. Ctrl-C stops Upmentor.")
    sys.stdout.flush()
    code = child.wait()
    if code != 0 and not stopped:
        raise StoreError(f"The app ended by itself with code {code}; start it again.")
    return 0


def _app() -> Path:
    package = Path(__file__).resolve().parent.parent
    for place in (package.parent / "asgi.py", package / "asgi.py"):
        if place.is_file():
            return place
    raise Invalid("asgi.py is missing beside the package; install Upmentor again.")


def _options(port: int) -> list[str]:
    return [
        f"--server.port={port}",
        f"--server.address={HOST}",
        "--server.headless=true",
        "--browser.gatherUsageStats=false",
        "--logger.hideWelcomeMessage=true",
    ]


def _free(port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError as error:
            raise Invalid(f"Port {port} may not be used by you; choose one above 1023.") from error
        except OSError as error:
            raise Invalid(
                f"Port {port} is in use by another program; choose another, for example: "
                f"upmentor serve --port {port + 1 if port < 65535 else 8501}"
            ) from error


def _pass_on_signals(child: "subprocess.Popen[bytes]") -> list[int]:
    """Let signals to this process end the app; the list holds those that came."""
    came: list[int] = []

    def pass_on(number: int, _: FrameType | None) -> None:
        came.append(number)
        if child.poll() is None:
            child.send_signal(signal.SIGTERM if number != signal.SIGINT else number)

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), pass_on)
    return came


def _answers(child: "subprocess.Popen[bytes]", port: int) -> bool:
    """Wait until the app answers on its port; False when it ended or took too long."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and child.poll() is None:
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/_stcore/health", timeout=2):
                return True
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.1)
    return False
