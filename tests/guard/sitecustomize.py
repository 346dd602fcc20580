"""Refuses every connection that would leave this machine, and notes that it was tried.

Python imports a module of this name by itself when it starts, so the folder on PYTHONPATH guards
the processes that tests start (the command line, the served app) as well as the tests.
"""

import os
import sys
from typing import Any

NOTE = "UPMENTOR_TEST_BLOCKED"
ADDRESS_EVENTS = {"socket.connect", "socket.sendto", "socket.sendmsg"}
NAME_EVENTS = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}


class BlockedConnection(ConnectionError):
    """A test, or a process it started, reached for another machine."""


def is_this_machine(host: object) -> bool:
    """Whether a host names this machine: nothing, localhost, or a loopback address."""
    import ipaddress
    import socket

    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if host is None or host in ("", "localhost", socket.gethostname()):
        return True
    try:
        address = ipaddress.ip_address(str(host).partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def watch(event: str, arguments: tuple[Any, ...]) -> None:
    """The audit hook: raises BlockedConnection for a foreign host."""
    if event in ADDRESS_EVENTS:
        address = arguments[1]
        if not isinstance(address, tuple):  # a Unix socket's path, or an already connected one
            return
        host = address[0]
    elif event in NAME_EVENTS:
        host = arguments[0]
    else:
        return
    if is_this_machine(host):
        return
    note = os.environ.get(NOTE)
    if note:
        with open(note, "a") as file:
            file.write(f"{event} {host!r} by {' '.join(sys.orig_argv[:4])}\n")
    raise BlockedConnection(f"{event} to {host!r}: tests stay on this machine")


sys.addaudithook(watch)
