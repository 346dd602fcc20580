"""Drafts with all their versions, conversations and feedback."""

from dataclasses import asdict, replace
from datetime import date
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session as SqlSession

from assistant.drafts import Draft, Kind, from_dict, to_dict
from assistant.errors import Conflict, NotFound
from assistant.stored import Citation, Conversation, DraftRecord, Message, Spent

from .conversation_tables import ConversationRow, MessageRow
from .store import Store, audit, changed, now
from .tables import DraftRow, DraftVersionRow, FeedbackRow
from .usage_tables import UsageRow, WrittenRow

EDITED = "This draft was changed elsewhere; reload it before you save."


class DraftRecords:
    """Storage of drafts; who may see one is decided by the caller."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add_draft(self, record: DraftRecord, call: int | None = None) -> DraftRecord:
        """Store a draft as version 1; returns it with its id. One that is not whole stays so.

        ``call`` is the entry in the ledger of the call that gave it.
        """
        stored = replace(record, id=f"draft-{uuid4().hex[:12]}", version=1)
        with self._store.begin(write=True) as sql:
            sql.add(
                DraftRow(
                    id=stored.id,
                    pair_id=stored.pair_id,
                    author=stored.author,
                    kind=stored.draft.kind.value,
                    engine=stored.engine,
                    prompt_version=stored.prompt_version,
                    minutes=stored.minutes,
                    topic=stored.topic,
                    version=1,
                    timings_ms=stored.timings_ms or {},
                    created_at=stored.created_at,
                )
            )
            sql.flush()
            sql.add(_version(stored, stored.author))
            if stored.spent is not None or stored.notices:
                sql.add(_written(stored))
            if call is not None:
                sql.get_one(UsageRow, call).draft_id = stored.id
            audit(sql, stored.author, f"draft_{stored.draft.kind}", stored.id)
        return stored

    def draft(self, draft_id: str, version: int | None = None) -> DraftRecord:
        """One draft, in its newest or a given version.

        Raises:
            NotFound: when there is none.
        """
        with self._store.begin() as sql:
            return _read(sql, _row(sql, draft_id), version)

    def drafts(self, pair_id: str, kind: Kind | None = None) -> list[DraftRecord]:
        """The pair's drafts, newest first, in their newest versions."""
        with self._store.begin() as sql:
            query = select(DraftRow).where(DraftRow.pair_id == pair_id)
            if kind is not None:
                query = query.where(DraftRow.kind == kind.value)
            rows = sql.scalars(query.order_by(DraftRow.created_at.desc(), DraftRow.id))
            return [_read(sql, r, None) for r in rows]

    def change_draft(self, editor: str, draft_id: str, version: int, draft: Draft) -> DraftRecord:
        """Store another version of a draft.

        Raises:
            Conflict: when it was changed since the given version was read.
        """
        with self._store.begin(write=True) as sql:
            row = _row(sql, draft_id)
            if row.version != version:
                raise Conflict(EDITED)
            old = _read(sql, row, None)
            row.version = version + 1
            changed(sql, EDITED)
            new = replace(old, draft=draft, version=version + 1)
            sql.add(_version(new, editor))
            audit(sql, editor, "save_draft", draft_id)
            return new

    def versions(self, draft_id: str) -> list[DraftRecord]:
        """Every version of a draft, oldest first."""
        with self._store.begin() as sql:
            row = _row(sql, draft_id)
            return [_read(sql, row, n) for n in range(1, row.version + 1)]

    def set_feedback(self, draft_id: str, person: str, useful: bool, reason: str) -> None:
        with self._store.begin(write=True) as sql:
            row = sql.get(FeedbackRow, (draft_id, person))
            if row is None:
                row = FeedbackRow(draft_id=draft_id, person=person)
                sql.add(row)
            row.useful, row.reason, row.at = useful, reason, now()

    def start_conversation(self, person: str, pair_id: str | None, title: str) -> str:
        """Start a conversation under an id of its own; returns the id."""
        return self.named_conversation(person, f"talk-{uuid4().hex[:12]}", pair_id, title).id

    def named_conversation(
        self, person: str, conversation_id: str, pair_id: str | None, title: str
    ) -> Conversation:
        """A person's own conversation of an id; one that does not exist yet is started.

        Raises:
            NotFound: when it is somebody else's.
        """
        with self._store.begin(write=True) as sql:
            if sql.get(ConversationRow, conversation_id) is None:
                sql.add(
                    ConversationRow(
                        id=conversation_id,
                        person=person,
                        pair_id=pair_id,
                        title=title[:120],
                        started_at=now(),
                    )
                )
        return self.conversation_of(person, conversation_id)

    def conversation_of(self, person: str, conversation_id: str) -> Conversation:
        """A person's own conversation.

        Raises:
            NotFound: when there is none, or it is somebody else's.
        """
        with self._store.begin() as sql:
            row = sql.get(ConversationRow, conversation_id)
            if row is None or row.person != person:
                raise NotFound("There is no such conversation, or it is not yours.")
            return Conversation(row.id, row.title, row.pair_id, row.started_at)

    def conversations(self, person: str, pair_id: str | None) -> list[Conversation]:
        with self._store.begin() as sql:
            query = select(ConversationRow).where(
                ConversationRow.person == person, ConversationRow.pair_id == pair_id
            )
            rows = sql.scalars(query.order_by(ConversationRow.started_at.desc()))
            return [Conversation(r.id, r.title, r.pair_id, r.started_at) for r in rows]

    def messages(self, conversation_id: str) -> list[Message]:
        with self._store.begin() as sql:
            query = select(MessageRow).where(MessageRow.conversation_id == conversation_id)
            rows = sql.scalars(query.order_by(MessageRow.id))
            return [Message(r.id, r.role, r.text, r.at, r.draft_id, r.answers) for r in rows]

    def add_question(self, conversation_id: str, text: str) -> int:
        """Store what a person asks; returns the message's id."""
        with self._store.begin(write=True) as sql:
            row = MessageRow(conversation_id=conversation_id, role="person", text=text, at=now())
            sql.add(row)
            sql.flush()
            return row.id

    def add_answer(self, conversation_id: str, question: int, draft_id: str) -> None:
        """Store which draft answers a question; its words stay there."""
        with self._store.begin(write=True) as sql:
            sql.add(
                MessageRow(
                    conversation_id=conversation_id,
                    role="assistant",
                    text="",
                    draft_id=draft_id,
                    answers=question,
                    at=now(),
                )
            )


