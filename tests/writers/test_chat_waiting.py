"""How long a model is waited for, how waiting is ended, and what is seen meanwhile."""

import time
from threading import Event, active_count

import pytest

from assistant.drafts import Kind
from assistant.writers import Brief
from assistant.writers.chat import ChatWriter
from assistant.writers.chatting.calling import Call
from assistant.writers.chatting.faults import Fault, ModelFault
from assistant.writers.chatting.patience import Line, Waits
from tests.writers import demo
from tests.writers.wire import Models, Reply, Wire, delta, drafted, failed, said, wire

TEXT = drafted("Ask Firstname-1 what the range is for.", "Another whole statement.")
WAITS = Waits(patience=0.6, total=3, connect=0.5, pause=0.02, beat=0.05)
SLOWLY = Models({"id": "scripted", "object": "model", "owned_by": "somebody"})


@pytest.fixture(scope="module")
def brief() -> Brief:
    return demo.brief(Kind.ANSWER, question="How often do pairs meet?")


@pytest.fixture(scope="module", autouse=True)
def _libraries(brief: Brief) -> None:
    """Load the libraries before a clock runs."""
    with wire(said(TEXT)) as server:
        list(ChatWriter("openai:scripted", server.url).write(brief))


def asked(server: Wire, brief: Brief, waits: Waits = WAITS) -> Call:
    return ChatWriter("openai:scripted", server.url, waits=waits).call(brief)


@pytest.mark.parametrize(
    "hanging", [Reply([5.0]), said(TEXT[:30], pause=5)], ids=["mute", "midway"]
)
def test_stop_acts_at_once(hanging: Reply, brief: Brief) -> None:
    """Whoever stops waiting is free at once, the line is cut, and no reader is left behind."""
    before = active_count()
    with wire(hanging) as server:
        call = asked(server, brief, Waits(patience=20, beat=0.05))
        drafts = call.live()
        for _ in range(4):
            assert next(drafts) is None
        stopped = time.monotonic()
        drafts.close()
        took = time.monotonic() - stopped
        assert took < 1
        assert call.interrupted
        assert call.usage.tokens_in == call.counts["total"]
        until = time.monotonic() + 10
        while active_count() > before + 2 and time.monotonic() < until:
            time.sleep(0.02)
        assert active_count() <= before + 2, "the reader of the answer has ended"


def test_a_stopped_call_sends_nothing_more(brief: Brief) -> None:
    """Stopped while the service is busy, a call is not repeated."""
    with wire(failed(429, retry_after_ms="400")) as server:
        drafts = asked(server, brief, Waits(patience=20, beat=0.05)).live()
        while not server.requests:
            next(drafts)
        next(drafts)
        drafts.close()
        time.sleep(0.6)
        assert len(server.requests) == 1


def test_a_line_that_was_cut_stays_cut() -> None:
    """A connection that is made after the cut is ended before anything is sent by it."""

    class Held:
        ended = False

        def get_extra_info(self, name: str) -> None:
            self.ended = True

    line, held = Line(), Held()
    line.cut()
    line._trace("connection.connect_tcp.complete", {"return_value": held})
    assert held.ended


def test_words_are_seen_before_their_statement_is_whole(brief: Brief) -> None:
    """What grows is shown in whole words, with names put back, and never as a statement."""
    cut, go = TEXT.index("range"), Event()
    head, tail = said(TEXT[:cut], finish=None, tokens=None, size=7), said(TEXT[cut:])
    with wire(Reply([*head.pieces, go, *tail.pieces[1:]])) as server:
        call = asked(server, brief, Waits(patience=20, beat=0.05))
        seen = []
        for draft in call.live():
            if draft is None and call.growing:
                seen.append(call.growing)
            if call.growing == "Ask Priya what the":
                assert call.draft is None
                go.set()
    assert seen[-1].startswith(("Ask Priya what the", "Another"))
    assert "Ask Priya what the" in seen
    assert not [s for s in seen if "Firstname" in s]
    assert call.complete


def test_all_time_together_is_limited(brief: Brief) -> None:
    """A model that writes on and on ends at the limit in all; what had arrived is kept."""
    again = [delta(content="{}, "), 0.2]
    head = said(TEXT[: TEXT.index("Another") - 10], finish=None, tokens=None)
    with wire(Reply([*head.pieces, *again * 60]), models=SLOWLY) as server:
        call, started = asked(server, brief), time.monotonic()
        with pytest.raises(
            ModelFault, match="had not finished the draft after 3 seconds"
        ) as caught:
            list(call)
    assert 2.5 < time.monotonic() - started < 15
    assert caught.value.reason is Fault.ENDLESS
    assert caught.value.partial is not None


def test_a_server_of_ones_own_may_read_slowly(brief: Brief) -> None:
    """One that lists its models may be silent while it reads; that is said meanwhile."""
    with wire(Reply([1.2, *said(TEXT).pieces]), models=SLOWLY) as server:
        call = asked(server, brief)
        doing = {call.doing for draft in call.live() if draft is None}
    assert call.complete
    assert f"scripted is reading the brief, {call.counts['total']:,} tokens" in doing


def test_every_word_of_such_a_server_is_progress(brief: Brief) -> None:
    """A statement may take longer than the wait, as long as words of it arrive."""
    slow = said(TEXT, size=8, pause=0.25)
    with wire(slow, models=SLOWLY) as server:
        call = asked(server, brief, Waits(patience=1.2, total=60, beat=0.05))
        list(call)
    assert call.complete
    with wire(slow) as server, pytest.raises(ModelFault, match="too slow"):
        list(asked(server, brief, Waits(patience=1.2, total=60, beat=0.05)))


def test_a_server_that_reads_and_never_writes_is_given_up(brief: Brief) -> None:
    """The time for reading follows the length of the brief, and has an end."""
    with wire(Reply([9.0]), models=SLOWLY) as server:
        call = asked(server, brief, Waits(patience=0.3, total=1, beat=0.05))
        with pytest.raises(ModelFault) as caught:
            list(call)
    assert caught.value.reason in (Fault.SILENT, Fault.ENDLESS)
