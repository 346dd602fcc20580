"""The command line: what can be typed, and how every command ends.

Exit codes: 0 fine; 1 refused, not found or unusable input, with one line on stderr; 2 wrong
usage; 130 stopped from the keyboard. Nothing that is slow to import is imported here.
"""

import argparse
import os
import sys
from collections.abc import Sequence

from assistant import __version__
from assistant.drafts import Kind
from assistant.errors import UpmentorError
from assistant.exports import FORMATS

DEBUG = "UPMENTOR_DEBUG"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    parser = make_parser()
    arguments = parser.parse_args(argv)
    if getattr(arguments, "batch", None) is False and (
        arguments.query is None or not arguments.as_
    ):
        parser.error(f"{arguments.command} needs a question and --as EMAIL, or --batch")
    if getattr(arguments, "stream", False) and (
        not arguments.json or getattr(arguments, "batch", False)
    ):
        parser.error("--stream goes with --json, and not with --batch")
    from assistant.cli import run

    try:
        code = run(arguments)
        sys.stdout.flush()
        return code
    except UpmentorError as error:
        return _failed(str(error))
    except BrokenPipeError:
        # Whoever read the output has seen enough; Python must not complain when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        _failed("stopped.")
        return 130
    except Exception as error:
        # The last line of defence: a sentence, no traceback.
        if os.environ.get(DEBUG):
            raise
        return _failed(f"something unexpected went wrong ({type(error).__name__}: {error}).")


def _failed(message: str) -> int:
    print(f"upmentor: {' '.join(message.split())}", file=sys.stderr)
    return 1


def make_parser() -> argparse.ArgumentParser:
    """All commands and their options."""
    parser = argparse.ArgumentParser(
        prog="upmentor",
        description="A coaching assistant for reverse-mentoring programs.",
        epilog="UPMENTOR_HOME names the folder that holds everything (default: .upmentor).",
    )
    parser.add_argument("--version", action="version", version=f"upmentor {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name: str, text: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.")
        command.add_argument("--json", action="store_true", help="print JSON")
        return command

    init = add("init", "make the store and take in the shipped guidelines")
    init.add_argument("--demo", action="store_true", help="load the demo program as well")
    init.add_argument(
        "--new",
        action="store_true",
        help="where the store was lost: put its rest aside, start anew",
    )
    add("people", "list who is in the program")
    for verb, text in (
        ("disable", "shut a person out at once; nothing of theirs is deleted"),
        ("enable", "let a person in again"),
    ):
        add(verb, text).add_argument("email", metavar="EMAIL", help="the person's address")
    add("pairs", "list the pairs and how far they are")
    importing = add("import", "take in people, pairs and notes: all of the file or nothing")
    importing.add_argument("file", metavar="PROGRAM.json", help="the program file; - reads stdin")
    ingest = add("ingest", "add or refresh guidelines (md, txt, pdf, docx)")
    ingest.add_argument("paths", metavar="PATH", nargs="+", help="files, or folders with files")
    examples = add("examples", "print a guideline's example questions, or save changed ones")
    examples.add_argument("source", metavar="GUIDELINE", help="its name, as search tells it")
    _add_reader(examples)
    examples.add_argument(
        "--save", metavar="FILE", help="save those in this .questions.yaml; - reads stdin"
    )

    search = add("search", "find passages")
    search.add_argument("query", metavar="QUERY", nargs="?")
    search.add_argument("-k", type=int, default=10, help="how many at most (default: 10)")
    ask = add("ask", "ask a question and get a cited answer")
    ask.add_argument("query", metavar="QUESTION", nargs="?")
    ask.add_argument(
        "--conversation", metavar="ID",
        help="ask within this conversation of the reader's; a new name starts one",
    )  # fmt: skip
    for command, key in ((search, "k"), (ask, "conversation")):
        _add_reader(command, required=False)
        command.add_argument("--pair", metavar="ID", help="the pair (not needed if you have one)")
        command.add_argument(
            "--batch",
            action="store_true",
            help="read many from stdin, one JSON object a line: "
            f'{{"id", "query", "as", "pair", "{key}"}}',
        )

    draft = add("draft", "draft an agenda, starters, advice, an explainer or a summary")
    kinds = [kind.value for kind in Kind if kind is not Kind.ANSWER]
    draft.add_argument(
        "kind", metavar="KIND", type=lambda k: k.replace("-", "_"), choices=kinds,
        help=", ".join(kinds),
    )  # fmt: skip
    _add_reader(draft)
    draft.add_argument("--pair", metavar="ID", required=True, help="the pair it is for")
    draft.add_argument("--minutes", type=int, default=45, help="15 to 60 (default: 45)")
    draft.add_argument("--topic", metavar="TEXT", default="", help="what it is about")

    for command in (ask, draft):
        command.add_argument(
            "--offline", action="store_true", help="do not ask the model that is chosen"
        )
        command.add_argument(
            "--stream", action="store_true",
            help="with --json: a line for each part as it is written, the whole draft last",
        )  # fmt: skip

    export = add("export", "write a draft to a file")
    export.add_argument("draft", metavar="DRAFT_ID")
    _add_reader(export)
    export.add_argument("--format", required=True, choices=list(FORMATS))
    export.add_argument(
        "--output", "-o", metavar="FILE",
        help="where to write it; - is stdout (default: a file here, or stdout in a pipe)",
    )  # fmt: skip

    check = add("check", "tell what is configured, and whether store and index agree")
    check.add_argument(
        "--model", action="store_true", help="instead: make one small call to the chosen model"
    )
    add("reindex", "rebuild the index from the records")
    serve = add("serve", "start the app on this machine")
    serve.add_argument("--port", type=int, default=8501, help="default: 8501")
    return parser


def _add_reader(command: argparse.ArgumentParser, *, required: bool = True) -> None:
    command.add_argument(
        "--as", dest="as_", metavar="EMAIL", required=required, help="who is asking"
    )


if __name__ == "__main__":
    sys.exit(main())
