"""The tables, one class each. SQL is the truth: the search index can be rebuilt from here."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from .bases import Base as Base
from .bases import versioned

_PLACE = (["pair_id", "session"], ["sessions.pair_id", "sessions.number"])


class IdentityRow(Base):
    """The store's own name, in its only row."""

    __tablename__ = "identity"
    id: Mapped[int] = mapped_column(primary_key=True)
    store: Mapped[str]
    made_at: Mapped[datetime]


class ProgramRow(Base):
    __tablename__ = "program"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    objectives: Mapped[list[str]]
    cadence_days: Mapped[int]
    session_minutes: Mapped[int]
    sessions_planned: Mapped[int]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    contacts: Mapped[list[Any]]
    demo: Mapped[bool] = mapped_column(default=False)


class PersonRow(Base):
    __tablename__ = "people"
    email: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    title: Mapped[str]
    roles: Mapped[list[str]]
    offers: Mapped[list[str]]
    wants: Mapped[list[str]]
    disabled: Mapped[bool] = mapped_column(default=False)


class PairRow(Base):
    __tablename__ = "pairs"
    id: Mapped[str] = mapped_column(primary_key=True)
    mentor: Mapped[str] = mapped_column(ForeignKey("people.email"), index=True)
    mentee: Mapped[str] = mapped_column(ForeignKey("people.email"), index=True)
    started_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    end_reason: Mapped[str] = mapped_column(default="")


class AgreementRow(Base):
    __tablename__ = "agreements"
    pair_id: Mapped[str] = mapped_column(ForeignKey("pairs.id"), primary_key=True)
    confidentiality: Mapped[str]
    excluded_topics: Mapped[list[str]]
    meeting_minutes: Mapped[int]
    review_points: Mapped[list[str]]


class GoalRow(Base):
    __tablename__ = "goals"
    id: Mapped[str] = mapped_column(primary_key=True)
    pair_id: Mapped[str] = mapped_column(ForeignKey("pairs.id"), index=True)
    position: Mapped[int]
    text: Mapped[str]
    status: Mapped[str]
    due_on: Mapped[date | None]


class SessionRow(Base):
    __tablename__ = "sessions"
    pair_id: Mapped[str] = mapped_column(ForeignKey("pairs.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    held_on: Mapped[date | None]
    minutes: Mapped[int]
    status: Mapped[str]
    cancelled_by: Mapped[str | None] = mapped_column(ForeignKey("people.email"))


class NoteRow(Base):
    __tablename__ = "notes"
    __table_args__ = (ForeignKeyConstraint(*_PLACE), Index("notes_of_pair", "pair_id", "session"))
    id: Mapped[str] = mapped_column(primary_key=True)
    pair_id: Mapped[str]
    session: Mapped[int]
    author: Mapped[str] = mapped_column(ForeignKey("people.email"))
    visibility: Mapped[str]
    text: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)
    saved_at: Mapped[datetime]
    __mapper_args__ = versioned(version)


class ActionRow(Base):
    __tablename__ = "actions"
    __table_args__ = (ForeignKeyConstraint(*_PLACE), Index("actions_of_pair", "pair_id"))
    id: Mapped[str] = mapped_column(primary_key=True)
    pair_id: Mapped[str]
    session: Mapped[int]
    text: Mapped[str]
    owner: Mapped[str] = mapped_column(ForeignKey("people.email"))
    due_on: Mapped[date | None]
    done_on: Mapped[date | None]


class ProposalRow(Base):
    """An action read out of a note; it stays a proposal until its author accepts it."""

    __tablename__ = "proposals"
    __table_args__ = (ForeignKeyConstraint(*_PLACE), Index("proposals_of_pair", "pair_id"))
    id: Mapped[str] = mapped_column(primary_key=True)
    pair_id: Mapped[str]
    session: Mapped[int]
    note_id: Mapped[str] = mapped_column(ForeignKey("notes.id"))
    author: Mapped[str] = mapped_column(ForeignKey("people.email"))
    text: Mapped[str]
    owner: Mapped[str] = mapped_column(ForeignKey("people.email"))
    status: Mapped[str] = mapped_column(default="proposed")


class CheckInRow(Base):
    __tablename__ = "check_ins"
    __table_args__ = (ForeignKeyConstraint(*_PLACE),)
    pair_id: Mapped[str] = mapped_column(primary_key=True)
    session: Mapped[int] = mapped_column(primary_key=True)
    by: Mapped[str] = mapped_column(ForeignKey("people.email"), primary_key=True)
    useful: Mapped[int]
    heard: Mapped[int]
    comment: Mapped[str]


class GuidelineRow(Base):
    __tablename__ = "guidelines"
    source: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    kind: Mapped[str]
    audience: Mapped[list[str]]
    stages: Mapped[list[str]]
    topics: Mapped[list[str]]
    sources: Mapped[list[str]]
    reviewed: Mapped[str]
    text: Mapped[str]
    content_hash: Mapped[str]
    left_out: Mapped[list[str]] = mapped_column(default=list)
    retired: Mapped[bool] = mapped_column(default=False)
    saved_at: Mapped[datetime]


class SectionRow(Base):
    """A guideline's section whose example questions an admin saved, or a model proposed."""

    __tablename__ = "sections"
    source: Mapped[str] = mapped_column(ForeignKey("guidelines.source"), primary_key=True)
    heading: Mapped[str] = mapped_column(primary_key=True)
    looked_at: Mapped[bool]
    proposed: Mapped[list[str]]
    proposed_by: Mapped[str]


class PassageRow(Base):
    """Text that is found and cited; who may read a note's passage is decided by its note."""

    __tablename__ = "passages"
    __table_args__ = (Index("passages_of_source", "kind", "source", "position"),)
    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    source: Mapped[str]
    heading: Mapped[str]
    text: Mapped[str]
    position: Mapped[int]
    session: Mapped[int | None]
    date: Mapped[date | None]
    author: Mapped[str | None]
    pair_id: Mapped[str | None] = mapped_column(index=True)


class WaitingRow(Base):
    """What the index has yet to take in or drop; written with the change itself."""

    __tablename__ = "outbox"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    verb: Mapped[str]
    passage_id: Mapped[str]


class StampRow(Base):
    """A number by name: the changes to what is searched together, the day a sign-in was ended."""

    __tablename__ = "stamps"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int] = mapped_column(default=0)


