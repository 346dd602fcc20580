import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.domain import Visibility
from assistant.errors import StoreError
from assistant.retrieval.choosing import Choice
from assistant.retrieval.chunks import note_passages
from assistant.retrieval.embedders import tell
from assistant.retrieval.ingest import BATCH
from tests.retrieval.spaces import NEW, OLD, SECTIONS, SERVICE, Desk

ROOT = Path(__file__).resolve().parents[2]
Sit = Callable[[Choice], Desk]


@pytest.fixture
def sit(tmp_path: Path) -> Iterator[Sit]:
    """Opens the store with an embedder chosen, after closing it as it was open before."""
    desks: list[Desk] = []
    tell.cache_clear()

    def opened(chosen: Choice) -> Desk:
        if desks:
            desks[-1].close()
        desks.append(Desk(tmp_path, chosen))
        return desks[-1] if len(desks) > 1 else desks[-1].stock()

    yield opened
    desks[-1].close()


def other_process(home: Path, chosen: Choice, *what: str) -> subprocess.Popen[str]:
    argv = [sys.executable, "-m", "tests.retrieval.spaces", str(home), str(chosen.setting), *what]
    return subprocess.Popen(
        argv, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )


def collections(desk: Desk) -> set[str]:
    with desk.folder.open() as chroma:
        return {name.partition(".")[0] for name in chroma.ask("widths")[0]}


def test_the_old_embedder_serves_until_the_new_one_holds_everything(sit: Sit) -> None:
    """Questions go to the old one first, then, after one switch, to the new one alone."""
    sit(OLD)
    desk = sit(NEW)
    assert "w7" in desk.first("Rule 7 about w7")
    assert (len(desk.old.questions), desk.new.questions) == (1, [])
    assert desk.engine.lag().agrees
    count = desk.engine.rebuild()
    assert count == len(desk.new.texts) - 2  # and the one word that showed that it works, twice
    assert "w7" in desk.first("Rule 7 about w7")
    assert (len(desk.old.questions), len(desk.new.questions)) == (1, 1)
    assert (desk.serving(), desk.engine.lag().agrees) == (NEW.setting, True)
    assert collections(desk) == {NEW.id}


def test_what_leaves_is_said_of_the_embeddings_that_are_chosen(sit: Sit) -> None:
    """While the old ones still answer, what the new ones will be given is told already."""
    sit(OLD)
    assert sit(NEW).engine.sends == NEW.sends


def test_what_changes_meanwhile_is_followed_in_both(sit: Sit) -> None:
    """A note saved is found at once and again after the switch; one taken back is in neither."""
    sit(OLD)
    desk = sit(NEW)
    desk.fill_a_part()
    assert desk.serving() == OLD.setting
    cut = note_passages
    desk.records.add_note(
        "mentor1@a.example", "pair-1", 1, "The zebra roared.", Visibility.PAIR, cut
    )
    note = next(n for n in desk.records.notes("pair-1") if "zebra" in n.text)
    assert "zebra" in desk.first("Which zebra roared?")
    old = next(n for n in desk.records.notes("pair-1") if n.id != note.id)
    desk.records.change_note(
        old.author, old.id, old.version, "A quokka smiled.", old.visibility, cut
    )
    desk.engine.rebuild()
    assert desk.engine.lag().agrees
    assert "zebra" in desk.first("Which zebra roared?")
    assert "quokka" in desk.first("Which quokka smiled?")


def test_what_was_filled_before_a_kill_is_not_embedded_again(sit: Sit, tmp_path: Path) -> None:
    """Killed in the middle, filling goes on where it stopped, and the old one serves meanwhile."""
    sit(OLD).close()
    killed = other_process(tmp_path, NEW, "die", str(2 * BATCH))
    assert killed.wait(60) == -signal.SIGKILL
    desk = sit(NEW)
    assert "w9" in desk.first("Rule 9 about w9")
    assert len(desk.old.questions) == 1
    (_, told) = next(line for line in desk.engine.standing() if line[0] == "next embeddings")
    held, total = (int(word) for word in told.split() if word.isdecimal())
    assert BATCH <= held < total
    desk.new.texts.clear()
    assert desk.engine.rebuild() == total
    assert len(desk.new.texts) == total - held + 2
    assert (desk.serving(), desk.engine.lag().agrees) == (NEW.setting, True)


def test_a_rebuild_that_was_killed_goes_on(sit: Sit, tmp_path: Path) -> None:
    """The same holds for building the serving index anew; a whole one is built from nothing."""
    sit(NEW).close()
    assert other_process(tmp_path, NEW, "die", str(2 * BATCH)).wait(60) == -signal.SIGKILL
    desk = sit(NEW)
    assert not desk.engine.lag().agrees
    total = desk.engine.rebuild()
    assert len(desk.new.texts) <= total - BATCH + 2
    assert desk.engine.lag().agrees
    desk.new.texts.clear()
    assert desk.engine.rebuild() == len(desk.new.texts) - 2


