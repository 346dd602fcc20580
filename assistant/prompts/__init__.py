"""The prompts: one Markdown file for each kind of draft, and the rules that hold for all.

A placeholder is a word in double braces. Every placeholder must be filled and every value must
have its placeholder; values are put in once and never looked into, so that braces in a note stay
what they are. A prompt's version is a hash of its content.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from assistant.drafts import Kind

_FOLDER = Path(__file__).resolve().parent
_PLACEHOLDER = re.compile(r"\{\{(\w*)\}\}")
RULES = "rules"
SMALL = "small"
REHEARSAL = "rehearsal"
EXAMPLES = "example_questions"


class PromptError(ValueError):
    """A prompt and what it was to be filled with do not fit together."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A text with placeholders."""

    name: str
    text: str

    @property
    def placeholders(self) -> frozenset[str]:
        return frozenset(_PLACEHOLDER.findall(self.text))

    def fill(self, values: Mapping[str, str]) -> str:
        """The text with each placeholder replaced by its value.

        Raises:
            PromptError: when a placeholder has no value, or a value no placeholder.
        """
        if missing := sorted(self.placeholders - set(values)):
            raise PromptError(f"The prompt {self.name} lacks a value for {missing[0]}.")
        if unknown := sorted(set(values) - self.placeholders):
            raise PromptError(f"The prompt {self.name} has no place for {unknown[0]}.")
        return _PLACEHOLDER.sub(lambda found: values[found[1]], self.text)


@cache
def rules(small: bool = False) -> Prompt:
    """What holds for every kind of draft; shorter for a ``small`` model."""
    return _read(SMALL if small else RULES)


@cache
def load(kind: Kind) -> Prompt:
    """The prompt of a kind of draft."""
    return _read(Kind(kind).value)


@cache
def rehearsal() -> Prompt:
    """The prompt of a turn in a rehearsal."""
    return _read(REHEARSAL)


@cache
def example_questions() -> Prompt:
    """The prompt that asks for example questions of a guideline's sections."""
    return _read(EXAMPLES)


@cache
def version(kind: Kind, small: bool = False) -> str:
    """The content hash of what a kind's drafts are asked for with: 12 hexadecimal digits."""
    return _hashed(load(kind), small)


@cache
def rehearsal_version(small: bool = False) -> str:
    """The content hash of what a rehearsal's turns are asked for with."""
    return _hashed(rehearsal(), small)


def _hashed(prompt: Prompt, small: bool) -> str:
    content = "\0".join((rules(small).text, prompt.text))
    return sha256(content.encode()).hexdigest()[:12]


def _read(name: str) -> Prompt:
    return Prompt(name, (_FOLDER / f"{name}.md").read_text(encoding="utf-8"))
