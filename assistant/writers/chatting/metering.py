"""What one call took: the service's own figures, and a count where it tells none."""

from assistant import tokens
from assistant.writers import Usage


class Meter:
    """Adds up the attempts of one call; ``brief`` are the tokens that each of them sends."""

    def __init__(self, price: tuple[float, float] | None) -> None:
        self.brief = 0
        self._price = price
        self._told: list[tuple[int, int] | None] = []
        self._briefs: list[int] = []
        self._written = 0

    def begin(self) -> None:
        """Another request is sent."""
        self._told.append(None)
        self._briefs.append(self.brief)

    def told(self, usage: tuple[int, int]) -> None:
        """The service tells tokens in and out of the running attempt, perhaps a part of them."""
        before = self._told[-1] or (0, 0)
        self._told[-1] = (before[0] + usage[0], before[1] + usage[1])

    def end(self, text: str) -> None:
        """The running attempt ended with this text."""
        told = self._told[-1]
        if not (told and told[0]):
            self._written += tokens.count(text)

    def free(self) -> None:
        """The last attempt cost nothing."""
        self._told.pop()
        self._briefs.pop()

    @property
    def usage(self) -> Usage:
        """Tokens in and out of all attempts so far."""
        told = [t for t in self._told if t is not None and t[0]]
        missing = [
            brief
            for t, brief in zip(self._told, self._briefs, strict=True)
            if t is None or not t[0]
        ]
        read, written = sum(t[0] for t in told), sum(t[1] for t in told)
        if missing:
            read, written = read + sum(missing), written + self._written
        return Usage(read, written, bool(missing))

    @property
    def cost(self) -> float | None:
        """The price of that; None without one."""
        if self._price is None:
            return None
        usage = self.usage
        return (usage.tokens_in * self._price[0] + usage.tokens_out * self._price[1]) / 1e6
