"""What is known of English: word lists and cues by name, as ``en.yaml`` says at its top."""

import re
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_KEYS = {"any", "match", "not", "topics"}
_PART = re.compile(r"\{([a-z_]+)\}")
_BEHIND = re.compile(r"\(\?<[!=][^)]*\)")
"""What a place must follow, or must not: of a fixed width, so that a space is just one."""


@cache
def words(name: str) -> frozenset[str]:
    """A named list of words."""
    return frozenset(str(_row("words", name)).split())


@cache
def groups(name: str) -> tuple[frozenset[str], ...]:
    """A named list of groups of words that mean nearly the same."""
    return tuple(frozenset(line.split()) for line in str(_row("groups", name)).splitlines())


@cache
def irregular() -> dict[str, str]:
    """The irregular forms of words, each with the form that it belongs to."""
    rows = data()["irregular"]
    return {form: word for word, forms in rows.items() for form in forms.split()}


def any_of(*alternatives: str) -> re.Pattern[str]:
    """A pattern for whole words that any of the alternatives matches, in any case."""
    return re.compile(rf"(?i)(?<!\w)(?:{'|'.join(map(_pattern, alternatives))})(?!\w)")


@cache
def cue(name: str) -> re.Pattern[str]:
    """The pattern of a cue, made at its first use."""
    row = checked(name)
    try:
        return any_of(str(row["any"]))
    except (re.error, ValueError) as error:
        raise ValueError(f"en.yaml, cue {name}: {error}") from None


def says(name: str, text: str) -> bool:
    """Whether a text holds a cue."""
    return cue(name).search(text) is not None


@cache
def family(name: str) -> tuple[str, ...]:
    """The cues whose names begin with a common word, "concern." for example, in their order."""
    return tuple(other for other in data()["cues"] if other.startswith(f"{name}."))


def topics(name: str) -> str:
    """The topics of guidelines that a cue stands for."""
    return str(checked(name).get("topics", ""))


def checked(name: str) -> dict[str, Any]:
    """A cue's row; a row that is not whole is an error that names it."""
    row = _row("cues", name)
    if not isinstance(row, dict) or not row.get("any") or not row.get("match"):
        raise ValueError(f"en.yaml, cue {name}: it needs `any` and an example under `match`")
    if unknown := row.keys() - _KEYS:
        raise ValueError(f"en.yaml, cue {name}: {min(unknown)} is no key of a cue")
    return row


@cache
def data() -> dict[str, Any]:
    """The whole file, read once."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = files("assistant.language").joinpath("en.yaml").read_text("utf-8")
    return dict(yaml.load(text, loader))  # noqa: S506  one of the two safe loaders


def _row(table: str, name: str) -> Any:
    row = data()[table].get(name)
    if row is None:
        raise ValueError(f"en.yaml has no {table} called {name}")
    return row


def _pattern(lines: str) -> str:
    joined = re.sub(r"\n +", "", lines.strip("\n")).replace("\n", "|")
    whole = _PART.sub(lambda part: f"(?:{_pattern(str(_row('parts', part[1])))})", joined)
    whole = _BEHIND.sub(lambda behind: behind[0].replace(" ", r"\s"), whole)
    return re.sub(r"(?<!\[)'", "['’]", whole.replace(" ?", r"\s?").replace(" ", r"\s+"))
