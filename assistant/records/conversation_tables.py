"""A person's conversations: what was asked, and which draft answers it."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from .tables import Base


class ConversationRow(Base):
    __tablename__ = "conversations"
    id: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("people.email"), index=True)
    pair_id: Mapped[str | None] = mapped_column(ForeignKey("pairs.id"))
    title: Mapped[str]
    started_at: Mapped[datetime]


class MessageRow(Base):
    __tablename__ = "messages"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    role: Mapped[str]
    text: Mapped[str]
    draft_id: Mapped[str | None] = mapped_column(ForeignKey("drafts.id"))
    answers: Mapped[int | None]
    at: Mapped[datetime]
