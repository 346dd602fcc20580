import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.errors import StoreError
from assistant.signing import Signer

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def key(tmp_path: Path) -> Path:
    return tmp_path / "home" / "signing.key"


def test_what_was_signed_is_read_again_by_another_process(key: Path) -> None:
    """Another signer over the same file reads it: the key outlives a restart."""
    signed = Signer(key).sign("cookie", "Zoë\n1", NOW)
    assert Signer(key).read("cookie", signed, NOW) == "Zoë\n1"


def test_the_key_is_for_its_owner_alone(key: Path) -> None:
    """The key is 32 random bytes in a file of mode 600, and nothing lies beside it."""
    Signer(key).sign("cookie", "a")
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert len(key.read_bytes()) == 32
    assert [p.name for p in key.parent.iterdir()] == ["signing.key"]


def test_nothing_else_is_read(key: Path, tmp_path: Path) -> None:
    """Forged, altered, foreign, misused and outdated values are nobody's."""
    signer = Signer(key)
    signed = signer.sign("cookie", "a", NOW)
    body, _, mark = signed.partition(".")
    other = Signer(tmp_path / "other.key").sign("cookie", "a", NOW)
    forged = signer.sign("cookie", "b", NOW).partition(".")[0] + "." + mark
    for value in ("", ".", body, f"{body}.", f"{body}.é", signed[:-1], other, forged):
        assert signer.read("cookie", value, NOW) is None, value
    assert signer.read("ticket", signed, NOW) is None
    assert signer.read("cookie", signed, NOW + timedelta(seconds=1)) is None
    assert signer.read("cookie", signed, NOW) == "a"


def test_signers_that_start_together_end_up_with_one_key(key: Path) -> None:
    """Eight that make the key at once all read what any of them signed."""
    signers = [Signer(key) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        signed = list(pool.map(lambda s: s.sign("cookie", "a"), signers))
    assert len(set(signed)) == 1
    assert {s.read("cookie", signed[0], NOW) for s in signers} == {"a"}


def test_a_damaged_key_is_one_sentence(key: Path) -> None:
    """A key of another length is refused, and what to do is said."""
    key.parent.mkdir()
    key.write_bytes(b"short")
    with pytest.raises(StoreError, match="delete it"):
        Signer(key).sign("cookie", "a")