def _row(sql: SqlSession, draft_id: str) -> DraftRow:
    row = sql.get(DraftRow, draft_id)
    if row is None:
        raise NotFound("There is no such draft, or it is not yours.")
    return row


def _version(record: DraftRecord, editor: str) -> DraftVersionRow:
    return DraftVersionRow(
        draft_id=record.id,
        version=record.version,
        editor=editor,
        body=to_dict(record.draft),
        citations=[citation_dict(c) for c in record.citations],
        saved_at=now(),
    )


def _written(record: DraftRecord) -> WrittenRow:
    spent = record.spent
    return WrittenRow(
        draft_id=record.id,
        complete=record.complete,
        notices=list(record.notices),
        spent={**asdict(spent), "parts": dict(spent.parts)} if spent else {},
    )


def _read(sql: SqlSession, row: DraftRow, version: int | None) -> DraftRecord:
    body = sql.get(DraftVersionRow, (row.id, version or row.version))
    if body is None:
        raise NotFound("There is no such version of this draft.")
    written = sql.get(WrittenRow, row.id)
    return DraftRecord(
        id=row.id,
        pair_id=row.pair_id,
        author=row.author,
        draft=from_dict(body.body),
        version=body.version,
        engine=row.engine,
        prompt_version=row.prompt_version,
        created_at=row.created_at,
        citations=tuple(_citation(c) for c in body.citations),
        timings_ms=dict(row.timings_ms),
        minutes=row.minutes,
        topic=row.topic,
        complete=written is None or written.complete,
        notices=tuple(written.notices) if written else (),
        spent=Spent(**written.spent) if written and written.spent else None,
    )


def citation_dict(citation: Citation) -> dict[str, Any]:
    """A citation as JSON-ready values."""
    value = asdict(citation)
    value["date"] = citation.date.isoformat() if citation.date else None
    return value


def _citation(value: dict[str, Any]) -> Citation:
    on = value.get("date")
    return Citation(**{**value, "date": date.fromisoformat(on) if on else None})
