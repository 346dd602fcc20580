import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.coach import Coach, Parts
from assistant.domain import Person, Role
from assistant.records import Records, open_store
from assistant.retrieval.engine import Engine
from assistant.retrieval.search import Search
from assistant.writers import ModelWriter, Writer
from assistant.writers.offline import OfflineWriter
from tests.builders import TODAY, program_file
from tests.fakes import MemoryIndex, WordEmbedder

GUIDELINE = b"""---
title: Keeping sessions short
kind: program
audience: [mentor, mentee]
stage: [any]
topics: [time, cadence]
sources: ["Upmentor's own guidance"]
---
## How long a session lasts
A session of a pair lasts forty-five minutes in this test program.
"""


def open_coach(
    home: Path,
    model: Callable[[Records], ModelWriter] | None = None,
    tokens_by_person: int = 0,
    tokens_by_program: int = 0,
    writer: Writer | None = None,
) -> Coach:
    """A Coach over the store in a folder, with the index in memory.

    ``model`` makes the model that is chosen; without it none is.
    """
    records = Records(open_store(f"sqlite:///{home / 'upmentor.db'}", create=True))
    index, embedder = MemoryIndex(), WordEmbedder()
    engine = Engine(records, index, embedder, Search(records, index, embedder), "words")
    chosen = model(records) if model else None
    caps = (tokens_by_person, tokens_by_program)
    return Coach(
        Parts(
            records, writer or OfflineWriter(), lambda: engine, home, lambda: TODAY, chosen, *caps
        )
    )


def make_coach(home: Path, pairs: int = 3) -> Coach:
    """A Coach over a new store with ``pairs`` pairs and one guideline."""
    coach = open_coach(home)
    coach.import_program(program_file(pairs))
    coach.add_guideline("admin@a.example", "short.md", GUIDELINE)
    return coach


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that is made once and copied for each test."""
    home = tmp_path_factory.mktemp("template")
    make_coach(home).close()
    return home


@pytest.fixture
def coach(template: Path, tmp_path: Path) -> Iterator[Coach]:
    shutil.copytree(template, tmp_path, dirs_exist_ok=True)
    made = open_coach(tmp_path)
    made.reindex()
    yield made
    made.close()


def person(email: str, *roles: Role, disabled: bool = False) -> Person:
    """Somebody with these roles."""
    return Person(email, email.partition("@")[0], roles=frozenset(roles), disabled=disabled)
