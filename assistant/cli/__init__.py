"""The commands of the command line, each a function of its parsed arguments."""

from argparse import Namespace
from importlib import import_module

COMMANDS = {
    "init": "operating",
    "people": "operating",
    "pairs": "operating",
    "import": "operating",
    "ingest": "operating",
    "check": "operating",
    "reindex": "operating",
    "disable": "access",
    "enable": "access",
    "examples": "examples",
    "search": "asking",
    "ask": "asking",
    "draft": "asking",
    "export": "asking",
    "serve": "serving",
}
"""The module that holds each command; only that one is imported."""


def run(arguments: Namespace) -> int:
    """Run the command that was parsed; returns the exit code."""
    name = arguments.command
    module = import_module(f"assistant.cli.{COMMANDS[name]}")
    code: int = getattr(module, f"{name}_" if name == "import" else name)(arguments)
    return code
