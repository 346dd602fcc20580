"""Wiring: the only place that names concrete classes."""

from collections.abc import Callable
from datetime import date

from assistant.coach import Coach, Parts
from assistant.errors import Invalid
from assistant.records import Records, open_store
from assistant.retrieval.engine import Engine
from assistant.settings import Settings
from assistant.writers import Writer
from assistant.writers.offline import OfflineWriter


def build(
    settings: Settings, *, create: bool = False, today: Callable[[], date] = date.today
) -> Coach:
    """A Coach over the store that the settings name.

    The search engine (embedder, index) is opened when it is first needed.

    Raises:
        StoreError: when there is no store and ``create`` is False, or it cannot be opened.
    """
    records = Records(open_store(settings.database_url, create=create))

    def engine() -> Engine:
        return _engine(settings, records)

    return Coach(Parts(records, _writer(settings), engine, settings.knowledge, today))


def _writer(settings: Settings) -> Writer:
    if settings.model:
        raise Invalid("UPMENTOR_MODEL is set, but this version writes offline only; unset it.")
    return OfflineWriter()


def _engine(settings: Settings, records: Records) -> Engine:
    from assistant.retrieval.embedders import embedder_id, open_embedder
    from assistant.retrieval.index import ChromaIndex
    from assistant.retrieval.search import Search

    embedder = open_embedder(settings.embeddings)
    identity = embedder_id(embedder, settings.embeddings)
    index = ChromaIndex(settings.index_path, identity)
    search = Search(records, index, embedder)
    return Engine(records, index, embedder, search, identity)
