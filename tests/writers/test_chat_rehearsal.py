import json
from dataclasses import replace

import pytest

from assistant.drafts import Kind
from assistant.writers import FEEDBACK, Brief, Turn
from assistant.writers.chat import ChatWriter
from assistant.writers.chatting.patience import Waits
from assistant.writers.chatting.rehearsing import LONGEST, TURNS
from tests.writers import demo
from tests.writers.wire import said, wire

WAITS = Waits(patience=5, connect=1, pause=0.01)
ANSWER = json.dumps(
    {
        "title": "Being interrupted",
        "abstained": False,
        "sections": [
            {
                "heading": "The other side says",
                "minutes": None,
                "statements": [{"text": "I only wanted to help, Firstname-1.", "sources": []}],
            },
            {
                "heading": FEEDBACK,
                "minutes": None,
                "statements": [
                    {"text": "You put your main point first.", "sources": ["G2"]},
                    {"text": "You cite nothing.", "sources": ["G99"]},
                ],
            },
        ],
    }
)


@pytest.fixture(scope="module")
def brief() -> Brief:
    value = demo.brief(Kind.POWER_DYNAMICS, question="Charles Whitlock keeps interrupting me")
    guide = next(m for m in value.materials if m.guideline.title == "Being interrupted")
    return replace(value, materials=(guide,))


def test_a_turn_is_played_and_commented(brief: Brief) -> None:
    """The other side's words come with names restored, the feedback with its guideline."""
    with wire(said(ANSWER)) as server:
        writer = ChatWriter("openai:scripted", server.url, waits=WAITS)
        *_, last = writer.rehearse(brief, [Turn(True, "Let me finish.")])
    spoken, feedback = last.sections
    assert spoken.statements[0].text == "I only wanted to help, Priya."
    assert feedback.statements[0].sources[0].startswith("g-")
    assert "not given" in (feedback.statements[1].flag or "")


def test_what_a_turn_sends_is_bare(brief: Brief) -> None:
    """No note, goal or action of the pair leaves, no name, and only the latest turns."""
    assert brief.pair is not None
    assert brief.notes
    turns = [Turn(bool(n % 2), f"turn{n} " + "x" * 2 * LONGEST) for n in range(20)]
    turns.append(Turn(True, "Charles, write to priya.raman@lanternfield.example"))
    with wire(said(ANSWER)) as server:
        writer = ChatWriter("openai:scripted", server.url, waits=WAITS)
        list(writer.rehearse(brief, turns))
        body = server.requests[0].body.decode()
    for person in (brief.pair.mentor, brief.pair.mentee):
        for word in (*person.name.split(), person.email):
            assert word not in body
    assert not any(goal.text in body for goal in brief.pair.goals)
    assert not any(action.text in body for action in brief.pair.actions)
    assert not any(t[:40] in body for held in brief.notes for _, t in held.passages)
    assert sum(f"turn{n} " in body for n in range(20)) == TURNS - 1
    assert "Put your main point in the first sentence" in body


def test_a_rehearsal_has_a_version_of_its_own() -> None:
    """The version is the content of the rehearsal's prompt, not that of the advice."""
    writer = ChatWriter("openai:scripted", "http://127.0.0.1:9/v1")
    assert writer.rehearsal_version() != writer.version(Kind.POWER_DYNAMICS)
