"""``upmentor examples``: the example questions of a guideline, as the file beside it has them."""

import json
import sys
from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from assistant.cli import opening
from assistant.cli.output import say, say_json
from assistant.errors import Invalid
from assistant.stored import SectionQuestions


def examples(arguments: Namespace) -> int:
    """``upmentor examples GUIDELINE --as EMAIL``: print them, or save those of a file."""
    content = _read(arguments.save) if arguments.save else None
    with opening.coach(opening.settings()) as coach:
        if content is not None:
            name = Path(arguments.save).name
            count = coach.save_question_file(arguments.as_, arguments.source, name, content)
            if not arguments.json:
                say(f"Saved for {count} section{'' if count == 1 else 's'}.")
                return 0
        sections = coach.example_questions(arguments.as_, arguments.source)
    if arguments.json:
        say_json([asdict(section) for section in sections])
    else:
        for section in sections:
            _say(section)
    return 0


def _say(section: SectionQuestions) -> None:
    """A section as YAML; what is only proposed is commented out."""
    mark = "" if section.questions else "# "
    say(f"{mark}{json.dumps(section.heading, ensure_ascii=False)}:")
    for question in section.questions or section.proposed:
        say(f"{mark}  - {json.dumps(question, ensure_ascii=False)}")


def _read(file: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise Invalid(f"{file} cannot be read: {error.strerror}.") from error
