"""The pages while a model is chosen: a loopback server that follows a script."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.coach import Coach
from assistant.domain import Visibility
from assistant.drafts import Kind
from assistant.ui import wiring
from assistant.ui.wiring import Key
from assistant.writers import FEEDBACK
from tests.demo_store import ADMIN, MENTOR, PAIR
from tests.writers.test_chat_rehearsal import ANSWER
from tests.writers.wire import Reply, Wire, drafted, failed, said

from .conftest import Visit, press, words

FIRST, SECOND = "Send Charles the range as a picture.", "Ask what the range is for."
TWO = drafted({"text": FIRST, "sources": []}, {"text": SECOND, "sources": []})
KEPT = "Bring the range as one picture."
BEGUN = drafted({"text": KEPT, "sources": []}, "Never seen in full.")
HALF = Reply([*said(BEGUN[: BEGUN.index("seen")], finish=None, tokens=None).pieces, 0.1], end="cut")


@pytest.fixture(scope="module")
def server() -> Iterator[Wire]:
    """One server for the file, since the one Coach of a process keeps its address."""
    running = Wire([])
    yield running
    running.close()


@pytest.fixture
def coach(shared_home: Path, server: Wire, monkeypatch: pytest.MonkeyPatch) -> Coach:
    monkeypatch.setenv("UPMENTOR_HOME", str(shared_home))
    monkeypatch.setenv("UPMENTOR_MODEL", "openai:scripted")
    monkeypatch.setenv("UPMENTOR_MODEL_URL", server.url)
    return wiring.coach()


def script(server: Wire, *replies: Reply) -> None:
    server.requests.clear()
    server.replies = list(replies)


def test_a_models_draft_says_so_and_shows_what_was_sent(
    visit: Visit, server: Wire, coach: Coach
) -> None:
    """The engine, how it was asked and the very text that left stand under the draft."""
    script(server, failed(400, "response_format is not supported"), said(TWO, tool=True))
    app = press(visit(MENTOR, "prepare"), "Draft the agenda")
    told = words(app)
    assert SECOND in told
    assert "Written by openai:scripted" in told
    assert "tool calling was used instead" in told
    app = press(app, "What was sent")
    *_, read, exact = (c.value for c in app.get("code"))
    assert exact == "\n\n".join(r.body.decode() for r in server.requests)
    assert read.startswith("You draft for Upmentor")
    assert "\\n" not in read
    shown = read + exact
    assert "Priya" not in shown


def test_a_broken_draft_is_kept_and_an_offline_one_offered(
    visit: Visit, server: Wire, coach: Coach
) -> None:
    """The sentence, what had arrived marked incomplete, what was typed, and the way on."""
    before = len(coach.drafts(MENTOR, PAIR, Kind.AGENDA))
    script(server, HALF)
    app = visit(MENTOR, "prepare")
    app.text_input[0].set_value("the range")
    press(app, "Draft the agenda")
    told = words(app)
    assert "broke before the draft was whole" in app.error[0].value
    assert KEPT in told
    assert "Never seen" not in told
    assert "Incomplete. This is what had arrived." in " ".join(told.split())
    assert app.text_input[0].value == "the range"
    part, *_ = coach.drafts(MENTOR, PAIR, Kind.AGENDA)
    assert len(coach.drafts(MENTOR, PAIR, Kind.AGENDA)) == before + 1
    assert not part.complete
    press(app, "Draft offline instead")
    record = coach.drafts(MENTOR, PAIR, Kind.AGENDA)[0]
    assert (record.engine, record.topic, record.complete) == ("offline", "the range", True)
    assert "Written offline" in words(app)
    assert not app.error
    assert len(server.requests) == 1


def test_an_opened_draft_has_the_labels_it_was_written_with(
    visit: Visit, server: Wire, coach: Coach
) -> None:
    """Opened again later, a draft tells how it was asked, what it took, and that it is a part."""
    script(server, said("Dear me, no."), said(TWO))
    press(visit(MENTOR, "prepare"), "Draft the agenda")
    script(server, HALF)
    press(visit(MENTOR, "prepare"), "Draft the agenda")
    app = visit(MENTOR, "prepare")
    told = words(app)
    assert "gave no usable draft with" in told
    assert "1,800 tokens read and 240 written, by the service's figures." in told
    assert KEPT not in told
    told = words(press(app, next(b.label for b in app.button if "(incomplete)" in b.label)))
    assert KEPT in told
    assert "Incomplete: only a part of this draft was written." in told
    assert "broke before the draft was whole" in told


def test_what_is_left_can_be_dismissed(visit: Visit, server: Wire, coach: Coach) -> None:
    """Dismissing it takes the sentence and the part away."""
    script(server, HALF)
    app = press(visit(MENTOR, "prepare"), "Draft the agenda")
    assert app.error
    assert not press(app, "Dismiss").error


def test_a_question_that_failed_is_kept(visit: Visit, server: Wire, coach: Coach) -> None:
    """A question stays in its conversation with the reason, and is answered offline if wished."""
    script(server, failed(401))
    app = visit(MENTOR, "ask")
    app.chat_input[0].set_value("How often should we meet?").run()
    assert "refused the key" in app.error[0].value
    talk = coach.conversations(MENTOR, PAIR)[0]
    assert [m.text for m in coach.messages(MENTOR, talk.id)] == ["How often should we meet?"]
    assert "Ask it again" in [b.label for b in app.button]
    press(app, "Answer it offline")
    assert "Written offline" in words(app)
    assert not app.error
    asked, answered = coach.messages(MENTOR, talk.id)
    assert answered.answers == asked.id


def test_a_private_note_is_read_by_a_model_only_with_its_tick(
    visit: Visit, server: Wire, coach: Coach
) -> None:
    """The reader's own private notes have a tick, unticked; shared and others' notes have none."""
    app = visit(MENTOR, "notes")
    own = [n for n in coach.notes(MENTOR, PAIR) if n.visibility is Visibility.PRIVATE]
    ticks = [c for c in app.checkbox if c.label == "A model may read this note"]
    assert len(ticks) == len(own) > 0
    assert not any(c.value for c in ticks)
    assert "127.0.0.1" in (ticks[0].help or "")
    ticks[0].check().run()
    assert len(coach.allowed_notes(MENTOR)) == 1
    next(c for c in app.checkbox if c.key == ticks[0].key).uncheck().run()
    assert coach.allowed_notes(MENTOR) == frozenset()


def test_the_admin_sees_what_leaves_and_switches_it_off(
    visit: Visit, server: Wire, coach: Coach
) -> None:
    """The page names model, host and spend; switched off, drafts are offline."""
    script(server, said(TWO))
    app = visit(ADMIN, "model")
    told = words(app)
    assert "openai:scripted" in told
    assert server.url.split("/")[2] in told
    assert "What never leaves" in told
    assert "Search: nothing leaves this machine." in told
    assert f"{coach.model_status(ADMIN).spent_by_program:,}" in told
    try:
        assert "Switched off" in words(press(app, "Switch the model off for everybody"))
        press(visit(MENTOR, "prepare"), "Draft the agenda")
        assert coach.drafts(MENTOR, PAIR, Kind.AGENDA)[0].engine == "offline"
        assert not server.requests
    finally:
        coach.switch_model(ADMIN, False)


def test_a_rehearsal_with_a_model(visit: Visit, server: Wire, coach: Coach) -> None:
    """The model answers and comments; when it fails, the ladder goes on with what was typed."""
    script(server, said(ANSWER), said(ANSWER), failed(401))
    app = visit(MENTOR, "rehearse")
    assert "plays the other side" in words(app)
    app.selectbox(key=Key.REHEARSAL.at("moment")).select_index(1)
    press(app, "Begin")
    app.text_area[0].set_value("Let me finish the thought.")
    press(app, "Say it")
    told = words(app)
    assert FEEDBACK in told
    assert "By openai:scripted. Not stored." in told
    app.text_area[0].set_value("I need two more minutes.")
    press(app, "Say it")
    assert "refused the key" in app.error[0].value
    assert "I need two more minutes." in words(app)
    told = words(press(app, "Go on with the scripted ladder"))
    assert "The scripted ladder, without a model" in told
    assert "Start again" in [b.label for b in app.button]
