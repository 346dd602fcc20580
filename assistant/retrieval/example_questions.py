"""Example questions: what people type when a guideline's section is the answer.

They stand beside a guideline ``silence.md`` as ``silence.questions.yaml``, which gives each
section's heading a list of questions. They help to find the section, and some are suggested on
the page Ask. An admin reads and changes them, one a line.
"""

from collections.abc import Sequence

import yaml

from assistant.domain import Passage
from assistant.errors import Invalid
from assistant.language.heading_questions import heading_questions
from assistant.retrieval.chunks import TRAIL, question_passages

MAX_BYTES = 1024 * 1024
MAX_CHARS = 300
MAX_QUESTIONS = 40
_SHAPE = "write a heading, a colon, and below it a list of questions"


def read_questions(name: str, content: bytes, passages: Sequence[Passage]) -> list[Passage]:
    """The example questions in a file of that name, as passages of the guideline's sections.

    Every value counts as the text that was typed, so ``2026`` is no number and ``yes`` no truth.

    Raises:
        Invalid: when the file is not such a list, names a section that the guideline has not, or
            holds too much; the sentence names the file and the place.
    """
    asked: dict[str, list[str]] = {}
    trails = list(dict.fromkeys(p.heading for p in passages))
    for heading, questions in _entries(name, content):
        trail = _trail(name, heading, trails)
        if trail in asked:
            raise _wrong(name, heading, f"the section “{heading.value}” stands there twice")
        if len(questions) > MAX_QUESTIONS:
            told = f"“{heading.value}” has more than {MAX_QUESTIONS} questions"
            raise _wrong(name, heading, told)
        asked[trail] = [_question(name, question) for question in questions]
    return question_passages(passages[0].source, asked)


def typed_questions(heading: str, text: str) -> list[str]:
    """The example questions that were typed for a section, one a line, in a list without repeats.

    Raises:
        Invalid: when there are too many, or one is too long; the sentence names the section.
    """
    section = heading.rsplit(TRAIL, 1)[-1]
    lines = [" ".join(line.split()) for line in text.splitlines()]
    questions = list(dict.fromkeys(line for line in lines if line))
    if len(questions) > MAX_QUESTIONS:
        raise Invalid(f"“{section}” has {len(questions)} questions; leave {MAX_QUESTIONS} at most.")
    for question in questions:
        if len(question) > MAX_CHARS:
            told = f"The question “{question[:40]}…” has {len(question)} characters"
            raise Invalid(f"{told}; shorten it to {MAX_CHARS} or fewer.")
    return questions


def proposed_questions(passages: Sequence[Passage]) -> dict[str, tuple[str, ...]]:
    """The questions that a guideline's headings stand for, by section; empty for most headings."""
    texts: dict[str, list[str]] = {}
    for passage in passages:
        texts.setdefault(passage.heading, []).append(passage.text)
    whole = "\n".join(text for section in texts.values() for text in section)
    return {trail: _of_heading(trail, whole) for trail in texts}


def _of_heading(trail: str, text: str) -> tuple[str, ...]:
    *above, heading = trail.split(TRAIL)
    return heading_questions(heading, above[-1] if above else "", text)


def _entries(name: str, content: bytes) -> list[tuple[yaml.ScalarNode, list[yaml.Node]]]:
    if len(content) > MAX_BYTES:
        raise Invalid(f"{name} is larger than 1 MB.")
    try:
        root = yaml.compose(content.decode("utf-8-sig"), yaml.SafeLoader)
    except UnicodeDecodeError as error:
        raise Invalid(f"The characters of {name} cannot be read; save it as UTF-8.") from error
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f" near its line {mark.line + 1}" if mark else ""
        raise Invalid(f"{name} is not valid YAML{place}.") from error
    if root is None:
        return []
    if not isinstance(root, yaml.MappingNode):
        raise _wrong(name, root, _SHAPE)
    for heading, questions in root.value:
        if not isinstance(heading, yaml.ScalarNode) or not isinstance(questions, yaml.SequenceNode):
            raise _wrong(name, heading, _SHAPE)
    return [(heading, questions.value) for heading, questions in root.value]


def _trail(name: str, heading: yaml.ScalarNode, trails: Sequence[str]) -> str:
    """The one trail that ends with the heading, which may name the headings above it too."""
    wanted = heading.value.strip()
    found = [t for t in trails if t == wanted or t.endswith(TRAIL + wanted)]
    if not found:
        raise _wrong(name, heading, f"the guideline has no section “{wanted}”")
    if len(found) > 1:
        told = f"two sections are called “{wanted}”; write “{found[0]}” or “{found[1]}”"
        raise _wrong(name, heading, told)
    return found[0]


def _question(name: str, node: yaml.Node) -> str:
    text = " ".join(node.value.split()) if isinstance(node, yaml.ScalarNode) else ""
    if not text:
        raise _wrong(name, node, "a question is one line of text")
    if len(text) > MAX_CHARS:
        raise _wrong(name, node, f"a question has more than {MAX_CHARS} characters")
    return text


def _wrong(name: str, node: yaml.Node, told: str) -> Invalid:
    return Invalid(f"{name}, line {node.start_mark.line + 1}: {told}.")