def test_another_process_sees_the_switch_with_its_next_question(sit: Sit, tmp_path: Path) -> None:
    """A running process asks the old embedder before the switch and the new one after it."""
    sit(OLD)
    desk = sit(NEW)
    other = other_process(tmp_path, OLD, "answer")
    assert other.stdin
    assert other.stdout

    def ask(question: str) -> dict[str, int | str]:
        print(question, file=other.stdin, flush=True)
        told: dict[str, int | str] = json.loads(other.stdout.readline())  # type: ignore[union-attr]
        return told

    assert ask("Rule 3 about w3") == {"first": "Rule 3 is about w3.", "old": 1, "new": 0}
    desk.engine.rebuild()
    assert ask("Rule 4 about w4") == {"first": "Rule 4 is about w4.", "old": 1, "new": 1}
    other.stdin.close()
    assert other.wait(20) == 0
    other.stdout.close()


def test_changing_back_is_harmless(sit: Sit) -> None:
    """Half filled and given up, the new collections change nothing and go with a reindex."""
    sit(OLD)
    half = sit(NEW)
    half.fill_a_part()
    desk = sit(OLD)
    assert "w7" in desk.first("Rule 7 about w7")
    assert desk.engine.standing() == [
        ("embeddings", "huggingface:old (nothing leaves this machine)")
    ]
    assert desk.engine.lag().agrees
    desk.engine.rebuild()
    assert collections(desk) == {OLD.id}


def test_a_new_embedder_that_fails_changes_nothing(sit: Sit) -> None:
    """Its sentence is told, the old one serves on, and what waits is followed."""
    sit(OLD)
    desk = sit(NEW)
    desk.new.fault = "The key was refused."
    with pytest.raises(StoreError, match="The key was refused"):
        desk.engine.rebuild()
    assert ("problem", "The key was refused.") in desk.engine.standing()
    assert "w7" in desk.first("Rule 7 about w7")
    assert (desk.serving(), desk.engine.lag().agrees) == (OLD.setting, True)


def test_vectors_of_another_length_begin_anew(sit: Sit) -> None:
    """When the model behind the name changed half-way, its half is thrown away, not mixed."""
    sit(OLD)
    desk = sit(NEW)
    desk.fill_a_part()
    desk.new.size = 20
    with pytest.raises(StoreError, match="20 numbers where the index holds 12"):
        desk.engine._complete()
    assert desk.serving() == OLD.setting
    desk.engine.rebuild()
    assert "w7" in desk.first("Rule 7 about w7")
    assert desk.engine.lag().agrees


def test_an_old_embedder_that_is_gone_leaves_the_words(
    sit: Sit, caplog: pytest.LogCaptureFixture
) -> None:
    """Search goes by words, the log and the standing say why, and what comes in waits."""
    sit(OLD)
    desk = sit(NEW)
    desk.old.fault = "The package is gone."
    assert "w7" in desk.first("Rule w7")
    assert "The package is gone. Search goes by words meanwhile." in caplog.text
    assert ("problem", "The package is gone.") in desk.engine.standing()
    desk.records.add_note(
        "mentor1@a.example", "pair-1", 1, "The zebra roared.", Visibility.PAIR, note_passages
    )
    assert "zebra" in desk.first("Which zebra roared?")
    assert desk.engine.lag().waiting == 1
    desk.engine.rebuild()
    assert desk.engine.lag().agrees


def test_notes_stay_on_this_machine(sit: Sit) -> None:
    """No text of a note reaches it; notes are found by the embedder on this machine."""
    desk = sit(Choice())
    desk = sit(SERVICE)
    desk.engine.rebuild()
    assert not desk.own.texts[1:]  # notes keep the vectors they had
    assert len(desk.service.texts) == SECTIONS + 1
    desk.records.add_note(
        "mentor1@a.example", "pair-1", 1, "The zebra roared.", Visibility.PRIVATE, note_passages
    )
    assert "zebra" in desk.first("Which zebra roared?")
    assert not any("zebra" in text or "canary" in text for text in desk.service.texts)
    assert any("zebra" in text for text in desk.own.texts)
    assert collections(desk) == {Choice().id, SERVICE.id}
    assert "w7" in desk.first("Rule 7 about w7")


def test_the_app_fills_beside_its_work(sit: Sit) -> None:
    """In the background the new index is filled and takes over by itself."""
    sit(OLD)
    desk = sit(NEW)
    desk.engine.fill_in_background()
    until = time.monotonic() + 30
    while desk.serving() != NEW.setting and time.monotonic() < until:
        assert "w7" in desk.first("Rule 7 about w7")
    assert desk.serving() == NEW.setting
    assert desk.engine.lag().agrees


def test_a_damaged_folder_is_built_anew(sit: Sit) -> None:
    """A broken file in the middle of a change costs a rebuild and nothing else."""
    sit(OLD)
    desk = sit(NEW)
    (desk.folder.path / "chroma.sqlite3").write_bytes(b"broken" * 1000)
    desk.engine.rebuild()
    assert (desk.serving(), desk.engine.lag().agrees) == (NEW.setting, True)


def test_an_index_from_before_is_the_built_in_ones(sit: Sit) -> None:
    """Without a state file, what lies there is the built-in embedder's."""
    desk = sit(Choice())
    (desk.folder.path / "serving.json").unlink()
    desk = sit(NEW)
    assert "w7" in desk.first("Rule 7 about w7")
    assert (desk.own.questions, desk.serving()) == (["Rule 7 about w7"], None)
