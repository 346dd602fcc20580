"""What a model may cost: the ledger is the service's own figures, and the cap holds."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock

import pytest

from assistant.coach import Coach
from assistant.errors import Invalid, ModelError, Refused
from assistant.writers.chat import ChatWriter
from assistant.writers.chatting.patience import Waits
from tests.coach.conftest import open_coach
from tests.writers.wire import Received, Reply, Wire, drafted, failed, said

MENTOR, ADMIN = "mentor1@a.example", "admin@a.example"
READ, WRITTEN, CAP = 2_500, 150, 60_000
TEXT = drafted("One whole statement.", "Another whole statement.")


class Billing:
    """Fails every third request, answers the others, and adds up what it bills."""

    def __init__(self) -> None:
        self.asked = self.billed = 0
        self._lock = Lock()

    def __call__(self, got: Received) -> Reply:
        with self._lock:
            self.asked += 1
            if self.asked % 3 == 0:
                return failed(500)
            self.billed += READ + WRITTEN
        return said(TEXT, tokens=(READ, WRITTEN))


@pytest.fixture
def billing() -> Billing:
    return Billing()


@pytest.fixture
def coach(template: Path, tmp_path: Path, billing: Billing) -> Iterator[Coach]:
    shutil.copytree(template, tmp_path, dirs_exist_ok=True)
    server = Wire([billing])
    writer = ChatWriter("openai:scripted", server.url, waits=Waits(patience=20, pause=0.01))
    made = open_coach(tmp_path, lambda _: writer, CAP, 10 * CAP)
    yield made
    made.close()
    server.close()


def test_rapid_asks_stay_below_the_cap_and_the_ledger_is_the_bill(
    coach: Coach, billing: Billing
) -> None:
    """Many at once, with a service that fails now and then: the spend is the bill."""

    def ask(number: int) -> str:
        try:
            list(coach.ask(MENTOR, f"How often do pairs meet, number {number}?", "pair-1"))
        except (Refused, ModelError) as error:
            return type(error).__name__
        return "answered"

    with ThreadPoolExecutor(4) as pool:
        ended = list(pool.map(ask, range(60)))
    assert {"answered", "Refused"} <= set(ended)
    status = coach.model_status(MENTOR)
    assert status.spent_by_reader == billing.billed
    assert CAP / 2 < status.spent_by_reader <= CAP
    assert coach.model_status(ADMIN).spent_by_program == billing.billed


def test_a_pasted_megabyte_costs_nothing(coach: Coach, billing: Billing) -> None:
    """It is refused before anything is set aside or sent."""
    with pytest.raises(Invalid, match="characters long"):
        list(coach.ask(MENTOR, "dashboards " * 100_000, "pair-1"))
    assert billing.asked == 0
    assert coach.model_status(MENTOR).spent_by_reader == 0
