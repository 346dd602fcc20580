"""Wiring: the only place that names concrete classes."""

import os
from collections.abc import Callable, Mapping, Sequence
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
    background: bool = False,
) -> Coach:
    """A Coach over the store that the settings name; ``env`` holds the keys of models.

    The search engine (embedder, index) is opened when it is first needed. In a process that
    stays, ``background`` lets it fill the index of newly chosen embeddings beside its work.

    Raises:
        StoreError: when there is no store and ``create`` is False, or it cannot be opened.
    """
    records = Records(open_store(settings.database_url, create=create))

    def engine() -> Engine:
        return _engine(settings, records, env, background)

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
    from assistant.writers.chatting.modes import price_of
    from assistant.writers.chatting.patience import Waits

    return ChatWriter(
        settings.model,
        settings.model_url,
        env=env,
        people=records.people,
        price=price_of(settings.price),
        waits=Waits(patience=settings.model_seconds, total=settings.model_seconds_total),
        context=settings.context,
    )


def _engine(
    settings: Settings, records: Records, env: Mapping[str, str], background: bool
) -> Engine:
    from assistant.retrieval.choosing import Opener, choose
    from assistant.retrieval.chroma import ChromaFolder
    from assistant.retrieval.switching import SwitchingEngine

    def hide(texts: Sequence[str]) -> list[str]:
        from assistant.writers.chatting.pseudonyms import Known, Pseudonyms

        stand_ins = Pseudonyms([Known(p.name, p.email) for p in records.people()], texts)
        return [stand_ins.hide(text) for text in texts]

    chosen = choose(settings.embeddings, settings.embeddings_url)
    opener = Opener(chosen, env, settings.knowledge, hide)
    engine = SwitchingEngine(records, ChromaFolder(settings.index_path), chosen, opener)
    if background:
        engine.fill_in_background()
    return engine
