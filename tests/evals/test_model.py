from datetime import date

import pytest

from assistant.drafts import Kind
from evals.drafts import bench, cases
from tests.writers.wire import Received, Reply, drafted, failed, said, wire

DAY = date(2026, 11, 20)


def test_the_drafts_of_a_model_are_judged(capsys: pytest.CaptureFixture[str]) -> None:
    """One flag judges a model's drafts; those that failed are named, and costs are told."""
    whole = cases.load()
    few = [c for c in whole.cases if c.kind is Kind.STARTERS and not c.session][:2]
    suite = cases.Suite(tuple(few), whole.third_parties)

    def answer(got: Received) -> Reply:
        return said(drafted("Bring the range.", "Ask what it is for."))

    with wire(answer, failed(401)) as server:
        env = {
            "UPMENTOR_MODEL": "openai:scripted",
            "UPMENTOR_MODEL_URL": server.url,
            "UPMENTOR_MODEL_PRICE": "1,1",
        }
        told = bench.with_model(DAY, env, suite)
    out = capsys.readouterr().out
    assert "openai:scripted: 1 drafts" in out
    assert "tokens in and" in out
    assert any("refused the key" in line for line in told)


def test_without_a_choice_nothing_is_measured() -> None:
    """The flag alone says which setting is missing."""
    assert bench.with_model(DAY, {}) == ["no model is chosen: set UPMENTOR_MODEL"]
