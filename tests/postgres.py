"""A private PostgreSQL for tests: in a folder of its own, on a Unix socket, ended with them."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from sqlalchemy import create_engine, text

from assistant.records import open_store

MISSING = "PostgreSQL is not installed here"
PLACES = ("/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql*/bin", "/usr/pgsql-*/bin")
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")


def binaries() -> Path | None:
    """The folder of the newest installed server's programs."""
    on_path = shutil.which("initdb")
    places = [Path(on_path).resolve().parent] if on_path else []
    for place in PLACES:
        places += sorted(Path("/").glob(place[1:]), reverse=True)
    return next((p for p in places if (p / "initdb").exists() and (p / "postgres").exists()), None)


class Server:
    """A running server; every call of ``fresh`` gives the address of a new database in it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)
        open_store(self._make("model", "template0"), create=True).close()

    def fresh(self, *, empty: bool = False) -> str:
        """The URL of a database with Upmentor's tables, or of one without any."""
        return self._make(f"test{next(self._numbers)}", "template0" if empty else "model")

    def _make(self, name: str, template: str) -> str:
        engine = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as sql:
            sql.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
        engine.dispose()
        return self.url(name)

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://upmentor@/{database}?host={self._folder}"


@contextmanager
def server() -> Iterator[Server]:
    """A server that runs as long as the block; the machine's own one is left alone."""
    programs = binaries()
    assert programs, MISSING
    folder = Path(tempfile.mkdtemp(prefix="upmentor-pg-"))  # short: a socket's path may not be long
    data, log = folder / "data", folder / "log"
    owner = _owner(folder)
    try:
        subprocess.run(
            [programs / "initdb", "-D", data, "-U", "upmentor", "-A", "trust", "-E", "UTF8",
             "--locale=C", "--no-sync"],
            check=True, capture_output=True, cwd=folder, **owner,
        )  # fmt: skip
        options = [word for setting in QUICK for word in ("-c", setting)]
        with log.open("wb") as said:
            running = subprocess.Popen(
                [programs / "postgres", "-D", data, "-k", folder, "-c", "listen_addresses=",
                 *options],
                stdout=said, stderr=said, cwd=folder, **owner,
            )  # fmt: skip
        try:
            _await(folder / ".s.PGSQL.5432", running, log)
            yield Server(folder)
        finally:
            running.terminate()
            try:
                running.wait(5)
            except subprocess.TimeoutExpired:
                running.send_signal(2)  # "fast": sessions that are still open are ended
                running.wait(20)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _owner(folder: Path) -> dict[str, int]:
    """The user that the server runs as: it refuses to be root."""
    if os.geteuid() != 0:
        return {}
    user = next(u for u in pwd.getpwall() if u.pw_name in {"postgres", "nobody"})
    shutil.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid}


def _await(socket: Path, running: "subprocess.Popen[bytes]", log: Path) -> None:
    ready: Callable[[], bool] = lambda: b"ready to accept connections" in log.read_bytes()  # noqa: E731
    while not (socket.exists() and ready()):
        assert running.poll() is None, log.read_text(errors="replace")
        time.sleep(0.02)
