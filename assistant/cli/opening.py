"""What commands start from: settings, the Coach, and a bar for long work."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

from assistant.settings import Settings

if TYPE_CHECKING:
    from tqdm import tqdm

    from assistant.coach import Coach


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


class Bar:
    """A bar on stderr, shown once the work has taken longer than a moment."""

    def __init__(self, bar: "tqdm[NoReturn]") -> None:
        self._bar = bar

    def __call__(self, done: int, total: int) -> None:
        self._bar.total = total
        self._bar.update(done - self._bar.n)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Room to write lines on stderr."""
        shown = self._bar.last_print_t > self._bar.start_t
        if shown:
            self._bar.clear()
        yield
        if shown:
            self._bar.refresh()


@contextmanager
def progress(label: str, unit: str) -> Iterator[Bar]:
    """A bar for long work."""
    from tqdm import tqdm

    every = 0.1 if sys.stderr.isatty() else 5.0
    with tqdm(
        desc=label, unit=f" {unit}", file=sys.stderr, delay=0.5, mininterval=every, ncols=80
    ) as bar:
        yield Bar(bar)
