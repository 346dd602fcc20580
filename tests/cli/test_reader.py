"""The command line while an operator has a model that reads again what search found."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.retrieval.reader_files import reader_folder

SEARCH = ("search", "compare dashboards", "--as", "mentor1@a.example", "--json")


def test_a_reader_decides_and_is_told(
    home: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Search goes by its scores, and check says which one is in use."""
    before = json.loads(run(*SEARCH).out)["hits"]
    assert before
    monkeypatch.setenv("UPMENTOR_READER", str(reader_folder(tmp_path / "reader", "zymurgy")))
    after = json.loads(run(*SEARCH).out)["hits"]
    assert {round(hit["score"], 3) for hit in after} == {0.018}
    checked = run("check")
    assert checked.code == 0
    assert f"reader: {tmp_path / 'reader'} (nothing leaves this machine)" in checked.out


@pytest.mark.parametrize("command", [("check",), SEARCH])
def test_a_reader_that_is_none_is_told_at_start(
    command: tuple[str, ...], home: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence names the setting and what to do; nothing else is done."""
    monkeypatch.setenv("UPMENTOR_READER", str(tmp_path / "nowhere"))
    ended = run(*command)
    assert ended.code == 1
    assert not ended.out
    assert len(ended.err.splitlines()) == 1
    assert "UPMENTOR_READER is" in ended.err
    assert "or unset it" in ended.err
