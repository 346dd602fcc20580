import logging

import pytest
from streamlit.testing.v1 import AppTest


def broken() -> None:
    """A page on which something fails that nobody foresaw."""
    from assistant.ui import frame

    try:
        raise ValueError("the words of a private note")
    except ValueError as error:
        frame.unexpected(error)


def test_what_nobody_foresaw_is_one_sentence(caplog: pytest.LogCaptureFixture) -> None:
    """An unforeseen failure is told without its content, on the page and in the log."""
    with caplog.at_level(logging.ERROR, logger="upmentor.pages"):
        app = AppTest.from_function(broken, default_timeout=60).run()
    assert "Something unexpected went wrong" in app.error[0].value
    told = [r.getMessage() for r in caplog.records if r.name == "upmentor.pages"]
    assert told
    assert "ValueError" in told[0]
    assert "private note" not in app.error[0].value + told[0]
