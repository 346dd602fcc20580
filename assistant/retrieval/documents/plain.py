"""Markdown and plain text: their characters, front matter and headings."""

import re
from typing import Any

import yaml

from assistant.errors import Invalid

MAX_FRONT = 20_000

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_PLAIN_HEADING = re.compile(r"^(\d{1,2}[.)] )?[^\W_a-z][^\n]{2,79}$")
_CLOSING = (".", ",", ";", ":", "!")


class _Alias(yaml.YAMLError):
    """A value that is given by the name of another one."""


class _Front(yaml.SafeLoader):
    """Plain values only: a name that stands for another value can be nested without end."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise _Alias
        return super().compose_node(parent, index)


def decoded(name: str, content: bytes) -> str:
    """The characters of a text file, in UTF-8 or whatever else it can be read as.

    Raises:
        Invalid: when no encoding fits.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        guess = from_bytes(content).best()
        if guess is None:
            raise Invalid(f"The characters of {name} cannot be read; save it as UTF-8.") from None
        text = str(guess)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def front_matter(name: str, text: str) -> tuple[dict[str, Any], str]:
    """The values at the head of a Markdown file, and the text below them.

    Raises:
        Invalid: when they are not plain YAML, or longer than any front matter is.
    """
    match = _FRONT.match(text)
    if not match:
        return {}, text
    if len(match.group(1)) > MAX_FRONT:
        raise Invalid(f"The front matter of {name} is longer than {MAX_FRONT:,} characters.")
    try:
        values = yaml.load(match.group(1), _Front)  # noqa: S506 - a SafeLoader
    except _Alias as error:
        told = f"The front matter of {name} uses a YAML alias (*name); write the value out."
        raise Invalid(told) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f" near its line {mark.line + 2}" if mark else ""
        raise Invalid(f"The front matter of {name} is not valid YAML{place}.") from error
    return (values if isinstance(values, dict) else {}), text[match.end() :]


def marked_headings(text: str) -> str:
    """A plain text with its headings marked as in Markdown.

    A heading is a short line without a closing mark, right above a longer one; a numbered one
    ("3. Provide structure") belongs below one without a number.
    """
    lines = text.split("\n")
    for place, line in enumerate(lines[:-1]):
        match = _PLAIN_HEADING.match(line)
        below = next((other for other in lines[place + 1 : place + 3] if other.strip()), "")
        if match and len(below) > max(60, len(line)) and not line.rstrip().endswith(_CLOSING):
            lines[place] = f"{'###' if match.group(1) else '##'} {line.strip()}"
    return "\n".join(lines)
