"""What a person would lose with a browser page: text not saved yet, and being signed in."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from .tables import Base


class TypedRow(Base):
    """Text in a field that was not saved yet. An ended form is known until its last post is in."""

    __tablename__ = "typed_text"
    person: Mapped[str] = mapped_column(ForeignKey("people.email"), primary_key=True)
    place: Mapped[str] = mapped_column(primary_key=True)
    form: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str]
    ended: Mapped[bool]
    saved_at: Mapped[datetime]


class SignInRow(Base):
    """A person of the demo program who picked their name; a cookie holds the id, signed."""

    __tablename__ = "sign_ins"
    id: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("people.email"), index=True)
    at: Mapped[datetime]
    handed: Mapped[bool]
    ended: Mapped[bool]
