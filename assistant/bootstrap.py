"""Wiring: the only place that names concrete classes."""

import os
from collections.abc import Callable, Mapping
from datetime import date

from assistant.coach import Coach, Parts
from assistant.records import Records, open_store
from assistant.retrieval.engine import Engine
from assistant.settings import Settings
from assistant.writers import ModelWriter
from assistant.writers.offline import OfflineWriter


def build(
    settings: Settings,
    *,
    create: bool = False,
    today: Callable[[], date] = date.today,
    env: Mapping[str, str] = os.environ,
) -> Coach:
    """A Coach over the store that the settings name; ``env`` holds the keys of models.

    The search engine (embedder, index) is opened when it is first needed.

    Raises:
        StoreError: when there is no store and ``create`` is False, or it cannot be opened.
    """
    records = Records(open_store(settings.database_url, create=create))

    def engine() -> Engine:
        return _engine(settings, records)

    return Coach(
        Parts(
            records,
            OfflineWriter(),
            engine,
            settings.knowledge,
            today,
            _model(settings, records, env),
            settings.tokens_by_person,
            settings.tokens_by_program,
        )
    )


def _model(settings: Settings, records: Records, env: Mapping[str, str]) -> ModelWriter | None:
    if not settings.model:
        return None
    from assistant.writers.chat import ChatWriter
    from assistant.writers.chatting.calling import Waits
    from assistant.writers.chatting.modes import price_of

    return ChatWriter(
        settings.model,
        settings.model_url,
        env=env,
        people=records.people,
        price=price_of(settings.price),
        waits=Waits(patience=settings.model_seconds),
    )


def _engine(settings: Settings, records: Records) -> Engine:
    from assistant.retrieval.embedders import MiniLMEmbedder, embedder_id, open_embedder
    from assistant.retrieval.index import ChromaIndex
    from assistant.retrieval.prepared import PreparedEmbedder
    from assistant.retrieval.search import Search

    embedder = open_embedder(settings.embeddings)
    if isinstance(embedder, MiniLMEmbedder):
        embedder = PreparedEmbedder(settings.knowledge, embedder)
    identity = embedder_id(embedder, settings.embeddings)
    index = ChromaIndex(settings.index_path, identity)
    search = Search(records, index, embedder)
    return Engine(records, index, embedder, search, identity)
