"""Every way in which a model's service can fail, and the one sentence a person is told."""

import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from assistant.drafts import Kind
from assistant.errors import ModelError
from assistant.writers import Brief
from assistant.writers.chat import ChatWriter
from assistant.writers.chatting.calling import Call
from assistant.writers.chatting.faults import ModelFault
from assistant.writers.chatting.patience import Waits
from tests.writers import demo
from tests.writers.faulty import HEAD, IMPATIENT, TABLE, TEXT, WAITS, Row
from tests.writers.wire import Reply, Wire, delta, failed, said, wire


@pytest.fixture(scope="module")
def brief() -> Brief:
    return demo.brief(Kind.ANSWER, None, question="How often do pairs meet?")


@pytest.fixture(scope="module", autouse=True)
def _libraries(brief: Brief) -> None:
    """Load the libraries before a clock runs."""
    with wire(said(TEXT)) as server:
        list(ChatWriter("openai:scripted", server.url).write(brief))


def asked(server: Wire, brief: Brief, waits: Waits = WAITS) -> tuple[ModelFault, Call]:
    call = ChatWriter("openai:scripted", server.url, waits=waits).call(brief)
    with pytest.raises(ModelFault) as caught:
        list(call)
    return caught.value, call


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
def test_each_fault_has_its_sentence(row: Row, brief: Brief) -> None:
    """The sentence, the attempts, the time and what is kept are those of the table."""
    with wire(*row.script) as server:
        started = time.monotonic()
        fault, call = asked(server, brief, row.waits)
        took = time.monotonic() - started
    host = server.url.split("/")[2]
    assert str(fault) == row.sentence.replace("HOST", host)
    assert isinstance(fault, ModelError)
    assert len(server.requests) == fault.attempts == row.attempts
    assert took < row.waits.patience + 2
    assert (fault.partial is not None) == row.partial
    assert not call.complete
    assert call.interrupted
    if row.partial:
        assert fault.partial is call.draft
        assert fault.partial is not None
        assert next(fault.partial.statements()).text == "One whole statement."
    assert "canary" not in str(fault)


def test_no_connection(brief: Brief) -> None:
    """An address where nobody listens is tried three times and named."""
    call = ChatWriter("openai:scripted", "http://127.0.0.1:9/v1", waits=WAITS).call(brief)
    with pytest.raises(ModelFault, match=r"There is no connection to 127\.0\.0\.1:9") as caught:
        list(call)
    assert caught.value.attempts == 3
    assert call.usage.tokens_in == 0


def test_a_busy_model_is_asked_again_when_it_said(brief: Brief) -> None:
    """Retry-After is obeyed, then the draft comes; refused requests cost nothing."""
    with wire(failed(429, retry_after_ms="250"), said(TEXT)) as server:
        call = ChatWriter("openai:scripted", server.url, waits=WAITS).call(brief)
        list(call)
    first, second = (r.at for r in server.requests)
    assert second - first >= 0.25
    assert call.complete
    assert call.usage.tokens_in == 900


def test_a_date_to_wait_for_is_understood(brief: Brief) -> None:
    """Retry-After may be a moment; one too far away ends the call with the seconds in it."""
    until = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    with wire(failed(429, retry_after=until)) as server:
        fault, _ = asked(server, brief)
    assert fault.wait is not None
    assert 80 < fault.wait <= 90


def test_waiting_counts_towards_the_limit(brief: Brief) -> None:
    """However often it is asked to wait, a call ends within its patience."""
    with wire(failed(429, retry_after_ms="500")) as server:
        started = time.monotonic()
        fault, _ = asked(server, brief, IMPATIENT)
    assert time.monotonic() - started < IMPATIENT.patience + 2
    assert fault.attempts == 2


def test_a_failure_after_the_first_statement_is_not_repeated(brief: Brief) -> None:
    """Once a part of the draft was shown, nothing is sent again."""
    with wire(Reply(HEAD, end="reset"), said(TEXT)) as server:
        fault, _ = asked(server, brief)
    assert len(server.requests) == 1
    assert fault.partial is not None


def test_a_slow_reader_is_not_a_slow_model(brief: Brief) -> None:
    """The time that the page takes between statements does not count."""
    with wire(said(TEXT)) as server:
        waits = Waits(patience=0.8, connect=0.5, pause=0.02)
        call = ChatWriter("openai:scripted", server.url, waits=waits).call(brief)
        for _ in call:
            time.sleep(0.5)
    assert call.complete


def test_an_endless_answer_is_stopped(brief: Brief) -> None:
    """A model that never ends is cut off, whatever it writes."""
    for endless in ("x" * 20_000, '{"sections": [{"statements": [' + "{}," * 3_000):
        with wire(Reply([delta(content=endless)] * 6)) as server:
            fault, _ = asked(server, brief)
        assert "longer than scripted may write" in str(fault)
