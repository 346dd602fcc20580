"""The tables that exist because a model may be chosen: what left, what it cost, what is allowed."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from .tables import Base


class UsageRow(Base):
    """One call to a model: whose, when, and the server's own figures; of the operator: nobody's."""

    __tablename__ = "usage"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime]
    person: Mapped[str | None] = mapped_column(ForeignKey("people.email"), index=True)
    draft_id: Mapped[str | None] = mapped_column(ForeignKey("drafts.id"))
    engine: Mapped[str]
    tokens_in: Mapped[int]
    tokens_out: Mapped[int]
    cost: Mapped[float | None]
    parts: Mapped[dict[str, Any]]
    sent: Mapped[str]


class WrittenRow(Base):
    """How a draft was written: whether to its end, what is to be told of it, what a model took."""

    __tablename__ = "written"
    draft_id: Mapped[str] = mapped_column(ForeignKey("drafts.id"), primary_key=True)
    complete: Mapped[bool]
    notices: Mapped[list[str]]
    spent: Mapped[dict[str, Any]]


class ModelChoiceRow(Base):
    """The admin's switch for the whole program; absent means on."""

    __tablename__ = "model_choice"
    id: Mapped[int] = mapped_column(primary_key=True)
    off: Mapped[bool]
    by: Mapped[str] = mapped_column(ForeignKey("people.email"))
    at: Mapped[datetime]


class NoteConsentRow(Base):
    """Its author allowed one private note to be sent to a model."""

    __tablename__ = "note_consents"
    note_id: Mapped[str] = mapped_column(ForeignKey("notes.id"), primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("people.email"))
    at: Mapped[datetime]
