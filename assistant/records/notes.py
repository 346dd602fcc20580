"""Session notes, proposals, actions, goals, check-ins and sessions of a pair."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session as SqlSession

from assistant.domain import (
    ActionItem,
    CheckIn,
    GoalStatus,
    SessionNote,
    SessionStatus,
    Visibility,
)
from assistant.errors import Conflict, Invalid, NotFound

from .passages import Cut, lock_pair, replace_passages
from .rows import action_of, note_of
from .store import LOCKED, Store, audit, changed, now
from .tables import ActionRow, CheckInRow, GoalRow, NoteRow, PairRow, ProposalRow, SessionRow
from .withholding import withhold

EDITED = "This note was changed elsewhere; reload it before you save."


@dataclass(frozen=True, slots=True)
class Proposal:
    """An action read out of a note; nobody's task until it is accepted.

    ``private`` tells whether only its author can read the note as it is now, so that accepting
    shows the partner words that they have not seen.
    """

    id: str
    pair_id: str
    session: int
    note_id: str
    author: str
    text: str
    owner: str
    private: bool


class NoteRecords:
    """What a pair writes down. Permission was decided by the caller."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def notes(self, pair_id: str) -> list[SessionNote]:
        """Every note of a pair, oldest session first; the caller leaves out what is private."""
        with self._store.begin() as sql:
            query = (
                select(NoteRow, SessionRow.held_on)
                .join(
                    SessionRow,
                    (SessionRow.pair_id == NoteRow.pair_id)
                    & (SessionRow.number == NoteRow.session),
                )
                .where(NoteRow.pair_id == pair_id)
                .order_by(NoteRow.session, NoteRow.saved_at, NoteRow.id)
            )
            return [note_of(row, held_on) for row, held_on in sql.execute(query)]

    def note(self, note_id: str) -> SessionNote:
        """One note.

        Raises:
            NotFound: when there is none with this id.
        """
        with self._store.begin() as sql:
            row = sql.get(NoteRow, note_id)
            if row is None:
                raise NotFound("There is no such note, or it is not yours.")
            return note_of(row, _session(sql, row.pair_id, row.session).held_on)

    def add_note(
        self, author: str, pair_id: str, session: int, text: str, visibility: Visibility, cut: Cut
    ) -> SessionNote:
        """Store a new note, its passages and the outbox rows together."""
        with self._store.begin(write=True) as sql:
            held_on = _session(sql, pair_id, session, lock=True).held_on
            row = NoteRow(
                id=f"note-{uuid4().hex[:12]}",
                pair_id=pair_id,
                session=session,
                author=author,
                visibility=visibility.value,
                text=text,
                version=1,
                saved_at=now(),
            )
            sql.add(row)
            sql.flush()
            note = note_of(row, held_on)
            replace_passages(sql, "note", row.id, cut(note), f"pair:{pair_id}")
            audit(sql, author, "save_note", row.id)
            return note

    def change_note(
        self, author: str, note_id: str, version: int, text: str, visibility: Visibility, cut: Cut
    ) -> tuple[SessionNote, bool]:
        """Store another text or visibility of a note; with True when HR's copy was withheld.

        Raises:
            NotFound: when there is no such note.
            Conflict: when it was changed since the given version was read.
        """
        with self._store.begin(write=True) as sql:
            row = sql.get(NoteRow, note_id)
            if row is None:
                raise NotFound("There is no such note, or it is not yours.")
            lock_pair(sql, row.pair_id)
            if row.version != version:
                raise Conflict(EDITED)
            held_on = _session(sql, row.pair_id, row.session, lock=True).held_on
            row.text, row.visibility = text, visibility.value
            row.version, row.saved_at = version + 1, now()
            changed(sql, EDITED)
            note = note_of(row, held_on)
            replace_passages(sql, "note", row.id, cut(note), f"pair:{row.pair_id}")
            audit(sql, author, "change_note", row.id)
            return note, withhold(sql, author, row.pair_id)

    def log_session(
        self,
        person: str,
        pair_id: str,
        number: int,
        status: SessionStatus,
        held_on: date | None,
        minutes: int,
        cut: Cut,
    ) -> None:
        """Add a session or change its date, length and status; its notes follow the date."""
        with self._store.begin(write=True) as sql:
            row = sql.get(SessionRow, (pair_id, number), with_for_update=LOCKED)
            if row is None:
                row = SessionRow(pair_id=pair_id, number=number)
                sql.add(row)
            row.held_on, row.minutes, row.status = held_on, minutes, status.value
            row.cancelled_by = person if status is SessionStatus.CANCELLED else None
            sql.flush()
            query = select(NoteRow).where(NoteRow.pair_id == pair_id, NoteRow.session == number)
            for note in sql.scalars(query):
                value = note_of(note, held_on)
                replace_passages(sql, "note", note.id, cut(value), f"pair:{pair_id}")
            audit(sql, person, "log_session", f"{pair_id}/{number}")

    def check_in(self, pair_id: str, pulse: CheckIn) -> None:
        with self._store.begin(write=True) as sql:
            _session(sql, pair_id, pulse.session)
            row = sql.get(CheckInRow, (pair_id, pulse.session, pulse.by))
            if row is None:
                row = CheckInRow(pair_id=pair_id, session=pulse.session, by=pulse.by)
                sql.add(row)
            row.useful, row.heard, row.comment = pulse.useful, pulse.heard, pulse.comment
            audit(sql, pulse.by, "check_in", f"{pair_id}/{pulse.session}")

    def propose(self, note: SessionNote, proposed: Sequence[tuple[str, str]]) -> list[Proposal]:
        """Keep (text, owner) proposals of a note, instead of those it had before."""
        with self._store.begin(write=True) as sql:
            sql.get(NoteRow, note.id, with_for_update=LOCKED)
            query = select(ProposalRow).where(ProposalRow.note_id == note.id)
            known = list(sql.scalars(query.with_for_update()))
            decided = {row.text for row in known if row.status != "proposed"}
            waiting = {(row.text, row.owner): row for row in known if row.status == "proposed"}
            for proposal, row in waiting.items():
                if proposal not in proposed:
                    sql.delete(row)
            for text, owner in proposed:
                if text not in decided and (text, owner) not in waiting:
                    sql.add(
                        ProposalRow(
                            id=f"proposal-{uuid4().hex[:12]}",
                            pair_id=note.pair_id,
                            session=note.session,
                            note_id=note.id,
                            author=note.author,
                            text=text,
                            owner=owner,
                            status="proposed",
                        )
                    )
        return self.proposals(note.pair_id, note.author)

    def proposals(self, pair_id: str, author: str) -> list[Proposal]:
        """What is still proposed from this author's notes."""
        with self._store.begin() as sql:
            query = (
                select(ProposalRow, NoteRow.visibility)
                .join(NoteRow, NoteRow.id == ProposalRow.note_id)
                .where(
                    ProposalRow.pair_id == pair_id,
                    ProposalRow.author == author,
                    ProposalRow.status == "proposed",
                )
                .order_by(ProposalRow.session)
            )
            return [_proposal(row, visibility) for row, visibility in sql.execute(query)]

    def decide_proposal(
        self, author: str, proposal_id: str, accept: bool, owner: str = "", due: date | None = None
    ) -> ActionItem | None:
        """Turn a proposal into an action, or put it away.

        Raises:
            NotFound: when it is not a proposal of this author, or was decided already.
        """
        with self._store.begin(write=True) as sql:
            row = sql.get(ProposalRow, proposal_id, with_for_update=True)
            if row is None or row.author != author or row.status != "proposed":
                raise NotFound("There is no such proposal any more.")
            row.status = "accepted" if accept else "dismissed"
            audit(sql, author, f"{row.status}_action", row.id)
            if not accept:
                return None
            action = ActionRow(
                id=f"action-{uuid4().hex[:12]}",
                pair_id=row.pair_id,
                session=row.session,
                text=row.text,
                owner=owner or row.owner,
                due_on=due,
                done_on=None,
            )
            sql.add(action)
            sql.flush()
            return action_of(action)

    def add_action(
        self, person: str, pair_id: str, session: int, text: str, owner: str, due: date | None
    ) -> ActionItem:
        with self._store.begin(write=True) as sql:
            _session(sql, pair_id, session)
            row = ActionRow(
                id=f"action-{uuid4().hex[:12]}",
                pair_id=pair_id,
                session=session,
                text=text,
                owner=owner,
                due_on=due,
                done_on=None,
            )
            sql.add(row)
            audit(sql, person, "add_action", row.id)
            return action_of(row)

    def finish_action(self, person: str, pair_id: str, action_id: str, on: date | None) -> None:
        """Mark an action of this pair done on a day, or open again with None."""
        with self._store.begin(write=True) as sql:
            row = sql.get(ActionRow, action_id)
            if row is None or row.pair_id != pair_id:
                raise NotFound("There is no such action in this pair.")
            row.done_on = on
            audit(sql, person, "finish_action" if on else "reopen_action", row.id)

    def add_goal(self, person: str, pair_id: str, text: str, due: date | None) -> None:
        with self._store.begin(write=True) as sql:
            sql.get(PairRow, pair_id, with_for_update=LOCKED)
            query = select(GoalRow).where(GoalRow.pair_id == pair_id)
            position = 1 + max((g.position for g in sql.scalars(query)), default=-1)
            row = GoalRow(
                id=f"goal-{uuid4().hex[:12]}",
                pair_id=pair_id,
                position=position,
                text=text,
                status=GoalStatus.OPEN.value,
                due_on=due,
            )
            sql.add(row)
            audit(sql, person, "add_goal", row.id)

    def set_goal(self, person: str, pair_id: str, goal_id: str, status: GoalStatus) -> None:
        with self._store.begin(write=True) as sql:
            row = sql.get(GoalRow, goal_id)
            if row is None or row.pair_id != pair_id:
                raise NotFound("There is no such goal in this pair.")
            row.status = status.value
            audit(sql, person, "set_goal", row.id)


def _session(sql: SqlSession, pair_id: str, number: int, *, lock: bool = False) -> SessionRow:
    row = sql.get(SessionRow, (pair_id, number), with_for_update=LOCKED if lock else None)
    if row is None:
        raise Invalid(f"This pair has no session {number}.")
    return row


def _proposal(row: ProposalRow, visibility: str) -> Proposal:
    private = visibility == Visibility.PRIVATE.value
    place = (row.pair_id, row.session, row.note_id)
    return Proposal(row.id, *place, row.author, row.text, row.owner, private)
