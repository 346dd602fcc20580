import re

import pytest

from assistant import prompts
from assistant.drafts import Kind
from assistant.prompts import Prompt, PromptError

EVERY = {"reader", "today", "standing", "minutes", "question", "earlier"}


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_one_prompt(kind: Kind) -> None:
    """Each kind's file names its placeholders from one known set, always the reader and the day."""
    prompt = prompts.load(kind)
    assert {"today", "reader"} <= prompt.placeholders <= EVERY


def test_a_missing_value_raises() -> None:
    """A placeholder without a value is an error that names both."""
    with pytest.raises(PromptError, match=r"agenda lacks a value for minutes"):
        prompts.load(Kind.AGENDA).fill(dict.fromkeys(EVERY - {"minutes", "earlier"}, "x"))


def test_a_value_without_a_place_raises() -> None:
    """A value that the prompt has no placeholder for is an error, so nothing is lost silently."""
    with pytest.raises(PromptError, match="no place for extra"):
        Prompt("one", "{{a}}").fill({"a": "x", "extra": "y"})


def test_values_are_not_looked_into() -> None:
    """Braces in a note stay what they are."""
    assert Prompt("one", "{{a}} {{b}}").fill({"a": "{{b}}", "b": "x"}) == "{{b}} x"


def test_the_version_is_the_content() -> None:
    """Versions are content hashes: short, stable, and different for each kind."""
    versions = {prompts.version(kind) for kind in Kind}
    assert len(versions) == len(Kind)
    assert all(re.fullmatch(r"[0-9a-f]{12}", v) for v in versions)
    assert prompts.version(Kind.AGENDA) == prompts.version(Kind.AGENDA)


def test_no_other_file_can_be_named() -> None:
    """Only kinds of draft name a prompt; a path is refused."""
    with pytest.raises(ValueError, match="not a valid Kind"):
        prompts.load("../../etc/passwd")  # type: ignore[arg-type]