class DraftRow(Base):
    __tablename__ = "drafts"
    id: Mapped[str] = mapped_column(primary_key=True)
    pair_id: Mapped[str | None] = mapped_column(ForeignKey("pairs.id"), index=True)
    author: Mapped[str] = mapped_column(ForeignKey("people.email"), index=True)
    kind: Mapped[str]
    engine: Mapped[str]
    prompt_version: Mapped[str]
    minutes: Mapped[int | None]
    topic: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    timings_ms: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    __mapper_args__ = versioned(version)


class DraftVersionRow(Base):
    __tablename__ = "draft_versions"
    draft_id: Mapped[str] = mapped_column(ForeignKey("drafts.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    editor: Mapped[str] = mapped_column(ForeignKey("people.email"))
    body: Mapped[dict[str, Any]]
    citations: Mapped[list[Any]]
    saved_at: Mapped[datetime]


class ReleaseRow(Base):
    """One partner's consent to let HR see one version of a summary."""

    __tablename__ = "releases"
    draft_id: Mapped[str] = mapped_column(ForeignKey("drafts.id"), primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("people.email"), primary_key=True)
    version: Mapped[int]
    struck: Mapped[list[Any]]
    released_at: Mapped[datetime]


class SnapshotRow(Base):
    """What both partners released, frozen; all that a reviewer can ever see."""

    __tablename__ = "snapshots"
    id: Mapped[str] = mapped_column(primary_key=True)
    draft_id: Mapped[str] = mapped_column(ForeignKey("drafts.id"), index=True)
    pair_id: Mapped[str] = mapped_column(ForeignKey("pairs.id"))
    status: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)
    draft_version: Mapped[int]
    engine: Mapped[str]
    body: Mapped[dict[str, Any]]
    evidence: Mapped[list[Any]]
    released_at: Mapped[datetime]
    __mapper_args__ = versioned(version)


class ReviewRow(Base):
    """One thing a reviewer did with a snapshot, and what the text was after it."""

    __tablename__ = "reviews"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    snapshot_id: Mapped[str] = mapped_column(ForeignKey("snapshots.id"), index=True)
    reviewer: Mapped[str] = mapped_column(ForeignKey("people.email"))
    verb: Mapped[str]
    version: Mapped[int]
    body: Mapped[dict[str, Any]]
    reason: Mapped[str]
    at: Mapped[datetime]


class FeedbackRow(Base):
    __tablename__ = "feedback"
    draft_id: Mapped[str] = mapped_column(ForeignKey("drafts.id"), primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("people.email"), primary_key=True)
    useful: Mapped[bool]
    reason: Mapped[str]
    at: Mapped[datetime]


class AuditRow(Base):
    """Who did what to which record, and when; never any text of a note or draft."""

    __tablename__ = "audit"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime]
    person: Mapped[str]
    verb: Mapped[str]
    subject: Mapped[str]
