"""The store of a large program, to measure on: made-up text, random vectors."""

import hashlib
import random
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
from sqlalchemy import insert

from assistant.coach import Coach, Parts
from assistant.domain import Guideline, Passage, SessionNote, Visibility
from assistant.importing import parse_program
from assistant.records import Records, open_store
from assistant.records.imports import import_program
from assistant.records.tables import NoteRow, PassageRow, StampRow
from assistant.retrieval.chunks import guideline_passages, note_passages
from assistant.retrieval.embedders import MiniLMEmbedder, Vectors, unit
from assistant.retrieval.engine import Engine
from assistant.retrieval.index import ChromaIndex
from assistant.retrieval.search import Search
from assistant.settings import Settings
from assistant.writers.offline import OfflineWriter

NOTES, SESSIONS = 100, 10
GUIDELINES, SECTIONS = 100, 100
BATCH = 5_000
TODAY = date(2026, 6, 1)


class Drawn(MiniLMEmbedder):
    """Random unit vectors, the same for the same text; the model's own when ``real``."""

    id = "drawn"
    real = False

    def embed(self, texts: Any) -> Vectors:
        if self.real:
            return super().embed(texts)
        seeds = [int.from_bytes(hashlib.sha256(t.encode()).digest()[:8], "big") for t in texts]
        rows = [np.random.default_rng(s).standard_normal(self.dimensions) for s in seeds]
        return unit(np.array(rows, dtype=np.float32))


class Words:
    """Made-up text with words as unevenly frequent as real ones."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - no secret
        syllables = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]
        draw = random.Random(0)  # noqa: S311
        self._words = list(
            {"".join(draw.choices(syllables, k=draw.randint(1, 4))) for _ in range(6000)}
        )
        self._words.sort()
        self._weights = [1 / (rank + 3) for rank in range(len(self._words))]

    def sentence(self, words: int = 0) -> str:
        """A sentence of about twelve words."""
        count = words or self._random.randint(8, 16)
        drawn = self._random.choices(self._words, self._weights, k=count)
        return " ".join(drawn).capitalize() + "."

    def text(self, sentences: int) -> str:
        return " ".join(self.sentence() for _ in range(sentences))


def opened(folder: Path, embedder: Drawn) -> tuple[Coach, Records, ChromaIndex]:
    """A Coach over the store in a folder, with this embedder."""
    settings = Settings.from_env({"UPMENTOR_HOME": str(folder)})
    records = Records(open_store(settings.database_url, create=True))
    index = ChromaIndex(settings.index_path, embedder.id)
    engine = Engine(records, index, embedder, Search(records, index, embedder), embedder.id)
    parts = Parts(records, OfflineWriter(), lambda: engine, settings.knowledge, lambda: TODAY)
    return Coach(parts), records, index


def build(folder: Path, pairs: int) -> dict[str, Any]:
    """Write the store of a program of so many pairs, and its index."""
    embedder, words = Drawn(), Words(1)
    coach, records, index = opened(folder, embedder)
    import_program(records.store, parse_program(_program(pairs)), note_passages)
    start = perf_counter()
    passages: list[Passage] = []
    for number in range(GUIDELINES):
        text = "\n\n".join(f"## {words.sentence(4)}\n\n{words.text(5)}" for _ in range(SECTIONS))
        guideline = Guideline(f"scale/{number}", f"Guideline {number}", text)
        cut = guideline_passages(guideline)
        records.save_guideline("operator", guideline, cut)
        passages += cut
    for number in range(pairs):
        passages += _write_notes(records, f"pair-{number}", words)
    with records.store.begin(write=True) as sql:
        sql.execute(
            insert(StampRow), [{"name": f"pair:pair-{n}", "value": 1} for n in range(pairs)]
        )
    records.done([row.id for row in records.pending(10**9)])
    written = perf_counter() - start
    for first in range(0, len(passages), BATCH):
        part = passages[first : first + BATCH]
        index.upsert(
            [p.id for p in part],
            embedder.embed([p.id for p in part]),
            [{"kind": p.kind.value, "pair_id": p.pair_id or "", "source": p.source} for p in part],
        )
        print(f"  {first + len(part)} of {len(passages)}", end="\r", file=sys.stderr, flush=True)
    coach.close()
    index.close()
    total = perf_counter() - start
    return {"passages": len(passages), "sql_seconds": written, "index_seconds": total - written}


def _program(pairs: int) -> dict[str, Any]:
    first = TODAY - timedelta(days=28 * SESSIONS)
    sessions = [
        {"number": n + 1, "held_on": (first + timedelta(days=28 * n)).isoformat(), "status": "held"}
        for n in range(SESSIONS)
    ]
    people = [
        {"email": f"{side}{n}@example.org", "name": f"{side.title()} {n}", "roles": [side]}
        for n in range(pairs)
        for side in ("mentor", "mentee")
    ]
    return {
        "program": {"name": "Scale", "sessions_planned": SESSIONS + 2},
        "people": people,
        "pairs": [
            {
                "id": f"pair-{n}",
                "mentor": f"mentor{n}@example.org",
                "mentee": f"mentee{n}@example.org",
                "started_on": first.isoformat(),
                "sessions": sessions,
            }
            for n in range(pairs)
        ],
    }


def _write_notes(records: Records, pair: str, words: Words) -> list[Passage]:
    """A pair's notes and their passages, written straight into their tables."""
    number = pair.removeprefix("pair-")
    notes, passages = [], []
    for place in range(NOTES):
        side = ("mentor", "mentee")[place % 2]
        session = 1 + place % SESSIONS
        note = SessionNote(
            id=f"{pair}-{place}",
            pair_id=pair,
            session=session,
            author=f"{side}{number}@example.org",
            visibility=Visibility.PAIR,
            text=words.text(3),
            held_on=TODAY - timedelta(days=28 * (SESSIONS + 1 - session)),
        )
        notes.append(note)
        passages += note_passages(note)
    names = ("id", "pair_id", "session", "author", "text", "version")
    moment = datetime.now(UTC)
    rows = [
        {**{n: getattr(note, n) for n in names}, "visibility": "pair", "saved_at": moment}
        for note in notes
    ]
    columns = (
        "id",
        "source",
        "heading",
        "text",
        "position",
        "session",
        "date",
        "author",
        "pair_id",
    )
    held = [{"kind": "note", **{n: getattr(p, n) for n in columns}} for p in passages]
    with records.store.begin(write=True) as sql:
        sql.execute(insert(NoteRow), rows)
        sql.execute(insert(PassageRow), held)
    return passages
