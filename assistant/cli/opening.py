"""What commands start from: settings, the Coach, and a bar for long work."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.coach import Coach

Progress = Callable[[int, int], None]


def settings() -> Settings:
    """The settings of this process's environment."""
    return Settings.from_env(os.environ)


@contextmanager
def coach(
    chosen: Settings, *, create: bool = False, despite: Sequence[str] = ("older",)
) -> Iterator["Coach"]:
    """The Coach over the store of these settings, closed afterwards."""
    from assistant.bootstrap import build  # brings the database library

    opened = build(chosen, create=create, despite=frozenset(despite))
    try:
        yield opened
    finally:
        opened.close()


@contextmanager
def progress(label: str, unit: str) -> Iterator[Progress]:
    """A bar on stderr, shown once the work has taken longer than a moment."""
    from tqdm import tqdm

    every = 0.1 if sys.stderr.isatty() else 5.0
    with tqdm(
        desc=label, unit=f" {unit}", file=sys.stderr, delay=0.5, mininterval=every, ncols=80
    ) as bar:

        def report(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield report
