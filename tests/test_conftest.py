"""The guard that the other tests rely on."""

import socket
import subprocess
import sys
import threading
import urllib.request
from typing import Any

import pytest
from pytest_httpserver import HTTPServer


def test_a_foreign_address_is_refused(blocked_connections: Any) -> None:
    """A connection to an address outside is refused before a packet leaves, and noted."""
    with socket.socket() as plain, pytest.raises(ConnectionError, match="stay on this machine"):
        plain.connect(("192.0.2.1", 80))
    assert len(blocked_connections.take()) == 1


def test_a_foreign_name_is_not_looked_up(blocked_connections: Any) -> None:
    """Not even the name of a foreign host is asked for."""
    with pytest.raises(OSError, match="stay on this machine"):
        urllib.request.urlopen("http://example.org/")
    assert "example.org" in blocked_connections.take()[0]


def test_a_swallowed_refusal_is_still_noted(blocked_connections: Any) -> None:
    """Code that hides the refusal in a thread is found out all the same."""

    def phone_home() -> None:
        try:
            socket.create_connection(("192.0.2.1", 443), timeout=1)
        except OSError:
            return

    thread = threading.Thread(target=phone_home)
    thread.start()
    thread.join()
    assert blocked_connections.take()


def test_a_started_process_is_guarded(blocked_connections: Any) -> None:
    """A Python that a test starts is refused too, and its attempt is noted here."""
    code = "import socket; socket.create_connection(('192.0.2.1', 80), 1)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "BlockedConnection" in done.stderr
    assert blocked_connections.take()


def test_loopback_is_open(httpserver: HTTPServer) -> None:
    """A server on this machine answers."""
    httpserver.expect_request("/").respond_with_data("here")
    with urllib.request.urlopen(httpserver.url_for("/")) as reply:
        assert reply.read() == b"here"
