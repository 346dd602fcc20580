"""Wiring: the only place that names concrete classes."""

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.coach import Coach, Parts
from assistant.errors import LostStore, NoStore, StoreError
from assistant.home import Home
from assistant.records import Records, database_url, open_store, sqlite_file
from assistant.retrieval.engine import Engine
from assistant.settings import Settings
from assistant.writers import ModelWriter
from assistant.writers.offline import OfflineWriter

if TYPE_CHECKING:
    from assistant.retrieval.reader import Reader

ANEW = "restore a backup of it, or put it aside and start anew with: upmentor init --new"
TOLD = frozenset({"older"})  # what a store may lack and be opened all the same; check tells it


def home_of(settings: Settings) -> Home:
    """The folder that the settings name."""
    return Home(settings.home, sqlite_file(database_url(settings.database_url)))


def build(
    settings: Settings,
    *,
    create: bool = False,
    despite: frozenset[str] = TOLD,
    today: Callable[[], date] = date.today,
    env: Mapping[str, str] = os.environ,
    background: bool = False,
) -> Coach:
    """A Coach over the store that the settings name; ``env`` holds the keys of models.

    A store that is less than what its home knew is opened only ``despite`` that kind of loss. The
    search engine (embedder, index) is opened when it is first needed. In a process that stays,
    ``background`` lets it fill the index of newly chosen embeddings, or of a damaged one, beside
    its work.

    Raises:
        NoStore: when there is no store and ``create`` is False.
        LostStore: when there was one, and it is gone, emptied, damaged or exchanged.
        StoreError: when it cannot be opened.
        Invalid: when a setting names something that cannot be used.
    """
    home, reader = home_of(settings), _reader(settings)
    records = _records(settings, home, create, despite)

    def engine() -> Engine:
        return _engine(settings, records, env, background, reader)

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
            home,
        )
    )


def _records(settings: Settings, home: Home, create: bool, despite: frozenset[str]) -> Records:
    """The records, if they are what the home knew; they are known from now on."""
    was = home.known()
    try:
        records = Records(open_store(settings.database_url, create=create and was is None))
    except NoStore as error:
        if was is None:
            raise NoStore(f"There is no store in {home.path} yet; run: upmentor init") from error
        raise LostStore(
            f"The store of {home.path} is lost: {error}. Restore a backup, or start anew with: "
            "upmentor init --new (this also clears the index of what is lost)."
        ) from error
    home.make_private()
    loss = records.loss(was)
    if loss is None:
        home.remember(records.inventory())
    elif loss.kind not in despite:
        records.store.close()
        if loss.kind == "other":
            raise StoreError(
                f"The store of {home.path} was exchanged: {loss.sentence}. Name the right one with "
                "UPMENTOR_DATABASE_URL, or take this one over with: upmentor reindex"
            )
        raise LostStore(f"The store of {home.path} was emptied: {loss.sentence}; {ANEW}")
    return records


def put_aside(settings: Settings, at: datetime) -> list[Path]:
    """Make room for a new store where one was lost; what is left of it is kept under other names.

    The index is cleared, since it holds the vectors of what is lost.

    Raises:
        StoreError: when the store is whole, or is not a file that can be put aside.
    """
    home = home_of(settings)
    with suppress(LostStore, NoStore):
        build(settings).close()
        raise StoreError(f"The store in {home.path} is whole; nothing was changed.")
    try:
        open_store(settings.database_url).close()
        found = True
    except NoStore:
        found = False
    except LostStore:
        found = True
    if found and not home.database_files():
        raise StoreError("Name an empty database with UPMENTOR_DATABASE_URL to start anew.")
    from assistant.retrieval.folder import IndexFolder

    IndexFolder(settings.index_path).clear()
    kept = home.move_database(f"{at:%Y%m%d-%H%M%S}")
    home.forget()
    return kept


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


def _reader(settings: Settings) -> "Reader | None":
    if settings.reader is None:
        return None
    from assistant.retrieval.reader import Reader

    return Reader.open(settings.reader)


def _engine(
    settings: Settings,
    records: Records,
    env: Mapping[str, str],
    background: bool,
    reader: "Reader | None",
) -> Engine:
    from assistant.retrieval.choosing import Opener, choose
    from assistant.retrieval.folder import IndexFolder
    from assistant.retrieval.switching import SwitchingEngine

    def hide(texts: Sequence[str]) -> list[str]:
        from assistant.writers.chatting.pseudonyms import Known, Pseudonyms

        stand_ins = Pseudonyms([Known(p.name, p.email) for p in records.people()], texts)
        return [stand_ins.hide(text) for text in texts]

    chosen = choose(settings.embeddings, settings.embeddings_url)
    opener = Opener(chosen, env, settings.knowledge, hide)
    folder = IndexFolder(settings.index_path)
    folder.start()
    engine = SwitchingEngine(records, folder, chosen, opener, reader)
    if background:
        engine.fill_in_background()
    return engine
