"""The project's shape, read from its source: who imports whom, how files are sized and named."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator, Sequence
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HIDDEN = {".venv", ".git", ".bench", "build", "dist"}
SOURCES = sorted([*(ROOT / "assistant").rglob("*.py"), ROOT / "app.py", ROOT / "asgi.py"])
EVERYTHING = sorted(
    path for path in ROOT.rglob("*.py") if not HIDDEN.intersection(path.relative_to(ROOT).parts)
)

# Where each outside library may be imported; a name ending in / is a folder.
FENCES = {
    "streamlit": ["app.py", "asgi.py", "assistant/ui/"],
    "starlette": ["assistant/ui/beside.py"],
    "langchain": ["assistant/writers/chat.py", "assistant/retrieval/"],
    "langchain_core": [
        "assistant/writers/chat.py",
        "assistant/writers/chatting/chain.py",
        "assistant/writers/chatting/reading.py",
        "assistant/retrieval/",
    ],
    "langchain_openai": ["assistant/writers/chat.py", "assistant/retrieval/"],
    "openai": ["assistant/writers/chat.py", "assistant/retrieval/"],
    "chromadb": ["assistant/retrieval/chroma.py"],
    "sqlalchemy": ["assistant/records/"],
    "alembic": ["assistant/records/"],
    "tiktoken": ["assistant/tokens.py"],
}

# What each part of the package may import from the others; a part that is not listed fails.
WORDS = {"naming", "domain", "drafts", "errors", "stored", "questions", "__version__"}
LAYERS: dict[str, set[str]] = {
    "__init__": set(),
    "errors": set(),
    "naming": set(),
    "domain": {"errors", "naming"},
    "drafts": {"domain", "errors"},
    "stored": {"domain", "drafts", "errors"},
    "questions": {"domain"},
    "settings": {"errors"},
    "home": {"errors"},
    "signing": {"errors"},
    "tokens": set(),
    "transcripts": {"naming"},
    "language": set(),
    "prompts": {"drafts"},
    "importing": WORDS,
    "permissions": WORDS,
    "demo": WORDS,
    "exports": WORDS | {"language"},
    "records": WORDS | {"home", "importing"},
    "retrieval": WORDS | {"home", "language", "transcripts"},
    "writers": WORDS | {"language", "prompts", "tokens", "transcripts"},
    "coach": WORDS
    | {
        "demo",
        "exports",
        "home",
        "importing",
        "language",
        "permissions",
        "records",
        "retrieval",
        "tokens",
        "writers",
    },
    "bootstrap": WORDS | {"coach", "home", "records", "retrieval", "settings", "tokens", "writers"},
    "ui": WORDS | {"bootstrap", "coach", "settings", "signing"},
    "__main__": WORDS | {"cli", "exports"},
    "cli": WORDS | {"bootstrap", "coach", "demo", "exports", "home", "language", "settings"},
    "app": WORDS | {"bootstrap", "coach", "settings", "ui"},
    "asgi": {"ui"},
}

# Inside writers/ the two writers do not know each other, and what both use knows neither.
# Bootstrap opens them; whoever else needs a writer is handed one.
INNER = {"offline", "chatting", "chat"}
WRITERS = {"offline": {"offline"}, "chatting": {"chatting"}, "chat": {"chatting"}}

VAGUE = {"util", "utils", "helper", "helpers", "service", "services", "handler", "handlers"}
VAGUE |= {"manager", "managers"}


def test_the_shape_is_read_from_real_files() -> None:
    """The rules below have files to judge."""
    assert len(SOURCES) > 20
    assert any("streamlit" in imported(path) for path in SOURCES)


@pytest.mark.parametrize("library", FENCES)
def test_a_library_stays_behind_its_fence(library: str) -> None:
    """Each large library is imported only where it may be."""
    allowed = FENCES[library]
    strays = [
        place(path)
        for path in SOURCES
        if any(name.split(".")[0] == library for name in imported(path))
        and not any(
            place(path).startswith(a) if a[-1] == "/" else place(path) == a for a in allowed
        )
    ]
    assert not strays, f"{library} belongs in {allowed}"


def test_imports_point_down() -> None:
    """A part of the package imports only the parts below it."""
    wrong = [
        f"{place(path)} imports assistant.{target}"
        for path in SOURCES
        for target in sorted(parts_imported(path) - LAYERS[part(path)] - {part(path)})
    ]
    assert not wrong


def test_the_two_writers_do_not_know_each_other() -> None:
    """Neither imports the other, what they share imports neither, and only bootstrap both."""
    seen, wrong = set(), []
    for path in SOURCES:
        inside = path.relative_to(ROOT).parts
        own = Path(inside[2]).stem if inside[:2] == ("assistant", "writers") else ""
        reached = parts_imported(path, "writers") & INNER
        seen |= reached
        if place(path) != "assistant/bootstrap.py":
            wrong += [f"{place(path)}: writers.{n}" for n in reached - WRITERS.get(own, set())]
    assert seen == INNER
    assert not wrong


@pytest.mark.parametrize(
    "line",
    [
        "from assistant.writers.offline import home",
        "from assistant.writers import offline",
        "import assistant.writers.offline.home",
    ],
)
def test_no_way_of_importing_is_overlooked(line: str) -> None:
    """A part inside writers/ is seen however its import is written."""
    assert "assistant.writers.offline" in {n[:25] for n in _imports(ast.parse(line), ())}


def test_what_is_known_of_a_language_needs_two_libraries() -> None:
    """The package at the bottom imports the standard library and, at most, PyStemmer and PyYAML."""
    files = sorted((ROOT / "assistant" / "language").glob("*.py"))
    assert len(files) > 2
    assert set().union(*map(outside_libraries, files)) <= {"Stemmer", "yaml"}


def test_the_words_of_the_domain_need_only_the_standard_library() -> None:
    """domain, drafts and errors import nothing that must be installed."""
    for name in ("naming", "domain", "drafts", "errors", "stored"):
        outside = outside_libraries(ROOT / "assistant" / f"{name}.py")
        assert not outside, name


def test_every_library_is_declared() -> None:
    """What the app imports is listed in pyproject.toml, not only brought along by a library."""
    declared = {
        re.split(r"[<>=!~\[; ]", line, maxsplit=1)[0].lower().replace("_", "-")
        for line in tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    }
    known = packages_distributions()
    missing = {
        f"{library} ({place(path)})"
        for path in SOURCES
        for library in outside_libraries(path)
        if not {name.lower().replace("_", "-") for name in known.get(library, [])} & declared
    }
    assert not missing


def test_files_stay_small() -> None:
    """No file is longer than 300 lines, no page longer than 120; migrations are written once."""
    long = []
    for path in EVERYTHING:
        limit = 120 if place(path).startswith("assistant/ui/") else 300
        length = len(path.read_text().splitlines())
        if length > limit and "migrations/versions" not in place(path):
            long.append(f"{place(path)}: {length} of {limit}")
    assert not long


def test_names_say_what_things_are() -> None:
    """No module, class or function is called a helper, utility, service, handler or manager."""
    vague = [
        f"{place(path)}: {name}"
        for path in EVERYTHING
        for name in [path.stem, *defined(path)]
        if VAGUE.intersection(words(name))
    ]
    assert not vague


def place(path: Path) -> str:
    """The path inside the project."""
    return path.relative_to(ROOT).as_posix()


def part(path: Path) -> str:
    """The part of the package a file belongs to: its first folder or its own name."""
    inside = path.relative_to(ROOT).parts
    return Path(inside[1] if inside[0] == "assistant" else inside[0]).stem


def imported(path: Path) -> set[str]:
    """Every module a file imports, in functions and for type checking too."""
    package = path.relative_to(ROOT).parts[:-1]
    return set(_imports(ast.parse(path.read_text()), package))


def _imports(source: ast.AST, package: Sequence[str]) -> Iterator[str]:
    for node in ast.walk(source):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*above, *filter(None, [node.module])])
            # What is taken from a package may be a module of it or a name in it.
            yield from (f"{module}.{alias.name}" for alias in node.names)


def parts_imported(path: Path, inside: str = "") -> set[str]:
    """The parts of this package, or of one of its parts, that a file imports."""
    above = ["assistant", inside] if inside else ["assistant"]
    names = (name.split(".") for name in imported(path))
    depth = len(above)
    return {name[depth] for name in names if name[:depth] == above and len(name) > depth}


def outside_libraries(path: Path) -> set[str]:
    """The installed libraries that a file imports."""
    tops = {name.split(".")[0] for name in imported(path)}
    return tops - set(sys.stdlib_module_names) - {"assistant", "app", "asgi"}


def defined(path: Path) -> list[str]:
    """The classes and functions that a file defines."""
    kinds = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return [node.name for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, kinds)]


def words(name: str) -> list[str]:
    """The words in a name, whether written_so or WrittenSo."""
    return re.findall(r"[a-z]+", re.sub(r"([A-Z])", r"_\1", name).lower())
