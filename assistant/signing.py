"""Signed values, for what a browser keeps and hands back; the key never leaves its file."""

import base64
import hashlib
import hmac
import json
import os
import secrets
from contextlib import suppress
from datetime import datetime
from functools import cached_property
from pathlib import Path

from assistant.errors import StoreError

_BYTES = 32


class Signer:
    """Signs and reads short texts with a random key, made once and kept in a file of mode 600.

    ``purpose`` tells values apart: what was signed as a ticket is no cookie.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def _key(self) -> bytes:
        try:
            if not self._path.exists():
                _make(self._path)
            key = self._path.read_bytes()
        except OSError as error:
            raise StoreError(
                f"Cannot keep {self._path}; check the folder's permissions or UPMENTOR_HOME."
            ) from error
        if len(key) != _BYTES:
            raise StoreError(
                f"{self._path} is damaged; delete it, and everybody signs in once more."
            )
        return key

    def sign(self, purpose: str, text: str, until: datetime | None = None) -> str:
        """A signed form of the text, good for cookies and attributes."""
        body = _to_text(json.dumps([text, until.timestamp() if until else None]).encode())
        return f"{body}.{self.digest(purpose, body)}"

    def read(self, purpose: str, signed: str, now: datetime) -> str | None:
        """The text that was signed for this purpose; None when forged, foreign or too old."""
        body, _, given = signed.partition(".")
        if not hmac.compare_digest(self.digest(purpose, body).encode(), given.encode()):
            return None
        text, until = json.loads(base64.urlsafe_b64decode(body + "=="))
        return None if until is not None and now.timestamp() > until else str(text)

    def digest(self, purpose: str, text: str) -> str:
        """What only the holder of the key can compute from the text."""
        made = hmac.new(self._key, f"{purpose}\n{text}".encode(), hashlib.sha256)
        return _to_text(made.digest())


def _to_text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")


def _make(path: Path) -> None:
    """Write a whole key beside the place, then link it there: two processes end up with one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(handle, secrets.token_bytes(_BYTES))
        with suppress(FileExistsError):
            os.link(beside, path)
    finally:
        os.close(handle)
        beside.unlink()
